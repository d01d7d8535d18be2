"""Short articles of our own, each with what it states, what is right and wrong in it, and what it does not state."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from expected import WRONG, Expected, assert_claim, claims_on, expected_claims, is_finding, read_expectations

from onrecord import check, open_record, read
from onrecord.checking.result import CheckedArticle
from onrecord.terms.time import parse_day

ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.txt"))

Checked = Callable[[Path], CheckedArticle]


@pytest.fixture(scope="module")
def checked() -> Checked:
    """Check each article once."""
    record = open_record()

    @cache
    def check_article(article: Path) -> CheckedArticle:
        published = read_expectations(article).get("published")
        given = {"published": parse_day(published)} if published else {}
        return check(read(article, **given), record)

    return check_article


def each(field: str) -> pytest.MarkDecorator:
    """Make one test of every row of a field of the expectations."""
    rows = [(article, row) for article in ARTICLES for row in read_expectations(article).get(field, ())]
    ids = [f"{article.stem}: {row.get('type') or row.get('kind', '')} {row['words']}" for article, row in rows]
    return pytest.mark.parametrize(("article", "row"), rows, ids=ids)


def test_every_article_has_expectations_and_many_have_nothing_wrong() -> None:
    expectations = [read_expectations(article) for article in ARTICLES]
    assert len(expectations) >= 24
    assert sum(bool(one.get("nothing_wrong")) for one in expectations) >= 8


@each("claims")
def test_a_claim_is_found_and_decided(checked: Checked, article: Path, row: dict[str, Any]) -> None:
    (expected,): tuple[Expected, ...] = expected_claims([row])
    assert_claim(checked(article), expected)


@each("findings")
def test_a_finding_is_made(checked: Checked, article: Path, row: dict[str, Any]) -> None:
    findings = checked(article).findings
    assert any(is_finding(finding, row["kind"], row["words"]) for finding in findings), findings


@each("no_claims")
def test_what_only_looks_like_a_claim_is_none(checked: Checked, article: Path, row: dict[str, Any]) -> None:
    found = claims_on(checked(article), row.get("type", ""), row["words"])
    assert not found, [(one.claim.type, one.claim.quote) for one in found]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.stem)
def test_no_finding_is_invented(checked: Checked, article: Path) -> None:
    expected = read_expectations(article)["findings"]
    invented = [
        finding
        for finding in checked(article).findings
        if not any(is_finding(finding, row["kind"], row["words"]) for row in expected)
    ]
    assert not invented, [(finding.kind, finding.message) for finding in invented]


@pytest.mark.parametrize(
    "article", [a for a in ARTICLES if read_expectations(a).get("nothing_wrong")], ids=lambda article: article.stem
)
def test_nothing_is_wrong_where_nothing_is_wrong(checked: Checked, article: Path) -> None:
    wrong = [
        (one.claim.type.value, one.claim.quote, str(verdict.label), verdict.summary)
        for one in checked(article).claims
        for verdict in (one.then, one.now)
        if verdict.label in WRONG
    ]
    assert not wrong


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.stem)
def test_a_refuted_claim_is_an_expected_one(checked: Checked, article: Path) -> None:
    """The worst failure is to call a true statement false."""
    result = checked(article)
    planted = [row for row in read_expectations(article)["claims"] if "Refuted" in (*row["then"], *row["now"])]
    expected = {id(one) for row in planted for one in claims_on(result, row["type"], row["words"])}
    refuted = [one for one in result.claims if "Refuted" in {one.then.label, one.now.label} and id(one) not in expected]
    assert not refuted, [(one.claim.type.value, one.claim.quote, one.now.summary) for one in refuted]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.stem)
def test_every_span_is_exact(checked: Checked, article: Path) -> None:
    result = checked(article)
    text = result.document.text
    assert all(text[one.claim.span.start : one.claim.span.end] == one.claim.quote for one in result.claims)
    assert all(text[p.span.start : p.span.end] == p.quote for f in result.findings for p in f.places)
