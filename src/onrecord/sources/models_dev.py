"""models.dev, a catalogue of models that are sold by API: its list of today, or its history from a git checkout."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.sources.catalogue import CATALOGUE, PRICES, Entry, makers, told
from onrecord.sources.git_stream import UNTIL, changes, further_request, history_request
from onrecord.sources.source import Capture, Parsed, Parser, Request, Row, Watching
from onrecord.terms.errors import Unreadable
from onrecord.terms.time import ONE_DAY, Day

PAGES = ("providers/**/*.toml", "models/**/*.toml")

_OF_A_MODEL = frozenset({"release_date", "base_model", "extends", "limit", "cost"})


@dataclass(frozen=True)
class ModelsDev:
    """The catalogue as its list shows it today; with `checkout` (a folder) or `repository` (https://...) its history.

    >>> [request.address for request in ModelsDev().first({})]
    ['https://models.dev/api.json']
    """

    checkout: Path | None = None
    repository: str = ""
    base: str = "https://models.dev"

    name = "models-dev"
    cited = CATALOGUE

    @property
    def parsers(self) -> Sequence[Parser]:
        """One shape of each: the list as it is since 2025, and pages of TOML since the first commit."""
        return (Parser(Day(2025, 6, 4), read_catalogue),)

    def first(self, earlier: Mapping[str, Capture]) -> Sequence[Request]:
        """Ask for the list, or for what changed since the last run."""
        if self.checkout or self.repository:
            return (history_request(self.checkout or self.repository, PAGES, earlier),)
        return (Request(f"{self.base}/api.json", "list"),)

    def further(self, capture: Capture, body: bytes) -> Sequence[Request]:
        """Ask for the rest of a long history."""
        return () if capture.slot == "list" else further_request(capture, body)


def read_catalogue(capture: Capture, body: bytes) -> Iterator[Parsed]:
    """Read the list or a stretch of the history: dates of release, prices, limits.

    In the list every model of every provider is there, so a price that is missing is gone.

    Raises `Unreadable` where nothing in it looks like a model.
    """
    if capture.slot == "list":
        for entry in _listed(capture, body):
            yield from told(None, entry, capture.day, "shown")
        yield from _releases_watched(capture.day, capture.day)
        yield from (Watching(metric, completeness="partial") for metric in PRICES)
    else:
        yield from _history(capture, body)


def _listed(capture: Capture, body: bytes) -> list[Entry]:
    try:
        said = json.loads(body)
        found = [
            Entry(provider, model, False, page)
            for provider, about in sorted(said.items())
            for model, page in sorted(about["models"].items())
        ]
        whole = all(isinstance(entry.said, dict) for entry in found)
    except (ValueError, AttributeError, KeyError, TypeError):
        raise Unreadable(
            f"{capture.address}: expected providers with their `models`, and it begins {body[:60]!r}."
        ) from None
    if not whole or not any("release_date" in entry.said for entry in found):
        raise Unreadable(
            f"{capture.address}: expected models with a `release_date`, and none of {len(found):,} has one."
        )
    return found


def _history(capture: Capture, body: bytes) -> Iterator[Parsed]:
    read = alike = 0
    first: Day | None = None
    pages = _Pages()
    for change in changes(capture, body):
        place = _place(change.path)
        if place is None:
            continue
        first = first or change.day
        before, after = pages.read(change.path, change.before), pages.read(change.path, change.after)
        if change.after is not None:
            read, alike = read + 1, alike + bool(after and _OF_A_MODEL & after.keys())
        # A page that cannot be read for a day says nothing on that day, and takes nothing back.
        if after is not None or change.after is None:
            entries = [None if page is None else Entry(*place, page) for page in (before, after)]
            yield from told(entries[0], entries[1], change.day, "stated")
    if read and not alike:
        raise Unreadable(f"{capture.address}: expected pages of models, and none of {read:,} says when one came out.")
    if UNTIL in capture.headers:
        yield from _heard(first, Day.fromisoformat(capture.headers[UNTIL]) - ONE_DAY)


def _heard(first: Day | None, last: Day) -> Iterator[Row]:
    """Yield the days on which a history was heard; a series that it does not mention stands as it was."""
    since = min(first or last, last)
    yield from _releases_watched(since, last)
    for metric in PRICES:
        yield _watched("observations", metric, since, last)


def _releases_watched(since: Day, last: Day) -> Iterator[Row]:
    """Yield for each maker with pages of its own that its launches were watched: most of them come to these pages."""
    for maker in makers():
        yield _watched("releases", maker, since, last)


def _watched(table: str, subject: str, since: Day, last: Day) -> Row:
    period = last.isoformat() if since == last else f"{since.isoformat()}/{last.isoformat()}"
    cells = {"table": table, "subject": subject, "period": period, "completeness": "partial", "sources": CATALOGUE}
    return Row("coverage", cells)


def _place(path: str) -> tuple[str, str, bool] | None:
    """Return folder, model and whether the page is the catalogue's own; None for pages of something else.

    >>> _place("providers/openrouter/models/qwen/qwen-max.toml"), _place("models/openai/gpt-5.toml")
    (('openrouter', 'qwen/qwen-max', False), ('openai', 'gpt-5', True))
    """
    match path.removesuffix(".toml").split("/"):
        case ["providers", folder, "models", *model] if model:
            return folder, "/".join(model), False
        case ["models", folder, *model] if model:
            return folder, "/".join(model), True
    return None


class _Pages:
    """Pages by path: each state is read once, though it stands after one change and before the next."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[str, dict[str, Any] | None]] = {}

    def read(self, path: str, text: str | None) -> dict[str, Any] | None:
        if text is None:
            return None
        if path not in self._last or self._last[path][0] != text:
            self._last[path] = text, _toml(text)
        return self._last[path][1]


def _toml(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
