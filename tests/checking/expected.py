"""What an article is expected to yield, and how an expectation is compared with what was found."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.checking.result import CheckedArticle, CheckedClaim, Finding, Verdict

WRONG = frozenset({"Refuted", "Conflicting Evidence"})
"""The labels that no claim of an article with nothing wrong may get."""


@dataclass(frozen=True)
class Expected:
    """A claim that must be found: its type, words that it covers, the labels allowed, and what a verdict must say."""

    type: str
    words: str
    then: tuple[str, ...]
    now: tuple[str, ...]
    must_say: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Name the expectation in the list of tests."""
        return f"{self.type}: {self.words}"


def expected_claims(rows: list[dict[str, Any]]) -> tuple[Expected, ...]:
    """Read the expectations of an article."""
    return tuple(
        Expected(row["type"], row["words"], tuple(row["then"]), tuple(row["now"]), tuple(row.get("must_say", ())))
        for row in rows
    )


def read_expectations(article: Path) -> dict[str, Any]:
    """Read the expectations that lie beside an article."""
    data: dict[str, Any] = json.loads(article.with_suffix(".json").read_text(encoding="utf-8"))
    return data


def covers(checked: CheckedArticle, claim: CheckedClaim, words: str) -> bool:
    """Say whether one of a claim's places overlaps the words, wherever they stand in the article."""
    text = checked.document.text
    at = text.find(words)
    assert at >= 0, f"the article does not say {words!r}"
    while at >= 0:
        if any(place.start < at + len(words) and at < place.end for place in claim.claim.places):
            return True
        at = text.find(words, at + 1)
    return False


def claims_on(checked: CheckedArticle, type_: str, words: str) -> list[CheckedClaim]:
    """Return the claims of a type that overlap the words; an empty type means any."""
    return [one for one in checked.claims if type_ in {"", one.claim.type} and covers(checked, one, words)]


def said(verdict: Verdict) -> str:
    """Return all that a verdict tells a reader."""
    parts = [verdict.summary, verdict.missing]
    parts += [evidence.statement for evidence in verdict.evidence]
    parts += [f"{definition.name} {definition.numbers} {definition.note}" for definition in verdict.definitions]
    return "\n".join(parts)


def assert_claim(checked: CheckedArticle, expected: Expected) -> None:
    """Fail where no claim of the type covers the words with an allowed label then and now."""
    found = claims_on(checked, expected.type, expected.words)
    everything = [(one.claim.type.value, one.claim.quote) for one in checked.claims]
    assert found, f"no {expected.type} claim on {expected.words!r}; found {everything}"
    fitting = [one for one in found if one.then.label in expected.then and one.now.label in expected.now]
    labels = [(one.claim.quote, str(one.then.label), str(one.now.label), one.now.summary) for one in found]
    assert fitting, f"{expected.words!r} is {labels}"
    for words in expected.must_say:
        assert any(words in said(one.then) + said(one.now) for one in fitting), [said(one.now) for one in fitting]


def is_finding(finding: Finding, kind: str, words: str) -> bool:
    """Say whether a finding is of a kind and points at the words."""
    return finding.kind == kind and any(words in place.quote or place.quote in words for place in finding.places)
