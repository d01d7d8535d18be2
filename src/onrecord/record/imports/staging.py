"""Bring the cells of files into one table of texts, each with the file and the line where it stands."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.engine import Workshop
from onrecord.record.imports.mapping import Mapping
from onrecord.terms.errors import BadRecord
from onrecord.terms.time import Day

STAGED = "staged"

LINES = {".csv", ".tsv", ".txt", ".jsonl", ".ndjson"}
"""Kinds of files whose rows are found by their line."""

TOLD_OTHERWISE = {"published", "basis", "recorded"}
"""Columns that every timed row needs and that a file may leave out: the day of the import says them."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Staged:
    """What was staged: the files by their number, and how many rows said nothing in a column that needs a value."""

    files: tuple[Path, ...]
    rows: int
    empty: int

    def place(self, workshop: Workshop, row: int) -> str:
        """Name where a staged row stands, by its number."""
        file, line = workshop.one(f"SELECT file, line FROM {STAGED} WHERE n = {row}")
        path = self.files[file]
        return f"{path}, {'line' if path.suffix in LINES else 'row'} {line}"


def stage(workshop: Workshop, files: Sequence[Path], mapping: Mapping, recorded: Day, progress: Progress) -> Staged:
    """Read files into the table `staged`: a number `n`, `file`, `line`, and a text for every column of the table.

    `recorded` is the day of the import, for rows that do not say when the record got them.

    Raises `BadRecord` for a file that is not there, of an unknown kind, or without a column that the mapping names.
    """
    _create(workshop, mapping)
    read = kept = 0
    for number, file in enumerate(files):
        progress(f"reading {file.name}", number, len(files))
        header = _read(workshop, file)
        spread = _spread(file, header, mapping)
        cells = _cells(workshop, file, header, mapping, recorded)
        source = "raw"
        if spread:
            on = ", ".join(workshop.name(name) for name in spread)
            source = f'raw UNPIVOT INCLUDE NULLS ("wide cell" FOR "wide header" IN ({on}))'
        workshop.run(
            f'INSERT INTO {STAGED} SELECT {kept} + row_number() OVER (), {number}, "line number", '
            f"{', '.join(cells.values())} "
            f"FROM {source} WHERE {_says_something(workshop, cells, mapping)}"
        )
        (rows,) = workshop.one("SELECT count(*) FROM raw")
        read += rows * max(len(spread), 1)
        (kept,) = workshop.one(f"SELECT count(*) FROM {STAGED}")
    return Staged(tuple(files), read, read - kept)


def stage_rows(
    workshop: Workshop, origin: Path, rows: Sequence[dict[str, Any]], mapping: Mapping, recorded: Day
) -> Staged:
    """Stage rows that Python holds as if they were lines of a file; see `stage`."""
    _create(workshop, mapping)
    workshop.fill("raw", _columns_of_raw(mapping), [_line(number, row, mapping) for number, row in enumerate(rows, 1)])
    cells = _cells(workshop, origin, [column.name for column in mapping.own.all_columns], mapping, recorded)
    workshop.run(
        f'INSERT INTO {STAGED} SELECT row_number() OVER (), 0, "line number", {", ".join(cells.values())} FROM raw'
    )
    return Staged((origin,), len(rows), 0)


def _create(workshop: Workshop, mapping: Mapping) -> None:
    listed = ", ".join(f"{workshop.name(column.name)} VARCHAR" for column in mapping.own.all_columns)
    workshop.run(f"CREATE OR REPLACE TEMP TABLE {STAGED} (n BIGINT, file INTEGER, line BIGINT, {listed})")


def _columns_of_raw(mapping: Mapping) -> dict[str, str]:
    return {"line number": "BIGINT", **{column.name: "VARCHAR" for column in mapping.own.all_columns}}


def _line(number: int, row: dict[str, Any], mapping: Mapping) -> tuple[Any, ...]:
    return (number, *(_text(row.get(column.name)) for column in mapping.own.all_columns))


def _spread(file: Path, header: Sequence[str], mapping: Mapping) -> tuple[str, ...]:
    """Return the columns of a file that are one entity each; none where the mapping knows of no such ones."""
    if not mapping.wide:
        return ()
    named = {*mapping.columns.values(), *mapping.wide.leave}
    spread = mapping.wide.columns or tuple(name for name in header if name not in named)
    absent = [name for name in spread if name not in header]
    if absent:
        raise BadRecord(f"{file} has no column {absent[0]!r}: its columns are {', '.join(header[:12])}.")
    if not spread:
        raise BadRecord(f"{file} has no columns but those that the mapping names: [wide] finds nothing to spread.")
    return spread


def _cells(workshop: Workshop, file: Path, header: Sequence[str], mapping: Mapping, recorded: Day) -> dict[str, str]:
    """Return, for each column of the table, the SQL that takes its text from the raw columns of a file."""
    for name in mapping.columns.values():
        # An exported file may leave out a column that has nothing in it.
        if name not in header and not _is_optional(mapping, name):
            raise BadRecord(f"{file} has no column {name!r}: its columns are {', '.join(header[:12])}.")
    words = {mapping.wide.header: "wide header", mapping.wide.cell: "wide cell"} if mapping.wide else {}

    def cell(column: str) -> str:
        name = words.get(column) or mapping.columns.get(column)
        if name in header or column in words:
            return f"trim(coalesce({workshop.name(str(name))}, ''))"
        return workshop.quoted(mapping.constant(column, file))

    cells = {column.name: cell(column.name) for column in mapping.own.all_columns}
    if mapping.own.timed:
        # What a mapping may leave unsaid: a row is recorded today, and stated by its source if that says when.
        cells["recorded"] = f"coalesce(nullif({cells['recorded']}, ''), '{recorded.isoformat()}')"
        cells["published"] = f"coalesce(nullif({cells['published']}, ''), 'unknown')"
        basis = f"CASE {cells['published']} WHEN 'unknown' THEN 'recorded' ELSE 'stated' END"
        cells["basis"] = f"coalesce(nullif({cells['basis']}, ''), {basis})"
    return cells


def _says_something(workshop: Workshop, cells: dict[str, str], mapping: Mapping) -> str:
    """Return the condition that a row has its values: a cell that says nothing is no error, and no zero either."""
    needed = [column.name for column in mapping.own.columns if column.kind == "number" and column.required]
    missing = ", ".join(workshop.quoted(word) for word in mapping.missing)
    return " AND ".join(f"{cells[name]} NOT IN ({missing})" for name in needed if missing) or "TRUE"


def _is_optional(mapping: Mapping, name: str) -> bool:
    columns = {column.name: column for column in mapping.own.all_columns}
    filled = [columns[column] for column, given in mapping.columns.items() if given == name]
    return all(column.name == name and (not column.required or name in TOLD_OTHERWISE) for column in filled)


def _read(workshop: Workshop, file: Path) -> list[str]:
    """Read a file into the table `raw`, texts and a `line number`; returns its columns."""
    if not file.is_file():
        raise BadRecord(f"{file} is not there: name a file to import.")
    match file.suffix:
        case ".csv" | ".tsv" | ".txt":
            return _read_csv(workshop, file)
        case ".jsonl" | ".ndjson":
            return _fill(workshop, file, _json_lines(file))
        case ".json":
            return _fill(workshop, file, _json_rows(file))
        case ".parquet":
            return _read_parquet(workshop, file)
    raise BadRecord(f"{file} is of a kind that is not read: give .csv, .tsv, .jsonl, .json or .parquet.")


def _read_csv(workshop: Workshop, file: Path) -> list[str]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            first = text.readline()
            delimiter = max(",;\t", key=first.count)
            header = next(csv.reader([first], delimiter=delimiter), [])
    except UnicodeDecodeError as error:
        raise BadRecord(f"{file} is not UTF-8 (byte {error.start}): save it as UTF-8.") from None
    header = [name.strip() for name in header]
    _refuse_header(file, header)
    columns = ", ".join(f"{workshop.quoted(name)}: 'VARCHAR'" for name in header)
    try:
        workshop.run(
            f'CREATE OR REPLACE TEMP TABLE raw AS SELECT row_number() OVER () + 1 AS "line number", * FROM '
            f"read_csv({workshop.quoted(file)}, auto_detect = false, header = true, "
            f"delim = {workshop.quoted(delimiter)}, quote = '\"', escape = '\"', columns = {{{columns}}}, nullstr = '')"
        )
        (rows,) = workshop.one("SELECT count(*) FROM raw")
        # Where a row spans lines, or a line is empty, only a reader that counts lines knows the place of a row.
        if rows + 1 == _lines(file):
            return header
    except workshop.Error:
        pass
    return _fill(workshop, file, _csv_rows(file, header, delimiter), header)


def _csv_rows(file: Path, header: Sequence[str], delimiter: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRecord(f"{file} is not UTF-8 (byte {error.start}): save it as UTF-8.") from None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        next(reader)
        line = reader.line_num
        for cells in reader:
            line, first = reader.line_num, line + 1
            if not any(cells):
                continue
            if len(cells) != len(header):
                raise BadRecord(
                    f"{file}, line {first}: {len(cells)} cells where the header has {len(header)}: "
                    "quote a cell that holds the separator."
                )
            yield first, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise BadRecord(f"{file}, line {reader.line_num}: {error}: check the quotes.") from None


def _json_lines(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError:
                raise BadRecord(f"{file}, line {number} is not JSON: write one object a line.") from None
            if not isinstance(row, dict):
                raise BadRecord(f"{file}, line {number} is no object: write one object a line.")
            yield number, row


def _json_rows(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        rows = json.loads(file.read_bytes())
    except ValueError as error:
        raise BadRecord(f"{file} is not JSON ({error}).") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadRecord(f"{file} must hold a list of objects, one a row.")
    yield from enumerate(rows, start=1)


def _fill(
    workshop: Workshop, file: Path, rows: Iterator[tuple[int, dict[str, Any]]], header: Sequence[str] = ()
) -> list[str]:
    """Fill `raw` from rows that Python read; the columns are those of all rows."""
    read = list(rows)
    names = list(header) or list(dict.fromkeys(name for _, row in read for name in row))
    _refuse_header(file, names)
    workshop.fill(
        "raw",
        {"line number": "BIGINT", **dict.fromkeys(names, "VARCHAR")},
        [(line, *(_text(row.get(name)) for name in names)) for line, row in read],
    )
    return names


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else ""
        case list():
            return "|".join(_text(one) for one in value)
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
    return str(value)


def _read_parquet(workshop: Workshop, file: Path) -> list[str]:
    source = f"read_parquet({workshop.quoted(file)})"
    try:
        described = workshop.all(f"DESCRIBE SELECT * FROM {source}")
    except workshop.Error as error:
        raise BadRecord(f"{file} is not a Parquet file that can be read ({str(error).splitlines()[0]}).") from None
    header = [name for name, *_ in described]
    _refuse_header(file, header)

    def text(name: str, kind: str) -> str:
        column = workshop.name(name)
        if kind.endswith("[]"):
            return f"array_to_string({column}, '|') AS {column}"
        if kind.startswith("TIMESTAMP"):
            return f"CAST(CAST({column} AS DATE) AS VARCHAR) AS {column}"
        return f"CAST({column} AS VARCHAR) AS {column}"

    columns = ", ".join(text(name, kind) for name, kind, *_ in described)
    workshop.run(
        f'CREATE OR REPLACE TEMP TABLE raw AS SELECT row_number() OVER () AS "line number", {columns} FROM {source}'
    )
    return header


def _refuse_header(file: Path, header: Sequence[str]) -> None:
    if not header:
        raise BadRecord(f"{file} is empty: its first line must name the columns.")
    folded = [name.casefold() for name in header]
    for name in header:
        if folded.count(name.casefold()) > 1:
            raise BadRecord(f"{file}, line 1: column {name!r} stands there twice: keep one of them.")
        if not name:
            raise BadRecord(f"{file}, line 1: a column has no name: give it one.")


def _lines(file: Path) -> int:
    count, last = 0, b"\n"
    with file.open("rb") as content:
        while chunk := content.read(1 << 20):
            count += chunk.count(b"\n")
            last = chunk[-1:]
    return count + (last != b"\n")
