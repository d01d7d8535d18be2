"""Decide which way something moved: rising, falling, stable, slowing, for the first time."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import replace

from onrecord.checking.series.asking import (
    Ask,
    Outcome,
    missing,
    outcome_of,
    series_words,
    sparse,
    turned,
    value_of,
    window,
    year_list,
)
from onrecord.checking.series.changes import ends_of, grown
from onrecord.checking.series.tolerance import tolerance
from onrecord.reading.series.years import TimeKind


def decide_trend(ask: Ask) -> Outcome:
    """Decide which way a number moved between the ends of a window; without one, over ten years."""
    statement, years = ask.statement, ask.statement.years
    if years is None or years.kind is TimeKind.NOW:
        first, last = ask.now - 10, ask.now
    else:
        first, last = window(years, ask.now)
        if first == last:
            first -= 1
    if years is None and statement.every and statement.among == "stable":
        known = ask.panel.years(ask.measured.metric, ask.code)
        first = known[0] if known else first
    values = grown(ask, ask.values(ask.code, first - 2, last))
    ends = ends_of(values, first, last, slack=max(2 if last >= ask.now - 1 else 1, sparse(ask, ask.code)))
    if ends is None and (years is None or years.kind in {TimeKind.NOW, TimeKind.RECENT}):
        ends = _ends_of_few(values, last)
    used = ((first, last),)
    if statement.novel:
        return _novel_trend(ask, first, last)
    if statement.among == "never" and (once := _once_at_least(ask, values, first, last)):
        return once
    if ends is None:
        return replace(missing(ask, ask.code, first, last), used=used)
    old, new = values[ends[0]], values[ends[1]]
    size = DEGREES if "°" in ask.measured.metric.unit else abs(old)
    change = (new - old) / size if size else math.copysign(1.0, new - old) if new != old else 0.0
    said = f"{ask.name(ask.code)}: {ask.say(old)} in {ends[0]}, {ask.say(new)} in {ends[1]}, {change:+.1%}"
    # From one year to the next so little is a change that would be none over ten.
    flat = tolerance("none" if last - first == 1 else "flat")
    if statement.among == "stable":
        held = abs(change) <= tolerance("stable")
        near = abs(old) * tolerance("stable")
        bounds = turned(ask, value_of(ask, ends[1]), old - near, old + near)
        return outcome_of(
            ask,
            held is not (statement.negated and "change" not in statement.topic),
            said,
            used,
            f"stable may move by {tolerance('stable'):.0%}",
            None if statement.negated else bounds,
        )
    if statement.among == "slow":
        return _slowed(ask, first, last)
    if tolerance("none") <= abs(change) < flat and (change > 0) == (statement.direction > 0) and not statement.negated:
        return Outcome(
            None, said, "a change that is more than the series can tell", mixed=True, used=used, places=(ask.code,)
        )
    moved = 0 if abs(change) < flat else 1 if change > 0 else -1
    held = moved == statement.direction
    if statement.negated:
        held = not held
    # Between none and flat a change is one that the series cannot tell: neither borne out nor ruled out.
    limit = old + statement.direction * abs(old) * (tolerance("none") if held else flat)
    bounds = turned(
        ask, value_of(ask, ends[1]), *((limit, math.inf) if statement.direction > 0 else (-math.inf, limit))
    )
    outcome = outcome_of(
        ask,
        held,
        said,
        used,
        f"a change below {flat:.0%} counts as none",
        None if statement.negated else bounds,
        tuple((ask.code, y) for y in ends),
    )
    if statement.stepwise and outcome.holds and not statement.negated:
        return _every_year(ask, outcome, values, ends)
    return outcome


DEGREES = 5.0
"""Where zero is no beginning a movement is held against so many degrees: a tenth of one is 2 %."""


def _ends_of_few(values: Mapping[int, float], last: int) -> tuple[int, int] | None:
    """Return the first and last year of a short or sparse series, where nobody named the years of a trend."""
    if len(values) < 2 or max(values) < last - OLDEST or max(values) - min(values) < SHORTEST:
        return None
    return min(values), max(values)


OLDEST, SHORTEST = 3, 3
"""A trend of now reaches to within so many years of today, and over so many at least."""


def _every_year(ask: Ask, outcome: Outcome, values: dict[int, float], ends: tuple[int, int]) -> Outcome:
    """Decide "has risen every year": one year that went the other way is enough against it."""
    sign = ask.statement.direction
    years = [year for year in sorted(values) if ends[0] <= year <= ends[1]]
    wrong = [
        b for a, b in itertools.pairwise(years) if (values[b] - values[a]) * sign < -abs(values[a]) * tolerance("step")
    ]
    if wrong:
        against = ((ask.code, wrong[0] - 1), (ask.code, wrong[0]))
        return replace(
            outcome, holds=False, numbers=f"{outcome.numbers}; the other way in {year_list(wrong)}", decisive=against
        )
    if len(years) < ends[1] - ends[0] + 1:
        return replace(outcome, holds=None, missing="a value for every year")
    return outcome


def _once_at_least(ask: Ask, values: Mapping[int, float], first: int, last: int) -> Outcome | None:
    """Rule out "never once shrank" by the years that went that way; one is enough, though others have no value."""
    sign = ask.statement.direction
    steps = [(a, b) for a, b in itertools.pairwise(sorted(values)) if first <= b <= last and b == a + 1]
    wrong = [b for a, b in steps if (values[b] - values[a]) * sign > abs(values[a]) * tolerance("none")]
    if not wrong:
        return None
    ends = {year: values[year] for year in (wrong[0] - 1, wrong[0])}
    said = f"{series_words(ask, ends)}; so in {year_list(wrong)}"
    return outcome_of(ask, False, said, ((first, last),), decisive=tuple((ask.code, year) for year in ends))


def _slowed(ask: Ask, first: int, last: int) -> Outcome:
    """Decide that something slowed: it moved less a year in the window than in one as long before it."""
    earlier = ask.values(ask.code, first - (last - first), last)
    a, b = ends_of(earlier, first - (last - first), first, slack=2), ends_of(earlier, first, last, slack=2)
    if a is None or b is None:
        return missing(ask, ask.code, first - (last - first), last)
    before = abs(earlier[a[1]] - earlier[a[0]]) / (a[1] - a[0])
    after = abs(earlier[b[1]] - earlier[b[0]]) / (b[1] - b[0])
    paces = f"{ask.say(before)} a year from {a[0]} to {a[1]}, {ask.say(after)} a year from {b[0]} to {b[1]}"
    said = f"{ask.name(ask.code)}: {paces}"
    return outcome_of(ask, after < before * 0.98, said, ((first, last),))


def _novel_trend(ask: Ask, first: int, last: int) -> Outcome:
    """Decide "fell for the first time in 30 years": it fell in the year that is meant, and in none of these before."""
    point = ask.statement.against_years
    if point is not None:
        first, last = point.last - (ask.now - first) if first > 1 else first, min(point.last, ask.now)
    values = grown(ask, ask.values(ask.code, first - 1, last))
    used = ((max(first, min(values, default=first)), last),)
    steps = {b: values[b] - values[a] for a, b in itertools.pairwise(sorted(values)) if b == a + 1}
    recent = [year for year in steps if year == last or (point is None and year >= last - NEWS)]
    if not recent:
        return replace(missing(ask, ask.code, last - 1, last), used=used)
    sign = ask.statement.direction
    own = [year for year in recent if steps[year] * sign > 0]
    # A smaller step the same way counts, unless it is small beside the one that is meant.
    least = min((abs(steps[year]) / 2 for year in own), default=0.0)
    others = [
        year
        for year in steps
        if first < year < min(own or recent) and steps[year] * sign > min(abs(values[year]) * tolerance("none"), least)
    ]
    said = f"{series_words(ask, values)}; it moved that way in {year_list(sorted({*others, *own})) or 'no year'}"
    if not own or len(others) > STRAY:
        return outcome_of(ask, False, said, used, decisive=tuple((ask.code, year) for year in (own or recent)[-1:]))
    if others or (first > 1 and min(values) > first + 1):
        return Outcome(None, said, "every year of the window", used=used, places=(ask.code,))
    return outcome_of(ask, True, said, used)


NEWS = 3
"""What is said to have happened for the first time, and not when, happened in these last years."""

STRAY = 1
"""So many years that moved the same way before may be an error of the series."""
