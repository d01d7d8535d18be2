"""Lay an article beside what it may be made of: shared runs of words, and for each sentence the nearest ones.

Runs are found by doubling: the name of 2n words is a pair of names of n words (Karp, Miller, Rosenberg 1972), so that
an article of any length costs a few sorts and never words times words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from onrecord.copies.words import Words, grammar_words

RUNS = (2, 3, 4, 6, 8, 12, 16, 24)
"""The lengths of runs, in words, that are told apart."""

NEAREST = 3
"""How many sentences of the source can stand behind one of the copy."""

_CROWD = 400
"""A stem in more sentences of the source than this says nothing about which of them is meant."""


@dataclass(frozen=True)
class Alignment:
    """An article beside the texts of its sources together.

    >>> from onrecord.copies.words import words_of
    >>> copy, source = words_of("Ships were back on Monday."), words_of("The ships were back. Cranes were not.")
    >>> aligned = Alignment(copy, (source,))
    >>> aligned.runs.tolist(), aligned.nearest[0][0]
    ([3, 3, 3, 0, 0], 0)
    """

    copy: Words
    sources: tuple[Words, ...]

    @cached_property
    def runs(self) -> NDArray[np.int64]:
        """For each word of the article the longest of `RUNS` that holds it and stands in a source; 1 alone, 0 never."""
        return longest_runs(self.copy.forms, [source.forms for source in self.sources])

    @cached_property
    def same(self) -> NDArray[np.bool_]:
        """Which words stand in a source in the same form, or, where they are no words of grammar, in another one."""
        stems = frozenset(chain.from_iterable(source.stems for source in self.sources)) - grammar_words()
        return (self.runs > 0) | np.fromiter(
            (content and stem in stems for content, stem in zip(self.copy.content, self.copy.stems, strict=True)),
            dtype=np.bool_,
            count=len(self.copy),
        )

    @cached_property
    def sentences(self) -> tuple[frozenset[str], ...]:
        """The stems of each sentence of the sources, one source after the other."""
        return tuple(frozenset(source.stems[first:end]) for source in self.sources for first, end in source.sentences)

    @cached_property
    def nearest(self) -> tuple[tuple[int, ...], ...]:
        """For each sentence of the article those of the sources that share most of its content, best first."""
        holders: dict[str, list[int]] = defaultdict(list)
        for number, stems in enumerate(self.sentences):
            for stem in stems:
                holders[stem].append(number)
        return tuple(self._nearest(first, end, holders) for first, end in self.copy.sentences)

    def _nearest(self, first: int, end: int, holders: dict[str, list[int]]) -> tuple[int, ...]:
        score: Counter[int] = Counter()
        for stem in self.content(first, end):
            if len(holders.get(stem, ())) <= _CROWD:
                score.update(holders.get(stem, ()))
        best = sorted(score.items(), key=lambda item: (-item[1], item[0]))[:NEAREST]
        return tuple(number for number, _ in best)

    def content(self, first: int, end: int) -> frozenset[str]:
        """Return the stems of the content words of a stretch of the article."""
        copy = self.copy
        return frozenset(copy.stems[place] for place in range(first, end) if copy.content[place])

    @cached_property
    def local(self) -> NDArray[np.float64]:
        """For each sentence of the article the share of its content that stands in its nearest sentences."""
        shares = []
        for (first, end), near in zip(self.copy.sentences, self.nearest, strict=True):
            stems = self.content(first, end)
            found = frozenset[str]().union(*(self.sentences[number] for number in near))
            shares.append(len(stems & found) / len(stems) if stems else 0.0)
        return np.array(shares)


def longest_runs(copy: Sequence[str], sources: Sequence[Sequence[str]]) -> NDArray[np.int64]:
    """Return for each word of a copy the longest of `RUNS` that holds it and stands in one of the sources.

    >>> longest_runs("a b c x".split(), ["z a b c".split()]).tolist()
    [3, 3, 3, 0]
    """
    names: dict[str, int] = {}
    # A name that stands nowhere else keeps runs from reaching over the end of a text.
    parts = [[names.setdefault(form, len(names)) for form in copy]]
    for number, source in enumerate(sources):
        parts += [[-1 - number], [names.setdefault(form, len(names)) for form in source]]
    words = np.array(list(chain.from_iterable(parts)), dtype=np.int64)
    length = len(copy)
    found = np.isin(words[:length], words[length:]).astype(np.int64)
    named = {1: words}
    for run in RUNS:
        half = max(known for known in named if known < run)
        known, shift = named[half], run - half
        if len(known) <= shift:
            break
        pairs = known[:-shift].astype(np.int64) * np.int64(len(words) + len(sources) + 2) + known[shift:]
        _, ids = np.unique(pairs, return_inverse=True)
        named[run] = ids
        inside = ids[: max(0, length - run + 1)]
        starts = np.flatnonzero(np.isin(inside, ids[length:]))
        if not len(starts):
            break
        for offset in range(run):
            found[starts + offset] = run
    return found
