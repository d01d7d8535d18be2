"""The windows around the one that a claim chose: what holds for it and not for them was picked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from onrecord.checking.series.asking import Ask, Outcome, window
from onrecord.reading.series.statement import Shape
from onrecord.reading.series.years import TimeKind, Years

CHOSEN = frozenset({TimeKind.SINCE, TimeKind.SPAN, TimeKind.LAST, TimeKind.RECENT})
"""Windows whose beginning somebody chose; a term of office or a named year was not."""

AROUND = (-3, -2, -1, 1, 2, 3)
"""By how many years the beginning of a window is moved."""

SHORTEST = 4
"""A window of fewer years is what the claim is about, not a choice among others."""


def around(ask: Ask) -> Iterator[Years]:
    """Return the windows that begin a little before and a little after the one of a statement."""
    years = ask.statement.years
    if years is None or years.kind not in CHOSEN or years.first is None:
        return
    first, last = window(years, ask.now)
    if last - first < SHORTEST:
        return
    for step in AROUND:
        if last - (first + step) >= SHORTEST - 1 and abs(step) <= max(1, (last - first) // 4):
            yield replace(years, kind=TimeKind.SPAN, first=first + step, last=last)


def _before_this_year(ask: Ask, outcome: Outcome, decide: Callable[[Ask], Outcome]) -> Outcome | None:
    """Return as mixed what the year of the text, which was not over, decides another way than those before it."""
    years = ask.statement.years
    if years is None or years.kind not in CHOSEN | {TimeKind.TERM} or years.first is None or outcome.holds is None:
        return None
    first, last = window(years, ask.now)
    if last != ask.now or last - first < 2:
        return None
    ended = replace(years, kind=TimeKind.SPAN, first=first, last=last - 1)
    other = decide(replace(ask, statement=replace(ask.statement, years=ended)))
    if other.holds is None or other.holds is outcome.holds:
        return None
    said = f"{outcome.numbers}; {other.numbers}"
    return replace(outcome, holds=None, mixed=True, numbers=said, missing="a year of the text that is over")


def _ended_before(ask: Ask, decide: Callable[[Ask], Outcome]) -> Outcome | None:
    """Return "for two years in a row" by the years that were over, where they bear it out."""
    years = ask.statement.years
    if years is None or years.kind is not TimeKind.LAST or years.first is None or years.last < ask.now:
        return None
    ended = replace(years, kind=TimeKind.SPAN, first=years.first - 1, last=ask.now - 1)
    other = decide(replace(ask, statement=replace(ask.statement, years=ended)))
    return other if other.holds else None


def weighed(ask: Ask, outcome: Outcome, decide: Callable[[Ask], Outcome]) -> Outcome:
    """Return an outcome as mixed where a movement holds for the chosen window and for few of those around it."""
    statement = ask.statement
    if statement.shape is Shape.TREND and statement.stepwise and outcome.holds is False:
        return _ended_before(ask, decide) or outcome
    if statement.shape is not Shape.TREND or statement.stepwise or statement.novel:
        return outcome
    if (earlier := _before_this_year(ask, outcome, decide)) is not None:
        return earlier
    if not outcome.holds:
        return outcome
    tried = [(years, decide(replace(ask, statement=replace(statement, years=years)))) for years in around(ask)]
    decided = [(years, other) for years, other in tried if other.holds is not None or other.mixed]
    against = [(years, other) for years, other in decided if not other.holds]
    if len(decided) < len(AROUND) // 2 or len(against) <= len(decided) / 2:
        return outcome
    windows = ", ".join(f"{years.first} to {years.last}" for years, _ in against)
    return replace(
        outcome, holds=None, mixed=True, numbers=f"{outcome.numbers}; not so from {windows}: {against[0][1].numbers}"
    )
