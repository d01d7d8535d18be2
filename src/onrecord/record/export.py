"""Write the rows of a record for others: tables that people edit, Parquet, or a Frictionless data package."""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from onrecord.engine import Workshop
from onrecord.record.load import MANY, columns_of
from onrecord.record.rows import held
from onrecord.record.schema import TABLES, Column, Table
from onrecord.record.store import Record, open_record
from onrecord.terms.errors import BadRecord
from onrecord.terms.time import FAR_FUTURE, Period

FORMATS = ("csv", "parquet", "datapackage")

Row = dict[str, Any]


def export_record(
    folder: Path | None,
    to: Path,
    form: str = "csv",
    tables: Sequence[str] | None = None,
    progress: Callable[[str, int, int], None] = lambda _what, _done, _all: None,
) -> dict[str, int]:
    """Write the rows of a record, replaced ones too, into a new folder; returns how many by table.

    `csv` are the tables that `open_record` reads and `record import` takes; `parquet` are the rows as they are stored;
    `datapackage` is CSV with a `datapackage.json` that says what each column means (Frictionless Data Package v1). The
    folder appears when it is whole.

    Raises `BadRecord` where the folder is there already, or a table is unknown.
    """
    unknown = [name for name in tables or () if name not in TABLES]
    if unknown:
        raise BadRecord(f"{unknown[0]!r} is no table: choose among {', '.join(TABLES)}.")
    if to.exists():
        raise BadRecord(f"{to} is there already: name a new folder.")
    record = open_record(folder)
    chosen = [table for table in TABLES.values() if not tables or table.name in tables]
    to.parent.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(prefix=".exporting-", dir=to.parent))
    try:
        written = {}
        for number, table in enumerate(chosen):
            progress(f"writing {table.name}", number, len(chosen))
            rows = rows_of(record, table)
            if rows:
                written[table.name] = len(rows)
                write = _write_parquet if form == "parquet" else _write_csv
                write(workshop, table, rows)
        if form == "datapackage":
            _write_package(workshop, record, [table for table in chosen if table.name in written])
        workshop.chmod(0o777 & ~_umask())
        workshop.rename(to)
    except BaseException:
        shutil.rmtree(workshop, ignore_errors=True)
        raise
    return written


def _umask() -> int:
    """Return what the user takes from the permissions of new files: a temporary folder is closed to others."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def rows_of(record: Record, table: Table) -> list[Row]:
    """Return every row of a table as it is stored, each with the end that is known of it.

    A row that never stood for a day, since an earlier saying of the same was imported after it, is left out.
    """
    columns = ", ".join(f'"{column}"' for column in columns_of(table) if column != "until_recorded_at")
    rows, ended = f"record_{table.name}", ""
    if table.timed:
        rows = f"({held(table.name, has_ends=table.name in record.ended, learned=True)})"
        columns, ended = f"{columns}, superseded_recorded", " WHERE t.known_until > t.known_from"
    sql = f"SELECT {columns} FROM {rows} AS t{ended} ORDER BY {columns}"
    return record.engine.query(sql, {"recorded_as_of": FAR_FUTURE})


def as_edited(table: Table, row: Row) -> dict[str, str]:
    """Write a stored row with the columns that people edit; reading them gives the row back.

    >>> from datetime import date
    >>> from onrecord.record.schema import COVERAGE
    >>> days = {"period_start": date(2025, 1, 1), "period_end": date(2025, 2, 1)}
    >>> as_edited(COVERAGE, {"table": "events", "subject": "*", **days, "sources": ["a", "b"]})["period"]
    '2025-01'
    """
    return {column.name: _cell(column, row) for column in table.all_columns}


def _cell(column: Column, row: Row) -> str:
    match column.kind:
        case "period":
            stem = "period" if column.name == "period" else column.name
            start, end = row.get(f"{stem}_start"), row.get(f"{stem}_end")
            return Period(start, end).to_edtf() if start and end else ""
        case "keys" | "words":
            return MANY.join(row.get(column.name) or ())
        case "number":
            value = row.get(column.name)
            return (
                "" if value is None else repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
            )
    value = row.get(_STORED.get(column.name, column.name), row.get(column.name))
    return "" if value is None else str(value)


_STORED = {"superseded": "superseded_at", "recorded": "recorded_at"}


def _write_csv(folder: Path, table: Table, rows: Iterable[Row]) -> None:
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, [column.name for column in table.all_columns], lineterminator="\n")
        writer.writeheader()
        writer.writerows(as_edited(table, row) for row in rows)


def _write_parquet(folder: Path, table: Table, rows: Sequence[Row]) -> None:
    columns = {name: kind for name, kind in columns_of(table).items() if name != "until_recorded_at"}
    with Workshop() as workshop:
        workshop.fill("rows", columns, [tuple(row[name] for name in columns) for row in rows])
        workshop.write("SELECT * FROM rows", folder / f"{table.name}.parquet")


def _write_package(folder: Path, record: Record, tables: Sequence[Table]) -> None:
    kinds = {"number": "number", "day": "date"}

    def column(entry: Column) -> dict[str, Any]:
        constraints: dict[str, Any] = {"required": True} if entry.required else {}
        if entry.choices:
            constraints["enum"] = [*entry.choices, *([] if entry.required else [""])]
        said = {"name": entry.name, "type": kinds.get(entry.kind, "string"), "description": entry.meaning}
        return said | ({"constraints": constraints} if constraints else {})

    licences = sorted({row["licence"] for row in record.sources.values()} - {"facts only"})
    package = {
        "profile": "tabular-data-package",
        "name": "onrecord",
        "title": f"onrecord, {record.vintage}",
        "created": f"{record.now.isoformat()}T00:00:00Z",
        "licenses": [{"name": licence} for licence in licences],
        "resources": [
            {
                "name": table.name,
                "path": f"{table.name}.csv",
                "profile": "tabular-data-resource",
                "description": table.meaning,
                "encoding": "utf-8",
                "schema": {"fields": [column(one) for one in table.all_columns], "missingValues": [""]},
            }
            for table in tables
        ],
    }
    (folder / "datapackage.json").write_text(json.dumps(package, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
