"""What a watch list has to tell as JSON, and the schema that documents it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from onrecord import __version__
from onrecord.checking.as_dict import as_plain
from onrecord.reports.json import schema
from onrecord.reports.safe import dump_json
from onrecord.watching.model import Flip
from onrecord.watching.report import ClaimHistory, ListReport, RunReport


def run_json(report: RunReport) -> str:
    """Return the documented JSON of a run; what is not known is null."""
    return dump_json(_known(as_plain(report))) + "\n"


def flip_json(flip: Flip) -> str:
    """Return one flip as a command gets it: the same object as in a run, on one line."""
    return json.dumps({"onrecord": __version__, **_known(as_plain(flip))}) + "\n"


def list_json(report: ListReport) -> str:
    """Return what a watch list holds."""
    said = _known(as_plain(report))
    for one in said["articles"]:
        one["verdicts"] = dict(one["verdicts"])
    return dump_json(said) + "\n"


def history_json(claims: Sequence[ClaimHistory]) -> str:
    """Return every verdict that was told of some claims, with the rows on which it rested."""
    told = [
        {
            "article": one.article,
            "claim": one.claim.statement,
            "history": [
                {"day": at.day, "onrecord": at.onrecord, "then": at.claim.then, "now": at.claim.now}
                for at in one.moments
            ],
        }
        for one in claims
    ]
    return dump_json({"onrecord": __version__, "claims": _known(as_plain(told))}) + "\n"


def watch_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a run; a source is described as in a check."""
    own = json.loads(files("onrecord.reports").joinpath("schema_watch.json").read_text(encoding="utf-8"))
    own["$defs"] = {"source": schema()["$defs"]["source"], **own["$defs"]}
    described: dict[str, Any] = own
    return described


def _known(value: Any) -> Any:
    """Write what is not known as null, as everywhere."""
    if isinstance(value, dict):
        return {key: _known(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_known(inner) for inner in value]
    return None if value == "" else value
