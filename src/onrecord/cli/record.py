"""`onrecord record`: records of one's own: make one, import into it, look it over, carry it elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self

import typer

from onrecord.cli.groups import Commands
from onrecord.terms.errors import BadInput

if TYPE_CHECKING:
    from onrecord.record.imports.adding import Report
    from onrecord.record.imports.mapping import Mapping

app = typer.Typer(
    cls=Commands,
    help="Make a record of your own, import into it, look it over, and carry it elsewhere.",
    rich_markup_mode=None,
)

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the record.", show_default=False)]
Recorded = Annotated[
    str | None, typer.Option("--recorded", metavar="DAY", help="The day on which the record gets the rows; today.")
]


@app.command("init", short_help="Make an empty record.")
def init(
    folder: Folder,
    alone: Annotated[
        bool, typer.Option("--alone", help="Do not lay it over the record that comes with onrecord.")
    ] = False,
) -> None:
    """Make an empty record in a new folder; it lies over the shipped record unless it stands alone."""
    from onrecord.cli.output import put
    from onrecord.record.folder.transaction import create_record

    create_record(folder, "" if alone else "shipped")
    lies = "stands alone" if alone else "lies over the record that comes with onrecord"
    put(f"{folder} is a record now; it {lies}. Bring rows in with `onrecord record import {folder} FILE`.\n")


@app.command("import", short_help="Import files: CSV, JSON lines, JSON, Parquet.")
def import_(
    folder: Folder,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files of one shape.", show_default=False)],
    mapping: Annotated[
        Path | None, typer.Option("--mapping", "-m", metavar="FILE", help="Which columns mean what: TOML or JSON.")
    ] = None,
    table: Annotated[
        str | None, typer.Option("--table", metavar="NAME", help="The files have the columns of this table.")
    ] = None,
    constants: Annotated[
        list[str] | None, typer.Option("--set", metavar="COLUMN=TEXT", help="One text for all rows; repeatable.")
    ] = None,
    recorded: Recorded = None,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Import the other rows where some are bad.")] = False,
    wait: Annotated[float, typer.Option("--wait", metavar="SECONDS", help="For another import to end.")] = 60,
) -> None:
    """Import files into a record: all of them, or nothing where a row is bad.

    A later `published` makes a new vintage; what a source said before stays, and is there as of its days.
    """
    from onrecord.cli.options import day_or_today
    from onrecord.cli.output import put
    from onrecord.record.imports.run import import_files

    with Progress() as progress:
        reports = import_files(
            folder,
            files,
            _mapping(mapping, table, constants or []),
            recorded=day_or_today(recorded),
            skip_bad=skip_bad,
            progress=progress.show,
            wait=wait,
            waiting=progress.wait,
        )
    put("".join(f"{line}\n" for report in reports for line in say_report(report)))


@app.command("validate", short_help="Check files, checksums, names and times.")
def validate(folder: Folder) -> None:
    """Look a record over: that its parts are whole, that its rows name what is there, that no times overlap."""
    from onrecord.cli.output import put
    from onrecord.record.folder.validate import validate_record

    with Progress() as progress:
        found = validate_record(folder, progress.show)
    rows = ", ".join(f"{count:,} {table}" for table, count in found.rows.items() if count)
    put(f"{folder} is sound: {rows or 'no rows'}; {found.parts} parts, {found.bytes / 1e6:,.1f} MB.\n")
    if found.stray:
        put(f"{found.stray} files belong to no import; the next import removes them.\n")


@app.command("compact", short_help="Put many small parts together.")
def compact(
    folder: Folder,
    wait: Annotated[float, typer.Option("--wait", metavar="SECONDS", help="For another import to end.")] = 60,
) -> None:
    """Write the many small parts that imports left as few large ones; rows and vintage stay the same."""
    from onrecord.cli.output import put
    from onrecord.record.compact import compact_record

    with Progress() as progress:
        done = compact_record(folder, progress=progress.show, wait=wait, waiting=progress.wait)
    put(f"{folder}: {done.before} parts are {done.after} now, {done.bytes / 1e6:,.1f} MB.\n")


@app.command("export", short_help="Write a record as CSV, Parquet or a data package.")
def export(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The record; the one that comes with onrecord if left out.")
    ] = None,
    *,
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="A new folder.", show_default=False)],
    form: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="csv, parquet, datapackage.")] = "csv",
    tables: Annotated[
        list[str] | None, typer.Option("--table", metavar="NAME", help="Only this table; repeatable.")
    ] = None,
) -> None:
    """Write all rows of a record, replaced ones too, for other programs, or to import them elsewhere."""
    from onrecord.cli.options import chosen
    from onrecord.cli.output import put
    from onrecord.record.export import FORMATS, export_record

    with Progress() as progress:
        written = export_record(folder, to, chosen(form, FORMATS, "a format"), tables or None, progress.show)
    put(f"{to}: {sum(written.values()):,} rows in {len(written)} tables.\n")


@app.command("merge", short_help="Bring the rows of other records into one.")
def merge(
    folder: Folder,
    others: Annotated[
        list[Path], typer.Argument(metavar="OTHER...", help="Records whose rows are added.", show_default=False)
    ],
    recorded: Recorded = None,
    wait: Annotated[float, typer.Option("--wait", metavar="SECONDS", help="For another import to end.")] = 60,
) -> None:
    """Add the rows of other records to one, in a single step; what both hold is there once."""
    from onrecord.cli.options import day_or_today
    from onrecord.cli.output import put
    from onrecord.record.imports.merge import merge_records

    with Progress() as progress:
        reports = merge_records(
            folder, others, recorded=day_or_today(recorded), progress=progress.show, wait=wait, waiting=progress.wait
        )
    put("".join(f"{line}\n" for report in reports for line in say_report(report)))


def say_report(report: Report) -> list[str]:
    """Say in lines what became of the rows of a table."""
    if report.before:
        return [f"{report.table}: imported already on {report.before}; nothing to do."]
    parts = {
        "new": report.new,
        "revised": report.revised,
        "said again": report.repeated,
        "held already": report.held,
        "without a value": report.empty,
        "skipped": report.bad,
    }
    counts = ", ".join(f"{count:,} {word}" for word, count in parts.items() if count) or "nothing"
    ended = f"; {report.ended:,} earlier {'row' if report.ended == 1 else 'rows'} ended" if report.ended else ""
    lines = [f"{report.table}: {counts}{ended}."]
    lines += [f"  skipped {problem}" for problem in report.problems]
    if report.bad > len(report.problems):
        lines.append(f"  and {report.bad - len(report.problems):,} more")
    return lines


class Progress:
    """One line on standard error that says what goes on, where a person is looking."""

    def __init__(self) -> None:
        """Look whether anybody sees it."""
        self._seen = sys.stderr is not None and sys.stderr.isatty()
        self._wide = 0

    def show(self, what: str, done: int, whole: int) -> None:
        """Say what is being done, and how far it is."""
        share = f" {done:,} of {whole:,}" if whole > 1 else ""
        self._write(f"{what}{share}")

    def wait(self, seconds: float) -> None:
        """Say that another import is at work."""
        self._write("")
        print(f"onrecord: another import is at work; waiting up to {seconds:.0f} seconds for it.", file=sys.stderr)

    def _write(self, text: str) -> None:
        if self._seen:
            sys.stderr.write("\r" + text.ljust(self._wide) + ("\r" if not text else ""))
            sys.stderr.flush()
            self._wide = len(text)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Clear the line."""
        self._write("")


def _mapping(file: Path | None, table: str | None, constants: list[str]) -> Mapping:
    from dataclasses import replace

    from onrecord.record.imports.mapping import own_columns, read_mapping

    changes: dict[str, str] = {}
    for text in constants:
        column, sign, value = text.partition("=")
        if not sign:
            raise BadInput(f"--set {text!r} must be COLUMN=TEXT, for example --set published=2025-03-01.")
        changes[column.strip()] = value.strip()
    if file and table:
        raise BadInput("--mapping and --table exclude each other: a mapping names its table itself.")
    if file:
        return read_mapping(file, changes)
    if not table:
        raise BadInput("Say what the columns mean with --mapping FILE, or that they are those of a table with --table.")
    own = own_columns(table)
    unknown = [column for column in changes if column not in own.columns]
    if unknown:
        raise BadInput(f"--set {unknown[0]!r}: the table {table} has no such column.")
    columns = {column: name for column, name in own.columns.items() if column not in changes}
    return replace(own, columns=columns, constants=changes)
