"""From what parsers read to rows of a record: one run, all of it or nothing, exactly once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from onrecord.record.folder.manifest import Import
from onrecord.record.folder.transaction import Transaction
from onrecord.record.imports.adding import Adding, Report
from onrecord.record.imports.mapping import Mapping, own_columns
from onrecord.record.imports.run import silent
from onrecord.record.imports.staging import Progress
from onrecord.record.schema import TABLES
from onrecord.record.store import Record, open_record
from onrecord.sources.changes import changed_readings
from onrecord.sources.gathered import Gathered
from onrecord.sources.source import Parsed
from onrecord.terms.errors import BadRecord
from onrecord.terms.time import Day


def store(
    folder: Path,
    cited: str,
    parsed: Iterable[Parsed],
    *,
    run: str,
    recorded: Day,
    progress: Progress = silent,
    wait: float = 60,
    waiting: Callable[[float], None] | None = None,
) -> tuple[Report, ...]:
    """Store what one run of a source brought in a record folder; returns a report for each table that it was about.

    `cited` is the row of `sources` on which the rows rest, `run` the name of the run: one that is stored already leaves
    nothing to do. `recorded` is the day on which the run ended; a day of publication after it counts as that day.
    Readings are stored where they change (see `changes`), definitions where they are new; other rows as they come.

    Raises `Unreadable` as parsers do, and `BadRecord` where a row breaks a rule; nothing is written then.
    """
    with Transaction(folder, wait=wait, waiting=waiting) as transaction:
        if any(one.id == run for one in transaction.manifest.imports):
            return ()
        record = open_record(folder)
        with Gathered(*_known(record)) as gathered:
            gathered.take(parsed)
            adding = Adding(transaction, record, recorded, progress, skip_bad=False)
            readings = changed_readings(gathered, transaction, record, cited, recorded)
            try:
                for table in TABLES:
                    if file := gathered.file(table):
                        adding.files([file], replace(own_columns(table), vintages=True))
                    if table == "observations" and readings:
                        adding.files([readings], _of_readings(cited))
            except BadRecord as error:
                raise BadRecord(gathered.placed(str(error))) from None
            if gathered.renames:
                adding.rows(f"the renames of {cited}", _renamings(gathered, cited, recorded), own_columns("happenings"))
            if gathered.watched:
                adding.rows(
                    f"the heartbeat of {cited}", _heartbeats(gathered, cited, recorded), own_columns("coverage")
                )
        reports = tuple(adding.reports)
        counts = {report.table: report.new + report.revised for report in reports}
        # A run that brought nothing new is remembered too: it was stored, and need not be looked at again.
        transaction.commit(Import(run, cited, recorded.isoformat(), counts), next_row=adding.next_row)
        return reports


def _known(record: Record) -> tuple[dict[str, set[str]], dict[str, str], dict[str, str]]:
    latest = record.latest()
    keys = {
        table.name: {row["name"] for row in latest.query(f"SELECT {table.key} AS name FROM {table.name}")}
        for table in TABLES.values()
        if table.key and not table.timed
    }
    subjects = latest.query("SELECT model, subject FROM models WHERE model <> subject")
    identities = latest.query("SELECT id, model FROM host_ids")
    return (
        keys,
        {row["model"]: row["subject"] for row in subjects},
        {row["id"]: row["model"] for row in identities},
    )


def _of_readings(cited: str) -> Mapping:
    columns = {name: name for name in ("entity", "metric", "value", "period", "published", "flag", "rule")}
    # `shown`: the publisher showed the value on that day; whether it first did so then nobody knows.
    return Mapping(
        "observations",
        columns,
        {"basis": "shown", "sources": cited},
        missing=(),
        vintages=True,
        one_word_a_day=False,
    )


def _renamings(gathered: Gathered, cited: str, recorded: Day) -> list[dict[str, object]]:
    day = recorded.isoformat()
    return [
        {
            "happening": f"renamed-{one.old}-{one.new}",
            "kind": "renamed",
            "entity": one.maker,
            "object": one.old,
            "period": day,
            "text": f"{one.old} is now {one.new}",
            "published": day,
            "basis": "shown",
            "recorded": day,
            "sources": cited,
        }
        for one in gathered.renames
    ]


def _heartbeats(gathered: Gathered, cited: str, recorded: Day) -> list[dict[str, object]]:
    return [
        {
            "table": "observations",
            "subject": one.metric,
            "scope": one.scope,
            "period": recorded.isoformat(),
            "completeness": one.completeness,
            "sources": cited,
        }
        for one in sorted(gathered.watched, key=lambda one: (one.metric, one.scope))
    ]
