"""Runs that wait to be stored: whole ones that are not in the record, each read and stored exactly once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.record.imports.adding import Report
from onrecord.sources.archive import Archive
from onrecord.sources.documents import write_documents
from onrecord.sources.gather import Told
from onrecord.sources.journal import Run
from onrecord.sources.ledger import Entry
from onrecord.sources.parsing import Unparsed, parsed, parsed_answer
from onrecord.sources.source import Document, Parsed, Source
from onrecord.sources.storing import store
from onrecord.terms.errors import OnrecordError
from onrecord.terms.time import Day


@dataclass(frozen=True, slots=True)
class Home:
    """Where a collection keeps things: the archive, the folder of the record, and the one of documents."""

    archive: Archive
    record: Path
    documents: Path


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one run on its way into the record: the reports of its tables, or why it could not be stored."""

    run: str
    reports: tuple[Report, ...] = ()
    failure: str = ""


def store_waiting(known: Mapping[str, Source], home: Home, told: Told) -> tuple[Stored, ...]:
    """Store every run of known sources that waits: its rows in the record, its pages among the documents.

    The ledger is written before and after each, so a kill in between loses nothing and doubles nothing.
    """
    with home.archive.storing():
        runs = waiting_runs(known, home.archive)
        return tuple(_store(run, known[run.source], home, told) for run in runs)


def waiting_runs(known: Mapping[str, Source], archive: Archive) -> list[Run]:
    """Return the whole runs of known sources that are not in the record though they could be.

    One that could not be read before waits again as soon as a parser reads the answer at which it failed.
    """
    ledger = archive.ledger()
    named = {name: run for name, entry in ledger.items() if entry.state != "done" and (run := archive.run(name))}
    begun = [run for name, run in named.items() if ledger[name].state == "begun"]
    failed = [run for name, run in named.items() if ledger[name].slot and _reads(run, ledger[name], known, archive)]
    later = [run for source in known for run in archive.runs_after(source, ledger) if run.state == "whole"]
    return [run for run in (*begun, *failed, *later) if run.source in known]


def store_run(
    run: Run, source: Source, archive: Archive, record: Path, recorded: Day, told: Told, documents: Path | None = None
) -> Stored:
    """Read one run and store its rows in a record folder, and its pages in a folder of documents where one is named.

    Raises `Unparsed` where an answer cannot be read, and `BadRecord` where a row breaks a rule; the record is then as
    it was.
    """
    told(f"{source.name}: reading", 0, 1)

    def rows() -> Iterator[Parsed]:
        pages = []
        for one in parsed(run, source, archive):
            if isinstance(one, Document):
                pages.append(one)
            else:
                yield one
        # Written before the rows count: the record remembers a run that it holds, and asks for nothing of it again.
        if documents is not None:
            write_documents(documents / f"{run.id}.warc.gz", run, pages, archive)

    return Stored(run.id, store(record, source.cited, rows(), run=run.id, recorded=recorded, progress=told))


def _store(run: Run, source: Source, home: Home, told: Told) -> Stored:
    # A run that had to wait counts from the day on which it ended: then its bytes were here, and then it was watching.
    archive, recorded = home.archive, run.day
    archive.note(Entry(run.id, "begun", recorded))
    try:
        stored = store_run(run, source, archive, home.record, recorded, told, home.documents)
    except OnrecordError as error:
        slot = error.slot if isinstance(error, Unparsed) else ""
        archive.note(Entry(run.id, "failed", recorded, str(error), slot))
        return Stored(run.id, failure=str(error))
    archive.note(Entry(run.id, "done", recorded))
    return stored


def _reads(run: Run, entry: Entry, known: Mapping[str, Source], archive: Archive) -> bool:
    """Say whether the answer at which a run failed can be read now."""
    if run.source not in known:
        return False
    try:
        for _ in parsed_answer(run.by_slot[entry.slot], known[run.source], archive):
            pass
    except OnrecordError:
        return False
    return True
