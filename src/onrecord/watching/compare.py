"""Two checks of one article beside each other: which verdicts are others, and which rows did it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.checking.as_dict import claim_as_dict
from onrecord.checking.result import CheckedArticle, CheckedClaim, Verdict
from onrecord.record import Record
from onrecord.record.vintages import held_since
from onrecord.terms.ids import stable_id
from onrecord.terms.labels import Label
from onrecord.terms.time import Day
from onrecord.watching.model import (
    Cause,
    Change,
    Flip,
    Head,
    KeptClaim,
    Row,
    RowChange,
    Statement,
    Told,
    Trial,
    TrialChange,
    Turn,
)
from onrecord.watching.model import Verdict as Shown

_AS_READ = ("type", "start", "end", "quote", "modality", "speaker", "period", "places")
"""What the words of an article alone make of a claim; all else of it may come from the record."""

_URGENT = (
    (Label.SUPPORTED, Label.REFUTED),
    (Label.CONFLICTING, Label.REFUTED),
    (Label.NOT_ENOUGH, Label.REFUTED),
    (Label.REFUTED, Label.SUPPORTED),
    (Label.SUPPORTED, Label.CONFLICTING),
    (Label.REFUTED, Label.CONFLICTING),
    (Label.NOT_ENOUGH, Label.SUPPORTED),
    (Label.CONFLICTING, Label.SUPPORTED),
    (Label.NOT_ENOUGH, Label.CONFLICTING),
    (Label.SUPPORTED, Label.NOT_ENOUGH),
    (Label.REFUTED, Label.NOT_ENOUGH),
    (Label.CONFLICTING, Label.NOT_ENOUGH),
)
"""What an editor must see first: what was printed as right and is not."""


def kept(one: CheckedClaim, article: CheckedArticle, until: Day | None) -> KeptClaim:
    """Return what is kept of a checked claim; `until` is the last day of which a forecast speaks."""
    claim = one.claim
    read = claim_as_dict(claim, article.document)
    statement = Statement(
        claim.id,
        claim.span.start,
        claim.span.end,
        claim.quote,
        claim.type.value,
        claim.modality.value,
        claim.speaker,
        claim.subject,
        claim.subject_name,
        until,
        stable_id("reading", {name: read[name] for name in _AS_READ}),
    )

    def told(verdict: Verdict) -> Told:
        rows = tuple(
            Row(row.statement, row.fact, row.known_from, row.decisive, row.note, row.sources)
            for row in verdict.evidence
        )
        trials = tuple(Trial(tried.name, tried.holds, tried.numbers) for tried in verdict.definitions)
        return Told(
            verdict.id(claim, article.vintage),
            verdict.label,
            verdict.as_of,
            article.vintage,
            verdict.summary,
            verdict.missing,
            verdict.one_source,
            rows,
            trials,
        )

    return KeptClaim(statement, told(one.then), told(one.now))


@dataclass(frozen=True, slots=True)
class By:
    """Who checked: a vintage of the record with the day of its newest row, and a version of onrecord."""

    vintage: str
    now: Day
    onrecord: str


def flip_of(
    article: Head, before: KeptClaim, after: KeptClaim, by: tuple[By, By], record: Record, day: Day, told: int
) -> Flip | None:
    """Return the flip between two checks of a claim, by `by`; None where both labels are what they were.

    `told` is how many verdicts were told of the claim before: one that flips to and fro is told each time.
    """
    now = Turn(Shown.of(before.now), Shown.of(after.now))
    then = Turn(Shown.of(before.then), Shown.of(after.then))
    if not now.flipped and not then.flipped:
        return None
    old, new = (before.now, after.now) if now.flipped else (before.then, after.then)
    rows, trials = changed_rows(old, new, record, by[0].now), changed_trials(old, new)
    id_ = stable_id("flip", article.id, after.statement.id, old.id, new.id, then.flipped, told)
    read_anew = before.statement.reading != after.statement.reading
    cause = _cause(*by, read_anew=read_anew, touched=bool(rows or trials))
    return Flip(id_, day, article, after.statement, now, then, cause, rows, trials)


def _cause(before: By, after: By, *, read_anew: bool, touched: bool) -> Cause:
    """Say why a verdict is another one; `touched` says that rows or definitions decide otherwise."""
    if before.onrecord == after.onrecord:
        return "names" if read_anew and not touched else "facts"
    if read_anew:
        return "reading"
    # The same words on the same rows: what is new is onrecord.
    return "facts" if touched and before.vintage != after.vintage else "rules"


def changed_rows(old: Told, new: Told, record: Record, since: Day) -> tuple[RowChange, ...]:
    """Return what became of the rows that decided; `since` is the day of the newest row of the older record.

    A row that no longer bears on the claim has ended only where the record does not hold it any more, and one that
    did not bear on it before is new only where the record got it since.
    """
    had, has = {_key(row): row for row in old.rows}, {_key(row): row for row in new.rows}
    came = [row for key, row in has.items() if row.decisive and key not in had]
    went = [row for key, row in had.items() if row.decisive and key not in has]
    found: list[RowChange] = []
    for row in came:
        got = _held_since(row, record)
        if got is not None and got < since:
            found.append(_change("decides now", row))
            continue
        earlier = _earlier(row, went)
        if earlier is not None:
            went.remove(earlier)
        change: Change = "revised" if earlier is not None and earlier.fact == row.fact else "new"
        found.append(_change(change, row, earlier.statement if earlier else ""))
    found += [_change("ended" if _held_since(row, record) is None else "decides no more", row) for row in went]
    for key, row in has.items():
        other = had.get(key)
        if other is not None and other.decisive != row.decisive:
            found.append(_change("decides now" if row.decisive else "decides no more", row))
    return tuple(found)


def changed_trials(old: Told, new: Told) -> tuple[TrialChange, ...]:
    """Return the definitions under which a claim holds otherwise than before."""
    had, has = _held(old.trials), _held(new.trials)
    return tuple(
        TrialChange(
            name,
            had[name].holds if name in had else None,
            has[name].holds if name in has else None,
            (has.get(name) or had[name]).numbers,
        )
        for name in dict.fromkeys((*has, *had))
        if (had[name].holds if name in had else None) is not (has[name].holds if name in has else None)
    )


def urgency(flip: Flip) -> tuple[object, ...]:
    """Return a key that puts first what an editor must see first.

    What is known now comes before what was known on the day of the article.
    """
    turn = flip.now if flip.now.flipped else flip.then
    pair = (turn.before.verdict, turn.after.verdict)
    rank = _URGENT.index(pair) if pair in _URGENT else len(_URGENT)
    return not flip.now.flipped, rank, flip.article.id, flip.claim.start, flip.claim.id, flip.id


def _earlier(row: Row, went: Sequence[Row]) -> Row | None:
    """Return the word in whose place a row came: on the same fact, best of the same source, else of the same series."""
    sources = {source.source for source in row.sources}
    same = [other for other in went if row.fact and other.fact == row.fact]
    same.sort(key=lambda other: not sources & {source.source for source in other.sources})
    series = [other for other in went if row.fact[:1] == ("observations",) and other.fact[:3] == row.fact[:3]]
    return next(iter((*same, *series)), None)


def _held_since(row: Row, record: Record) -> Day | None:
    """Return the day on which the record got a row that it holds."""
    if not row.fact:
        return None
    return held_since(record, row.fact, row.known_from, [one.source for one in row.sources])


def _key(row: Row) -> tuple[object, ...]:
    return row.statement, row.fact, row.known_from, tuple(source.source for source in row.sources)


def _held(trials: Sequence[Trial]) -> Mapping[str, Trial]:
    """Return the trials by name; of several of one name the first speaks."""
    return {trial.name: trial for trial in reversed(trials)}


def _change(change: Change, row: Row, before: str = "") -> RowChange:
    return RowChange(change, row.statement, before, row.known_from, row.note, row.sources)
