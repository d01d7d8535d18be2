"""A checked article as one self-contained page: no network, no need of scripts, fit for phone and paper."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from onrecord.checking.result import CheckedArticle, CheckedClaim, Finding, Series
from onrecord.reading.document import Block, Span
from onrecord.reading.spans import Spans
from onrecord.reports import words
from onrecord.reports.cards import Card, card_of
from onrecord.reports.charts import chart, say_period
from onrecord.reports.marks import Mark, Paragraph, paragraphs
from onrecord.reports.runs import Run, runs_of
from onrecord.reports.safe import visible, web_address
from onrecord.terms.labels import Label
from onrecord.terms.quantity import say_number
from onrecord.terms.time import say_day

if TYPE_CHECKING:
    import jinja2


SHOWN_CHARTS = 3
"""The charts of a claim that stand open; more of them are folded away, in their order."""


@dataclass(frozen=True, slots=True)
class Back:
    """A way back from a card to a place of the article."""

    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn series, with its values as a table for those who do not see the drawing."""

    series: Series
    drawing: str
    rows: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as the page shows it."""

    number: int
    checked: CheckedClaim
    card: Card
    charts: tuple[Chart, ...]
    backs: tuple[Back, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding as the page shows it; `places` pair a quote with the way to it."""

    number: int
    letter: str
    finding: Finding
    places: tuple[tuple[str, Back], ...]


@dataclass(frozen=True, slots=True)
class PrintedBlock:
    """A block of the article with its runs of marked text, ready to print."""

    kind: str
    parts: tuple[tuple[str, tuple[Run, ...]], ...]


def html_report(article: CheckedArticle) -> str:
    """Return the page.

    >>> from datetime import date
    >>> from onrecord.reading.document import Document
    >>> empty = CheckedArticle(Document("<b>Hm.</b>"), date(2025, 7, 25), date(2026, 11, 23), "v1")
    >>> page = html_report(empty)
    >>> page.startswith("<!doctype html>"), "&lt;b&gt;Hm.&lt;/b&gt;" in page
    (True, True)
    """
    marks = _marks(article)
    blocks = paragraphs(article.document, marks)
    parts = [pieces for block in blocks for _, pieces in block.parts]
    found = {mark for pieces in parts for piece in pieces for mark in piece.marks}
    placed = Spans(article.document.blocks)
    labels = {number: checked.now.label for number, checked in enumerate(article.claims, 1)}
    printed = [_printed(block, labels) for block in blocks]
    has_headline = bool(printed) and printed[0].kind == "headline"
    style, script = asset("article.css"), asset("article.js")
    return render_template(
        "article.html",
        words=words,
        shown_charts=SHOWN_CHARTS,
        article=article,
        style=style,
        script=script,
        style_hash=digest(style),
        script_hash=digest(script),
        title=words.headline(article),
        headline=printed[0] if has_headline else None,
        blocks=grouped(printed[1:] if has_headline else printed),
        claims=[_claim_view(n, checked, article, placed, found) for n, checked in enumerate(article.claims, 1)],
        findings=[_finding_view(n, finding, placed, found) for n, finding in enumerate(article.findings, 1)],
        counts=words.counts(article),
    )


def _marks(article: CheckedArticle) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for number, checked in enumerate(article.claims, 1):
        places = checked.claim.places or (checked.claim.span,)
        marks += (Mark("claim", number, place, span) for place, span in enumerate(dict.fromkeys(places)))
    for number, finding in enumerate(article.findings, 1):
        marks += (Mark("finding", number, place, item.span) for place, item in enumerate(finding.places))
    length = len(article.document.text)
    return tuple(mark for mark in marks if 0 <= mark.span.start < mark.span.end <= length)


def _printed(block: Paragraph, labels: dict[int, Label]) -> PrintedBlock:
    return PrintedBlock(block.kind, tuple((kind, runs_of(pieces, labels)) for kind, pieces in block.parts))


class Printed(Protocol):
    """A block of any page."""

    @property
    def kind(self) -> str:
        """What the block is for."""
        ...


B = TypeVar("B", bound=Printed)


def grouped(blocks: Iterable[B]) -> list[tuple[str, list[B]]]:
    """Put bullets that follow one another into one list."""
    groups: list[tuple[str, list[B]]] = []
    for block in blocks:
        if block.kind == "bullet" and groups and groups[-1][0] == "bullet":
            groups[-1][1].append(block)
        else:
            groups.append((block.kind, [block]))
    return groups


def _claim_view(
    number: int, checked: CheckedClaim, article: CheckedArticle, blocks: Spans[Block], found: set[Mark]
) -> ClaimView:
    places = dict.fromkeys(checked.claim.places or (checked.claim.span,))
    backs = tuple(
        Back(f"#c{number}p{place}", _where(blocks, span))
        for place, span in enumerate(places)
        if Mark("claim", number, place, span) in found
    )
    charts = tuple(
        Chart(series, drawing, _rows(series))
        for index, series in enumerate(checked.series, 1)
        if (drawing := chart(series, article.then, f"chart-{number}-{index}"))
    )
    return ClaimView(number, checked, card_of(checked), charts, backs)


def _finding_view(number: int, finding: Finding, blocks: Spans[Block], found: set[Mark]) -> FindingView:
    places = tuple(
        (
            item.quote,
            Back(
                f"#f{number}p{place}" if Mark("finding", number, place, item.span) in found else "",
                _where(blocks, item.span),
            ),
        )
        for place, item in enumerate(finding.places)
    )
    return FindingView(number, words.say_letter(number), finding, places)


def _rows(series: Series) -> tuple[tuple[str, str, bool], ...]:
    points = sorted(series.points, key=lambda point: (point.start, point.end))
    return tuple((say_period(point), say_number(point.value, series.unit), point.known) for point in points)


_PLACES = {"headline": "headline", "bullet": "summary", "subheading": "subheading", "text": "text"}


def _where(blocks: Spans[Block], span: Span) -> str:
    kinds = (block.kind.value for block in blocks.overlapping(span))
    return _PLACES.get(next(kinds, "text"), "text")


def asset(name: str) -> str:
    """Return a style sheet or a script of the pages."""
    return files("onrecord.reports").joinpath("templates", name).read_text(encoding="utf-8").strip()


def digest(text: str) -> str:
    """Return the hash by which the page's policy allows this style or script, and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def render_template(name: str, /, *, style: str, script: str, **values: Any) -> str:
    """Fill in a page; whatever is not our own is escaped."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    # What is marked safe is ours: the style sheet, the script, and drawings whose words `charts` escaped.
    template = _environment().get_template(name)
    values |= {"style": Markup(style), "script": Markup(script)}  # noqa: S704
    page = template.render(**values)
    return page.strip() + "\n"


@cache
def _environment() -> jinja2.Environment:
    """Return the one set of templates of this process; nothing of an article stays in it."""
    import jinja2  # noqa: PLC0415 - a tenth of a second that the other formats need not pay
    from markupsafe import Markup  # noqa: PLC0415

    def shown(value: Any) -> Any:
        return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("onrecord.reports"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": say_day,
        "published": words.say_published,
        "address": web_address,
        "drawing": Markup,
    }
    return environment
