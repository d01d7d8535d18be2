"""Compare places, series and periods."""

from __future__ import annotations

import math
from dataclasses import replace

from onrecord.checking.series.asking import (
    Ask,
    Outcome,
    are_rates_of_now,
    missing,
    outcome_of,
    series_words,
    turned,
    value_of,
    window,
    year_list,
)
from onrecord.checking.series.changes import ends_of, grown, near
from onrecord.checking.series.measured import Measured
from onrecord.checking.series.tolerance import tolerance
from onrecord.checking.series.units import unit_of
from onrecord.checking.turning import Turn
from onrecord.reading.series.amounts import Amount
from onrecord.reading.series.years import TimeKind, Years


def decide_comparison(ask: Ask) -> Outcome:
    """Compare two places by one number; two numbers are put as two asks by the caller."""
    against = ask.statement.against
    if ask.statement.among == "change" and not are_rates_of_now(ask):
        return _moved_more(ask, against[0])
    if ask.statement.rest and len(against) == 1:
        return _with_the_rest(ask, against[0])
    if len(against) > 1 and ask.measured.additive:
        first, last = window(ask.statement.years, ask.now)
        mine = ask.values(ask.code, first, last)
        each = [ask.values(code, first, last) for code in against]
        years = sorted(set(mine).intersection(*each))
        if not years:
            absent = next((c for c, v in zip((ask.code, *against), (mine, *each), strict=True) if not v), ask.code)
            return missing(ask, absent, first, last)
        total = sum(values[years[-1]] for values in each)
        others = " and ".join(map(ask.name, against))
        said = f"{ask.name(ask.code)}: {ask.say(mine[years[-1]])}; {others}: {ask.say(total)} in {years[-1]}"
        held = (mine[years[-1]] - total) * (ask.statement.direction or 1) > 0
        return Outcome(held, said, used=((first, last),), places=(ask.code, *against))
    return compare(ask, ask.code, ask.measured, against[0], ask.measured)


def _moved_more(ask: Ask, other: str) -> Outcome:
    """Decide "has fallen faster than in France": by the share by which each moved, over the window or ten years."""
    statement = ask.statement
    first, last = window(statement.years, ask.now, back=USUAL)
    used, moves, said = ((first, last),), list[tuple[float, float]](), list[str]()
    for code in (ask.code, other):
        values = grown(ask, ask.values(code, first - 1, last))
        ends = ends_of(values, first, last, slack=2)
        if ends is None or not values[ends[0]]:
            return replace(missing(ask, code, first, last), used=used)
        step = values[ends[1]] - values[ends[0]]
        moves.append((step / abs(values[ends[0]]), step))
        said.append(f"{series_words(ask, {year: values[year] for year in ends}, code)}, {moves[-1][0]:+.1%}")
    by_share, by_size = ((mine - theirs) * statement.direction > 0 for mine, theirs in zip(*moves, strict=True))
    of_shares = unit_of(ask.measured.metric).kind in {"percent", "per", "score", "years", "rate"}
    if of_shares and by_share is not by_size:
        return Outcome(None, "; ".join(said), "by share or by size", mixed=True, used=used, places=(ask.code, other))
    return Outcome(by_share, "; ".join(said), used=used, places=(ask.code, other))


USUAL = 10
"""Over so many years two movements are compared where nobody says over how many."""


def _with_the_rest(ask: Ask, group: str) -> Outcome:
    """Compare a place with the rest of a group, or of the world, taken together."""
    first, last = (ask.now - 1, ask.now) if ask.statement.years is None else window(ask.statement.years, ask.now)
    if not ask.measured.additive:
        return Outcome(None, "", "a number that can be added up", used=((first, last),), places=(ask.code, group))
    mine, whole = ask.values(ask.code, first, last), ask.values(group, first, last)
    common = sorted(set(mine) & set(whole))
    if not common:
        return missing(ask, ask.code if not mine else group, first, last)
    year = common[-1]
    rest = whole[year] - mine[year]
    said = f"{ask.name(ask.code)}: {ask.say(mine[year])}; the rest of {ask.name(group)}: {ask.say(rest)} in {year}"
    held = (mine[year] - rest) * (ask.statement.direction or 1) > 0
    return Outcome(held, said, used=((first, last),), places=(ask.code, group))


HALF = 6
"""Up to this month the year before is the last that many know."""

_CURRENT = frozenset({TimeKind.NOW, TimeKind.WITHIN, TimeKind.LAST, TimeKind.EVER})


def compare(ask: Ask, code: str, mine: Measured, other: str, theirs: Measured) -> Outcome:
    """Compare a number of a place with another number of another place.

    Who speaks early in a year of now may mean that year or the one before: what neither bears out is ruled out.
    """
    outcome = _compared(ask, code, mine, other, theirs)
    years = ask.statement.years
    if outcome.holds is not False or ask.day.month > HALF or (years is not None and years.kind not in _CURRENT):
        return outcome
    ended = Years(0, 0, TimeKind.POINT, ask.now - 1, ask.now - 1)
    before = _compared(replace(ask, statement=replace(ask.statement, years=ended)), code, mine, other, theirs)
    return before if before.holds else outcome


def _compared(ask: Ask, code: str, mine: Measured, other: str, theirs: Measured) -> Outcome:
    statement, years = ask.statement, ask.statement.years
    current = years is None or years.kind in _CURRENT
    first, last = (ask.now - 1, ask.now) if current else window(years, ask.now)
    a = mine.values(ask.panel, code, first - 3 if current else first, last)
    b = theirs.values(ask.panel, other, first - 3 if current else first, last)
    common = sorted(set(a) & set(b))
    span = window(years, ask.now) if years is not None else (first, last)
    used = (span,)
    if current:
        common = common[-1:] if common and common[-1] >= ask.now - 2 else []
        near = a and b and max(a) >= ask.now - 3 and max(b) >= ask.now - 3
        if not common and near and statement.amount is None:
            # The years differ; only a wide gap decides then.
            x, y = a[max(a)], b[max(b)]
            if min(abs(x), abs(y)) and max(abs(x), abs(y)) / min(abs(x), abs(y)) > 1.5:
                held = (x - y) * (statement.direction or 1) > 0
                said = f"{ask.name(code)}: {ask.say(x)} in {max(a)}; {ask.name(other)}: {ask.say(y)} in {max(b)}"
                return Outcome(held, said, used=((min(max(a), max(b)), ask.now),), places=(code, other))
    if not common:
        absent = code if not a else other
        return replace(missing(ask, absent, first, last), used=used, places=(code, other))
    year = common[-1]
    said = f"{ask.name(code)}: {ask.say(a[year])}; {ask.name(other)}: {ask.say(b[year])} in {year}"
    if statement.among == "different":
        ratio = max(a[year], b[year]) / max(min(a[year], b[year]), 1e-9)
        return Outcome(ratio >= 1.5, said, used=used, places=(code, other))
    if statement.among == "similar":
        ratio = max(a[year], b[year]) / max(min(a[year], b[year]), 1e-9)
        alike = None if 1 + tolerance("alike") < ratio < 1 + tolerance("unlike") else ratio <= 1 + tolerance("alike")
        return Outcome(alike, said, "how near is similar" if alike is None else "", used=used, places=(code, other))
    amount = statement.amount
    if amount is not None and statement.among == "apart":
        good = _is_apart(ask, amount, a[year], b[year])
        return Outcome(good, f"{said}: {ask.say(a[year] - b[year])} apart", used=used, places=(code, other))
    if amount is not None and amount.unit == "multiple":
        ratio = a[year] / b[year] if b[year] else math.inf
        if statement.direction < 0 and ratio:
            ratio = 1 / ratio
        good = (
            ratio >= amount.value * 0.95
            if amount.qualifier == "over"
            else ratio <= amount.value * 1.05
            if amount.qualifier == "under"
            # Who says twice is not wrong where it is somewhat more.
            else amount.value * (1 - tolerance("multiple")) <= ratio <= amount.value * (1 + tolerance("multiple-above"))
        )
        return Outcome(good, f"{said}: {ratio:.1f} times", used=used, places=(code, other))
    those = [y for y in common if (a[y] - b[y]) * statement.direction > 0]
    decided = (statement.every or (not current and len(common) > 1)) and statement.among != "overtook"
    holds = len(those) == len(common) if decided else year in those
    if statement.negated and not statement.every:
        holds = not holds
    if statement.novel and holds:
        start = span[0]
        older_a, older_b = (
            mine.values(ask.panel, code, start, year - 1),
            theirs.values(ask.panel, other, start, year - 1),
        )
        earlier = [
            y for y in sorted(set(older_a) & set(older_b)) if (older_a[y] - older_b[y]) * statement.direction > 0
        ]
        if [y for y in earlier if y < year - 1]:
            return Outcome(False, f"{said}; so it was in {year_list(earlier)}", used=used, places=(code, other))
        if not older_a or min(older_a) > start + 1:
            return Outcome(None, said, f"values from {start}", used=used, places=(code, other))
    if decided and holds and not current and (common[0] > first or common[-1] < last) and last < ask.now - 1:
        return Outcome(None, said, "a value for every year", used=used, places=(code, other))
    single = len(common) == 1 or (year in those and not decided)
    bounds = _beyond(ask, code, year, b[year]) if single and not statement.negated and mine == theirs else None
    decisive = ((code, year), (other, year)) if mine == theirs else ()
    return Outcome(holds, said, used=used, places=(code, other), turn=bounds, decisive=decisive)


def _is_apart(ask: Ask, amount: Amount, mine: float, theirs: float) -> bool:
    """Say whether two numbers differ by an amount: by a share of the second, or in the unit of both."""
    apart = (mine - theirs) * ask.statement.direction
    if amount.unit != "percent":
        return near(ask, apart, amount, room=tolerance("change"))
    points = unit_of(ask.measured.metric).kind == "percent" and near(ask, apart, amount, room=tolerance("change"))
    by_share = bool(theirs) and near(ask, 100 * apart / abs(theirs), amount, room=tolerance("change"))
    return by_share or points


def _beyond(ask: Ask, code: str, year: int, bound: float) -> Turn:
    """Return that a value must lie above another one, or below it."""
    what = value_of(ask, year, code=code)
    return turned(ask, what, low=bound) if ask.statement.direction > 0 else turned(ask, what, high=bound)


def decide_periods(ask: Ask) -> Outcome:
    """Compare the means of two periods."""
    one, two = ask.statement.years, ask.statement.against_years
    if one is None or two is None:
        return Outcome(None, "", "both periods")
    if one.fine or two.fine:
        return Outcome(
            None,
            "The series has one value a year.",
            "values of these days",
            used=(window(two, ask.now), window(one, ask.now)),
            places=(ask.code,),
        )
    (f1, l1), (f2, l2) = window(one, ask.now), window(two, ask.now)
    if ask.statement.among == "change":
        return _moved_more_then(ask, (f1, l1), (f2, l2))
    a, b = ask.values(ask.code, f1, l1), ask.values(ask.code, f2, l2)
    used = ((f1, l1), (f2, l2))
    if not a or not b:
        return replace(missing(ask, ask.code, *(used[0] if not a else used[1])), used=used)
    x, y = sum(a.values()) / len(a), sum(b.values()) / len(b)
    said = f"{ask.name(ask.code)}: mean {ask.say(x)} from {min(a)} to {max(a)}, {ask.say(y)} from {min(b)} to {max(b)}"
    what = value_of(ask, min(a), max(a), of="mean")
    bounds = turned(ask, what, low=y) if ask.statement.direction > 0 else turned(ask, what, high=y)
    return outcome_of(ask, (x - y) * ask.statement.direction > 0, said, used, turn=bounds)


def _moved_more_then(ask: Ask, one: tuple[int, int], two: tuple[int, int]) -> Outcome:
    """Decide "fell more under one government than under the next": by the share by which it moved in each."""
    moves, said = list[float](), list[str]()
    for first, last in (one, two):
        # What a government moved began where the year before it ended.
        values = grown(ask, ask.values(ask.code, first - 1, last))
        ends = ends_of(values, first - 1, last)
        if ends is None or not values[ends[0]]:
            return replace(missing(ask, ask.code, first, last), used=(one, two))
        moves.append((values[ends[1]] - values[ends[0]]) / abs(values[ends[0]]))
        said.append(f"{series_words(ask, {year: values[year] for year in ends})}, {moves[-1]:+.1%}")
    return outcome_of(ask, (moves[0] - moves[1]) * ask.statement.direction > 0, "; ".join(said), (one, two))
