"""Read what one clause states, shape by shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from onrecord.reading.series.amounts import Amount
from onrecord.reading.series.clause_frame import frame_of
from onrecord.reading.series.clauses import Clause
from onrecord.reading.series.comparing import apart_by_so_much, comparison_statements, times_as
from onrecord.reading.series.cues import has, is_absent, movement, pattern
from onrecord.reading.series.moving import amount_statements
from onrecord.reading.series.statement import UNDATED, Shape, Statement
from onrecord.reading.series.superlatives import (
    beyond_the_next,
    find_superlative,
    no_other_statements,
    only_statements,
    rank_by_count,
    superlative_statements,
)
from onrecord.reading.series.topic import known_things, topic_terms
from onrecord.reading.series.years import TimeKind, Years
from onrecord.terms.time import Day


def clause_statements(clause: Clause, places: tuple[str, ...], topic: str, context: str, day: Day) -> list[Statement]:
    """Return what a clause states of some places; `topic` and `context` name what is measured."""
    base = frame_of(clause, places, topic, context, day)
    return next((found for read in _READERS if (found := read(clause, base))), [])


def _never_been(clause: Clause, base: Statement) -> list[Statement]:
    """Read "has never been higher": the highest of all times."""
    never = pattern("never-been").search(clause.text)
    if never is None or clause.amounts:
        return []
    what, years = (never["what"] or never["much"]).lower(), base.years
    sign = -1 if what in {"less", "lower", "fewer", "smaller"} or what.endswith(("low", "few", "little")) else 1
    window = years if years is not None and years.kind not in {TimeKind.POINT, TimeKind.TERM} else None
    point = next((y for y in clause.years if y.kind is TimeKind.POINT), None)
    return [replace(base, shape=Shape.EXTREME, direction=sign, years=window, against_years=point)]


def _only(clause: Clause, base: Statement) -> list[Statement]:
    """Read "the only country that"; "only 5 %" is none."""
    if not pattern("only").search(clause.text) or (clause.amounts and not base.scope):
        return []
    return only_statements(clause, base)


def _peaked(clause: Clause, base: Statement) -> list[Statement]:
    """Read "peaked in 2010"."""
    if base.years is None or base.years.kind is not TimeKind.POINT or not pattern("peaked").search(clause.text):
        return []
    sign = -1 if "bottom" in clause.text else 1
    peak = replace(base, shape=Shape.EXTREME, direction=sign, years=None, against_years=base.years, among="peak")
    return [peak]


def _largest_change(clause: Clause, base: Statement) -> list[Statement]:
    """Read "the largest fall since 1990", "the fastest growth of any of them"."""
    changed = pattern("change-noun").search(clause.text)
    if changed is None:
        return []
    sign = -1 if has("fall", changed["what"]) else 1
    if base.scope and pattern("of-any").search(clause.text):
        return [replace(base, shape=Shape.RANK, direction=sign, among="change")]
    if base.years is not None and base.years.kind is TimeKind.POINT and clause.amounts:
        return []
    largest = replace(base, shape=Shape.EXTREME, direction=sign, among="change")
    return [largest, *_of_amounts(clause, base)]


def _superlative(clause: Clause, base: Statement) -> list[Statement]:
    """Read a superlative, with the numbers that stand beside it."""
    superlative = find_superlative(clause.text)
    found = superlative_statements(clause, base, superlative) if superlative else []
    left = [amount for amount in clause.amounts if amount.unit not in {"countries", "count"} or amount.value > FEW]
    return found + _of_amounts(_now_or_then(clause, left), base) if found else []


FEW = 30
"""So small a number beside a superlative is a rank."""


def _compared(clause: Clause, base: Statement) -> list[Statement]:
    """Read a comparison, with the numbers that stand beside it."""
    compared = times_as(clause, base) or apart_by_so_much(clause, base) or comparison_statements(clause, base)
    taken = {one.amount.start for one in compared if one.amount is not None}
    left = [amount for amount in clause.amounts if amount.unit != "multiple" and amount.start not in taken]
    return compared + _of_amounts(replace(clause, amounts=tuple(left)), base) if compared else []


def _of_amounts(clause: Clause, base: Statement) -> list[Statement]:
    """Read the numbers of a clause; none where it has none."""
    rise, fall = movement(clause.text)
    return amount_statements(clause, base, rise=rise, fall=fall) if clause.amounts else []


def _moving(clause: Clause, base: Statement) -> list[Statement]:
    """Read a movement without a number, or that there is none: of anything, or of a movement."""
    text = clause.text
    rise, fall = movement(text)
    if clause.amounts:
        return []
    if has("stable", text) and not (rise or fall):
        return [replace(base, shape=Shape.TREND, direction=0, among="stable")]
    if is_absent(text) and not rise and not fall:
        return [_absence(clause, base)]
    if has("slow", text):
        return [replace(base, shape=Shape.TREND, direction=0, among="slow")]
    if not fall and (better := pattern("improved").search(text) or pattern("deteriorated").search(text)):
        # Which way is better lies in what is measured.
        worse = better.re is pattern("deteriorated")
        return [replace(base, shape=Shape.TREND, direction=0, among="better", worst=worse)]
    if rise or fall:
        at_no_time = base.negated and pattern("never-once").search(text) is not None
        return [replace(base, shape=Shape.TREND, among="never" if at_no_time else "")]
    return []


def _now_or_then(clause: Clause, amounts: list[Amount]) -> Clause:
    """Return a clause without the window of its superlative: of "4 %, the lowest in 48 years" the 4 % are of now."""
    points = tuple(y for y in clause.years if y.kind in {TimeKind.POINT, TimeKind.TERM, TimeKind.SPAN})
    return replace(clause, amounts=tuple(amounts), years=points)


def _absence(clause: Clause, base: Statement) -> Statement:
    """Read that there is none: "has not had any" speaks of all years, "has no" of now."""
    perfect = pattern("perfect-none").search(clause.text)
    named = pattern("nothing-of").search(clause.bare)
    behind = " ".join(clause.bare[named.end() :].split()[:6]) if named else ""
    if set(topic_terms(behind)) & known_things():
        base = replace(base, topic=behind, context="")
    if base.years is None and perfect:
        ever = Years(clause.start, clause.start, TimeKind.EVER, None, 9999)
        return replace(base, shape=Shape.ABSENCE, years=ever)
    return replace(base, shape=Shape.ABSENCE)


def undated(clause: Clause, statement: Statement) -> Statement:
    """Leave a movement open whose time hangs on something that nobody dated: "since the plant was shut"."""
    if pattern("under-whom").search(clause.text) and not any(y.kind in _NAMED for y in clause.years):
        named = pattern("under-whom").search(clause.text)
        if named and not any(
            p.start < clause.start + named.end() and clause.start + named.start() < p.end for p in clause.places
        ):
            return replace(statement, open="when they governed")
    if pattern("undated-then").search(clause.text) and statement.years is None:
        return replace(statement, open="the year that is meant")
    since = pattern("since-then").search(clause.text) or pattern("since-it-came").search(clause.text)
    if (
        since
        and statement.years is not None
        and statement.years.kind is TimeKind.POINT
        and statement.shape in {Shape.TREND, Shape.CHANGE}
    ):
        return replace(statement, years=replace(statement.years, kind=TimeKind.SINCE, last=9999))
    moving = statement.shape in {Shape.TREND, Shape.CHANGE, Shape.EXTREME, Shape.ABSENCE}
    if not moving or clause.years or statement.years is not None or not pattern("open-since").search(clause.text):
        return statement
    return replace(statement, open=UNDATED)


_NAMED = frozenset({TimeKind.TERM, TimeKind.SINCE, TimeKind.SPAN, TimeKind.POINT})
"""Years that say when somebody governed, or what is meant all the same."""


_READERS: tuple[Callable[[Clause, Statement], list[Statement]], ...] = (
    no_other_statements,
    beyond_the_next,
    rank_by_count,
    _never_been,
    _only,
    _peaked,
    _largest_change,
    _superlative,
    _compared,
    _of_amounts,
    _moving,
)
"""The kinds of statements, in the order in which they are tried; the first that is found is what a clause states."""
