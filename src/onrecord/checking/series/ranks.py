"""Rank places within a group, and a cause or source among its sisters."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

from onrecord.checking.series.asking import (
    Ask,
    Outcome,
    are_rates_of_now,
    current_values,
    missing,
    outcome_of,
    present,
    series_words,
    stale_values,
    turned,
    value_of,
    window,
)
from onrecord.checking.series.changes import ends_of, grown
from onrecord.checking.series.measured import sisters
from onrecord.checking.series.tolerance import tolerance
from onrecord.checking.series.units import unit_of
from onrecord.checking.turning import Turn
from onrecord.reading.series.places import WORLD, countries, members
from onrecord.reading.series.years import TimeKind
from onrecord.reading.words import cell_words, word_table

EARLY = 3
"""Up to this month not even the scores of the year are out."""

ENOUGH_RANKED = 0.5
"""The share of a group's countries that must have a value before a rank within it is told."""

WORLD_RANKED = 80
"""How many countries the world is taken to have, for that share: small states are seldom measured."""


def _standing(ask: Ask, year: int, sign: int) -> list[tuple[float, str]]:
    """Return the places of the statement's scope with their numbers in a year, the first in rank first."""
    scope = ask.statement.scope or WORLD
    codes = set(members(scope, year)) if scope != WORLD else set(ask.panel.atlas.codes.values())
    codes |= {code for code in ask.statement.places if code in countries()}
    found = []
    for code in codes:
        value = ask.measured.value(ask.panel, code, year)
        if value is not None:
            found.append((value, code))
    return sorted(found, key=lambda item: (-sign * item[0], item[1]))


def _rank_of_sources(ask: Ask) -> Outcome:
    """Rank what is measured among its sisters: the second leading cause of death, the largest source of electricity."""
    statement = ask.statement
    first, last = window(statement.years, present(ask.day))
    others = sisters(ask.measured, ask.panel.index)
    if len(others) < 2:
        return Outcome(None, "", "series of the other causes or sources", used=((first, last),), places=(ask.code,))
    entity = ask.panel.atlas.entity(ask.code)
    ask.panel.load([metric.id for metric in others], [entity] if entity else [])
    own = ask.values(ask.code, first, last) or current_values(ask, ask.code, ask.now - 1, ask.now)
    if not own:
        return missing(ask, ask.code, first, last)
    places: dict[int, int] = {}
    said = ""
    for year in sorted(own):
        table = [
            (value, metric.name) for metric in others if (value := ask.panel.value(metric, ask.code, year)) is not None
        ]
        places[year] = 1 + sum(1 for value, _ in table if value > own[year])
        said = f"{ask.measured.metric.name} is number {places[year]} of {len(table) + 1} in {year}"
    wanted = statement.rank
    whole = statement.years is not None and statement.years.kind is not TimeKind.NOW
    good = all(place == wanted for place in places.values()) if whole else places[max(places)] == wanted
    return outcome_of(ask, good, said, ((first, last),))


def _rank_of_changes(ask: Ask) -> Outcome:
    """Decide "has cut its emissions more than any other country": by size or by share, over ten years or the window."""
    statement, scope = ask.statement, ask.statement.scope or WORLD
    first, last = window(statement.years, ask.now, back=10)
    if last - first < 1:
        first = last - 1
    ask.panel.load([metric.id for metric in ask.measured.metrics], None)
    codes = set(members(scope, ask.now)) if scope != WORLD else set(ask.panel.atlas.codes.values())
    moves: dict[str, tuple[float, float]] = {}
    for code in sorted({*codes, ask.code}):
        values = grown(ask, ask.values(code, first - 1, last))
        ends = ends_of(values, first, last, slack=2)
        if ends is not None and values[ends[0]]:
            step = values[ends[1]] - values[ends[0]]
            moves[code] = (step, step / abs(values[ends[0]]))
    used = ((first, last),)
    if ask.code not in moves:
        return missing(ask, ask.code, first, last)
    sign = statement.direction or good_sign(ask)
    ranks = [1 + sum(1 for move in moves.values() if sign * move[by] > sign * moves[ask.code][by]) for by in (0, 1)]
    step, rate = moves[ask.code]
    standing = f"number {ranks[0]} by size and {ranks[1]} by share of {len(moves)}"
    said = f"{ask.name(ask.code)}: {ask.say(step)} ({rate:+.1%}), {standing}"
    wrong_way = step * sign < 0
    held = statement.rank in ranks and not wrong_way
    if held and max(ranks) > FAR_DOWN * statement.rank:
        return Outcome(None, said, "whether by size or by share", mixed=True, used=used, places=(ask.code,))
    return outcome_of(ask, held, said, used)


FAR_DOWN = 10
"""Who is first by the size of a change and so many places down by its share has not done best in every sense."""


def decide_rank(ask: Ask) -> Outcome:
    """Decide "the third highest in Africa": the rank in a year of the window, the best where several are asked."""
    statement = ask.statement
    if statement.among == "source":
        return _rank_of_sources(ask)
    if statement.among == "next":
        return _beyond_the_next(ask)
    if statement.among == "change":
        # Who grows fastest now has the highest rate of growth.
        of_rates = replace(ask, statement=replace(statement, among=""))
        return decide_rank(of_rates) if are_rates_of_now(ask) else _rank_of_changes(ask)
    sign = statement.direction or good_sign(ask)
    timed = statement.years is not None and statement.years.kind is not TimeKind.NOW
    first, last = window(statement.years, ask.now if timed else present(ask.day))
    ask.panel.load([metric.id for metric in ask.measured.metrics], None)
    own = ask.values(ask.code, first, last)
    if not own and (not timed or first >= ask.now - 1):
        own = current_values(ask, ask.code, ask.now - 1, ask.now)
    if not timed and (unit_of(ask.measured.metric).kind != "score" or ask.day.month <= EARLY):
        # A year that is not over has no rank yet, but a score is given out within it.
        own = {year: value for year, value in own.items() if year < ask.now} or own
    used = ((first, last),)
    if not own:
        return _rank_of_old(ask, sign, first, last)
    expected = _expected(ask)
    # "Twice as much as any other": the others are held against half of it.
    multiple = statement.amount if statement.amount is not None and statement.amount.unit == "multiple" else None
    factor = multiple.value * (1 - tolerance("change")) if multiple else 1.0
    best: tuple[int, int, int, list[tuple[float, str]]] | None = None
    few = 0
    for year in sorted(own, reverse=True)[:4]:
        table = _standing(ask, year, sign)
        place = 1 + sum(1 for value, code in table if code != ask.code and value * factor * sign > own[year] * sign)
        if len(table) < ENOUGH_RANKED * expected:
            # Too few to say who is first; enough to say that somebody else is.
            few = max(few, place)
            continue
        if best is None or place < best[0]:
            best = (place, year, len(table), table)
    if best is None:
        beaten = few > statement.rank and not statement.among and not statement.negated
        return Outcome(
            False if beaten else None,
            series_words(ask, own),
            f"values of the countries of {ask.name(statement.scope or WORLD)}",
            used=used,
            places=(ask.code,),
        )
    place, year, count, table = best
    absent = [code for code in statement.places[1:] if code in countries() and code not in {one for _, one in table}]
    if absent:
        return replace(missing(ask, absent[0], first, last), used=used, places=statement.places)
    ahead = ", ".join(f"{ask.name(code)} {ask.say(value)}" for value, code in table[: max(3, statement.rank)])
    said = f"{ask.name(ask.code)} is number {place} of {count} in {year} with {ask.say(own[year])}; first: {ahead}"
    small = small_states(ask, year)
    of_large = 1 + sum(1 for value, code in table if code not in small and value * factor * sign > own[year] * sign)
    if statement.among == "most":
        holds = place - 1 < (count - 1) / 2
    else:
        holds = place <= max(10, 0.15 * count) if statement.among == "one-of" else statement.rank in {place, of_large}
    if statement.negated:
        holds = not holds
    plain = place == of_large and not statement.among and not statement.negated and factor == 1.0 and len(own) == 1
    bounds = _rank_bounds(ask, table, year, sign) if plain else None
    return outcome_of(ask, holds, said, used, turn=bounds, decisive=((ask.code, year),))


def _beyond_the_next(ask: Ask) -> Outcome:
    """Decide that a place has more than so many that come after it together."""
    number, used = ask.statement.rank, (window(ask.statement.years, present(ask.day)),)
    ask.panel.load([metric.id for metric in ask.measured.metrics], None)
    own = ask.values(ask.code, *used[0])
    if not ask.measured.additive or not own:
        return replace(missing(ask, ask.code, *used[0]), used=used)
    said, held, known = list[str](), list[bool](), True
    for year in sorted(own):
        table = _standing(ask, year, 1)
        known = known and len(table) >= ENOUGH_RANKED * _expected(ask)
        following = [one for one in table if one[1] != ask.code and one[0] <= own[year]][:number]
        total = sum(value for value, _ in following)
        names = ", ".join(ask.name(code) for _, code in following)
        said.append(f"{ask.name(ask.code)}: {ask.say(own[year])}; {names} together: {ask.say(total)} in {year}")
        held.append(len(following) == number and own[year] > total)
    shown = said[held.index(True) if any(held) else -1]
    if not known and (any(held) or len(following) < number):
        # Of those without a value some may have more; a sum that is too large already is only larger.
        return Outcome(None, shown, "values of the countries behind it", used=used, places=(ask.code,))
    return outcome_of(ask, any(held), shown, used)


SMALL = 500_000
"""Who speaks of the countries of the world seldom means one with fewer people."""


def small_states(ask: Ask, year: int) -> set[str]:
    """Return the countries that a rank seldom means: territories, and within the world Monaco and Tuvalu."""
    heads, territories = (
        ask.panel.population,
        set(members("territories", year)) & set(ask.panel.atlas.codes.values()) - {ask.code},
    )
    if heads is None or (ask.statement.scope or WORLD) != WORLD:
        return territories
    ask.panel.load([heads.id], None)
    known = {code: ask.panel.value(heads, code, year) for code in ask.panel.atlas.codes.values() if code != ask.code}
    return territories | {code for code, people in known.items() if people is not None and people < SMALL}


def _rank_bounds(ask: Ask, table: list[tuple[float, str]], year: int, sign: int) -> Turn:
    """Return between which values of the other places one must lie to have the claimed rank."""
    others = [value for value, code in table if code != ask.code]
    rank = ask.statement.rank
    behind = others[rank - 1] if rank <= len(others) else -sign * math.inf
    ahead = others[rank - 2] if 2 <= rank <= len(others) + 1 else sign * math.inf
    return turned(ask, value_of(ask, year), min(behind, ahead), max(behind, ahead))


def _rank_of_old(ask: Ask, sign: int, first: int, last: int) -> Outcome:
    """Decide a rank by values of some years ago, if the place could not have come so far since."""
    old = stale_values(ask, ask.code, last)
    if old is None or ask.statement.among or ask.statement.negated or ask.statement.amount:
        return missing(ask, ask.code, first, last)
    year, value, low, high = old
    table = [one for one, code in _standing(ask, year, sign) if code != ask.code]
    best, worst = sorted(1 + sum(1 for one in table if one * sign > end * sign) for end in (low, high))
    wanted, used = ask.statement.rank, ((year - 1, last),)
    said = f"{ask.name(ask.code)}: {ask.say(value)} in {year}, number {best} to {worst} of {len(table) + 1} since"
    if wanted < best or (best == worst == wanted and len(table) >= ENOUGH_RANKED * _expected(ask)):
        return outcome_of(ask, wanted == best, said, used, decisive=((ask.code, year),))
    return replace(missing(ask, ask.code, first, last), numbers=said)


def _expected(ask: Ask) -> int:
    scope = ask.statement.scope or WORLD
    return len(members(scope, ask.now)) if scope != WORLD else WORLD_RANKED


def good_sign(ask: Ask) -> int:
    """Return which way the best lies, or the worst: down for the best of what does harm, up for the worst of it.

    The worst of what is neither good nor bad is the most of it.
    """
    title, reversed_ = ask.measured.metric.title, -1 if ask.measured.metric.reversed else 1
    if ask.statement.worst:
        return -reversed_ if title & _words("beneficial") and not title & _words("harmful") else reversed_
    return -1 if title & _words("harmful") else reversed_


@cache
def _words(name: str) -> frozenset[str]:
    """Return the words of a table of `data/words/`: what does harm, what does good."""
    return frozenset(word for row in word_table(name) for word in cell_words(row["words"]))
