"""An article as text with spans: what it is made of, when it appeared, and where each part stands.

All offsets count characters of `Document.text`, the exact text that was read; `document.text[start:end]` is always the
quote.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.terms.time import Day


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters of a document's text.

    >>> Span(4, 7).of("The R2 model"), Span(0, 9).contains(Span(4, 6))
    ('R2 ', True)
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of the span."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Say whether the other span lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the spans share a character."""
        return self.start < other.end and other.start < self.end


class BlockKind(StrEnum):
    """What a block of an article is for."""

    HEADLINE = "headline"
    CATEGORY = "category"
    SUMMARY_LABEL = "summary-label"
    BULLET = "bullet"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    SUBHEADING = "subheading"
    BYLINE = "byline"
    FOOTER = "footer"


STATING_BLOCKS = frozenset({BlockKind.HEADLINE, BlockKind.BULLET, BlockKind.PARAGRAPH, BlockKind.SUBHEADING})
"""The blocks that say something about the world; the others are about the article itself."""


DATED_BY = {
    "given": "given with the article",
    "page": "from the metadata of the page",
    "feed": "from the entry of the feed",
    "feed-update": "from the entry of the feed, which gives only its last change",
    "json": "from the field of the line",
    "dateline": "from the words of the article",
}
"""How the day of an article can be known, and how that is said."""


@dataclass(frozen=True, slots=True)
class Block:
    """A headline, a bullet, a paragraph: `span` leaves out bullets' marks and the dateline before a first sentence."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the block in which it stands."""

    span: Span
    block: Block


@dataclass(frozen=True, slots=True)
class Document:
    """An article: its text, what is known of its publication, its blocks and its sentences.

    `published` is None where the article does not say it; checking then asks for the day. `dated_by` says how it is
    known, by one of `DATED_BY`, and is empty where it is not.
    """

    text: str
    title: str = ""
    publisher: str = ""
    published: Day | None = None
    address: str = ""
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    author: str = ""
    dated_by: str = ""

    def quote(self, span: Span) -> str:
        """Return the exact words of a span."""
        return span.of(self.text)

    def __str__(self) -> str:
        """Say in one line which article this is."""
        day = self.published.isoformat() if self.published else "no date"
        return (
            f"{self.title or 'untitled'} ({self.publisher or 'no publisher'}, {day}, {len(self.sentences)} sentences)"
        )
