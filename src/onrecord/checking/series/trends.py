"""Decide which way something moved: rising, falling, stable, slowing, for the first time."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

from onrecord.checking.series.asking import Ask, Outcome, missing, outcome_of, window
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
    ends = ends_of(values, first, last, slack=2 if last >= ask.now - 1 else 1)
    used = ((first, last),)
    if statement.novel and values and ends is None:
        return _novel_trend(ask, missing(ask, ask.code, first, last), first, last)
    if ends is None:
        return replace(missing(ask, ask.code, first, last), used=used)
    old, new = values[ends[0]], values[ends[1]]
    change = (new - old) / abs(old) if old else math.copysign(1.0, new - old) if new != old else 0.0
    said = f"{ask.name(ask.code)}: {ask.say(old)} in {ends[0]}, {ask.say(new)} in {ends[1]}, {change:+.1%}"
    flat = tolerance("flat")
    if statement.among == "stable":
        held = abs(change) <= tolerance("stable")
        return outcome_of(ask, held is not (statement.negated and "change" not in statement.topic), said, used)
    if statement.among == "slow":
        return _slowed(ask, first, last)
    if (
        tolerance("none") <= abs(change) < flat
        and (change > 0) == (statement.direction > 0)
        and not statement.negated
        and not statement.novel
    ):
        return Outcome(
            None, said, "a change that is more than the series can tell", mixed=True, used=used, places=(ask.code,)
        )
    moved = 0 if abs(change) < flat else 1 if change > 0 else -1
    held = moved == statement.direction
    if statement.negated and not statement.novel:
        held = not held
    outcome = outcome_of(
        ask, held, said, used, f"a change below {flat:.0%} counts as none", decisive=tuple((ask.code, y) for y in ends)
    )
    if statement.novel:
        return _novel_trend(ask, outcome, first, last)
    return outcome


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


def _novel_trend(ask: Ask, outcome: Outcome, first: int, last: int) -> Outcome:
    """Decide "fell for the first time in 30 years": it fell, and in no year of these before."""
    values = ask.values(ask.code, first, last)
    years = sorted(values)
    steps = [(b, values[b] - values[a]) for a, b in itertools.pairwise(years) if b == a + 1]
    sign = ask.statement.direction
    fell = [year for year, step in steps if step * sign > 0]
    said = (
        f"{ask.name(ask.code)} moved that way in {len(fell)} of {len(steps)} years from {years[0]} to {years[-1]}"
        if years
        else ""
    )
    if len(fell) > 2 or (steps and not fell):
        return replace(outcome, holds=False, numbers=said)
    return (
        replace(outcome, holds=None, numbers=said, missing="every year of the window")
        if not steps
        else replace(outcome, numbers=said)
    )
