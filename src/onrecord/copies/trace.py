"""Trace one article to its sources: which of its candidates it comes from, how far, and word by word."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.copies.align import Alignment
from onrecord.copies.article import Article, day_of
from onrecord.copies.boilerplate import find_boilerplate, without
from onrecord.copies.derivation import Derivation, derivation_of
from onrecord.copies.facts import losses_of
from onrecord.copies.order import Basis, Order, order_of
from onrecord.copies.result import Link, Traced
from onrecord.copies.spans import Origin, OriginSpan, origins_of
from onrecord.copies.specifics import kept_specifics
from onrecord.copies.words import Words, words_of
from onrecord.reading.document import Span
from onrecord.terms.time import Day

MOST_WORDS = 20_000
"""Words of an article that are laid side by side with others; the fingerprints are of all of it."""

MOST_SOURCES = 4
"""Sources of one article that are named."""

MOST_CANDIDATES = 40
"""Candidates of one article that are laid beside it."""

ADDS = 0.05
"""The share of an article's words that a further source must explain."""

REUSED = 0.13
"""The least share of an article's words in shared runs of three, outside quotations, below which nothing was copied."""

OF_SOURCES = 0.2
"""The least share of an article that is verbatim or rewritten, below which it is a report of its own."""

AS_GOOD = 0.05
"""Sources whose likeness differs by less are as good as each other, and the earliest of them is taken."""

PROSE = 0.1
"""An article with a smaller share of words in whole sentences is a list or a telegram, and judged by all its words."""

_CACHED = 2_000

When = tuple[tuple[bool, Day], int]
"""The place of an article in time: its day, and its number within the day."""


class Shelf:
    """The words of articles, read when they are asked for; the last `_CACHED` are kept."""

    def __init__(self, articles: Sequence[Article] | Mapping[int, Article]) -> None:
        """Take the articles by their numbers."""
        self.articles = articles
        self._words: OrderedDict[int, Words] = OrderedDict()

    def words(self, number: int) -> Words:
        """Return the words of an article, at most `MOST_WORDS`."""
        words = self._words.pop(number, None)
        if words is None:
            words = words_of(self.articles[number].document.text, MOST_WORDS)
        self._words[number] = words
        if len(self._words) > _CACHED:
            self._words.popitem(last=False)
        return words

    def when(self, number: int) -> When:
        """Return the place of an article in time."""
        return day_of(self.articles[number]), number

    def words_of_all(self, numbers: Sequence[int]) -> dict[int, Words]:
        """Return the words of articles that may be of one text, without the boilerplate that stands under them."""
        words = {number: self.words(number) for number in numbers}
        boilerplate = find_boilerplate(words)
        return {number: without(one, boilerplate) for number, one in words.items()} if boilerplate else words


@dataclass(frozen=True, slots=True)
class _Candidate:
    number: int
    when: When
    aligned: Alignment
    order: Order

    @property
    def copied(self) -> NDArray[np.bool_]:
        return np.asarray(self.aligned.runs >= 3)


def likeness(aligned: Alignment) -> float:
    """Return how much speaks for a source: the share of words in runs of three, and half that of content it has."""
    content = np.array(aligned.copy.content, dtype=np.bool_)
    same = float(aligned.same[content].mean()) if content.any() else 0.0
    return float((aligned.runs >= 3).mean()) + same / 2


def trace(number: int, candidates: Sequence[int], shelf: Shelf) -> Traced:
    """Say what an article is made of, given the articles that share something with it, those that share most first.

    A candidate that cannot have been first, or that shares the words and not the numbers, is no source.
    """
    candidates = sorted(candidates[:MOST_CANDIDATES])
    read = shelf.words_of_all([number, *candidates])
    words = read[number]
    if not len(words):
        return Traced(number, Derivation.INDEPENDENT, 1.0)
    possible: list[_Candidate] = []
    similar: list[int] = []
    related: list[int] = []
    for other in candidates:
        aligned = Alignment(words, (read[other],))
        if not aligned.same.any():
            continue
        related.append(other)
        if kept_specifics(aligned).is_form:
            similar.append(other)
            continue
        order = _order(number, other, read, shelf)
        if order.possible:
            possible.append(_Candidate(other, shelf.when(other), aligned, order))
    chosen = _chosen(possible)
    sources = [one.number for one in chosen]
    beside = tuple(other for other in related if other not in sources and other not in similar)
    if not chosen:
        return Traced(number, Derivation.INDEPENDENT, 1.0, similar=tuple(similar), related=beside)
    aligned = Alignment(words, tuple(read[source] for source in sources))
    derived = derivation_of(aligned, [read[other] for other in beside])
    spans = origins_of(aligned)
    shares = _shares(words, spans)
    alone = derived.kind is Derivation.INDEPENDENT
    if alone or not _reuses(aligned) or shares[2] > 1 - OF_SOURCES:
        chance = derived.probability if alone else 1.0 - derived.probability
        others = tuple(other for other in related if other not in similar)
        return Traced(number, Derivation.INDEPENDENT, chance, similar=tuple(similar), related=others)
    links = tuple(Link(one.number, one.order.basis, float(one.copied.mean()), _told(one)) for one in chosen)
    first = chosen[0]
    losses = losses_of(shelf.articles[number].document, shelf.articles[first.number].document, MOST_WORDS)
    return Traced(
        number,
        derived.kind,
        derived.probability,
        links,
        spans,
        shares,
        tuple(similar),
        beside,
        losses if first.order.basis is not Basis.UNKNOWN else (),
    )


def twin_of(number: int, first: int, shelf: Shelf) -> Traced:
    """Return the trace of an article whose words are all those of another."""
    copy, source = (shelf.articles[one].document for one in (number, first))
    order = order_of(copy, source, 1.0, 1.0)
    basis = order.basis if order.possible else Basis.UNKNOWN
    span = OriginSpan(Span(0, len(copy.text)), Origin.VERBATIM)
    return Traced(number, Derivation.WHOLLY, 1.0, (Link(first, basis, 1.0, 1.0),), (span,), (1.0, 0.0, 0.0), twin=True)


def _order(copy: int, source: int, words: Mapping[int, Words], shelf: Shelf) -> Order:
    mine, theirs = words[copy], words[source]
    ways = ((mine, theirs), (theirs, mine))
    kept, given = (float((Alignment(one, (other,)).runs >= 3).mean()) for one, other in ways)
    order = order_of(shelf.articles[copy].document, shelf.articles[source].document, kept, given)
    if order.basis is not Basis.UNKNOWN:
        return order
    # Each could come from the other: one way is kept, so that a family has a head, and said to be unknown.
    return Order((len(theirs), shelf.when(copy)) > (len(mine), shelf.when(source)), Basis.UNKNOWN)


def _chosen(possible: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the likeliest source, and each further one that explains words which those before it do not."""
    if not possible:
        return []
    likely = {one.number: likeness(one.aligned) for one in possible}
    best = max(likely.values())
    first = min((one for one in possible if likely[one.number] > best - AS_GOOD), key=lambda one: one.when)
    chosen = [first]
    explained = first.copied | first.aligned.same
    for one in sorted(possible, key=lambda one: (-likely[one.number], one.number)):
        found = one.copied & ~explained
        if one is not first and len(chosen) < MOST_SOURCES and found.mean() >= ADDS:
            chosen.append(one)
            explained = explained | one.copied | one.aligned.same
    return chosen


def _reuses(aligned: Alignment) -> bool:
    """Say whether enough of the wording came along; two reports of one speech share its quotations alone."""
    own = ~np.array(aligned.copy.quoted, dtype=np.bool_)
    runs = aligned.runs >= 3
    return bool((runs & own).sum() >= REUSED * max(1, own.sum()))


def _told(one: _Candidate) -> float:
    """Return the share of the words in whole sentences, menus and headlines aside, that are in shared runs."""
    prose = np.array(one.aligned.copy.prose, dtype=np.bool_)
    return float(one.copied[prose].mean() if prose.mean() >= PROSE else one.copied.mean())


def _shares(words: Words, spans: Sequence[OriginSpan]) -> tuple[float, float, float]:
    counts = dict.fromkeys(Origin, 0)
    at = 0
    for one in spans:
        while at < len(words) and words.spans[at].start < one.span.end:
            counts[one.origin] += 1
            at += 1
    verbatim, rewritten, new = (counts[origin] / len(words) for origin in Origin)
    return verbatim, rewritten, new
