"""Cue phrases in a sentence: one pass over its words, phrases of a table looked up by their first word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from onrecord.reading.document import Span

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
Mark = TypeVar("Mark")
Phrases = Mapping[str, tuple[tuple[list[str], Mark], ...]]
"""For each first word the phrases that begin with it, the longest first, each with what it stands for."""


class Word(NamedTuple):
    """A word of a text: small letters, straight apostrophes, and its place; a tuple, since there are many."""

    lower: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cue(Generic[Mark]):
    """A phrase that was found: words number `first` up to, and not including, `last`."""

    mark: Mark
    first: int
    last: int


def lower_words(text: str) -> list[str]:
    """Return the words of a text in small letters, with straight apostrophes.

    >>> lower_words("They’ll re-open U2")
    ["they'll", 're-open', 'u2']
    """
    return [word.lower() for word in _WORD.findall(text.replace("’", "'"))]


def words_of(text: str, span: Span) -> tuple[Word, ...]:
    """Return the words of a piece of text with their places; the same words as `lower_words` finds."""
    return tuple(
        Word(match[0].lower().replace("’", "'"), match.start(), match.end())
        for match in _WORD.finditer(text, span.start, span.end)
    )


def phrase_table(phrases: Iterable[tuple[str, Mark]]) -> Phrases[Mark]:
    """Build the look-up for `find_cues`; a phrase may stand for several marks."""
    table: dict[str, list[tuple[list[str], Mark]]] = {}
    for phrase, mark in phrases:
        words = lower_words(phrase)
        table.setdefault(words[0], []).append((words, mark))
    return {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in table.items()}


def find_cues(words: list[str], table: Phrases[Mark]) -> tuple[Cue[Mark], ...]:
    """Return the phrases in order; at one place the longest counts, with every mark that it stands for."""
    cues: list[Cue[Mark]] = []
    free = 0
    for number, word in enumerate(words):
        if word not in table or number < free:
            continue
        length = 0
        for phrase, mark in table[word]:
            if length and len(phrase) != length:
                break
            if words[number : number + len(phrase)] == phrase:
                length = len(phrase)
                cues.append(Cue(mark, number, number + length))
        free = number + length
    return tuple(cues)
