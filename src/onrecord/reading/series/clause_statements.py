"""Read what one clause states, shape by shape."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.reading.series.amounts import Amount
from onrecord.reading.series.clauses import Clause, is_scope, listed
from onrecord.reading.series.comparing import comparison_statements, times_as
from onrecord.reading.series.cues import cue, has, is_absent, movement, pattern
from onrecord.reading.series.moving import amount_statements
from onrecord.reading.series.places import WORLD, part_of_country
from onrecord.reading.series.statement import UNDATED, Shape, Statement
from onrecord.reading.series.superlatives import (
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
    text = clause.text
    years = _telling_years(clause)
    if years is not None and any(y.fine for y in clause.years):
        years = replace(years, fine=True)
    against = None
    if has("first", text) and (reach := [y for y in clause.years if y.kind in {TimeKind.WITHIN, TimeKind.EVER}]):
        against, years = next((y for y in clause.years if y.kind is TimeKind.POINT), None), reach[0]
    rise, fall = movement(text)
    topic, context = _what_was_moved(clause) or (topic, context)
    direction = 1 if rise and not fall else -1 if fall and not rise else _first_direction(text)
    base = Statement(
        Shape.LEVEL,
        clause.start,
        clause.end,
        topic,
        context,
        places,
        years,
        against_years=against,
        every=has("every", text),
        average=has("average", text),
        combined=has("combined", text) or _sharing(clause),
        negated=_negated(text),
        novel=has("first", text),
        denied=pattern("denied").search(text) is not None,
        forecast=pattern("forecast").search(text) is not None
        or (years is not None and years.first is not None and years.first > day.year),
        cause=re.search(r"\b(?:due to|because of|caused by|thanks to|as a result of)\b", text, re.IGNORECASE)
        is not None,
        scope=_scope(clause),
        whole=_whole(clause),
        direction=direction,
        stepwise=pattern("every-step").search(text) is not None,
        rest=pattern("elsewhere").search(text) is not None or pattern("rest-of").match(text.lstrip()) is not None,
    )
    base = replace(base, open=_undecidable(text))
    if pattern("average-person").search(text):
        base = replace(base, topic=f"{base.topic} . per capita", average=False)
    if others := no_other_statements(clause, base) or rank_by_count(clause, base):
        return others
    changed = pattern("change-noun").search(text)
    found: list[Statement] = []
    never = pattern("never-been").search(text)
    if never and not clause.amounts:
        what = (never["what"] or never["much"]).lower()
        sign = -1 if what in {"less", "lower", "fewer", "smaller"} or what.endswith(("low", "few", "little")) else 1
        return [
            replace(
                base,
                shape=Shape.EXTREME,
                direction=sign,
                years=years if years is not None and years.kind not in {TimeKind.POINT, TimeKind.TERM} else None,
                against_years=next((y for y in clause.years if y.kind is TimeKind.POINT), None),
            )
        ]
    if (pattern("only").search(text) and not clause.amounts) or (pattern("only").search(text) and base.scope):
        found += only_statements(clause, base)
        if found:
            return found
    if pattern("peaked").search(text) and years is not None and years.kind is TimeKind.POINT:
        sign = -1 if "bottom" in text else 1
        return [replace(base, shape=Shape.EXTREME, direction=sign, years=None, against_years=years, among="peak")]
    superlative = find_superlative(text)
    if changed and (years is None or years.kind is not TimeKind.POINT or not clause.amounts):
        sign = -1 if has("fall", changed["what"]) else 1
        found.append(replace(base, shape=Shape.EXTREME, direction=sign, among="change"))
        if clause.amounts:
            found += amount_statements(clause, base, rise=rise, fall=fall)
        return found
    if superlative:
        found += superlative_statements(clause, base, superlative)
        left = [amount for amount in clause.amounts if amount.unit not in {"countries", "count"} or amount.value > 30]
        if left and found:
            found += amount_statements(_now_or_then(clause, left), base, rise=rise, fall=fall)
        if found:
            return found
    compared = times_as(clause, base) or comparison_statements(clause, base)
    if compared:
        taken = {one.amount.start for one in compared if one.amount is not None}
        left = [amount for amount in clause.amounts if amount.unit != "multiple" and amount.start not in taken]
        return compared + (
            amount_statements(replace(clause, amounts=tuple(left)), base, rise=rise, fall=fall) if left else []
        )
    if clause.amounts:
        return amount_statements(clause, base, rise=rise, fall=fall)
    if has("stable", text) and not (rise or fall):
        return [replace(base, shape=Shape.TREND, direction=0, among="stable")]
    if is_absent(text) and not rise and not fall:
        return [_absence(clause, base)]
    if has("slow", text):
        return [replace(base, shape=Shape.TREND, direction=0, among="slow")]
    if rise or fall:
        at_no_time = base.negated and pattern("never-once").search(text) is not None
        return [replace(base, shape=Shape.TREND, among="never" if at_no_time else "")]
    return []


def _undecidable(text: str) -> str:
    """Return what keeps all that a clause states from being decided; empty where nothing does."""
    if part := part_of_country(text):
        return f"values of {part}"
    if pattern("constant-pace").search(text):
        return "whether its pace was the same"
    return "which countries are meant" if pattern("unknown-group").search(text) else ""


def _telling_years(clause: Clause) -> Years | None:
    """Return the years that a clause is about: a date before a term of office, and that before "now"."""
    dated = [years for years in clause.years if years.kind is not TimeKind.NOW]
    if len(dated) > 1 and dated[0].kind is TimeKind.TERM:
        since = next((years for years in dated[1:] if years.kind in {TimeKind.SINCE, TimeKind.SPAN}), None)
        if since is not None and since.first is not None and since.first > (dated[0].first or 0):
            return since
    return next(iter(dated), clause.years[0] if clause.years else None)


def _what_was_moved(clause: Clause) -> tuple[str, str] | None:
    """Return what a clause says was brought down or driven up, and no more: "the reform brought inflation down"."""
    apart = pattern("moved-apart").search(clause.text)
    what = clause.bare[apart.start("what") : apart.end("what")] if apart else ""
    return (what, "") if set(topic_terms(what)) & known_things() else None


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
    since = pattern("since-then").search(clause.text)
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


def _first_direction(text: str) -> int:
    up, down = cue("rise").search(text), cue("fall").search(text)
    if up and down:
        return 1 if up.start() < down.start() else -1
    return 0


def _negated(text: str) -> bool:
    return pattern("not").search(pattern("others-have-not").sub(" ", text)) is not None


def _sharing(clause: Clause) -> bool:
    """Say whether several places have a share together: "Ghana and Ivory Coast grow 60 % of the world's cocoa"."""
    own = [p for p in clause.places if not is_scope(p, clause) and not p.group]
    if len(own) < 2 or len(clause.amounts) != 1 or has("each", clause.text):
        return False
    return pattern("share-of").search(clause.text) is not None and listed(clause, own)


def _scope(clause: Clause) -> str:
    scopes = [place.code for place in clause.places if place.group and is_scope(place, clause)]
    # "The world has judged it: ours is the freest press in Africa": the narrower one is what it is ranked in.
    if scopes:
        return next((code for code in scopes if code != WORLD), WORLD)
    return WORLD if pattern("worldwide").search(clause.text) else ""


def _whole(clause: Clause) -> str:
    """Return what a share is of: the world, a group, the population; empty where the metric itself says."""
    text = clause.text
    if not pattern("part").search(text):
        return ""
    if pattern("share-of").search(text):
        return WORLD
    for place in clause.places:
        if place.group and re.search(
            r"\bof\s+(?:the\s+)?(?:entire\s+)?$", text[: place.start - clause.start], re.IGNORECASE
        ):
            return place.code
    if pattern("of-population").search(text):
        return "population"
    return ""
