"""One module a format: characters come in, exact text with what its format says of it goes out."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.document import Block
from onrecord.terms.time import Day


@dataclass(frozen=True, slots=True)
class Loaded:
    """The text of an article, and what its format says about it; what the format does not say is empty.

    `known` are the blocks that the format itself marks, such as the headings of Markdown and HTML; all others
    are found by `onrecord.reading.layout`.
    """

    text: str
    title: str = ""
    author: str = ""
    publisher: str = ""
    published: Day | None = None
    known: tuple[Block, ...] = ()
