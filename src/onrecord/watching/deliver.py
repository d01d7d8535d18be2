"""Hand each flip to a command, once: one that fails is asked again at the next run."""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from onrecord import __version__
from onrecord.terms.errors import BadInput
from onrecord.terms.time import Day
from onrecord.watching.history import read_history
from onrecord.watching.journal import Entry, writing
from onrecord.watching.model import Flip

TIMEOUT = 60.0
"""Seconds that a command has for one flip."""

_LONGEST_WORD = 200


def words_of(command: str) -> list[str]:
    """Return a command as the words of a program and its arguments; no shell sees it.

    >>> words_of("notify --to 'the desk'")
    ['notify', '--to', 'the desk']

    Raises `BadInput` where there is none, or a quote is left open.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise BadInput(f"--exec {command!r} cannot be read ({error}): close the quotes.") from None
    if not words:
        raise BadInput("--exec is empty: name a program.")
    return words


def deliver(
    folder: Path,
    command: list[str],
    written: Callable[[Flip], str],
    *,
    day: Day,
    timeout: float = TIMEOUT,
    wait: float = 60,
) -> list[str]:
    """Run a command for each flip that none has taken yet, with the flip as `written` on its standard input.

    Returns a sentence for each that failed: it ended with another code than 0, or did not end in `timeout` seconds. A
    flip counts as taken when the command has ended well; a kill just then has it run once more, with the same id.
    """
    problems = []
    with writing(folder, wait=wait) as append:
        for flip in read_history(folder).owed:
            problem = _run(command, written(flip).encode("utf-8", "backslashreplace"), timeout)
            if problem:
                problems.append(f"{command[0]} did not take {flip.id}: {problem}; it is asked again at the next run.")
            else:
                append(Entry(day, __version__, delivered=(flip.id,)))
    return problems


def _run(command: list[str], told: bytes, timeout: float) -> str:
    """Run a command; returns why it failed, or nothing."""
    # Files, for a pipe could block, or be held open by what the command leaves behind.
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as errors:
        given.write(told)
        given.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 - the user's own command, and no shell
                command, stdin=given, stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True
            )
        except OSError as error:
            return f"it cannot be started ({error.strerror})"
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            _end(process)
            return f"it did not end in {timeout:g} seconds"
        except BaseException:
            _end(process)
            raise
        if code == 0:
            return ""
        errors.seek(0)
        said = errors.read(10_000).decode("utf-8", "replace").strip().splitlines()
        return f"it ended with code {code}" + (f" and said {said[-1][:_LONGEST_WORD]!r}" if said else "")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a command with all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
