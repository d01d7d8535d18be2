"""Which runs were stored in the record, in which order and on which day: what a replay repeats.

    {"run": "ollama-000017", "state": "begun", "recorded": "2026-11-23"}
    {"run": "ollama-000017", "state": "done", "recorded": "2026-11-23"}

The last line of a run counts. One that was only begun is looked up in the record, and stored where it is not there.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from onrecord.record.folder.durable import append_line, cut_half_line
from onrecord.terms.errors import BadRecord
from onrecord.terms.time import Day


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of a run on its way into the record.

    `failed` ones are not in it; `why` says why, `slot` names the answer that could not be read, where it was one.
    """

    run: str
    state: Literal["begun", "done", "failed"]
    recorded: Day
    why: str = ""
    slot: str = ""


def read_ledger(file: Path) -> dict[str, Entry]:
    """Return the last word on every run, in the order of these words.

    Raises `BadRecord` that names the line which is damaged.
    """
    if not file.exists():
        return {}
    found: dict[str, Entry] = {}
    # What follows the last line feed is a line that a kill cut short.
    for number, line in enumerate(file.read_bytes().split(b"\n")[:-1], 1):
        try:
            said = json.loads(line)
            entry = Entry(**{**said, "recorded": Day.fromisoformat(said["recorded"])})
        except (ValueError, KeyError, TypeError):
            raise BadRecord(f"{file}, line {number} is damaged: restore it from a copy.") from None
        found.pop(entry.run, None)
        found[entry.run] = entry
    return found


def write_entry(file: Path, entry: Entry) -> None:
    """Add a line to the ledger; half a line that a kill left is taken away first."""
    cut_half_line(file)
    values = {name: value for name, value in asdict(entry).items() if value != ""}
    append_line(file, json.dumps(values, default=str, ensure_ascii=False))
