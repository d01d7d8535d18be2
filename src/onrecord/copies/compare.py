"""Compare all articles of a set: find the pairs, trace each article, and put them into families."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from onrecord.copies.article import Article
from onrecord.copies.boilerplate import find_boilerplate
from onrecord.copies.derivation import Derivation
from onrecord.copies.fingerprints import FINE_WINDOW, WINDOW
from onrecord.copies.order import Basis
from onrecord.copies.pairs import CONTAINMENT, FINE_CONTAINMENT, PrintTable, alike_pairs, copied_pairs
from onrecord.copies.result import Compared, Family, Traced
from onrecord.copies.trace import MOST_WORDS, Shelf, trace, twin_of
from onrecord.copies.words import words_of
from onrecord.engine import DuckEngine, Engine
from onrecord.terms.time import Day

BATCH = 1_000
FINE = 20_000
"""Up to so many articles short passages and rare words are looked for too; above it, runs of 16 words alone."""

OF_ONE_TEXT = 0.25
"""A partly derived article belongs to the family of its source where it has this share of its words from there.
One with less has a source and is none the less a report of its own."""

Progress = Callable[[str, int, int], None]
"""Is told what is being done, how many articles are done, and of how many."""


def compare(
    articles: Iterable[Article],
    *,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> Compared:
    """Say for each article whether it is derived and from which, and which articles form a family.

    >>> from datetime import date
    >>> from onrecord import read
    >>> wire = "The port of Kalmar opened again on Monday, two weeks after the flood, its owner said."
    >>> told = compare([
    ...     Article("a", read(f"{wire} Ships wait.", published=date(2025, 5, 6))),
    ...     Article("b", read(wire, published=date(2025, 5, 5))),
    ... ])
    >>> [(told.articles[one.number].place, one.kind.value) for one in told.traced], told.independent_sources
    ([('b', 'independent'), ('a', 'wholly derived')], 1)

    Articles are put into the order of their days first; those without a day come last. `engine` runs the joins, DuckDB
    in memory by default.
    """
    ordered = tuple(sorted(articles, key=_day))
    told = progress or _silent
    own = DuckEngine() if engine is None else None
    try:
        with tempfile.TemporaryDirectory(prefix="onrecord-copies-") as folder:
            table = PrintTable(Path(folder), FINE_WINDOW if len(ordered) <= FINE else WINDOW)
            candidates = _candidates(ordered, table, engine or own or DuckEngine(), told)
    finally:
        if own is not None:
            own.close()
    shelf = Shelf(ordered)
    if len(ordered) <= FINE:
        # Twins would make a sentence look repeated that one article has.
        firsts = (number for number in range(len(ordered)) if number not in table.twins)
        shelf.leave_out(find_boilerplate({number: shelf.words(number) for number in firsts}))
    traced = []
    for number in range(len(ordered)):
        told("laying side by side", number, len(ordered))
        first = table.twins.get(number)
        found = trace(number, candidates.get(number, ()), shelf) if first is None else twin_of(number, first, shelf)
        traced.append(found)
    told("laying side by side", len(ordered), len(ordered))
    families = families_of(traced)
    return Compared(ordered, tuple(_unlike_within(traced, families)), families)


def _unlike_within(traced: Sequence[Traced], families: Sequence[Family]) -> Iterable[Traced]:
    """Keep as merely similar what is of another family: a rewrite that changed the numbers is a copy none the less."""
    home = {number: family.head for family in families for number in family.members}
    for one in traced:
        own = home.get(one.number, one.number)
        yield replace(one, similar=tuple(other for other in one.similar if home.get(other, other) != own))


def _day(article: Article) -> tuple[bool, Day]:
    published = article.document.published
    return published is None, published or Day.max


def _candidates(articles: Sequence[Article], table: PrintTable, engine: Engine, told: Progress) -> dict[int, list[int]]:
    """Return for each article the numbers of those that share fingerprints or rare words with it."""
    fine = len(articles) <= FINE
    for start in range(0, len(articles), BATCH):
        told("fingerprinting", start, len(articles))
        texts = [article.document.text for article in articles[start : start + BATCH]]
        table.add(texts)
        if fine:
            table.add_terms(start, [words_of(text, MOST_WORDS) for text in texts])
    told("fingerprinting", len(articles), len(articles))
    if not articles:
        return {}
    table.attach(engine)
    pairs = copied_pairs(engine, containment=FINE_CONTAINMENT if fine else CONTAINMENT)
    if fine:
        pairs += alike_pairs(engine, len(articles))
    met: dict[int, list[int]] = defaultdict(list)
    for pair in sorted(pairs, key=lambda one: -one.shared):
        met[pair.earlier].append(pair.later)
        met[pair.later].append(pair.earlier)
    return met


def families_of(traced: Sequence[Traced]) -> tuple[Family, ...]:
    """Return the families of two or more: articles joined by their links, in the order of their heads."""
    parent = list(range(len(traced)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for one in traced:
        # A second source explains a passage; the first is what the article goes back to.
        for link in one.links[:1]:
            if one.kind is not Derivation.WHOLLY and link.verbatim < OF_ONE_TEXT:
                continue
            parent[max(root(one.number), root(link.source))] = min(root(one.number), root(link.source))
    members: dict[int, list[int]] = defaultdict(list)
    for one in traced:
        members[root(one.number)].append(one.number)
    return tuple(_family(traced, numbers) for numbers in members.values() if len(numbers) > 1)


def _family(traced: Sequence[Traced], numbers: Sequence[int]) -> Family:
    heads = [number for number in numbers if not traced[number].links]
    head = heads[0] if heads else numbers[0]
    bases = [link.basis for number in numbers for link in traced[number].links[:1] if link.source == head]
    return Family(head, tuple(numbers), any(basis is not Basis.UNKNOWN for basis in bases))


def _silent(_doing: str, _done: int, _all: int) -> None:
    """Tell nobody."""
