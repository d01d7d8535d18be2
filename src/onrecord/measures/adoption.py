"""Adoption: level and growth of a metric, month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.measures.asking import left_out, measured, metric_of, name_of
from onrecord.measures.measure import Vintages
from onrecord.measures.measurement import Estimate, Measurement, Picture, Trace, say
from onrecord.measures.registry import ADOPTION
from onrecord.record import View
from onrecord.terms.quantity import Interval, interval_of
from onrecord.terms.time import Day, Period, say_day

COLUMNS = ("entity", "month", "level", "growth", "growth_share", "readings", "last_day")

Row = Mapping[str, Any]


def adoption(
    view: View,
    *,
    entities: Sequence[str],
    metric: str,
    first: Day | None = None,
    last: Day | None = None,
    vintages: Vintages = "latest",
) -> Measurement:
    """Return level and growth by month of one metric of some entities.

    >>> from onrecord.record import open_record
    >>> found = adoption(open_record().as_of(Day(2025, 7, 25)), entities=["deepseek-r1"], metric="ollama_pulls")
    >>> str(found["level"]), str(found["growth"])
    ('54.5 million pulls', '3.7 million pulls')
    """
    defined = metric_of(view, metric)
    answer = ADOPTION.ask(
        view,
        f"{defined['name']} of {', '.join(entities)} by month",
        vintages=vintages,
        entities=list(entities),
        metric=metric,
        first=first,
        last=last,
    )
    estimates: list[Estimate] = []
    said: list[str] = []
    missing = ""
    by_entity = {entity: [row for row in answer.rows if row["entity"] == entity] for entity in entities}
    for entity, rows in by_entity.items():
        name = name_of(view, entity)
        if rows:
            estimates += _estimates(rows, name, defined["unit"])
            said.append(_words(rows, name, defined))
    if not answer.rows:
        missing = f"a value of {defined['name']} over a month or less, public by {say_day(view.day)}"
        estimates = [Estimate("level", None, defined["unit"], missing=missing)]
        said = ["Nothing can be said of any month."]
    elif any(estimate.value is None for estimate in estimates):
        missing = next(estimate.missing for estimate in estimates if estimate.value is None)
    return measured(
        answer,
        view=view,
        subject=f"{', '.join(name_of(view, entity) for entity in entities)}: {defined['name']}",
        words=" ".join(said),
        estimates=estimates,
        columns=COLUMNS,
        left=left_out(view, metric, entities),
        missing=missing,
        picture=_picture(view, by_entity, defined),
    )


def level_of(row: Row) -> Interval:
    """Return everything that the wording of a month's values allows for its level."""
    spans = [interval_of(row["level"], word or "exact") for word in row["qualifiers"] or [""]]
    high = max(row["level_high"], *(span.high for span in spans))
    return Interval(min(span.low for span in spans), high)


def _estimates(rows: Sequence[Row], name: str, unit: str) -> list[Estimate]:
    newest = rows[-1]
    month = Period.of_month(newest["month"].year, newest["month"].month)
    found = [Estimate("level", newest["level"], unit, level_of(newest), newest["readings"], month, name)]
    before = rows[-2] if len(rows) > 1 else None
    if newest["growth"] is None or before is None:
        earlier = Period.of_month(*_month_before(newest["month"]))
        lacking = f"a value of {name} in {earlier}"
        return [*found, Estimate("growth", None, unit, of=name, missing=lacking)]
    now, then = level_of(newest), level_of(before)
    growth = Interval(now.low - then.high, now.high - then.low)
    n = newest["readings"] + before["readings"]
    found.append(Estimate("growth", newest["growth"], unit, growth, n, month, name))
    if newest["growth_share"] is not None and newest["kind"] != "counter":
        found.append(Estimate("growth share", 100 * newest["growth_share"], "percent", None, n, month, name))
    elif before["growth"] is not None and before["growth"] > 0:
        # A counter grows every month; what is news is whether it grows faster. Months are read at unlike days.
        pace = (newest["growth"] / newest["growth_days"]) / (before["growth"] / before["growth_days"]) - 1
        found.append(Estimate("growth on the month before", 100 * pace, "percent", None, n, month, name))
    return found


def _words(rows: Sequence[Row], name: str, defined: Row) -> str:
    newest = rows[-1]
    unit = defined["unit"]
    month = Period.of_month(newest["month"].year, newest["month"].month)
    if newest["kind"] == "counter":
        words = f"{name} stood at {say(newest['level'], unit)} on {say_day(newest['last_day'])}"
        if newest["growth"] is None:
            return f"{words}."
        return f"{words}, {say(newest['growth'], unit)} more than {newest['growth_days']} days before."
    part = "" if newest["whole"] else " so far"
    words = f"{name} had {say(newest['level'], unit)} on average in {month}{part}"
    if newest["growth_share"] is None:
        return f"{words}."
    return f"{words}, {100 * newest['growth_share']:+.3g}% on the month before."


def _month_before(month: Day) -> tuple[int, int]:
    return (month.year - 1, 12) if month.month == 1 else (month.year, month.month - 1)


def _picture(view: View, by_entity: Mapping[str, Sequence[Row]], defined: Row) -> Picture:
    def period(row: Row) -> Period:
        return Period.of_month(row["month"].year, row["month"].month)

    growing = defined["kind"] == "counter"
    traces = []
    for entity, rows in by_entity.items():
        values = [(period(row), row["growth"] if growing else row["level"]) for row in rows]
        points = tuple((month.start, month.end, value) for month, value in values if value is not None)
        if points:
            name = name_of(view, entity)
            traces.append(Trace(name, points, "bars" if growing and len(by_entity) == 1 else "line"))
    return Picture(f"{defined['unit']} a month" if growing else defined["unit"], tuple(traces))
