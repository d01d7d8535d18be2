"""Whom a typed name means: by id, by name, by alias; and what to say where it means nobody."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import Any

from onrecord.record import Record
from onrecord.terms.errors import UnknownName

Row = dict[str, Any]


def find_entity(record: Record, name: str) -> Row:
    """Return the entity that a name means, by id, then name, then alias: its best row that stands today.

    Raises `UnknownName` with the nearest names.
    """
    rows = record.latest().query("SELECT * FROM entities ORDER BY entity, known_from")
    entities: dict[str, Row] = {}
    for row in rows:
        held = entities.get(row["entity"])
        if held is None or "OMSW".index(row["tier"]) <= "OMSW".index(held["tier"]):
            entities[row["entity"]] = row
    wanted = _folded(name)
    stages: tuple[dict[str, set[str]], ...] = ({}, {}, {})
    for row in rows:
        stages[0].setdefault(_folded(row["entity"]), set()).add(row["entity"])
        stages[1].setdefault(_folded(row["name"]), set()).add(row["entity"])
        for alias in row["aliases"]:
            stages[2].setdefault(_folded(alias), set()).add(row["entity"])
    for row in record.latest().query("SELECT * FROM aliases ORDER BY alias"):
        stages[2].setdefault(_folded(row["alias"]), set()).add(row["entity"])
    for stage in stages:
        found = sorted(stage.get(wanted, ()))
        if len(found) == 1:
            return entities[found[0]]
        if found:
            meant = ", ".join(f"{key} ({entities[key]['name']})" for key in found)
            raise UnknownName(f"{name!r} can mean several: ask for one of {meant}.")
    raise UnknownName(f"The record holds no entity {name!r}: {_advice(record, entities, stages, wanted)}")


def _advice(
    record: Record, entities: dict[str, Row], stages: Sequence[dict[str, set[str]]], wanted: str
) -> str:
    """Say what a name that is no entity may have been meant for."""
    view = record.latest()
    for row in view.query("SELECT * FROM events ORDER BY event"):
        if wanted in {_folded(row["event"]), _folded(row["name"])}:
            return f"it is an event, ask for its series {row['series']!r}."
    for row in view.query("SELECT * FROM releases ORDER BY release, maker"):
        if wanted in {_folded(text) for text in (row["release"], row["model"], *row["aliases"])}:
            return f"it is a release, ask for its maker {row['maker']!r}."
    names = {text: keys for stage in reversed(stages) for text, keys in stage.items()}
    near: list[str] = []
    for text in difflib.get_close_matches(wanted, sorted(names), n=6, cutoff=0.6):
        near.extend(key for key in sorted(names[text]) if key not in near)
    if near:
        return f"did you mean {' or '.join(_with_name(entities[key]) for key in near[:3])}?"
    return "`onrecord list entities` shows them all."


def _with_name(entity: Row) -> str:
    key, name = entity["entity"], entity["name"]
    return key if _folded(key) == _folded(name) else f"{key} ({name})"


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text).strip().casefold()
