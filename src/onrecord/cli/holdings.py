"""What the record holds on one entity: the rows of every table that bear on it, as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.cli.lookup import find_entity
from onrecord.record import Record, View

Row = dict[str, Any]
Rows = tuple[Row, ...]

BROAD_KINDS = frozenset({"country", "place", "group"})
"""Kinds to which too much belongs: what belongs to a country is not a fact about the country."""

SERIES_FROM = 3
"""So many values of one metric are shown as a series, fewer as single figures."""

# $subjects are the entity and what belongs to it, $objects also its events, $measured its releases too.
FACTS = "SELECT * FROM entities WHERE entity = $entity ORDER BY known_from"
TITLES = "SELECT * FROM aliases WHERE entity = $entity ORDER BY alias"
RELEASES = """
SELECT * FROM releases WHERE list_contains($subjects, maker) AND kind <> 'reseller'
ORDER BY period_start, model, kind, known_from"""
EVENTS = """
SELECT * FROM events WHERE list_contains($subjects, series) OR list_contains($subjects, city)
ORDER BY period_start, event, known_from"""
POLICIES = """
SELECT * FROM policies
WHERE list_contains($subjects, actor) OR ($jurisdiction <> '' AND jurisdiction = $jurisdiction)
ORDER BY period_start, policy, known_from"""
TARGETS = """
SELECT t.*, m.name AS metric_name
FROM targets AS t JOIN metrics AS m ON m.metric = t.metric
WHERE list_contains($subjects, t.who)
ORDER BY t.period_start, t.target, t.known_from"""
HAPPENINGS = """
SELECT * FROM happenings WHERE list_contains($subjects, entity) OR list_contains($objects, object)
ORDER BY period_start, happening, known_from"""
OBSERVATIONS = """
SELECT o.*, m.name AS metric_name, m.unit, m.kind AS metric_kind
FROM observations AS o JOIN metrics AS m ON m.metric = o.metric
WHERE list_contains($measured, o.entity)
ORDER BY o.entity, o.metric, o.period_start, o.period_end, o.known_from, o.value"""
COVERAGE = """
SELECT * FROM coverage WHERE list_contains($subjects, subject) ORDER BY "table", period_start"""


@dataclass(frozen=True, slots=True)
class Holdings:
    """The entity and its rows, as of a day.

    `via` says what of the entity was asked for, where the name was not its own; `known` is False where the day
    came before the record could know the entity; `belonging` are the ids of what belongs to it and is counted
    in; `names` are the names of all that its rows are about.
    """

    entity: Row
    via: str
    known: bool
    names: Mapping[str, str]
    belonging: tuple[str, ...]
    titles: Rows
    facts: Rows
    releases: Rows
    events: Rows
    policies: Rows
    targets: Rows
    happenings: Rows
    series: tuple[Rows, ...]
    figures: Rows
    coverage: Rows


def holdings_of(record: Record, name: str, view: View) -> Holdings:
    """Return what the view holds on the entity that a name means.

    Raises `UnknownName` where the record knows no such name, or several that it can mean.
    """
    found = find_entity(record, name)
    latest, entity = record.latest(), found.entity
    belonging = belonging_of(latest, entity)
    subjects = [entity["entity"], *belonging]
    asked: dict[str, Any] = {
        "entity": entity["entity"],
        "subjects": subjects,
        "jurisdiction": entity["country"] if entity["kind"] == "country" else "",
    }
    releases, events = view.query(RELEASES, asked), view.query(EVENTS, asked)
    editions = [row["event"] for row in events if row["series"] in subjects]
    asked["objects"] = [*subjects, *editions]
    asked["measured"] = [*subjects, *editions, *(row["release"] for row in releases)]
    series, figures = _told_apart(view.query(OBSERVATIONS, asked))
    facts = view.query(FACTS, asked)
    return Holdings(
        entity=entity,
        via=found.via,
        known=bool(facts),
        names=_names(latest, releases),
        belonging=belonging,
        titles=tuple(view.query(TITLES, asked)),
        facts=tuple(facts),
        releases=tuple(releases),
        events=tuple(events),
        policies=tuple(view.query(POLICIES, asked)),
        targets=tuple(view.query(TARGETS, asked)),
        happenings=tuple(view.query(HAPPENINGS, asked)),
        series=series,
        figures=figures,
        coverage=tuple(view.query(COVERAGE, asked)),
    )


def _names(latest: View, releases: Iterable[Row]) -> dict[str, str]:
    """Return the name of everything that a row may be about."""
    rows = latest.query("SELECT entity, name FROM entities ORDER BY entity, known_from")
    names = {row["entity"]: row["name"] for row in rows}
    for row in latest.query("SELECT event, name FROM events ORDER BY event, known_from"):
        names[row["event"]] = row["name"]
    for row in latest.query("SELECT policy, title FROM policies ORDER BY policy, known_from"):
        names[row["policy"]] = row["title"]
    return names | {row["release"]: row["model"] for row in releases}


def _told_apart(observations: Iterable[Row]) -> tuple[tuple[Rows, ...], Rows]:
    """Divide observations into series of one entity and metric, and figures that stand alone."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in observations:
        groups.setdefault((row["entity"], row["metric"]), []).append(row)
    series = tuple(tuple(rows) for rows in groups.values() if len(rows) >= SERIES_FROM)
    figures = tuple(row for rows in groups.values() if len(rows) < SERIES_FROM for row in rows)
    return series, figures


def belonging_of(view: View, entity: Row) -> tuple[str, ...]:
    """Return the ids of products, families and firms that belong to it, at any depth; not of people."""
    if entity["kind"] in BROAD_KINDS:
        return ()
    children: dict[str, list[str]] = {}
    for row in view.query("SELECT entity, kind, parent FROM entities ORDER BY entity, known_from"):
        if row["parent"] and row["kind"] not in {"person", *BROAD_KINDS}:
            children.setdefault(row["parent"], []).append(row["entity"])
    found: list[str] = []
    waiting = [entity["entity"]]
    while waiting:
        for child in children.get(waiting.pop(0), ()):
            if child not in found and child != entity["entity"]:
                found.append(child)
                waiting.append(child)
    return tuple(found)
