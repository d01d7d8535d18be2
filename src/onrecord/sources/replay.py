"""Build a record anew from the archive alone: the same runs, in the same order, as of the same days."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Literal

from onrecord.record.folder.transaction import create_record
from onrecord.sources.archive import Archive
from onrecord.sources.gather import Told
from onrecord.sources.source import Source
from onrecord.sources.waiting import Stored, store_run
from onrecord.terms.errors import BadInput, OnrecordError
from onrecord.terms.time import Day


def replay(
    known: Mapping[str, Source],
    archive: Archive,
    into: Path,
    told: Told,
    *,
    sources: Collection[str] = (),
    since: Day | None = None,
    base: Literal["", "shipped"] = "shipped",
) -> list[Stored]:
    """Store the runs that the ledger names in a new record folder, and return what became of each.

    A run that failed when it was collected is tried as well, in its place: the parsers may have learned since. Where
    none failed, and parsers and settings are those of then, the record is the same to the last bit. `sources` and
    `since` choose among the runs. The new record lies over `base`, as the old one did.

    Raises `BadInput` where the ledger names a source that the settings do not, and `BadRecord` where the folder is not
    new.
    """
    chosen = []
    for name, entry in archive.ledger().items():
        run = archive.run(name)
        if run is None:
            raise BadInput(f"{archive.folder} has no run {name}, which was stored: restore its journal from a copy.")
        if (sources and run.source not in sources) or (since is not None and run.day < since):
            continue
        if run.source not in known:
            raise BadInput(f"The settings have no section for {run.source}, of which there are runs: add it.")
        chosen.append((run, entry))
    create_record(into, base)
    done = []
    for number, (run, entry) in enumerate(chosen):
        told("replaying", number, len(chosen))
        try:
            done.append(store_run(run, known[run.source], archive, into, entry.recorded, told))
        except OnrecordError as error:
            done.append(Stored(run.id, failure=str(error)))
    return done
