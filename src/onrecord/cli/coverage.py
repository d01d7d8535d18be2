"""`onrecord coverage`: what is watched since when, what is held there, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.options import About, AsOf, EngineAddress, RecordFolder, chosen, day_of, record_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.cli.facts import Labels
    from onrecord.record.coverage import Watched
    from onrecord.terms.time import Day

FORMATS = ("terminal", "csv", "json")

COLUMNS = (
    "table", "subject", "name", "period_start", "period_end", "completeness", "ended", "held", "last",
    "gap_start", "gap_end", "note", "sources",
)  # fmt: skip


def coverage(
    name: About = None,
    as_of: AsOf = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=", ".join(FORMATS))] = "terminal",
    record: RecordFolder = None,
    engine: EngineAddress = None,
) -> None:
    """Show what the record watches and since when; absence is evidence only there.

    Without --as-of the day is that of the newest row of the record.
    """
    from onrecord.cli.facts import Labels
    from onrecord.cli.formats import csv_text, json_text
    from onrecord.cli.output import has_colour, put, width
    from onrecord.cli.subjects import subject_of
    from onrecord.record.coverage import watched

    chosen(format_, FORMATS, "a format of `onrecord coverage`")
    day = day_of(as_of)
    opened = record_of(record, engine)
    subject = subject_of(opened, name) if name is not None else None
    asked = day or opened.now
    found = watched(opened, asked, about=subject.ids if subject else None)
    labels = Labels.of(opened)
    rows = [_as_dict(stretch, labels) for stretch in found]
    if format_ == "json":
        put(json_text(opened, {"as_of": day, "subject": subject.id if subject else None, "watched": rows}), data=True)
    elif format_ == "csv":
        put(csv_text(COLUMNS, rows), data=True)
    else:
        put(_terminal(found, labels, subject.name if subject else "", asked, width(), colour=has_colour()))


def _as_dict(stretch: Watched, labels: Labels) -> dict[str, Any]:
    return {
        "table": stretch.table,
        "subject": stretch.subject,
        "name": _name(stretch, labels),
        "period_start": stretch.period.start,
        "period_end": stretch.period.end,
        "completeness": stretch.completeness,
        "ended": stretch.ended,
        "held": stretch.held,
        "last": stretch.last,
        "gap_start": stretch.gap.start if stretch.gap else None,
        "gap_end": stretch.gap.end if stretch.gap else None,
        "note": stretch.note,
        "sources": list(stretch.sources),
    }


def _name(stretch: Watched, labels: Labels) -> str:
    metric = labels.metrics.get(stretch.subject)
    return metric["name"] if metric else "all else" if stretch.subject == "*" else labels.name(stretch.subject)


def _terminal(
    found: Sequence[Watched], labels: Labels, whose: str, day: Day, columns: int | None, *, colour: bool
) -> str:
    from onrecord.cli.facts import TITLES
    from onrecord.cli.tables import bold, cell, dim, table, wrapped
    from onrecord.terms.time import say_day

    about = f" on {cell(whose)}" if whose else ""
    if not found:
        return f"Nothing{about} is watched as of {say_day(day)}.\n"
    lines = wrapped(f"What is watched{about}, as of {say_day(day)}.", columns)
    for name, title in TITLES.items():
        declared = [stretch for stretch in found if stretch.table == name and stretch.completeness]
        held = [stretch for stretch in found if stretch.table == name and not stretch.completeness]
        if declared:
            lines += ["", bold(title, colour=colour)]
            head = ("watched", "of", "how fully", "held", "last", "longest gap", "missing")
            lines += [table(head, [_cells(stretch, labels) for stretch in declared], columns, colour=colour)]
        if held:
            names = ", ".join(f"{cell(_name(stretch, labels))} ({stretch.held})" for stretch in held)
            lines += ["", *wrapped(f"{title} held with no word on how fully: {names}", columns)]
    lines += ["", *(dim(line, colour=colour) for line in wrapped(_key(found), columns))]
    return "\n".join(lines) + "\n"


def _key(found: Sequence[Watched]) -> str:
    ended = any(stretch.ended for stretch in found if stretch.completeness)
    words = "full: nothing of note is missing; partial: much is there; thin: little."
    return f"{words} A closed period is no longer watched." if ended else words


def _cells(stretch: Watched, labels: Labels) -> tuple[str, ...]:
    from onrecord.cli.tables import cell

    since = stretch.period.start.isoformat()
    return (
        f"{since} to {stretch.period.last}" if stretch.ended else f"since {since}",
        cell(_name(stretch, labels)),
        stretch.completeness,
        f"{stretch.held:,}",
        cell(stretch.last),
        f"{stretch.gap.days:,} days from {stretch.gap.start}" if stretch.gap and stretch.held else "",
        cell(stretch.note),
    )
