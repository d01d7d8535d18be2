"""`onrecord list`: the tables of the record, one line a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.options import AsOf, EngineAddress, RecordFolder, chosen, day_of, record_of

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.terms.time import Day

FORMATS = ("terminal", "json", "csv")

ORDERS = {
    "entities": "kind, entity, known_from",
    "metrics": "metric",
    "sources": "source",
    "events": "period_start, event, known_from",
    "policies": "period_start, policy, known_from",
    "targets": "period_start, target, known_from",
    "releases": "period_start, maker, model, kind, known_from",
    "models": "model",
    "rules": "rule",
}
"""The tables that are listed, in which order."""

LISTS = ("entities", "metrics", "measures", "sources", "events", "policies", "targets", "releases", "models", "rules")

ONE = {
    **{what: what.removesuffix("s") for what in LISTS},
    "entities": "entity",
    "policies": "policy",
}
"""What a single row of a list is called."""

SHOWN: dict[str, tuple[str, ...]] = {
    "entities": ("entity", "kind", "name", "country", "parent", "aliases"),
    "metrics": ("metric", "name", "unit", "kind", "window", "scope", "counts"),
    "measures": ("name", "title", "unit", "definition"),
    "sources": ("source", "publisher", "published", "tier", "licence", "address"),
    "events": ("period", "event", "name", "city", "status", "published", "tier"),
    "policies": ("period", "policy", "title", "jurisdiction", "act", "published", "tier"),
    "targets": ("target", "who", "amount", "deadline", "standing", "period", "published", "tier"),
    "releases": ("period", "maker", "model", "kind", "weights", "published", "tier"),
    "models": ("model", "maker", "region", "parameters", "created", "tracked"),
    "rules": ("rule", "flag", "applies", "meaning"),
}
"""What a terminal shows of each row; JSON and CSV hold every column."""

Row = dict[str, Any]


def list_(
    what: Annotated[str, typer.Argument(metavar="LIST", help=f"One of {', '.join(LISTS)}.", show_default=False)],
    as_of: AsOf = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=", ".join(FORMATS))] = "terminal",
    contains: Annotated[
        str, typer.Option("--contains", metavar="TEXT", help="Only rows that hold these words anywhere.")
    ] = "",
    record: RecordFolder = None,
    engine: EngineAddress = None,
) -> None:
    """List what the record holds.

    Metrics, measures, sources, models and rules have no times: --as-of leaves them as they are.
    """
    from onrecord.cli.output import has_colour, put, width

    chosen(what, LISTS, "a list")
    chosen(format_, FORMATS, "a format of `onrecord list`")
    day = day_of(as_of)
    opened = record_of(record, engine)
    rows = [row for row in rows_of(opened, what, day) if _holds(row, contains)]
    if format_ == "json":
        put(_json(opened, what, day, rows), data=True)
    elif format_ == "csv":
        put(_csv(rows), data=True)
    else:
        put(_terminal(what, rows, width(), contains, colour=has_colour()))


def rows_of(record: Record, what: str, day: Day | None) -> list[Row]:
    """Return the rows of a list as of a day, or all that still stand."""
    if what == "measures":
        from onrecord.measures.registry import MEASURES

        return [
            {
                "name": measure.name,
                "title": measure.title,
                "unit": measure.unit,
                "definition": measure.definition,
            }
            for measure in MEASURES
        ]
    view = record.as_of(day) if day else record.latest()
    return view.query(f"SELECT * FROM {what} ORDER BY {ORDERS[what]}")


def _holds(row: Row, words: str) -> bool:
    from onrecord.cli.tables import cell

    return not words or any(words.casefold() in cell(value).casefold() for value in row.values())


def _json(record: Record, what: str, day: Day | None, rows: Sequence[Row]) -> str:
    from onrecord import __version__
    from onrecord.cli.tables import plain
    from onrecord.reports.safe import dump_json

    held = {"vintage": record.vintage, "now": record.now.isoformat()}
    asked = day.isoformat() if day else None
    answer = {
        "onrecord": __version__,
        "record": held,
        "list": what,
        "as_of": asked,
        "rows": plain(list(rows)),
    }
    return dump_json(answer) + "\n"


def _csv(rows: Sequence[Row]) -> str:
    """Write rows as CSV; several words in one cell are joined by | as in the tables themselves."""
    from onrecord.cli.tables import plain
    from onrecord.reports.safe import visible

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        values = (plain(value) for value in row.values())
        writer.writerow("|".join(value) if isinstance(value, list) else value for value in values)
    return visible(out.getvalue())


def _terminal(what: str, rows: Sequence[Row], columns: int | None, contains: str, *, colour: bool) -> str:
    from onrecord.cli.tables import cell, dim, table

    if not rows:
        return f"No {what} hold {cell(contains)!r}.\n" if contains else f"The record holds no {what} on that day.\n"
    head = SHOWN[what]
    cells = [[cell(_value(row, name)) for name in head] for row in rows]
    count = dim(f"{len(rows):,} {what if len(rows) > 1 else ONE[what]}", colour=colour)
    return f"{table(head, cells, columns, colour=colour)}\n\n{count}\n"


def _value(row: Row, name: str) -> Any:
    """Return what a column of the terminal shows; a few are made of several columns of the table."""
    made: dict[str, Callable[[Row], str]] = {
        "period": _period,
        "deadline": _deadline,
        "created": _created,
        "amount": amount_of,
        "address": lambda source: "" if source["mirror"] else source["address"],
    }
    return made[name](row) if name in made else row.get(name)


def _period(row: Row) -> str:
    from onrecord.cli.tables import period_of

    return period_of(row)


def _deadline(row: Row) -> str:
    from onrecord.cli.tables import period_of

    return period_of(row, "deadline")


def _created(row: Row) -> str:
    from onrecord.cli.tables import period_of

    return period_of(row, "created")


def amount_of(row: Row) -> str:
    """Return a value with its unit and wording, as a newspaper writes it.

    >>> amount_of({"value": 350000.0, "high": None, "qualifier": "over", "unit": "visits"})
    'over 350,000 visits'
    """
    from onrecord.terms.quantity import Interval, Quantity, say_number

    value, high = row["value"], row["high"]
    if value is None:
        return ""
    said = str(Quantity(value, row["unit"], row["qualifier"] or "exact", Interval(value, value)))
    return f"{said} to {say_number(high, row['unit'])}" if high is not None else said
