"""Find what a text states about series, clause by clause."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.reading.series.amounts import find_amounts
from onrecord.reading.series.clause_statements import clause_statements, undated
from onrecord.reading.series.clauses import Clause, blank, is_scope, listed, set_apart, split_clauses, topic_of
from onrecord.reading.series.cues import pattern
from onrecord.reading.series.office import country_of_term
from onrecord.reading.series.ours import bracketed_home, our_mentions, without_brackets
from onrecord.reading.series.places import WORLD, find_places
from onrecord.reading.series.statement import Shape, Statement
from onrecord.reading.series.superlatives import find_superlative
from onrecord.reading.series.times import find_years
from onrecord.reading.series.topic import known_things, topic_terms
from onrecord.reading.series.unread import unread_of
from onrecord.reading.series.years import TimeKind, Years
from onrecord.terms.time import Day


def find_statements(
    text: str, day: Day, *, home: str = "", claimant: str = "", extra: Sequence[tuple[str, str]] = ()
) -> tuple[Statement, ...]:
    """Return what a text states about series, as of the day on which it was said.

    `home` is the country of "we" and "our country"; `extra` are further names with the entities that they mean.

    >>> found = find_statements("Unemployment in Ghana has risen.", Day(2020, 5, 1))
    >>> [(s.shape.value, s.places, s.direction) for s in found]
    [('trend', ('GHA',), 1)]
    """
    hidden = blank(text, [match.span() for match in pattern("reporting").finditer(text)])
    hidden = blank(hidden, [match.span() for match in pattern("conditional").finditer(hidden)])
    hidden = blank(hidden, [match.span() for match in pattern("contrast").finditer(hidden)])
    asides = [
        match.span() for name in ("interjection", "no-wonder", "set-aside") for match in pattern(name).finditer(hidden)
    ]
    hidden = blank(hidden, asides)
    hidden = pattern("whole-part").sub(lambda match: match["article"].rjust(len(match.group()) - 1) + " ", hidden)
    heights = list(pattern("height-of").finditer(hidden))
    hidden = blank(hidden, [match.span("what") for match in heights])
    hidden = blank(hidden, [match.span("what") for match in pattern("since-its-peak").finditer(hidden)])
    hidden = pattern("poverty-line").sub(lambda match: POOREST.ljust(len(match.group())), hidden)
    places = find_places(hidden, extra)
    if own := bracketed_home(hidden, places):
        home, places = own.code, [place for place in places if place is not own]
        hidden = without_brackets(hidden, own)
    hidden = re.sub(r"[\[\]“”\"]", " ", hidden)
    home = home or (country_of_term(hidden, day) if not places else "")
    country = next((place.code for place in places if not place.group), home)
    years = _without_named_terms(find_years(hidden, day, claimant, country), text)
    # "Since Russia's invasion of Ukraine" speaks of neither.
    places = [place for place in places if not any(one.start <= place.start < one.end for one in years)]
    aged = [match.span() for match in pattern("aged").finditer(hidden)]

    def apart(start: int, end: int) -> bool:
        return not any(a < end and start < b for a, b in [*((y.start, y.end) for y in years), *aged])

    amounts = [amount for amount in find_amounts(hidden) if apart(amount.start, amount.end)]
    bounds = split_clauses(hidden)
    for start, end in bounds:
        inside_it = [place for place in places if start <= place.start < end]
        places = sorted([*places, *our_mentions(hidden[start:end], start, inside_it, home)], key=lambda p: p.start)
    spans = [(p.start, p.end) for p in places]
    spans += [(y.start, y.end) for y in years] + [(a.start, a.end) for a in amounts]
    spans += [match.span("event") for match in heights]
    # What a country's people are called says nothing of what is counted; "the world's" neither.
    aside = [match.span() for name in ("not-topic", "circumstance") for match in pattern(name).finditer(hidden)]
    bare = blank(hidden, [*spans, *aside])
    clauses = []
    for start, end in bounds:
        inside = tuple(amount for amount in amounts if start <= amount.start < end)
        clauses.append(
            Clause(
                start,
                end,
                hidden[start:end],
                tuple(place for place in places if start <= place.start < end),
                tuple(one for one in years if start <= one.start < end),
                inside,
                topic_of(bare[start:end], hidden[start:end], start, inside),
                bare[start:end],
            )
        )
    found = _read(clauses, bare, day, home)
    left = unread_of(clauses, found)
    return tuple(replace(statement, unread=left) for statement in found) if left else found


POOREST = "in extreme poverty"
"""What people mean who say on how little money a day somebody lives."""


def _without_named_terms(years: Sequence[Years], text: str) -> list[Years]:
    """Leave out a term of office whose years an editor has put behind it: "in Lula's first two terms [2003-2010]"."""
    named = {
        one
        for one, following in itertools.pairwise(years)
        if one.kind is TimeKind.TERM and re.fullmatch(r"[\w\s'’]{0,30}[\[(]", text[one.end : following.start])
    }
    begun = {
        following
        for one, following in itertools.pairwise(years)
        # "Since we took over in January 2017" is one time.
        if one.kind is TimeKind.SINCE
        and following.kind is TimeKind.POINT
        and one.first in {following.last, following.last + 1}
        and re.fullmatch(r"[\w\s,]{0,16}", text[one.end : following.start])
    }
    return [one for one in years if one not in named | begun]


def _read(clauses: Sequence[Clause], bare: str, day: Day, home: str) -> tuple[Statement, ...]:
    found: list[Statement] = []
    places: tuple[str, ...] = (home,) if home else (WORLD,)
    everywhere = tuple(dict.fromkeys(code for clause in clauses for code in _subjects(clause)))
    if everywhere:
        places = everywhere[:1] if len(clauses) > 1 else everywhere
    topic = ""
    carried: Years | None = None
    for clause in clauses:
        subjects, before = _subjects(clause), ""
        # "..., three times that of China" goes on about the place of before.
        if subjects and not (clause is not clauses[0] and pattern("continued").match(clause.text)):
            places = subjects
        elif home and everywhere and home not in places and pattern("we").search(clause.text):
            places = (home,)
        if set(topic_terms(clause.topic)) & known_things() or not topic:
            topic = clause.topic
        elif topic_terms(clause.topic) and _of_another(clause):
            before, topic = topic, clause.topic
        elif topic_terms(clause.topic):
            # "Its production", "this share": what is meant was named before.
            topic = f"{topic} . {clause.topic}"
        context = clause.topic if topic == clause.topic and _of_another(clause) and found else bare
        measured = _or_implied(topic or bare, clause.text)
        if _place_grew(clause) and not set(topic_terms(measured)) & known_things():
            measured, context = "economic growth", ""
        made = clause_statements(clause, places, measured, context, day)
        if not made and before:
            # "A tragedy that they left us" is of nothing that goes on.
            topic = before
        made = [undated(clause, each) for statement in made for each in _one_by_one(clause, statement)]
        if not everywhere and home:
            made = [replace(statement, implied=True) for statement in made]
        if pattern("not-said").search(clause.text):
            continue
        for stated in made:
            statement = _of_the_same(stated, found[-1]) if found else stated
            moving = statement.shape in _MOVEMENTS and pattern("anaphor").search(clause.text)
            if statement.years is None and carried is not None and not clause.years:
                # "..., while Germany's shrank": what is measured was named before, and when.
                short = statement.shape in _MOVEMENTS and not set(topic_terms(clause.topic)) & known_things()
                windowed = (moving or short) and found and found[-1].shape in _MOVEMENTS
                if _refers(clause.text) or windowed:
                    statement = replace(statement, years=carried)
            if (
                statement.shape is Shape.EXTREME
                and statement.against_years is None
                and carried is not None
                and (carried.kind is TimeKind.POINT or carried.season)
                and clause is not clauses[0]
            ):
                statement = replace(statement, against_years=carried)
            found.append(statement)
        if clause.years:
            carried = clause.years[-1]
    return tuple(_with_periods(_since_both(found)))


def _since_both(found: Sequence[Statement]) -> list[Statement]:
    """Give a movement the years at the end of its sentence: "have fallen in France but risen in India since 2000"."""
    dated = list(found)
    for at, (one, following) in enumerate(itertools.pairwise(found)):
        same = one.topic == following.topic and one.shape in _MOVEMENTS and following.shape in _MOVEMENTS
        ahead = following.years is not None and following.years.kind in {TimeKind.SINCE, TimeKind.SPAN, TimeKind.LAST}
        if same and one.years is None and ahead and not one.open:
            dated[at] = replace(one, years=following.years)
    return dated


def _subjects(clause: Clause) -> tuple[str, ...]:
    """Return the places that a clause speaks of, each once."""
    apart = set_apart(clause) if find_superlative(clause.text) else set()
    named = (place.code for place in clause.places if not is_scope(place, clause))
    return tuple(dict.fromkeys(code for code in named if code not in apart))


_MOVEMENTS = frozenset({Shape.TREND, Shape.CHANGE})

_OF_EACH = frozenset({Shape.LEVEL, Shape.SHARE, Shape.CHANGE, Shape.TREND, Shape.ABSENCE})
"""Statements that are made of every place of a list: "unemployment has risen in Ghana, Kenya and Nigeria"."""


def _one_by_one(clause: Clause, statement: Statement) -> list[Statement]:
    """Return a statement for each place of a list, where it is not made of all of them together."""
    if len(statement.places) < 2 or statement.shape not in _OF_EACH or statement.combined or statement.among == "only":
        return [statement]
    mentions = [p for p in clause.places if p.code in statement.places and not is_scope(p, clause)]
    if len(mentions) != len(statement.places) or not listed(clause, mentions):
        return [statement]
    return [replace(statement, places=(place.code,)) for place in mentions]


def _of_the_same(statement: Statement, before: Statement) -> Statement:
    """Rank by the movement that the text spoke of before: "only four countries have done better on that"."""
    if (
        statement.shape is not Shape.RANK
        or statement.among != "than"
        or before.shape not in {Shape.CHANGE, Shape.TREND}
    ):
        return statement
    return replace(statement, among="change", direction=before.direction, years=statement.years or before.years)


def _of_another(clause: Clause) -> bool:
    """Say whether a clause begins with a thing of its own that nobody measures: "the shilling fell"."""
    subject = pattern("own-subject").match(clause.text)
    return subject is not None and bool(topic_terms(subject["noun"])) and not pattern("anaphor").search(clause.text)


def _or_implied(topic: str, text: str) -> str:
    """Return what is measured where nothing is named: a country that grows is an economy, people are counted."""
    if pattern("warms").search(text):
        return f"{topic} . temperature"
    if pattern("summed-over-time").search(text):
        return f"{topic} . cumulative"
    if pattern("hours-worked").search(text):
        return f"{topic} . working hours"
    counted = pattern("peopled").search(text) or pattern("people-counted").search(text)
    if counted and not topic_terms(topic):
        return f"{topic} . population"
    if topic_terms(topic) and set(topic_terms(topic)) & known_things():
        return topic
    return f"{topic} . economic growth" if pattern("grew").search(text) and not topic_terms(topic) else topic


def _place_grew(clause: Clause) -> bool:
    """Say whether it is a country itself that grows: "Ecuador grew", "we have been growing"."""
    return any(pattern("grew-itself").match(clause.text, place.end - clause.start) for place in clause.places)


def _with_periods(found: list[Statement]) -> list[Statement]:
    """Give a change without years the two periods whose levels stand behind it."""
    levels = [
        s
        for s in found
        if s.shape is Shape.LEVEL and s.years is not None and s.years.kind in {TimeKind.SPAN, TimeKind.POINT}
    ]
    if len(levels) != 2:
        return found
    return [
        replace(s, years=levels[0].years, against_years=levels[1].years)
        if s.shape is Shape.CHANGE and (s.years is None or s.years.kind is TimeKind.SPAN) and s.start < levels[0].start
        else s
        for s in found
    ]


def _refers(text: str) -> bool:
    return (
        re.search(r"\b(?:that year|then|that time|the same (?:year|period)|for that)\b", text, re.IGNORECASE)
        is not None
    )
