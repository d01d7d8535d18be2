"""What a typed name takes in: an entity with what belongs to it, or one event, release or policy of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.cli.holdings import holdings_of
from onrecord.cli.lookup import OWNED

if TYPE_CHECKING:
    from onrecord.record import Record


@dataclass(frozen=True, slots=True)
class Subject:
    """What was asked for: its id and name, and the ids of all that is counted in."""

    id: str
    name: str
    ids: tuple[str, ...]


def subject_of(record: Record, name: str) -> Subject:
    """Return what a name takes in.

    >>> from onrecord.record import open_record
    >>> subject_of(open_record(), "deepseek-chat").ids
    ('deepseek-chat',)

    Raises `UnknownName` where the record knows no such name, or several that it can mean.
    """
    held = holdings_of(record, name, record.latest())
    if held.via:
        wanted = _folded(name)
        for sql in OWNED.values():
            rows = record.latest().query(f"{sql} ORDER BY id")
            named = [row for row in rows if wanted in map(_folded, (row["id"], row["name"], *row["aliases"]))]
            if named:
                return Subject(named[0]["id"], named[0]["name"], tuple(dict.fromkeys(row["id"] for row in named)))
    entity = held.entity
    ids = [entity["entity"], *held.belonging]
    ids += [row["event"] for row in held.events] + [row["release"] for row in held.releases]
    if entity["kind"] == "country":
        ids.append(entity["country"])
    return Subject(entity["entity"], entity["name"], tuple(dict.fromkeys(ids)))


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text).strip().casefold()
