"""Markdown: headings are what their marks say; the text itself stays exactly as it was read."""

from __future__ import annotations

import re

from onrecord.reading.document import Block, BlockKind, Span
from onrecord.reading.load import Loaded

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(?=\S)([^\n]*)$", re.MULTILINE)
_CLOSING_MARKS = re.compile(r"[ \t]+#+[ \t]*$|[ \t]+$")


def load_markdown(text: str) -> Loaded:
    r"""Find the headings: one above all text is the headline, the others are subheadings.

    >>> loaded = load_markdown("# Harbour reopens\n\nShips came back.\n\n## What is next\n\nDredging.")
    >>> loaded.title, [(block.kind.value, block.span.of(loaded.text)) for block in loaded.known]
    ('Harbour reopens', [('headline', 'Harbour reopens'), ('subheading', 'What is next')])

    Bullets and numbers of lists are marks in plain text too, and are left to the layout.
    """
    headings = [(len(match[1]), _words(match)) for match in _HEADING.finditer(text)]
    # A heading below the first paragraph is never the headline, whatever its rank.
    first_words = len(text) - len(text.lstrip())
    leads = bool(headings) and not text[first_words : headings[0][1].start].strip("# \t\n")
    known = tuple(
        Block(BlockKind.HEADLINE if leads and number == 0 else BlockKind.SUBHEADING, span)
        for number, (_, span) in enumerate(headings)
    )
    return Loaded(text, title=known[0].span.of(text) if leads else "", known=known)


def _words(match: re.Match[str]) -> Span:
    start, end = match.span(2)
    closing = _CLOSING_MARKS.search(match[2])
    return Span(start, start + closing.start() if closing and closing.start() else end)
