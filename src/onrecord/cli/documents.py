"""The documents of a command, one by one: what cannot be read is said on standard error and stops no other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import typer

from onrecord.cli.destinations import Destination
from onrecord.terms.errors import BadDocument, BadInput

if TYPE_CHECKING:
    from onrecord.reading.document import Document
    from onrecord.reading.load.source import Source
    from onrecord.reading.read_all import Entry
    from onrecord.terms.time import Day

STDIN = "-"
STDIN_NAME = "The article on standard input"

BAD_INPUT = 2


class Documents:
    """The documents of the places that a user named: files, folders, archives, `-` for standard input."""

    def __init__(self, places: Sequence[str], *, published: Day | None = None, publisher: str = "") -> None:
        """Open standard input where it is asked for; its beginning tells whether it holds several."""
        if places.count(STDIN) > 1:
            raise BadInput("Standard input can be read once only: give - once.")
        self.places = tuple(places)
        self._published, self._publisher = published, publisher
        self._stdin: Source | None = _stdin() if STDIN in places else None

    @property
    def are_many(self) -> bool:
        """Say whether a place may hold several documents: a folder, a feed, an archive."""
        return any(self._holds_many(place) for place in self.places)

    def _holds_many(self, place: str) -> bool:
        from onrecord.reading.load.formats import ARCHIVES, format_of
        from onrecord.reading.load.source import Source

        try:
            if place == STDIN and self._stdin:
                return format_of(self._stdin.head) in ARCHIVES
            if Path(place).is_dir():
                return True
            with Source.of(Path(place), place) as source:
                return format_of(source.head, place) in ARCHIVES
        except (BadDocument, OSError, ValueError):
            return False  # reading it will say why

    def one_by_one(self) -> list[Document]:
        """Read all of them, where each place is one article.

        Raises `BadDocument` at the first that cannot be read.
        """
        from onrecord import read

        found = []
        for place in self.places:
            if place == STDIN and self._stdin:
                data = _named(self._stdin.read_article)
                found.append(read(data, published=self._published, publisher=self._publisher))
            else:
                found.append(read(Path(place), published=self._published, publisher=self._publisher))
        return found

    def each(self, show: Callable[[Document, str], None], *, needs_day: bool) -> int:
        """Hand each document to `show` with its place, and return the exit code: 2 where one could not be read."""
        from onrecord.reading.read_all import read_all

        shown = failed = 0
        sources: list[str | BinaryIO] = [
            self._stdin.stream if place == STDIN and self._stdin else place for place in self.places
        ]
        for entry in read_all(*sources, published=self._published, publisher=self._publisher):
            if entry.document is not None and not (needs_day and entry.document.published is None):
                show(entry.document, entry.place)
                shown += 1
            elif entry.skipped:
                say(f"skipped {entry.place}: {entry.skipped}.")
            else:
                say(_problem(entry))
                failed += 1
        if not shown and not failed:
            raise BadInput(f"There is no article in {', '.join(map(repr, self.places))}: name a file that holds one.")
        if failed:
            say(f"{failed:,} of {shown + failed:,} articles could not be used; each is named above.")
        return BAD_INPUT if failed else 0


def _problem(entry: Entry) -> str:
    if entry.document is not None:
        return f"{entry.place} does not say when it appeared: give the day with --published YYYY-MM-DD."
    return entry.problem if entry.place in entry.problem else f"{entry.place}: {entry.problem}"


def show_all(
    documents: Documents, render: Callable[[Document], str], destination: Destination, *, needs_day: bool
) -> None:
    """Render each document to its destination, and end the command with its exit code."""
    with destination:
        code = documents.each(lambda document, place: destination.put(render(document), place), needs_day=needs_day)
    if code:
        raise typer.Exit(code)


def say(message: str) -> None:
    """Say a sentence on standard error, beside the output."""
    from onrecord.reports.safe import one_line

    print(f"onrecord: {one_line(message)}", file=sys.stderr)


def _stdin() -> Source:
    from onrecord.reading.load.source import Source

    if sys.stdin is None:
        raise BadInput("Standard input is closed: name an article instead of -.")
    stream = sys.stdin.buffer
    return _named(lambda: Source(stream, STDIN_NAME))


T = TypeVar("T")


def _named(work: Callable[[], T]) -> T:
    try:
        return work()
    except OSError as error:
        raise BadInput(f"Standard input cannot be read: {error.strerror}.") from None
