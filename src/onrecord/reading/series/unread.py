"""What a text says of numbers and places that none of its statements has: it may not be borne out unread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.reading.series.clauses import Clause
from onrecord.reading.series.cues import has, pattern
from onrecord.reading.series.places import WORLD, group_name, members
from onrecord.reading.series.statement import Shape, Statement
from onrecord.reading.series.topic import known_things, topic_terms

_PREDICATES = ("rise", "fall", "stable", "high", "low", "more", "less")
"""Cues of a clause that says something of a number."""


def unread_of(clauses: Sequence[Clause], found: Sequence[Statement]) -> str:
    """Return what of a text no statement has taken up, in words; empty where all that counts was read."""
    if not found:
        return ""
    left = [*_numbers(clauses, found), *_places(clauses, found), *_ranks(found), *_predicates(clauses, found)]
    return f"what is said of {left[0]}" if left else ""


def _numbers(clauses: Sequence[Clause], found: Sequence[Statement]) -> Iterator[str]:
    taken = {a.start for s in found for a in (s.amount, s.before) if a is not None}
    for clause in clauses:
        only = any(pattern(name).search(clause.text) for name in ("only", "only-so-many", "next-so-many"))
        for amount in clause.amounts:
            counted = amount.unit in {"countries", "nations", "count"} and only
            ranked = amount.unit == "count" and amount.value <= FEW and has("high", clause.text)
            if amount.start not in taken and not counted and not ranked:
                yield f"“{clause.text[amount.start - clause.start : amount.end - clause.start].strip()}”"


FEW = 30
"""So small a number in a clause with a superlative is a rank."""


def _places(clauses: Sequence[Clause], found: Sequence[Statement]) -> Iterator[str]:
    taken = {code for s in found for code in (*s.places, *s.against, s.scope, s.whole)}
    inside = {code for group in taken for code in members(group, 9999)}
    for clause in clauses:
        for place in clause.places:
            if place.code not in taken and place.code not in inside and place.code != WORLD:
                yield clause.text[place.start - clause.start : place.end - clause.start]


def _ranks(found: Sequence[Statement]) -> Iterator[str]:
    """Return the group within which a movement is set beside others, where only the movement was read."""
    for statement in found:
        beside = statement.scope and not statement.whole and statement.scope not in statement.places
        if beside and statement.shape is Shape.TREND and statement.among != "only":
            yield "others there" if statement.scope == WORLD else group_name(statement.scope)


def _predicates(clauses: Sequence[Clause], found: Sequence[Statement]) -> Iterator[str]:
    for clause in clauses:
        stated = any(clause.start <= s.start < clause.end or s.start <= clause.start < s.end for s in found)
        # Of a thing that nobody measures ("the heaviest burden") nothing is left unread.
        measurable = known_things() & set(topic_terms(clause.topic))
        if not stated and measurable and any(has(cue, clause.text) for cue in _PREDICATES):
            yield f"“{clause.text.strip()}”"
