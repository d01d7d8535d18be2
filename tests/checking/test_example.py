"""The article that comes with onrecord: every planted mistake is found, every true claim holds, nothing is invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from onrecord import check, open_record, read
from onrecord.checking.result import CheckedArticle, Finding
from onrecord.cli.demo import example

Row = dict[str, Any]

S, R, C, N = "Supported", "Refuted", "Conflicting Evidence", "Not Enough Evidence"

MISTAKES: list[Row] = [
    {
        "type": "event-place",
        "words": "opens on Monday in Bengaluru",
        "then": [R],
        "now": [R],
        "must_say": ["New Delhi"],
    },
    {
        "type": "release",
        "words": "Gemini 3 Pro in December 2025",
        "then": [R],
        "now": [R],
        "must_say": ["18 November 2025"],
    },
    {"type": "policy-date", "words": "SB 53 was signed", "then": [R], "now": [R], "must_say": ["29 September 2025"]},
    {"type": "target", "words": "€300 billion of AI investment", "then": [R], "now": [R], "must_say": ["€200 billion"]},
]

TRUE: list[Row] = [
    {"type": "event-date", "words": "opens on Monday", "then": [S], "now": [S], "must_say": ["16 to 20 February 2026"]},
    {"type": "event-date", "words": "A year ago the AI Action Summit", "then": [S], "now": [S], "must_say": ["2025"]},
    {"type": "event-place", "words": "was held in Paris", "then": [S], "now": [S], "must_say": ["Paris"]},
    {"type": "event-place", "words": "The New Delhi summit", "then": [S], "now": [S], "must_say": ["New Delhi"]},
    {
        "type": "trend",
        "words": "ChatGPT's share of web traffic has fallen",
        "then": [S],
        "now": [S],
        "must_say": ["64.5%"],
    },
    {
        "type": "absence-of-release",
        "words": "hasn't yet appeared",
        "then": [S],
        "now": [S],
        "must_say": ["24 April 2026", "DeepSeek-V3 had been out for 415 days"],
    },
    {"type": "founding", "words": "founded in March 2023", "then": [S], "now": [S], "must_say": ["March 2023"]},
    {
        "type": "release",
        "words": "released Kimi K2.5 on January 27",
        "then": [S],
        "now": [S],
        "must_say": ["27 January 2026"],
    },
    {"type": "policy-date", "words": "Genesis Mission", "then": [S], "now": [S], "must_say": ["24 November 2025"]},
    {"type": "target", "words": "380 billion yuan", "then": [S], "now": [S], "must_say": ["380 billion yuan"]},
]

OPEN_OR_DISPUTED: list[Row] = [
    {
        "type": "extreme",
        "words": "signatories may hit a record",
        "then": [N],
        "now": [S],
        "must_say": ["58 signatories", "88 signatories"],
    },
    {
        "type": "attendance",
        "words": "Sundar Pichai will attend",
        "then": [N],
        "now": [S],
        "must_say": ["Sundar Pichai"],
    },
    {
        "type": "trend",
        "words": "Usage of DeepSeek models has surged",
        "then": [C],
        "now": [C],
        "must_say": ["OpenRouter tokens a week", "App users a month"],
    },
    # Right when it was written; the summit was then extended by a day.
    {
        "type": "event-date",
        "words": "closes on Friday, February 20",
        "then": [S],
        "now": [R],
        "must_say": ["16 to 21 February"],
    },
]

FINDINGS: list[Row] = [
    {"kind": "contradiction", "words": "opens on Monday in Bengaluru"},
    {"kind": "contradiction", "words": "The New Delhi summit"},
    {"kind": "contradiction", "words": "Tuesday, November 24, 2025"},
    {"kind": "unintroduced-name", "words": "Yang"},
    {"kind": "unsourced-quantity", "words": "€300 billion"},
]


@pytest.fixture(scope="module")
def checked() -> CheckedArticle:
    """Check the example as `make demo` does."""
    return check(read(example()), open_record())


@pytest.mark.parametrize("row", [*MISTAKES, *TRUE, *OPEN_OR_DISPUTED], ids=lambda row: row["words"])
def test_claim(checked: CheckedArticle, row: Row, require_claim: Callable[[CheckedArticle, Row], None]) -> None:
    require_claim(checked, row)


@pytest.mark.parametrize("row", FINDINGS, ids=lambda row: row["words"])
def test_finding(checked: CheckedArticle, row: Row, fits: Callable[[Finding, Row], bool]) -> None:
    assert any(fits(finding, row) for finding in checked.findings), checked.findings


def test_no_finding_is_invented(checked: CheckedArticle, fits: Callable[[Finding, Row], bool]) -> None:
    assert [f.message for f in checked.findings if not any(fits(f, row) for row in FINDINGS)] == []


def test_bullets_that_repeat_the_body_are_second_places_of_one_claim(checked: CheckedArticle) -> None:
    twice = {one.claim.quote: len(one.claim.places) for one in checked.claims if len(one.claim.places) > 1}
    assert twice == {
        "opens on Monday in Bengaluru": 2,
        "number of signatories may hit a record": 2,
        "Usage of DeepSeek models has surged": 2,
        "Brussels wants to mobilise €300 billion of AI investment": 2,
    }


def test_it_shows_every_label_and_a_chart(checked: CheckedArticle) -> None:
    labels = {str(verdict.label) for one in checked.claims for verdict in (one.then, one.now)}
    assert labels >= {S, R, C, N}
    assert any(len(series.points) >= 8 for one in checked.claims for series in one.series)
