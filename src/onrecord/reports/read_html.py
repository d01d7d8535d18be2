"""A read document as one self-contained page: its text with every mention and claim marked, and what each is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.reading.annotate import Annotated
from onrecord.reading.claims.claim import Claim
from onrecord.reading.spans import HasSpan
from onrecord.reports import read_words, words
from onrecord.reports.html import asset, digest, grouped, render_template
from onrecord.reports.marks import Mark, Piece, paragraphs
from onrecord.reports.read_terminal import marks_of


@dataclass(frozen=True, slots=True)
class Tag:
    """An element around words: a link to the card of a claim where `href` is given; `title` says what it is."""

    classes: str
    id: str
    title: str
    href: str = ""

    @property
    def tag(self) -> str:
        """The name of the element."""
        return "a" if self.href else "span"


@dataclass(frozen=True, slots=True)
class MarkedRun:
    """Words with their elements, outermost first, and the numbers of the claims that end behind them."""

    text: str
    elements: tuple[Tag, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A block of the text with its runs, ready to print."""

    kind: str
    parts: tuple[tuple[str, tuple[MarkedRun, ...]], ...]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as the page shows it."""

    number: int
    claim: Claim
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A mention as the page shows it, with the way back to its place."""

    quote: str
    meaning: str
    href: str


def read_html(found: Annotated) -> str:
    """Return the page.

    >>> from onrecord.reading.document import Document
    >>> page = read_html(Annotated(Document("<b>Hm.</b>"), "v1", (), (), (), (), ()))
    >>> page.startswith("<!doctype html>"), "&lt;b&gt;Hm.&lt;/b&gt;" in page
    (True, True)
    """
    document = found.document
    meanings = _meanings(found)
    blocks = [
        ReadBlock(block.kind, tuple((kind, tuple(_runs(pieces, meanings))) for kind, pieces in block.parts))
        for block in paragraphs(document, marks_of(found))
    ]
    has_headline = bool(blocks) and blocks[0].kind == "headline"
    style, script = f"{asset('article.css')}\n{asset('read.css')}", asset("article.js")
    return render_template(
        "read.html",
        found=found,
        document=document,
        style=style,
        script=script,
        style_hash=digest(style),
        script_hash=digest(script),
        title=read_words.say_title(document),
        origin=read_words.say_from(document),
        counted=read_words.say_found(found),
        headline=blocks[0] if has_headline else None,
        blocks=grouped(blocks[1:] if has_headline else blocks),
        claims=[ClaimRow(n, claim, read_words.details_of(claim)) for n, claim in enumerate(found.claims, 1)],
        tables={title: rows for title, rows in _tables(found, meanings).items() if rows},
        words=words,
    )


def _meanings(found: Annotated) -> Mapping[tuple[str, int], str]:
    """Return what every mark means, by its kind and number."""
    said = {("claim", n): words.about(claim) for n, claim in enumerate(found.claims, 1)}
    said |= {("name", n): read_words.say_name(it) for n, it in enumerate(found.all_names, 1)}
    said |= {("date", n): read_words.say_date(it) for n, it in enumerate(found.dates, 1)}
    return said | {("number", n): read_words.say_quantity(it) for n, it in enumerate(found.quantities, 1)}


def _runs(pieces: Iterable[Piece], meanings: Mapping[tuple[str, int], str]) -> Iterable[MarkedRun]:
    for piece in pieces:
        claims = [mark for mark in piece.marks if mark.kind == "claim"]
        elements = []
        for mark in piece.marks:
            id_ = _id(mark) if mark in piece.first else ""
            if mark.kind != "claim":
                elements.append(Tag(f"m-{mark.kind}", id_, meanings[mark.kind, mark.number]))
                continue
            depth = min(len(claims) - 1 - claims.index(mark), 3)
            href = f"#claim-{mark.number}" if mark is claims[-1] else ""
            elements.append(Tag(f"mark v-read d{depth}", id_, meanings["claim", mark.number], href))
        ends = tuple(mark.number for mark in reversed(piece.last) if mark.kind == "claim")
        yield MarkedRun(piece.text, tuple(elements), ends)


def _id(mark: Mark) -> str:
    return f"{mark.kind[0]}{mark.number}p{mark.place}"


def _tables(found: Annotated, meanings: Mapping[tuple[str, int], str]) -> dict[str, list[MentionRow]]:
    def rows(kind: str, items: Iterable[HasSpan]) -> list[MentionRow]:
        return [
            MentionRow(found.document.quote(item.span), meanings[kind, n], f"#{kind[0]}{n}p0")
            for n, item in enumerate(items, 1)
        ]

    return {
        "Names": rows("name", found.all_names),
        "Dates": rows("date", found.dates),
        "Quantities": rows("number", found.quantities),
    }
