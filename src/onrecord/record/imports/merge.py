"""Bring the rows of other records into one: the union of what their sources said, in the order of the days."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from onrecord.record.export import as_edited, rows_of
from onrecord.record.folder.manifest import is_record_folder
from onrecord.record.folder.transaction import Transaction
from onrecord.record.imports.adding import Adding, Report
from onrecord.record.imports.mapping import own_columns
from onrecord.record.imports.run import committed, silent
from onrecord.record.imports.staging import Progress
from onrecord.record.schema import TABLES
from onrecord.record.store import open_layer, open_record
from onrecord.terms.errors import BadRecord
from onrecord.terms.time import Day


def merge_records(
    folder: Path,
    others: Sequence[Path],
    *,
    recorded: Day,
    progress: Progress = silent,
    wait: float = 60,
    waiting: Callable[[float], None] | None = None,
) -> tuple[Report, ...]:
    """Add the rows of other record folders to one, in a single step; returns a report for each table and record.

    Rows keep the days on which they were recorded; what another word ends is ended. Only a folder's own rows are taken,
    not those of the record that it lies over.

    Raises `BadRecord` where a folder is no record, or where two of them give one name two meanings.
    """
    for other in others:
        if other.resolve() == folder.resolve():
            raise BadRecord(f"{other} cannot be merged into itself: name another record.")
        if not is_record_folder(other):
            raise BadRecord(f"{other} is not a record: make one of it with `onrecord record init` and `import`.")
    with Transaction(folder, wait=wait, waiting=waiting) as transaction:
        adding = Adding(transaction, open_record(folder), recorded, progress, skip_bad=False)
        records = [(other, open_layer(other)) for other in others]
        for table in TABLES.values():
            for other, record in records:
                if rows := rows_of(record, table):
                    edited = [dict[str, object](as_edited(table, row)) for row in rows]
                    mapping = replace(own_columns(table.name), vintages=True)
                    adding.rows(f"{other}, {table.name}", edited, mapping)
        vintages = " ".join(record.vintage for _, record in records)
        digest = hashlib.sha256(f"merge {vintages}".encode()).hexdigest()[:16]
        return committed(transaction, adding, digest, ", ".join(str(other) for other in others), recorded)
