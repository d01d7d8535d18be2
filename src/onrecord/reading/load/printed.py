"""The printed lines of a PDF page, and the order in which they are read."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

_COLUMN_GAP = 1.5
"""White space in a line, in letter heights, that divides columns."""

_GUTTER = 0.6
_DEEPEST = 8
_FEWEST = 3
"""Lines on each side of a gutter that make columns of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line in points from the lower left corner of its page, with the column that it stands in."""

    words: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    column: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


def lines_of_page(page: Any) -> list[Line]:
    """Return the lines of a page of pypdfium2 as its file gives them; a gap as wide as a gutter divides a line."""
    lines: list[Line] = []
    letters: list[_Letter] = []
    last: _Letter | None = None
    for letter in _letters(page):
        if letter is None or (last is not None and _is_apart(last, letter)):
            _finish(letters, lines)
            letters, last = [], None
        if letter is not None:
            letters.append(letter)
            # A space has no place of its own in many files.
            last = letter if letter.text.strip() else last
    _finish(letters, lines)
    return lines


def _letters(page: Any) -> list[_Letter | None]:
    """Return the letters of a page, None where a line ends."""
    from pypdfium2 import raw  # noqa: PLC0415 - see `pdf`

    text = page.get_textpage()
    found: list[_Letter | None] = []
    edges = [ctypes.c_double() for _ in range(4)]
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in {10, 13}:
            found.append(None)
            continue
        if not code:
            continue
        raw.FPDFText_GetCharBox(text, index, edges[0], edges[1], edges[2], edges[3])
        left, right, bottom, top = (edge.value for edge in edges)
        found.append(_Letter(chr(code), left, right, bottom, top, raw.FPDFText_GetFontSize(text, index)))
    text.close()
    return found


def _is_apart(before: _Letter, letter: _Letter) -> bool:
    gap = letter.left - before.right
    height = max(before.size, 1.0)
    return bool(letter.text.strip()) and (gap > _COLUMN_GAP * height or letter.left < before.left - 2 * height)


def _finish(letters: list[_Letter], lines: list[Line]) -> None:
    shown = [letter for letter in letters if letter.text.strip()]
    if not shown:
        return
    joined = "".join(letter.text for letter in letters)
    # pdfium gives halves of characters beyond the first plane one after the other.
    whole = joined.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    words = " ".join("".join(c for c in whole if c.isprintable() or c.isspace() or c in "\x02\ufffe\u00ad").split())
    words = "".join(unicodedata.normalize("NFKC", c) if "\ufb00" <= c <= "\ufb06" else c for c in words)
    if words:
        lines.append(
            Line(
                words,
                min(letter.left for letter in shown),
                max(letter.right for letter in shown),
                min(letter.bottom for letter in shown),
                max(letter.top for letter in shown),
                max(letter.size for letter in shown),
            )
        )


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return the lines column by column, each with the borders of its column.

    >>> two = [Line(w, x, x + 90, y, y + 9, 10) for y in (30, 20, 10) for w, x in (("l", 0), ("r", 110))]
    >>> "".join(line.words for line in in_reading_order(two))
    'lllrrr'
    """
    return _cut(list(lines), 0)


def _cut(lines: list[Line], depth: int) -> list[Line]:
    gutter = _gutter(lines) if depth < _DEEPEST and len(lines) >= 2 * _FEWEST else None
    if gutter is None:
        column = (min((line.left for line in lines), default=0.0), max((line.right for line in lines), default=0.0))
        return [replace(line, column=column) for line in lines]
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []

    def band() -> None:
        for side in (left, right):
            ordered.extend(_cut(side, depth + 1) if side else [])
            side.clear()

    # A line across the gutter (a headline, a figure's caption) ends what stands above it in both columns.
    for line in sorted(lines, key=lambda line: -line.top):
        if line.right <= gutter:
            left.append(line)
        elif line.left >= gutter:
            right.append(line)
        else:
            band()
            ordered += _cut([line], _DEEPEST)
    band()
    return ordered


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return where a column of white space divides the lines; None where hardly any line keeps clear of it."""
    starts, ends = sorted(line.left for line in lines), sorted(line.right for line in lines)
    # At a line's right end: `before` lines have ended there, `behind` are still to begin, the others lie across.
    best: tuple[int, float] | None = None
    behind_at = 0
    for before, end in enumerate(ends, 1):
        while behind_at < len(starts) and starts[behind_at] < end:
            behind_at += 1
        behind = len(starts) - behind_at
        across = len(lines) - before - behind
        if min(before, behind) < _FEWEST or before + behind < _GUTTER * len(lines):
            continue
        if best is None or across < best[0]:
            best = (across, end)
    return best[1] if best else None
