"""Compare all articles of a set: find the pairs, trace each article, and put them into families."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from onrecord.copies.article import Article, day_of
from onrecord.copies.derivation import Derivation
from onrecord.copies.fingerprints import FINE_WINDOW, WINDOW
from onrecord.copies.order import Basis
from onrecord.copies.pairs import CONTAINMENT, FINE_CONTAINMENT, Pair, alike_pairs, copied_pairs
from onrecord.copies.prints import PrintTable
from onrecord.copies.result import Compared, Family, Traced
from onrecord.copies.trace import MOST_WORDS, Shelf, trace, twin_of
from onrecord.copies.words import words_of
from onrecord.engine import DuckEngine, Engine

BATCH = 1_000
FINE = 20_000
"""Up to so many articles short passages and rare words are looked for too; above it, runs of 16 words alone."""

OF_ONE_TEXT = 0.25
"""A partly derived article belongs to the family of its source where the words of its sentences come from there to
this share. One with less has a source and is none the less a report of its own."""

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
    ordered = tuple(sorted(articles, key=day_of))
    told = progress or silent
    own = DuckEngine() if engine is None else None
    try:
        with tempfile.TemporaryDirectory(prefix="onrecord-copies-") as folder:
            table = PrintTable(Path(folder), FINE_WINDOW if len(ordered) <= FINE else WINDOW)
            candidates = _candidates(ordered, table, engine or own or DuckEngine(), told)
    finally:
        if own is not None:
            own.close()
    traced = list(trace_all(range(len(ordered)), candidates, table.twins, Shelf(ordered), told))
    families = families_of(traced)
    return Compared(ordered, tuple(unlike_within(traced, families)), families)


def trace_all(
    numbers: Sequence[int],
    candidates: Mapping[int, Sequence[int]],
    twins: Mapping[int, int],
    shelf: Shelf,
    told: Progress,
) -> Iterator[Traced]:
    """Trace articles to their candidates, or to the article whose words are all theirs."""
    for done, number in enumerate(numbers):
        told("laying side by side", done, len(numbers))
        first = twins.get(number)
        yield trace(number, candidates.get(number, ()), shelf) if first is None else twin_of(number, first, shelf)
    told("laying side by side", len(numbers), len(numbers))


def unlike_within(traced: Sequence[Traced], families: Sequence[Family]) -> Iterable[Traced]:
    """Keep as merely similar what is of another family: a rewrite that changed the numbers is a copy none the less."""
    home = {number: family.head for family in families for number in family.members}
    for one in traced:
        own = home.get(one.number, one.number)
        yield replace(one, similar=tuple(other for other in one.similar if home.get(other, other) != own))


def _candidates(articles: Sequence[Article], table: PrintTable, engine: Engine, told: Progress) -> dict[int, list[int]]:
    """Return for each article the numbers of those that share fingerprints or rare words with it."""
    fine = len(articles) <= FINE
    fingerprint_into(table, articles, told, terms=fine)
    if not articles:
        return {}
    table.attach(engine)
    copied = copied_pairs(engine, containment=FINE_CONTAINMENT if fine else CONTAINMENT)
    return candidates_of(copied, alike_pairs(engine) if fine else ())


def fingerprint_into(table: PrintTable, articles: Sequence[Article], told: Progress, *, terms: bool) -> None:
    """Add articles to a table, with their words where `terms` says so."""
    for start in range(0, len(articles), BATCH):
        told("fingerprinting", start, len(articles))
        texts = [article.document.text for article in articles[start : start + BATCH]]
        numbers = table.add(texts)
        if terms:
            table.add_terms(numbers.start, [words_of(text, MOST_WORDS) for text in texts])
    told("fingerprinting", len(articles), len(articles))


def candidates_of(copied: Sequence[Pair], alike: Sequence[Pair]) -> dict[int, list[int]]:
    """Return for each article those that share fingerprints or rare words with it, those that share most first.

    >>> candidates_of([Pair(0, 2, 5), Pair(1, 2, 9)], [Pair(2, 3, 40)])[2]
    [1, 0, 3]
    """
    met: dict[int, dict[int, None]] = defaultdict(dict)
    for pairs in (copied, alike):
        for pair in sorted(pairs, key=lambda one: (-one.shared, one.earlier, one.later)):
            met[pair.earlier][pair.later] = None
            met[pair.later][pair.earlier] = None
    return {number: list(others) for number, others in met.items()}


def families_of(traced: Sequence[Traced]) -> tuple[Family, ...]:
    """Return the families of two or more: articles joined by their links, in the order of their heads."""
    # A second source explains a passage; the first is what the article goes back to.
    joined = [(one.number, one.links[0].source) for one in traced if of_one_text(one)]
    return tuple(_family(traced, numbers) for numbers in groups_of(joined))


def of_one_text(one: Traced) -> bool:
    """Say whether an article belongs to the family of its first source."""
    return bool(one.links) and (one.kind is Derivation.WHOLLY or one.links[0].told >= OF_ONE_TEXT)


def groups_of(joined: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the groups that pairs make, each in order, by their first members.

    >>> groups_of([(4, 2), (3, 0), (2, 0)])
    [[0, 2, 3, 4]]
    """
    parent: dict[int, int] = {}

    def root(number: int) -> int:
        while parent.setdefault(number, number) != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for one, other in joined:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    members: dict[int, list[int]] = defaultdict(list)
    for number in sorted(parent):
        members[root(number)].append(number)
    return list(members.values())


def _family(traced: Sequence[Traced], numbers: Sequence[int]) -> Family:
    heads = [number for number in numbers if not traced[number].links]
    head = heads[0] if heads else numbers[0]
    bases = [link.basis for number in numbers for link in traced[number].links[:1] if link.source == head]
    return Family(head, tuple(numbers), any(basis is not Basis.UNKNOWN for basis in bases))


def silent(_doing: str, _done: int, _all: int) -> None:
    """Tell nobody."""
