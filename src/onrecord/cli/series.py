"""`onrecord series`: the values of a metric, as of any day and in any vintage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.options import AsOf, EngineAddress, RecordFolder, chosen, day_of, record_of
from onrecord.terms.errors import BadInput

if TYPE_CHECKING:
    from onrecord.cli.lines import Asked
    from onrecord.record import Record

FORMATS = ("terminal", "csv", "json", "parquet")

COLUMNS = {
    "entity": "VARCHAR",
    "name": "VARCHAR",
    "metric": "VARCHAR",
    "metric_name": "VARCHAR",
    "period_start": "DATE",
    "period_end": "DATE",
    "value": "DOUBLE",
    "high": "DOUBLE",
    "qualifier": "VARCHAR",
    "unit": "VARCHAR",
    "kind": "VARCHAR",
    "flag": "VARCHAR",
    "rule": "VARCHAR",
    "published": "VARCHAR",
    "basis": "VARCHAR",
    "published_at": "DATE",
    "known_from": "DATE",
    "superseded_at": "DATE",
    "recorded_at": "DATE",
    "read": "DATE",
    "tier": "VARCHAR",
    "sources": "VARCHAR[]",
    "note": "VARCHAR",
}
"""The columns of a value in CSV, JSON and Parquet, with their types."""


def series(
    name: Annotated[str, typer.Argument(metavar="NAME", help="An id, a name or an alias.", show_default=False)],
    metric: Annotated[
        str | None, typer.Argument(metavar="[METRIC]", help="A metric, or words of its name; left out, all are listed.")
    ] = None,
    as_of: AsOf = None,
    vintages: Annotated[
        str,
        typer.Option(
            "--vintages", metavar="KIND", help="latest, first-release, all-vintages or revisions-only, as in ALFRED."
        ),
    ] = "latest",
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="Leave out periods that end before it.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="Leave out periods that begin after it.")
    ] = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=", ".join(FORMATS))] = "terminal",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to a file.")] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Also draw a chart: .svg, or .png.")
    ] = None,
    record: RecordFolder = None,
    engine: EngineAddress = None,
) -> None:
    """Show the values of a metric, each with its three times, its tier and its source.

    Flagged values (stale, suspect, wrong, expected) are shown and never enter a rate.
    """
    from onrecord.cli.lines import asked_for, some_of
    from onrecord.record.vintages import MODES
    from onrecord.reports.picture import require

    chosen(format_, FORMATS, "a format of `onrecord series`")
    chosen(vintages, MODES, "a kind of vintage")
    first, last = day_of(from_), day_of(to)
    if first and last and last < first:
        raise BadInput(f"--to {last} comes before --from {first}: name the earlier day first.")
    if format_ == "parquet" and out is None:
        raise BadInput("Parquet is no text: name a file with --out FILE.")
    if plot is not None:
        require(plot)
    if plot is not None and out is not None and plot.resolve() == out.resolve():
        raise BadInput(f"--out and --plot both name {str(out)!r}: name two files.")
    opened = record_of(record, engine)
    asked = asked_for(opened, name, metric, mode=vintages, day=day_of(as_of), span=(first, last))
    if asked.metric is None and (format_ in {"csv", "parquet"} or plot is not None):
        keys = some_of(asked.choices, asked.subject)
        raise BadInput(f"The record holds several metrics of {asked.subject.name}: add one of {keys}.")
    _write(opened, asked, format_, out, plot)


def _write(record: Record, asked: Asked, format_: str, out: Path | None, plot: Path | None) -> None:
    from onrecord.cli.formats import csv_text, write_parquet
    from onrecord.cli.lines import drawing
    from onrecord.cli.output import has_colour, put, width, write_files
    from onrecord.reports.picture import picture

    rows = [row for line in asked.lines for row in line.rows]
    files: dict[Path, str | bytes] = {}
    if plot is not None:
        files[plot] = picture(drawing(record, asked), plot)
    text = ""
    if format_ == "csv":
        text = csv_text(tuple(COLUMNS), rows)
    elif format_ == "json":
        text = _json(record, asked)
    elif format_ == "terminal":
        from onrecord.cli.series_page import page

        text = page(record, asked, None if out else width(), colour=not out and has_colour())
    if out is not None and format_ != "parquet":
        files[out] = text
    write_files(files)
    if out is not None and format_ == "parquet":
        write_parquet(COLUMNS, rows, out)
    if out is None:
        put(text, data=format_ != "terminal")


def _json(record: Record, asked: Asked) -> str:
    from onrecord.cli.formats import json_text

    answer: dict[str, Any] = {
        "subject": {"id": asked.subject.id, "name": asked.subject.name},
        "as_of": asked.day,
        "vintages": asked.mode,
        "metric": asked.metric,
        "metrics": [
            {**choice.metric, "values": choice.values, "first": choice.first, "last": choice.last}
            for choice in asked.choices
        ],
        "series": [
            {
                "id": line.id,
                "name": line.name,
                "change": line.movement.change if line.movement else None,
                "change_words": line.movement.numbers if line.movement else None,
                "points": [{name: row[name] for name in COLUMNS} for row in line.rows],
            }
            for line in asked.lines
        ],
    }
    return json_text(record, answer)
