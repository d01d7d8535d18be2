"""How what is expected of an article is compared with what was found in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from onrecord import check, read
from onrecord.checking.result import CheckedArticle, CheckedClaim, Finding, Verdict
from onrecord.record import Record
from onrecord.terms.labels import Label
from onrecord.terms.time import Day, parse_day

Row = dict[str, Any]


def claims_on(checked: CheckedArticle, row: Row) -> list[CheckedClaim]:
    """Return the claims of the row's type (of any, where it names none) with a place that overlaps the row's words."""
    text, words = checked.document.text, row["words"]
    starts = [at for at in range(len(text)) if text.startswith(words, at)]
    assert starts, f"the article does not say {words!r}"
    return [
        one
        for one in checked.claims
        if row.get("type") in {None, one.claim.type}
        and any(place.start < at + len(words) and at < place.end for place in one.claim.places for at in starts)
    ]


def said(verdict: Verdict) -> str:
    """Return all that a verdict tells a reader."""
    parts = [verdict.summary, verdict.missing]
    parts += [evidence.statement for evidence in verdict.evidence]
    parts += [f"{definition.name} {definition.numbers} {definition.note}" for definition in verdict.definitions]
    return "\n".join(parts)


def require_claim(checked: CheckedArticle, row: Row) -> None:
    """Fail where no claim of the row's type covers its words with an allowed label then and now."""
    found = claims_on(checked, row)
    everything = [(one.claim.type.value, one.claim.quote) for one in checked.claims]
    assert found, f"no {row['type']} claim on {row['words']!r}; found {everything}"
    fitting = [one for one in found if one.then.label in row["then"] and one.now.label in row["now"]]
    labels = [(one.claim.quote, str(one.then.label), str(one.now.label), one.now.summary) for one in found]
    assert fitting, f"{row['words']!r} is {labels}"
    for words in row.get("must_say", ()):
        assert any(words in said(one.then) + said(one.now) for one in fitting), [said(one.now) for one in fitting]


def fits(finding: Finding, row: Row) -> bool:
    """Say whether a finding is of the row's kind and points at its words."""
    return finding.kind == row["kind"] and any(
        row["words"] in place.quote or place.quote in row["words"] for place in finding.places
    )


def labels_of_line(record: Record, day: Day | str, headline: str, line: str) -> set[Label]:
    """Return the labels of what is read in a line under a headline."""
    published = parse_day(day) if isinstance(day, str) else day
    document = read(f"{headline}\n\n{line}.\n", published=published, title=headline, format="text")
    start = document.text.index(line)
    return {one.now.label for one in check(document, record).claims if one.claim.span.start >= start}


@pytest.fixture(name="labels", scope="session")
def labels_fixture() -> Callable[[Record, Day | str, str, str], set[Label]]:
    """Hand `labels_of_line` to the tests."""
    return labels_of_line


@pytest.fixture(name="claims_on", scope="session")
def claims_on_fixture() -> Callable[[CheckedArticle, Row], list[CheckedClaim]]:
    """Hand `claims_on` to the tests, which cannot import from here."""
    return claims_on


@pytest.fixture(name="require_claim", scope="session")
def require_claim_fixture() -> Callable[[CheckedArticle, Row], None]:
    """Hand `require_claim` to the tests."""
    return require_claim


@pytest.fixture(name="fits", scope="session")
def fits_fixture() -> Callable[[Finding, Row], bool]:
    """Hand `fits` to the tests."""
    return fits
