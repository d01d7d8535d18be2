"""What a clause says of its statement before its kind is known: years, scope, direction, what is denied."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.reading.series.clauses import Clause, blank, is_scope, listed
from onrecord.reading.series.cues import cue, has, movement, pattern
from onrecord.reading.series.places import WORLD, part_of_country
from onrecord.reading.series.statement import Shape, Statement
from onrecord.reading.series.topic import known_things, topic_terms
from onrecord.reading.series.years import TimeKind, Years
from onrecord.terms.time import Day


def frame_of(clause: Clause, places: tuple[str, ...], topic: str, context: str, day: Day) -> Statement:
    """Return what a clause states, as a level until its kind is read; `topic` and `context` name what is measured."""
    text = clause.text
    years = _telling_years(clause)
    if years is not None and any(y.fine for y in clause.years):
        years = replace(years, fine=True)
    against = None
    if has("first", text) and (reach := [y for y in clause.years if y.kind in {TimeKind.WITHIN, TimeKind.EVER}]):
        against, years = next((y for y in clause.years if y.kind is TimeKind.POINT), None), reach[0]
    rise, fall = movement(text)
    topic, context = _what_was_moved(clause) or (topic, context)
    by_head = pattern("average-person").search(text) is not None
    return Statement(
        Shape.LEVEL,
        clause.start,
        clause.end,
        f"{topic} . per capita" if by_head else topic,
        context,
        places,
        years,
        against_years=against,
        every=has("every", _without_places(clause)),
        average=has("average", text) and not by_head,
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
        direction=1 if rise and not fall else -1 if fall and not rise else _first_direction(text),
        stepwise=pattern("every-step").search(text) is not None,
        rest=pattern("elsewhere").search(text) is not None or pattern("rest-of").match(text.lstrip()) is not None,
        open=_undecidable(clause),
    )


def _without_places(clause: Clause) -> str:
    """Return the words of a clause between its places: in "the entire planet" nothing is said of entire years."""
    return blank(clause.text, [(place.start - clause.start, place.end - clause.start) for place in clause.places])


def _undecidable(clause: Clause) -> str:
    """Return what keeps all that a clause states from being decided; empty where nothing does."""
    text = clause.text
    if any(p.people and pattern("from-there").match(text[p.end - clause.start :]) for p in clause.places):
        return "where they came from"
    if part := part_of_country(_without_places(clause)):
        return f"values of {part}"
    moved = pattern("moved-apart").search(text)
    if moved and moved["what"].lower().startswith("their ") and topic_terms(clause.bare[: moved.start()]):
        # "German farmers have brought their emissions down" speaks of no others.
        return "what they alone have"
    if pattern("constant-pace").search(text):
        return "whether its pace was the same"
    if pattern("no-more-in-any-year").search(text):
        return "the year with which the others are compared"
    if pattern("spells-apart").search(text):
        return "numbers of the two spells"
    return "which countries are meant" if pattern("unknown-group").search(text) else ""


def _telling_years(clause: Clause) -> Years | None:
    """Return the years that a clause is about: a date before a term of office, and that before "now"."""
    dated = [years for years in clause.years if years.kind is not TimeKind.NOW]
    if len(dated) > 1 and dated[0].kind is TimeKind.TERM:
        since = next((years for years in dated[1:] if years.kind in {TimeKind.SINCE, TimeKind.SPAN}), None)
        if since is not None and since.first is not None and since.first > (dated[0].first or 0):
            return since
    if len(dated) > 1 and dated[0].kind in {TimeKind.WITHIN, TimeKind.LAST}:
        # "In just three years, between 2017 and 2020" is those years, whenever it is said.
        return next((years for years in dated[1:] if _is_as_long(years, dated[0])), dated[0])
    return next(iter(dated), clause.years[0] if clause.years else None)


def _is_as_long(one: Years, other: Years) -> bool:
    """Say whether a span of named years is as long as another, give or take a year."""
    if one.kind is not TimeKind.SPAN or one.first is None or other.first is None:
        return False
    return abs((one.last - one.first) - (other.last - other.first)) <= 1


def _what_was_moved(clause: Clause) -> tuple[str, str] | None:
    """Return what a clause says was brought down or driven up, and no more: "the reform brought inflation down"."""
    apart = pattern("moved-apart").search(clause.text)
    what = clause.bare[apart.start("what") : apart.end("what")] if apart else ""
    return (what, "") if set(topic_terms(what)) & known_things() else None


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
        if (
            place.group
            and re.search(r"\bof\s+(?:the\s+)?(?:entire\s+)?$", text[: place.start - clause.start], re.IGNORECASE)
            and pattern("part").search(text[: place.start - clause.start])
        ):
            return place.code
    if pattern("of-population").search(text):
        return "population"
    return ""
