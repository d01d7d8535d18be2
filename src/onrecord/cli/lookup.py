"""Whom a typed name means: by id, by name, by alias; and what to say where it means nobody."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.record import Record
from onrecord.terms.errors import UnknownName
from onrecord.terms.labels import tier_rank

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """An entity, and what of it the name meant where that is an event, a release or a policy of it.

    `owned` are the rows (id, name) of what was meant, and `via` says so in words.
    """

    entity: Row
    via: str = ""
    owned: tuple[Row, ...] = ()


OWNED = {
    "an event": "SELECT event AS id, name, [] AS aliases, series AS owner FROM events",
    "a release": "SELECT release AS id, model AS name, aliases, maker AS owner FROM releases",
    "a policy": "SELECT policy AS id, title AS name, aliases, actor AS owner FROM policies",
    "a repository": "SELECT subject AS id, model AS name, [model] AS aliases, maker AS owner FROM models",
}
"""What belongs to an entity and is asked for by its own name."""


def find_entity(record: Record, name: str) -> Found:
    """Return the entity that a name means, by id, then name, then alias: its best row of today.

    The name of an event, a release or a policy means its series, maker or actor. Raises `UnknownName` with the
    nearest names.
    """
    rows = record.latest().query("SELECT * FROM entities ORDER BY entity, known_from")
    entities: dict[str, Row] = {}
    for row in rows:
        held = entities.get(row["entity"])
        if held is None or tier_rank(row["tier"]) <= tier_rank(held["tier"]):
            entities[row["entity"]] = row
    wanted = folded(name)
    stages: tuple[dict[str, set[str]], ...] = ({}, {}, {})
    for row in rows:
        stages[0].setdefault(folded(row["entity"]), set()).add(row["entity"])
        stages[1].setdefault(folded(row["name"]), set()).add(row["entity"])
        for alias in row["aliases"]:
            stages[2].setdefault(folded(alias), set()).add(row["entity"])
    for row in record.latest().query("SELECT * FROM aliases ORDER BY alias"):
        stages[2].setdefault(folded(row["alias"]), set()).add(row["entity"])
    for stage in stages:
        if found := _only(name, stage.get(wanted, set()), entities):
            return Found(entities[found])
    for kind, sql in OWNED.items():
        rows = [row for row in record.latest().query(f"{sql} ORDER BY id") if wanted in _names_of(row)]
        if owner := _only(name, {row["owner"] for row in rows} - {""}, entities):
            return Found(entities[owner], f"{rows[0]['name']} is {kind} of it.", tuple(rows))
        if rows:
            raise UnknownName(f"{name!r} is {kind} of nobody on record: find it with `onrecord list`.")
    raise UnknownName(f"The record holds no entity {name!r}: {_advice(entities, stages, wanted)}")


def _only(name: str, found: set[str], entities: Mapping[str, Row]) -> str:
    """Return the only id among those found, or nothing.

    Raises `UnknownName` where there are several: whoever asks must choose.
    """
    if len(found) > 1:
        meant = ", ".join(f"{key} ({entities[key]['name']})" for key in sorted(found))
        raise UnknownName(f"{name!r} can mean several: ask for one of {meant}.")
    return next(iter(found), "")


def _names_of(row: Row) -> set[str]:
    return {folded(text) for text in (row["id"], row["name"], *row["aliases"])}


def _advice(entities: Mapping[str, Row], stages: Sequence[Mapping[str, set[str]]], wanted: str) -> str:
    """Say what a name that is not on record may have been meant for."""
    names = {text: keys for stage in reversed(stages) for text, keys in stage.items()}
    near: list[str] = []
    for text in difflib.get_close_matches(wanted, sorted(names), n=6, cutoff=0.6):
        near.extend(key for key in sorted(names[text]) if key not in near)
    if near:
        return f"did you mean {' or '.join(_with_name(entities[key]) for key in near[:3])}?"
    return "`onrecord list entities` shows them all."


def _with_name(entity: Row) -> str:
    key, name = entity["entity"], entity["name"]
    return key if folded(key) == folded(name) else f"{key} ({name})"


def folded(text: str) -> str:
    """Return a name as it is compared: without case, and hyphens as spaces.

    >>> folded("DeepSeek_Chat-V3 ")
    'deepseek chat v3'
    """
    return re.sub(r"[\s_-]+", " ", text).strip().casefold()
