"""A git repository, read by `git` alone: no hook, pager, filter or helper of the repository or of the user is run."""

from __future__ import annotations

import itertools
import os
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from onrecord.terms.errors import SourceFailed

NOWHERE = "0" * 40
"""The id of a file that is not there."""

_QUIET = (
    "safe.directory=*",
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "log.showSignature=false",
    "log.showRoot=true",
    "gc.auto=0",
)
_KEPT = ("PATH", "HOME", "SSL_CERT_FILE", "https_proxy", "HTTPS_PROXY", "http_proxy", "no_proxy", "NO_PROXY")
_FILES = {"100644", "100755"}


class Running:
    """The processes of one answer, which end when its time is up; `name` stands in messages, `late` says that it is."""

    def __init__(self, name: str) -> None:
        """Begin without any."""
        self.name, self.late = name, False
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self, arguments: Sequence[str], protocols: str) -> subprocess.Popen[bytes]:
        """Start one with the settings that make git calm; `protocols` are those by which it may fetch.

        Raises `SourceFailed` where there is no such program.
        """
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        calm = {
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_ALLOW_PROTOCOL": protocols,
            "LC_ALL": "C",
        }
        try:
            process = subprocess.Popen(  # noqa: S603 - arguments are a list, and paths stand behind `--`
                list(arguments), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=kept | calm
            )
        except FileNotFoundError:
            raise SourceFailed(
                f"{self.name} needs git, which is not installed: install it, or drop the source."
            ) from None
        self._processes.append(process)
        return process

    def end(self, *, late: bool = False) -> None:
        """End all that still run, `late` while somebody waits for them."""
        self.late = self.late or late
        for process in self._processes:
            if process.poll() is None:
                process.kill()
            if not late:
                process.wait()
                for pipe in (process.stdin, process.stdout, process.stderr):
                    _close(pipe)


def _close(pipe: IO[bytes] | None) -> None:
    # What was still to be written goes nowhere: the process is gone.
    with suppress(OSError):
        if pipe is not None:
            pipe.close()


@contextmanager
def watched(timeout: float, name: str) -> Iterator[Running]:
    """Watch over processes for so many seconds; all have ended after the context.

    Raises `SourceFailed` where they took longer.
    """
    running = Running(name)
    timer = threading.Timer(timeout, running.end, kwargs={"late": True})
    timer.daemon = True
    timer.start()
    try:
        yield running
    except (SourceFailed, OSError) as error:
        if running.late:
            raise SourceFailed(f"{name}: git took longer than {timeout:g} seconds and was ended.") from None
        if isinstance(error, SourceFailed):
            raise
        raise SourceFailed(f"{name}: git ended before its time ({error}).") from None
    finally:
        timer.cancel()
        running.end()


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository in a folder; `head` is the end of its main line."""

    folder: Path
    head: str
    running: Running

    def start(self, *arguments: str, protocols: str = "") -> subprocess.Popen[bytes]:
        """Start a command of git."""
        quiet = itertools.chain.from_iterable(("-c", setting) for setting in _QUIET)
        return self.running.start(["git", "--no-pager", *quiet, "-C", str(self.folder), *arguments], protocols)

    def run(self, *arguments: str, protocols: str = "") -> bytes:
        """Return what a command of git says.

        Raises `SourceFailed` with its reason where it fails.
        """
        process = self.start(*arguments, protocols=protocols)
        out, said = process.communicate()
        if process.returncode:
            reason = (said.decode("utf-8", "replace").strip().splitlines() or ["it gave no reason"])[-1]
            raise SourceFailed(f"{self.running.name}: git {arguments[0]} failed: {reason.removeprefix('fatal: ')}.")
        return out


def open_repository(folder: Path, running: Running) -> Repository:
    """Open a checkout or a bare repository.

    Raises `SourceFailed` where there is none, or only a part of its history.
    """
    repository = Repository(folder, "HEAD", running)
    if not folder.is_dir():
        raise SourceFailed(f"{folder} is not there: clone the repository, or mend the path in the settings.")
    asked = repository.start("rev-parse", "--is-shallow-repository")
    shallow = asked.communicate()[0].strip()
    if asked.returncode:
        raise SourceFailed(f"{folder} is no git repository: name a checkout in the settings.")
    if shallow == b"true":
        raise SourceFailed(f"{folder} is a shallow clone, without its history: run git -C {folder} fetch --unshallow.")
    return repository


def walked(
    repository: Repository, paths: Sequence[str], after: str, last: str
) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Yield the commits that changed such files, each with the path and the ids of the file before and after.

    `after` is empty for the whole history; a link or a submodule is no file. Raises `SourceFailed` where git fails.
    """
    process = repository.start(
        "log", "--first-parent", "--diff-merges=first-parent", "--reverse", "--raw", "--no-renames", "--no-abbrev",
        "--no-ext-diff", "--no-textconv", "-z", "--format=format:%x01%H", f"{after}..{last}" if after else last, "--",
        *(f":(top,glob){path}" for path in paths),
    )  # fmt: skip
    commit, raw = "", ""
    changed: list[tuple[str, str, str]] = []
    for field in _fields(process):
        if raw:
            old_mode, new_mode, old, new, _ = raw[1:].split(" ")
            changed.append((field, old if old_mode in _FILES else NOWHERE, new if new_mode in _FILES else NOWHERE))
            raw = ""
        elif field.startswith(":"):
            raw = field
        elif field:
            if changed:
                yield commit, changed
            commit, _, raw = field[1:].partition("\n")
            changed = []
    if changed:
        yield commit, changed
    if process.wait():
        said = process.stderr.read().decode("utf-8", "replace").strip() if process.stderr else ""
        raise SourceFailed(f"{repository.running.name}: git log failed: {said}.")


def _fields(process: subprocess.Popen[bytes]) -> Iterator[str]:
    """Yield what stands between the zero bytes of a process's output."""
    rest = b""
    while process.stdout and (chunk := process.stdout.read(1 << 16)):
        *whole, rest = (rest + chunk).split(b"\0")
        for field in whole:
            yield field.decode("utf-8", "surrogateescape")
    if rest:
        yield rest.decode("utf-8", "surrogateescape")


class Blobs:
    """The contents of files, from one process that is asked again and again."""

    def __init__(self, repository: Repository, largest: int) -> None:
        """Start the process; files of more than `largest` bytes are refused."""
        self._repository, self._largest = repository, largest
        self._process = repository.start("cat-file", "--batch")

    def get(self, blob: str, path: str, commit: str) -> bytes | None:
        """Return the content of a file by its id; path and commit stand in messages.

        Raises `SourceFailed` where the repository has not got it, or it is too large.
        """
        if blob == NOWHERE:
            return None
        asked, said = self._process.stdin, self._process.stdout
        if asked is None or said is None:
            return None
        asked.write(f"{blob}\n".encode("ascii"))
        asked.flush()
        head = said.readline().split()
        name = self._repository.running.name
        if len(head) != 3:
            raise SourceFailed(
                f"{name}: the content of {path} at {commit[:10]} is not in the repository: clone it without a filter."
            )
        size = int(head[2])
        if size > self._largest:
            raise SourceFailed(
                f"{name}: {path} has {size:,} bytes at {commit[:10]}, more than {self._largest:,}: narrow the paths."
            )
        content = said.read(size)
        said.read(1)
        return content
