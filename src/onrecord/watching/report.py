"""What a run, a list and a history have to tell, as plain words for every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from onrecord import __version__
from onrecord.record import Record
from onrecord.terms.labels import Label
from onrecord.terms.time import Day
from onrecord.watching.compare import urgency
from onrecord.watching.history import History, Moment
from onrecord.watching.journal import Subject
from onrecord.watching.model import Announcement, Due, Event, Flip, Head, KeptClaim, Open, Reading, Verdict

T = TypeVar("T", bound=Event)


@dataclass(frozen=True, slots=True)
class RecordAsked:
    """Which record was asked: its vintage and the day of its newest row."""

    vintage: str
    now: Day


@dataclass(frozen=True, slots=True)
class RunReport:
    """What is new on a watch list since the last report, which was made on `since`.

    `flips` begin with what an editor must see first. `open` are the forecasts whose time has not come by `day`.
    """

    onrecord: str
    day: Day
    since: Day | None
    record: RecordAsked
    articles: int
    claims: int
    flips: tuple[Flip, ...]
    readings: tuple[Reading, ...]
    due: tuple[Due, ...]
    announcements: tuple[Announcement, ...]
    open: tuple[Open, ...]

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing new."""
        return not (self.flips or self.readings or self.due or self.announcements)


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of a watch list with its verdicts of now, counted."""

    article: Head
    claims: int
    verdicts: tuple[tuple[Label, int], ...]
    open_until: Day | None


@dataclass(frozen=True, slots=True)
class ListReport:
    """What a watch list holds."""

    onrecord: str
    articles: tuple[Listed, ...]
    subjects: tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class ClaimHistory:
    """A claim with every verdict that was told of it, oldest first."""

    article: Head
    claim: KeptClaim
    moments: tuple[Moment, ...]


def report_of(history: History, record: Record, day: Day) -> RunReport:
    """Return what no report has told yet."""
    news = history.news
    current = [(history.heads[id_], history.claims.get(id_, {})) for id_ in history.articles if id_ in history.heads]
    ahead = [
        Open(head, claim.statement, Verdict.of(claim.now))
        for head, claims in current
        for claim in claims.values()
        if claim.statement.until is not None and day <= claim.statement.until
    ]
    return RunReport(
        __version__,
        day,
        history.days.get(history.told) or next(iter(history.days.values()), None),
        RecordAsked(record.vintage, record.now),
        len(history.articles),
        sum(len(claims) for _, claims in current),
        tuple(sorted(_of(Flip, news), key=urgency)),
        _of(Reading, news),
        _of(Due, news),
        _of(Announcement, news),
        tuple(sorted(ahead, key=lambda one: (one.claim.until or day, one.article.id, one.claim.start, one.claim.id))),
    )


def list_of(history: History, day: Day) -> ListReport:
    """Return what is watched, by the day of the article; `open_until` is when its next forecast falls due."""
    listed = []
    for id_ in history.articles:
        head, claims = history.heads.get(id_), history.claims.get(id_, {}).values()
        if head is None:
            continue
        found = Counter(claim.now.label for claim in claims)
        verdicts = tuple((label, found[label]) for label in Label if found[label])
        ends = [claim.statement.until for claim in claims if claim.statement.until]
        listed.append(Listed(head, len(claims), verdicts, min((end for end in ends if end >= day), default=None)))
    listed.sort(key=lambda one: (one.article.published or day, one.article.id))
    subjects = tuple(history.subjects[id_] for id_ in sorted(history.subjects))
    return ListReport(__version__, tuple(listed), subjects)


def histories_of(history: History, ids: Iterable[str]) -> list[ClaimHistory]:
    """Return the histories of claims, or of all claims of articles, in the order of the text."""
    wanted = set(ids)
    found = [
        ClaimHistory(history.heads[article], moments[-1].claim, tuple(moments))
        for (article, claim), moments in history.moments.items()
        if article in wanted or claim in wanted
    ]
    return sorted(found, key=lambda one: (one.article.id, one.claim.statement.start, one.claim.statement.id))


def _of(kind: type[T], events: Iterable[Event]) -> tuple[T, ...]:
    """Return the events of a kind, in the order in which they happened."""
    return tuple(event for event in events if isinstance(event, kind))
