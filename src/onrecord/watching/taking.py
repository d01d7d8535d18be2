"""Take articles into a watch list: keep their bytes, and find the articles in them that can be checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from onrecord.reading.load.formats import FORMATS, suffix_of
from onrecord.terms.errors import BadDocument
from onrecord.terms.time import Day
from onrecord.watching.articles import article_id, keep, read_kept
from onrecord.watching.history import History
from onrecord.watching.journal import Added, Place


@dataclass(frozen=True, slots=True)
class Given:
    """An article that is handed in: a file or the bytes of a text, what it is called, and what is known of it."""

    source: Path | bytes
    name: str
    published: Day | None = None
    publisher: str = ""


@dataclass
class Outcome:
    """What came of a command.

    `new` and `known` are ids of articles that are new on the list, or were on it; `problems` are sentences on articles
    that cannot be used, `skipped` on what is no article. `history` is the list as it is now.
    """

    new: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    history: History = field(default_factory=History)


def take(folder: Path, given: Sequence[Given], held: Iterable[str], outcome: Outcome) -> tuple[Added, ...]:
    """Keep the bytes of all that is handed in, and return the files with those of their articles that are new.

    `held` are the ids of the articles that are watched already.
    """
    known, added = set(held), []
    for one in given:
        for file in _kept(folder, one, outcome):
            fresh = tuple(place for place in file.articles if place.id not in known)
            outcome.known += [place.id for place in file.articles if place.id in known]
            outcome.new += [place.id for place in fresh]
            known |= {place.id for place in fresh}
            if fresh:
                added.append(replace(file, articles=fresh))
    return tuple(added)


def _kept(folder: Path, given: Given, outcome: Outcome) -> list[Added]:
    """Keep the bytes of what is handed in, and find the articles in it."""
    if isinstance(given.source, Path) and given.source.is_dir():
        return [
            added
            for file in _files_in(given.source, outcome)
            for added in _kept(folder, replace(given, source=file, name=str(file)), outcome)
        ]
    try:
        file = keep(folder, given.source)
    except BadDocument as error:
        outcome.problems.append(str(error))
        return []
    whole = Added(file, given.name, given.published, given.publisher, ())
    places = []
    for part, entry in read_kept(folder, whole):
        where = f"{given.name}, {part}" if part else given.name
        if entry.document is None:
            told = outcome.problems if entry.problem else outcome.skipped
            told.append(f"{where}: {(entry.problem or entry.skipped).replace(entry.place, where)}")
        elif entry.document.published is None:
            outcome.problems.append(f"{where} does not say when it appeared: give the day with --published YYYY-MM-DD.")
        else:
            places.append(Place(article_id(whole, part), part))
    return [replace(whole, articles=tuple(places))] if places else []


def _files_in(folder: Path, outcome: Outcome) -> Iterator[Path]:
    """Yield the files of a folder, in a fixed order, that may hold articles."""
    for file in sorted(folder.rglob("*")):
        if not file.is_file() or any(part.startswith(".") for part in file.relative_to(folder).parts):
            continue
        suffix = suffix_of(file.name)
        if suffix and suffix not in FORMATS:
            outcome.skipped.append(f"{file}: {'.' + suffix!r} is not a file type that is read.")
        else:
            yield file
