"""The library of Ollama: the pulls of every page, as its list shows them.

There is no interface for it: `/api/tags` lists the models of one's own machine. The list at `/library` is a page of
HTML whose parts bear attributes for its makers' own tests (`x-test-model`, `x-test-pull-count`), the same ones that an
archive of the list (github.com/simonw/ollama-models-atom-feed) has read every day since March 2025.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from onrecord.sources.accounts import ollama_maker, slug
from onrecord.sources.shapes import expected
from onrecord.sources.source import MEGABYTE, Capture, Parsed, Parser, Reading, Request, Row, Watching
from onrecord.terms.time import Day

SCOPE = "ollama.com/library/"

PULLS = "ollama_pulls"

FEWEST = 50
"""A list of fewer pages is no list of the whole library, which has held more since 2023."""

_COUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)([KMB]?)")

_PAGE = re.compile(r"[a-z0-9][a-z0-9._-]*")

_SCALES = {"": 1, "K": 10**3, "M": 10**6, "B": 10**9}


@dataclass(frozen=True)
class Ollama:
    """The whole library, which is one page.

    >>> [request.address for request in Ollama().first({})]
    ['https://ollama.com/library?sort=newest']
    """

    base: str = "https://ollama.com"

    name = "ollama"
    cited = "s_ollama_library"

    @property
    def parsers(self) -> Sequence[Parser]:
        """One shape so far."""
        return (Parser(Day(2025, 3, 21), read_library),)

    def first(self, earlier: Mapping[str, Capture]) -> Sequence[Request]:
        """Ask for the list; the newest come first, so that it differs little from that of the day before."""
        del earlier
        return [Request(f"{self.base}/library?sort=newest", "library", limit=20 * MEGABYTE)]

    def further(self, capture: Capture, body: bytes) -> Sequence[Request]:
        """Ask nothing more: the list is one page."""
        del capture, body
        return ()


def read_library(capture: Capture, body: bytes) -> list[Parsed]:
    """Read the pulls of every page of the library, rounded as they are shown.

    Raises `Unreadable` where the page does not hold the list, or not all of it.
    """
    if b"</html>" not in body:
        expected("a page that ends with </html>: it was cut", body[-20:], capture.address)
    entries = _entries(body)
    if len(entries) < FEWEST:
        expected(f"{FEWEST} pages or more marked `x-test-model`", len(entries), capture.address)
    read: list[Parsed] = []
    for number, entry in enumerate(entries, 1):
        where = f"{capture.address}, model {number}"
        page = _page(entry, where)
        pulls = "".join(text for part in entry.iter() if "x-test-pull-count" in part.attrib for text in part.itertext())
        read += [_row(page), Reading(f"{SCOPE}{page}", PULLS, count_of(pulls, where), capture.day, capture.day)]
    return [*read, Watching(PULLS, SCOPE)]


def count_of(text: str, where: str) -> float:
    """Return a count as the library writes it: plain below a thousand, else with K, M or B.

    >>> count_of("54.5M", "model 1"), count_of("987", "model 2")
    (54500000.0, 987.0)

    Raises `Unreadable` where it is none.
    """
    match = _COUNT.fullmatch(text.strip())
    if not match:
        expected("pulls such as 54.5M", text or None, where)
    return float(Decimal(match[1].replace(",", "")) * _SCALES[match[2]])


def _row(page: str) -> Row:
    cells = {
        "model": f"{SCOPE}{page}",
        "subject": f"ollama-{slug(page)}",
        "maker": ollama_maker(page),
        "sources": "s_ollama_library",
    }
    return Row("models", cells)


def _entries(body: bytes) -> list[Any]:
    from lxml import etree  # noqa: PLC0415 - only marked-up text needs it

    root = etree.fromstring(body, etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True))
    return [] if root is None else [part for part in root.iter() if "x-test-model" in part.attrib]


def _page(entry: Any, where: str) -> str:
    """Return the name of the page that an entry links to."""
    links = [part.get("href", "") for part in entry.iter("a")]
    pages = {str(link).removeprefix("/library/") for link in links if link.startswith("/library/")}
    if len(pages) != 1 or not all(map(_PAGE.fullmatch, pages)):
        expected("one link such as /library/deepseek-r1", sorted(links) or None, where)
    return pages.pop()
