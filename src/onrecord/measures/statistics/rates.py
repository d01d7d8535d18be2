"""Has the pace changed, and is something overdue: questions about the days on which things happened."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from onrecord.terms.time import Day

FEWEST_GAPS = 4
"""Below this many past gaps nothing is said about the next one."""

ENOUGH_GAPS = 9
"""From here on the rank alone can reach 10 %; below, a shape has to be assumed."""

SHORTEST_GAP = 0.5
"""Two launches on one day stand for half a day apart: a logarithm needs more than nought."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """How unusual the time since the last event is among the gaps before it.

    `p` is the chance that a new gap lasts at least as long; None with fewer than four past gaps. `longer`
    counts the past gaps at least as long, of `gaps` in all. `method` is `rank`, `log-normal` or `too few
    gaps`.
    """

    p: float | None
    longer: int
    gaps: int
    method: str


@dataclass(frozen=True, slots=True)
class RateChange:
    """Events per day before and after a day, and the two-sided chance of such a difference by chance alone.

    `ratio` is after / before; None where nothing happened before.
    """

    before: float
    after: float
    ratio: float | None
    p: float
    events_before: int
    events_after: int


def overdue(past_gaps: Sequence[int], days_since: int) -> Overdue:
    """Say how unusual `days_since` without an event is, given the gaps in days between the events before.

    From nine gaps on p is the rank (1 + gaps at least as long) / (n + 1): a conformal p value (Vovk, Gammerman and
    Shafer 2005), right whatever shape the gaps have. With four to eight gaps it comes from the log-normal predictive,
    Student's t with n - 1 degrees of freedom on the logarithms (Hahn and Meeker 1991, prediction of one new value);
    in 4,000 simulated histories it held a nominal 10 % at 6 to 11 %, where an exponential rule ran from 2 to 15 %.

    >>> overdue([30, 41, 25, 60, 33, 90, 28, 45, 52], 190)
    Overdue(p=0.1, longer=0, gaps=9, method='rank')
    >>> overdue([30, 41, 25], 190).p is None
    True

    Raises `ValueError` for a negative gap or time.
    """
    if days_since < 0 or any(gap < 0 for gap in past_gaps):
        raise ValueError("gaps and the time since the last event are counted in days from 0 on")
    n = len(past_gaps)
    longer = sum(gap >= days_since for gap in past_gaps)
    if n < FEWEST_GAPS:
        return Overdue(None, longer, n, "too few gaps")
    if n >= ENOUGH_GAPS:
        return Overdue((1 + longer) / (n + 1), longer, n, "rank")
    logs = [math.log(max(gap, SHORTEST_GAP)) for gap in past_gaps]
    centre = fmean(logs)
    # Gaps are whole days: even equal ones carry the spread of rounding, a day over the square root of 12.
    spread = max(stdev(logs), 1 / (math.sqrt(12) * math.exp(centre)))
    t = (math.log(max(days_since, SHORTEST_GAP)) - centre) / (spread * math.sqrt(1 + 1 / n))
    return Overdue(student_tail(t, n - 1), longer, n, "log-normal")


def student_tail(t: float, degrees: int) -> float:
    """Return the chance that Student's t exceeds `t` (Abramowitz and Stegun 26.7.3 and 26.7.4).

    >>> round(student_tail(2.132, 4), 3)
    0.05
    """
    angle = math.atan2(t, math.sqrt(degrees))
    cosine = math.cos(angle) ** 2
    if degrees % 2:
        term = math.cos(angle) * math.sin(angle) if degrees > 1 else 0.0
        total = term
        for k in range(3, degrees - 1, 2):
            term *= cosine * (k - 1) / k
            total += term
        inside = 2 / math.pi * (angle + total)
    else:
        term = math.sin(angle)
        total = term
        for k in range(2, degrees - 1, 2):
            term *= cosine * (k - 1) / k
            total += term
        inside = total
    return min(1.0, max(0.0, (1 - inside) / 2))


def rate_change(
    event_days: Iterable[Day], split: Day, start: Day, end: Day, *, block: int = 1, draws: int = 2000, seed: int = 0
) -> RateChange:
    """Compare the pace of events in `[start, split)` and `[split, end)`.

    `event_days` holds the day of each launch; what stands on one day is moved together, because uploads come
    in batches and a test that counts them one by one cries wolf. p is from a permutation of the days (Good
    2005; Phipson and Smyth 2010 for the "+ 1"): the counts of the days are dealt out anew `draws` times.
    Twice the smaller tail, at most 1. With a `block` of more days, whole blocks counted from the split are dealt, which
    also keeps together what comes within a week; what is left of a block at either end does not enter p.

    >>> days = [Day(2025, 1, n) for n in range(1, 29, 2)] + [Day(2025, 2, 20)]
    >>> change = rate_change(days, Day(2025, 2, 1), Day(2025, 1, 1), Day(2025, 3, 1))
    >>> change.events_before, change.events_after, round(change.ratio, 2), change.p < 0.01
    (14, 1, 0.08, True)

    Days outside `[start, end)` are left out. Raises `ValueError` unless start < split < end, and for a block that does
    not fit on either side.
    """
    if not start < split < end:
        raise ValueError(f"the days must be in order: {start}, {split}, {end}")
    blocks_before, blocks_after = (split - start).days // block, (end - split).days // block
    if not blocks_before or not blocks_after:
        raise ValueError(f"a block of {block} days does not fit on both sides of {split}")
    counts = Counter(day for day in event_days if start <= day < end)
    days_before, days_after = (split - start).days, (end - split).days
    events_before = sum(count for day, count in counts.items() if day < split)
    events_after = counts.total() - events_before
    before, after = events_before / days_before, events_after / days_after
    blocks: Counter[int] = Counter()
    for day, count in counts.items():
        blocks[(day - split).days // block] += count
    inside = {at: count for at, count in blocks.items() if -blocks_before <= at < blocks_after}
    later = sum(count for at, count in inside.items() if at >= 0)
    dealt = sorted(inside.values()) + [0] * (blocks_before + blocks_after - len(inside))
    # Dealing the shorter side fixes the longer one; it is the same test at less cost.
    if blocks_after <= blocks_before:
        low, high = _deal(dealt, blocks_after, later, draws, seed)
    else:
        low, high = _deal(dealt, blocks_before, sum(dealt) - later, draws, seed)
    p = min(1.0, 2 * (1 + min(low, high)) / (draws + 1))
    return RateChange(before, after, after / before if before else None, p, events_before, events_after)


def _deal(counts: list[int], take: int, seen: int, draws: int, seed: int) -> tuple[int, int]:
    """Return how many of the draws of `take` days hold at most, and at least, as many events as were seen."""
    # Only `random()` gives the same stream on every Python, so the shuffle (Fisher and Yates) is written out.
    dice = random.Random(seed).random  # noqa: S311 - a permutation test needs repeatable, not secret, numbers
    pool, size = list(counts), len(counts)
    low = high = 0
    for _ in range(draws):
        total = 0
        for place in range(take):
            other = place + int(dice() * (size - place))
            chosen = pool[other]
            pool[other] = pool[place]
            pool[place] = chosen
            total += chosen
        low += total <= seen
        high += total >= seen
    return low, high
