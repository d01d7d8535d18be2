"""Answer what a text states about series: each statement under every metric it can mean, and all of them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.checking.series.asking import Ask, Outcome, window
from onrecord.checking.series.candidates import CLOSE, ENOUGH, candidates
from onrecord.checking.series.comparisons import compare
from onrecord.checking.series.decide import decide
from onrecord.checking.series.measured import Measured, sisters
from onrecord.checking.series.metrics import MetricIndex
from onrecord.checking.series.pairs import (
    in_heads,
    names_the_same,
    paired,
    second_series,
    with_alternatives,
    with_editions,
)
from onrecord.checking.series.panel import Atlas, Panel
from onrecord.checking.series.restrictions import beyond_the_whole, not_measured
from onrecord.checking.series.units import unit_of
from onrecord.reading.series.find import find_statements
from onrecord.reading.series.places import WORLD, find_places
from onrecord.reading.series.statement import Shape, Statement
from onrecord.reading.series.times import find_years
from onrecord.reading.series.topic import topic_terms
from onrecord.record import Record, View
from onrecord.terms.labels import Label
from onrecord.terms.time import Day

CLEAR = 0.6
"""The nearest series of a text that is not understood is shown from this score on."""

UNCLEAR, MANY = 0.6, 3
"""Where so many metrics fit equally badly, none of them is what the claim means."""

PARTS = 0.75
"""Below this score a metric and its sisters (industry, farming, services) are parts of what none of them names."""

MOST_PAIRED = 8
"""How many metrics are looked at for the one that goes with the second series of a comparison."""

MOST_TRIED = 4
"""How many metrics a vague statement is tried under."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A statement put to one measured number, with what came of it."""

    measured: Measured
    outcome: Outcome
    other: Measured | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A statement with its trials, the likeliest metric first, and its label."""

    statement: Statement
    trials: tuple[Trial, ...]
    label: Label
    panel: Panel
    asked: tuple[tuple[str, dict[str, Any]], ...] = ()

    @property
    def series(self) -> tuple[tuple[str, int, int, tuple[str, ...]], ...]:
        """The series that matter: metric, first and last year, places."""
        if not self.trials:
            return ()
        first = self.trials[0]
        ids = first.measured.ids + (first.other.ids if first.other is not None else ())
        for trial in self.trials[1:]:
            # What differs in a word (the minimum, the maximum) matters too; a second edition of one series does not.
            if trial.measured.metric.title != first.measured.metric.title and trial.outcome.used == first.outcome.used:
                ids += trial.measured.ids
        return tuple(
            (metric, begin, end, first.outcome.places)
            for metric in dict.fromkeys(ids)
            for begin, end in first.outcome.used
        )


class SeriesRecord:
    """A record made ready for statements about series: its metrics indexed, its places known."""

    def __init__(self, record: Record) -> None:
        """Index the metrics and the places of a record."""
        self.record = record
        self.index = MetricIndex.of(record)
        self.atlas = Atlas(record)

    def panel(self, view: View, year: int, excluded: frozenset[str] = frozenset()) -> Panel:
        """Return an empty panel of values as of a view, for a text of a year; excluded sources may not testify."""
        return Panel(view, self.atlas, self.index, year, excluded)


def answer(
    text: str,
    day: Day,
    series: SeriesRecord,
    view: View,
    *,
    home: str = "",
    claimant: str = "",
    excluded: frozenset[str] = frozenset(),
    nearest: bool = False,
) -> tuple[Answered, ...]:
    """Read and decide what a text states about series, as of the day on which it was said.

    With `nearest` a text whose statement is not understood is answered with the series that come nearest, undecided.
    """
    panel = series.panel(view, day.year, excluded)
    found = find_statements(text, day, home=home, claimant=claimant)
    if not found and nearest:
        return tuple(_nearest(text, day, panel, home, claimant))
    return _spanned([answer_statement(statement, text, day, panel) for statement in found])


def _nearest(text: str, day: Day, panel: Panel, home: str, claimant: str) -> Iterator[Answered]:
    """Answer a text that names what is measured and says nothing of it that is understood."""
    named = [place.code for place in find_places(text)] or ([home] if home else [])
    years = next(iter(find_years(text, day, claimant, named[0] if named else "")), None)
    statement = Statement(Shape.LEVEL, 0, len(text), text, text, tuple(named[:1]) or (WORLD,), years)
    found = [one for one in candidates(statement, text, panel) if one.score >= CLEAR]
    if not found or not_measured(statement, found[0], text, panel.index):
        return
    values = Outcome(None, "", "what the text says of it", used=(window(years, day.year),), places=statement.places)
    yield Answered(statement, (Trial(found[0], values),), Label.NOT_ENOUGH, panel, tuple(panel.asked))


def _spanned(answers: list[Answered]) -> tuple[Answered, ...]:
    """Let the two ends of one movement ("from 54 in 2003 to 65 in 2023") use all the years between them."""
    moving = [one for one in answers if one.trials and one.statement.shape is Shape.LEVEL and one.statement.direction]
    if len(moving) < 2:
        return tuple(answers)
    first = moving[0]
    years = [
        year
        for one in moving
        if one.trials[0].measured.metrics == first.trials[0].measured.metrics
        and one.statement.places == first.statement.places
        for span in one.trials[0].outcome.used
        for year in span
    ]
    whole = ((min(years), max(years)),)
    trials = (replace(first.trials[0], outcome=replace(first.trials[0].outcome, used=whole)), *first.trials[1:])
    return tuple(replace(one, trials=trials) if one is first else one for one in answers)


def answer_statement(statement: Statement, text: str, day: Day, panel: Panel) -> Answered:
    """Decide one statement under its likeliest metrics."""
    before = len(panel.asked)
    found = [one for one in candidates(statement, text, panel) if one.score >= ENOUGH]
    if not found:
        return Answered(statement, (), Label.NOT_ENOUGH, panel)
    found = _measuring_all(found, statement, text, panel)
    lost = panel.index.missed(statement.topic, found[0].metrics)
    named = named_by(statement, found[0])
    near = [
        one
        for one in found
        if named <= named_by(statement, one)
        and one.score >= found[0].score - CLOSE
        and panel.index.missed(statement.topic, one.metrics) <= lost + 0.05
    ][:MOST_TRIED]
    parts = sum(1 for one in near[1:] if one.metric in sisters(found[0], panel.index))
    if (found[0].score < UNCLEAR and len(near) >= MANY) or (found[0].score < PARTS and parts >= MANY - 1):
        return Answered(statement, (), Label.NOT_ENOUGH, panel)
    near = paired(statement, found[:MOST_PAIRED], panel)[:1] if statement.against_topic else near
    near = with_editions(near, found, statement)
    near = near if statement.against_topic else with_alternatives(near, statement, text, panel)
    trials = [_try(_elsewhere(statement, one, panel), one, text, day, panel) for one in near]
    # A metric without values of the time says nothing; one that means the same and has them does.
    trials.sort(key=lambda trial: trial.outcome.holds is None and not trial.outcome.mixed)
    # What an earlier statement of the text has fetched is asked of again in memory, and shown there.
    asked = tuple(panel.asked[before:] or panel.asked)
    return Answered(statement, tuple(trials), label_of([trial.outcome for trial in trials]), panel, asked)


NEXT_BEST = 0.25
"""How far behind the best metric one may be that counts all that a claim names, where the best does not."""


def _measuring_all(found: list[Measured], statement: Statement, text: str, panel: Panel) -> list[Measured]:
    """Put metrics that count what a claim names before a better one that leaves some of it out, if they are near."""
    if not not_measured(statement, found[0], text, panel.index):
        return found
    near = [one for one in found[1:] if one.score >= found[0].score - NEXT_BEST]
    fitting = [one for one in near if not not_measured(statement, one, text, panel.index)]
    return [*fitting, *(one for one in found if one not in fitting)]


def named_by(statement: Statement, measured: Measured) -> frozenset[str]:
    """Return the words of a statement that its metrics are named by; of two metrics the one with more is meant."""
    titles = frozenset[str]().union(*(metric.title for metric in measured.metrics))
    return frozenset(topic_terms(statement.topic)) & titles


def _elsewhere(statement: Statement, measured: Measured, panel: Panel) -> Statement:
    """Return a statement on the world where nobody named a place and "our country" has no such series: sea levels."""
    if statement.implied and not panel.has(measured.metric, statement.places[0]) and panel.has(measured.metric, WORLD):
        return replace(statement, places=(WORLD,))
    return statement


def _try(statement: Statement, measured: Measured, text: str, day: Day, panel: Panel) -> Trial:
    ask = Ask(statement, measured, panel, day)
    if statement.shape is Shape.COMPARISON and statement.against_topic and not statement.rest:
        second = second_series(statement, measured, panel)
        if second is not None:
            other = second[1]
            if unit_of(measured.metric).kind != unit_of(other.metric).kind:
                heads = in_heads(measured, other, panel)
                if heads is None:
                    return Trial(measured, Outcome(None, "", "two series in one unit"), other)
                measured, other = heads
            return Trial(measured, compare(ask, statement.places[0], measured, statement.against[0], other), other)
        if statement.against == statement.places and second is None and not names_the_same(statement):
            return Trial(measured, Outcome(None, "", "a series of what it is compared with", places=statement.places))
    outcome = decide(ask)
    lacking = not_measured(statement, measured, text, panel.index)
    if lacking and outcome.holds is False and beyond_the_whole(lacking, ask):
        return Trial(measured, replace(outcome, numbers=f"{outcome.numbers}; so many are not in all of it"))
    if lacking and outcome.holds is not None:
        outcome = replace(outcome, holds=None, missing=f"{measured.words(panel)} for {lacking}")
    return Trial(measured, outcome)


def label_of(outcomes: Sequence[Outcome]) -> Label:
    """Return what several trials of one statement say together."""
    held = {outcome.holds for outcome in outcomes}
    mixed = any(outcome.mixed for outcome in (outcomes if True in held else outcomes[:1]))
    if mixed or {True, False} <= held:
        return Label.CONFLICTING
    if True in held:
        return Label.SUPPORTED
    if False in held:
        return Label.REFUTED
    return Label.NOT_ENOUGH


def together(answers: Sequence[Answered]) -> Label:
    """Return the label of a text: right only if every part is."""
    labels = [answered.label for answered in answers]
    for label in (Label.REFUTED, Label.CONFLICTING, Label.NOT_ENOUGH):
        if label in labels:
            return label
    return Label.SUPPORTED if labels else Label.NOT_ENOUGH
