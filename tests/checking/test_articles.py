"""Short articles of our own, each with what it states, what is right and wrong in it, and what it does not state."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

from onrecord import check, open_record, read
from onrecord.checking.result import CheckedArticle, CheckedClaim, Finding
from onrecord.terms.time import parse_day

Row = dict[str, Any]
Checked = Callable[[Path], CheckedArticle]

ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.txt"))
WRONG = frozenset({"Refuted", "Conflicting Evidence"})
"""The labels that no claim of an article with nothing wrong may get."""


@cache
def expectations(article: Path) -> dict[str, Any]:
    """Read the expectations that lie beside an article."""
    data: dict[str, Any] = json.loads(article.with_suffix(".json").read_text(encoding="utf-8"))
    return data


def each(field: str) -> pytest.MarkDecorator:
    """Make one test of every row of a field of the expectations."""
    rows = [(article, row) for article in ARTICLES for row in expectations(article).get(field, ())]
    return pytest.mark.parametrize(("article", "row"), [one_test(article, row) for article, row in rows])


def one_test(article: Path, row: Row) -> ParameterSet:
    """Name the test of an expectation; `missed` says why the reader is known not to meet it yet."""
    marks = [pytest.mark.xfail(reason=row["missed"])] if "missed" in row else []
    name = f"{article.stem}: {row.get('type') or row.get('kind', '')} {row['words']}"
    return pytest.param(article, row, id=name, marks=marks)


each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.stem)
each_right_article = pytest.mark.parametrize(
    "article", [a for a in ARTICLES if expectations(a).get("nothing_wrong")], ids=lambda article: article.stem
)


@pytest.fixture(scope="module")
def checked() -> Checked:
    """Check each article once."""
    record = open_record()

    @cache
    def check_article(article: Path) -> CheckedArticle:
        published = expectations(article).get("published")
        document = read(article, published=parse_day(published)) if published else read(article)
        return check(document, record)

    return check_article


def test_the_set_is_wide_enough() -> None:
    assert len(ARTICLES) >= 24
    assert sum(bool(expectations(article).get("nothing_wrong")) for article in ARTICLES) >= 8


@each("claims")
def test_a_claim_is_found_and_decided(
    checked: Checked, article: Path, row: Row, require_claim: Callable[[CheckedArticle, Row], None]
) -> None:
    require_claim(checked(article), row)


@each("findings")
def test_a_finding_is_made(checked: Checked, article: Path, row: Row, fits: Callable[[Finding, Row], bool]) -> None:
    findings = checked(article).findings
    assert any(fits(finding, row) for finding in findings), findings


@each("no_claims")
def test_what_only_looks_like_a_claim_is_none(
    checked: Checked, article: Path, row: Row, claims_on: Callable[[CheckedArticle, Row], list[CheckedClaim]]
) -> None:
    found = claims_on(checked(article), row)
    assert not found, [(one.claim.type, one.claim.quote) for one in found]


@each_article
def test_no_finding_is_invented(checked: Checked, article: Path, fits: Callable[[Finding, Row], bool]) -> None:
    expected = expectations(article)["findings"]
    invented = [finding for finding in checked(article).findings if not any(fits(finding, row) for row in expected)]
    assert not invented, [(finding.kind, finding.message) for finding in invented]


@each_right_article
def test_nothing_is_wrong_where_nothing_is_wrong(checked: Checked, article: Path) -> None:
    wrong = [
        (one.claim.type.value, one.claim.quote, str(verdict.label), verdict.summary)
        for one in checked(article).claims
        for verdict in (one.then, one.now)
        if verdict.label in WRONG
    ]
    assert not wrong


@each_article
def test_nothing_true_is_refuted(
    checked: Checked, article: Path, claims_on: Callable[[CheckedArticle, Row], list[CheckedClaim]]
) -> None:
    result = checked(article)
    planted = [row for row in expectations(article)["claims"] if "Refuted" in (*row["then"], *row["now"])]
    expected = {one.claim.id for row in planted for one in claims_on(result, row)}
    refuted = [
        (one.claim.type.value, one.claim.quote, one.now.summary)
        for one in result.claims
        if "Refuted" in {one.then.label, one.now.label} and one.claim.id not in expected
    ]
    assert not refuted


@each_article
def test_every_span_is_exact(checked: Checked, article: Path) -> None:
    result = checked(article)
    text = result.document.text
    assert all(text[one.claim.span.start : one.claim.span.end] == one.claim.quote for one in result.claims)
    assert all(text[place.span.start : place.span.end] == place.quote for f in result.findings for place in f.places)
