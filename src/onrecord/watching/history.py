"""What a watch list holds: the sum of its journal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.terms.errors import UnknownName
from onrecord.terms.ids import stable_id
from onrecord.terms.time import Day
from onrecord.watching.compare import By
from onrecord.watching.journal import Added, Entry, Seen, Subject, read_journal
from onrecord.watching.model import Due, Event, Flip, Head, KeptClaim


@dataclass(frozen=True, slots=True)
class Moment:
    """What was told of a claim from a day on, by which version of onrecord."""

    day: Day
    onrecord: str
    claim: KeptClaim


@dataclass
class History:
    """The sum of a journal, entry by entry.

    `files` and `subjects` are what is watched now. `claims` are the verdicts of now by article and claim, `moments` all
    that there ever were. `looked` says by whom an article was checked last. `told` are the events
    that no report has shown yet, `owed` the flips that no command has taken yet.
    """

    entries: int = 0
    files: dict[str, Added] = field(default_factory=dict)
    subjects: dict[str, Subject] = field(default_factory=dict)
    heads: dict[str, Head] = field(default_factory=dict)
    claims: dict[str, dict[str, KeptClaim]] = field(default_factory=dict)
    moments: dict[tuple[str, str], list[Moment]] = field(default_factory=dict)
    looked: dict[str, By] = field(default_factory=dict)
    seen: dict[tuple[str, str], Seen] = field(default_factory=dict)
    events: list[tuple[int, Event]] = field(default_factory=list)
    days: dict[int, Day] = field(default_factory=dict)
    told: int = 0
    commanded: dict[str, Flip] = field(default_factory=dict)
    delivered: set[str] = field(default_factory=set)
    born: str = ""

    @property
    def articles(self) -> list[str]:
        """The ids of the articles that are watched, in a fixed order."""
        return sorted(place.id for added in self.files.values() for place in added.articles)

    @property
    def news(self) -> list[Event]:
        """What no report has told yet."""
        return [event for number, event in self.events if number > self.told]

    @property
    def owed(self) -> list[Flip]:
        """The flips for which a command is still to run."""
        return [flip for id_, flip in self.commanded.items() if id_ not in self.delivered]

    def first_day(self, article: str, claim: str) -> Day:
        """Return the day on which a claim was first checked."""
        return self.moments[article, claim][0].day

    def add(self, number: int, entry: Entry) -> None:
        """Count one more entry."""
        self.entries = number
        self.days[number] = entry.day
        for added in entry.added:
            self._keep(added)
        self._remove(set(entry.removed))
        self.subjects |= {subject.id: subject for subject in entry.subjects}
        for dropped in entry.dropped:
            self.subjects.pop(dropped, None)
        for checked in entry.checked:
            article = checked.article.id
            self.heads[article] = checked.article
            held = self.claims.setdefault(article, {})
            for claim in checked.claims:
                held[claim.statement.id] = claim
                moment = Moment(entry.day, entry.onrecord, claim)
                self.moments.setdefault((article, claim.statement.id), []).append(moment)
            for gone in checked.gone:
                held.pop(gone, None)
        if entry.now is not None:
            self.looked |= dict.fromkeys(entry.looked, By(entry.vintage, entry.now, entry.onrecord))
        self.seen |= {(seen.entity, seen.metric): seen for seen in entry.seen}
        events: tuple[Event, ...] = (*entry.flips, *entry.readings, *entry.due, *entry.announcements)
        self.events += [(number, event) for event in events]
        if entry.commanded:
            self.commanded |= {flip.id: flip for flip in entry.flips}
        self.told = max(self.told, entry.told)
        self.delivered |= set(entry.delivered)

    def _keep(self, added: Added) -> None:
        key = stable_id("file", added.file, added.published, added.publisher)
        held = self.files.get(key)
        old = held.articles if held else ()
        new = tuple(place for place in added.articles if place not in old)
        articles = tuple(sorted((*old, *new), key=lambda place: place.id))
        self.files[key] = Added(added.file, added.name, added.published, added.publisher, articles)

    def _remove(self, ids: set[str]) -> None:
        if not ids:
            return
        for key, added in list(self.files.items()):
            left = tuple(place for place in added.articles if place.id not in ids)
            if left:
                self.files[key] = Added(added.file, added.name, added.published, added.publisher, left)
            else:
                del self.files[key]


def read_history(folder: Path) -> History:
    """Read a watch list.

    Raises `BadInput` where the folder holds none, or a damaged one.
    """
    history = History()
    for number, entry in read_journal(folder):
        if not history.entries:
            history.born = hashlib.sha256(repr(entry).encode("utf-8", "backslashreplace")).hexdigest()
        history.add(number, entry)
    return history


def due_ids(history: History) -> set[str]:
    """Return the forecasts, as article and claim, of which it was told that their time has come."""
    return {f"{event.article.id} {event.claim.id}" for _, event in history.events if isinstance(event, Due)}


def chosen(words: Iterable[str], kinds: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the ids that words mean: an id, or its beginning where that means only one.

    `kinds` are the ids that there are, by what they are called. Raises `UnknownName` for a word that means none or
    several.
    """
    every = sorted({id_ for ids in kinds.values() for id_ in ids})
    found = []
    for word in words:
        meant = [id_ for id_ in every if id_ == word] or [id_ for id_ in every if id_.startswith(word) and word]
        if len(meant) != 1:
            several = f"can mean {', '.join(meant[:4])}" if meant else f"is no {' or '.join(kinds)} of the watch list"
            raise UnknownName(f"{word!r} {several}: `onrecord watch list` shows what it holds.")
        found += meant
    return list(dict.fromkeys(found))
