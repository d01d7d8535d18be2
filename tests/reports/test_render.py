"""Each format: what it shows, and that words of others stay words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from onrecord.checking.result import CheckedArticle, CheckedClaim, Finding, Place, Verdict
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.document import Block, BlockKind, Document, Span
from onrecord.reports import FORMATS, render
from onrecord.terms.errors import BadInput
from onrecord.terms.labels import Label

RAW = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def article_of(text: str, quote: Span | None = None) -> CheckedArticle:
    """Wrap any words as an article in which everything that is shown says these words."""
    span = quote or Span(0, len(text))
    claim = Claim(ClaimType.LEVEL, span, span.of(text), text, text, speaker=text)
    verdict = Verdict(Label.NOT_ENOUGH, date(2025, 7, 25), text, missing=text)
    later = Verdict(Label.REFUTED, date(2026, 11, 23), text)
    blocks = (Block(BlockKind.HEADLINE, Span(0, len(text))),)
    return CheckedArticle(
        Document(text, text, text, date(2025, 7, 25), text, blocks if text else ()),
        date(2025, 7, 25),
        date(2026, 11, 23),
        text,
        (CheckedClaim(claim, verdict, later),),
        (Finding(text, (Place(span, span.of(text)),), text),),
        (text,),
    )


@pytest.mark.parametrize("name", ["terminal", "markdown", "claimreview"])
def test_the_report_of_the_sample(name: str, article: CheckedArticle, snapshot: SnapshotAssertion) -> None:
    assert render(article, name, width=80, colour=False) == snapshot


def test_the_page_of_the_sample(article: CheckedArticle, snapshot: SnapshotAssertion) -> None:
    body = render(article, "html").partition("<body>")[2].partition("<script>")[0]
    assert body == snapshot


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_article_gives_the_same_bytes(name: str, article: CheckedArticle) -> None:
    assert render(article, name, width=80, colour=True) == render(article, name, width=80, colour=True)


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_lets_a_control_or_bidi_character_through(name: str, article: CheckedArticle) -> None:
    assert not RAW.search(render(article, name, width=80, colour=False))


@pytest.mark.parametrize("name", FORMATS)
def test_an_article_without_claims_has_a_report(name: str) -> None:
    empty = CheckedArticle(Document("A quiet day."), date(2025, 7, 25), date(2026, 11, 23), "v1")
    assert render(empty, name, width=80, colour=False).endswith("\n")


def test_an_unknown_format_is_one_sentence(article: CheckedArticle) -> None:
    with pytest.raises(BadInput, match=r"'pdf' is not a report format: choose one of terminal, html, "):
        render(article, "pdf")


hostile = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("<>&\"'[]\x1b\u202e`|\n{}%"), max_size=40)


@settings(max_examples=30, deadline=None)
@given(hostile)
def test_any_words_stay_words(text: str) -> None:
    checked = article_of(text)
    for name in FORMATS:
        report = render(checked, name, width=60, colour=False)
        assert not RAW.search(report)
        report.encode("utf-8")


@settings(max_examples=20, deadline=None)
@given(hostile)
def test_the_page_has_no_element_from_the_article(text: str) -> None:
    page = render(article_of("<img src=x onerror=alert(1)><script>" + text), "html")
    assert "<img" not in page
    assert page.count("<script") == 1


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_no_line_of_the_terminal_is_wider_than_it(width: int, article: CheckedArticle) -> None:
    lines = render(article, "terminal", width=width, colour=False).splitlines()
    commands = [line for line in lines if "onrecord check" in line]
    assert all(len(line) <= width for line in lines if line not in commands)


def test_a_screen_is_enough_for_the_sample(article: CheckedArticle) -> None:
    assert len(render(article, "terminal", width=100, colour=False).splitlines()) <= 45


def test_colours_are_for_terminals_only(article: CheckedArticle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in render(article, "terminal")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in render(article, "terminal")
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setattr("sys.stdout.isatty", lambda: False, raising=False)
    assert "\x1b[" not in render(article, "terminal")


def test_the_command_to_try_next_is_made_of_an_id_only(article: CheckedArticle) -> None:
    hostile_first = replace(article, claims=tuple(reversed(article.claims)))
    report = render(hostile_first, "terminal", width=80, colour=False)
    assert "rm -rf" not in report
    assert "onrecord show portugal" in report


def test_markdown_links_only_web_addresses(article: CheckedArticle) -> None:
    links = re.findall(r"\]\(<([^>]*)>\)", render(article, "markdown"))
    assert links
    assert all(link.startswith("https://") for link in links)
    assert "\\[click\\]" in render(article_of("[click](javascript:alert(1))"), "markdown")


def test_the_fence_of_a_query_is_longer_than_any_in_it(article: CheckedArticle) -> None:
    assert "````sql\n" in render(article, "markdown")
