"""Which of two articles was there first, and how sure that is; where nothing tells, that is what is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from onrecord.reading.document import Document
from onrecord.reading.words import cell_words, word_table

CONTAINS_MORE = 0.15
"""How much more of the one the other must hold, as shares of their words, to be taken for the source."""


class Basis(StrEnum):
    """How it is known that one article is the source of another, the surest first."""

    CREDITED = "credited"
    EARLIER = "earlier"
    CONTAINING = "containing"
    UNKNOWN = "unknown"


CERTAINTY = {
    Basis.CREDITED: "certain: the article names its source",
    Basis.EARLIER: "likely: the source appeared earlier and holds the words",
    Basis.CONTAINING: "possible: both appeared on one day, or on days unknown, and the source holds more",
    Basis.UNKNOWN: "unknown: nothing tells which of them was first",
}
"""What a reader is told of each basis."""


@dataclass(frozen=True, slots=True)
class Order:
    """Whether `source` can be the source of `copy`, and how that is known."""

    possible: bool
    basis: Basis


def order_of(copy: Document, source: Document, kept: float, given: float) -> Order:
    """Say whether one article can come from another; `kept` is the share of the copy that stands in the source,
    `given` the share of the source that stands in the copy.

    >>> from datetime import date
    >>> early, late = Document("A", published=date(2025, 5, 5)), Document("A", published=date(2025, 5, 6))
    >>> order_of(late, early, 1.0, 1.0), order_of(early, late, 1.0, 1.0).possible
    (Order(possible=True, basis=<Basis.EARLIER: 'earlier'>), False)
    >>> order_of(Document("A"), Document("A"), 1.0, 1.0).basis.value
    'unknown'

    An article that appeared later is never the source, whatever it credits.
    """  # noqa: D205 - two shares need their sentence
    dated = copy.published is not None and source.published is not None
    if dated and copy.published < source.published:  # type: ignore[operator]
        return Order(False, Basis.EARLIER)
    credits_source, credited = names_source(copy, source), names_source(source, copy)
    if credits_source and not credited:
        return Order(True, Basis.CREDITED)
    if dated and copy.published != source.published:
        return Order(True, Basis.EARLIER)
    if credited and not credits_source:
        return Order(False, Basis.CREDITED)
    if abs(kept - given) > CONTAINS_MORE:
        return Order(kept > given, Basis.CONTAINING)
    return Order(True, Basis.UNKNOWN)


def names_source(copy: Document, source: Document) -> bool:
    """Say whether an article credits the publisher of another: at its head or foot, in brackets, after "source".

    >>> paper = Document("KALMAR (Nordwire) - The port is open.", publisher="Kalmar Post")
    >>> names_source(paper, Document("The port is open.", publisher="Nordwire"))
    True
    """
    names = _names(source.publisher) - _names(copy.publisher)
    if not names:
        return False
    spelt = "|".join(re.escape(name) for name in sorted(names))
    line = re.compile(
        rf"[(\[–—-]\s*(?:{spelt})\s*[)\]–—-]|\b(?:{_credit_words()})[:,]?\s+(?:the\s+)?(?:{spelt})\b"
        rf"|^\s*(?:{spelt})\s*$|\b(?:{spelt})\s+(?:reported|reports|said in a report)\b",
        re.IGNORECASE | re.MULTILINE,
    )
    return bool(line.search(copy.text))


def _names(publisher: str) -> frozenset[str]:
    """Return a publisher's name, and its short form where it has one ("Deutsche Presse-Agentur (dpa)")."""
    name = publisher.strip()
    short = re.search(r"\(([^()]{2,12})\)", name)
    bare = re.sub(r"\s*\([^()]*\)", "", name).strip()
    names = {bare, short[1] if short else ""}
    names |= {long for long, brief in _agencies() if brief in names} | {b for long, b in _agencies() if long in names}
    return frozenset(name for name in names if len(name) > 1)


@cache
def _agencies() -> tuple[tuple[str, str], ...]:
    rows = word_table("agencies")
    return tuple((row["name"], short) for row in rows for short in cell_words(row["short"]))


@cache
def _credit_words() -> str:
    return "reporting by|source|sources|via|first reported by|as reported by|reported by|originally published by|with"
