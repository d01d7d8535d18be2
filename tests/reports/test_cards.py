"""A card says once what holds on both days, and says apart what does not."""

from __future__ import annotations

from datetime import date

from onrecord.checking.result import CheckedArticle, CheckedClaim, Query, Verdict
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.document import Span
from onrecord.reports.cards import Reading, card_of
from onrecord.terms.labels import Label


def test_what_holds_on_both_days_is_said_once(article: CheckedArticle) -> None:
    card = card_of(article.claims[0])
    assert [reading.when for reading in card.summaries] == [""]
    assert len(card.queries) == 1
    assert len(card.evidence) == 2


def test_what_differs_is_said_for_each_day(article: CheckedArticle) -> None:
    card = card_of(article.claims[2])
    assert [reading.when for reading in card.summaries] == ["Then", "Now"]
    assert card.missing == (Reading("Then", "The number of visits in 2025, due after 18 May 2025."),)
    assert [row.later for row in card.evidence] == [False, True]
    assert card.one_source


def test_a_definition_that_came_later_keeps_both_answers(article: CheckedArticle) -> None:
    rows = {row.name: row for row in card_of(article.claims[3]).definitions}
    assert [(r.when, r.text) for r in rows["Pull counts"].holds] == [("Then", "cannot tell"), ("Now", "yes")]
    assert [reading.when for reading in rows["ModelGrid tokens a week"].numbers] == [""]


def test_a_question_asked_for_two_days_is_shown_once_with_both_days() -> None:
    claim = Claim(ClaimType.LEVEL, Span(0, 1), "a", "a", "a")
    then, now = (
        Verdict(
            Label.SUPPORTED,
            day,
            "",
            queries=(Query("How many?", "SELECT 1", (("as_of", str(day)), ("who", "x"))),),
        )
        for day in (date(2025, 7, 25), date(2026, 11, 23))
    )
    assert card_of(CheckedClaim(claim, then, now)).queries == (
        Query("How many?", "SELECT 1", (("as_of", "2025-07-25 then, 2026-11-23 now"), ("who", "x"))),
    )
