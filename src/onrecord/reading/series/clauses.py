"""Clauses of a text with their places, years and amounts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reading.series.amounts import Amount
from onrecord.reading.series.cues import has, pattern
from onrecord.reading.series.places import WORLD, PlaceMention
from onrecord.reading.series.years import Years


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its mentions, in positions of the whole claim."""

    start: int
    end: int
    text: str
    places: tuple[PlaceMention, ...]
    years: tuple[Years, ...]
    amounts: tuple[Amount, ...]
    topic: str
    bare: str


def split_clauses(text: str) -> list[tuple[int, int]]:
    """Return the ends of the clauses of a text: sentences, contrasts, parts that say something of their own."""
    bounds, start = [], 0
    for match in pattern("split").finditer(text):
        if pattern("abbreviation").search(text[: match.start()].rstrip()):
            continue
        before_colon = match.group().startswith(":")
        if match.start() - start < 8 or (before_colon and not pattern("finite").search(text, start, match.start())):
            continue
        bounds.append((start, match.start()))
        start = match.end()
    bounds.append((start, len(text)))
    return [(a, b) for a, b in bounds if text[a:b].strip()]


def blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text with some spans blanked out, every other character in its place."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def topic_of(bare: str, text: str, offset: int, amounts: Sequence[Amount]) -> str:
    """Return the words of a clause that name a thing, with the nouns of its amounts."""
    nouns = []
    for amount in amounts:
        inside = text[amount.start - offset : amount.end - offset]
        nouns.append(re.sub(r"[\d.,%]+|per cent|percent", " ", inside))
    return f"{bare} . {' . '.join(nouns)}"


def is_scope(place: PlaceMention, clause: Clause) -> bool:
    """Say whether a place is what others are ranked in or shares are of, not what the clause is about."""
    before = clause.text[: place.start - clause.start]
    behind = clause.text[place.end - clause.start :]
    if place.group and (pattern("scope-cue").search(before) or pattern("several-of").match(behind)):
        return True
    if (
        place.group
        and place.code != WORLD
        and pattern("scope-behind").match(behind)
        and _ranked_elsewhere(place, clause)
    ):
        return True
    others = [p for p in clause.places if p is not place and not p.group]
    if not place.group:
        return False
    if others and pattern("kind-of-country").search(clause.text[: place.end - clause.start]):
        return has("high", clause.text) or has("low", clause.text)
    if place.code == WORLD:
        # "It emits 4 % of the world's": what the world has is divided, and the clause is about who was named before.
        return (
            bool(others)
            or (clause.start > 0 and pattern("share-ahead").search(before) is not None)
            or any(p.group and p.code != WORLD for p in clause.places)
            or ((has("high", clause.text) or has("low", clause.text)) and not re.search(r"^\W*$", before))
        )
    ranked = clause.start > 0 and (has("high", clause.text) or has("low", clause.text))
    return (bool(others) or ranked) and pattern("scope-before").search(before) is not None


def _ranked_elsewhere(place: PlaceMention, clause: Clause) -> bool:
    """Say whether a clause with a group's name before a superlative has a country of which it is said."""
    return any(other is not place and not other.group for other in clause.places)


def set_beside(clause: Clause) -> set[str]:
    """Return the places that a clause names beside what it speaks of: "leaving Britain behind, we are the fifth"."""
    found: set[str] = set()
    for at, place in enumerate(clause.places):
        if pattern("aside").search(clause.text[: place.start - clause.start]):
            found |= {one.code for one in _up_to_the_and(clause, clause.places[at:])}
    return found


def _up_to_the_and(clause: Clause, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return a place with those listed after it, up to the one behind "and": of "A, B and C, D is" A, B and C."""
    run = first_of_list(clause, places)
    for number, (one, following) in enumerate(itertools.pairwise(run), start=1):
        gap = clause.text[one.end - clause.start : following.start - clause.start]
        if re.search(r"\b(?:and|or)\b|&", gap):
            return run[: number + 1]
    return run[:1]


def set_apart(clause: Clause) -> set[str]:
    """Return the places that a superlative leaves out, "the highest but for Chile", and those named beside it."""
    spared = {p.code for p in clause.places if pattern("exception").search(clause.text[: p.start - clause.start])}
    return spared | set_beside(clause)


def listed(clause: Clause, places: Sequence[PlaceMention]) -> bool:
    """Say whether places are named one after another: "lower than France's, Italy's and Spain's"."""
    gaps = [
        clause.text[a.end - clause.start : b.start - clause.start]
        for a, b in itertools.pairwise(places)
        if b.start > a.end
    ]
    return bool(gaps) and all(pattern("list-gap").fullmatch(gap) for gap in gaps)


def first_of_list(clause: Clause, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the places that are named one after another from the first on: of "A and B, and in Africa" A and B."""
    found = list(places[:1])
    for place in places[1:]:
        if not listed(clause, [found[-1], place]):
            break
        found.append(place)
    return found


def apart_by(clause: Clause, start: int, end: int) -> int:
    """Return how far apart two places of a clause are; a comma between them counts for many letters."""
    between = clause.text[start - clause.start : end - clause.start]
    return len(between) + 100 * between.count(",")
