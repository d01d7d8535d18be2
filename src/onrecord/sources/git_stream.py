"""The history of files as one answer: a stream of JSON lines, written by the fetcher (`git`) and read by parsers.

The first line says which files are meant and after which commit the stream begins, the last one where it ends. Between
them stands a line for each commit of the main line (first parents only), then one for each file that it changed:

    {"commit": "1f3a...", "committed": "2026-03-07T09:12:00Z", "shown": "2026-03-07T09:12:00Z"}
    {"path": "models/a.toml", "before": null, "content": "name = ..."}

`content` is the file as the commit left it, null where it was deleted; `before`, given where the stream first touches a
file, is how it stood until then. So a stream says everything by itself, also one that begins in the middle. What was
never on the main line was never shown to anybody; `shown` is when a commit came there.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from onrecord.sources.source import MEGABYTE, Capture, Request
from onrecord.terms.errors import BadInput, Unreadable
from onrecord.terms.time import Day

FORMAT = 1

LAST_COMMIT, UNTIL = "x-last-commit", "x-until"
"""Headers of an answer: the commit with which it ends, and the day before which it holds every commit."""

LIMIT = 400 * MEGABYTE
"""Above which a stream is refused; the fetcher ends one at the end of a day long before."""

SLOT = "history"


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the main line; both times are in UTC, written as ISO 8601.

    `committed` is what the commit says. `shown` is when it came to the main line, as far as can be known: never before
    a commit below it, nor before a day on which somebody looked and it was not there.
    """

    commit: str
    committed: str
    shown: str

    @property
    def day(self) -> Day:
        """The day on which it came to the main line.

        >>> Commit("1f3a", "2026-03-07T09:12:00Z", "2026-03-07T23:59:59Z").day
        datetime.date(2026, 3, 7)
        """
        return Day.fromisoformat(self.shown[:10])


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a file in the course of a day: its text at the end of the day before, and at the end of this one.

    None is a file that is not there, or is no text. Two commits of one day are one change: a word that was replaced
    before its day was over was never the word of a day.
    """

    day: Day
    path: str
    before: str | None
    after: str | None


def history_request(
    repository: str | Path, paths: Sequence[str], earlier: Mapping[str, Capture], slot: str = SLOT
) -> Request:
    """Return the question for what came to the main line since the last run.

    `repository` is a folder, or the https address of a repository; `paths` are globs, where `**` stands for folders.

    >>> history_request(Path("/srv/models.dev"), ["models/**/*.toml"], {}).address
    'git+file:///srv/models.dev?paths=models%2F%2A%2A%2F%2A.toml'

    Raises `BadInput` where no repository is named.
    """
    if not repository:
        raise BadInput("The settings name neither a `checkout` nor a `repository`: say where the history lies.")
    place = repository.absolute().as_uri() if isinstance(repository, Path) else repository
    whole = f"git+{place}?{urlencode([('paths', path) for path in paths])}"
    last = _last(earlier, slot, whole)
    since = {} if last is None else {"after": last.headers[LAST_COMMIT], "since": last.headers[UNTIL]}
    return Request("&".join([whole, *filter(None, [urlencode(since)])]), f"{slot}/0", limit=LIMIT)


def further_request(capture: Capture, body: bytes) -> Sequence[Request]:
    """Return the question for the rest, where a stream ended before the history did.

    Raises `Unreadable` where the answer is no whole stream.
    """
    end = _line(capture, body[body.rstrip(b"\n").rfind(b"\n") + 1 :])
    if "end" not in end:
        raise Unreadable(f"{capture.address}: the history ends without its last line.")
    if not end["more"]:
        return ()
    slot, number = capture.slot.rsplit("/", 1)
    place, _, query = capture.address.partition("?")
    kept = [part for part in query.split("&") if not part.startswith("after=")]
    return (Request(f"{place}?{'&'.join([*kept, 'after=' + end['end']])}", f"{slot}/{int(number) + 1}", limit=LIMIT),)


def changes(capture: Capture, body: bytes) -> Iterator[Change]:
    r"""Yield what changed, day by day and within a day by path.

    >>> from datetime import UTC, datetime
    >>> capture = Capture("git", "history/0", "", "", 200, datetime(2026, 11, 23, tzinfo=UTC), {}, "", 0, "MIT")
    >>> lines = stream_head(["*.csv"], ""), commit_line(Commit("1f", "2026-03-07T09:12:00Z", "2026-03-07T09:12:00Z"))
    >>> body = b"".join([*lines, change_line("a.csv", b"1\n", None), stream_end("1f", more=False)])
    >>> [(str(change.day), change.before, change.after) for change in changes(capture, body)]
    [('2026-03-07', None, '1\n')]

    Raises `Unreadable` where the answer is no whole stream.
    """
    standing: dict[str, str | None] = {}
    before: dict[str, str | None] = {}
    commit: Commit | None = None
    for line in _lines(capture, body):
        if "commit" in line:
            later = Commit(line["commit"], line["committed"], line["shown"])
            if commit is not None and later.day != commit.day:
                yield from _of_day(commit.day, before, standing)
                before = {}
            commit = later
        else:
            path = line["path"]
            if path not in standing:
                standing[path] = _text(line.get("before"))
            before.setdefault(path, standing[path])
            standing[path] = _text(line["content"])
    if commit is not None:
        yield from _of_day(commit.day, before, standing)


def stream_head(paths: Iterable[str], after: str) -> bytes:
    """Return the first line of a stream; `after` is empty where it begins with the history."""
    return _bytes({"git": FORMAT, "paths": list(paths), "after": after})


def commit_line(commit: Commit) -> bytes:
    """Return the line of a commit."""
    return _bytes({"commit": commit.commit, "committed": commit.committed, "shown": commit.shown})


def change_line(path: str, content: bytes | None, *before: bytes | None) -> bytes:
    """Return the line of a file that a commit changed; `before` is left out where the stream has said it already."""
    said = {"path": path, "content": _said(content)}
    return _bytes(said | ({"before": _said(before[0])} if before else {}))


def stream_end(last: str, *, more: bool) -> bytes:
    """Return the last line; with `more` the history goes on after the commit `last`."""
    return _bytes({"end": last, "more": more})


def _last(earlier: Mapping[str, Capture], slot: str, whole: str) -> Capture | None:
    """Return the capture with which the last run ended: an earlier run may have needed more answers than the last.

    Where other files were asked for, there is none: of these nothing is known yet.
    """
    ours = [
        capture
        for name, capture in earlier.items()
        if name.rpartition("/")[0] == slot
        and f"{capture.address}&".startswith(f"{whole}&")
        and capture.headers.get(LAST_COMMIT)
        and capture.headers.get(UNTIL)
    ]
    return max(ours, key=lambda one: (one.headers[UNTIL], int(one.slot.rpartition("/")[2])), default=None)


def _of_day(day: Day, before: Mapping[str, str | None], standing: Mapping[str, str | None]) -> Iterator[Change]:
    for path in sorted(before):
        if before[path] != standing[path]:
            yield Change(day, path, before[path], standing[path])


def _lines(capture: Capture, body: bytes) -> Iterator[dict[str, Any]]:
    """Yield the lines between the first and the last, which must both be there."""
    lines = body.splitlines()
    head = _line(capture, lines[0]) if lines else {}
    if head.get("git") != FORMAT:
        raise Unreadable(f"{capture.address}: expected a history of format {FORMAT}, and it begins {body[:60]!r}.")
    if "end" not in _line(capture, lines[-1]):
        raise Unreadable(f"{capture.address}: the history ends without its last line.")
    for line in lines[1:-1]:
        yield _line(capture, line)


def _line(capture: Capture, line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        raise Unreadable(f"{capture.address}: expected lines of JSON, and one begins {line[:60]!r}.") from None
    if not isinstance(said, dict):
        raise Unreadable(f"{capture.address}: expected an object on every line, and one is {line[:60]!r}.")
    return said


def _said(content: bytes | None) -> Any:
    if content is None:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode("ascii")}


def _text(said: Any) -> str | None:
    return said if isinstance(said, str) else None


def _bytes(line: Mapping[str, Any]) -> bytes:
    return json.dumps(line, separators=(",", ":")).encode("ascii") + b"\n"
