"""A comparison as one self-contained page: the families, and each copy beside its source, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.copies.align import Alignment
from onrecord.copies.result import Compared, Family, Link, Traced
from onrecord.copies.sides import Fate, lay_out
from onrecord.copies.spans import Origin, OriginSpan
from onrecord.copies.trace import MOST_WORDS
from onrecord.copies.words import Words, words_of
from onrecord.reading.document import Span
from onrecord.reports.copies import words
from onrecord.reports.html import asset, digest, render_template

MOST = 120
"""Copies that are laid beside their source; a page with more of them would be too heavy to open."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one mark: their origin, whether a changed fact stands there, and the numbers of those that end."""

    text: str
    origin: str
    lost: bool = False
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as the page shows it; `other` is its number on the other side, `opens` where a paragraph begins."""

    number: int
    fate: str
    pieces: tuple[Piece, ...]
    other: int | None
    moved: bool
    opens: bool


@dataclass(frozen=True, slots=True)
class Laid:
    """A copy beside its first source."""

    one: Traced
    link: Link
    copy: tuple[Line, ...]
    source: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class FamilyView:
    """A family as the page shows it."""

    family: Family
    members: tuple[Traced, ...]


def copies_page(compared: Compared, missing: Sequence[str] = ()) -> str:
    """Return the page.

    >>> page = copies_page(Compared((), (), ()))
    >>> page.startswith("<!doctype html>"), "No articles." in page
    (True, True)
    """
    families = sorted(compared.families, key=lambda family: (-len(family.members), family.head))
    views = [
        FamilyView(family, tuple(compared.traced[n] for n in family.members if n != family.head)) for family in families
    ]
    within = [one for view in views for one in view.members]
    outside = [one for one in compared.traced if one.links and compared.family_of(one.number) is None]
    laid = {one.number: _laid(compared, one) for one in [*within, *outside][:MOST] if one.links}
    style = asset("copies.css")
    return render_template(
        "copies.html",
        style=style,
        script="",
        style_hash=digest(style),
        compared=compared,
        views=views,
        outside=outside,
        similar=[one for one in compared.traced if one.similar],
        laid=laid,
        missing=list(missing),
        words=words,
        unlaid=max(0, len(within) + len(outside) - MOST),
    )


def _laid(compared: Compared, one: Traced) -> Laid:
    link = one.links[0]
    copy = words_of(compared.articles[one.number].document.text, MOST_WORDS)
    source = words_of(compared.articles[link.source].document.text, MOST_WORDS)
    sides = lay_out(Alignment(copy, (source,)))
    mine = _sentence_spans(copy)
    theirs = _sentence_spans(source)
    back: dict[int, int] = {}
    for side in sides.copy:
        for behind in side.behind[:1]:
            back.setdefault(behind, side.sentence)
    dropped = set(sides.dropped)
    losses = [(loss.copy, number) for number, loss in enumerate(one.losses, 1)]
    lost = [(loss.source, number) for number, loss in enumerate(one.losses, 1)]
    left = tuple(
        Line(
            number + 1,
            (Fate.DROPPED if number in dropped else Fate.KEPT).value,
            tuple(_marked(source.text, span, (), lost)),
            back[number] + 1 if number in back else None,
            False,
            _opens(source.text, theirs, number),
        )
        for number, span in enumerate(theirs)
    )
    right = tuple(
        Line(
            side.sentence + 1,
            side.fate.value,
            tuple(_marked(copy.text, mine[side.sentence], one.spans, losses)),
            side.behind[0] + 1 if side.behind else None,
            side.moved,
            _opens(copy.text, mine, side.sentence),
        )
        for side in sides.copy
    )
    return Laid(one, link, right, left)


def _sentence_spans(of: Words) -> list[Span]:
    """Return the sentences with the marks around their words; together they leave out nothing but white space."""
    starts = [of.spans[first].start for first, _ in of.sentences]
    spans: list[Span] = []
    for number, (first, end) in enumerate(of.sentences):
        limit = starts[number + 1] if number + 1 < len(starts) else len(of.text)
        stop = of.spans[end - 1].end
        while stop < limit and not of.text[stop].isspace():
            stop += 1
        start = of.spans[first].start
        while start > 0 and not of.text[start - 1].isspace() and (not spans or start > spans[-1].end):
            start -= 1
        spans.append(Span(start, stop))
    return spans


def _opens(text: str, spans: Sequence[Span], number: int) -> bool:
    return number == 0 or "\n" in text[spans[number - 1].end : spans[number].start]


def _marked(
    text: str, span: Span, origins: Sequence[OriginSpan], losses: Sequence[tuple[Span, int]]
) -> Iterator[Piece]:
    """Yield the pieces of a sentence, cut where a mark begins or ends; a fact that fills the sentence marks its end."""
    narrow = [(loss, number) for loss, number in losses if loss.end - loss.start < span.end - span.start]
    cuts = {span.start, span.end}
    for other in [*(one.span for one in origins), *(loss for loss, _ in narrow)]:
        cuts |= {at for at in (other.start, other.end) if span.start < at < span.end}
    ordered = sorted(cuts)
    shown: set[int] = set()
    for start, end in pairwise(ordered):
        origin = next((one.origin for one in origins if one.span.start <= start < one.span.end), None)
        here = [(loss, number) for loss, number in narrow if loss.start <= start < loss.end]
        ends = tuple(number for loss, number in here if end == min(loss.end, span.end))
        shown |= set(ends)
        yield Piece(text[start:end], _class(origin), bool(here), ends)
    whole = tuple(n for loss, n in losses if n not in shown and span.start <= loss.start < span.end)
    if whole:
        yield Piece("", "", True, whole)


def _class(origin: Origin | None) -> str:
    return {Origin.VERBATIM: "o-verbatim", Origin.REWRITE: "o-rewritten", Origin.NEW: "o-new", None: ""}[origin]
