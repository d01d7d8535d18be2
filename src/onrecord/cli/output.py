"""Where text goes: standard output, or files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

import typer

from onrecord.terms.errors import BadInput, OnrecordError

PIPE_CLOSED = 141
"""What a shell reports for a program that SIGPIPE ended: nothing is wrong, the reader had enough."""


def put(text: str, *, data: bool = False) -> None:
    """Print text to standard output; `data` (JSON, CSV, HTML) is UTF-8 whatever the terminal speaks."""
    out = sys.stdout
    if out is None:  # started with a closed standard output
        return
    if isinstance(out, io.TextIOWrapper):
        if data:
            out.reconfigure(encoding="utf-8", errors="backslashreplace")
        else:
            out.reconfigure(errors="backslashreplace")
    try:
        out.write(text)
        out.flush()
    except BrokenPipeError:
        _silence(out)
        raise typer.Exit(PIPE_CLOSED) from None
    except OSError as error:
        _silence(out)
        raise OnrecordError(f"The output cannot be written: {error.strerror}.") from None


def _silence(out: io.TextIOBase | object) -> None:
    """Send what is still buffered nowhere, so that the end of the process has nothing to complain about."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())  # type: ignore[union-attr]


def has_colour() -> bool:
    """Say whether standard output shows colours: only a terminal, and never with NO_COLOR."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not plain and _is_terminal()


def width() -> int | None:
    """Return the columns of the terminal; None where the output goes to a file or a program."""
    return shutil.get_terminal_size((80, 24)).columns if _is_terminal() else None


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def write_files(files: Mapping[Path, str | bytes]) -> None:
    """Write all files, or none of them.

    Each is written beside its place and moved there in one step. Raises `BadInput` that names the file.
    """
    ready: list[tuple[Path, Path]] = []
    made: list[Path] = []
    path = Path()
    try:
        for path, text in files.items():
            place = Path(os.path.realpath(path))  # a link stays a link; what it points to is replaced
            if place.exists() and not place.is_file():
                _write_through(place, text)
                continue
            if not place.parent.exists():
                place.parent.mkdir()
                made.append(place.parent)
            ready.append((_write_beside(place, text), place))
        for path, place in ready:
            path.replace(place)
    except OSError as error:
        _undo([draft for draft, _ in ready], made)
        reason = "its folder does not exist" if isinstance(error, FileNotFoundError) else error.strerror
        raise BadInput(f"{str(path)!r} cannot be written: {reason}.") from None
    except BaseException:
        _undo([draft for draft, _ in ready], made)
        raise


def _write_through(place: Path, text: str | bytes) -> None:
    """Write to what is no plain file, such as /dev/stdout: nothing can be moved there."""
    with place.open("wb") as out:
        out.write(_bytes(text))


def _write_beside(place: Path, text: str | bytes) -> Path:
    draft = place.with_name(f".{place.name}.{os.getpid()}.part")
    if place.exists():
        place.open("ab").close()  # a file that may not be written must not be replaced either
    # Opened like any new file, so that the user's umask decides who may read it.
    number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(number, "wb") as out:
            out.write(_bytes(text))
            out.flush()
            os.fsync(out.fileno())
        if place.exists():
            draft.chmod(stat.S_IMODE(place.stat().st_mode))
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")


def _undo(drafts: list[Path], folders: list[Path]) -> None:
    for draft in drafts:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()
