"""A gate for reading and deciding, measured on articles whose writers had seen none of the rules.

What is found and what is right may only grow: `floors.json` pins both with a digest of the articles, and is raised by
hand. What may never happen at all is a true statement refuted in an article with nothing wrong.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord import check, open_record, read
from onrecord.checking.result import CheckedArticle, CheckedClaim
from onrecord.terms.errors import NoPublicationDay
from onrecord.terms.time import parse_day

FOLDER = Path(__file__).parent / "gate"
FLOORS: dict[str, Any] = json.loads((FOLDER / "floors.json").read_text(encoding="utf-8"))

Row = dict[str, Any]
Finder = Callable[[CheckedArticle, Row], list[CheckedClaim]]


@pytest.fixture(scope="module")
def answers() -> list[tuple[str, dict[str, Any], CheckedArticle | None]]:
    """Check all articles of the gate; None stands for one whose day could not be read."""
    record = open_record()

    def each() -> Iterator[tuple[str, dict[str, Any], CheckedArticle | None]]:
        for article in sorted(FOLDER.glob("*.txt")):
            expected = json.loads(article.with_suffix(".json").read_text(encoding="utf-8"))
            day = expected.get("published")
            try:
                document = read(article, published=parse_day(day)) if day else read(article)
                yield article.stem, expected, check(document, record)
            except NoPublicationDay:
                yield article.stem, expected, None

    return list(each())


def test_the_articles_are_the_ones_that_the_floors_were_set_on():
    total = hashlib.sha256()
    for file in sorted(FOLDER.glob("*.*")):
        if file.name != "floors.json":
            total.update(file.name.encode() + file.read_bytes())
    assert total.hexdigest()[:16] == FLOORS["articles"]


def test_no_fewer_claims_are_found_and_right_than_before(answers, claims_on: Finder):
    expected = found = right = 0
    for _, wanted, checked in answers:
        for row in wanted["claims"]:
            expected += 1
            claims = claims_on(checked, row) if checked else []
            found += bool(claims)
            right += any(one.then.label in row["then"] and one.now.label in row["now"] for one in claims)
    assert expected == FLOORS["claims"]
    assert found >= FLOORS["found"], f"{found} of {expected} claims found"
    assert right >= FLOORS["right"], f"{right} of {expected} claims decided rightly"


def test_nothing_is_held_against_an_article_with_nothing_wrong(answers):
    for name, wanted, checked in answers:
        if wanted.get("nothing_wrong") and checked:
            held = [
                (one.claim.quote, one.now.summary)
                for one in checked.claims
                if {one.then.label, one.now.label} & {"Refuted", "Conflicting Evidence"}
            ]
            assert not held, name
            assert not checked.findings, name
