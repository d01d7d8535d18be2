"""What a report shows of a claim: its two verdicts laid over each other, so that nothing is said twice."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.checking.result import CheckedClaim, Definition, Evidence, Query, SourceLine, Verdict


@dataclass(frozen=True, slots=True)
class Reading:
    """Words that hold on both days (`when` is empty) or on one of them (`Then`, `Now`)."""

    when: str
    text: str


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """A definition with what it said on each day; `None` is "cannot tell", `absent` that it was not tried."""

    name: str
    holds: tuple[Reading, ...]
    answers: tuple[str, ...]
    numbers: tuple[Reading, ...]
    notes: tuple[str, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A row of evidence: `later` if public only after the article, `past` if it counts for that day alone."""

    evidence: Evidence
    later: bool
    past: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A claim as a report shows it."""

    summaries: tuple[Reading, ...]
    definitions: tuple[DefinitionRow, ...]
    evidence: tuple[EvidenceRow, ...]
    missing: tuple[Reading, ...]
    tolerances: tuple[Reading, ...]
    turns: tuple[Reading, ...]
    queries: tuple[Query, ...]
    one_source: bool


def card_of(checked: CheckedClaim) -> Card:
    """Return what a report shows of a claim."""
    then, now = checked.then, checked.now
    return Card(
        summaries=_both(then.summary, now.summary),
        definitions=_definitions(then, now),
        evidence=_evidence(then, now),
        missing=_both(then.missing, now.missing),
        tolerances=_both(then.tolerance, now.tolerance),
        turns=_both(then.turns, now.turns),
        queries=_queries(then, now),
        one_source=now.one_source,
    )


def say_holds(holds: bool | None) -> str:
    """Say whether a definition holds.

    >>> say_holds(True), say_holds(False), say_holds(None)
    ('yes', 'no', 'cannot tell')
    """
    return "cannot tell" if holds is None else "yes" if holds else "no"


def _both(before: str, after: str) -> tuple[Reading, ...]:
    """Lay two texts over each other: one where they are equal, else each with the word for its day."""
    if before == after:
        return (Reading("", after),) if after else ()
    pairs = (("Then", before), ("Now", after))
    return tuple(Reading(when, text) for when, text in pairs if text)


def _definitions(then: Verdict, now: Verdict) -> tuple[DefinitionRow, ...]:
    before = {row.name: row for row in then.definitions}
    after = {row.name: row for row in now.definitions}
    names = dict.fromkeys((*before, *after))
    return tuple(_definition(name, before.get(name), after.get(name)) for name in names)


def _definition(name: str, before: Definition | None, after: Definition | None) -> DefinitionRow:
    rows = [row for row in (before, after) if row]
    said_then = say_holds(before.holds) if before else "not tried"
    said_now = say_holds(after.holds) if after else "not tried"
    return DefinitionRow(
        name=name,
        holds=_both(said_then, said_now),
        answers=tuple(dict.fromkeys((said_then, said_now))),
        numbers=_both(before.numbers if before else "", after.numbers if after else ""),
        notes=tuple(dict.fromkeys(row.note for row in rows if row.note)),
        sources=tuple(dict.fromkeys(source for row in rows for source in row.sources)),
    )


def _queries(then: Verdict, now: Verdict) -> tuple[Query, ...]:
    """Show a question that was asked for both days once, with both values where a parameter differs."""
    before = {(query.words, query.sql): query for query in then.queries}
    after = {(query.words, query.sql): query for query in now.queries}
    return tuple(
        Query(*asked, _parameters(before.get(asked), after.get(asked))) for asked in dict.fromkeys((*before, *after))
    )


def _parameters(before: Query | None, after: Query | None) -> tuple[tuple[str, str], ...]:
    if before is None or after is None:
        return (before or after or Query("")).parameters
    first, last = dict(before.parameters), dict(after.parameters)
    return tuple(
        (
            name,
            first[name] if first.get(name) == last.get(name) else _differing(first.get(name), last.get(name)),
        )
        for name in dict.fromkeys((*first, *last))
    )


def _differing(before: str | None, after: str | None) -> str:
    said = ((before, "then"), (after, "now"))
    return ", ".join(f"{value} {when}" for value, when in said if value is not None)


def _evidence(then: Verdict, now: Verdict) -> tuple[EvidenceRow, ...]:
    """List what decided first, each group in the order in which the verdicts hold it.

    A row that the table of definitions shows with its numbers and sources is not said again.
    """
    held_now = set(now.evidence)
    in_table = tuple(d.numbers for d in (*then.definitions, *now.definitions) if d.numbers and d.sources)
    rows = [
        EvidenceRow(row, later=row.known_from > then.as_of, past=row not in held_now)
        for row in dict.fromkeys((*then.evidence, *now.evidence))
        if not row.statement.endswith(in_table)
    ]
    return tuple(sorted(rows, key=lambda row: not row.evidence.decisive))
