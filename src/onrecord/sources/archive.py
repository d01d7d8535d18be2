"""What is kept of a collection: the bodies of answers, a journal for every run, and the ledger of what was stored.

    archive/bodies/     the bytes (see `bodies`)
    archive/runs/SOURCE/000017.jsonl    a run (see `journal`)
    archive/stored.jsonl    which runs are in the record (see `ledger`)

One run of a source at a time, and one storing at a time: each is behind a lock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from onrecord.record.folder.writer import Waiting, become_writer
from onrecord.sources.bodies import Bodies
from onrecord.sources.journal import Journal, Run, glance, read_journal
from onrecord.sources.ledger import Entry, read_ledger, write_entry
from onrecord.terms.errors import BadInput

KEPT_HEADERS = (
    "age",
    "content-language",
    "content-type",
    "date",
    "etag",
    "last-modified",
    "link",
    "x-last-commit",
    "x-repo-commit",
    "x-total-count",
    "x-until",
)
"""Headers of an answer that are kept: what dates it, what makes the next question conditional, what leads on."""

RESUMED_WITHIN = timedelta(days=1)
"""A cut run that is older is begun anew: its pages would be of two states of the source."""


class Archive:
    """An archive below a folder, which is made when the first thing is kept.

    `waiting` is called with the number of seconds that are left to wait where another run is at work.
    """

    def __init__(self, folder: Path, *, wait: float = 60, waiting: Waiting | None = None) -> None:
        """Name the folder; nothing is touched."""
        self.folder = folder
        self.bodies = Bodies(folder / "bodies", folder / "drafts")
        self._wait, self._waiting = wait, waiting

    @contextmanager
    def running(self, source: str) -> Iterator[None]:
        """Be the only run of a source.

        Raises `BadInput` where another one does not end in time.
        """
        with self._locked(f"{source}.lock", f"another collection of {source} is at work"):
            self.bodies_of(source).sweep()
            yield

    @contextmanager
    def storing(self) -> Iterator[None]:
        """Be the only one who stores runs in the record.

        Raises `BadInput` where another one does not end in time.
        """
        with self._locked(".storing", "another collection is storing its rows"):
            yield

    def bodies_of(self, source: str) -> Bodies:
        """Return the bodies, with a folder for drafts that only the runs of one source write to."""
        return Bodies(self.folder / "bodies", self.folder / "drafts" / source)

    def sources(self) -> list[str]:
        """Return the names of all sources of which there are runs."""
        return sorted(folder.name for folder in self._runs.glob("*") if folder.is_dir())

    def glances(self, source: str) -> list[Run]:
        """Return the runs of a source, in their order, without their captures."""
        found = (glance(file, source) for file in sorted(self._journals(source).glob("*.jsonl")))
        return [run for run in found if run is not None]

    def run(self, name: str) -> Run | None:
        """Return the run of a name such as `ollama-000017`; None where there is none."""
        source, _, number = name.rpartition("-")
        file = self._journals(source) / f"{number}.jsonl"
        return read_journal(file, source) if file.is_file() else None

    def runs_after(self, source: str, ledger: Mapping[str, Entry]) -> list[Run]:
        """Return the runs of a source that are later than all of them that a ledger names."""
        named = (name.rpartition("-") for name in ledger)
        last = max((int(number) for who, _, number in named if who == source), default=0)
        return [run for one in self.glances(source) if one.number > last and (run := self.run(one.id)) is not None]

    def last_whole(self, source: str) -> Run | None:
        """Return the last run of a source that asked all there was to ask."""
        for file in sorted(self._journals(source).glob("*.jsonl"), reverse=True):
            run = glance(file, source)
            if run is not None and run.state == "whole":
                return read_journal(file, source)
        return None

    def journal(self, source: str, asks: str, now: datetime) -> Journal:
        """Return the journal of the run to make: that of a cut one that can be resumed, else a new one."""
        files = sorted(self._journals(source).glob("*.jsonl"))
        last = read_journal(files[-1], source) if files else None
        if last is not None and last.state == "cut" and last.asks == asks and _is_fresh(last, now):
            return Journal.resume(self._journals(source), last)
        # A journal without a first line is of a run that was killed at once: its number is free.
        number = last.number + 1 if last is not None else int(files[-1].stem) if files else 1
        return Journal.begin(self._journals(source), Run(source, number, now, asks))

    def ledger(self) -> dict[str, Entry]:
        """Return what became of every run on its way into the record."""
        return read_ledger(self._stored)

    def note(self, entry: Entry) -> None:
        """Note what became of a run; only within `storing`."""
        write_entry(self._stored, entry)

    @property
    def _runs(self) -> Path:
        return self.folder / "runs"

    @property
    def _stored(self) -> Path:
        return self.folder / "stored.jsonl"

    def _journals(self, source: str) -> Path:
        return self._runs / source

    @contextmanager
    def _locked(self, name: str, busy: str) -> Iterator[None]:
        other = BadInput(f"{self.folder}: {busy}: wait until it is done, or give --wait more seconds.")
        lock = become_writer(self.folder / "locks" / name, other, wait=self._wait, waiting=self._waiting)
        try:
            yield
        finally:
            lock.release()


def _is_fresh(run: Run, now: datetime) -> bool:
    return timedelta() <= now - run.began < RESUMED_WITHIN
