"""Import files into a record folder: read, check, put in order, write; all of it or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import replace
from pathlib import Path

from onrecord.record.folder.manifest import Import, digest_of_file
from onrecord.record.folder.transaction import Transaction
from onrecord.record.imports.adding import Adding, Report
from onrecord.record.imports.mapping import ALONG, Mapping, own_columns
from onrecord.record.imports.staging import Progress
from onrecord.record.schema import TABLES
from onrecord.record.store import open_record
from onrecord.terms.errors import BadRecord
from onrecord.terms.time import Day


def silent(_what: str, _done: int, _all: int) -> None:
    """Tell nobody what goes on."""


def import_files(
    folder: Path,
    files: Sequence[Path],
    mapping: Mapping,
    *,
    recorded: Day,
    skip_bad: bool = False,
    progress: Progress = silent,
    wait: float = 60,
    waiting: Callable[[float], None] | None = None,
) -> tuple[Report, ...]:
    """Import files of one shape into a record folder in a single step; returns a report for each table.

    `recorded` is the day of the import. With `skip_bad` rows that break a rule are left out, and the reports name them.
    `progress` is told what goes on, `waiting` that another import must end first, for `wait` seconds at most.

    Raises `BadRecord` where a file, a mapping or (without `skip_bad`) a row breaks a rule; nothing is written then.
    """
    with Transaction(folder, wait=wait, waiting=waiting) as transaction:
        name = _import_id(files, mapping)
        for earlier in transaction.manifest.imports:
            if earlier.id == name:
                return (Report(mapping.table, before=earlier.recorded),)
        adding = Adding(transaction, open_record(folder), recorded, progress, skip_bad=skip_bad)
        for table in ALONG:
            if rows := mapping.along.get(table, ()):
                adding.rows(f"the mapping's [[{table}]]", [dict(row) for row in rows], own_columns(table))
        adding.files(files, mapping)
        names = files[0].name if len(files) == 1 else f"{files[0].name} and {len(files) - 1} more"
        return committed(transaction, adding, name, names, recorded)


def import_rows(
    folder: Path,
    tables: Dictionary[str, Sequence[Dictionary[str, object]]],
    name: str,
    *,
    recorded: Day,
    progress: Progress = silent,
    wait: float = 60,
) -> tuple[Report, ...]:
    """Import rows that a program holds, by table and with the columns that people edit, in a single step.

    A later word of a source ends its earlier one. `name` says in the manifest, and in messages, what the rows are; see
    `import_files`.

    Raises `BadRecord` where a row breaks a rule; nothing is written then.
    """
    with Transaction(folder, wait=wait) as transaction:
        adding = Adding(transaction, open_record(folder), recorded, progress, skip_bad=False)
        for table in TABLES:
            if rows := tables.get(table):
                adding.rows(name, [dict(row) for row in rows], replace(own_columns(table), vintages=True))
        digest = hashlib.sha256(repr((name, recorded)).encode()).hexdigest()[:16]
        return committed(transaction, adding, digest, name, recorded)


def committed(transaction: Transaction, adding: Adding, digest: str, names: str, recorded: Day) -> tuple[Report, ...]:
    """Write what was added, where anything was, and return the reports."""
    reports = tuple(adding.reports)
    if any(report.changed for report in reports):
        counts = {report.table: report.new + report.revised for report in reports}
        transaction.commit(Import(digest, names, recorded.isoformat(), counts), next_row=adding.next_row)
    return reports


def _import_id(files: Sequence[Path], mapping: Mapping) -> str:
    """Name an import by what it reads: the same bytes by the same mapping are the same import."""
    total = hashlib.sha256(repr(mapping).encode())
    for file in files:
        if not file.is_file():
            raise BadRecord(f"{file} is not there: name a file to import.")
        total.update(f"{file.name} {digest_of_file(file)}".encode())
    return total.hexdigest()[:16]
