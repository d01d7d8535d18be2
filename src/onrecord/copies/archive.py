"""An archive of articles that grows: each day's articles are compared with all that were kept before.

The folder holds the texts, their fingerprints and words, the pairs that were found and the source of each article. A
run adds what is new, looks for the pairs of the new articles alone, and traces again only what a new pair touches. It
says what one run over all articles would say, in whatever portions and in whatever order the days come: the articles
are numbered in the order of their days, and where one comes late, those after it are added anew behind it.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.copies.article import Article, day_of
from onrecord.copies.compare import (
    BATCH,
    Progress,
    candidates_of,
    families_of,
    fingerprint_into,
    groups_of,
    of_one_text,
    silent,
    trace_all,
    unlike_within,
)
from onrecord.copies.fingerprints import FINE_WINDOW
from onrecord.copies.pairs import FINE_CONTAINMENT, Pair, alike_pairs, copied_pairs
from onrecord.copies.parts import LIST
from onrecord.copies.prints import PrintTable
from onrecord.copies.result import Compared, Scope, Traced
from onrecord.copies.trace import Shelf
from onrecord.engine import DuckEngine, Engine, Row, write_parquet
from onrecord.reading.document import Document
from onrecord.record.folder.writer import become_writer
from onrecord.terms.errors import BadInput
from onrecord.terms.time import Day

LOCK = ".lock"

_OWN_FILE = re.compile(rf"\{LOCK}|\.?[a-z]+-\d{{5}}\.parquet(\.part)?|\.{re.escape(LIST)}\.\d+\.part")

PAIRS = ("copied", "alike")
"""The tables of pairs: those that share fingerprints, and those that share rare words."""

_TEXTS = ("place", "text", "title", "publisher", "address")


def compare_with_archive(
    articles: Sequence[Article],
    folder: Path,
    *,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> Compared:
    """Compare articles with an archive and with each other, and keep them in it.

    >>> from datetime import date
    >>> wire = "The port of Kalmar opened again on Monday, two weeks after the flood, its owner said."
    >>> monday, tuesday = (Article(f"{day}", Document(wire, published=date(2025, 5, day))) for day in (5, 6))
    >>> with tempfile.TemporaryDirectory() as name:
    ...     first = compare_with_archive([monday], Path(name, "archive"))
    ...     then = compare_with_archive([tuesday], Path(name, "archive"))
    >>> then.independent_sources, [article.place for article in then.articles], then.scope
    (1, ['5', '6'], Scope(articles=2, added=1, asked=(1,)))

    The answer holds the articles that were asked for, their sources, and the families of both. An article that the
    archive has already (the same words from the same place and publisher, of the same day) is not added again. The
    folder is made where it does not exist; what was not finished does not count.

    Raises `BadInput` for a folder that holds something else or a damaged archive, and while another run writes to it.
    """
    with _writing(folder):
        table = PrintTable(folder, FINE_WINDOW)
        own = DuckEngine() if engine is None else None
        try:
            return _Run(table, engine or own or DuckEngine(), progress or silent).compare(articles)
        finally:
            if own is not None:
                own.close()


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Be the only one who writes to a folder that holds an archive, or nothing."""
    if folder.exists() and not (folder.is_dir() and ((folder / LIST).is_file() or _is_free(folder))):
        raise BadInput(f"{str(folder)!r} holds something else than an archive: name a new or an empty folder.")
    busy = BadInput(f"{str(folder)!r} is in use by another run: try again when that one has ended.")
    lock = become_writer(folder / LOCK, busy, wait=0)
    try:
        for left in folder.glob(f".{LIST}.*.part"):
            left.unlink()
        yield
    finally:
        lock.release()


def _is_free(folder: Path) -> bool:
    """Say whether a folder holds nothing, or only what an unfinished first run left."""
    return all(_OWN_FILE.fullmatch(file.name) for file in folder.iterdir())


@dataclass(frozen=True, slots=True)
class _Held:
    """What is known of an article of the archive without its text; `published` is a day, or empty."""

    number: int
    published: str


class _Run:
    """One run: the tables of the archive, and what has been traced so far."""

    def __init__(self, table: PrintTable, engine: Engine, told: Progress) -> None:
        self.table, self.engine, self.told = table, engine, told
        self.traced: dict[int, Traced] = {}
        self.articles: dict[int, Article] = {}

    def compare(self, articles: Sequence[Article]) -> Compared:
        """Add what is new, trace it and what it touches, and answer for the articles that were asked for."""
        before = self.table.size
        self.table.attach(self.engine)
        held = self._held()
        asked = {_identity(article): article for article in articles}
        new = [article for identity, article in asked.items() if identity not in held]
        if new:
            since = _place_of(min(new, key=day_of), held.values())
            added, parted = self._with_late(new, since)
            self._add(added)
            self.table.attach(self.engine)
            self._trace({*parted, *self._touched(since)})
            self._keep_links()
            self.table.save()
            self.table.attach(self.engine)
            held = self._held()
        return self._answer({held[identity].number for identity in asked}, self.table.size - before)

    def _held(self) -> dict[int, _Held]:
        """Return what is known of the articles of the archive without their texts, by their identities."""
        if not self.table.parts.holds("articles"):
            return {}
        rows = self.engine.query("SELECT identity, article, published FROM articles")
        return {row["identity"]: _Held(row["article"], row["published"]) for row in rows}

    def _with_late(self, new: Sequence[Article], since: int) -> tuple[list[Article], set[int]]:
        """Take the articles out of the archive that come after the earliest new one, to add them anew behind it.

        Returns all that are to be added, in the order of their days, and those that stay and have lost a partner.
        """
        later = self._read(range(since, self.table.size)) if since < self.table.size else {}
        added = sorted([*(later[number] for number in sorted(later)), *new], key=day_of)
        parted: set[int] = set()
        if later:
            for kind in PAIRS:
                self.table.parts.attach_as(self.engine, kind, "found")
                parted |= {row["earlier"] for row in self.engine.query(_sql("parted"), {"size": since})}
            self.table.cut(since, {"articles": "article", "links": "article"} | dict.fromkeys(PAIRS, "later"))
        return added, parted

    def _add(self, articles: Sequence[Article]) -> None:
        """Keep articles, their fingerprints and their words."""
        for start in range(0, len(articles), BATCH):
            self._keep_articles(articles[start : start + BATCH], self.table.size + start)
        fingerprint_into(self.table, articles, self.told, terms=True)

    def _keep_articles(self, articles: Sequence[Article], first: int) -> None:
        columns: dict[str, NDArray[Any]] = {
            name: _column([_cell(article, name) for article in articles]) for name in _TEXTS
        }
        published = [article.document.published for article in articles]
        columns["published"] = _column([day.isoformat() if day else "" for day in published])
        columns["identity"] = np.array([_identity(article) for article in articles], dtype=np.int64)
        columns["article"] = np.arange(first, first + len(articles))
        self.table.parts.keep("articles", columns)

    def _touched(self, since: int) -> list[int]:
        """Find the pairs of new articles and keep them; return the articles that have one, and all new ones."""
        self.told("looking for pairs", 0, 1)
        copied = copied_pairs(self.engine, since=since, containment=FINE_CONTAINMENT)
        found = dict(zip(PAIRS, (copied, alike_pairs(self.engine, since=since)), strict=True))
        for name, pairs in found.items():
            rows = np.array([(pair.earlier, pair.later, pair.shared) for pair in pairs], dtype=np.int64).reshape(-1, 3)
            self.table.parts.keep(name, {"earlier": rows[:, 0], "later": rows[:, 1], "shared": rows[:, 2]})
        self.told("looking for pairs", 1, 1)
        old = {pair.earlier for pairs in found.values() for pair in pairs if pair.earlier < since}
        return [*sorted(old), *range(since, self.table.size)]

    def _trace(self, numbers: Collection[int]) -> None:
        """Trace articles of the archive, some at a time, so that few texts are held at once."""
        ordered = sorted(numbers)
        for start in range(0, len(ordered), BATCH):
            batch = ordered[start : start + BATCH]
            candidates = self._candidates(batch)
            needed = {self.table.twins[number] for number in batch if number in self.table.twins}
            held = self._read({*batch, *needed, *(other for others in candidates.values() for other in others)})
            traced = trace_all(batch, candidates, self.table.twins, Shelf(held), self.told)
            self.traced |= {one.number: one for one in traced}
            self.articles |= {number: held[number] for number in batch}

    def _candidates(self, numbers: Sequence[int]) -> dict[int, list[int]]:
        pairs = []
        for kind in PAIRS:
            self.table.parts.attach_as(self.engine, kind, "found")
            rows = self._rows("pairs_of", numbers)
            pairs.append([Pair(row["earlier"], row["later"], row["shared"]) for row in rows])
        wanted = set(numbers)
        return {number: others for number, others in candidates_of(*pairs).items() if number in wanted}

    def _read(self, numbers: Collection[int]) -> dict[int, Article]:
        return {row["article"]: _article(row) for row in self._rows("articles", sorted(numbers))}

    def _rows(self, name: str, numbers: Sequence[int]) -> list[Row]:
        """Ask for what the archive holds on some articles."""
        with tempfile.TemporaryDirectory(prefix="onrecord-copies-") as folder:
            write_parquet({"article": np.array(numbers, dtype=np.int64)}, Path(folder, "wanted.parquet"))
            self.engine.attach("wanted", [Path(folder, "wanted.parquet")])
            return self.engine.query(_sql(name))

    def _keep_links(self) -> None:
        """Keep the source to which each traced article is joined, or -1: the latest word on an article counts."""
        joined = [(one.number, one.links[0].source if of_one_text(one) else -1) for one in self.traced.values()]
        rows = np.array(joined, dtype=np.int64).reshape(-1, 2)
        run = np.full(len(rows), self.table.size)
        self.table.parts.keep("links", {"article": rows[:, 0], "source": rows[:, 1], "run": run})

    def _answer(self, asked: Collection[int], added: int) -> Compared:
        """Put together the articles that were asked for, with their sources and all families that these are of."""
        links = self.engine.query(_sql("links")) if self.table.parts.holds("links") else []
        family = {
            number: members
            for members in groups_of((row["article"], row["source"]) for row in links)
            for number in members
        }
        shown: set[int] = set()
        wanted = set(asked)
        while wanted:
            self._trace(wanted - self.traced.keys())
            shown |= wanted
            wanted = {
                other
                for one in (self.traced[number] for number in wanted)
                for other in (
                    *family.get(one.number, ()),
                    *(link.source for link in one.links),
                    *(one.similar if one.number in asked else ()),
                )
            } - shown
        numbers = sorted(shown, key=lambda number: (day_of(self.articles[number]), number))
        place = {number: at for at, number in enumerate(numbers)}
        traced = [_renumbered(self.traced[number], place) for number in numbers]
        families = families_of(traced)
        return Compared(
            tuple(self.articles[number] for number in numbers),
            tuple(unlike_within(traced, families)),
            families,
            Scope(self.table.size, added, tuple(sorted(place[number] for number in asked))),
        )


def _place_of(article: Article, held: Iterable[_Held]) -> int:
    """Return the number of an article: how many of those that are held do not come after it."""
    day = article.document.published
    if day is None:
        return sum(1 for _ in held)
    return sum(one.published != "" and one.published <= day.isoformat() for one in held)


def _renumbered(one: Traced, place: dict[int, int]) -> Traced:
    """Give an article and those it names other numbers; what is not shown is not named."""
    return replace(
        one,
        number=place[one.number],
        links=tuple(replace(link, source=place[link.source]) for link in one.links),
        similar=tuple(place[other] for other in one.similar if other in place),
        related=tuple(place[other] for other in one.related if other in place),
    )


def _identity(article: Article) -> int:
    """Return a number that two articles share only where they are one: place, words, day and publisher."""
    document = article.document
    said = "\0".join([*(_cell(article, name) for name in _TEXTS), str(document.published)])
    return int.from_bytes(hashlib.blake2b(said.encode(), digest_size=8).digest(), "big", signed=True)


def _cell(article: Article, name: str) -> str:
    value = article.place if name == "place" else getattr(article.document, name)
    # A lone surrogate cannot be stored; it is no word, and one mark in its place keeps all others in theirs.
    return str(value).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _column(values: Sequence[str]) -> NDArray[np.object_]:
    column = np.empty(len(values), dtype=np.object_)
    column[:] = values
    return column


def _article(row: Row) -> Article:
    document = Document(
        row["text"],
        title=row["title"],
        publisher=row["publisher"],
        published=Day.fromisoformat(row["published"]) if row["published"] else None,
        address=row["address"],
    )
    return Article(row["place"], document)


@cache
def _sql(name: str) -> str:
    return files("onrecord.copies").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
