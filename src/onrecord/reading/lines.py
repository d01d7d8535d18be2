"""Lines as a writer meant them: those that were broken to fit a page are joined again.

A joined line keeps its place in the text, with the newlines inside its span; nothing is copied.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from onrecord.reading.document import Span

_PRINTED = re.compile(r"[^\n\v\f\x85\u2028\u2029]+")
_WORD = re.compile(r"\S+")
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad"

BULLET = re.compile(
    r"(?:[•●◦▪▫■□◆◇▶►‣⁃∙·✓✔➢➤][ \t\u00a0]*"
    r"|[*+–—-][ \t\u00a0]+|\(?\d{1,2}[.)][ \t\u00a0]+(?=\D)|\([a-z]\)[ \t]+)(?=\S)"
)
"""The mark of a list item. Dashes, stars and numbers need a space after them, round marks do not."""

_STOPS = (".", "!", "?", ":", "…", '."', ".”", "?”", "!”", ".)", ".’")
_WIDEST_PAGE = 120
_NARROWEST_PAGE = 45
_MOST = 0.75


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a list item, a headline: one line to a reader, however often it was broken.

    `span` leaves out the mark of a list item; `gap` says that a blank line stands before it.
    """

    span: Span
    is_bullet: bool
    gap: bool


@dataclass(frozen=True, slots=True)
class _Printed:
    start: int
    end: int
    indent: int
    gap: bool
    mark: int
    """How many characters the mark of a list item takes, 0 where there is none."""


def find_lines(
    text: str, cuts: frozenset[int] = frozenset(), stands_alone: Callable[[str], bool] = lambda _: False
) -> tuple[Line, ...]:
    r"""Return the lines of a text.

    A line that starts or ends at one of the `cuts`, or of which `stands_alone` is true, is joined to none.

    >>> text = "A long line of words that was broken and\ngoes on to its end.\n- One\n- Two"
    >>> [(line.is_bullet, line.span.of(text)[-6:]) for line in find_lines(text)]
    [(False, 's end.'), (True, 'One'), (True, 'Two')]
    """
    printed = list(_printed(text))
    width = _page_width(printed)
    lines: list[Line] = []
    before: _Printed | None = None
    for piece in printed:
        is_cut = not cuts.isdisjoint((piece.start, piece.start - piece.indent, before.end if before else -1))
        if (
            before
            and not is_cut
            and _goes_on(text, before, piece, width, lines[-1])
            and not any(stands_alone(text[line.start : line.end]) for line in (before, piece))
        ):
            joined = Span(lines[-1].span.start, piece.end)
            lines[-1] = Line(joined, lines[-1].is_bullet, lines[-1].gap)
        else:
            lines.append(Line(Span(piece.start + piece.mark, piece.end), bool(piece.mark), piece.gap or not lines))
        before = piece
    return tuple(lines)


def _printed(text: str) -> Iterator[_Printed]:
    last_end = 0
    for match in _PRINTED.finditer(text):
        start, end = trim(text, match.start(), match.end())
        if start == end or not any(map(str.isalnum, text[start:end])):
            # A rule of dashes or stars says nothing, and divides as a blank line does.
            continue
        bullet = BULLET.match(text, start, end)
        gap = last_end > 0 and bool(
            re.search(r"[\n\v\f\x85\u2028\u2029][^\n]*[\n\v\f\x85\u2028\u2029]", text[last_end:start])
        )
        yield _Printed(start, end, start - match.start(), gap, bullet.end() - start if bullet else 0)
        last_end = end


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without white space and invisible marks at its ends."""
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return start, end


def _page_width(printed: list[_Printed]) -> int:
    """Return the width at which the text was broken, or 0 where every paragraph is one line."""
    broken = unbroken = width = 0
    for before, piece in pairwise(printed):
        if piece.gap or piece.mark:
            continue
        length = before.end - before.start
        if length <= _WIDEST_PAGE:
            broken += length
            width = max(width, before.indent + length)
        else:
            unbroken += length
    return width if broken > unbroken and width >= _NARROWEST_PAGE else 0


def _goes_on(text: str, before: _Printed, piece: _Printed, width: int, line: Line) -> bool:
    """Say whether a printed line carries on the one before it."""
    if piece.gap or piece.mark:
        return False
    if text[piece.start].islower() and not text[before.start : before.end].endswith(_STOPS):
        return True
    if line.is_bullet and piece.indent > before.indent and not before.mark:
        return True
    if not width:
        return False
    length = before.indent + before.end - before.start
    if line.span.start > 0 and length > _MOST * width and not text[before.start : before.end].endswith(_STOPS):
        return True
    # The usual sign: the next word did not fit. It alone counts for a first line, which may be a headline.
    word = _WORD.match(text, piece.start)
    return length + 1 + (word.end() - word.start() if word else 0) > width
