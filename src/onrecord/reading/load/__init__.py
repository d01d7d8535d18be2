"""One module a format: bytes come in, exact text with what its format says of it goes out.

A format of one article has a function that returns `Loaded`; one of many (a feed, an archive) yields a `Part` for each,
so that only one of them is held at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.reading.document import Block
from onrecord.terms.time import Day


@dataclass(frozen=True, slots=True)
class Loaded:
    """The text of an article, and what its format says about it; what the format does not say is empty.

    `known` are the blocks that the format itself marks, such as the headings of Markdown and HTML; all others
    are found by `onrecord.reading.layout`. `dated_by` says where `published` stands: one of `document.DATED_BY`.
    """

    text: str
    title: str = ""
    author: str = ""
    publisher: str = ""
    published: Day | None = None
    dated_by: str = ""
    address: str = ""
    known: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One article of several: its place in the source ("entry 3"), and what loads it.

    `load` raises `BadDocument` where this part cannot be read; the parts after it can.
    """

    place: str
    load: Callable[[], Loaded]


@dataclass(frozen=True, slots=True)
class Skipped:
    """What a source holds beside its articles: where it stands, and why it is not read."""

    place: str
    reason: str
