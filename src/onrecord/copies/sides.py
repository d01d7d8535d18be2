"""Lay a copy and its source side by side, sentence by sentence: kept, changed, moved, new; and what was dropped."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from onrecord.copies.align import Alignment, longest_runs
from onrecord.copies.words import Words

ALIKE = 0.4
"""The share of the content of a sentence, or of the one behind it, that the two must have in common."""

SAME = 0.95
"""The share of a sentence's words in one order that makes it kept as it was."""


class Fate(StrEnum):
    """What became of a sentence."""

    KEPT = "kept"
    CHANGED = "changed"
    NEW = "new"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Side:
    """A sentence of the copy: its fate, whether it moved, and the sentences of the source behind it, best first."""

    sentence: int
    fate: Fate
    behind: tuple[int, ...] = ()
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Sides:
    """Every sentence of a copy, and the numbers of the sentences of its source that were dropped."""

    copy: tuple[Side, ...]
    dropped: tuple[int, ...]


def lay_out(aligned: Alignment) -> Sides:
    """Say what became of every sentence of a copy and of its one source.

    >>> from onrecord.copies.words import words_of
    >>> source = words_of("The port of Kalmar opened. Ships wait outside. Nobody was hurt in the flood.")
    >>> copy = words_of("Nobody was hurt in the flood. The port of Kalmar opened late.")
    >>> sides = lay_out(Alignment(copy, (source,)))
    >>> [(side.fate.value, side.behind, side.moved) for side in sides.copy], sides.dropped
    ([('kept', (2,), True), ('changed', (0,), False)], (1,))

    Raises `ValueError` for an alignment with more than one source.
    """
    (source,) = aligned.sources
    behind = [_behind(aligned, number) for number in range(len(aligned.copy.sentences))]
    moved = _moved([found[0] if found else -1 for found in behind])
    sides = tuple(
        Side(number, _fate(aligned.copy, source, number, found), found, number in moved)
        for number, found in enumerate(behind)
    )
    used = {number for found in behind for number in found}
    return Sides(sides, tuple(number for number in range(len(source.sentences)) if number not in used))


def _behind(aligned: Alignment, number: int) -> tuple[int, ...]:
    """Return the sentences of the source that say what a sentence of the copy says."""
    first, end = aligned.copy.sentences[number]
    content = aligned.content(first, end)
    (source,) = aligned.sources
    found = []
    for other in aligned.nearest[number]:
        a, b = source.sentences[other]
        theirs = frozenset(source.stems[at] for at in range(a, b) if source.content[at])
        common = len(content & theirs)
        if common >= min(3, len(content)) and common >= ALIKE * min(len(content), len(theirs)) and common:
            found.append(other)
    if not content and not found:
        words = aligned.copy.forms[first:end]
        found = [at for at, (a, b) in enumerate(source.sentences) if source.forms[a:b] == words][:1]
    return tuple(found)


def _fate(copy: Words, source: Words, number: int, behind: tuple[int, ...]) -> Fate:
    if not behind:
        return Fate.NEW
    first, end = copy.sentences[number]
    a, b = source.sentences[behind[0]]
    mine, theirs = copy.forms[first:end], source.forms[a:b]
    if mine == theirs:
        return Fate.KEPT
    runs = longest_runs(mine, [theirs])
    same = float((runs >= min(3, len(mine))).mean())
    return Fate.KEPT if same >= SAME and abs(len(mine) - len(theirs)) <= (1 - SAME) * len(mine) else Fate.CHANGED


def _moved(behind: Sequence[int]) -> frozenset[int]:
    """Return the sentences of the copy that left the order of the source: all but a longest rising line of them."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for number, source in enumerate(behind):
        if source < 0:
            continue
        place = bisect_left(tails, source + 1)
        tails[place : place + 1] = [source + 1]
        ends[place : place + 1] = [number]
        if place:
            before[number] = ends[place - 1]
    stay: set[int] = set()
    at = ends[-1] if ends else None
    while at is not None:
        stay.add(at)
        at = before.get(at)
    return frozenset(number for number, source in enumerate(behind) if source >= 0 and number not in stay)
