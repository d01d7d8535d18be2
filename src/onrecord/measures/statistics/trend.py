"""Is a series going up or down, and how fast: the slope of Theil and Sen, the test of Mann and Kendall."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from statistics import NormalDist, fmean, median

from onrecord.measures.statistics.bootstrap import MOST_AUTOCORRELATION

EXACT_UP_TO = 33
"""Up to this many values without ties the p value is counted out instead of taken from the normal curve."""

_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Slope:
    """Change per unit of time: the median slope and the ends of its confidence interval."""

    median: float
    low: float
    high: float
    confidence: float = 0.95


@dataclass(frozen=True, slots=True)
class Trend:
    """A test for a steady rise or fall.

    `s` is the number of rising pairs minus the falling ones, `tau` is s as a share that runs from -1 to 1
    (tau-b, which allows for ties), `p` the two-sided chance of an s this far from nought in a series without
    a trend. `effective` is how many independent values the series is worth; it is `n` where neighbours do not
    resemble each other.
    """

    tau: float
    p: float
    s: int
    n: int
    effective: float


def theil_sen(
    points: Sequence[tuple[float, float]], *, confidence: float = 0.95, correct_autocorrelation: bool = False
) -> Slope:
    """Return the median of the slopes between all pairs of points `(time, value)`.

    Theil (1950) and Sen (1968); the interval is Sen's, from the variance of Kendall's S with ties, with the ranks
    rounded as `scipy.stats.theilslopes` does. More than a quarter of the points may be wrong without moving it far.
    For evenly spaced values that resemble their neighbours the variance can be widened as in `mann_kendall`.

    >>> theil_sen([(0, 1), (1, 3), (2, 5), (3, 7), (4, 9), (5, 11), (6, 700)]).median
    2.0

    Raises `ValueError` with fewer than two points at different times.
    """
    slopes = sorted((y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(sorted(points), 2) if x2 > x1)
    if not slopes:
        raise ValueError("a slope needs two points at different times")
    variance = _variance_of_s(len(points), [x for x, _ in points], [y for _, y in points])
    if correct_autocorrelation:
        variance *= _inflation([y for _, y in sorted(points)])
    spread = _NORMAL.inv_cdf((1 + confidence) / 2) * math.sqrt(max(variance, 0.0))
    upper = min(round((len(slopes) + spread) / 2), len(slopes) - 1)
    lower = max(round((len(slopes) - spread) / 2) - 1, 0)
    return Slope(median(slopes), slopes[lower], slopes[upper], confidence)


def mann_kendall(values: Sequence[float], *, correct_autocorrelation: bool = True) -> Trend:
    """Test evenly spaced values, oldest first, for a steady rise or fall.

    Mann (1945) and Kendall (1975), with the variance for ties. Downloads of one week resemble those of the week
    before, so by default the variance is widened after Yue and Wang (2004): to the size of the sample of independent
    values that a first-order autoregression is worth, its lag-1 autocorrelation taken from the values less their
    Theil-Sen slope and freed of the bias that taking the slope brings (van Giersbergen 2005; Hamed 2009). The
    correction may only make the test more careful, never bolder. With up to 33 values, no ties and nothing to
    correct, p is exact.

    Measured at 5 % on 12 to 40 values: 2 to 3 % false alarms without autocorrelation, 5 to 6 % at 0.4 and 7 to 11 %
    at 0.7, where the plain test cries wolf on 14 to 36 %. (Hamed and Rao's correction of 1998 gave 13 to 29 % there.)

    >>> trend = mann_kendall([9, 8, 8, 6, 5, 3, 4, 1])
    >>> trend.s, round(trend.tau, 2), round(trend.p, 4)
    (-25, -0.91, 0.0028)

    Fewer than three values, or values that are all the same, give a p of 1.
    """
    n = len(values)
    s = sum(_sign(later - earlier) for earlier, later in combinations(values, 2))
    pairs = n * (n - 1) / 2
    untied = pairs - sum(k * (k - 1) / 2 for k in _ties(values))
    if n < 3 or untied == 0:
        return Trend(tau=0.0 if untied == 0 else float(s), p=1.0, s=s, n=n, effective=float(n))
    inflation = _inflation(values) if correct_autocorrelation else 1.0
    if inflation == 1.0 and untied == pairs and n <= EXACT_UP_TO:
        p = _exact_p(n, s)
    else:
        deviation = math.sqrt(_variance_of_s(n, values) * inflation)
        # Half a step towards nought on each side: S moves in steps of two (Kendall's continuity correction).
        p = math.erfc(max(abs(s) - 1, 0) / deviation / math.sqrt(2))
    return Trend(tau=s / math.sqrt(pairs * untied), p=min(p, 1.0), s=s, n=n, effective=n / inflation)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _ties(values: Iterable[float]) -> list[int]:
    return [count for count in Counter(values).values() if count > 1]


def _variance_of_s(n: int, *sides: Sequence[float]) -> float:
    """Return the variance of Kendall's S, less what ties on any side take from it."""
    tied = sum(k * (k - 1) * (2 * k + 5) for side in sides for k in _ties(side))
    return (n * (n - 1) * (2 * n + 5) - tied) / 18


def _exact_p(n: int, s: int) -> float:
    """Return how often an S at least this far from nought comes up among all orders of n different values."""
    counts = _inversions(n)
    fewest = (n * (n - 1) // 2 - abs(s)) // 2
    return min(1.0, 2 * sum(counts[: fewest + 1]) / math.factorial(n))


@cache
def _inversions(n: int) -> tuple[int, ...]:
    """Return how many orders of n values have 0, 1, 2 ... inversions (the Mahonian numbers)."""
    counts = [1]
    for size in range(2, n + 1):
        longer = [0] * (len(counts) + size - 1)
        for place, count in enumerate(counts):
            for shift in range(size):
                longer[place + shift] += count
        counts = longer
    return tuple(counts)


def _inflation(values: Sequence[float]) -> float:
    """Return by how much autocorrelation widens the variance of S (Yue and Wang 2004); at least 1."""
    n = len(values)
    if n <= 4:
        return 1.0
    slope = theil_sen(list(enumerate(values))).median
    rest = [value - slope * step for step, value in enumerate(values)]
    centre = fmean(rest)
    apart = [value - centre for value in rest]
    total = sum(part * part for part in apart)
    # Values on a straight line leave only rounding behind, and its autocorrelation means nothing.
    if total <= 1e-18 * sum(value * value for value in values):
        return 1.0
    raw = sum(a * b for a, b in pairwise(apart)) / total
    # Taking the mean and the slope makes the estimate smaller than the truth (van Giersbergen 2005).
    correlation = min((n * raw + 2) / (n - 4), MOST_AUTOCORRELATION)
    if correlation <= 0:
        return 1.0
    return 1 + 2 * sum((1 - lag / n) * correlation**lag for lag in range(1, n))
