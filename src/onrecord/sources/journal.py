"""The journal of one run of one source: a line when it begins, one for every answer that is kept, one when it ends.

A line is on disk before the next question is asked, so a run that was cut is known up to its last answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from onrecord.record.folder.durable import append_line, cut_half_line, sync_folder
from onrecord.sources.source import Capture
from onrecord.terms.errors import BadRecord
from onrecord.terms.time import Day

_LONGEST_END = 1 << 16

State = Literal["cut", "whole", "given up"]
"""`cut` a run without an end, which may be resumed; `whole`; `given up`, of which nothing is used."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a journal says.

    `asks` is a digest of the settings of the source: a cut run is resumed only under the same. `missed` are the slots
    of optional questions that had no answer, with the reason. `why` says why a run was cut or given up, where it knows.
    """

    source: str
    number: int
    began: datetime
    asks: str
    captures: tuple[Capture, ...] = ()
    missed: Mapping[str, str] = field(default_factory=dict)
    ended: datetime | None = None
    state: State = "cut"
    why: str = ""

    @property
    def id(self) -> str:
        """The name of the run, in the archive and in the manifest of the record."""
        return f"{self.source}-{self.number:06d}"

    @property
    def day(self) -> Day:
        """The day on which the run ended, or began where it did not end, in UTC."""
        return (self.ended or self.began).astimezone(UTC).date()

    @property
    def by_slot(self) -> Mapping[str, Capture]:
        """The captures by their slots."""
        return {capture.slot: capture for capture in self.captures}


class Journal:
    """The journal of a run, open for writing; `captures` and `missed` are what it holds so far, by slot."""

    def __init__(self, file: Path, run: Run) -> None:
        """Go on with a journal that is there; see `begin` and `resume`."""
        self._file, self._run = file, run
        self.captures = {capture.slot: capture for capture in run.captures}
        self.missed = dict(run.missed)

    @classmethod
    def begin(cls, folder: Path, run: Run) -> Journal:
        """Begin the journal of a run in the folder of its source."""
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{run.number:06d}.jsonl"
        file.unlink(missing_ok=True)  # of a run that was killed in its first line
        journal = cls(file, run)
        journal._write({"began": run.began.isoformat(), "asks": run.asks})
        sync_folder(folder)
        return journal

    @classmethod
    def resume(cls, folder: Path, run: Run) -> Journal:
        """Go on with the journal of a cut run; half a line that a kill left is taken away."""
        file = folder / f"{run.number:06d}.jsonl"
        cut_half_line(file)
        return cls(file, run)

    def keep(self, capture: Capture) -> None:
        """Note an answer whose body is in the archive."""
        self._write({"kept": _said(capture)})
        self.captures[capture.slot] = capture

    def miss(self, slot: str, why: str) -> None:
        """Note that an optional question had no answer."""
        self._write({"missed": slot, "why": why})
        self.missed[slot] = why

    def end(self, state: State, at: datetime, why: str = "") -> Run:
        """Note how the run ended, and return it."""
        self._write({"ended": state, "at": at.isoformat(), "why": why})
        captures = tuple(self.captures.values())
        return replace(self._run, captures=captures, missed=self.missed, state=state, ended=at, why=why)

    def _write(self, said: Mapping[str, Any]) -> None:
        append_line(self._file, json.dumps(said, ensure_ascii=False))


def read_journal(file: Path, source: str) -> Run | None:
    """Read a journal; None where the run was killed before its first line was whole.

    Raises `BadRecord` that names the line which is damaged.
    """
    lines = file.read_bytes().split(b"\n")
    run: Run | None = None
    captures: list[Capture] = []
    missed: dict[str, str] = {}
    # What follows the last line feed is a line that a kill cut short.
    for number, line in enumerate(lines[:-1], 1):
        try:
            said = json.loads(line)
            if "began" in said:
                run = Run(source, int(file.stem), datetime.fromisoformat(said["began"]), said["asks"])
            elif "kept" in said:
                captures.append(_capture(said["kept"], source))
            elif "missed" in said:
                missed[said["missed"]] = said["why"]
            elif run is not None:
                run = replace(run, state=said["ended"], ended=datetime.fromisoformat(said["at"]), why=said["why"])
        except (ValueError, KeyError, TypeError):
            raise BadRecord(f"{file}, line {number} is damaged: restore it from a copy, or remove the file.") from None
    if run is None:
        return None
    return replace(run, captures=tuple(captures), missed=missed)


def glance(file: Path, source: str) -> Run | None:
    """Read only how a run began and ended, without its captures; None where it was killed before its first line.

    Raises `BadRecord` where one of these lines is damaged.
    """
    with file.open("rb") as journal:
        first = journal.readline()
        if not first.endswith(b"\n"):
            return None
        journal.seek(max(0, file.stat().st_size - _LONGEST_END))
        tail = journal.read()
    last = tail[: tail.rfind(b"\n") + 1].splitlines()[-1:]
    try:
        began = json.loads(first)
        run = Run(source, int(file.stem), datetime.fromisoformat(began["began"]), began["asks"])
        said = json.loads(last[0]) if last and last[0].startswith(b'{"ended"') else {}
        return (
            replace(run, state=said["ended"], ended=datetime.fromisoformat(said["at"]), why=said["why"])
            if said
            else run
        )
    except (ValueError, KeyError, TypeError):
        raise BadRecord(f"{file} is damaged at its beginning or end: restore it from a copy, or remove it.") from None


def _said(capture: Capture) -> dict[str, Any]:
    """Write a capture; what is not said is as usual: it led nowhere else, and its bytes are new."""
    said: dict[str, Any] = {"slot": capture.slot, "address": capture.address}
    if capture.final_address != capture.address:
        said["final_address"] = capture.final_address
    said |= {"status": capture.status, "at": capture.fetched_at.astimezone(UTC).isoformat()}
    said |= {"headers": dict(capture.headers), "digest": capture.digest, "size": capture.size}
    said["licence"] = capture.licence
    if capture.unchanged:
        said["unchanged"] = True
    return said


def _capture(said: Mapping[str, Any], source: str) -> Capture:
    return Capture(
        source=source,
        slot=said["slot"],
        address=said["address"],
        final_address=said.get("final_address", said["address"]),
        status=said["status"],
        fetched_at=datetime.fromisoformat(said["at"]),
        headers=said["headers"],
        digest=said["digest"],
        size=said["size"],
        licence=said["licence"],
        unchanged=said.get("unchanged", False),
    )
