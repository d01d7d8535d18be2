"""Collect: run each source, keep what comes, and store it; what an earlier run left undone is stored with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.record.folder.manifest import is_record_folder
from onrecord.record.folder.transaction import create_record
from onrecord.record.store import open_record
from onrecord.sources.gather import Clock, Told, gather
from onrecord.sources.journal import Run
from onrecord.sources.source import Fetch, Source
from onrecord.sources.waiting import Home, Stored, store_waiting
from onrecord.terms.errors import OnrecordError


@dataclass(frozen=True, slots=True)
class Collected:
    """What a collection of one source did: its run, what was stored, and why it failed where it did.

    There is no run where it could not begin. `stored` are also earlier runs, of other sources too, that had waited.
    """

    source: str
    run: Run | None
    stored: tuple[Stored, ...] = ()
    failure: str = ""


def collect(
    sources: Iterable[Source], known: Mapping[str, Source], home: Home, fetch: Fetch, clock: Clock, told: Told
) -> list[Collected]:
    """Collect sources one after another; one that fails leaves the others as they are.

    `known` are all sources by name, whose earlier runs may wait to be stored.

    Raises `BadRecord` where the folder of the record holds something else.
    """
    if not is_record_folder(home.record):
        create_record(home.record)
    licences = {name: str(row["licence"]) for name, row in open_record(home.record).sources.items()}
    return [
        _collect(source, known, home, fetch, clock, told, licences.get(source.cited, "facts only"))
        for source in sources
    ]


def _collect(
    source: Source, known: Mapping[str, Source], home: Home, fetch: Fetch, clock: Clock, told: Told, licence: str
) -> Collected:
    run = None
    try:
        with home.archive.running(source.name):
            run = gather(source, home.archive, fetch, clock, licence=licence, told=told)
        stored = store_waiting(known, home, told)
    except (OnrecordError, OSError) as error:
        return Collected(source.name, run, failure=str(error))
    failures = [one.failure for one in stored if one.run == run.id]
    return Collected(source.name, run, stored, run.why or "".join(failures))
