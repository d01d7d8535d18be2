"""The sum of a flow over a stretch of days, and how much of the stretch its values cover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.measures.asking import left_out, measured, metric_of, name_of
from onrecord.measures.measure import Vintages
from onrecord.measures.measurement import Estimate, Measurement, Picture, Trace, say
from onrecord.measures.registry import TOTAL
from onrecord.measures.relative_adoption import window_of
from onrecord.record import View
from onrecord.terms.errors import BadInput
from onrecord.terms.quantity import Interval, interval_of
from onrecord.terms.time import Day, Period, say_day

COLUMNS = ("entity", "total", "periods", "covered_days", "period_start", "period_end")

Row = Mapping[str, Any]


def total(
    view: View, *, entities: Sequence[str], metric: str, first: Day, last: Day, vintages: Vintages = "latest"
) -> Measurement:
    """Return the sum of one metric of some entities over the periods that lie inside two days.

    A period without a value adds nothing and is counted: the sum is a lower bound then.

    >>> from onrecord.record import open_record
    >>> record = open_record()
    >>> found = total(record.as_of(record.now), entities=["deepseek-models"], metric="or_tokens_week_author",
    ...               first=Day(2025, 2, 10), last=Day(2025, 11, 30))
    >>> str(found["total"])
    '8.03 trillion tokens (8.03 trillion tokens or more)'

    Raises `BadInput` where the days are not in order.
    """
    if last < first:
        raise BadInput(f"{last} comes before {first}: name the earlier day first.")
    defined = metric_of(view, metric)
    window = Period.of_days(first, last)
    answer = TOTAL.ask(
        view,
        f"sum of {defined['name']} from {say_day(first)} to {say_day(last)}",
        vintages=vintages,
        entities=list(entities),
        metric=metric,
        first=first,
        last=last,
    )
    estimates = [estimate for row in answer.rows for estimate in _estimates(view, row, window, defined)]
    lacking = [estimate.missing for estimate in estimates if estimate.missing]
    missing = lacking[0] if lacking else ""
    if not answer.rows:
        missing = _missing(defined, window)
        estimates = [Estimate("total", None, defined["unit"], missing=missing)]
    told = [estimate for estimate in estimates if estimate.name == "total" and estimate.value is not None]
    words = "; ".join(f"{estimate.of}: {say(estimate.value or 0.0, estimate.unit)}" for estimate in told[:8])
    bars = tuple(
        Trace(estimate.of, ((window.start, window.end, estimate.value),), "bars")
        for estimate in told
        if estimate.value is not None
    )
    return measured(
        answer,
        view=view,
        subject=f"{', '.join(name_of(view, entity) for entity in entities[:3])}: {defined['name']}, sum",
        words=f"{words}, from {window}." if told else "No sum can be told.",
        estimates=estimates,
        columns=COLUMNS,
        left=left_out(view, metric, entities),
        missing=missing,
        picture=Picture(defined["unit"], bars[:1]) if bars else None,
    )


def _missing(defined: Row, window: Period) -> str:
    if defined["kind"] != "flow":
        return f"a flow: {defined['name']} is a {defined['kind']}, of which a sum means nothing"
    return f"values of {defined['name']} inside {window}"


def _estimates(view: View, row: Row, window: Period, defined: Row) -> list[Estimate]:
    name, span = name_of(view, row["entity"]), Period(row["period_start"], row["period_end"])
    if row["overlapping"] or (row["usual_days"] == 1 and window_of(defined) > 1):
        missing = f"values of {defined['name']} of {name} over periods that do not overlap"
        return [Estimate("total", None, row["unit"], n=row["periods"], period=span, of=name, missing=missing)]
    worded = [interval_of(row["total"], word or "exact") for word in row["qualifiers"] or [""]]
    low, high = min(part.low for part in worded), max(row["total_high"], *(part.high for part in worded))
    uncovered = window.days - row["covered_days"]
    # What is not on record was there and adds to it: no flow is negative.
    interval = Interval(low, float("inf") if uncovered > 0 else high)
    return [
        Estimate("total", row["total"], row["unit"], interval, row["periods"], span, name),
        Estimate("days without a value", float(uncovered), "days", n=row["periods"], period=window, of=name),
    ]
