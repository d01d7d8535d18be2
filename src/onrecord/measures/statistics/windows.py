"""Change between two windows, and where a series had its peak."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from statistics import fmean, median

from onrecord.terms.quantity import Interval
from onrecord.terms.time import Day, Period

WEEKS_AFTER = 8
"""How long a series must be known after its peak before the peak counts as past."""

ONE_STEP = 1.5
"""Points further apart than this many usual steps have a hole between them; months differ by less."""


@dataclass(frozen=True, slots=True)
class WindowChange:
    """The means of two windows, what the second is of the first, and by how many percent it differs.

    `ratio` and `percent` are from the printed values; the two intervals hold everything that their rounding
    and wording allow ("over", "about").
    """

    before: Interval
    after: Interval
    ratio: float
    percent: float
    ratio_interval: Interval
    percent_interval: Interval


@dataclass(frozen=True, slots=True)
class Peak:
    """The window with the highest mean.

    `margin` is how far it stands above the best window that shares no point with it, as a share of that one;
    None where there is none or it is nought. `settled` says that enough weeks are known after it to call it
    past.
    """

    period: Period
    mean: float
    runner_up: float | None
    margin: float | None
    weeks_after: int
    settled: bool


def window_change(before: Sequence[float | Interval], after: Sequence[float | Interval]) -> WindowChange | None:
    """Compare the mean of the values after with the mean of the values before, with interval arithmetic.

    The rules are those of Moore (1966) for quantities that cannot be negative; an open end ("over 300,000") counts as
    its finite end where one number is wanted.

    >>> change = window_change([Interval(80.5, 81.5)], [Interval(22.5, 23.5)])
    >>> span = change.percent_interval
    >>> round(change.percent, 1), round(span.low, 1), round(span.high, 1)
    (-71.6, -72.4, -70.8)

    Returns None for an empty window, and where the first window is nought: a ratio to nothing says nothing.
    """
    if not before or not after:
        return None
    first, second = _mean(before), _mean(after)
    base = fmean(_printed(value) for value in before)
    if first.high <= 0 or base <= 0 or second.high < 0:
        return None
    ratio = fmean(_printed(value) for value in after) / base
    low = 0.0 if math.isinf(first.high) else max(second.low, 0.0) / first.high
    high = math.inf if first.low <= 0 < second.high else second.high / first.low if first.low > 0 else 0.0
    span = Interval(low, high)
    percent = Interval(100 * (low - 1), 100 * (high - 1))
    return WindowChange(first, second, ratio, 100 * (ratio - 1), span, percent)


def peak_window(counts: Iterable[tuple[Day, float]], width: int = 4, *, weeks_after: int = WEEKS_AFTER) -> Peak | None:
    """Find where evenly spaced counts `(first day, count)` had the highest mean over `width` neighbours.

    A centred moving mean keeps a peak in its place (Kendall and Stuart 1976, 46.4); a window with a hole in it is
    left out, and the ends are not padded, so no window rests on fewer points than the others. The earliest of equal
    peaks counts.

    >>> weeks = [Day(2025, 1, 6) + timedelta(weeks=n) for n in range(20)]
    >>> peak = peak_window(list(zip(weeks, [2, 2, 3, 5, 8, 9, 8, 6] + [3] * 12)), width=3)
    >>> str(peak.period), round(peak.mean, 1), peak.runner_up, peak.weeks_after, peak.settled
    ('3 to 23 February 2025', 8.3, 4.0, 13, True)

    Returns None with fewer than two points or no window without a hole. Raises `ValueError` for a width below 1, or
    two counts of one day.
    """
    points = sorted(counts)
    days = [day for day, _ in points]
    if width < 1 or len(set(days)) < len(days):
        raise ValueError("a width is at least 1, and a day has one count")
    if len(points) < 2:
        return None
    usual = median((later - earlier).days for earlier, later in pairwise(days))
    whole = [
        (start, fmean(value for _, value in points[start : start + width]))
        for start in range(len(points) - width + 1)
        if all((later - earlier).days <= ONE_STEP * usual for earlier, later in pairwise(days[start : start + width]))
    ]
    if not whole:
        return None
    best, mean = max(whole, key=lambda window: (window[1], -window[0]))
    others = [value for start, value in whole if abs(start - best) >= width]
    runner_up = max(others, default=None)
    margin = mean / runner_up - 1 if runner_up is not None and runner_up > 0 else None
    end = _end_of(days, best + width - 1, usual)
    known = (_end_of(days, len(days) - 1, usual) - end).days // 7
    return Peak(Period(days[best], end), mean, runner_up, margin, known, known >= weeks_after)


def _end_of(days: Sequence[Day], place: int, usual: float) -> Day:
    """Return the day after the last that a point covers: where the next starts, unless there is a hole."""
    usual_end = days[place] + timedelta(days=round(usual))
    if place + 1 < len(days) and (days[place + 1] - days[place]).days <= ONE_STEP * usual:
        return days[place + 1]
    return usual_end


def _mean(values: Sequence[float | Interval]) -> Interval:
    ends = [value if isinstance(value, Interval) else Interval(value, value) for value in values]
    return Interval(fmean(end.low for end in ends), fmean(end.high for end in ends))


def _printed(value: float | Interval) -> float:
    """Return the one number that an interval was printed as: its middle, or its finite end."""
    if not isinstance(value, Interval):
        return value
    if math.isinf(value.high):
        return value.low
    return value.high if math.isinf(value.low) else (value.low + value.high) / 2
