"""Who the people on record are, as reading needs it: what they do, and to which events they came."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.record.store import Record
from onrecord.terms.time import Period


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody does, in the words of the record, and when."""

    role: str
    holds: Period | None


def posts_of(record: Record) -> dict[str, Post]:
    """Return what everybody on record does, by the id of the person.

    >>> from onrecord.record import open_record
    >>> posts_of(open_record())["joe-tsai"].role
    'Chairman of Alibaba Group'
    """
    return {
        row["entity"]: Post(row["role"], Period(row["holds_start"], row["holds_end"]) if row["holds_start"] else None)
        for row in record.entities.values()
        if row["kind"] == "person" and row["role"]
    }


def guests_of_events(record: Record) -> dict[str, frozenset[str]]:
    """Return the ids of those who are on record as having been at an event, by the id of its edition.

    >>> from onrecord.record import open_record
    >>> sorted(guests_of_events(open_record())["trumpxi-busan-2025"])
    ['donald-trump', 'xi-jinping']
    """
    rows = record.latest().query(
        "SELECT object, list(DISTINCT entity) AS people FROM happenings "
        "WHERE kind IN ('attended', 'spoke', 'opened') GROUP BY object ORDER BY object"
    )
    return {row["object"]: frozenset(row["people"]) for row in rows}
