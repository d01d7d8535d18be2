"""Change and ratio of a metric between two days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.measures.asking import interval_of_row, left_out, measured, metric_of, name_of, title
from onrecord.measures.measure import Vintages
from onrecord.measures.measurement import Estimate, Measurement, Picture, Trace, say, say_interval, say_when
from onrecord.measures.registry import CHANGE
from onrecord.measures.statistics import window_change
from onrecord.record import View
from onrecord.terms.errors import BadInput
from onrecord.terms.quantity import Interval
from onrecord.terms.time import Day, Period, say_day

TOLERANCE = 7
"""A value speaks for a day that is a week away at most."""

COLUMNS = ("at", "value", "qualifier", "period_start", "period_end", "away", "known_from")

Row = Mapping[str, Any]


def change(
    view: View,
    *,
    entity: str,
    metric: str,
    first: Day,
    last: Day,
    tolerance: int = TOLERANCE,
    vintages: Vintages = "latest",
) -> Measurement:
    """Return how one metric of one entity changed from one day to another.

    >>> from onrecord.record import open_record
    >>> view = open_record().as_of(Day(2025, 7, 25))
    >>> found = change(view, entity="deepseek-app", metric="app_downloads_month_cn",
    ...                first=Day(2025, 2, 15), last=Day(2025, 5, 15))
    >>> str(found["change"])
    '-72.2%'

    Raises `BadInput` where the days are not in order.
    """
    if last <= first:
        raise BadInput(f"{last} does not come after {first}: name the earlier day first.")
    defined = metric_of(view, metric)
    asked = {"entities": [entity], "metric": metric, "first": first, "last": last, "tolerance": tolerance}
    words = f"{title(view, entity, defined)} on {say_day(first)} and {say_day(last)}"
    answer = CHANGE.ask(view, words, vintages=vintages, **asked)
    pair = _pair(answer.rows)
    if pair:
        printed = _pair(CHANGE.ask(view, words, vintages="first-release", **asked).rows)
        estimates, words = _told(pair, printed, name_of(view, entity), defined["unit"])
        missing = estimates[-1].missing
    else:
        missing = _missing(answer.rows, title(view, entity, defined), first, last)
        estimates, words = [Estimate("change", None, "percent", missing=missing)], "The change cannot be told."
    return measured(
        answer,
        view=view,
        subject=title(view, entity, defined),
        words=words,
        estimates=estimates,
        columns=COLUMNS,
        rows=pair or answer.rows,
        left=left_out(view, metric, [entity]),
        missing=missing,
        picture=_picture(pair, name_of(view, entity), defined["unit"]) if pair else None,
    )


def _pair(rows: Sequence[Row]) -> tuple[Row, Row] | None:
    """Return the two values over periods of one length, the pair nearest to the two days."""
    pairs = [
        (before, after)
        for before in rows
        for after in rows
        if before["at"] == "before"
        and after["at"] == "after"
        and abs(before["days"] - after["days"]) <= 3
        and before["period_end"] < after["period_end"]
    ]
    return min(
        pairs, key=lambda pair: (_away(pair[0]) + _away(pair[1]), pair[0]["days"], pair[1]["days"]), default=None
    )


def _away(row: Row) -> int:
    """Return by how many days a value misses its day; nought where its period holds the day."""
    missed: int = row["away"]
    return max(missed, 0) if -row["days"] < missed else abs(missed)


def _told(pair: tuple[Row, Row], printed: tuple[Row, Row] | None, name: str, unit: str) -> tuple[list[Estimate], str]:
    before, after = pair
    ends = [interval_of_row(before), interval_of_row(after)]
    periods = [_period(before), _period(after)]
    span = Period(periods[0].start, periods[1].end)
    apart = Interval(ends[1].low - ends[0].high, ends[1].high - ends[0].low)
    found = [
        Estimate("before", before["value"], unit, ends[0], 1, periods[0]),
        Estimate("after", after["value"], unit, ends[1], 1, periods[1]),
        Estimate("difference", after["value"] - before["value"], unit, apart, 2, span),
    ]
    changed = window_change([ends[0]], [ends[1]])
    said = f"{name}: {say(before['value'], unit)} {say_when(periods[0])}, {say(after['value'], unit)} "
    said += say_when(periods[1])
    if changed is None or unit == "percent":
        # Shares are compared in points: "up 50 %" from 10 to 15 per cent would mislead.
        points = after["value"] - before["value"]
        lacking = "" if unit == "percent" else f"a value above nought {say_when(periods[0])}"
        found.append(Estimate("change", points if not lacking else None, "points", apart, 2, span, missing=lacking))
        said += f", {say(points, 'points')}" if not lacking else ""
    else:
        ratio = after["value"] / before["value"]
        found.append(Estimate("ratio", ratio, "multiple", changed.ratio_interval, 2, span))
        percent = Estimate("change", 100 * (ratio - 1), "percent", changed.percent_interval, 2, span)
        found.append(percent)
        said += f", {100 * (ratio - 1):+.3g}%"
        if changed.percent_interval.low != changed.percent_interval.high:
            said += f" (by the wording of both {say_interval(changed.percent_interval, 'percent')})"
    if printed and (printed[0]["value"], printed[1]["value"]) != (before["value"], after["value"]):
        said += f"; first published as {say(printed[0]['value'], unit)} and {say(printed[1]['value'], unit)}"
    return found, f"{said}."


def _missing(rows: Sequence[Row], series: str, first: Day, last: Day) -> str:
    ends = {row["at"] for row in rows}
    for end, day in (("before", first), ("after", last)):
        if end not in ends:
            return f"a value of {series} for {say_day(day)}"
    return f"values of {series} over periods of one length for {say_day(first)} and {say_day(last)}"


def _period(row: Row) -> Period:
    return Period(row["period_start"], row["period_end"])


def _picture(pair: tuple[Row, Row], name: str, unit: str) -> Picture:
    points = tuple((row["period_start"], row["period_end"], row["value"]) for row in pair)
    return Picture(unit, (Trace(name, points, "bars"),))
