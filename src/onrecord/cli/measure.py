"""`onrecord measure`: a number computed as of any day, with its uncertainty and what it rests on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.options import AsOf, EngineAddress, RecordFolder, chosen, day_of, record_of
from onrecord.terms.errors import BadInput

if TYPE_CHECKING:
    from onrecord.measures import Measurement
    from onrecord.record import Record

FORMATS = ("terminal", "csv", "json", "parquet")

COLUMNS = {
    "measure": "VARCHAR",
    "subject": "VARCHAR",
    "estimate": "VARCHAR",
    "of": "VARCHAR",
    "value": "DOUBLE",
    "low": "DOUBLE",
    "high": "DOUBLE",
    "unit": "VARCHAR",
    "n": "BIGINT",
    "period_start": "DATE",
    "period_end": "DATE",
    "as_of": "DATE",
    "missing": "VARCHAR",
}
"""The columns of an estimate in CSV and Parquet, with their types."""

LIST = "list"
"""The word that asks for the list of measures."""


def measure(
    name: Annotated[str, typer.Argument(metavar="MEASURE", help="A measure, or `list`.", show_default=False)],
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Whom to measure: ids, names or aliases.")
    ] = None,
    metric: Annotated[
        str | None, typer.Option("--metric", metavar="METRIC", help="An id, or words of its name.")
    ] = None,
    as_of: AsOf = None,
    vintages: Annotated[
        str, typer.Option("--vintages", metavar="KIND", help="latest, or first-release: the first word on each value.")
    ] = "latest",
    from_: Annotated[str | None, typer.Option("--from", metavar="DAY", help="The first day that counts.")] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DAY", help="The last day that counts.")] = None,
    split: Annotated[
        str | None, typer.Option("--split", metavar="DAY", help="The day on which a change is asked.")
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DAY", help="The day whose value is asked.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="WHOM", help="Shares by lab, country or entity.")] = None,
    country: Annotated[
        str | None, typer.Option("--country", metavar="CODE", help="Launches of a country's labs.")
    ] = None,
    family: Annotated[
        list[str] | None, typer.Option("--family", metavar="FAMILY", help="Launches of a family of models.")
    ] = None,
    every: Annotated[
        str | None, typer.Option("--every", metavar="PERIOD", help="Compare by day, week, month, quarter or year.")
    ] = None,
    threshold: Annotated[
        float | None, typer.Option("--threshold", metavar="VALUE", help="When was it first reached?")
    ] = None,
    lasting: Annotated[
        int | None, typer.Option("--lasting", metavar="N", help="Periods for which a new lead must last.")
    ] = None,
    tolerance: Annotated[
        int | None, typer.Option("--tolerance", metavar="DAYS", help="How far a value may be from its day.")
    ] = None,
    version: Annotated[
        str | None, typer.Option("--version", metavar="V", help="Version of relative adoption: v1 or v2.")
    ] = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=", ".join(FORMATS))] = "terminal",
    rows: Annotated[
        bool, typer.Option("--rows", help="CSV of the rows behind the answer, not of its estimates.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to a file.")] = None,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Also draw a chart: .svg, or .png.")
    ] = None,
    record: RecordFolder = None,
    engine: EngineAddress = None,
) -> None:
    """Compute a number over the record as of any day: its value, its uncertainty, its rows, and what is missing.

    `onrecord measure list` shows the measures: adoption, total, share, pace, overdue, extreme, lead, change, trend,
    path, relative_adoption. Where a measure cannot tell it says which datum it lacks.
    """
    from onrecord.cli.measuring import asked
    from onrecord.measures.measure import VINTAGES
    from onrecord.reports.picture import require

    chosen(format_, FORMATS, "a format of `onrecord measure`")
    chosen(vintages, VINTAGES, "a kind of vintage that can be measured")
    if name == LIST:
        _list()
        return
    _refuse(format_, out, plot, rows=rows)
    if plot is not None:
        require(plot)
    words = {
        "first": day_of(from_),
        "last": day_of(to),
        "split": day_of(split),
        "on": day_of(on),
        "by": by,
        "country": country.upper() if country else None,
        "families": family,
        "every": every,
        "threshold": threshold,
        "lasting": lasting,
        "tolerance": tolerance,
        "version": version,
        "vintages": None if vintages == "latest" else vintages,
    }
    day = day_of(as_of)
    opened = record_of(record, engine)
    answer = asked(opened, opened.as_of(day or opened.now), name, names or [], metric, words)
    _write(opened, answer, day, vintages, format_, out, plot, rows=rows)


def _refuse(format_: str, out: Path | None, plot: Path | None, *, rows: bool) -> None:
    if format_ == "parquet" and out is None:
        raise BadInput("Parquet is no text: name a file with --out FILE.")
    if rows and format_ != "csv":
        raise BadInput("--rows goes with --format csv; JSON holds the rows already.")
    if plot is not None and out is not None and plot.resolve() == out.resolve():
        raise BadInput(f"--out and --plot both name {str(out)!r}: name two files.")


def _list() -> None:
    from onrecord.cli.measure_page import listed
    from onrecord.cli.output import has_colour, put, width

    put(listed(width(), colour=has_colour()))


def _write(
    record: Record,
    answer: Measurement,
    day: Any,
    vintages: str,
    format_: str,
    out: Path | None,
    plot: Path | None,
    *,
    rows: bool,
) -> None:
    from onrecord.cli.formats import csv_text, json_text, write_parquet
    from onrecord.cli.measure_page import known_as, page, publishers_of
    from onrecord.cli.output import has_colour, put, width, write_files
    from onrecord.reports.measurement import drawing
    from onrecord.reports.picture import picture

    known = known_as(day, vintages)
    files: dict[Path, str | bytes] = {}
    if plot is not None:
        svg = drawing(answer, known, "; ".join(publishers_of(record, answer.sources)), str(record))
        files[plot] = picture(svg, plot)
    text = ""
    if format_ == "csv":
        text = csv_text(answer.columns, answer.rows) if rows else csv_text(tuple(COLUMNS), _flat(answer))
    elif format_ == "json":
        text = json_text(record, _json(answer, vintages))
    elif format_ == "terminal":
        text = page(record, answer, known, None if out else width(), colour=not out and has_colour())
    if out is not None and format_ != "parquet":
        files[out] = text
    write_files(files)
    if out is not None and format_ == "parquet":
        write_parquet(COLUMNS, _flat(answer), out)
    if out is None:
        put(text, data=format_ != "terminal")


def _flat(answer: Measurement) -> list[dict[str, Any]]:
    return [
        {
            "measure": answer.measure.name,
            "subject": answer.subject,
            "estimate": estimate.name,
            "of": estimate.of,
            "value": estimate.value,
            "low": _finite(estimate.interval.low) if estimate.interval else None,
            "high": _finite(estimate.interval.high) if estimate.interval else None,
            "unit": estimate.unit,
            "n": estimate.n,
            "period_start": estimate.period.start if estimate.period else None,
            "period_end": estimate.period.end if estimate.period else None,
            "as_of": answer.day,
            "missing": estimate.missing,
        }
        for estimate in answer.estimates
    ]


def _finite(value: float) -> float | None:
    """Return an end of an interval; an open one is left empty."""
    return value if abs(value) < float("inf") else None


def _json(answer: Measurement, vintages: str) -> dict[str, Any]:
    measure = answer.measure
    return {
        "measure": {
            "name": measure.name,
            "title": measure.title,
            "definition": measure.definition,
            "uncertainty": measure.uncertainty,
            "abstains": measure.abstains,
        },
        "subject": answer.subject,
        "as_of": answer.day,
        "vintages": vintages,
        "words": answer.words,
        "missing": answer.missing,
        "left_out": dict(answer.left_out),
        "estimates": [
            {key: value for key, value in row.items() if key not in {"measure", "subject", "as_of"}}
            for row in _flat(answer)
        ],
        "rows": [dict(row) for row in answer.rows],
        "sources": list(answer.sources),
        "sql": answer.sql,
        "parameters": dict(answer.parameters),
    }
