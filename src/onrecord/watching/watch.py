"""Put articles on a watch list, take them off it, and check all of it again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from onrecord import __version__
from onrecord.checking.case import Case, sources_of_article
from onrecord.checking.check import check
from onrecord.checking.result import CheckedArticle
from onrecord.reading.document import Document
from onrecord.record import Record
from onrecord.terms.ids import stable_id
from onrecord.terms.labels import Label
from onrecord.terms.time import Day
from onrecord.watching.announce import KINDS, MEASURES, broken_records, newest_values, overdue_successors
from onrecord.watching.articles import documents, sweep
from onrecord.watching.compare import By, flip_of, kept
from onrecord.watching.forecasts import open_until
from onrecord.watching.history import History, due_ids, read_history
from onrecord.watching.journal import Checked, Entry, Seen, Subject, require_watch_list, writing
from onrecord.watching.model import Cause, Due, Flip, Head, KeptClaim, Reading, Verdict
from onrecord.watching.taking import Given, Outcome, take

Progress = Callable[[str, int, int], None]
Waiting = Callable[[float], None]


def silent(_what: str, _done: int, _all: int) -> None:
    """Tell nobody what goes on."""


def add(
    folder: Path,
    given: Sequence[Given],
    subjects: Sequence[Subject],
    record: Record,
    *,
    day: Day,
    progress: Progress = silent,
    wait: float = 60,
    waiting: Waiting | None = None,
) -> Outcome:
    """Put articles and subjects on a watch list, which is begun where there is none, and check them.

    What is on the list already stays as it is. An article that cannot be read, or that does not say its day, is named
    among the problems and stops no other.

    Raises `BadInput` where the folder is no watch list and not empty, or in use.
    """
    outcome = Outcome()
    with writing(folder, wait=wait, waiting=waiting) as append:
        history = outcome.history = read_history(folder)
        added = take(folder, given, history.articles, outcome)
        wanted = tuple(one for one in subjects if history.subjects.get(one.id) != one)
        if added or wanted:
            # Counted before it is written: what is checked is the list as it will be.
            history.add(history.entries, Entry(day, __version__, added=added, subjects=wanted))
            entry = _look(folder, history, outcome.new, record, day, progress, outcome)
            entry = replace(entry, added=added, subjects=wanted, seen=_first_seen(history, entry, record))
            history.add(append(entry), entry)
        sweep(folder, history.files.values())
    return outcome


def remove(folder: Path, ids: Sequence[str], *, day: Day, wait: float = 60, waiting: Waiting | None = None) -> None:
    """Take articles and subjects off a watch list; what was told of them stays in its history.

    Raises `BadInput` where the folder holds no watch list, or is in use.
    """
    require_watch_list(folder)
    with writing(folder, wait=wait, waiting=waiting) as append:
        history = read_history(folder)
        gone = tuple(sorted(set(ids) & set(history.articles)))
        dropped = tuple(sorted(set(ids) & set(history.subjects)))
        if gone or dropped:
            entry = Entry(day, __version__, removed=gone, dropped=dropped)
            history.add(append(entry), entry)
        sweep(folder, history.files.values())


def run(
    folder: Path,
    record: Record,
    *,
    day: Day,
    commanded: bool = False,
    progress: Progress = silent,
    wait: float = 60,
    waiting: Waiting | None = None,
) -> Outcome:
    """Check all of a watch list against the record as it is now, and write down what is new.

    What an article was checked by already, the same record and the same version, is not checked again; where nothing is
    new nothing is written. `commanded` says that a command is to run for each flip.

    Raises `BadInput` where the folder holds no watch list, or is in use.
    """
    outcome = Outcome()
    require_watch_list(folder)
    with writing(folder, wait=wait, waiting=waiting) as append:
        history = outcome.history = read_history(folder)
        by = By(record.vintage, record.now, __version__)
        stale = [id_ for id_ in history.articles if history.looked.get(id_) != by]
        entry = _look(folder, history, stale, record, day, progress, outcome)
        current = _claims_after(history, entry)
        due = _due(history, current, record, day)
        subjects = watched_subjects(history.subjects.values(), current.values(), record)
        late = overdue_successors(record, subjects["overdue"], day)
        newest = newest_values(record, subjects["extreme"])
        broken = broken_records(record, history.seen, newest, day)
        seen = tuple(one for one in newest if history.seen.get((one.entity, one.metric)) != one)
        known = {event.id for _, event in history.events}
        news = tuple(one for one in (*late, *broken) if one.id not in known)
        entry = replace(entry, due=due, announcements=news, seen=seen, commanded=commanded and bool(entry.flips))
        if entry != Entry(day, __version__, record.vintage, record.now):
            history.add(append(entry), entry)
    return outcome


def mark_told(folder: Path, number: int, *, day: Day, wait: float = 60) -> None:
    """Write down that everything up to an entry was reported."""
    with writing(folder, wait=wait) as append:
        append(Entry(day, __version__, told=number))


def watched_subjects(
    named: Iterable[Subject], articles: Iterable[Mapping[str, KeptClaim]], record: Record
) -> dict[str, list[str]]:
    """Return whose announcements are wanted, by measure: those of the subjects of claims, and of those that were named.

    What was named with one measure is not asked for the other, though an article speaks of it.
    """
    chosen = {one.id: one.measures for one in named}
    spoken = {claim.statement.subject for claims in articles for claim in claims.values()}
    for id_ in spoken:
        row = record.entities.get(id_)
        if row is not None and row["kind"] in KINDS:
            chosen.setdefault(id_, MEASURES)
    return {measure: sorted(id_ for id_, wanted in chosen.items() if measure in wanted) for measure in MEASURES}


def _first_seen(history: History, entry: Entry, record: Record) -> tuple[Seen, ...]:
    """Return the series that come with what is added: what they held before they were watched is no news."""
    current = _claims_after(history, entry)
    subjects = watched_subjects(history.subjects.values(), current.values(), record)["extreme"]
    return tuple(one for one in newest_values(record, subjects) if (one.entity, one.metric) not in history.seen)


def _look(
    folder: Path,
    history: History,
    ids: Sequence[str],
    record: Record,
    day: Day,
    progress: Progress,
    outcome: Outcome,
) -> Entry:
    """Check some articles of a watch list, and return the entry that says what is new of them."""
    wanted, done = set(ids), 0
    looked: list[str] = []
    found: list[tuple[Checked | None, list[Flip], Reading | None]] = []
    for added in sorted(history.files.values(), key=lambda one: (one.file, str(one.published), one.publisher)):
        mine = tuple(place for place in added.articles if place.id in wanted)
        if not mine:
            continue
        for id_, document in documents(folder, replace(added, articles=mine)):
            progress("checking", done, len(wanted))
            done += 1
            if isinstance(document, str):
                outcome.problems.append(document)
                continue
            looked.append(id_)
            found.append(_compare(history, id_, added.name, document, record, day))
    progress("", 0, 0)
    found.sort(key=lambda one: one[0].article.id if one[0] else "")
    return Entry(
        day,
        __version__,
        record.vintage,
        record.now,
        looked=tuple(sorted(looked)),
        checked=tuple(checked for checked, _, _ in found if checked),
        flips=tuple(flip for _, flips, _ in found for flip in flips),
        readings=tuple(reading for _, _, reading in found if reading),
    )


def _compare(
    history: History, id_: str, name: str, document: Document, record: Record, day: Day
) -> tuple[Checked | None, list[Flip], Reading | None]:
    """Check an article, and set it beside its last check."""
    article = check(document, record)
    head = Head(id_, document.title, document.publisher, document.published, document.address, name)
    before, after = history.claims.get(id_, {}), _claims_of(article, record)
    changed = [claim for key, claim in after.items() if key not in before or before[key].substance != claim.substance]
    gone = tuple(key for key in before if key not in after)
    if id_ not in history.heads:
        return Checked(head, tuple(changed)), [], None
    if not changed and not gone:
        return None, [], None
    this = By(record.vintage, record.now, __version__)
    last = history.looked.get(id_, this)
    flips = [
        flip
        for claim in changed
        if claim.statement.id in before
        and (
            flip := flip_of(
                head, before[claim.statement.id], claim, (last, this), record, day, _times(history, id_, claim)
            )
        )
        is not None
    ]
    came = tuple(claim.statement for claim in changed if claim.statement.id not in before)
    reading = None
    if came or gone:
        cause: Cause = "names" if last.onrecord == this.onrecord else "reading"
        earlier = sum(isinstance(event, Reading) and event.article.id == id_ for _, event in history.events)
        of = stable_id("reading", id_, record.vintage, __version__, [one.id for one in came], gone, earlier)
        reading = Reading(of, day, head, cause, came, tuple(before[key].statement for key in gone))
    return Checked(head, tuple(changed), gone), flips, reading


def _times(history: History, article: str, claim: KeptClaim) -> int:
    """Return how many verdicts were told of a claim."""
    return len(history.moments[article, claim.statement.id])


def _claims_of(article: CheckedArticle, record: Record) -> dict[str, KeptClaim]:
    excluded = sources_of_article(article.document, record.sources)
    view = record.as_of(article.now)
    found = {}
    for one in article.claims:
        case = Case(one.claim, article.document, view, excluded, now=True)
        found[one.claim.id] = kept(one, article, open_until(case))
    return found


def _claims_after(history: History, entry: Entry) -> dict[str, dict[str, KeptClaim]]:
    """Return the claims of the articles that are watched, with the verdicts of the check that was just made."""
    current = {id_: dict(history.claims.get(id_, {})) for id_ in history.articles}
    for checked in entry.checked:
        claims = current[checked.article.id]
        claims |= {claim.statement.id: claim for claim in checked.claims}
        for key in checked.gone:
            claims.pop(key, None)
    return current


def _due(history: History, current: Mapping[str, Mapping[str, KeptClaim]], record: Record, day: Day) -> tuple[Due, ...]:
    """Return the forecasts whose time has come since they were first checked, each once."""
    told, found = due_ids(history), []
    for article, claims in current.items():
        for key, claim in claims.items():
            until = claim.statement.until
            if until is None or day <= until or f"{article} {key}" in told or (article, key) not in history.moments:
                continue
            if history.first_day(article, key) > until:
                continue
            decided = record.now > until and claim.now.label is not Label.NOT_ENOUGH
            id_ = stable_id("due", article, key, until)
            found.append(Due(id_, day, history.heads[article], claim.statement, Verdict.of(claim.now), decided=decided))
    return tuple(sorted(found, key=lambda one: (one.claim.until or day, one.article.id, one.claim.start)))
