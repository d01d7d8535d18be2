"""The documented JSON: exact quotes, all keys, a schema that says what each of them means."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import jsonschema
import pytest
from syrupy.assertion import SnapshotAssertion

from onrecord.checking.as_dict import article_as_dict
from onrecord.checking.result import CheckedArticle
from onrecord.reading.claims.claim import ClaimType, Modality
from onrecord.reading.document import BlockKind, Document
from onrecord.reports.json import json_report, schema
from onrecord.terms.labels import Label


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object inside a JSON value."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def test_the_json_of_the_sample(article: CheckedArticle, snapshot: SnapshotAssertion) -> None:
    assert {**json.loads(json_report(article)), "onrecord": "VERSION"} == snapshot


def test_every_quote_is_exactly_what_stands_there(article: CheckedArticle) -> None:
    form = json.loads(json_report(article))
    text = form["document"]["text"]
    quoted = [place for place in objects(form) if "quote" in place]
    assert len(quoted) > 15
    assert all(text[place["start"] : place["end"]] == place["quote"] for place in quoted)


def test_the_json_reads_back_as_the_dict(article: CheckedArticle) -> None:
    assert json.loads(json_report(article)) == article_as_dict(article)


@pytest.mark.parametrize("empty", [True, False])
def test_the_json_keeps_to_its_schema(article: CheckedArticle, empty: bool) -> None:
    checked = CheckedArticle(Document("Hm."), date(2025, 7, 25), date(2026, 11, 23), "v1") if empty else article
    jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER).validate(
        json.loads(json_report(checked))
    )


def test_the_schema_is_a_schema_and_describes_every_property() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    for part in objects(schema()):
        if part.get("type") == "object":
            for name, content in part.get("properties", {}).items():
                assert content.get("description") or "$ref" in content, name


@pytest.mark.parametrize(
    ("where", "kinds"),
    [
        (("claim", "type"), ClaimType),
        (("claim", "modality"), Modality),
        (("verdict", "verdict"), Label),
    ],
)
def test_the_schema_knows_every_word_that_can_stand_there(where: tuple[str, str], kinds: Any) -> None:
    definition, name = where
    assert schema()["$defs"][definition]["properties"][name]["enum"] == [kind.value for kind in kinds]


def test_the_schema_knows_every_kind_of_block() -> None:
    block = schema()["$defs"]["document"]["properties"]["blocks"]["items"]
    assert block["properties"]["kind"]["enum"] == [kind.value for kind in BlockKind]


def test_a_verdict_carries_its_own_id(article: CheckedArticle) -> None:
    form = article_as_dict(article)
    first = article.claims[0]
    assert form["claims"][0]["then"]["id"] == first.then.id(first.claim, article.vintage)
