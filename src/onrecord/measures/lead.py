"""Who leads, and who overtook whom: two series of one metric side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from onrecord.measures.asking import left_out, measured, metric_of, name_of
from onrecord.measures.measure import Vintages
from onrecord.measures.measurement import Estimate, Mark, Measurement, Picture, Trace, say, say_when
from onrecord.measures.registry import LEAD
from onrecord.measures.statistics import Crossing, crossing_interval, crossings
from onrecord.record import View
from onrecord.terms.errors import BadInput
from onrecord.terms.time import Period, say_day

LASTING = 4
"""Periods for which a new leader must stay ahead before the change is called lasting."""

HOLE = 1.5
"""Periods further apart than this many usual steps have a hole between them."""

COLUMNS = ("period_start", "period_end", "one", "other", "ahead", "leader")

Row = Mapping[str, Any]


def lead(
    view: View,
    *,
    one: str,
    other: str,
    metric: str,
    lasting: int = LASTING,
    every: str | None = None,
    vintages: Vintages = "latest",
) -> Measurement:
    """Return who is ahead in one metric and by how much, and every change of the lead with how long it lasted.

    >>> from onrecord.record import open_record
    >>> record = open_record()
    >>> view = record.as_of(record.now)
    >>> found = lead(view, one="claude-models", other="google-models", metric="or_tokens_week_author")
    >>> found["periods"].value > 10, found["ahead"].value < 0
    (True, True)

    Raises `BadInput` where the two are one, or `lasting` is below 1.
    """
    if one == other:
        raise BadInput(f"{one!r} cannot lead itself: name two series.")
    if lasting < 1:
        raise BadInput(f"A lead lasts one period at least, not {lasting}.")
    defined = metric_of(view, metric)
    names = (name_of(view, one), name_of(view, other))
    answer = LEAD.ask(
        view,
        f"{defined['name']}: {names[0]} against {names[1]}",
        vintages=vintages,
        one=one,
        other=other,
        metric=metric,
        every=every,
    )
    both = [row for row in answer.rows if row["leader"] is not None]
    unit = defined["unit"] if defined["kind"] != "counter" or not both else f"{defined['unit']} a {both[0]['every']}"
    missing = "" if both else f"a period in which {defined['name']} of {names[0]} and of {names[1]} are on record"
    estimates = [Estimate("ahead", None, unit, missing=missing)] if missing else []
    words = "Who leads cannot be told."
    marks: list[Mark] = []
    if both:
        estimates, words, missing, marks = _told(answer.rows, both, names, unit, lasting)
    return measured(
        answer,
        view=view,
        subject=f"{names[0]} against {names[1]}: {defined['name']}",
        words=words,
        estimates=estimates,
        columns=COLUMNS,
        left=left_out(view, metric, [one, other]),
        missing=missing,
        picture=_picture(answer.rows, names, unit, marks),
    )


def _told(
    rows: Sequence[Row], both: Sequence[Row], names: tuple[str, str], unit: str, lasting: int
) -> tuple[list[Estimate], str, str, list[Mark]]:
    newest, differences = both[-1], [row["ahead"] for row in both]
    period, n = _period(newest), len(both)
    found = [
        Estimate("ahead", newest["ahead"], unit, n=n, period=period, of=names[0]),
        Estimate("periods", float(n), "periods", n=n, period=Period(both[0]["period_start"], newest["period_end"])),
        Estimate("periods with one of the two only", float(len(rows) - n), "periods", n=len(rows)),
    ]
    if newest["other"]:
        ratio = newest["one"] / newest["other"]
        found.insert(1, Estimate("ratio", ratio, "multiple", n=n, period=period, of=names[0]))
    words, missing, turned, marks = [_leader(newest, names, unit)], "", 0, list[Mark]()
    steps = [(after["slot"] - before["slot"]).days for before, after in pairwise(both)]
    usual = median(steps) if steps else 0
    for crossing in crossings(differences, lasting):
        row, before = both[crossing.place], both[crossing.place - 1]
        who, whom = names if crossing.sign > 0 else names[::-1]
        holed = (row["slot"] - before["slot"]).days > HOLE * usual
        if not crossing.lasting:
            open_ = crossing.place + crossing.length >= n
            name = "ahead for now" if open_ else "turned back"
            found.append(Estimate(name, float(crossing.length), "periods", n=n, period=_period(row), of=who))
            if open_:
                words.append(f"{who} took the lead {say_when(_period(row))}, for {_many(crossing.length)} so far.")
            turned += not open_
        elif holed:
            missing = f"values of both between {say_day(before['period_end'])} and {say_day(row['period_start'])}"
            words.append(f"{who} overtook {whom} between {_period(before)} and {_period(row)}.")
            found.append(Estimate("crossover", None, "periods", n=n, of=who, missing=missing))
        else:
            span = _span(crossing, both, differences, lasting)
            words.append(_overtook(crossing, both, span, (who, whom)))
            found.append(Estimate("crossover", float(crossing.length), "periods", n=n, period=_period(row), of=who))
            missed = "" if span else "a crossing in half of the series like these"
            wide = float(sum(span.overlaps(_period(one)) for one in both)) if span else None
            found.append(Estimate("95 % of crossovers", wide, "periods", n=n, period=span, of=who, missing=missed))
            marks.append(Mark(f"{who} ahead", day=row["period_start"]))
    if turned:
        times = "once" if turned == 1 else f"{turned} times"
        words.append(f"The lead changed {times} for less than {_many(lasting)}.")
    return found, " ".join(words), missing, marks


def _leader(newest: Row, names: tuple[str, str], unit: str) -> str:
    when = say_when(_period(newest))
    if newest["leader"] == 0:
        return f"{names[0]} and {names[1]} were level {when}."
    first, second = names if newest["leader"] > 0 else names[::-1]
    high, low = max(newest["one"], newest["other"]), min(newest["one"], newest["other"])
    words = f"{first} led {second} {when}, {say(high, unit)} to {say(low, unit)}"
    return f"{words} ({say(high / low, 'multiple')})." if low > 0 else f"{words}."


def _overtook(crossing: Crossing, both: Sequence[Row], span: Period | None, who: tuple[str, str]) -> str:
    words = f"{who[0]} overtook {who[1]} {say_when(_period(both[crossing.place]))} and stayed ahead for "
    words += f"{_many(crossing.length)}"
    words += " up to the last on record" if crossing.place + crossing.length >= len(both) else ""
    return f"{words} (95 %: {span})." if span else f"{words}; series like these cross less than half of the time."


def _span(crossing: Crossing, both: Sequence[Row], differences: Sequence[float], lasting: int) -> Period | None:
    places = crossing_interval(differences, crossing, lasting)
    if places is None:
        return None
    low, high = min(places[0], crossing.place), max(places[1], crossing.place)
    return Period(both[low]["period_start"], both[high]["period_end"])


def _many(periods: int) -> str:
    return f"{periods} period{'' if periods == 1 else 's'}"


def _period(row: Row) -> Period:
    return Period(row["period_start"], row["period_end"])


def _picture(rows: Sequence[Row], names: tuple[str, str], unit: str, marks: Sequence[Mark]) -> Picture:
    traces = []
    for name, key in zip(names, ("one", "other"), strict=True):
        points = tuple((row["period_start"], row["period_end"], row[key]) for row in rows if row[key] is not None)
        traces.append(Trace(name, points))
    return Picture(unit, tuple(traces), tuple(marks))
