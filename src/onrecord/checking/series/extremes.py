"""Decide records: the highest in so many years, the lowest ever, the largest fall."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace

from onrecord.checking.series.asking import Ask, Outcome, missing, outcome_of, series_words, turned, value_of, window
from onrecord.checking.series.changes import ends_of
from onrecord.checking.series.ranks import good_sign
from onrecord.checking.series.tolerance import tolerance
from onrecord.checking.turning import Turn
from onrecord.reading.series.years import TimeKind


def decide_extreme(ask: Ask) -> Outcome:
    """Decide "the highest in 50 years": no other year of the window lies beyond, and the window has its values."""
    statement = ask.statement
    sign = statement.direction or good_sign(ask)
    years, point = statement.years, statement.against_years
    paced = statement.among == "pace" and not {"growth", "inflation"} & ask.measured.metric.title
    if statement.among == "change" or paced:
        return _largest_change(ask)
    first, last = window(years, ask.now) if years is not None and years.kind is not TimeKind.NOW else (1, ask.now)
    values = ask.values(ask.code, first, ask.now)
    if point is not None:
        p1, p2 = window(point, ask.now)
        own = {year: value for year, value in values.items() if p1 <= year <= p2}
        if years is not None and years.kind is TimeKind.WITHIN:
            first = min(first, p2 - (ask.now - first))
    else:
        own = {year: value for year, value in values.items() if year >= ask.now - 1} or (
            {year: value for year, value in values.items() if year == ask.now - 2} if ask.day.month <= 6 else {}
        )
    if years is not None and years.kind in {TimeKind.WITHIN, TimeKind.SINCE} and first > 1:
        # What was no higher for thirty years, or since 1990, may have been higher then.
        values = {year: value for year, value in values.items() if year > first}
    shown = (first if first > 1 else (min(values) if values else ask.now - 1), min(last, ask.now))
    used = (shown,)
    if not values:
        return missing(ask, ask.code, *shown)
    flat = tolerance("extreme")
    if not own:
        # Without today's value, yesterday's extremes only say so much.
        return replace(missing(ask, ask.code, ask.now - 1, ask.now), used=used)
    at = max(own, key=lambda year: sign * own[year])
    peak = statement.among == "peak"
    others = {year: value for year, value in values.items() if year not in own and (peak or year < at)}
    better = [year for year, value in others.items() if sign * value > sign * own[at] + abs(own[at]) * flat]
    allowed = statement.rank - 1
    said = f"{ask.name(ask.code)}: {ask.say(own[at])} in {at}"
    if len(better) > allowed:
        top = max(better, key=lambda year: sign * values[year])
        return outcome_of(
            ask,
            statement.among == "one-of" and len(better) <= 0.15 * len(values),
            f"{said}, {ask.say(values[top])} in {top}",
            used,
            f"another year must be beyond it by {flat:.0%}",
            _bound(ask, at, others, sign) if statement.among in {"", "pace"} else None,
            decisive=((ask.code, at), (ask.code, top)),
        )
    # "Since the 1980s" is since some year of them.
    late = 2 if years is None else max(2, years.spread)
    if others and first > 1 and min(values) > first + late:
        return Outcome(
            None,
            f"{said}, the extreme since {min(values)}",
            f"{ask.measured.words(ask.panel)} of {ask.name(ask.code)} from {first}",
            used=used,
            places=(ask.code,),
        )
    if not others:
        return missing(ask, ask.code, *shown)
    if point is None and statement.rank == 1 and years is None and len(others) < 5:
        return Outcome(None, said, "a longer series", used=used, places=(ask.code,))
    beyond = f"{said}, beyond every year since {min(values)}"
    bounds = _bound(ask, at, others, sign) if statement.among in {"", "pace"} else None
    return outcome_of(ask, True, beyond, used, turn=bounds, decisive=((ask.code, at),))


def _bound(ask: Ask, at: int, others: Mapping[int, float], sign: int) -> Turn | None:
    """Return beyond which value a year must lie to be the extreme of its window, or the second, or the third."""
    ordered = sorted(others.values(), reverse=sign > 0)
    if len(ordered) < ask.statement.rank:
        return None
    best = ordered[ask.statement.rank - 1]
    return turned(ask, value_of(ask, at), **({"low": best} if sign > 0 else {"high": best}))


def _largest_change(ask: Ask) -> Outcome:
    statement = ask.statement
    sign = statement.direction or 1
    values = ask.values(ask.code, 1, ask.now)
    years = sorted(values)
    steps = {b: values[b] - values[a] for a, b in itertools.pairwise(years) if b == a + 1}
    rates = {
        b: (values[b] - values[a]) / abs(values[a]) for a, b in itertools.pairwise(years) if b == a + 1 and values[a]
    }
    p1, p2 = window(statement.years, ask.now)
    used = ((p1, p2),)
    own = [year for year in steps if p1 <= year <= p2]
    if not own:
        return replace(missing(ask, ask.code, p1, p2), used=used)
    if years and statement.years is not None and statement.years.kind is TimeKind.TERM:
        ends = ends_of(values, p1, p2)
        if ends is not None and (values[ends[1]] - values[ends[0]]) * sign < 0:
            return outcome_of(ask, False, series_words(ask, {y: values[y] for y in ends}), used)
    top = max(steps, key=lambda year: sign * steps[year])
    rate = max(rates, key=lambda year: sign * rates[year]) if rates else top
    largest = f"the largest was {ask.say(abs(steps[top]))} in {top}, by share {abs(rates.get(rate, 0)):.1%} in {rate}"
    said = f"{ask.name(ask.code)}: {largest}"
    return outcome_of(ask, top in own or rate in own, said, ((min(years), p2),) if statement.years is None else used)
