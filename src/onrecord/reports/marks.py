"""Where the marks of an article go: spans that nest and overlap, cut into pieces that do not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.reading.document import BlockKind, Document, Span
from onrecord.reading.spans import Spans


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be marked: the claim or finding (`kind`) with that number, at its `place`-th place."""

    kind: str
    number: int
    place: int
    span: Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks, outermost first; `first` and `last` begin and end with it."""

    text: str
    start: int
    marks: tuple[Mark, ...]
    first: tuple[Mark, ...] = ()
    last: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block as a report prints it; `kind` is a `BlockKind` or `text`, each part a kind with its pieces."""

    kind: str
    parts: tuple[tuple[str, tuple[Piece, ...]], ...]


def cut(text: str, span: Span, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """Cut a stretch of text at every border of a mark.

    >>> pieces = cut("abcdef", Span(0, 6), [Mark("claim", 1, 0, Span(1, 5)), Mark("claim", 2, 0, Span(2, 3))])
    >>> [(piece.text, [mark.number for mark in piece.marks]) for piece in pieces]
    [('a', []), ('b', [1]), ('c', [1, 2]), ('de', [1]), ('f', [])]
    """
    inside = sorted((mark for mark in marks if mark.span.overlaps(span)), key=lambda mark: mark.span.start)
    borders = {span.start, span.end}
    for mark in inside:
        borders |= {max(mark.span.start, span.start), min(mark.span.end, span.end)}
    pieces: list[Piece] = []
    # An article may have thousands of marks: only those that are open at a place are looked at there.
    open_marks: list[Mark] = []
    coming = iter(inside)
    following = next(coming, None)
    for low, high in pairwise(sorted(borders)):
        while following is not None and following.span.start <= low:
            open_marks.append(following)
            following = next(coming, None)
        open_marks = [mark for mark in open_marks if high <= mark.span.end]
        pieces.append(Piece(text[low:high], low, tuple(sorted(open_marks, key=_outermost_first))))
    return tuple(pieces)


def _outermost_first(mark: Mark) -> tuple[int, str, int, int]:
    return mark.span.start - mark.span.end, mark.kind, mark.number, mark.place


def paragraphs(document: Document, marks: Sequence[Mark]) -> tuple[Paragraph, ...]:
    """Return the whole article in paragraphs of marked pieces, in the order of the text.

    A dateline is put into the paragraph that it opens. Text that stands in no block is kept, except for the signs
    that lead bullets in.
    """
    stretches, placed = _stretches(document), Spans(marks)
    ends = _ends(document, stretches, placed)
    printed: list[Paragraph] = []
    dateline_end: int | None = None
    for kind, span in stretches:
        pieces = tuple(
            replace(
                piece,
                first=tuple(mark for mark in piece.marks if ends[mark][0] == piece.start),
                last=tuple(mark for mark in piece.marks if ends[mark][1] == piece.start),
            )
            for piece in cut(document.text, span, placed.overlapping(span))
        )
        if dateline_end is not None and "\n" not in document.text[dateline_end : span.start]:
            printed[-1] = Paragraph(kind, (*printed[-1].parts, (kind, pieces)))
        else:
            printed.append(Paragraph(kind, ((kind, pieces),)))
        dateline_end = span.end if kind == BlockKind.DATELINE else None
    return tuple(printed)


def _ends(document: Document, stretches: Sequence[tuple[str, Span]], marks: Spans[Mark]) -> dict[Mark, tuple[int, int]]:
    """Find the pieces in which each mark begins and ends, for a mark may run over a gap between blocks."""
    ends: dict[Mark, tuple[int, int]] = {}
    for _, span in stretches:
        for piece in cut(document.text, span, marks.overlapping(span)):
            for mark in piece.marks:
                ends[mark] = (ends.get(mark, (piece.start, 0))[0], piece.start)
    return ends


def _stretches(document: Document) -> tuple[tuple[str, Span], ...]:
    found: list[tuple[str, Span]] = []
    position = 0
    for block in sorted(document.blocks, key=lambda block: block.span):
        if block.span.start < position or block.span.end <= block.span.start:
            continue
        found += _loose(document.text, position, block.span.start, blocks=True)
        found.append((block.kind.value, block.span))
        position = block.span.end
    found += _loose(document.text, position, len(document.text), blocks=bool(document.blocks))
    return tuple(found)


def _loose(text: str, start: int, end: int, *, blocks: bool) -> list[tuple[str, Span]]:
    """Split text outside of blocks at empty lines; where there are blocks, bare signs are dropped."""
    found = []
    position = start
    for part in text[start:end].split("\n\n"):
        words = part.strip()
        if words and (not blocks or any(character.isalnum() for character in words)):
            low = position + part.index(words)
            found.append(("text", Span(low, low + len(words))))
        position += len(part) + 2
    return found
