"""What a typed name takes in: an entity with what belongs to it, or one event, release or policy of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.cli.holdings import EVENTS, RELEASES, belonging_of
from onrecord.cli.lookup import find_entity

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
    found = find_entity(record, name)
    if found.owned:
        named = found.owned
        return Subject(named[0]["id"], named[0]["name"], tuple(dict.fromkeys(row["id"] for row in named)))
    entity, view = found.entity, record.latest()
    ids = [entity["entity"], *belonging_of(view, entity)]
    asked = {"subjects": list(ids)}
    ids += [row["event"] for row in view.query(EVENTS, asked)]
    ids += [row["release"] for row in view.query(RELEASES, asked)]
    if entity["kind"] == "country":
        ids.append(entity["country"])
    return Subject(entity["entity"], entity["name"], tuple(dict.fromkeys(ids)))
