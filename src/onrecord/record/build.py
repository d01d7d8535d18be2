"""Turn validated rows into Parquet parts with a manifest; the parts are a cache, the CSV files are the truth."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path

from onrecord.engine import Workshop
from onrecord.record.folder.manifest import (
    LAYOUT,
    Manifest,
    Part,
    columns_digest,
    digest_of_file,
    read_manifest,
    write_manifest,
)
from onrecord.record.load import Row, columns_of, last_recorded, read_tables, table_files
from onrecord.record.schema import TABLES, Table
from onrecord.terms.errors import BadRecord
from onrecord.terms.time import Day


def digest_of(folder: Path) -> str:
    """Return the digest of all table files below a folder: the vintage of the record."""
    # Another version of onrecord may know other columns; what it built is not what this one would read.
    total = hashlib.sha256(f"layout {LAYOUT} {columns_digest()}".encode())
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
    try:
        manifest = read_manifest(place)
    except BadRecord:
        return False
    return all((place / part.file).exists() for part in manifest.parts)


def _write_parts(tables: dict[str, list[Row]], folder: Path, digest: str) -> None:
    parts = []
    now = last_recorded(tables)
    with Workshop() as workshop:
        for name, rows in tables.items():
            file = folder / "parts" / name / "000001-rows.parquet"
            file.parent.mkdir(parents=True)
            _write_part(workshop, TABLES[name], rows, file, now)
            size, sha256 = file.stat().st_size, digest_of_file(file)
            parts.append(
                Part(name, "rows", file.relative_to(folder).as_posix(), len(rows), size, sha256, now.isoformat())
            )
    write_manifest(folder, Manifest(digest=digest, parts=tuple(parts)))


def _write_part(workshop: Workshop, table: Table, rows: list[Row], part: Path, now: Day) -> None:
    """Write a table as one part; its rows have no number, for nothing ends them but an edit of the tables."""
    types = columns_of(table)
    staged = part.with_suffix(".jsonl")
    with staged.open("w", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps({column: row[column] for column in types}, ensure_ascii=False, default=str) + "\n")
    struct = ", ".join(f"'{column}': '{kind}'" for column, kind in types.items())
    recorded = "" if table.timed else f", CAST('{now}' AS DATE) AS recorded_at"
    listed = ", ".join(f'"{column}"' for column in types)
    workshop.write(
        f"SELECT {listed}, CAST(NULL AS BIGINT) AS row{recorded} FROM read_json({workshop.quoted(staged)}, "
        f"format = 'newline_delimited', columns = {{{struct}}})",
        part,
    )
    staged.unlink()
