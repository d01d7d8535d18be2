"""Claims on meetings of two people, and on earlier editions that a sentence tells by place and date.

`details`: as in `events`; of a meeting `meeting` (the ids of the two) for the event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from onrecord.reading.claims.build import claim_span, make_claim, name_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.clauses import date_of_verb
from onrecord.reading.context import Context
from onrecord.reading.document import Span
from onrecord.reading.grammar import Match, expand, matches
from onrecord.reading.mentions import DateMention, NameMention
from onrecord.reading.tagged import Tagged

_SERIES_WORDS = re.compile(
    r"\b(?:first|second|third|fourth|previous|earlier|past|last) "
    r"(?:ones?|meetings?|summits?|editions?|conferences?|gatherings?|took|was|were|had)\b"
    r"|\bseries\b|\bwent on to\b|\bbegan at\b"
)


_PAIR = re.compile(expand(r"(?P<claim>(?:(?:in|at|to) )?(?P<place>{PLACE}) (?:in|on) (?P<date>{DATE}))"))


_PLACED = re.compile(r"<event:\d+> (?:took place|was held|is held|will be held|opened|opens|ended) $")


def find_meetings(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield where and when two people met, and where and when earlier editions were."""
    yield from _earlier_editions(context, tagged)
    for match in matches("meeting", tagged):
        yield from _meeting(context, tagged, match)


def _earlier_editions(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield where and when earlier editions were: "the first was held in Paris in May, the second in Rome in June"."""
    about = context.main_event
    if about is None or not _SERIES_WORDS.search(tagged.text):
        return
    own = next((one.series for one in context.occasions if one.meaning.id == about.best.id), about.best.id)
    for found in _PAIR.finditer(tagged.text):
        place = tagged.mentions.get(found["place"].strip("<>"))
        date = tagged.mentions.get(found["date"].strip("<>"))
        if not isinstance(place, NameMention) or not isinstance(date, DateMention) or date.period is None:
            continue
        there = [one for one in context.occasions if one.series == own and place.best.id in one.places]
        if len({one.meaning.id for one in there}) != 1 or _PLACED.search(tagged.text[: found.start()]):
            continue
        span = tagged.span(*found.span("claim"))
        meaning = there[0].meaning
        details: dict[str, Any] = {"series": "", "event": meaning.id, "year": None, "period": date.period}
        where = details | {"place": place.best.id, "place_name": place.best.name}
        when = details | {"moment": "held"}
        for type_, parts, period in ((ClaimType.EVENT_PLACE, where, None), (ClaimType.EVENT_DATE, when, date.period)):
            claim = make_claim(context, type_, span, meaning.id, meaning.name, period=period, details=parts)
            if claim:
                yield claim


def _meeting(context: Context, tagged: Tagged, match: Match) -> Iterator[Claim]:
    """Yield where and when two people met."""
    one, two = name_of(tagged, match, "one"), name_of(tagged, match, "two")
    if one is None or two is None or len(one.ids) > 1 or len(two.ids) > 1 or one.ids == two.ids:
        return
    place, date = name_of(tagged, match, "place"), date_of_verb(tagged, *match.groups["verb"])
    names = f"{one.best.name} and {two.best.name}"
    details: dict[str, Any] = {"series": "", "event": "", "year": None, "meeting": (one.best.id, two.best.id)}
    span = claim_span(tagged, match)
    if date:
        span = Span(min(span.start, date.span.start), max(span.end, date.span.end))
        details["period"] = date.period
    claims: list[Claim | None] = []
    if place:
        whereabouts = details | {"place": place.best.id, "place_name": place.best.name}
        claims.append(make_claim(context, ClaimType.EVENT_PLACE, span, one.best.id, names, details=whereabouts))
    if date:
        moment = details | {"moment": "held"}
        claims.append(
            make_claim(context, ClaimType.EVENT_DATE, span, one.best.id, names, period=date.period, details=moment)
        )
    yield from (claim for claim in claims if claim)
