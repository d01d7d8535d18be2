"""Decide a statement about series by one measured number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from onrecord.checking.series.asking import Ask, Outcome, window
from onrecord.checking.series.changes import decide_change
from onrecord.checking.series.comparisons import decide_comparison, decide_periods
from onrecord.checking.series.extremes import decide_extreme
from onrecord.checking.series.levels import decide_absence, decide_level, decide_share
from onrecord.checking.series.ranks import decide_rank, good_sign
from onrecord.checking.series.trends import decide_trend
from onrecord.checking.series.units import unit_of
from onrecord.checking.series.windows import weighed
from onrecord.reading.series.cues import pattern
from onrecord.reading.series.places import WORLD, members
from onrecord.reading.series.statement import UNDATED, Shape
from onrecord.reading.series.years import TimeKind, Years


def decide(ask: Ask) -> Outcome:
    """Decide a statement by one measured number."""
    statement = ask.statement
    if not statement.places:
        return Outcome(None, "", "the place that is meant")
    if statement.forecast:
        first, last = window(statement.years, ask.now)
        return Outcome(
            None,
            "It speaks of a time that had not come.",
            "the value of a year to come",
            used=((first, last),),
            places=statement.places,
        )
    if statement.open == UNDATED:
        return _since_whenever(ask)
    if statement.open:
        first, last = window(statement.years, ask.now)
        return Outcome(None, "", statement.open, used=((first, last),), places=statement.places)
    if any(years is not None and years.fine for years in (statement.years, statement.against_years)):
        first, last = window(statement.years, ask.now)
        said = "The series has one value a year."
        return Outcome(None, said, "values of these months or days", used=((first, last),), places=statement.places)
    if statement.among == "only":
        return _only(ask)
    young = ask.measured.metric.ages is not None and ask.measured.metric.ages[0] == 0
    youngest = young and pattern("younger").search(statement.topic) is not None
    if (ask.measured.metric.reversed or youngest) and statement.amount is None:
        # On a scale that runs downwards the highest number is the least of it; the youngest country has most children.
        ask = replace(ask, statement=replace(statement, direction=-statement.direction))
    if statement.among == "better":
        ask = replace(ask, statement=replace(statement, direction=good_sign(ask), among=""))
    outcome = weighed(ask, DECIDERS[statement.shape](ask), DECIDERS[statement.shape])
    if statement.unread and outcome.holds:
        return replace(outcome, holds=None, missing=statement.unread)
    counted = statement.amount is not None and statement.shape in {Shape.LEVEL, Shape.SHARE, Shape.CHANGE}
    if statement.denied and counted and not (statement.every and statement.negated) and outcome.holds is not None:
        # "Has not grown by more than 2 %" may mean any year or all of them.
        return replace(outcome, holds=None, missing="which years the denial is of")
    return outcome


def _since_whenever(ask: Ask) -> Outcome:
    """Decide "has risen since the plant was shut": ruled out where it rose since none of the years it may mean."""
    statement = replace(ask.statement, open="")
    asked = (replace(statement, years=Years(0, 0, TimeKind.SINCE, ask.now - back, ask.now)) for back in BACK)
    tried = [(one, decide(replace(ask, statement=one))) for one in asked]
    decided = [outcome for _, outcome in tried if outcome.holds is not None or outcome.mixed]
    if len(decided) >= FEWEST_BACK and all(outcome.holds is False for outcome in decided):
        return replace(decided[0], turn=None, used=decided[len(decided) // 2].used)
    first, last = window(statement.years, ask.now)
    return Outcome(None, "", UNDATED, used=((first, last),), places=statement.places)


BACK = (1, 2, 3, 4, 5, 7, 10, 15)
"""How many years before a text that may have been which it says nothing of but that something is so since."""

FEWEST_BACK = 6
"""Fewer windows than this with a value at both ends rule nothing out."""


def _only(ask: Ask) -> Outcome:
    """Decide "the only country of a group that": it holds there, and for no other member."""
    statement = ask.statement
    single = replace(statement, among="")
    ask.panel.load([metric.id for metric in ask.measured.metrics], None)
    if statement.shape is Shape.LEVEL and statement.amount is None and unit_of(ask.measured.metric).kind != "yes-no":
        return Outcome(
            None, "", "what makes it the only one", used=(window(statement.years, ask.now),), places=statement.places
        )
    own = decide(replace(ask, statement=single))
    scope = statement.scope or WORLD
    others = set(members(scope, ask.now)) if scope != WORLD else set(ask.panel.atlas.codes.values())
    also = []
    for code in sorted(others - set(statement.places)):
        outcome = decide(replace(ask, statement=replace(single, places=(code,))))
        if outcome.holds:
            also.append(code)
    names = ", ".join(ask.name(code) for code in also[:5])
    own = replace(own, turn=None)
    if also:
        return replace(own, holds=False, numbers=f"{own.numbers}; the same holds of {names}", missing="")
    return replace(own, numbers=f"{own.numbers}; of no other of {len(others)}") if own.holds else own


DECIDERS: Mapping[Shape, Callable[[Ask], Outcome]] = {
    Shape.LEVEL: decide_level,
    Shape.SHARE: decide_share,
    Shape.CHANGE: decide_change,
    Shape.TREND: decide_trend,
    Shape.COMPARISON: decide_comparison,
    Shape.PERIODS: decide_periods,
    Shape.RANK: decide_rank,
    Shape.EXTREME: decide_extreme,
    Shape.ABSENCE: decide_absence,
}
