"""ClaimReview as schema.org and search engines ask for it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from onrecord.checking.result import CheckedArticle
from onrecord.reports.claimreview import claimreview_report


@pytest.fixture(scope="module")
def reviews(article: CheckedArticle) -> list[dict[str, Any]]:
    form = json.loads(claimreview_report(article))
    assert form["@context"] == "https://schema.org"
    return list(form["@graph"])


def test_each_claim_has_a_review_with_what_the_form_requires(
    article: CheckedArticle, reviews: list[dict[str, Any]]
) -> None:
    assert [review["claimReviewed"] for review in reviews] == [checked.claim.quote for checked in article.claims]
    for review in reviews:
        assert review["@type"] == "ClaimReview"
        assert review["datePublished"] == "2026-11-23"
        assert review["author"] == {"@type": "Organization", "name": "onrecord"}
        assert review["itemReviewed"]["@type"] == "Claim"
        assert review["itemReviewed"]["appearance"]["url"].startswith("https://harbour-daily.example/")
    assert len({review["@id"] for review in reviews}) == len(reviews)


def test_the_label_is_the_rating_and_the_number_is_there_where_it_is_true(
    reviews: list[dict[str, Any]],
) -> None:
    numbers = {review["reviewRating"]["alternateName"]: review["reviewRating"].get("ratingValue") for review in reviews}
    assert numbers == {
        "Refuted": 1,
        "Conflicting Evidence": 3,
        "Supported": 5,
        "Not Enough Evidence": None,
        "Not Checkable": None,
    }


def test_it_can_stand_inside_a_script_element(article: CheckedArticle) -> None:
    assert "</script" not in claimreview_report(article)
