"""Read the tables as people edit them, and refuse a bad row with its file, line and column."""

from __future__ import annotations

import csv
import difflib
import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.record.schema import TABLES, Column, Table
from onrecord.terms.errors import BadDay, BadRecord
from onrecord.terms.labels import tier_rank
from onrecord.terms.time import FAR_FUTURE, Period, parse_day

Row = dict[str, Any]
"""A row ready for the store: typed cells under the names of `columns_of`."""

MANY = "|"
"""Separates several keys or words in one cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a value was read, for an error message."""

    file: Path
    line: int
    column: str

    def __str__(self) -> str:
        """Name the place: file, line, column."""
        return f"{self.file}, line {self.line}, column {self.column!r}"


def table_files(folder: Path, table: Table) -> tuple[Path, ...]:
    """Return the files of a table: `name.csv`, `name_*.csv` and everything in the folder `name/`, in a fixed order."""
    found = {
        *folder.glob(f"{table.name}.csv"),
        *folder.glob(f"{table.name}_*.csv"),
        *folder.glob(f"{table.name}/*.csv"),
    }
    return tuple(sorted(found))


def read_tables(folder: Path) -> dict[str, list[Row]]:
    """Read and validate every table below a folder.

    Raises `BadRecord` at the first row that breaks a rule; nothing is returned then.
    """
    keys: dict[str, set[str]] = {}
    tables: dict[str, list[Row]] = {}
    sources: dict[str, Row] = {}
    for table in TABLES.values():
        # An entity may name another one further down (a parent), so a table's own keys are collected first.
        raw = [entry for file in table_files(folder, table) for entry in _read_file(file, table)]
        if table.key:
            keys[table.name] = {cells[table.key] for _, _, cells in raw}
        read: dict[tuple[str, str], Row] = {}
        rows = [_read_row(table, file, line, cells, keys, read) for file, line, cells in raw]
        _refuse_repeats(table, raw)
        tables[table.name] = rows
        if table.name == "sources":
            sources = {row["source"]: row for row in rows}
        if table.timed:
            for row in rows:
                row["tier"] = best_tier(row["sources"], sources)
    return tables


def best_tier(names: list[str], sources: Mapping[str, Row]) -> str:
    """Return the best trust tier among some sources (O before M before S before W)."""
    return min((sources[name]["tier"] for name in names), key=tier_rank, default="W")


def _read_file(file: Path, table: Table) -> Iterator[tuple[Path, int, dict[str, str]]]:
    expected = [column.name for column in table.all_columns]
    try:
        # Spreadsheets put a byte order mark before the first column.
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRecord(f"{file} is not UTF-8 (byte {error.start}): save it as UTF-8.") from None
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        header = next(reader, [])
        unknown = [name for name in header if name not in expected]
        if unknown:
            raise BadRecord(f"{file}, line 1: column {unknown[0]!r} is unknown{_nearest(unknown[0], expected)}.")
        twice = [name for name in header if header.count(name) > 1]
        if twice:
            raise BadRecord(f"{file}, line 1: column {twice[0]!r} stands there twice: keep one of them.")
        absent = [column.name for column in table.all_columns if column.required and column.name not in header]
        if absent:
            raise BadRecord(f"{file}, line 1: the column {absent[0]!r} is missing: add it.")
        for cells in reader:
            line = reader.line_num
            if not any(cells):
                continue
            if len(cells) != len(header):
                raise BadRecord(
                    f"{file}, line {line}: {len(cells)} cells where the header has {len(header)}: "
                    "quote a cell that holds a comma."
                )
            yield file, line, dict(zip(header, (cell.strip() for cell in cells), strict=True))
    except csv.Error as error:
        raise BadRecord(f"{file}, line {reader.line_num}: {error}: check the quotes.") from None


def _read_row(
    table: Table,
    file: Path,
    line: int,
    cells: Mapping[str, str],
    keys: Mapping[str, set[str]],
    read: dict[tuple[str, str], Row],
) -> Row:
    """Read a row; `read` holds what the cells of earlier rows said, for most days, keys and sources come many times."""
    row: Row = {}
    for column in table.all_columns:
        text = cells.get(column.name, "")
        said = read.get((column.name, text))
        if said is None:
            place = Cell(file, line, column.name)
            if not text and column.required:
                raise BadRecord(f"{place} is empty: it must say {column.meaning}.")
            said = read[column.name, text] = read_cell(column, text, place, keys)
        row.update(said)
    if table.timed:
        _add_times(row, file, line)
    return row


def read_cell(column: Column, text: str, place: Cell, keys: Mapping[str, set[str]]) -> Row:
    """Read one cell into the stored columns that it fills; `keys` are the names that other tables hold.

    Raises `BadRecord` that opens with the place.
    """
    name = column.name
    match column.kind:
        case "text":
            return {name: text}
        case "key":
            if text and column.of:
                _require_key(text, column, place, keys)
            return {name: text}
        case "keys":
            listed = _split(text)
            for key in listed:
                _require_key(key, column, place, keys)
            return {name: listed}
        case "words":
            return {name: _split(text)}
        case "number":
            return {name: _number(text, place)}
        case "choice":
            if text and text not in column.choices:
                raise BadRecord(f"{place} is {text!r}: it must be one of {', '.join(column.choices)}.")
            return {name: text}
        case "day":
            return {name: _at(place, parse_day, text) if text else None}
        case "period":
            period = _at(place, Period.parse, text) if text else None
            stem = "" if name == "period" else f"{name}_"
            prefix = stem or "period_"
            return {f"{prefix}start": period.start if period else None, f"{prefix}end": period.end if period else None}
        case "published":
            period = None if text in {"", "unknown"} else _at(place, Period.parse, text)
            return {"published": text, "published_at": period.last if period else None}


def _add_times(row: Row, file: Path, line: int) -> None:
    """Resolve the interval in which a row was the latest public word.

    A coarse publication date counts from its last day: only then is it certain that the public knew. What the record
    got was public by then at the latest: that day counts where it is earlier, or where nothing else is known.
    """
    published, recorded = row.pop("published_at"), row.pop("recorded")
    superseded, learned = row.pop("superseded"), row.pop("superseded_recorded")
    row["recorded_at"], row["published_at"], row["superseded_at"] = recorded, published, superseded
    row["until_recorded_at"] = (learned or recorded) if superseded else None
    if (published is None) != (row["basis"] == "recorded"):
        raise BadRecord(
            f"{Cell(file, line, 'basis')} is {row['basis']!r} while published is {row['published']!r}: "
            "write basis `recorded` with published `unknown`, and only then."
        )
    if published and published > recorded and Period.parse(row["published"]).start > recorded:
        raise BadRecord(
            f"{Cell(file, line, 'recorded')} is {recorded}, before the row was published ({row['published']}): "
            "correct one of the two."
        )
    row["known_from"] = min(published, recorded) if published else recorded
    row["known_until"] = superseded or FAR_FUTURE
    if superseded and superseded <= row["known_from"]:
        raise BadRecord(
            f"{Cell(file, line, 'superseded')} is {superseded}, not after {row['known_from']} when the row became "
            "public: a row must have stood for a day at least."
        )


def _refuse_repeats(table: Table, raw: list[tuple[Path, int, dict[str, str]]]) -> None:
    seen: dict[Any, tuple[Path, int]] = {}
    for file, line, cells in raw:
        once = cells[table.key] if table.key and not table.timed else frozenset(cells.items())
        if once in seen:
            first_file, first_line = seen[once]
            raise BadRecord(f"{file}, line {line} repeats {first_file.name}, line {first_line}: keep one of them.")
        seen[once] = (file, line)


def _require_key(key: str, column: Column, place: Cell, keys: Mapping[str, set[str]]) -> None:
    tables = [keys.get(table, set()) for table in column.of.split("|")]
    if not any(key in known for known in tables):
        known = set().union(*tables)
        raise BadRecord(f"{place}: {key!r} is not in {column.of.replace('|', ' or ')}{_nearest(key, sorted(known))}.")


def _nearest(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {close[0]!r}" if close else "; add it there or correct it"


def _number(text: str, place: Cell) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        raise BadRecord(f"{place} is {text!r}: write a plain number such as 350000 or 4.5.") from None
    if not math.isfinite(value):
        raise BadRecord(f"{place} is {text!r}: a value must be finite.")
    return value


def _at(place: Cell, parse: Any, text: str) -> Any:
    try:
        return parse(text)
    except BadDay as error:
        raise BadRecord(f"{place}: {error}") from None


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(MANY) if part.strip()]


def columns_of(table: Table) -> dict[str, str]:
    """Return the stored columns of a table with their SQL types, in order.

    >>> columns_of(TABLES["coverage"])["period_start"]
    'DATE'
    """
    types: dict[str, str] = {}
    for column in table.columns:
        match column.kind:
            case "number":
                types[column.name] = "DOUBLE"
            case "keys" | "words":
                types[column.name] = "VARCHAR[]"
            case "day":
                types[column.name] = "DATE"
            case "period":
                prefix = "period_" if column.name == "period" else f"{column.name}_"
                types |= {f"{prefix}start": "DATE", f"{prefix}end": "DATE"}
            case "published":
                types |= {"published": "VARCHAR", "published_at": "DATE"}
            case _:
                types[column.name] = "VARCHAR"
    if table.timed:
        types |= {
            "published": "VARCHAR",
            "basis": "VARCHAR",
            "sources": "VARCHAR[]",
            "note": "VARCHAR",
            "tier": "VARCHAR",
            "published_at": "DATE",
            "superseded_at": "DATE",
            "recorded_at": "DATE",
            "known_from": "DATE",
            "known_until": "DATE",
            "until_recorded_at": "DATE",
        }
    return types


def last_recorded(tables: Mapping[str, list[Row]]) -> date:
    """Return the day on which the newest row was recorded: the day that "now" means for this record."""
    return max(
        (row["recorded_at"] for rows in tables.values() for row in rows if "recorded_at" in row),
        default=date(1970, 1, 1),
    )
