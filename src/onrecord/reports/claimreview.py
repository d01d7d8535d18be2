"""A checked article as schema.org ClaimReview, the form in which search engines read fact checks.

`reviewRating` carries the label in `alternateName`, which is what counts. Where a number says something true
there is one too, from 1 (worst) to 5 (best): 1 Refuted, 3 Conflicting Evidence, 5 Supported. Not Enough
Evidence and Not Checkable have no number: none would say "we cannot tell".
"""

from __future__ import annotations

from typing import Any

from onrecord.checking.result import CheckedArticle, CheckedClaim
from onrecord.reports.safe import dump_json, web_address
from onrecord.reports.words import headline
from onrecord.terms.labels import Label
from onrecord.terms.time import say_day

RATINGS = {Label.REFUTED: 1, Label.CONFLICTING: 3, Label.SUPPORTED: 5}
"""The number of a label, between `WORST` and `BEST`."""

WORST, BEST = 1, 5


def claimreview_report(article: CheckedArticle) -> str:
    """Return JSON-LD with one ClaimReview a claim, to be put into a page as `application/ld+json`.

    >>> from datetime import date
    >>> from onrecord.reading.document import Document
    >>> empty = CheckedArticle(Document("Hm."), date(2025, 7, 25), date(2026, 11, 23), "v1")
    >>> print(claimreview_report(empty))
    {
      "@context": "https://schema.org",
      "@graph": []
    }
    <BLANKLINE>
    """
    graph = [_review(article, checked) for checked in article.claims]
    # Inside a script element "</" would end it, whatever JSON says; the escape means the same to JSON.
    return dump_json({"@context": "https://schema.org", "@graph": graph}).replace("</", "<\\/") + "\n"


def _review(article: CheckedArticle, checked: CheckedClaim) -> dict[str, Any]:
    return {
        "@type": "ClaimReview",
        "@id": f"urn:onrecord:{checked.now.id(checked.claim, article.vintage)}",
        "datePublished": article.now.isoformat(),
        "inLanguage": "en",
        "author": {"@type": "Organization", "name": "onrecord"},
        "claimReviewed": checked.claim.quote,
        "reviewRating": _rating(checked),
        "itemReviewed": _claim(article, checked),
    }


def _rating(checked: CheckedClaim) -> dict[str, Any]:
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": checked.now.label.value}
    if checked.now.label in RATINGS:
        rating |= {"ratingValue": RATINGS[checked.now.label], "bestRating": BEST, "worstRating": WORST}
    then, now = checked.then, checked.now
    explanation = now.summary
    if then.label is not now.label:
        before = f"On {say_day(then.as_of)}, as then known: {then.label.value}. {then.summary}"
        explanation = f"{now.summary} {before}".strip()
    if now.missing:
        explanation = f"{explanation} Missing: {now.missing}".strip()
    if explanation:
        rating["ratingExplanation"] = explanation
    return rating


def _claim(article: CheckedArticle, checked: CheckedClaim) -> dict[str, Any]:
    document, claim = article.document, checked.claim
    item: dict[str, Any] = {"@type": "Claim", "@id": f"urn:onrecord:{claim.id}", "text": claim.quote}
    if document.publisher:
        item["author"] = {"@type": "Organization", "name": document.publisher}
    if claim.speaker:
        item["description"] = f"The article gives this as the words of: {claim.speaker}"
    if document.published:
        item["datePublished"] = document.published.isoformat()
    appearance: dict[str, Any] = {"@type": "NewsArticle", "headline": headline(article)}
    if document.publisher:
        appearance["publisher"] = {"@type": "Organization", "name": document.publisher}
    if document.published:
        appearance["datePublished"] = document.published.isoformat()
    if address := web_address(document.address):
        appearance["url"] = address
    item["appearance"] = appearance
    return item
