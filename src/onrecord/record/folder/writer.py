"""One writer at a time: who comes second says that it waits, and gives up with one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from onrecord.terms.errors import BadInput

Waiting = Callable[[float], None]
"""Called once, with the seconds that are left to wait, when another writer is at work."""


def become_writer(lock: Path, busy: BadInput, *, wait: float = 60, waiting: Waiting | None = None) -> BaseFileLock:
    """Take the lock that the writers of a folder pass on; whoever took it releases it. Its folder is made if need be.

    Raises `busy` where another writer does not finish in `wait` seconds, and an error of the same kind where the folder
    cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     lock = become_writer(Path(folder, ".lock"), BadInput("Somebody is writing."))
    ...     lock.release()
    """
    held = FileLock(lock)
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        try:
            held.acquire(timeout=0)
        except Timeout:
            if waiting and wait:
                waiting(wait)
            held.acquire(timeout=wait)
    except Timeout:
        raise busy from None
    except OSError as error:
        raise type(busy)(f"{lock.parent} cannot be written ({error.strerror}): check its permissions.") from None
    return held
