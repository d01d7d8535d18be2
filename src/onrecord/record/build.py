"""Turn validated rows into Parquet parts with a manifest; the parts are a cache, the CSV files are the truth."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path

import duckdb

from onrecord.record.load import Row, columns_of, last_recorded, read_tables, table_files
from onrecord.record.schema import TABLES, Table

LAYOUT = 2
"""Raised when the stored columns change meaning, so that parts of an older onrecord are not read."""

MANIFEST = "manifest.json"


def digest_of(folder: Path) -> str:
    """Return the digest of all table files below a folder: the vintage of the record."""
    total = hashlib.sha256(f"layout {LAYOUT}".encode())
    for table in TABLES.values():
        for file in table_files(folder, table):
            total.update(file.relative_to(folder).as_posix().encode())
            total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:16]


def cache_root() -> Path:
    """Return the folder for built records: `ONRECORD_CACHE`, else the user's cache folder."""
    chosen = os.environ.get("ONRECORD_CACHE") or os.environ.get("XDG_CACHE_HOME")
    root = Path(chosen) if chosen else Path.home() / ".cache"
    return root if os.environ.get("ONRECORD_CACHE") else root / "onrecord"


def built_record(folder: Path) -> Path:
    """Return the folder of Parquet parts for the tables below `folder`, building them if they are not there.

    The build happens beside its place and is moved there in one step, so a reader never sees half of it.
    """
    digest = digest_of(folder)
    try:
        root = cache_root()
        place = root / f"record-{digest}"
        if _is_whole(place):
            return place
        root.mkdir(parents=True, exist_ok=True)
        workshop = Path(tempfile.mkdtemp(prefix=".building-", dir=root))
    except (OSError, RuntimeError):
        # A home that is read-only or unknown must not stop a check; the parts then live in a temporary folder.
        workshop = Path(tempfile.mkdtemp(prefix="onrecord-"))
        place = workshop / f"record-{digest}"
    parts = workshop / "parts"
    parts.mkdir()
    try:
        _write_parts(read_tables(folder), parts, digest)
        try:
            parts.rename(place)
        except OSError:
            # Somebody else built the same digest first: theirs is as good as ours, unless it has lost a part since.
            if not _is_whole(place):
                place.rename(workshop / "broken")
                parts.rename(place)
    finally:
        if workshop not in place.parents:
            shutil.rmtree(workshop, ignore_errors=True)
    return place


def _is_whole(place: Path) -> bool:
    return all((place / name).exists() for name in (MANIFEST, *(f"{table}.parquet" for table in TABLES)))


def _write_parts(tables: dict[str, list[Row]], folder: Path, digest: str) -> None:
    connection = duckdb.connect()
    manifest = {"layout": LAYOUT, "digest": digest, "now": last_recorded(tables).isoformat(), "rows": {}, "sha256": {}}
    for name, rows in tables.items():
        table = TABLES[name]
        part = folder / f"{name}.parquet"
        _write_part(connection, table, rows, part)
        manifest["rows"][name] = len(rows)  # type: ignore[index]
        manifest["sha256"][name] = hashlib.sha256(part.read_bytes()).hexdigest()  # type: ignore[index]
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _write_part(connection: duckdb.DuckDBPyConnection, table: Table, rows: list[Row], part: Path) -> None:
    types = columns_of(table)
    columns = ", ".join(f'"{column}" {kind}' for column, kind in types.items())
    connection.execute(f'CREATE TEMP TABLE "{table.name}" ({columns})')
    staged = part.with_suffix(".jsonl")
    with staged.open("w", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps({column: row[column] for column in types}, ensure_ascii=False, default=str) + "\n")
    struct = ", ".join(f"'{column}': '{kind}'" for column, kind in types.items())
    staging, location = (str(path).replace("'", "''") for path in (staged, part))
    connection.execute(
        f"INSERT INTO \"{table.name}\" SELECT * FROM read_json('{staging}', format='newline_delimited', "
        f"columns={{{struct}}})"
    )
    staged.unlink()
    connection.execute(f"COPY \"{table.name}\" TO '{location}' (FORMAT parquet, COMPRESSION zstd)")
    connection.execute(f'DROP TABLE "{table.name}"')
