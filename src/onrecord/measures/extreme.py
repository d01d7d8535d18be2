"""Records: whether a value is the highest or lowest on record, since when, and when a mark was first reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.measures.asking import interval_of_row, left_out, measured, metric_of, name_of, title
from onrecord.measures.measure import Vintages
from onrecord.measures.measurement import Estimate, Mark, Measurement, Picture, Trace, say, say_when
from onrecord.measures.registry import EXTREME
from onrecord.record import View
from onrecord.terms.time import Day, Period, say_day

COLUMNS = ("period_start", "period_end", "value", "highest_before", "lowest_before", "known_from")

Row = Mapping[str, Any]


def extreme(
    view: View,
    *,
    entity: str,
    metric: str,
    on: Day | None = None,
    threshold: float | None = None,
    every: str | None = None,
    vintages: Vintages = "latest",
) -> Measurement:
    """Return where a value stands among those before it: the newest one, or the one that is about the day `on`.

    `threshold` also asks when the series was first at or above a value.

    >>> from onrecord.record import open_record
    >>> view = open_record().as_of(Day(2025, 7, 25))
    >>> found = extreme(view, entity="deepseek-models", metric="or_tokens_week_author")
    >>> found["rank from the top"].value, str(found["value"].period)
    (1.0, '14 to 20 July 2025')
    """
    defined = metric_of(view, metric)
    asked = {"entities": [entity], "metric": metric, "every": every}
    answer = EXTREME.ask(view, f"records of {title(view, entity, defined)}", vintages=vintages, **asked)
    rows = answer.rows
    at = next((place for place, row in enumerate(rows) if on and _period(row).contains(on)), None)
    at = len(rows) - 1 if on is None else at
    name, unit = name_of(view, entity), _unit(defined, rows)
    missing = ""
    if len(rows) < 2:
        missing = f"a second value of {title(view, entity, defined)} that can be compared"
    elif at is None:
        missing = f"a value of {title(view, entity, defined)} for {say_day(on)}" if on else ""
    if missing or at is None:
        estimates, words = [Estimate("value", None, unit, missing=missing)], "No record can be told."
    else:
        estimates = _estimates(rows, at, unit)
        first = EXTREME.ask(view, answer.words, vintages="first-release", **asked).rows
        words = _words(rows, at, name, unit, _revised(rows, first, at))
        if threshold is not None:
            reached = _reached(rows, threshold, unit)
            estimates.append(reached)
            words += f" {_said_of_threshold(reached, threshold, unit)}"
            missing = reached.missing
    return measured(
        answer,
        view=view,
        subject=title(view, entity, defined),
        words=words,
        estimates=estimates,
        columns=COLUMNS,
        left=left_out(view, metric, [entity]),
        missing=missing,
        picture=_picture(rows, name, unit, at),
    )


def _unit(defined: Row, rows: Sequence[Row]) -> str:
    """Return the unit of what is compared: a counter's growth is told by the week or the month."""
    if defined["kind"] != "counter":
        return str(defined["unit"])
    every = rows[0]["every"] if rows else "month"
    return f"{defined['unit']} a {every}"


def _estimates(rows: Sequence[Row], at: int, unit: str) -> list[Estimate]:
    row, period, n = rows[at], _period(rows[at]), at + 1
    span = interval_of_row(row)
    found = [Estimate("value", row["value"], unit, span, n, period)]
    earlier = rows[:at]
    # What an earlier value may have been counts against a record, not only the number that was printed.
    above = sum(interval_of_row(other).high > row["value"] for other in earlier)
    below = sum(interval_of_row(other).low < row["value"] for other in earlier)
    found.append(Estimate("rank from the top", float(above + 1), "", None, n, period))
    found.append(Estimate("rank from the bottom", float(below + 1), "", None, n, period))
    if earlier:
        highest = max(earlier, key=lambda other: other["value"])
        lowest = min(earlier, key=lambda other: other["value"])
        found.append(Estimate("highest before", highest["value"], unit, interval_of_row(highest), at, _period(highest)))
        found.append(Estimate("lowest before", lowest["value"], unit, interval_of_row(lowest), at, _period(lowest)))
    for name, since in (("highest since", _since(rows, at, up=True)), ("lowest since", _since(rows, at, up=False))):
        if since is not None:
            found.append(Estimate(name, since["value"], unit, interval_of_row(since), n, _period(since)))
    return found


def is_record(rows: Sequence[Row], at: int, *, up: bool) -> bool:
    """Say whether no earlier value of the rows of an answer was, or may have been, as high (or as low).

    >>> from onrecord.record import open_record
    >>> view = open_record().as_of(Day(2025, 7, 25))
    >>> found = extreme(view, entity="deepseek-models", metric="or_tokens_week_author")
    >>> is_record(found.rows, len(found.rows) - 1, up=True)
    True
    """
    return at > 0 and _since(rows, at, up=up) is None


def _since(rows: Sequence[Row], at: int, *, up: bool) -> Row | None:
    """Return the last earlier value that was as high, or as low, or may have been by its wording."""
    value = rows[at]["value"]
    for row in reversed(rows[:at]):
        span = interval_of_row(row)
        if (span.high >= value) if up else (span.low <= value):
            return row
    return None


def _words(rows: Sequence[Row], at: int, name: str, unit: str, revised: int) -> str:
    row, since = rows[at], say_day(rows[0]["period_start"])
    words = f"{say(row['value'], unit)} of {name} {say_when(_period(row))} "
    top, bottom = _since(rows, at, up=True), _since(rows, at, up=False)
    ties = [other for other in rows[:at] if other["value"] == row["value"]]
    if at == 0:
        words += "is the first value on record"
    elif top is None:
        words += f"is a record: the highest of {at + 1} values since {since}"
    elif bottom is None:
        words += f"is the lowest of {at + 1} values since {since}"
    elif ties:
        words += f"was there before, {say_when(_period(ties[-1]))}"
    else:
        newer = max((top, bottom), key=lambda other: other["period_start"])
        # "The lowest since March" is said of the direction that reaches further back.
        if newer is bottom:
            words += f"is the highest since {_period(top)} ({say(top['value'], unit)})"
        else:
            words += f"is the lowest since {_period(bottom)} ({say(bottom['value'], unit)})"
    if revised:
        words += f"; {revised} of the values were first published otherwise"
    return f"{words}."


def _revised(rows: Sequence[Row], first: Sequence[Row], at: int) -> int:
    printed = {(row["period_start"], row["period_end"]): row["value"] for row in first}
    seen = rows[: at + 1]
    return sum(printed.get((row["period_start"], row["period_end"]), row["value"]) != row["value"] for row in seen)


def _reached(rows: Sequence[Row], threshold: float, unit: str) -> Estimate:
    for place, row in enumerate(rows):
        if interval_of_row(row).low >= threshold:
            return Estimate("first at or above", row["value"], unit, interval_of_row(row), place + 1, _period(row))
    lacking = f"a value of {say(threshold, unit)} or more"
    return Estimate("first at or above", None, unit, n=len(rows), missing=lacking)


def _said_of_threshold(reached: Estimate, threshold: float, unit: str) -> str:
    if reached.period is None:
        return f"It never reached {say(threshold, unit)} on record."
    if reached.n == 1:
        return f"It was at {say(threshold, unit)} or above from the first value on record, {say_when(reached.period)}."
    return f"It first reached {say(threshold, unit)} {say_when(reached.period)}."


def _period(row: Row) -> Period:
    return Period(row["period_start"], row["period_end"])


def _picture(rows: Sequence[Row], name: str, unit: str, at: int | None) -> Picture:
    points = tuple((row["period_start"], row["period_end"], row["value"]) for row in rows)
    marks = (Mark(say(rows[at]["value"], ""), value=rows[at]["value"]),) if at is not None and rows else ()
    return Picture(unit, (Trace(name, points),), marks)
