"""A checked article as JSON, and the schema that documents it."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from onrecord.checking.as_dict import article_as_dict
from onrecord.checking.result import CheckedArticle
from onrecord.reports.safe import dump_json


def json_report(article: CheckedArticle) -> str:
    """Return the documented JSON, with characters that could act on a terminal written as escapes.

    >>> from datetime import date
    >>> from onrecord.reading.document import Document
    >>> text = json_report(CheckedArticle(Document("Hm."), date(2025, 7, 25), date(2026, 11, 23), "v1"))
    >>> json.loads(text)["record"]["then"]
    '2025-07-25'
    """
    return dump_json(article_as_dict(article)) + "\n"


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the JSON form; every property says what it means."""
    text = files("onrecord.reports").joinpath("schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
