"""How a collection stands: what was collected when, what failed, what is left of a cut run, what waits to be stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from onrecord.sources.archive import RESUMED_WITHIN, Archive
from onrecord.sources.gather import Told
from onrecord.sources.journal import Run
from onrecord.sources.ledger import Entry
from onrecord.terms.errors import BadRecord
from onrecord.terms.time import Day


@dataclass(frozen=True, slots=True)
class Status:
    """How one source stands.

    `whole` is its last whole run, `days` are those on which there was one. `unfinished` is what became of a later run
    that is not whole, `kept` how many answers it left that the next run need not ask again. `waiting` are whole runs
    that are not in the record yet, `failed` those that could not be stored. `listed` says whether the settings name it.
    """

    source: str
    listed: bool
    whole: Run | None
    days: tuple[Day, ...]
    unfinished: Run | None
    kept: int
    waiting: tuple[str, ...]
    failed: tuple[Entry, ...]

    @property
    def span(self) -> int:
        """How many days there are from the first whole run to the last."""
        return (self.days[-1] - self.days[0]).days + 1 if self.days else 0


def status(listed: Collection[str], archive: Archive, now: datetime) -> list[Status]:
    """Say how every source stands that is listed in the settings or was collected before.

    Raises `BadRecord` where a journal or the ledger is damaged.
    """
    ledger = archive.ledger()
    return [_status(source, source in listed, archive, ledger, now) for source in sorted({*listed, *archive.sources()})]


def damaged(archive: Archive, told: Told) -> list[str]:
    """Look over all that is kept, and name what is no longer as it came: bodies, and captures without one."""
    found = []
    there = set()
    digests = list(archive.bodies.digests())
    for number, digest in enumerate(digests):
        told("looking over bodies", number, len(digests))
        there.add(digest)
        try:
            archive.bodies.get(digest)
        except BadRecord as error:
            found.append(str(error))
    for source in archive.sources():
        for one in archive.glances(source):
            told(f"looking over {one.id}", 0, 1)
            run = archive.run(one.id)
            lost = [capture for capture in run.captures if capture.digest not in there] if run else []
            found += [f"{one.id}, {capture.slot}: the body {capture.digest} is lost." for capture in lost]
    return found


def _status(source: str, listed: bool, archive: Archive, ledger: Mapping[str, Entry], now: datetime) -> Status:
    runs = archive.glances(source)
    whole = [run for run in runs if run.state == "whole"]
    last = runs[-1] if runs and runs[-1].state != "whole" else None
    unfinished = archive.run(last.id) if last else None
    fresh = unfinished is not None and unfinished.state == "cut" and now - unfinished.began < RESUMED_WITHIN
    return Status(
        source=source,
        listed=listed,
        whole=archive.last_whole(source),
        days=tuple(sorted({run.day for run in whole})),
        unfinished=unfinished,
        kept=len(unfinished.captures) if unfinished is not None and fresh else 0,
        waiting=tuple(run.id for run in whole if run.id not in ledger or ledger[run.id].state == "begun"),
        failed=tuple(entry for run in whole if (entry := ledger.get(run.id)) and entry.state == "failed"),
    )
