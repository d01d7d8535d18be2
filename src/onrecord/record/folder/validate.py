"""Look a record folder over: files, checksums, columns, names, and times that would contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.engine import Workshop
from onrecord.record.folder.manifest import Part, digest_of_file, is_record_folder, read_manifest, stored_columns
from onrecord.record.imports.chain import fact_of
from onrecord.record.load import read_tables
from onrecord.record.rows import held
from onrecord.record.schema import TABLES, Table
from onrecord.record.store import Record, open_layer, open_record
from onrecord.terms.errors import BadRecord
from onrecord.terms.time import FAR_FUTURE


@dataclass(frozen=True, slots=True)
class Found:
    """A sound record: its rows by table, its parts and bytes, and the files that belong to no import."""

    rows: Mapping[str, int]
    parts: int = 0
    bytes: int = 0
    stray: int = 0


def validate_record(folder: Path, progress: Callable[[str, int, int], None] = lambda _what, _done, _all: None) -> Found:
    """Check a record folder, or a folder of tables that people edit, and say what it holds.

    Raises `BadRecord` that names the first part, table and row that breaks a rule.
    """
    if not is_record_folder(folder):
        if not folder.is_dir():
            raise BadRecord(f"{folder} is not there: name the folder of a record.")
        return Found({name: len(rows) for name, rows in read_tables(folder).items()})
    manifest = read_manifest(folder)
    with Workshop() as workshop:
        for number, part in enumerate(manifest.parts):
            progress("checking parts", number, len(manifest.parts))
            _check_part(workshop, folder, part)
    record, own = open_record(folder), open_layer(folder)
    for number, table in enumerate(TABLES.values()):
        progress("checking rows", number, len(TABLES))
        _check_names(record, table)
        if table.timed:
            _check_times(own, table)
    listed = {part.file for part in manifest.parts}
    stray = [file for file in folder.glob("parts/*/*") if file.relative_to(folder).as_posix() not in listed]
    rows = {name: manifest.rows_of(name) for name in TABLES}
    return Found(rows, len(manifest.parts), sum(part.bytes for part in manifest.parts), len(stray))


def _check_part(workshop: Workshop, folder: Path, part: Part) -> None:
    file = folder / part.file
    if part.table not in TABLES:
        raise BadRecord(
            f"{folder}: the manifest names a table {part.table!r} that there is not: restore it from a copy."
        )
    if not file.is_file():
        raise BadRecord(f"{file} is missing, and the manifest counts on it: restore it from a copy.")
    if file.stat().st_size != part.bytes or digest_of_file(file) != part.sha256:
        raise BadRecord(f"{file} is not what the manifest says (its checksum differs): restore it from a copy.")
    source = f"read_parquet({workshop.quoted(file)})"
    found = {name: kind for name, kind, *_ in workshop.all(f"DESCRIBE SELECT * FROM {source}")}
    expected = stored_columns(TABLES[part.table], part.kind)
    wrong = [name for name in {**expected, **found} if expected.get(name) != found.get(name)]
    if wrong:
        raise BadRecord(f"{file} has other columns than its table ({min(wrong)}): restore it from a copy.")
    (rows,) = workshop.one(f"SELECT count(*) FROM {source}")
    if rows != part.rows:
        raise BadRecord(f"{file} holds {rows:,} rows where the manifest says {part.rows:,}: restore it from a copy.")


def _check_names(record: Record, table: Table) -> None:
    for column in table.all_columns:
        if not column.of:
            continue
        known = " UNION ALL ".join(
            f"SELECT {TABLES[name].key} AS name FROM record_{name}" for name in column.of.split("|")
        )
        used = f'unnest("{column.name}")' if column.kind == "keys" else f'"{column.name}"'
        missing = record.engine.query(
            f"SELECT DISTINCT u.name FROM (SELECT {used} AS name FROM record_{table.name}) AS u "
            f"LEFT JOIN ({known}) AS k ON k.name = u.name WHERE k.name IS NULL AND u.name <> '' ORDER BY u.name LIMIT 1"
        )
        if missing:
            raise BadRecord(
                f"{table.name}, column {column.name!r}: {missing[0]['name']!r} is not in "
                f"{column.of.replace('|', ' or ')}: import it there."
            )


def _check_times(record: Record, table: Table) -> None:
    """Refuse what one source would say twice at a time: no fact has two words of one story that overlap."""
    rows = held(table.name, has_ends=table.name in record.ended)
    never = record.engine.query(
        f"SELECT * FROM ({rows}) AS t WHERE t.known_until < t.known_from OR t.known_from IS NULL LIMIT 1",
        {"recorded_as_of": FAR_FUTURE},
    )
    if never:
        raise BadRecord(f"{table.name}: a row ends before it begins: {_say(table, never[0])}.")
    later = f"lead(t.known_from) OVER (PARTITION BY {fact_of(table)} ORDER BY t.known_from)"
    overlapping = record.engine.query(
        f"SELECT * FROM (SELECT t.*, {later} AS next FROM ({rows}) AS t "
        "LEFT JOIN record_sources AS s ON s.source = t.sources[1] WHERE t.known_until > t.known_from) AS t "
        "WHERE t.next > t.known_from AND t.next < t.known_until LIMIT 1",
        {"recorded_as_of": FAR_FUTURE},
    )
    if overlapping:
        one = overlapping[0]
        raise BadRecord(
            f"{table.name}: a source says two things of one fact at a time: {_say(table, one)}, and another row from "
            f"{one['next']}."
        )


def _say(table: Table, row: Mapping[str, object]) -> str:
    first = table.columns[0].name
    return f"{row[first]!r}, known from {row['known_from']} until {row['known_until']}, of {row['sources']}"
