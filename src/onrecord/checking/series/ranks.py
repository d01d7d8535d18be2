"""Rank places within a group, and a cause or source among its sisters."""

from __future__ import annotations

from functools import cache

from onrecord.checking.series.asking import (
    Ask,
    Outcome,
    current_values,
    missing,
    outcome_of,
    present,
    series_words,
    window,
)
from onrecord.checking.series.changes import ends_of
from onrecord.checking.series.measured import sisters
from onrecord.reading.series.places import WORLD, countries, members
from onrecord.reading.series.years import TimeKind
from onrecord.reading.words import cell_words, word_table

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
        values = ask.values(code, first - 1, last)
        ends = ends_of(values, first, last, slack=2)
        if ends is not None and values[ends[0]]:
            step = values[ends[1]] - values[ends[0]]
            moves[code] = (step, step / abs(values[ends[0]]))
    used = ((first, last),)
    if ask.code not in moves:
        return missing(ask, ask.code, first, last)
    sign = statement.direction
    ranks = [1 + sum(1 for move in moves.values() if sign * move[by] > sign * moves[ask.code][by]) for by in (0, 1)]
    step, rate = moves[ask.code]
    standing = f"number {ranks[0]} by size and {ranks[1]} by share of {len(moves)}"
    said = f"{ask.name(ask.code)}: {ask.say(step)} ({rate:+.1%}), {standing}"
    wrong_way = step * sign < 0
    return outcome_of(ask, statement.rank in ranks and not wrong_way, said, used)


def decide_rank(ask: Ask) -> Outcome:
    """Decide "the third highest in Africa": the rank in a year of the window, the best where several are asked."""
    statement = ask.statement
    if statement.among == "source":
        return _rank_of_sources(ask)
    if statement.among == "change":
        return _rank_of_changes(ask)
    sign = statement.direction or good_sign(ask)
    timed = statement.years is not None and statement.years.kind is not TimeKind.NOW
    first, last = window(statement.years, ask.now if timed else present(ask.day))
    ask.panel.load([metric.id for metric in ask.measured.metrics], None)
    own = ask.values(ask.code, first, last) or current_values(ask, ask.code, ask.now - 1, ask.now)
    used = ((first, last),)
    if not own:
        return missing(ask, ask.code, first, last)
    scope = statement.scope or WORLD
    expected = len(members(scope, ask.now)) if scope != WORLD else WORLD_RANKED
    best: tuple[int, int, int, list[tuple[float, str]]] | None = None
    few = 0
    for year in sorted(own, reverse=True)[:4]:
        table = _standing(ask, year, sign)
        place = 1 + sum(1 for value, code in table if code != ask.code and value * sign > own[year] * sign)
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
            f"values of the countries of {ask.name(scope)}",
            used=used,
            places=(ask.code,),
        )
    place, year, count, table = best
    ahead = ", ".join(f"{ask.name(code)} {ask.say(value)}" for value, code in table[: max(3, statement.rank)])
    said = f"{ask.name(ask.code)} is number {place} of {count} in {year} with {ask.say(own[year])}; first: {ahead}"
    holds = place <= max(10, 0.15 * count) if statement.among == "one-of" else place == statement.rank
    if statement.negated:
        holds = not holds
    return outcome_of(ask, holds, said, used, decisive=((ask.code, year),))


def good_sign(ask: Ask) -> int:
    """Return which way is the better: down for what does harm, else up."""
    return -1 if any(word in ask.measured.metric.title for word in _harmful()) else 1


@cache
def _harmful() -> frozenset[str]:
    return frozenset(word for row in word_table("harmful") for word in cell_words(row["words"]))
