"""`onrecord revisions`: who changed what, when, from what to what, and by how much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.options import About, AsOf, EngineAddress, RecordFolder, chosen, day_of, record_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.cli.facts import Labels
    from onrecord.record.vintages import Revision
    from onrecord.terms.time import Day

FORMATS = ("terminal", "csv", "json")

COLUMNS = (
    "day", "table", "id", "subject", "kind", "column", "before", "after", "days", "share",
    "known_from", "source_before", "source_after", "tier_before", "tier_after", "note_before", "note_after",
)  # fmt: skip
"""The columns of the CSV: one row for each column of a row that changed."""


def revisions(
    name: About = None,
    as_of: AsOf = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=", ".join(FORMATS))] = "terminal",
    record: RecordFolder = None,
    engine: EngineAddress = None,
) -> None:
    """Show every correction: what was replaced or withdrawn, when, by whom, and by how much."""
    from onrecord.cli.facts import Labels
    from onrecord.cli.formats import csv_text, json_text
    from onrecord.cli.output import has_colour, put, width
    from onrecord.cli.subjects import subject_of
    from onrecord.record.vintages import revisions as find_revisions

    chosen(format_, FORMATS, "a format of `onrecord revisions`")
    day = day_of(as_of)
    opened = record_of(record, engine)
    subject = subject_of(opened, name) if name is not None else None
    found = find_revisions(opened, as_of=day, about=subject.ids if subject else None)
    labels = Labels.of(opened)
    if format_ == "json":
        answer = {
            "as_of": day,
            "subject": subject.id if subject else None,
            "revisions": [_as_dict(revision, labels) for revision in found],
        }
        put(json_text(opened, answer), data=True)
    elif format_ == "csv":
        put(csv_text(COLUMNS, [row for revision in found for row in _csv_rows(revision, labels)]), data=True)
    else:
        put(_terminal(found, labels, subject.name if subject else "", day, width(), colour=has_colour()))


def _as_dict(revision: Revision, labels: Labels) -> dict[str, Any]:
    from onrecord.cli.facts import KEYS

    return {
        "day": revision.day,
        "table": revision.table,
        "id": [revision.before[key] for key in KEYS[revision.table]],
        "subject": labels.subject(revision.table, revision.before),
        "kind": revision.kind,
        "moved": [
            {
                "column": moved.column,
                "before": _plain(moved.before),
                "after": _plain(moved.after),
                "days": moved.days,
                "share": moved.share,
            }
            for moved in revision.moved
        ],
        "source_before": labels.publisher(revision.before),
        "source_after": labels.publisher(revision.after) if revision.after else None,
        "before": revision.before,
        "after": revision.after,
    }


def _plain(value: Any) -> Any:
    from onrecord.terms.time import Period

    return value.to_edtf() if isinstance(value, Period) else value


def _csv_rows(revision: Revision, labels: Labels) -> list[dict[str, Any]]:
    told = _as_dict(revision, labels)
    after = revision.after or {}
    shared = {
        **{name: told[name] for name in ("day", "table", "id", "subject", "kind", "source_before")},
        "source_after": told["source_after"] or "",
        "known_from": revision.before["known_from"],
        "tier_before": revision.before["tier"],
        "tier_after": after.get("tier", ""),
        "note_before": revision.before["note"],
        "note_after": after.get("note", ""),
    }
    empty = {"column": "", "before": "", "after": "", "days": None, "share": None}
    return [{**shared, **moved} for moved in told["moved"] or [empty]]


def _terminal(
    found: Sequence[Revision], labels: Labels, whose: str, day: Day | None, columns: int | None, *, colour: bool
) -> str:
    from onrecord.cli.tables import bold, cell, dim, wrapped
    from onrecord.terms.time import say_day

    asked = f"as public on {say_day(day)}" if day else "as it stands now"
    of = f" of {cell(whose)}" if whose else ""
    if not found:
        return f"No revision{of} is on record, {asked}.\n"
    count = f"{len(found):,} revision{'s' if len(found) > 1 else ''}{of}"
    lines = [f"{bold(count, colour=colour)}, {asked}"]
    indent = " " * 12
    for revision in found:
        title = f"{labels.subject(revision.table, revision.before)}: {revision.kind}"
        lines += ["", *wrapped(title, columns, first=f"{revision.day}  ", rest=indent)]
        for words in _details(revision, labels):
            lines += wrapped(words, columns, first=indent, rest=indent)
        for words in _origins(revision, labels):
            lines += [dim(line, colour=colour) for line in wrapped(words, columns, first=indent, rest=indent)]
    return "\n".join(lines) + "\n"


def _details(revision: Revision, labels: Labels) -> list[str]:
    from onrecord.cli.facts import change_of

    if revision.after is None:
        return [f"{labels.word(revision.table, revision.before)} -> nothing stands"]
    words = [change_of(moved) for moved in revision.moved]
    return words or ["the same, by other sources"]


def _origins(revision: Revision, labels: Labels) -> list[str]:
    from onrecord.cli.tables import cell

    before, after = revision.before, revision.after
    known = f"{labels.publisher(before)} (tier {before['tier']}, public since {before['known_from']})"
    if after is None:
        lines = [f"said by {known}"]
    else:
        since = "" if revision.kind == "replaced" else f", public since {after['known_from']}"
        lines = [f"{known} -> {labels.publisher(after)} (tier {after['tier']}{since})"]
    note = before["note"] if after is None else after["note"] or before["note"]
    return [*lines, f"note: {cell(note)}"] if note else lines
