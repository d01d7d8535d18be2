"""Years that are named by who governed in them, or by an event: terms of office, independence, a pandemic."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from onrecord.reading.numerals import value_of_words
from onrecord.reading.series.cues import pattern
from onrecord.reading.series.places import names_person, place_table
from onrecord.reading.series.years import TimeKind, Years
from onrecord.reading.words import cell_words
from onrecord.terms.time import Day


@dataclass(frozen=True, slots=True)
class Term:
    """A term of office: the whole years that count for it."""

    names: tuple[str, ...]
    country: str
    first: int
    last: int
    begun: int


@cache
def terms_of_office() -> tuple[Term, ...]:
    """Return all terms; a year that began under another counts for whoever held office in the larger part of it."""
    found = []
    for row in place_table("terms_of_office"):
        start = Day.fromisoformat(row["from"])
        end = Day.fromisoformat(row["to"]) if row["to"] else None
        first = start.year if start.month <= 6 else start.year + 1
        last = 9999 if end is None else (end.year - 1 if end.month <= 6 else end.year)
        found.append(Term(cell_words(row["names"]), row["country"], first, max(first, last), start.year))
    return tuple(found)


def _term(names: str, country: str, now: int) -> Term | None:
    """Return the last term of a person, by a text that names them, that had begun in the year of the text."""
    fitting = [
        term
        for term in terms_of_office()
        if term.begun <= now
        and (not country or term.country == country)
        and any(names_person(name, names) for name in term.names)
    ]
    return max(fitting, key=lambda term: term.first, default=None)


def country_of_term(text: str, day: Day) -> str:
    """Return the country of the only head of government whom a text names; empty where it names none.

    >>> country_of_term("Former president Mwai Kibaki raised growth.", Day(2023, 2, 1))
    'KEN'
    """
    found = {
        term.country
        for term in terms_of_office()
        if term.begun <= day.year and any(names_person(name, text) for name in term.names)
    }
    return found.pop() if len(found) == 1 else ""


def _first_of(name: str, term: Term, *, several: bool) -> Term:
    """Return the first years in office of somebody who came back: one term of them, or all until they first left."""
    first = min((t for t in terms_of_office() if name in t.names and t.country == term.country), key=lambda t: t.first)
    return first if several else replace(first, last=min(first.last, first.first + ONE_TERM - 1))


ONE_TERM = 4
"""A term of office has so many years in most countries whose presidents are counted by their terms."""


def _ruling(country: str, year: int) -> list[Term]:
    return sorted(
        (t for t in terms_of_office() if t.country == country and t.first <= year), key=lambda t: (t.first, t.last)
    )


def _ruling_now(said: str, home: str, now: int) -> Term | None:
    """Return the term of those who govern now, where a minister or a member of the party says "since we came in"."""
    if not home or re.search(r"\b(?:I|my)\b", said):
        return None
    return max((t for t in _ruling(home, now) if t.last >= now), key=lambda t: t.first, default=None)


def years_of_terms(text: str, now: int, claimant: str, home: str) -> list[Years]:
    """Return the years of the terms of office that a text names, or that its speaker calls their own."""
    found: list[Years] = []
    seen: set[tuple[int, int]] = set()
    if pattern("term-cue").search(text):
        for term in sorted(terms_of_office(), key=lambda t: -t.first):
            if term.begun > now:
                continue
            for name in term.names:
                # A name that does not stand there needs no pattern.
                match = re.search(rf"(?<![\w.]){re.escape(name)}(?:['’]s)?(?!\w)", text) if name in text else None
                if not match or any(match.start() < end and start < match.end() for start, end in seen):
                    continue
                more = pattern("of-government").match(text, match.end())
                begin, end = match.start(), more.end() if more else match.end()
                nth = pattern("first-terms").match(text, match.end())
                meant = _first_of(name, term, several=bool(nth["n"])) if nth else term
                end = nth.end() if nth else end
                seen.add((begin, end))
                since = pattern("since-term").search(text[: match.start()])
                kind = TimeKind.SINCE if since else TimeKind.TERM
                last = now if since else min(meant.last, now)
                if part := pattern("term-part").search(text[: match.start()]):
                    begin, kind = part.start(), TimeKind.TERM
                    last = meant.first + int(value_of_words(part["n"].lower()) or part["n"]) - 1
                found.append(Years(begin, end, kind, min(meant.first, now), max(last, min(meant.first, now))))
    own = pattern("own-term").search(text)
    if own:
        mine = _term(claimant, "", now) or _ruling_now(own.group(), home, now)
        if mine and own["nth"]:
            year = mine.first + {"first": 0, "second": 1, "third": 2}[own["nth"].lower()]
            found.append(Years(own.start(), own.end(), TimeKind.TERM, year, year))
        elif mine and (own["since"] or "").lower() == "when":
            # What stood there when they took over is of the year in which they did, or the one before.
            found.append(Years(own.start(), own.end(), TimeKind.POINT, mine.begun - 1, mine.begun))
        elif mine:
            later = (own["since"] or "").lower() in {"since", "after", "from"} and not own["ended"]
            last = now if later else min(mine.last, now)
            found.append(
                Years(
                    own.start(),
                    own.end(),
                    TimeKind.SINCE if later else TimeKind.TERM,
                    min(mine.first, now),
                    max(last, mine.first),
                )
            )
    past = pattern("last-term").search(text)
    if past and not found and home:
        ruling = _ruling(home, now)
        ended = [t for t in ruling if t.last < now]
        if ended:
            found.append(Years(past.start(), past.end(), TimeKind.TERM, ended[-1].first, ended[-1].last))
    return found


def years_of_named_periods(text: str, now: int, country: str) -> list[Years]:
    """Return the years of named periods: independence, a pandemic, a war."""
    found = []
    independence = pattern("independence").search(text)
    if independence and country:
        for row in place_table("independence"):
            if row["country"] == country:
                year = int(row["year"])
                since = bool(independence["since"])
                kind = TimeKind.SINCE if since else TimeKind.POINT
                found.append(Years(*independence.span(), kind, year, now if since else year))
    for row in place_table("named_periods"):
        for name in cell_words(row["names"]):
            if name not in text.lower():
                continue
            match = re.search(
                rf"\b(?P<how>since|after|before|during|following|amid)\s+(?:the\s+)?(?:[\w'’]+\s+)?{re.escape(name)}(?:\s+(?:began|started|hit|struck|ended))?\b",
                text,
                re.IGNORECASE,
            )
            if not match or any(years.start < match.end() and match.start() < years.end for years in found):
                continue
            first, last, before = int(row["from"]), min(int(row["to"]), now), int(row["before"])
            how = match["how"].lower()
            if how in {"since", "after", "following"}:
                found.append(Years(*match.span(), TimeKind.SINCE, before, now))
            elif how == "before":
                found.append(Years(*match.span(), TimeKind.POINT, before, before))
            else:
                found.append(Years(*match.span(), TimeKind.SPAN, first, last))
    return found
