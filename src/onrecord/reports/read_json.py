"""A read document as JSON, and the schema that documents it: what was found, before anything is checked."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from onrecord import __version__
from onrecord.checking.as_dict import as_plain, claim_as_dict, document_as_dict, place_as_dict
from onrecord.reading.annotate import Annotated
from onrecord.reading.mentions import NameMention
from onrecord.reports.json import schema
from onrecord.reports.safe import dump_json


def read_as_dict(found: Annotated) -> dict[str, Any]:
    """Return the documented JSON form of a read document; `text[start:end]` is always the quote.

    >>> from onrecord import annotate, open_record, read
    >>> form = read_as_dict(annotate(read("DeepSeek rose 5% in May 2025."), open_record()))
    >>> form["names"][0]["quote"], form["dates"][0]["value"], form["quantities"][0]["unit"]
    ('DeepSeek', '2025-05', 'percent')
    """
    document = found.document
    return {
        "onrecord": __version__,
        "document": document_as_dict(document),
        "record": {"vintage": found.vintage},
        "names": [{**place_as_dict(name.span, document), **_name(name)} for name in found.names],
        "new_models": [
            {**place_as_dict(model.span, document), "makers": list(model.makers)} for model in found.new_models
        ],
        "dates": [
            {**place_as_dict(date.span, document), "type": date.type, "value": date.value}
            | {"period": as_plain(date.period)}
            for date in found.dates
        ],
        "quantities": [
            {**place_as_dict(number.span, document), **as_plain(number.quantity)} for number in found.quantities
        ],
        "claims": [claim_as_dict(claim, document) for claim in found.claims],
    }


def _name(name: NameMention) -> dict[str, Any]:
    return {
        "role": name.role,
        "meanings": [
            {"id": meaning.id, "name": meaning.name, "kind": meaning.kind, "use": meaning.use}
            for meaning in name.meanings
        ],
        "year": name.year,
        "place": name.place.id if name.place else None,
        "reference": name.reference,
    }


def read_json(found: Annotated) -> str:
    """Return the documented JSON, with characters that could act on a terminal written as escapes."""
    return dump_json(read_as_dict(found)) + "\n"


def read_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a read document; what a check has too is taken from its schema."""
    own: dict[str, Any] = json.loads(files("onrecord.reports").joinpath("schema_read.json").read_text(encoding="utf-8"))
    checked = schema()["$defs"]
    claim = dict(checked["claim"])
    decided = {"then", "now", "series"}
    claim["required"] = [key for key in claim["required"] if key not in decided]
    claim["properties"] = {key: value for key, value in claim["properties"].items() if key not in decided}
    shared = {name: checked[name] for name in ("document", "place", "period")}
    own["$defs"] = {**shared, "claim": claim, **own["$defs"]}
    return own
