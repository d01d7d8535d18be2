"""The journal of a watch list: files that are written once, one for each thing that was done, and never changed.

What a watch list holds is what its journal adds up to. An entry is there as a whole or not at all: whoever is killed
has done nothing that was not written. One writer at a time; readers need no lock.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from onrecord.checking.as_dict import as_plain
from onrecord.record.folder.durable import write_whole
from onrecord.record.folder.writer import Waiting, become_writer
from onrecord.terms.errors import BadInput
from onrecord.terms.time import Day
from onrecord.watching.decode import decode
from onrecord.watching.model import Announcement, Due, Flip, Head, KeptClaim, Reading

LAYOUT = 1
"""Raised when entries change meaning; a watch list of another layout is refused."""

JOURNAL, LOCK = "journal", ".lock"

_NAME = re.compile(r"(\d{6})\.json")


@dataclass(frozen=True, slots=True)
class Place:
    """An article of a kept file: `part` says where in it ("line 7"), and is empty where the file is one article."""

    id: str
    part: str


@dataclass(frozen=True, slots=True)
class Added:
    """A kept file with its articles: `name` is what it was called, the day and publisher what was given with it."""

    file: str
    name: str
    published: Day | None
    publisher: str
    articles: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that is watched besides articles, and which announcements are wanted of it."""

    id: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """The last day of the newest value of a series that was looked at."""

    entity: str
    metric: str
    until: Day


@dataclass(frozen=True, slots=True)
class Checked:
    """What is new of an article since its last check: claims with other verdicts, and those that are gone."""

    article: Head
    claims: tuple[KeptClaim, ...]
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done with a watch list.

    `looked` are the articles that were checked with this vintage by this version, whether or not anything changed;
    `now` is the day of the newest row of that record.
    `told` is the number of the entry up to which everything was reported, `delivered` the flips for which a command
    has run, `commanded` says that one is to run for the flips of this entry.
    """

    day: Day
    onrecord: str
    vintage: str = ""
    now: Day | None = None
    added: tuple[Added, ...] = ()
    removed: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    dropped: tuple[str, ...] = ()
    looked: tuple[str, ...] = ()
    checked: tuple[Checked, ...] = ()
    flips: tuple[Flip, ...] = ()
    readings: tuple[Reading, ...] = ()
    due: tuple[Due, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    seen: tuple[Seen, ...] = ()
    commanded: bool = False
    told: int = 0
    delivered: tuple[str, ...] = ()


def is_watch_list(folder: Path) -> bool:
    """Say whether a folder holds a watch list."""
    return (folder / JOURNAL).is_dir()


def require_watch_list(folder: Path) -> None:
    """Raise `BadInput` where a folder holds no watch list."""
    if not is_watch_list(folder):
        raise BadInput(f"{folder} is no watch list: begin one with `onrecord watch add ARTICLE --list {folder}`.")


def read_journal(folder: Path) -> Iterator[tuple[int, Entry]]:
    """Yield the entries of a journal with their numbers, oldest first.

    Raises `BadInput` where the folder holds none, or one that is damaged or of another layout.
    """
    require_watch_list(folder)
    for number, file in _files(folder):
        try:
            said: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
            layout = said.pop("layout")
            if layout == LAYOUT:
                yield number, decode(Entry, said)
                continue
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise BadInput(f"{file} is damaged ({error}): restore it from a copy.") from None
        raise BadInput(f"{file} was written by another onrecord: use that one, or begin a new watch list.")


@contextmanager
def writing(folder: Path, *, wait: float = 60, waiting: Waiting | None = None) -> Iterator[Callable[[Entry], int]]:
    """Become the only writer of a watch list, which is begun where there is none; yields what appends an entry.

    `waiting` is called with the number of seconds that are left to wait when another writer is at work.

    Raises `BadInput` where the folder holds something else, cannot be written, or is busy for too long.
    """
    if not is_watch_list(folder) and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(f"{folder} is there and no watch list: name a new folder with --list.")
    busy = BadInput(f"{folder} is in use by another command: wait until it is done, then run this again.")
    lock = become_writer(folder / LOCK, busy, wait=wait, waiting=waiting)
    try:
        home = folder / JOURNAL
        home.mkdir(exist_ok=True)
        for left in folder.glob("*/.*.part"):
            left.unlink()
        yield lambda entry: _append(folder, entry)
    except OSError as error:
        raise BadInput(f"{folder} cannot be written ({error.strerror}): check its permissions.") from None
    finally:
        lock.release()


def _append(folder: Path, entry: Entry) -> int:
    number = 1 + max((number for number, _ in _files(folder)), default=0)
    whole = as_plain(entry)
    defaults = {field.name: as_plain(field.default) for field in fields(Entry)}
    said = {"layout": LAYOUT} | {name: value for name, value in whole.items() if value != defaults[name]}
    text = json.dumps(said, ensure_ascii=True, separators=(",", ":"))
    write_whole(folder / JOURNAL / f"{number:06d}.json", f"{text}\n".encode())
    return number


def _files(folder: Path) -> list[tuple[int, Path]]:
    found = ((_NAME.fullmatch(file.name), file) for file in (folder / JOURNAL).iterdir())
    return sorted((int(match[1]), file) for match, file in found if match)
