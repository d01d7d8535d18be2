"""The fingerprints and words of articles as tables in a folder, for the engine to join.

They are kept as Parquet parts, so that neither an archive nor its join must fit into memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path

import numpy as np

from onrecord.copies.fingerprints import WINDOW, Prints, fingerprint
from onrecord.copies.parts import Parts
from onrecord.copies.words import Words
from onrecord.engine import DuckEngine, Engine
from onrecord.terms.errors import BadInput

_HASH = 2**61 - 1


class PrintTable:
    """The fingerprints of articles, in parts of a folder; articles are numbered in the order in which they are added.

    `window` is the window of `onrecord.copies.fingerprints`; a table has one. `prints(article, print)` and
    `terms(article, term)` hold each once, `sizes(article, prints, words, whole)` a row an article. An article whose
    words are all those of one before it is its twin, and has no rows but one of `twins(article, first)`. A folder that
    holds a table is gone on with.

    Raises `BadInput` for a folder whose table was made with another window, or is damaged.
    """

    def __init__(self, folder: Path, window: int = WINDOW) -> None:
        """Open the table of a folder that exists, or begin one."""
        self.parts, self.window = Parts(folder), window
        self.size = self.parts.facts.get("articles", 0)
        self.twins: dict[int, int] = {}
        self._whole: dict[int, int] = {}
        made = self.parts.facts.get("window", window)
        if made != window:
            raise BadInput(f"The archive {str(folder)!r} was made with window {made}, not {window}: name another.")
        if self.size:
            self._load()

    def add(self, texts: Sequence[str]) -> range:
        """Fingerprint texts and keep them as a part; returns their numbers."""
        return self.add_prints(fingerprint(texts, self.window))

    def add_prints(self, found: Prints) -> range:
        """Keep the fingerprints of further articles as a part; returns their numbers."""
        count = len(found.words)
        numbers = range(self.size, self.size + count)
        own = np.ones(count, dtype=np.bool_)
        twins: dict[int, int] = {}
        # An article without a word is nobody's twin.
        for place in np.flatnonzero(found.words).tolist():
            whole = int(found.whole[place])
            first = self._whole.setdefault(whole, self.size + place)
            if first != self.size + place:
                own[place] = False
                twins[self.size + place] = first
        kept = own[found.articles]
        self.parts.keep("prints", {"article": found.articles[kept] + self.size, "print": found.prints[kept]})
        counts = np.bincount(found.articles, minlength=count).astype(np.int64)
        numbered = np.arange(count)[own] + self.size
        columns = {"article": numbered, "prints": counts[own], "words": found.words[own], "whole": found.whole[own]}
        self.parts.keep("sizes", columns)
        pairs = np.array(list(twins.items()), dtype=np.int64).reshape(-1, 2)
        self.parts.keep("twins", {"article": pairs[:, 0], "first": pairs[:, 1]})
        self.twins.update(twins)
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
        self.parts.keep("terms", {"article": np.array(owners, dtype=np.int64), "term": np.array(terms, dtype=np.int64)})

    def cut(self, size: int, keys: Mapping[str, str]) -> None:
        """Forget the articles from number `size` on; `keys` are further tables with the column that holds a number."""
        own = dict.fromkeys(("prints", "sizes", "twins", "terms"), "article")
        self.parts.cut({**own, **keys}, size)
        self.twins = {number: first for number, first in self.twins.items() if number < size}
        self._whole = {whole: number for whole, number in self._whole.items() if number < size}
        self.size = size

    def attach(self, engine: Engine) -> None:
        """Give the tables their names in an engine."""
        self.parts.attach(engine)

    def save(self) -> None:
        """Write down what the folder holds, so that it can be gone on with; parts not written down do not count."""
        self.parts.save({"window": self.window, "articles": self.size})

    def _load(self) -> None:
        with closing(DuckEngine()) as engine:
            self.parts.attach(engine, "sizes", "twins")
            self._whole = {row["whole"]: row["article"] for row in engine.query("SELECT whole, article FROM sizes")}
            self.twins = {row["article"]: row["first"] for row in engine.query("SELECT article, first FROM twins")}


@cache
def _term(stem: str) -> int:
    """Return a number for a stem that is the same in every process."""
    value = 0
    for byte in stem.encode("utf-8", "surrogatepass"):
        value = (value * 1_000_003 + byte + 1) % _HASH
    return value
