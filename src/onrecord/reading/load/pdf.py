"""PDF: the printed lines of all pages as paragraphs; pypdfium2 is imported here when needed.

A page says where each letter stands and nothing else. Lines are put into reading order by the white space between
them (XY-cut: Nagy & Seth 1984), what is printed on every page is left out, and lines are joined to paragraphs, in
which words broken at line ends are whole again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from onrecord.reading.document import BlockKind
from onrecord.reading.load import Loaded
from onrecord.reading.load.pieces import Piece, join_pieces, one_line
from onrecord.reading.load.printed import Line, in_reading_order, lines_of_page
from onrecord.reading.load.text import check_size, tidy
from onrecord.terms.errors import BadDocument

_HEAD_LINES = 3
"""How many lines at either end of a page may be a running head or foot."""

_SAME_HEIGHT = 4.0
"""Points."""

_PAGE_NUMBER = re.compile(r"(?:page\s+|p\.\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
_STOPPED = re.compile(r"[.!?:…][\"'”’)\]]*\Z")
_ITEM = re.compile(r"[•●◦▪■–—*-]\s|\(?\d{1,2}[.)]\s")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-\u00ad\u2010\ufffe\x02]\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LARGER = 1.15
_HEADLINE = 1.3
_WIDER_GAP = 1.35
_SHORT = 0.85
_INDENT = 0.8


@dataclass(frozen=True, slots=True)
class _Paragraph:
    words: str
    size: float


def load_pdf(data: bytes, name: str) -> Loaded:
    """Return the text of a PDF file: its largest words as the headline, other large ones as subheadings.

    Raises `BadDocument` for a file that is broken, locked with a password, or a picture of pages without text.
    """
    pages = list(_pages(data, name))
    lines = [line for page in _without_heads(pages) for line in page]
    if not lines:
        raise BadDocument(f"{name} is a PDF file without text, such as a scan: save the article as text and try again.")
    paragraphs = _paragraphs(lines)
    text, known = join_pieces(_kinds(paragraphs))
    check_size(len(text.encode("utf-8", "surrogatepass")), f"The text of {name}")
    title = next((block.span.of(text) for block in known if block.kind is BlockKind.HEADLINE), "")
    return Loaded(tidy(text, name), title, known=known)


def _pages(data: bytes, name: str) -> Iterator[list[Line]]:
    pdfium = _pdfium()
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise BadDocument(f"{name} is locked with a password: save it without one and try again.") from None
        raise BadDocument(f"{name} is a broken PDF file: save the article again, or as text.") from None
    try:
        size = 0
        for number in range(len(document)):
            try:
                page = document[number]
                lines = lines_of_page(page)
                page.close()
            except pdfium.PdfiumError:
                continue  # a page that is broken by itself; the others can be read
            size += sum(len(line.words) for line in lines)
            check_size(size, f"The text of {name}")
            yield in_reading_order(lines)
    finally:
        document.close()


def _pdfium() -> Any:
    try:
        import pypdfium2  # noqa: PLC0415 - an extra of 9 MB that only PDF files need
    except ImportError:
        raise BadDocument("PDF files need one more package: pip install 'onrecord[pdf]'.") from None
    return pypdfium2


def _without_heads(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """Yield the pages without what is printed at the top or the foot of most of them, and without page numbers."""
    seen = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    often = max(2, (len(pages) + 1) // 2)
    for page in pages:
        edges = {id(line) for line in _edges(page)}
        yield [
            line
            for line in page
            if id(line) not in edges
            or not (seen[_key(line)] >= often or (len(pages) > 1 and _PAGE_NUMBER.fullmatch(line.words)))
        ]


def _edges(page: Sequence[Line]) -> list[Line]:
    """Return the highest and the lowest lines of a page."""
    by_height = sorted(page, key=lambda line: -line.top)
    return by_height[:_HEAD_LINES] + by_height[_HEAD_LINES:][-_HEAD_LINES:]


def _key(line: Line) -> tuple[str, int]:
    """Return the words with their numbers left open, and how high they stand."""
    return re.sub(r"\d+", "#", line.words.casefold()), round(line.bottom / _SAME_HEIGHT)


def _paragraphs(lines: Sequence[Line]) -> list[_Paragraph]:
    """Join the lines of each paragraph."""
    pitch = median([a.bottom - b.bottom for a, b in _neighbours(lines)] or [0.0])
    words = _Words(line.words for line in lines)
    joined: list[_Paragraph] = []
    parts: list[str] = []
    before: Line | None = None
    for line in lines:
        if before is not None and not _goes_on(before, line, pitch):
            joined.append(_Paragraph("".join(parts), before.size))
            parts = []
        if parts:
            words.add(parts, line.words)
        else:
            parts = [line.words]
        before = line
    if before is not None:
        joined.append(_Paragraph("".join(parts), before.size))
    return joined


def _neighbours(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    for before, line in pairwise(lines):
        if before.column == line.column and 0 < before.bottom - line.bottom < 3 * before.size:
            yield before, line


def _goes_on(before: Line, line: Line, pitch: float) -> bool:
    """Say whether a line carries on the paragraph of the line before it."""
    if max(before.size, line.size) > _LARGER * min(before.size, line.size) or _ITEM.match(line.words):
        return False
    stopped = bool(_STOPPED.search(before.words))
    if before.column != line.column or line.bottom > before.bottom:
        # The next column or page: a sentence that has not ended goes on there.
        return not stopped and not line.words[0].isupper()
    if pitch and before.bottom - line.bottom > _WIDER_GAP * pitch:
        return False
    if stopped and line.left - before.left > _INDENT * line.size:
        return False
    return not (stopped and before.right - before.column[0] < _SHORT * (before.column[1] - before.column[0]))


class _Words:
    """The words of a document, by which a hyphen at a line's end is told from one that belongs to the word."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._seen = {word for line in lines for word in re.findall(r"[\w-]+", line.casefold())}

    def add(self, parts: list[str], following: str) -> None:
        """Put the next line behind the parts of a paragraph."""
        broken = _BROKEN_WORD.search(parts[-1])
        rest = _FIRST_WORD.match(following)
        if not broken or not rest:
            parts.append(f" {following}")
            return
        head, tail = broken[1], rest[0]
        mark = parts[-1][-1]
        parts[-1] = parts[-1][:-1]
        keeps = mark != "\u00ad" and not self._is_one_word(head, tail)
        parts.append(f"-{following}" if keeps else following)

    def _is_one_word(self, head: str, tail: str) -> bool:
        if f"{head}{tail}".casefold() in self._seen:
            return True
        if f"{head}-{tail}".casefold() in self._seen or not tail[0].islower():
            return False
        return not head.isupper()  # "AI-" and "US-" keep their hyphen


def _kinds(paragraphs: Sequence[_Paragraph]) -> Iterator[Piece]:
    """Yield the paragraphs with what their size says of them."""
    sizes = Counter[float]()
    for paragraph in paragraphs:
        sizes[round(paragraph.size, 1)] += len(paragraph.words)
    body = sizes.most_common(1)[0][0]
    largest = max(paragraph.size for paragraph in paragraphs)
    headline = next((p for p in paragraphs if p.size == largest), None) if largest >= _HEADLINE * body else None
    for paragraph in paragraphs:
        words = one_line(paragraph.words)
        if paragraph is headline:
            yield BlockKind.HEADLINE, words
        elif paragraph.size >= _LARGER * body and not _STOPPED.search(words):
            yield BlockKind.SUBHEADING, words
        elif match := _ITEM.match(words):
            yield BlockKind.BULLET, words[match.end() :] if not words[0].isdigit() else words
        elif words:
            yield None, words
