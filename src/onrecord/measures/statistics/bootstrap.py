"""How sure is a number: intervals by resampling blocks of time, so that what hangs together stays together."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import NormalDist, fmean

from onrecord.terms.quantity import Interval
from onrecord.terms.time import Day, Period

BLOCK_DAYS = 14
"""Launches come in bursts of days, not of months: a block holds a burst, and 90 days still hold six blocks."""

MOST_AUTOCORRELATION = 0.95
"""A series as sticky as this is worth a value or two whatever its length; the estimate ends here."""

DRAWS = 1000
"""How often is drawn: the ends of a 95 % interval then rest on 25 draws each."""


_NORMAL = NormalDist()


def moving_blocks(n: int, length: int, dice: Callable[[], float]) -> list[int]:
    """Return n places of a series, drawn in blocks of neighbours; the series is bent into a ring.

    The circular block bootstrap (Politis and Romano 1992): every place is drawn equally often.

    >>> moving_blocks(5, 2, random.Random(1).random)
    [0, 1, 4, 0, 3]
    """
    places: list[int] = []
    while len(places) < n:
        start = int(dice() * n)
        places += [(start + step) % n for step in range(length)]
    return places[:n]


def percentile_interval(draws: Iterable[float], confidence: float = 0.95) -> Interval:
    """Return the middle share of some draws (Efron 1979).

    >>> percentile_interval(range(101), 0.9)
    Interval(low=5, high=95)
    """
    ordered = sorted(draws)
    tail = (1 - confidence) / 2
    last = len(ordered) - 1
    return Interval(ordered[math.floor(tail * last + 1e-9)], ordered[math.ceil((1 - tail) * last - 1e-9)])


def rate_ratio_interval(
    event_days: Iterable[Day], split: Day, start: Day, end: Day, *, draws: int = DRAWS, seed: int = 0
) -> Interval | None:
    """Return the 95 % interval of the rate after a split as a multiple of the rate before it.

    Each side is drawn anew from its own days, in blocks of two weeks. Half an event is added to each side of each draw
    (Haldane 1956; Anscombe 1956), so that a side that is drawn empty gives a large number and no infinite one. In
    simulated histories the 95 % held 91 to 97 % (`bench/false_alarms.py`).

    >>> days = [Day(2025, 1, n) for n in range(1, 29, 2)] + [Day(2025, 2, 20)]
    >>> span = rate_ratio_interval(days, Day(2025, 2, 1), Day(2025, 1, 1), Day(2025, 3, 1))
    >>> round(span.low, 2), round(span.high, 2)
    (0.03, 0.22)

    Returns None where either side holds no event: a resample of nothing is nothing. Raises `ValueError` unless
    start < split < end.
    """
    if not start < split < end:
        raise ValueError(f"the days must be in order: {start}, {split}, {end}")
    counts = Counter(event_days)
    before = [counts[Day.fromordinal(day)] for day in range(start.toordinal(), split.toordinal())]
    after = [counts[Day.fromordinal(day)] for day in range(split.toordinal(), end.toordinal())]
    if not sum(before) or not sum(after):
        return None
    dice = random.Random(seed).random  # noqa: S311 - an interval must come out the same tomorrow
    ratios = [
        (_drawn(after, dice) + 0.5) / len(after) / ((_drawn(before, dice) + 0.5) / len(before)) for _ in range(draws)
    ]
    return percentile_interval(ratios)


def _drawn(counts: Sequence[int], dice: Callable[[], float]) -> int:
    return sum(counts[place] for place in moving_blocks(len(counts), min(BLOCK_DAYS, len(counts)), dice))


def centred_mean(values: Sequence[float], width: int = 4) -> list[float]:
    """Return the mean of the neighbourhood of each value; at the ends of those that there are.

    An even width takes half of each outer neighbour, so that nothing moves to a side.

    >>> centred_mean([0, 0, 8, 0, 0], 2)
    [0.0, 2.0, 4.0, 2.0, 0.0]
    """
    half = width // 2
    smooth = []
    for place in range(len(values)):
        weights = {place + step: 1.0 for step in range(-half, half + 1)}
        if width % 2 == 0:
            weights[place - half] = weights[place + half] = 0.5
        inside = {at: weight for at, weight in weights.items() if 0 <= at < len(values)}
        smooth.append(sum(values[at] * weight for at, weight in inside.items()) / sum(inside.values()))
    return smooth


def resampled(values: Sequence[float], *, width: int = 4, draws: int = DRAWS, seed: int = 0) -> Iterable[list[float]]:
    """Yield series like the given one: its centred mean, and what deviates from it dealt out anew in blocks.

    The residual block bootstrap (Buhlmann 2002, section 4): a block is about the cube root of the length, and at least
    the width of the mean, which leaves neighbours alike.
    """
    smooth = centred_mean(values, width)
    rest = [value - level for value, level in zip(values, smooth, strict=True)]
    centre = fmean(rest)
    # The mean follows its own values, so what is left is too small by the weight that each has in its own mean.
    scale = 1 / math.sqrt(1 - 1 / width) if width > 1 else 1.0
    length = min(len(values), max(width, round(len(values) ** (1 / 3))))
    dice = random.Random(seed).random  # noqa: S311 - an interval must come out the same tomorrow
    for _ in range(draws):
        places = moving_blocks(len(values), length, dice)
        yield [level + scale * (rest[place] - centre) for level, place in zip(smooth, places, strict=True)]


def peak_share(
    counts: Sequence[tuple[Day, float]], season: Period, width: int = 4, *, draws: int = DRAWS // 2, seed: int = 0
) -> float:
    """Return how often series like this one have the middle of their highest window inside a season.

    `counts` are evenly spaced `(first day, count)`, oldest first. Near 1 the peak is sure; a series without a season of
    its own spreads its peaks over its whole length.

    >>> weeks = [Day.fromordinal(Day(2025, 1, 6).toordinal() + 7 * n) for n in range(20)]
    >>> counts = list(zip(weeks, [2, 2, 3, 5, 8, 9, 8, 6] + [3] * 12))
    >>> peak_share(counts, Period.parse("2025-02"), width=3) > 0.9
    True

    Raises `ValueError` with fewer counts than the window is wide.
    """
    if len(counts) < width:
        raise ValueError("a window cannot be wider than the series")
    days = [day for day, _ in counts]
    hits = 0
    for drawn in resampled([value for _, value in counts], width=width, draws=draws, seed=seed):
        sums = [sum(drawn[start : start + width]) for start in range(len(drawn) - width + 1)]
        start = max(range(len(sums)), key=lambda place: (sums[place], -place))
        first, last = days[start], days[start + width - 1]
        hits += season.contains(first + (last - first) / 2)
    return hits / draws


def peak_chance(values: Sequence[float], width: int = 4, *, draws: int = DRAWS // 2, seed: int = 0) -> float:
    """Return how often a series without a peak has a highest window as far above its mean as this one's.

    The series without a peak is a first-order autoregression with the mean, variance and lag-1 autocorrelation of the
    values, the latter freed of the bias that taking the mean brings (Marriott and Pope 1954). A peak of its own makes a
    series look sticky, so the test is careful: at 5 % it called a peak in 1 to 5 % of series without one, and in a
    third of those with a bump of four standard deviations (`bench/false_alarms.py`).

    >>> peak_chance([2, 2, 3, 5, 8, 9, 8, 6, 3, 3, 2, 3, 3, 2, 3, 3, 3, 2, 3, 3], width=3) < 0.2
    True

    Returns 1 for fewer than five values, fewer than the window is wide, or values that are all the same.
    """
    n = len(values)
    height = _height(values, width) if n >= max(5, width) else 0.0
    if height <= 0:
        return 1.0
    centre = fmean(values)
    apart = [value - centre for value in values]
    raw = sum(a * b for a, b in pairwise(apart)) / sum(part * part for part in apart)
    stickiness = max(0.0, min((n * raw + 1) / (n - 3), MOST_AUTOCORRELATION))
    dice = random.Random(seed).random  # noqa: S311 - a chance must come out the same tomorrow
    shock = math.sqrt(1 - stickiness * stickiness)
    higher = 0
    for _ in range(draws):
        value = _normal(dice)
        drawn = []
        for _ in range(n):
            drawn.append(value)
            value = stickiness * value + shock * _normal(dice)
        higher += _height(drawn, width) >= height
    return (1 + higher) / (draws + 1)


def _normal(dice: Callable[[], float]) -> float:
    # Only `random()` gives the same stream on every Python.
    return _NORMAL.inv_cdf(max(dice(), 1e-16))


def _height(values: Sequence[float], width: int) -> float:
    """Return how many standard deviations the highest window stands above the mean; 0 where nothing varies."""
    centre = fmean(values)
    spread = math.sqrt(fmean((value - centre) ** 2 for value in values))
    if spread <= 1e-12 * max(abs(value) for value in values):
        return 0.0
    highest = max(sum(values[start : start + width]) for start in range(len(values) - width + 1))
    return (highest / width - centre) / spread
