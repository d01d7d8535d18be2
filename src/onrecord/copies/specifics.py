"""Similar is not same: the names and numbers of a text, apart from its other words.

Two quarters' earnings reports share nearly every word and none of the numbers; two papers that printed one wire story
share both. So a stretch of shared words counts as copied only where its specifics came along.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from onrecord.copies.align import Alignment
from onrecord.reading.words import cell_words, word_table

NEAR = 0.6
"""The share of a sentence's plain words that its nearest sentence must have for the two to be compared."""

FEW = 3
"""Fewer numbers, or names, than this do not make a text a filled form."""

LOST = 0.5
"""Where less than this share of the specifics came along, the words are a form and no copy."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How many numbers and names stand in sentences that the source words alike, and how many it has there too."""

    numbers: int
    numbers_kept: int
    names: int
    names_kept: int

    @property
    def is_form(self) -> bool:
        """Say whether the two texts fill one form with different specifics."""
        numbers = self.numbers >= FEW and self.numbers_kept < LOST * self.numbers
        every, kept = self.numbers + self.names, self.numbers_kept + self.names_kept
        return numbers or (every >= 2 * FEW and kept < LOST * every)


def kept_specifics(aligned: Alignment) -> Kept:
    """Count the specifics of the sentences of an article that a sentence of its sources words alike.

    >>> from onrecord.copies.words import words_of
    >>> spring = words_of("Sales rose 4 percent to 120 million kronor and profit fell 2 percent to 31 million kronor.")
    >>> summer = words_of("Sales rose 7 percent to 133 million kronor and profit fell 5 percent to 28 million kronor.")
    >>> kept_specifics(Alignment(summer, (spring,))).is_form
    True
    """
    copy = aligned.copy
    sides: dict[str, list[int]] = {"number": [0, 0], "name": [0, 0]}
    marks = _kinds(aligned)
    for number, (first, end) in enumerate(copy.sentences):
        near = aligned.nearest[number][:1]
        if not near:
            continue
        behind = aligned.sentences[near[0]]
        plain = [at for at in range(first, end) if copy.content[at] and not marks[at]]
        if len(plain) < FEW or np.mean([copy.stems[at] in behind for at in plain]) < NEAR:
            continue
        for at in range(first, end):
            if marks[at]:
                sides[marks[at]][0] += 1
                sides[marks[at]][1] += copy.stems[at] in behind
    return Kept(*sides["number"], *sides["name"])


def _kinds(aligned: Alignment) -> list[str]:
    """Say for each word whether it is a number or a name, by its form."""
    copy, months = aligned.copy, _calendar()
    firsts = {first for first, _ in copy.sentences}
    kinds = []
    for at, (form, span) in enumerate(zip(copy.forms, copy.spans, strict=True)):
        printed = copy.text[span.start : span.end]
        if copy.stems[at][0].isdigit():
            kinds.append("number")
        elif form in months:
            kinds.append("")
        elif printed[0].isupper() and not printed.isupper() and at not in firsts and copy.content[at]:
            kinds.append("name")
        else:
            kinds.append("")
    return kinds


@cache
def _calendar() -> frozenset[str]:
    """Return months and days of the week: they change with every retelling, and are no names."""
    cells = [row[column] for row in word_table("weekdays") for column in ("name", "short")]
    cells += [row[column] for row in word_table("months") for column in ("name", "words")]
    return frozenset(word.casefold() for cell in cells for word in cell_words(cell))
