"""Which pairs of articles are worth laying side by side: those that share fingerprints, or rare words.

The numbers are kept as Parquet parts in a folder and joined in SQL by the engine, so that neither an archive nor its
join must fit into memory.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.copies.fingerprints import WINDOW, Prints, fingerprint
from onrecord.copies.words import Words
from onrecord.engine import DuckEngine, Engine, write_parquet
from onrecord.terms.errors import BadInput

LEAST = 2
"""Fingerprints that two articles must share: one alone is a stock phrase."""

CONTAINMENT, FINE_CONTAINMENT = 0.1, 0.04
"""Share of the fingerprints of the shorter article that the longer one must have; the second for a folder."""

CROWD = 20
"""Articles that are all joined with each other where they share a print; more are joined to the first of them."""

OWN = 0.5
"""Where less than this of the holders' prints are crowded, a crowded print is boilerplate."""

RARE, RAREST, SHARED_RARE, PARTNERS = 60, 60, 4, 24
"""For rewrites: articles that may share a rare word, rare words looked at, how many two must share, partners kept."""

_MANIFEST = "prints.json"
_HASH = 2**61 - 1


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles that share something; `shared` counts fingerprints, or rare words."""

    earlier: int
    later: int
    shared: int


class PrintTable:
    """The fingerprints of articles, in parts of a folder; articles are numbered in the order in which they are added.

    `window` is the window of `onrecord.copies.fingerprints`; a table has one. An article whose words are all those of
    one before it is its twin, and has no prints of its own. A folder that holds a table is gone on with.

    Raises `BadInput` for a folder whose table was made with another window, or is damaged.
    """

    def __init__(self, folder: Path, window: int = WINDOW) -> None:
        """Open the table of a folder that exists, or begin one."""
        self.folder, self.window = folder, window
        self.size = 0
        self.twins: dict[int, int] = {}
        self._whole: dict[int, int] = {}
        self._parts: dict[str, list[str]] = {"prints": [], "sizes": [], "terms": []}
        if (folder / _MANIFEST).exists():
            self._load()

    def add(self, texts: Sequence[str]) -> range:
        """Fingerprint texts and keep them as a part; returns their numbers."""
        return self.add_prints(fingerprint(texts, self.window))

    def add_prints(self, found: Prints) -> range:
        """Keep the fingerprints of further articles as a part; returns their numbers."""
        count = len(found.words)
        numbers = range(self.size, self.size + count)
        own = np.ones(count, dtype=np.bool_)
        for place, whole in enumerate(found.whole.tolist()):
            first = self._whole.setdefault(whole, self.size + place)
            if first != self.size + place:
                own[place] = False
                self.twins[self.size + place] = first
        kept = own[found.articles]
        self._keep("prints", {"article": found.articles[kept] + self.size, "print": found.prints[kept]})
        counts = np.bincount(found.articles, minlength=count).astype(np.int64)
        numbered = np.arange(count)[own] + self.size
        columns = {"article": numbered, "prints": counts[own], "words": found.words[own], "whole": found.whole[own]}
        self._keep("sizes", columns)
        self.size += count
        return numbers

    def add_terms(self, first: int, articles: Sequence[Words]) -> None:
        """Keep the rare-word side of articles that were added under numbers from `first` on."""
        owners: list[int] = []
        terms: list[int] = []
        for number, words in enumerate(articles, first):
            if number not in self.twins:
                stems = {stem for stem, content in zip(words.stems, words.content, strict=True) if content}
                owners += [number] * len(stems)
                terms += (_term(stem) for stem in stems)
        self._keep("terms", {"article": np.array(owners, dtype=np.int64), "term": np.array(terms, dtype=np.int64)})

    def attach(self, engine: Engine) -> None:
        """Give the parts their names in an engine."""
        for table, parts in self._parts.items():
            if parts:
                engine.attach(table, [self.folder / part for part in parts])

    def save(self) -> None:
        """Write down what the folder holds, so that it can be gone on with; parts not written down do not count."""
        draft = self.folder / f".{_MANIFEST}.part"
        twins = sorted(self.twins.items())
        held = {"window": self.window, "articles": self.size, "parts": self._parts, "twins": twins}
        draft.write_text(json.dumps(held), encoding="utf-8")
        draft.replace(self.folder / _MANIFEST)

    def _load(self) -> None:
        path = self.folder / _MANIFEST
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
            window, self.size, self._parts = held["window"], held["articles"], held["parts"]
            self.twins = dict(held["twins"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BadInput(
                f"{str(path)!r} cannot be read ({error}): name another folder, or remove this one."
            ) from None
        if window != self.window:
            raise BadInput(
                f"The archive {str(self.folder)!r} was made with window {window}, not {self.window}: name another."
            )
        if self._parts["sizes"]:
            with closing(DuckEngine()) as engine:
                engine.attach("sizes", [self.folder / part for part in self._parts["sizes"]])
                rows = engine.query("SELECT whole, article FROM sizes")
            self._whole = {row["whole"]: row["article"] for row in rows}

    def _keep(self, table: str, columns: dict[str, NDArray[np.int64]]) -> None:
        name = f"{table}-{len(self._parts[table]):05d}.parquet"
        write_parquet(columns, self.folder / name)
        self._parts[table].append(name)


def copied_pairs(engine: Engine, *, since: int = 0, containment: float = CONTAINMENT) -> list[Pair]:
    """Return the pairs that share fingerprints, of the attached table; with `since` only those of later articles.

    A pair shares `LEAST` prints and `containment` of the shorter article's. Its cost grows with the articles and with
    the copies in them, not with their square: see `sql/pairs.sql` on crowds.
    """
    asked = {"since": since, "crowd": CROWD, "own": OWN, "least": LEAST, "containment": containment}
    return [Pair(row["earlier"], row["later"], row["shared"]) for row in engine.query(_sql("pairs"), asked)]


def alike_pairs(engine: Engine, articles: int, *, since: int = 0) -> list[Pair]:
    """Return the pairs that share rare words: rewrites, and reports of one event."""
    asked = {
        "articles": max(2, articles),
        "most": RARE,
        "kept": RAREST,
        "least": SHARED_RARE,
        "partners": PARTNERS,
        "since": since,
    }
    return [Pair(row["earlier"], row["later"], row["shared"]) for row in engine.query(_sql("alike"), asked)]


@cache
def _term(stem: str) -> int:
    """Return a number for a stem that is the same in every process."""
    value = 0
    for byte in stem.encode("utf-8", "surrogatepass"):
        value = (value * 1_000_003 + byte + 1) % _HASH
    return value


@cache
def _sql(name: str) -> str:
    return files("onrecord.copies").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
