"""Put the many small parts that imports leave together, so that a record of years opens as fast as a new one.

The rows stay what they are, with their numbers and all their times; only the files change, and so the vintage does not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from onrecord.engine import Workshop
from onrecord.record.folder.manifest import Kind, Part
from onrecord.record.folder.transaction import PART_ROWS, Transaction
from onrecord.record.imports.chain import order_of
from onrecord.record.imports.run import silent
from onrecord.record.imports.staging import Progress
from onrecord.record.schema import TABLES


@dataclass(frozen=True, slots=True)
class Compaction:
    """How many parts there were and are, and how large the record is now."""

    before: int
    after: int
    bytes: int


def compact_record(
    folder: Path, *, progress: Progress = silent, wait: float = 60, waiting: Callable[[float], None] | None = None
) -> Compaction:
    """Write the parts of each table and kind as few as hold their rows; all of it or nothing.

    A part that is full already is left alone, so that a record is compacted again at the price of what came since.

    Raises `BadRecord` where the folder is no record, or another writer does not finish in time.
    """
    with Transaction(folder, wait=wait, waiting=waiting) as transaction:
        before = transaction.manifest
        small = [(table, kind, _small(before.of(table, kind))) for table in TABLES for kind in get_args(Kind)]
        many = [(table, kind, parts) for table, kind, parts in small if len(parts) > 1]
        for number, (table, kind, parts) in enumerate(many):
            progress(f"putting {table} together", number, len(many))
            with Workshop() as workshop:
                files = ", ".join(workshop.quoted(folder / part.file) for part in parts)
                workshop.run(f"CREATE TEMP VIEW parts AS SELECT * FROM read_parquet([{files}])")
                lies = TABLES[table].timed and kind == "rows"
                order = f"{order_of(TABLES[table])}, row" if lies else "row, recorded_at"
                transaction.stage(workshop, "parts", table, kind, order=order)
        replaced = [part for _, _, parts in many for part in parts]
        after = transaction.replace(replaced) if replaced else before
        return Compaction(len(before.parts), len(after.parts), sum(part.bytes for part in after.parts))


def _small(parts: tuple[Part, ...]) -> list[Part]:
    return [part for part in parts if part.rows < PART_ROWS]
