"""The manifest of a record folder: its parts with their checksums, and what was imported when."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from onrecord.record.folder.durable import write_whole
from onrecord.record.load import columns_of
from onrecord.record.schema import TABLES, Table
from onrecord.terms.errors import BadRecord
from onrecord.terms.time import Day

MANIFEST = "manifest.json"

FORMAT = "onrecord record"

LAYOUT = 3
"""Raised when the stored columns change meaning; a folder of another layout is refused, a cache is built again."""

Kind = Literal["rows", "ends", "again"]
"""What a part holds.

`rows` are rows of a table. `ends` close the interval of earlier rows: `row`, `superseded_at`, `recorded_at`. `again`
are days on which a source repeated an earlier row: `row`, `known_from`, `recorded_at`.
"""

SIDE_COLUMNS: Mapping[Kind, Mapping[str, str]] = {
    "ends": {"row": "BIGINT", "superseded_at": "DATE", "recorded_at": "DATE"},
    "again": {"row": "BIGINT", "known_from": "DATE", "recorded_at": "DATE"},
}
"""The columns of the parts that are no rows of a table."""


def stored_columns(table: Table, kind: Kind = "rows") -> dict[str, str]:
    """Return the columns of a part with their SQL types: those of the table, and a number that names the row.

    >>> from onrecord.record.schema import METRICS
    >>> list(stored_columns(METRICS))[-2:]
    ['row', 'recorded_at']
    """
    if kind != "rows":
        return dict(SIDE_COLUMNS[kind])
    return columns_of(table) | {"row": "BIGINT"} | ({} if table.timed else {"recorded_at": "DATE"})


def nothing(columns: Mapping[str, str]) -> str:
    """Return the query for no rows at all with the given columns.

    >>> nothing({"row": "BIGINT"})
    'SELECT CAST(NULL AS BIGINT) AS "row" WHERE 1 = 0'
    """
    listed = ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in columns.items())
    return f"SELECT {listed} WHERE 1 = 0"


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file below the folder; `recorded` is the newest day on which one of its rows was got."""

    table: str
    kind: Kind
    file: str
    rows: int
    bytes: int
    sha256: str
    recorded: str


@dataclass(frozen=True, slots=True)
class Import:
    """One import as the manifest remembers it: which bytes, by which mapping, and what became of the rows."""

    id: str
    file: str
    recorded: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Compacted:
    """Parts that took the place of many: `files` hold the very rows of the `vintage` that they were made from."""

    vintage: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a record folder holds.

    `base` is `shipped` where the folder lies over the record that comes with onrecord, and empty where it stands alone.
    `digest` names the vintage: it is that of the tables a record was built from, else that of its parts.
    """

    base: Literal["", "shipped"] = ""
    digest: str = ""
    next_row: int = 1
    parts: tuple[Part, ...] = ()
    imports: tuple[Import, ...] = field(default=())
    compacted: Compacted | None = None

    @property
    def now(self) -> Day:
        """The newest day on which a row was recorded; 1 January 1970 where there is none."""
        return max((Day.fromisoformat(part.recorded) for part in self.parts), default=Day(1970, 1, 1))

    @property
    def vintage(self) -> str:
        """The name of this state of the record: other rows, another name; the same rows in other files, the same."""
        if self.digest:
            return self.digest
        before = self.compacted or Compacted("", ())
        later = [part for part in self.parts if part.file not in before.files]
        if before.vintage and not later:
            return before.vintage
        total = hashlib.sha256(f"layout {LAYOUT} {before.vintage}".strip().encode())
        for part in sorted(later, key=lambda part: part.file):
            total.update(f"{part.table} {part.kind} {part.sha256}".encode())
        return total.hexdigest()[:16]

    def of(self, table: str, kind: Kind = "rows") -> tuple[Part, ...]:
        """Return the parts of one table and kind, in the order in which they came."""
        return tuple(part for part in self.parts if part.table == table and part.kind == kind)

    def rows_of(self, table: str) -> int:
        """Return how many rows of a table are stored."""
        return sum(part.rows for part in self.of(table))

    def with_parts(
        self, parts: Iterable[Part], imported: Import | None = None, next_row: int | None = None
    ) -> Manifest:
        """Return the manifest with further parts."""
        return replace(
            self,
            parts=(*self.parts, *parts),
            imports=(*self.imports, *([imported] if imported else [])),
            next_row=next_row or self.next_row,
        )


def is_record_folder(folder: Path) -> bool:
    """Say whether a folder holds a record of parts, rather than tables that people edit."""
    return (folder / MANIFEST).is_file()


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a record folder.

    Raises `BadRecord` where there is none, where it is damaged, or where another version of onrecord wrote it.
    """
    file = folder / MANIFEST
    try:
        said: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        layout, form = said["layout"], said["format"]
    except FileNotFoundError:
        raise BadRecord(f"{folder} is not a record: make one with `onrecord record init {folder}`.") from None
    except (ValueError, KeyError, TypeError):
        raise BadRecord(f"{file} is damaged: restore it from a copy.") from None
    if form != FORMAT or layout != LAYOUT or said.get("columns") != columns_digest():
        raise BadRecord(
            f"{folder} was written by another onrecord, whose tables have other columns: export it to CSV with that "
            "one, and import the tables into a new record."
        )
    try:
        return Manifest(
            base=said["base"],
            digest=said["digest"],
            next_row=said["next_row"],
            parts=tuple(Part(**part) for part in said["parts"]),
            imports=tuple(Import(**one) for one in said["imports"]),
            compacted=_compacted(said.get("compacted")),
        )
    except (KeyError, TypeError) as error:
        raise BadRecord(f"{file} is damaged ({error}): restore it from a copy.") from None


def _compacted(said: dict[str, Any] | None) -> Compacted | None:
    return Compacted(said["vintage"], tuple(said["files"])) if said else None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put a manifest in place of the one that is there, in one step that survives a kill."""
    said = {"format": FORMAT, "layout": LAYOUT, "columns": columns_digest(), **asdict(manifest)}
    write_whole(folder / MANIFEST, f"{json.dumps(said, indent=1, ensure_ascii=False)}\n".encode())


@cache
def columns_digest() -> str:
    """Return a digest of the columns of all tables: rows that were written under another one are not read."""
    return hashlib.sha256(repr([stored_columns(table) for table in TABLES.values()]).encode()).hexdigest()[:16]


def digest_of_file(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
