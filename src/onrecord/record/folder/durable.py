"""Files that are there as a whole or not at all, and lines that stay written, also when the machine goes down."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO


def write_whole(place: Path, data: bytes, *, drafts: Path | None = None) -> None:
    """Put a file in its place in one step that survives a kill; what stood there is replaced.

    It is first written beside its place, or in another folder of the same file system, under a name that begins with a
    dot and ends with `.part`: what a kill leaves under such a name is for the next writer to sweep away.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(Path(folder, "list.json"), b"{}")
    ...     [file.name for file in Path(folder).iterdir()]
    ['list.json']
    """
    draft = (drafts or place.parent) / f".{place.name}.{os.getpid()}.part"
    with draft.open("wb") as out:
        out.write(data)
        sync(out)
    draft.replace(place)
    sync_folder(place.parent)


def append_line(file: Path, line: str) -> None:
    """Add a line to a file that only grows."""
    with file.open("a", encoding="utf-8") as out:
        out.write(f"{line}\n")
        sync(out)


def cut_half_line(file: Path) -> None:
    """Take away what a kill left of a last line; a file that is not there is left alone."""
    said = file.read_bytes() if file.exists() else b""
    whole = said.rfind(b"\n") + 1
    if whole < len(said):
        os.truncate(file, whole)


def sync(file: IO[bytes] | IO[str]) -> None:
    """Have the file system keep what was written to an open file."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have the file system keep the names in a folder, where it can be asked to."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
