"""Values on record beside a printed number: whether they bear it out, contradict each other, or are a slip away."""

from __future__ import annotations

import math

from onrecord.checking.case import Row, period_of_row
from onrecord.checking.definitions import other_definitions
from onrecord.terms.quantity import Interval, Quantity, interval_of
from onrecord.terms.time import Period

OVER = 1.5
"""How far above the number "over 800 million" reaches: nobody says so of twice as many."""

CLOSE = 1.1
"""How far above the number of "over 800 million" a number without such a word may lie and still be the one meant."""

FAR_ABOVE = 2
"""A value so many times as high neither bears "more than 800" out nor excludes it."""


def fits(claimed: Quantity, row: Row) -> bool | None:
    """Say whether a value on record bears a printed number out; None where it neither does nor excludes it."""
    value = abs(row["value"])
    possible = interval_of(value, row["qualifier"] or "exact")
    if row["high"]:
        possible = Interval(value, row["high"])
    low, high = claimed.interval.low, claimed.interval.high
    interval = Interval(abs(high), abs(low)) if high <= 0 else claimed.interval
    if possible.high == math.inf:
        if interval.high < math.inf and value * CLOSE < interval.low < value * OVER:
            return None  # more than was counted then: it may be, and nobody said so
        possible = Interval(possible.low, value * OVER)
    if interval.overlaps(possible):
        return True if interval.high < math.inf or value <= FAR_ABOVE * max(interval.low, 0) else None
    return None if row["qualifier"] in {"about", "estimate"} and is_near(interval, possible) else False


def is_near(one: Interval, other: Interval) -> bool:
    """Say whether two intervals lie a hair apart, so that rounding may part them."""
    gap = max(one.low - other.high, other.low - one.high)
    return gap <= 0.02 * max(abs(one.high if one.high != float("inf") else one.low), 1e-9)


def say_value(row: Row) -> str:
    """Write a value with its unit and its time."""
    qualifier = row["qualifier"] or "exact"
    value = Quantity(row["value"], row["unit"], qualifier, interval_of(row["value"], qualifier))
    return f"{value} ({period_of_row(row)})"


def say_own_word(printed: str) -> str:
    """Say that the record holds a printed number by the article's own source, which bears nothing out."""
    return f"{printed} is on record as the word of the article's own source alone"


def are_rivals(row: Row, other: Row) -> bool:
    """Say whether two values are of one thing and time, so that both cannot be right."""
    alike = row["metric"] == other["metric"] or other["metric"] in other_definitions(row["metric"])
    same = alike and row["entity"] == other["entity"]
    if row["kind"] == "counter":
        # What only grows has another value on every day.
        return same and row["period_end"] == other["period_end"]
    return same and _is_one_time(period_of_row(row), period_of_row(other))


def _is_one_time(one: Period, other: Period) -> bool:
    """Say whether two periods are mostly one: a year is no rival of one that began half a year later."""
    shared = (min(one.end, other.end) - max(one.start, other.start)).days
    return shared > 0 and 2 * shared > max(one.days, other.days)


def contradicts(claimed: Quantity, row: Row) -> bool:
    """Say whether a printed number is another than the value that a source prints, however both may be rounded."""
    return not claimed.interval.overlaps(interval_of(abs(row["value"]), "exact"))


_POWERS = (0.001, 0.1, 10.0, 1000.0)


def is_slip(claimed: Quantity, row: Row) -> bool:
    """Say whether a number is a value on record with a zero too many or too few, or in thousands for millions.

    Shares are not looked at, nor numbers of one figure: too many of them are a power of ten apart by chance.
    """
    value = abs(row["value"])
    long = claimed.unit.isupper() or min(value, claimed.value) >= _LONG
    if claimed.unit in {"percent", "multiple"} or not long:
        return False
    # "Over 800 million" is read as 800 million here: without an upper end it would be any higher number's slip.
    printed = claimed.interval if math.isfinite(claimed.interval.high) else interval_of(claimed.value, "exact")
    return any(Interval(value * 0.99, value * 1.01).overlaps(printed.scaled(power)) for power in _POWERS)


_LONG = 1000
