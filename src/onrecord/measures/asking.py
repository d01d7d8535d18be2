"""What every measure asks besides its own rows: names, definitions, values left out, and who was watching."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.measures.measure import Answer, Row
from onrecord.measures.measurement import Estimate, Measurement, Picture
from onrecord.measures.registry import COVERAGE, LEFT_OUT
from onrecord.record import View
from onrecord.terms.errors import UnknownName
from onrecord.terms.quantity import Interval, interval_of
from onrecord.terms.time import ONE_DAY, Day, say_day

FULLY = ("full",)
"""How completely a lab must be watched before what is not on record counts as not having happened."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Who was watching over a period: `full` where nothing of note can be missing; else `lacking` says what can be.

    `until` is the last day that is watched fully without a break, None where the first day is not.
    """

    full: bool
    lacking: str
    until: Day | None


def metric_of(view: View, metric: str) -> Row:
    """Return the definition of a metric.

    Raises `UnknownName` where the record has no such metric.
    """
    rows = view.query("SELECT * FROM metrics WHERE metric = $metric ORDER BY metric", {"metric": metric})
    if not rows:
        raise UnknownName(f"The record has no metric {metric!r}: `onrecord list metrics` shows them all.")
    return rows[0]


def name_of(view: View, id_: str) -> str:
    """Return the name that a reader knows, or the id where the record has none."""
    entity = view.record.entities.get(id_)
    if entity:
        return str(entity["name"])
    sql = """SELECT model AS name FROM releases WHERE release = $id
             UNION ALL SELECT name FROM events WHERE event = $id ORDER BY name"""
    rows = view.record.latest().query(sql, {"id": id_})
    return str(rows[0]["name"]) if rows else id_


def left_out(view: View, metric: str, entities: Sequence[str] | None) -> dict[str, int]:
    """Count by reason the values of a metric that may not enter."""
    found: dict[str, int] = {}
    answer = LEFT_OUT.ask(view, "", metric=metric, entities=None if entities is None else list(entities))
    for row in answer.rows:
        found[row["reason"]] = found.get(row["reason"], 0) + row["many"]
    return found


def say_left_out(counts: Mapping[str, int]) -> str:
    """Say how many values may not enter.

    >>> say_left_out({"stale": 12, "suspect": 1})
    '13 values left out: 12 stale, 1 suspect'
    """
    total = sum(counts.values())
    if not total:
        return ""
    by_reason = ", ".join(f"{many} {reason}" for reason, many in counts.items())
    return f"{total} value{'' if total == 1 else 's'} left out: {by_reason}"


def sources_of(rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the sources of rows, each once, in the order in which they come."""
    return tuple(dict.fromkeys(name for row in rows for name in row.get("sources") or ()))


def interval_of_row(row: Mapping[str, Any]) -> Interval:
    """Return what the wording of a value allows: exact, about, over, or a range."""
    if row.get("high") is not None:
        return Interval(row["value"], max(row["high"], row["value"]))
    return interval_of(row["value"], row.get("qualifier") or "exact")


def watch(view: View, subjects: Sequence[str], first: Day, last: Day) -> Watch:
    """Say whether launches of these labs, or of a country or everybody (`*`), were watched fully between two days."""
    found = [_watch(view, subject, first, last) for subject in subjects]
    return min(found, key=lambda seen: (seen.full, seen.until or first - ONE_DAY))


def _watch(view: View, subject: str, first: Day, last: Day) -> Watch:
    rows = COVERAGE.ask(view, "", watched="releases", subjects=[subject]).rows
    reached = first
    for start, end in sorted((row["period_start"], row["period_end"]) for row in rows if row["completeness"] in FULLY):
        if start <= reached < end:
            reached = end
    if reached > last:
        return Watch(full=True, lacking="", until=reached - ONE_DAY)
    if reached > first:
        return Watch(False, f"a full list of launches after {say_day(reached - ONE_DAY)}", reached - ONE_DAY)
    return Watch(False, "a full list of launches", None)


def watched_until(view: View, subjects: Sequence[str]) -> Day:
    """Return the last day on which somebody watched, at least in part, for launches of these labs.

    The view's day where nobody ever did: then the answer says so, and no day is better than another.
    """
    rows = COVERAGE.ask(view, "", watched="releases", subjects=list(subjects)).rows
    ends = [row["period_end"] - ONE_DAY for row in rows if row["completeness"] != "thin"]
    return min(max(ends, default=view.day), view.day)


def measured(
    answer: Answer,
    *,
    view: View,
    subject: str,
    words: str,
    estimates: Sequence[Estimate],
    columns: Sequence[str],
    rows: Sequence[Mapping[str, Any]] | None = None,
    left: Mapping[str, int] | None = None,
    missing: str = "",
    picture: Picture | None = None,
) -> Measurement:
    """Write an answered measure as a measurement."""
    used = tuple(answer.rows if rows is None else rows)
    return Measurement(
        measure=answer.measure,
        subject=subject,
        day=view.day,
        words=words,
        estimates=tuple(estimates),
        rows=used,
        columns=tuple(columns),
        sources=sources_of(used),
        left_out=dict(left or {}),
        missing=missing,
        sql=answer.sql,
        parameters=answer.parameters,
        picture=picture,
    )


def title(view: View, entity: str, metric: Row) -> str:
    """Name a series: whose, and of what."""
    return f"{name_of(view, entity)}: {metric['name']}"
