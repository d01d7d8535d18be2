"""What the record newly shows of the subjects of a watch list: successors overdue, records broken."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

from onrecord.checking.result import SourceLine
from onrecord.measures.extreme import extreme, is_record
from onrecord.measures.overdue import is_overdue, overdue
from onrecord.record import Record, View
from onrecord.terms.ids import stable_id
from onrecord.terms.labels import tier_rank
from onrecord.terms.time import Day
from onrecord.watching.journal import Seen
from onrecord.watching.model import Announcement

MEASURES = ("overdue", "extreme")
"""The measures that are asked again and again of what is watched."""

KINDS = frozenset({"organisation", "product", "model-family"})
"""What is watched because an article speaks of it: of a country or a person too much could be announced."""

FEWEST = 8
"""A record among fewer values than this is no news: of so many one is the highest or the lowest by chance alone."""

MOST_SOURCES = 3

_SERIES = """
SELECT entity, metric, max(period_end) AS until
FROM observations
WHERE list_contains($entities, entity)
GROUP BY entity, metric
ORDER BY entity, metric"""

_MAKERS = "SELECT DISTINCT maker FROM releases WHERE list_contains($entities, maker) ORDER BY maker"


def family_of(record: Record, subject: str) -> list[str]:
    """Return a subject and all that belongs to it, at any depth, but for people.

    >>> from onrecord.record import open_record
    >>> "deepseek-models" in family_of(open_record(), "deepseek")
    True
    """
    found = [subject]
    for one in found:
        found += [
            row["entity"]
            for row in record.entities.values()
            if row["parent"] == one and row["kind"] in KINDS and row["entity"] not in found
        ]
    return found


def overdue_successors(record: Record, subjects: Collection[str], day: Day) -> list[Announcement]:
    """Return whose successor is overdue by what is known now: one announcement for each last launch.

    Of a product or a family of models it is that of its maker.
    """
    view = record.as_of(record.now)
    owners = {owner for subject in subjects if (owner := _owner(record, subject))}
    makers = [row["maker"] for row in view.query(_MAKERS, {"entities": sorted({*subjects, *owners})})]
    found = []
    for maker in makers:
        answer = overdue(view, makers=[maker])
        if not is_overdue(answer):
            continue
        last = max(row["day"] for row in answer.rows if row["what"] == "launch")
        late = any(row["what"] == "promised" and row["day"] > last for row in answer.rows)
        id_ = stable_id("overdue", maker, last, late)
        lines = _sources(view, answer.sources)
        found.append(Announcement(id_, day, "overdue", maker, _name(record, maker), "", str(answer), lines))
    return found


def newest_values(record: Record, subjects: Iterable[str]) -> list[Seen]:
    """Return all series of the subjects, and of what belongs to them, with the end of their newest value."""
    entities = sorted({id_ for subject in subjects for id_ in family_of(record, subject)})
    rows = record.as_of(record.now).query(_SERIES, {"entities": entities})
    return [Seen(row["entity"], row["metric"], row["until"]) for row in rows]


def broken_records(
    record: Record, seen: Mapping[tuple[str, str], Seen], newest: Iterable[Seen], day: Day
) -> list[Announcement]:
    """Return the values that are the highest or the lowest on record, among those that are newer than what was seen.

    A series that was not looked at before has broken nothing. Of several new records of a series the last is told.
    """
    found = []
    for series in newest:
        before = seen.get((series.entity, series.metric))
        if before is not None and series.until > before.until:
            found += _broken(record, series, before.until, day)
    return found


def _broken(record: Record, series: Seen, since: Day, day: Day) -> list[Announcement]:
    view = record.as_of(record.now)
    rows = extreme(view, entity=series.entity, metric=series.metric).rows
    kinds: Sequence[tuple[Literal["highest", "lowest"], bool]] = (("highest", True), ("lowest", False))
    found = []
    for kind, up in kinds:
        new = [
            at for at in range(FEWEST - 1, len(rows)) if rows[at]["period_end"] > since and is_record(rows, at, up=up)
        ]
        if not new:
            continue
        row = rows[new[-1]]
        answer = extreme(view, entity=series.entity, metric=series.metric, on=row["period_start"])
        id_ = stable_id("record", series.entity, series.metric, kind, row["period_start"], row["period_end"])
        lines = _sources(view, row["sources"])
        name, metric = _name(record, series.entity), answer.subject
        found.append(Announcement(id_, day, kind, series.entity, name, metric, answer.words, lines))
    return found


def _owner(record: Record, entity: str) -> str:
    row = record.entities.get(entity)
    return str(row["parent"]) if row and row["kind"] in {"product", "model-family"} else ""


def _name(record: Record, entity: str) -> str:
    row = record.entities.get(entity)
    return str(row["name"]) if row else entity


def _sources(view: View, names: Iterable[str]) -> tuple[SourceLine, ...]:
    """Return the best of some sources; a mirror's address is not offered as a link."""
    known = view.record.sources
    rows = [known[name] for name in names if name in known]
    best = sorted(rows, key=lambda row: (tier_rank(row["tier"]), row["source"]))[:MOST_SOURCES]
    return tuple(
        SourceLine(
            row["source"],
            row["publisher"],
            row["published"],
            row["tier"],
            "" if row["mirror"] == "yes" else row["address"],
        )
        for row in best
    )
