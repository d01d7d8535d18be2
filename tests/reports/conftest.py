"""A checked article made by hand, with everything that a report must be able to show.

The fair, the firm and the numbers are invented; only the shape is that of a real check.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from onrecord.checking.result import (
    CheckedArticle,
    CheckedClaim,
    Definition,
    Evidence,
    Finding,
    Place,
    Point,
    Query,
    Series,
    SourceLine,
    Verdict,
)
from onrecord.reading.claims.claim import Claim, ClaimType, Modality
from onrecord.reading.document import Block, BlockKind, Document, Span
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Interval, Quantity
from onrecord.terms.time import FAR_FUTURE, Period

THEN, NOW = date(2025, 5, 12), date(2026, 11, 23)

HEADLINE = "Robot fair opens in Lisbon as rivals circle"
BULLETS = (
    "Attendance may hit a record, the organisers say",
    "Use of the Caravel models has slowed since spring",
)
DATELINE = "Harbour Daily, Monday, May 12, 2025-"
PARAGRAPHS = (
    "The Iberian Robotics Fair, which will be held this week in Lisbon, is the largest of its kind.",
    "Attendance may hit a record, the organisers say, after more than 41,000 visitors came last year.",
    (
        "Use of the Caravel models has slowed since spring, while its maker Nau Labs prepares Caravel 3, "
        "which has not yet appeared."
    ),
    (
        "The Porto fairground opens its doors on Thursday. Minister Ana Duarte will open the fair "
        "<script>alert('x')</script> on the first day & stay for the debate."
    ),
    "Portugal wants robotics to be a €4 billion industry by 2030. It is a defining moment for the region.",
    (
        "A reader wrote: \x1b[31mred alert\x1b[0m, [bold red]act now[/bold red], \u202ereversed\u202c and "
        "*starred* `code` [click](javascript:alert(1)) | pipes."
    ),
)
FOOTER = "© 2025 Harbour Daily. All rights reserved."


def _document() -> Document:
    blocks: list[Block] = []
    text = ""

    def add(kind: BlockKind, words: str, lead: str = "", after: str = "\n\n") -> None:
        nonlocal text
        text += lead
        blocks.append(Block(kind, Span(len(text), len(text) + len(words))))
        text += words + after

    add(BlockKind.HEADLINE, HEADLINE)
    add(BlockKind.CATEGORY, "Technology | Europe")
    add(BlockKind.SUMMARY_LABEL, "In brief")
    for bullet in BULLETS:
        add(BlockKind.BULLET, bullet, lead="  • ", after="\n")
    text += "\n"
    add(BlockKind.DATELINE, DATELINE, after=" ")
    for paragraph in PARAGRAPHS:
        add(BlockKind.PARAGRAPH, paragraph)
    add(BlockKind.FOOTER, FOOTER, after="")
    return Document(
        text,
        HEADLINE,
        "Harbour Daily",
        THEN,
        "https://harbour-daily.example/2025/05/12/fair",
        tuple(blocks),
    )


def _spans(document: Document, words: str) -> tuple[Span, ...]:
    """Find every place of the words, the body before headline and bullets."""
    found = []
    start = document.text.find(words)
    while start >= 0:
        found.append(Span(start, start + len(words)))
        start = document.text.find(words, start + 1)
    body = next(block.span.start for block in document.blocks if block.kind is BlockKind.DATELINE)
    return tuple(sorted(found, key=lambda span: (span.start < body, span.start)))


def _claim(document: Document, kind: ClaimType, words: str, subject: str, name: str, **more: object) -> Claim:
    spans = _spans(document, words)
    return Claim(kind, spans[0], words, subject, name, places=spans, **more)  # type: ignore[arg-type]


FAIR_SITE = SourceLine(
    "fair-2025",
    "Iberian Robotics Fair",
    "2025-03-03",
    "O",
    "https://fair.example/programme?year=2025&lang=en",
)
GAZETTE = SourceLine("gazette-close", "Porto Gazette", "2025-05-19", "M", "https://gazette.example/close")
MIRROR = SourceLine("mirror-1", "Notícias do Norte", "2025-05-18", "S")
EVIL = SourceLine("evil", "<b>Evil</b> [red]Weekly[/red]", "unknown", "W", "javascript:alert(document.domain)")
STORE = SourceLine("store", "AppGauge", "2025-05-02", "M", "https://appgauge.example/q1")
GRID = SourceLine("grid", "ModelGrid", "2025-05-11", "S", "https://modelgrid.example/weeks")


def _series() -> tuple[Series, ...]:
    quarters = (
        Point(date(2024, 7, 1), date(2024, 10, 1), 4.2e6),
        Point(date(2024, 10, 1), date(2025, 1, 1), 8.9e6),
        Point(date(2025, 1, 1), date(2025, 4, 1), 7.1e6),
        Point(date(2025, 4, 1), date(2025, 7, 1), 3.3e6, known=False),
    )
    first = date(2024, 12, 2)
    weeks = tuple(
        Point(
            first + timedelta(7 * week),
            first + timedelta(7 * week + 7),
            2e10 + 3e9 * week - (week % 5) * 2e9,
            known=first + timedelta(7 * week + 7) <= THEN,
        )
        for week in range(36)
    )
    return (
        Series("app-downloads", "Monthly downloads of the Caravel app", "downloads", quarters, "AppGauge"),
        Series("grid-tokens", "Caravel models on ModelGrid, tokens a week", "tokens", weeks, "ModelGrid"),
    )


def _same(label: Label, summary: str, **more: object) -> tuple[Verdict, Verdict]:
    return Verdict(label, THEN, summary, **more), Verdict(label, NOW, summary, **more)  # type: ignore[arg-type]


def _place(document: Document) -> CheckedClaim:
    claim = _claim(
        document,
        ClaimType.EVENT_PLACE,
        "will be held this week in Lisbon",
        "iberian-robotics-fair",
        "Iberian Robotics Fair",
        modality=Modality.FORECAST,
        period=Period.parse("2025-05-12/2025-05-18"),
        details={"place": "lisbon", "period": Period.parse("2025-05-12/2025-05-18")},
    )
    head = Span(0, len(HEADLINE) - len(" as rivals circle"))
    claim = Claim(
        claim.type,
        claim.span,
        claim.quote,
        claim.subject,
        claim.subject_name,
        claim.modality,
        period=claim.period,
        places=(claim.span, head),
        details=claim.details,
    )
    evidence = (
        Evidence(
            "The fair’s programme names the Porto fairground, 15 to 18 May 2025.",
            (FAIR_SITE,),
            date(2025, 3, 3),
        ),
        Evidence(
            "Every edition since 2016 was held in Porto.",
            (FAIR_SITE,),
            date(2024, 5, 20),
            "act",
            decisive=False,
        ),
    )
    sql = "SELECT place, period_start\nFROM events\nWHERE series = $series AND published_at <= $as_of"
    then, now = _same(
        Label.REFUTED,
        "The fair of 2025 was announced for Porto, and every edition on record was held there.",
        evidence=evidence,
        queries=(Query("Where was the fair of 2025 to be held, as of the day?", sql, (("series", claim.subject),)),),
    )
    return CheckedClaim(claim, then, now)


def _week(document: Document) -> CheckedClaim:
    claim = _claim(
        document,
        ClaimType.EVENT_DATE,
        "this week",
        "iberian-robotics-fair",
        "Iberian Robotics Fair",
        period=Period.parse("2025-05-12/2025-05-18"),
    )
    evidence = (Evidence("The fair ran from 15 to 18 May 2025.", (FAIR_SITE, MIRROR), date(2025, 3, 3)),)
    return CheckedClaim(claim, *_same(Label.SUPPORTED, "15 to 18 May 2025 lie in that week.", evidence=evidence))


def _record(document: Document) -> CheckedClaim:
    claim = _claim(
        document,
        ClaimType.EXTREME,
        "Attendance may hit a record",
        "iberian-robotics-fair",
        "Iberian Robotics Fair",
        modality=Modality.FORECAST,
        speaker="the organisers",
        details={
            "to_beat": Quantity(41000, "visits", "over", Interval(41000, float("inf"))),
            "kinds": {"b", "a"},
        },
    )
    before = Evidence("Over 41,000 visits in 2024, the most on record.", (FAIR_SITE,), date(2024, 5, 20))
    after = Evidence(
        "An estimated 47,500 visits at the close.",
        (GAZETTE,),
        date(2025, 5, 19),
        note="An estimate of the organisers.",
    )
    then = Verdict(
        Label.NOT_ENOUGH,
        THEN,
        "Open on that day: the fair had not begun. The number to beat was over 41,000 (2024).",
        (before,),
        missing="The number of visits in 2025, due after 18 May 2025.",
    )
    now = Verdict(
        Label.SUPPORTED,
        NOW,
        "An estimated 47,500 came, more than in any year before.",
        (before, after),
        one_source=True,
    )
    return CheckedClaim(claim, then, now)


def _slowed(document: Document) -> CheckedClaim:
    claim = _claim(
        document,
        ClaimType.TREND,
        "Use of the Caravel models has slowed since spring",
        "caravel",
        "Caravel models",
        period=Period(date(2025, 3, 1), FAR_FUTURE),
    )
    downloads = Definition(
        "App downloads",
        True,
        "8.9 million a month in Q4 2024, 7.1 million in Q1 2025: down 20.2%",
        sources=(STORE,),
        series="app-downloads",
    )
    later = Definition(
        "App downloads",
        True,
        "7.1 million a month in Q1 2025, 3.3 million in Q2 2025: down 53.5%",
        sources=(STORE,),
        series="app-downloads",
    )
    tokens = Definition(
        "ModelGrid tokens a week",
        False,
        "79 billion in the week to 11 May 2025, the most of any week until then",
        "The week was shown by its publisher then and read later.",
        (GRID,),
        "grid-tokens",
    )
    visits = Definition("Web visits", None, "no value after March 2025", "", (EVIL,))
    gone = Definition("Pull counts", None, "not tried: the counter was not yet read")
    came = Definition("Pull counts", True, "1.2 million in April, 0.9 million in May: down 25%", "", (MIRROR,))
    query = Query(
        "How did each measure of use of the Caravel models move over the last two periods known on the day?",
        "SELECT metric, value\nFROM as_of($as_of)\nWHERE entity IN ('caravel', 'caravel-app') -- ```",
        (("as_of", "2025-05-12"),),
    )
    then = Verdict(
        Label.CONFLICTING,
        THEN,
        "Down by app downloads, up to a record by tokens on ModelGrid.",
        definitions=(downloads, tokens, visits, gone),
        queries=(query,),
    )
    now = Verdict(
        Label.CONFLICTING,
        NOW,
        "Down by app downloads and pulls, up to a record by tokens on ModelGrid.",
        definitions=(later, tokens, visits, came),
        queries=(query,),
    )
    return CheckedClaim(claim, then, now, _series())


def _not_yet(document: Document) -> CheckedClaim:
    claim = _claim(
        document,
        ClaimType.ABSENCE_OF_RELEASE,
        "Caravel 3, which has not yet appeared",
        "caravel-3",
        "Caravel 3",
    )
    evidence = (
        Evidence(
            "Caravel 2 came out on 14 November 2024, 179 days before the article.",
            (GRID,),
            date(2024, 11, 14),
            "act",
        ),
    )
    then, now = _same(
        Label.SUPPORTED,
        "No release was on record on that day; the record watched the maker’s releases.",
        evidence=evidence,
    )
    return CheckedClaim(claim, then, now)


def _minister(document: Document) -> CheckedClaim:
    words = "Minister Ana Duarte will open the fair <script>alert('x')</script> on the first day"
    claim = _claim(document, ClaimType.ATTENDANCE, words, "ana-duarte", "Ana Duarte", modality=Modality.FORECAST)
    missing = "A list of speakers or a report of the opening."
    return CheckedClaim(
        claim, *_same(Label.NOT_ENOUGH, "No source on record says who opened the fair.", missing=missing)
    )


def _target(document: Document) -> CheckedClaim:
    claim = _claim(
        document,
        ClaimType.TARGET,
        "Portugal wants robotics to be a €4 billion industry by 2030",
        "portugal",
        "Portugal",
        period=Period.parse("2030"),
    )
    evidence = (
        Evidence("The national plan aims at €2.5 billion by 2030.", (EVIL, MIRROR), date(2024, 2, 1), "recorded"),
    )
    return CheckedClaim(claim, *_same(Label.REFUTED, "The target on record is €2.5 billion.", evidence=evidence))


def _opinion(document: Document) -> CheckedClaim:
    claim = _claim(document, ClaimType.OPINION, "It is a defining moment for the region", "", "")
    return CheckedClaim(claim, *_same(Label.NOT_CHECKABLE, "A judgement: no record could test it."))


def _hostile(document: Document) -> CheckedClaim:
    words = "\x1b[31mred alert\x1b[0m, [bold red]act now[/bold red], \u202ereversed\u202c"
    claim = _claim(document, ClaimType.LEVEL, words, "x'; rm -rf /", "\x1b]0;title\x07", modality=Modality.QUOTED)
    return CheckedClaim(
        claim,
        *_same(Label.NOT_ENOUGH, "Nothing on \x1b[2J[blink]this[/blink] is held.", missing="\u202eevil\u202c"),
    )


def _places(document: Document, *quotes: str) -> tuple[Place, ...]:
    return tuple(Place(_spans(document, words)[0], words) for words in quotes)


def sample_article() -> CheckedArticle:
    """Return the checked article that the tests of the reports share."""
    document = _document()
    makers = (_place, _week, _record, _slowed, _not_yet, _minister, _target, _opinion, _hostile)
    findings: Sequence[Finding] = (
        Finding(
            "contradiction",
            _places(document, "in Lisbon, is the largest", "The Porto fairground"),
            "The article puts the fair in Lisbon, and four paragraphs later in Porto.",
        ),
        Finding(
            "unsourced-quantity",
            _places(document, "a €4 billion industry by 2030"),
            "The target has no source, and the article does not say what it counts as robotics.",
        ),
    )
    return CheckedArticle(
        document,
        THEN,
        NOW,
        "5f0c2d9a71be",
        tuple(make(document) for make in makers),
        tuple(findings),
        ("The record watches the fair since 2016.",),
    )


@pytest.fixture(scope="session")
def article() -> CheckedArticle:
    return sample_article()


CHROMIUM = shutil.which("chromium")

CONTRAST = """() => {
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const over = (top, below) => {
    const a = top[3] ?? 1;
    return [0, 1, 2].map((i) => top[i] * a + below[i] * (1 - a));
  };
  const ground = (node) => {
    if (!node) return [255, 255, 255];
    return over(parse(getComputedStyle(node).backgroundColor), ground(node.parentElement));
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    const words = walker.currentNode.data.trim();
    if (!words || node.closest("script, title, desc") || !node.getClientRects().length) continue;
    const style = getComputedStyle(node);
    const below = ground(node);
    const ink = over(parse(node.namespaceURI.endsWith("svg") ? style.fill : style.color), below);
    const [high, low] = [light(ink), light(below)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    found.push([ratio, node.className?.baseVal ?? node.className, words.slice(0, 30)]);
  }
  return found;
}"""

Contrast = Callable[[Any], list[tuple[float, str, str]]]
"""Returns for each text of a page its contrast, its class and its first words."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: the page is not looked at")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield started
        started.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def contrast() -> Contrast:
    return lambda page: page.evaluate(CONTRAST)
