"""Write to a record folder: one writer at a time, all of it or nothing.

New parts are written under names that no manifest lists; the new manifest then takes the place of the old one in a
single step. A writer that is killed leaves files that nobody reads, and the next writer sweeps them away.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from onrecord.engine import Workshop
from onrecord.record.folder.durable import sync, sync_folder
from onrecord.record.folder.manifest import (
    MANIFEST,
    Compacted,
    Import,
    Kind,
    Manifest,
    Part,
    digest_of_file,
    is_record_folder,
    read_manifest,
    write_manifest,
)
from onrecord.record.folder.writer import Waiting, become_writer
from onrecord.terms.errors import BadRecord

LOCK = ".lock"

ROW_GROUP = 245_760
"""Rows of a Parquet row group: two of DuckDB's own. Smaller ones make the footers of a billion rows slow to read."""

PART_ROWS = 20_000_000
"""A part holds at most this many rows, so that a reader can pass over the parts that have nothing for it."""


def create_record(folder: Path, base: Literal["", "shipped"] = "shipped") -> Manifest:
    """Make an empty record in a folder that is new or empty.

    Raises `BadRecord` where there is a record already, or anything else.
    """
    if is_record_folder(folder):
        raise BadRecord(f"{folder} holds a record already: import into it, or name another folder.")
    # Half a manifest is what a writer left that was killed before there was a record.
    if folder.exists() and (not folder.is_dir() or set(folder.iterdir()) - set(folder.glob(f".{MANIFEST}.*"))):
        raise BadRecord(f"{folder} is there and not empty: name a new folder for the record.")
    folder.mkdir(parents=True, exist_ok=True)
    manifest = Manifest(base=base)
    write_manifest(folder, manifest)
    return manifest


class Transaction:
    """The only way to write to a record folder; use it as a context.

    `waiting` is called with the number of seconds that are left to wait when another writer is at work. Parts that were
    staged count from `commit` on; without it, leaving the context takes them away.
    """

    def __init__(self, folder: Path, *, wait: float = 60, waiting: Waiting | None = None) -> None:
        """Name the folder; nothing is touched before the context is entered."""
        self.folder = folder
        self.manifest = Manifest()
        self._wait, self._waiting = wait, waiting
        self._staged: list[Part] = []

    def __enter__(self) -> Self:
        """Become the writer.

        Raises `BadRecord` where the folder is no record, and where another writer does not finish in time.
        """
        read_manifest(self.folder)
        busy = f"{self.folder} is being written by another import: wait until it is done, then run this one again."
        self._lock = become_writer(self.folder / LOCK, BadRecord(busy), wait=self._wait, waiting=self._waiting)
        try:
            self.manifest = read_manifest(self.folder)
            self._sweep()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take away what was staged and not committed, and let the next writer in."""
        try:
            for part in self._staged:
                (self.folder / part.file).unlink(missing_ok=True)
        finally:
            self._lock.release()

    def stage(self, workshop: Workshop, relation: str, table: str, kind: Kind = "rows", *, order: str = "") -> int:
        """Write the rows of a relation of the workshop as new parts; returns how many rows there were.

        `order` is the ORDER BY under which rows lie in a part: a reader that wants one series reads one stretch.
        """
        (count,) = workshop.one(f"SELECT count(*) FROM {relation}")
        home = self.folder / "parts" / table
        home.mkdir(parents=True, exist_ok=True)
        ordered = f"SELECT * FROM {relation}" + (f" ORDER BY {order}" if order else "")
        if order and count > PART_ROWS:
            # Put in order once, not anew for every part.
            workshop.run(f"CREATE OR REPLACE TEMP TABLE in_order AS {ordered}")
            ordered = "SELECT * FROM in_order"
        for start in range(0, count, PART_ROWS):
            file = home / f"{self._next_number(table):06d}-{kind}.parquet"
            window = f" LIMIT {PART_ROWS} OFFSET {start}" if count > PART_ROWS else ""
            workshop.write(f"{ordered}{window}", file, row_group=ROW_GROUP)
            (recorded,) = workshop.one(f"SELECT max(recorded_at) FROM read_parquet({workshop.quoted(file)})")
            self.take(
                file, table, kind, min(PART_ROWS, count - start), recorded.isoformat() if recorded else "1970-01-01"
            )
        return int(count)

    def parts(self, table: str, kind: Kind) -> tuple[Path, ...]:
        """Return the files of a table as the folder will hold them: what it holds, and what is staged."""
        found = (*self.manifest.parts, *self._staged)
        return tuple(self.folder / part.file for part in found if (part.table, part.kind) == (table, kind))

    def take(self, file: Path, table: str, kind: Kind, rows: int, recorded: str) -> None:
        """Count a Parquet file that already lies at its place below the folder among the staged parts."""
        with file.open("rb") as handle:
            sync(handle)
        name = file.relative_to(self.folder).as_posix()
        self._staged.append(Part(table, kind, name, rows, file.stat().st_size, digest_of_file(file), recorded))

    def commit(self, imported: Import | None = None, *, next_row: int | None = None) -> Manifest:
        """Make everything that was staged part of the record, in one step."""
        for home in {(self.folder / part.file).parent for part in self._staged}:
            sync_folder(home)
        manifest = self.manifest.with_parts(self._staged, imported, next_row)
        write_manifest(self.folder, manifest)
        self.manifest, self._staged = manifest, []
        return manifest

    def replace(self, replaced: Collection[Part]) -> Manifest:
        """Put the staged parts in the place of others that hold the same rows; the record stays the same vintage.

        Who reads the manifest of before may still read the files; the next writer removes them.
        """
        for home in {(self.folder / part.file).parent for part in self._staged}:
            sync_folder(home)
        kept = [part for part in self.manifest.parts if part not in replaced]
        parts = (*kept, *self._staged)
        compacted = Compacted(self.manifest.vintage, tuple(part.file for part in parts))
        manifest = replace(self.manifest, parts=parts, compacted=compacted)
        write_manifest(self.folder, manifest)
        self.manifest, self._staged = manifest, []
        return manifest

    def _next_number(self, table: str) -> int:
        names = (part.file for part in (*self.manifest.parts, *self._staged) if part.table == table)
        return 1 + max((int(Path(name).name[:6]) for name in names), default=0)

    def _sweep(self) -> None:
        """Remove what a killed writer left: parts that the manifest does not list, and half-written manifests."""
        listed = {part.file for part in self.manifest.parts}
        for file in self.folder.glob("parts/*/*.parquet"):
            if file.relative_to(self.folder).as_posix() not in listed:
                file.unlink()
        for file in self.folder.glob(f".{MANIFEST}.*"):
            file.unlink()
