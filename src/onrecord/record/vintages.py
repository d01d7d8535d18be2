"""A fact over time: its first release, all its vintages, who revised it when and by how much, as in ALFRED.

A fact is what one story says of one thing: an observation of an entity, metric and period; an event; a kind of date of
a release; a policy; a target. A row replaces another where it became public on the day on which the other was
superseded. Where none did, the superseded row gave way to a row that stands beside it, or it was withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

from onrecord.record.rows import held
from onrecord.record.schema import TABLES
from onrecord.record.store import Record
from onrecord.terms.errors import BadInput
from onrecord.terms.labels import tier_rank
from onrecord.terms.time import FAR_FUTURE, Day, Period

Row = dict[str, Any]

Mode = Literal["latest", "first-release", "all-vintages", "revisions-only"]
MODES: tuple[Mode, ...] = get_args(Mode)
"""Which vintages of a fact are asked for; the names follow ALFRED."""

_WANTED = {"first-release": "first_word", "revisions-only": "NOT first_word", "all-vintages": "TRUE"}


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes two rows of a table words on one thing, and which columns say whose thing it is.

    `by_story` is true where every source story keeps a word of its own, so that two of them may disagree.
    """

    subject: tuple[str, ...]
    about: tuple[str, ...]
    by_story: bool = False


IDENTITIES: Mapping[str, Identity] = {
    "events": Identity(("event",), ("event", "series", "city")),
    "policies": Identity(("policy",), ("policy", "actor", "jurisdiction")),
    "targets": Identity(("target",), ("target", "who")),
    "releases": Identity(("release", "kind"), ("release", "maker"), by_story=True),
    "happenings": Identity(("happening",), ("happening", "entity", "object")),
    "observations": Identity(("entity", "metric", "period_start", "period_end"), ("entity",), by_story=True),
    "entities": Identity(("entity",), ("entity",)),
}
"""The timed tables, in the order in which a reader wants them."""


_KEYS: Mapping[str, tuple[str, ...]] = {
    "happenings": ("happening",),
    "policies": ("policy",),
    "targets": ("target",),
    "releases": ("release", "kind"),
    "observations": ("entity", "metric"),
    "events": ("event",),
    "entities": ("entity",),
}
"""What names the fact of a row that a look-up returns, from the narrowest: a target has a metric, an observation an
entity."""

Fact = tuple[str, ...]
"""The table of a row and the ids of what it is a word on: `("releases", "deepseek-r1", "release")`."""


def fact_of(row: Mapping[str, Any]) -> Fact:
    """Return what a row of a look-up is a word on; empty where it counts several rows together.

    Two rows of one fact are what two sources said of it, or what one said at two times.

    >>> fact_of({"release": "deepseek-r1", "kind": "release", "maker": "deepseek"})
    ('releases', 'deepseek-r1', 'release')
    >>> fact_of({"event": "waic_2025", "metric": "event-visits", "value": 350000.0, "period_start": Day(2025, 7, 26)})
    ('observations', 'waic_2025', 'event-visits', '2025-07-26')
    """
    if "metric" in row and "event" in row:
        row = {**row, "entity": row["event"]}
    for table, keys in _KEYS.items():
        if all(key in row for key in keys):
            about = (row.get("period_start", row.get("year", "")),) if table == "observations" else ()
            return (table, *(str(row[key]) for key in keys), *map(str, about))
    return ()


def held_since(record: Record, fact: Fact, known_from: Day, sources: Sequence[str]) -> Day | None:
    """Return the day on which the record got the word of some sources on a fact that was public from a day on.

    None where it does not hold it, or not any more.

    >>> from onrecord.record import open_record
    >>> print(held_since(open_record(), ("releases", "deepseek-r1", "release"), Day(2025, 1, 20), ["nobody"]))
    None
    """
    keys = _KEYS[fact[0]]
    found = record.latest().query(
        f"SELECT sources, recorded_at FROM {fact[0]} WHERE {' AND '.join(f'{key} = ${key}' for key in keys)} "
        "AND known_from = CAST($known_from AS DATE) ORDER BY recorded_at",
        {**dict(zip(keys, fact[1:], strict=False)), "known_from": known_from},
    )
    return next((row["recorded_at"] for row in found if set(sources) & set(row["sources"])), None)


@dataclass(frozen=True, slots=True)
class Moved:
    """A column that a revision changed: `days` says by how far a period moved, `share` by how much a number.

    A share of 0.1 is 10 %. `before` and `after` are a `Period`, a number or a text, or several; None where nothing
    was said.
    """

    column: str
    before: Any
    after: Any
    days: int | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A row that was superseded on `day`, and what took its place.

    `kind` is `replaced` (a new row came), `gave way` (a row that stood beside it is left), or `withdrawn` (none is).
    """

    table: str
    day: Day
    kind: Literal["replaced", "gave way", "withdrawn"]
    before: Row
    after: Row | None
    moved: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True)
class Learned:
    """Something that the public learned on `day`.

    `kind` is `new`, `changed` (the row replaces those in `before`), or `ended` (the row was superseded and nothing new
    came; `standing` is what is left).
    """

    table: str
    day: Day
    kind: Literal["new", "changed", "ended"]
    row: Row
    before: tuple[Row, ...] = ()
    standing: Row | None = None


def vintages(
    record: Record,
    table: str,
    mode: Mode = "latest",
    *,
    as_of: Day | None = None,
    recorded_as_of: Day | None = None,
    about: Sequence[str] | None = None,
    where: str = "TRUE",
    parameters: Mapping[str, Any] | None = None,
) -> list[Row]:
    """Return the rows of a table in one of the four modes, as public on a day.

    `latest` are those that stand, `all-vintages` also those that were replaced, `first-release` the first word on each
    fact, `revisions-only` all later words. `about` limits them to some ids, `where` is a further condition in SQL.

    >>> from onrecord.record import open_record
    >>> rows = vintages(open_record(), "releases", "all-vintages", about=["deepseek-chat"])
    >>> [(str(row["known_from"]), str(row["period_start"])) for row in rows]
    [('2024-12-26', '2024-12-26'), ('2026-03-07', '2025-12-01')]

    Raises `BadInput` for a mode that there is not.
    """
    if mode not in MODES:
        raise BadInput(f"{mode!r} is not a kind of vintage: choose one of {', '.join(MODES)}.")
    asked = _asked(record, as_of, recorded_as_of, about) | dict(parameters or {})
    if mode == "latest":
        # What stands on a day is a filter on the interval columns; only the history of a fact needs a window.
        view = record.as_of(asked["as_of"], recorded_as_of=asked["recorded_as_of"])
        condition = f"(CAST($about AS VARCHAR[]) IS NULL OR {_about(table)}) AND ({where})"
        return view.query(f"SELECT * FROM {table} AS t WHERE {condition} ORDER BY ALL", asked)
    return record.engine.query(
        _sql("vintages", table, has_ends=table in record.ended, where=where, wanted=_WANTED[mode]), asked
    )


def revisions(
    record: Record,
    *,
    as_of: Day | None = None,
    recorded_as_of: Day | None = None,
    about: Sequence[str] | None = None,
    tables: Iterable[str] = IDENTITIES,
) -> list[Revision]:
    """Return every revision that was public on a day, oldest first: what was replaced, by what, and by how much.

    >>> from onrecord.record import open_record
    >>> revision, = revisions(open_record(), about=["deepseek-chat"])
    >>> str(revision.day), revision.kind, revision.moved[0].column, revision.moved[0].days
    ('2026-03-07', 'replaced', 'period', 340)
    """
    asked = _asked(record, as_of, recorded_as_of, about)
    found: list[Revision] = []
    for table in tables:
        rows = record.engine.query(_sql("revised", table, has_ends=table in record.ended), asked)
        beside: dict[tuple[Any, ...], list[Row]] = {}
        for row in rows:
            beside.setdefault(_subject(table, row), []).append(row)
        ended = (row for row in rows if row["superseded_at"] and row["superseded_at"] <= asked["as_of"])
        found += [_revision(table, row, beside[_subject(table, row)]) for row in ended]
    order = list(IDENTITIES)
    return sorted(found, key=lambda item: (item.day, order.index(item.table)))


def learned(
    record: Record,
    first: Day,
    last: Day,
    *,
    recorded_as_of: Day | None = None,
    about: Sequence[str] | None = None,
    tables: Iterable[str] = IDENTITIES,
) -> list[Learned]:
    """Return what became public, and what was superseded, after `first` and by `last`, day by day.

    >>> from onrecord.record import open_record
    >>> found = learned(open_record(), Day(2026, 3, 6), Day(2026, 3, 8), about=["deepseek-chat"])
    >>> [(str(item.day), item.kind) for item in found]
    [('2026-03-07', 'changed')]

    Raises `BadInput` where `last` comes before `first`.
    """
    if last < first:
        raise BadInput(f"{last} comes before {first}: name the earlier day first.")
    asked = _asked(record, last, recorded_as_of, about) | {"after": first}
    found: list[Learned] = []
    for table in tables:
        replaced: dict[tuple[Any, ...], list[Row]] = {}
        for revision in revisions(record, as_of=last, recorded_as_of=recorded_as_of, about=about, tables=[table]):
            after = revision.after
            if after and revision.kind == "replaced":
                replaced.setdefault(_identity(after), []).append(revision.before)
            if revision.day > first and not (after and after["known_from"] == revision.day):
                standing = after if revision.kind == "gave way" else None
                found.append(Learned(table, revision.day, "ended", revision.before, standing=standing))
        for row in record.engine.query(_sql("learned", table, has_ends=table in record.ended), asked):
            before = tuple(replaced.get(_identity(row), ()))
            found.append(Learned(table, row["known_from"], "changed" if before else "new", row, before))
    order = list(IDENTITIES)
    return sorted(found, key=lambda item: (item.day, order.index(item.table), item.kind == "ended"))


def moved(table: str, before: Row, after: Row) -> tuple[Moved, ...]:
    """Return the columns in which two rows of a table differ, each with by how much.

    >>> moved("targets", {"value": 100.0}, {"value": 110.0})[0].share
    0.1
    """
    found = []
    for column in TABLES[table].columns:
        old, new = _value(column.name, column.kind, before), _value(column.name, column.kind, after)
        if old == new:
            continue
        days = share = None
        if isinstance(old, Period) and isinstance(new, Period):
            days = (new.start - old.start).days or (new.end - old.end).days
        elif isinstance(old, float) and isinstance(new, float) and old:
            share = round((new - old) / abs(old), 12)
        found.append(Moved(column.name, old, new, days, share))
    return tuple(found)


def _value(name: str, kind: str, row: Row) -> Any:
    if kind == "period":
        stem = "period" if name == "period" else name
        start, end = row.get(f"{stem}_start"), row.get(f"{stem}_end")
        return Period(start, min(end, FAR_FUTURE)) if start and end else None
    value = row.get(name)
    return None if value in ("", []) else value


def _revision(table: str, row: Row, beside: Iterable[Row]) -> Revision:
    day: Day = row["superseded_at"]
    chances = [
        (rank, other)
        for other in beside
        if other is not row and other["known_until"] > day and (rank := _rank(table, row, other, day))
    ]
    if not chances:
        return Revision(table, day, "withdrawn", _bare(row), None)
    after = min(chances, key=lambda chance: (chance[0], repr(chance[1])))[1]
    kind: Literal["replaced", "gave way"] = "replaced" if after["known_from"] >= day else "gave way"
    return Revision(table, day, kind, _bare(row), _bare(after), moved(table, row, after))


def _rank(table: str, row: Row, other: Row, day: Day) -> tuple[Any, ...] | None:
    """Say how likely one row took the place of another that was superseded on a day: less is likelier, None is not."""
    same = not IDENTITIES[table].by_story or other["origin"] == row["origin"]
    came = other["known_from"] == day
    later = other["known_from"] > day
    if later and not same:
        # What another source says long after is news of its own.
        return None
    flagged = bool(other.get("flag"))
    distance = abs((other["known_from"] - day).days)
    # Of several that came later the first took the place, whatever came after it.
    wait = distance if later else 0
    return (not came, later, wait, not same, flagged, tier_rank(other["tier"]), distance)


def _bare(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "origin"}


def _subject(table: str, row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in IDENTITIES[table].subject)


def _identity(row: Row) -> tuple[Any, ...]:
    """Return what tells a row from every other: all that it says."""
    return tuple(tuple(value) if isinstance(value, list) else value for value in row.values())


def _asked(
    record: Record, as_of: Day | None, recorded_as_of: Day | None, about: Sequence[str] | None
) -> dict[str, Any]:
    return {
        "as_of": as_of or record.latest().day,
        "recorded_as_of": recorded_as_of or FAR_FUTURE,
        "about": None if about is None else list(about),
    }


def _about(table: str) -> str:
    return f"list_has_any(CAST($about AS VARCHAR[]), [{', '.join(f't.{name}' for name in IDENTITIES[table].about)}])"


@cache
def _text(name: str) -> str:
    return resources.files("onrecord.record").joinpath(f"sql/{name}.sql").read_text(encoding="utf-8")


def _sql(name: str, table: str, *, has_ends: bool, where: str = "TRUE", wanted: str = "TRUE") -> str:
    identity = IDENTITIES[table]
    same = " AND ".join(f"old.{column} IS NOT DISTINCT FROM said.{column}" for column in identity.subject)
    fact = ", ".join((*identity.subject, *(("origin",) if identity.by_story else ())))
    rows = held(table, has_ends=has_ends)
    said = _text("said").format(held=rows, about=_about(table), where=where)
    return _text(name).format(held=rows, about=_about(table), said=said, wanted=wanted, fact=fact, same_subject=same)
