"""Asks a git repository what came to its main line, and answers with one stream of changes (see `git_stream`).

Addresses are `git+file:///path/to/checkout?paths=GLOB&after=COMMIT&since=DAY`, or `git+https://...`, of which a bare
copy is kept.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit, urlunsplit

from filelock import FileLock, Timeout

from onrecord.sources.git_repository import Blobs, Repository, Running, open_repository, walked, watched
from onrecord.sources.git_stream import (
    LAST_COMMIT,
    UNTIL,
    Commit,
    change_line,
    commit_line,
    stream_end,
    stream_head,
)
from onrecord.sources.source import MEGABYTE, Answer, Capture, Request
from onrecord.terms.errors import SourceFailed
from onrecord.terms.time import Day

SCHEMES = ("git+file", "git+https", "git+http")

_HEAD = "refs/heads/onrecord"


@dataclass(frozen=True, slots=True)
class GitFetch:
    """Gets histories; `home` is a folder for copies of what lies elsewhere.

    `today` is the day of the run, in UTC. A day counts when it is over: commits of today come with a later run, for a
    file may change once more before the evening. `chunk` is the number of bytes after which an answer ends with the
    day. `timeout` is in seconds, for one answer.
    """

    home: Path
    today: Day
    chunk: int = 32 * MEGABYTE
    largest: int = 20 * MEGABYTE
    timeout: float = 900

    def __call__(self, request: Request, earlier: Capture | None) -> Answer:
        """Return the stream of what came to the main line after the commit that the address names.

        It is the whole history where that commit is no longer part of the main line, or none is named.

        Raises `SourceFailed` where there is no git, no repository, or only a part of its history.
        """
        del earlier  # The address says after which commit to begin.
        place, paths, after, since = _asked(request)
        with watched(self.timeout, place) as running:
            repository = self._repository(place, running)
            line = list(_main_line(repository, self.today, after, since))
            begins = next((n for n, commit in enumerate(line) if commit.commit == after), -1)
            # What is not over yet is asked again another day.
            over = [commit for commit in line if commit.day < self.today]
            found = _Stream(repository, paths, line[begins].commit if begins >= 0 else "", self)
            body, last, more = found.written(over[begins + 1 :])
        last = last or (after if begins >= 0 else "")
        headers = {LAST_COMMIT: last, UNTIL: self.today.isoformat(), "content-type": "application/jsonl"}
        return Answer(200, request.address, headers, body + stream_end(last, more=more))

    def _repository(self, place: str, running: Running) -> Repository:
        parts = urlsplit(place)
        if parts.scheme == "file":
            return open_repository(Path(unquote(parts.path)), running)
        folder = self.home / hashlib.sha256(place.encode()).hexdigest()[:16]
        copy = Repository(folder, _HEAD, running)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(f"{folder}.lock", timeout=self.timeout):
                # Nobody else is at work here: what locks the copy was left by a git that was killed.
                for stale in [*folder.glob("*.lock"), *folder.glob("refs/**/*.lock")]:
                    stale.unlink()
                copy.run("init", "--bare", "--quiet")
                copy.run("fetch", "--quiet", "--no-tags", "--", place, f"+HEAD:{_HEAD}", protocols=parts.scheme)
        except Timeout:
            raise SourceFailed(f"{place} is being copied by another collection: try again later.") from None
        return copy


def _asked(request: Request) -> tuple[str, list[str], str, Day]:
    """Take an address apart: the repository, the globs, the commit after which to begin, and the day of that run."""
    scheme, rest, path, query, _ = urlsplit(request.address)
    if scheme not in SCHEMES:
        raise SourceFailed(f"{request.address} is no repository: write git+file:// or git+https:// before it.")
    asked = parse_qs(query)
    since = asked.get("since")
    return (
        urlunsplit((scheme.removeprefix("git+"), rest, path, "", "")),
        asked.get("paths", ["**"]),
        asked.get("after", [""])[0],
        Day.fromisoformat(since[0]) if since else Day.min,
    )


def _main_line(repository: Repository, today: Day, after: str, since: Day) -> Iterator[Commit]:
    """Yield the commits of the main line, oldest first, with the times at which they can have come there."""
    try:
        listed = repository.run("log", "--first-parent", "--reverse", "--format=%H %ct", repository.head, "--")
    except SourceFailed:
        if repository.running.late:
            raise
        raise SourceFailed(f"{repository.running.name} has no commit yet: name a repository with a history.") from None
    latest = floor = datetime.fromtimestamp(0, UTC)
    for line in listed.decode("ascii").splitlines():
        commit, stamp = line.split()
        committed = datetime.fromtimestamp(int(stamp), UTC)
        # A commit that says tomorrow is here today: its clock is wrong, and its place in the line is what is left.
        latest = max(latest, floor, committed if committed.date() <= today else latest)
        yield Commit(commit, _written(committed), _written(latest))
        if commit == after:
            # What follows was not there when somebody looked last.
            floor = datetime(since.year, since.month, since.day, tzinfo=UTC)


def _written(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class _Stream:
    """The writer of a stream: which files of which repository, after which commit."""

    repository: Repository
    paths: Sequence[str]
    after: str
    fetch: GitFetch

    def written(self, commits: Sequence[Commit]) -> tuple[bytes, str, bool]:
        """Return the lines of whole days, the commit with which they end, and whether there is more."""
        body = io.BytesIO(stream_head(self.paths, self.after))
        body.seek(0, io.SEEK_END)
        if not commits:
            return body.getvalue(), "", False
        known = {commit.commit: n for n, commit in enumerate(commits)}
        blobs = Blobs(self.repository, self.fetch.largest)
        touched: set[str] = set()
        day: Day | None = None
        for commit, changed in walked(self.repository, self.paths, self.after, commits[-1].commit):
            one = commits[known[commit]]
            if body.tell() > self.fetch.chunk and day not in {None, one.day}:
                return body.getvalue(), commits[known[commit] - 1].commit, True
            day = one.day
            body.write(commit_line(one))
            for path, old, new in changed:
                first = () if path in touched else (blobs.get(old, path, commit),)
                touched.add(path)
                body.write(change_line(path, blobs.get(new, path, commit), *first))
        if day is None and not self.after:
            raise SourceFailed(
                f"{self.repository.running.name} never had a file called {' or '.join(self.paths)}: mend the path."
            )
        return body.getvalue(), commits[-1].commit, False
