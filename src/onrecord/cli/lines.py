"""What `onrecord series` shows: which metrics a name has, and the lines of one of them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from onrecord.cli.lookup import folded
from onrecord.cli.subjects import Subject, subject_of
from onrecord.measures.movement import Movement, movement, usable
from onrecord.record.vintages import vintages
from onrecord.terms.errors import UnknownName
from onrecord.terms.time import FAR_FUTURE, Day

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.record.vintages import Mode

Row = dict[str, Any]
Span = tuple[Day | None, Day | None]

METRICS = """
SELECT o.metric, count(*) AS n, min(o.period_start) AS first, max(o.period_end) AS last
FROM observations AS o
WHERE list_contains($ids, o.entity)
GROUP BY o.metric
ORDER BY n DESC, o.metric"""

WITHIN = """
t.metric = $metric
AND ($first IS NULL OR t.period_end > CAST($first AS DATE))
AND ($last IS NULL OR t.period_start <= CAST($last AS DATE))"""


METRICS_NAMED = 8
"""An error names so many metrics; the list of all is a command."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A metric that a name has: its definition, how many values stand, and the days that they span."""

    metric: Row
    values: int
    first: Day
    last: Day


@dataclass(frozen=True, slots=True)
class Line:
    """The values of one entity, or of all editions of an event, in order of their periods.

    `usable` are those that may enter a rate; `movement` is how they moved of late, None where the vintages asked for
    make no series.
    """

    id: str
    name: str
    rows: tuple[Row, ...]
    usable: tuple[Row, ...]
    movement: Movement | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, and the answer: `choices` where it could be several metrics, else `metric` and its lines."""

    subject: Subject
    mode: str
    day: Day | None
    metric: Row | None
    choices: tuple[Choice, ...] = ()
    lines: tuple[Line, ...] = ()


def asked_for(record: Record, name: str, words: str | None, *, mode: str, day: Day | None, span: Span) -> Asked:
    """Return the lines of the metric that was meant, or the metrics that can be meant.

    Raises `UnknownName` where the name or the metric is not on record.
    """
    subject = subject_of(record, name)
    choices = matching(subject, choices_of(record, subject), words)
    if len(choices) > 1:
        return Asked(subject, mode, day, None, choices)
    metric = choices[0].metric
    return Asked(subject, mode, day, metric, (), _lines(record, subject, metric, mode, day, span))


def choices_of(record: Record, subject: Subject) -> tuple[Choice, ...]:
    """Return the metrics of which a subject, or what belongs to it, has values."""
    latest = record.latest()
    metrics = {row["metric"]: row for row in latest.query("SELECT * FROM metrics")}
    held = latest.query(METRICS, {"ids": list(subject.ids)})
    found = [Choice(metrics[row["metric"]], row["n"], row["first"], row["last"]) for row in held]
    # A metric of which every value was withdrawn has a history that can still be asked for.
    known = {choice.metric["metric"] for choice in found}
    for row in vintages(record, "observations", "all-vintages", about=subject.ids):
        if row["metric"] not in known:
            known.add(row["metric"])
            found.append(Choice(metrics[row["metric"]], 0, row["period_start"], row["period_end"]))
    return tuple(found)


def matching(subject: Subject, choices: Sequence[Choice], words: str | None) -> tuple[Choice, ...]:
    """Return the metrics that words can mean: by id, else by name, else by words of either or of what it counts.

    Raises `UnknownName` where there are none.
    """
    if not choices:
        raise UnknownName(f"The record holds no values of {subject.name}: `onrecord show {subject.id}` shows the rest.")
    if words is None:
        return tuple(choices)
    wanted = folded(words)
    exact = [choice for choice in choices if folded(choice.metric["metric"]) == wanted]
    named = [choice for choice in choices if folded(choice.metric["name"]) == wanted]
    loose = [
        choice
        for choice in choices
        if wanted
        and (
            wanted in folded(choice.metric["metric"])
            or wanted in folded(choice.metric["name"])
            or wanted in map(folded, choice.metric["concepts"])
        )
    ]
    found = exact or named or loose
    if found:
        return tuple(found)
    near = difflib.get_close_matches(words.casefold(), [choice.metric["metric"] for choice in choices], n=1)
    advice = f"did you mean {near[0]}?" if near else f"it has {some_of(choices, subject)}."
    raise UnknownName(f"The record holds no metric {words!r} of {subject.name}: {advice}")


def some_of(choices: Sequence[Choice], subject: Subject) -> str:
    """Return the ids of the metrics, the first of them where they are many, and how to see the others."""
    keys = [choice.metric["metric"] for choice in choices]
    more = len(keys) - METRICS_NAMED
    shown = ", ".join(keys[:METRICS_NAMED])
    return f"{shown} and {more} more, see `onrecord series {subject.id}`" if more > 0 else shown


def _lines(record: Record, subject: Subject, metric: Row, mode: str, day: Day | None, span: Span) -> tuple[Line, ...]:
    rows = vintages(
        record,
        "observations",
        cast("Mode", mode),
        as_of=day,
        about=subject.ids,
        where=WITHIN,
        parameters={"metric": metric["metric"], "first": span[0], "last": span[1]},
    )
    latest = record.latest()
    editions = {row["event"]: row for row in latest.query("SELECT * FROM events ORDER BY event, known_from")}
    names = {row["release"]: row["model"] for row in latest.query("SELECT release, model FROM releases")}
    names |= {key: row["name"] for key, row in record.entities.items()}
    extra = {"metric_name": metric["name"], "unit": metric["unit"], "kind": metric["kind"]}
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        edition = editions.get(row["entity"])
        # The editions of a conference are one series: a figure of each stands for itself.
        line = edition["series"] if edition else row["entity"]
        whose = edition["name"] if edition else names.get(row["entity"], row["entity"])
        grouped.setdefault(line, []).append({**row, **extra, "name": whose})
    order = {key: place for place, key in enumerate(subject.ids)}
    lines = [
        _line(key, names.get(key, key), group, mode, day or record.now)
        for key, group in sorted(grouped.items(), key=lambda item: (order.get(item[0], 0), item[0]))
    ]
    return tuple(lines)


def _line(key: str, name: str, rows: list[Row], mode: str, day: Day) -> Line:
    rows.sort(key=lambda row: (row["period_start"], row["period_end"], row["entity"], row["known_from"], row["value"]))
    if mode == "revisions-only":
        return Line(key, name, tuple(rows), (), None)
    standing = rows if mode == "first-release" else [row for row in rows if row["known_until"] > day]
    # Of several words on one period the best source's counts, of equal ones the newest.
    ranked = sorted(standing, key=lambda row: ("WSMO".index(row["tier"]), row["known_from"], row["value"]))
    kept = cast("list[Row]", usable(ranked, day))
    return Line(key, name, tuple(rows), tuple(kept), movement(ranked, day) if ranked else None)


def drawing(record: Record, asked: Asked) -> str:
    """Return the lines as an SVG file."""
    from onrecord.checking.result import Point
    from onrecord.reports.plot import Line as Drawn
    from onrecord.reports.plot import plot
    from onrecord.terms.time import say_day

    metric = cast("Mapping[str, Any]", asked.metric)

    def point(row: Row) -> Point:
        return Point(row["period_start"], min(row["period_end"], FAR_FUTURE), row["value"])

    drawn = []
    for line in asked.lines:
        inside = {id(row) for row in line.usable}
        beside = tuple(point(row) for row in line.rows if id(row) not in inside and row["value"] is not None)
        drawn.append(Drawn(line.name, tuple(point(row) for row in line.usable), beside))
    known = f"as public on {say_day(asked.day)}" if asked.day else "as it stands now"
    window = ", ".join(part for part in (metric["window"], metric["scope"]) if part)
    title = metric["name"] if len(asked.lines) > 1 or not asked.lines else f"{asked.lines[0].name}: {metric['name']}"
    keys = dict.fromkeys(key for line in asked.lines for row in line.rows for key in row["sources"])
    publishers = list(dict.fromkeys(record.sources[key]["publisher"] for key in keys))
    more = f" and {len(publishers) - 4} more" if len(publishers) > 4 else ""
    return plot(
        drawn,
        title=title,
        subtitle=f"{metric['unit']}; {window}; {asked.mode}, {known}".replace("`", ""),
        unit=metric["unit"],
        source=f"{'; '.join(publishers[:4])}{more}. onrecord, record {record.vintage} of {record.now}.",
    )
