"""`onrecord diff`: what the record learned between two days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.options import About, EngineAddress, RecordFolder, chosen, day_of, record_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.cli.facts import Labels
    from onrecord.record.vintages import Learned
    from onrecord.terms.time import Day

FORMATS = ("terminal", "csv", "json")

COLUMNS = (
    "day", "table", "kind", "id", "subject", "says", "said_before", "standing", "published", "basis", "known_from",
    "superseded_at", "recorded_at", "tier", "sources", "flag", "note",
)  # fmt: skip

TOGETHER_FROM = 4
"""So many new values of one metric and entity are one line of the terminal; CSV and JSON hold them all."""


def diff(
    from_: Annotated[str, typer.Option("--from", metavar="DAY", help="The day before the first that counts.")],
    to: Annotated[str, typer.Option("--to", metavar="DAY", help="The last day that counts.")],
    name: About = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=", ".join(FORMATS))] = "terminal",
    record: RecordFolder = None,
    engine: EngineAddress = None,
) -> None:
    """Show what became public after one day and by another, and what was replaced or withdrawn."""
    from onrecord.cli.facts import Labels
    from onrecord.cli.formats import csv_text, json_text
    from onrecord.cli.output import has_colour, put, width
    from onrecord.cli.subjects import subject_of
    from onrecord.record.vintages import learned
    from onrecord.terms.time import parse_day

    chosen(format_, FORMATS, "a format of `onrecord diff`")
    first, last = parse_day(from_), day_of(to) or parse_day(to)
    opened = record_of(record, engine)
    subject = subject_of(opened, name) if name is not None else None
    found = learned(opened, first, last, about=subject.ids if subject else None)
    labels = Labels.of(opened)
    if format_ == "json":
        answer = {
            "from": first,
            "to": last,
            "subject": subject.id if subject else None,
            "learned": [_as_dict(item, labels) for item in found],
        }
        put(json_text(opened, answer), data=True)
    elif format_ == "csv":
        put(csv_text(COLUMNS, [_csv_row(item, labels) for item in found]), data=True)
    else:
        put(_terminal(found, labels, subject.name if subject else "", (first, last), width(), colour=has_colour()))


def _as_dict(item: Learned, labels: Labels) -> dict[str, Any]:
    from onrecord.cli.facts import KEYS

    return {
        "day": item.day,
        "table": item.table,
        "kind": item.kind,
        "id": [item.row[key] for key in KEYS[item.table]],
        "subject": labels.subject(item.table, item.row),
        "says": labels.word(item.table, item.row),
        "row": item.row,
        "before": list(item.before),
        "standing": item.standing,
    }


def _csv_row(item: Learned, labels: Labels) -> dict[str, Any]:
    told = _as_dict(item, labels)
    return {
        **item.row,
        **told,
        "said_before": [labels.word(item.table, row) for row in item.before],
        "standing": labels.word(item.table, item.standing) if item.standing else "",
        "flag": item.row.get("flag", ""),
    }


def _terminal(
    found: Sequence[Learned],
    labels: Labels,
    whose: str,
    days: tuple[Day, Day],
    columns: int | None,
    *,
    colour: bool,
) -> str:
    from onrecord.cli.facts import TITLES
    from onrecord.cli.tables import bold, cell, wrapped
    from onrecord.terms.time import say_day

    span = f"after {say_day(days[0])} and by {say_day(days[1])}"
    about = f" on {cell(whose)}" if whose else ""
    if not found:
        return f"The record learned nothing{about} {span}.\n"
    counts = {kind: sum(item.kind == kind for item in found) for kind in ("new", "changed", "ended")}
    said = ", ".join(f"{count:,} {kind}" for kind, count in counts.items() if count)
    lines = wrapped(f"Learned{about} {span}: {said}.", columns)
    for table, title in TITLES.items():
        rows = [item for item in found if item.table == table]
        if rows:
            lines += ["", f"{bold(title, colour=colour)} ({len(rows):,})"]
            lines += _section(table, rows, labels, columns, colour=colour)
    return "\n".join(lines) + "\n"


def _section(table: str, rows: Sequence[Learned], labels: Labels, columns: int | None, *, colour: bool) -> list[str]:
    from onrecord.cli.tables import dim, wrapped

    together: dict[str, list[Learned]] = {}
    for item in rows:
        if table == "observations" and item.kind == "new":
            together.setdefault(labels.subject(table, item.row), []).append(item)
    many = {subject: items for subject, items in together.items() if len(items) >= TOGETHER_FROM}
    lines: list[str] = []
    indent = " " * 14
    for item in rows:
        subject = labels.subject(table, item.row)
        detail = f"{labels.publisher(item.row)}, tier {item.row['tier']}"
        if item.kind == "new" and subject in many:
            items = many[subject]
            if item is not items[0]:
                continue
            words = f"{subject}: {len(items)} values, {_ends(items, labels)}"
            detail += f", to {items[-1].day}" if items[-1].day != item.day else ""
        else:
            words = f"{subject}: {_told(item, labels)}"
        lines += wrapped(words, columns, first=f"  {item.day}  ", rest=indent)
        lines += [dim(line, colour=colour) for line in wrapped(detail, columns, first=indent, rest=indent)]
    return lines


def _told(item: Learned, labels: Labels) -> str:
    from onrecord.cli.facts import change_of
    from onrecord.record.vintages import moved

    if item.kind == "ended":
        left = f"; what stands: {labels.word(item.table, item.standing)}" if item.standing else ""
        return f"no longer stands: {labels.word(item.table, item.row)}{left}"
    if item.kind == "new":
        return labels.word(item.table, item.row)
    changes = [change_of(change) for change in moved(item.table, item.before[0], item.row)]
    return "; ".join(changes) or f"{labels.word(item.table, item.row)}, the same by other sources"


def _ends(items: Sequence[Learned], labels: Labels) -> str:
    rows = sorted((item.row for item in items), key=lambda row: (row["period_start"], row["period_end"]))
    first, last = (labels.word("observations", row) for row in (rows[0], rows[-1]))
    return f"from {first} to {last}"
