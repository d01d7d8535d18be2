"""Claims on the count of an event's editions: "the eighth edition", "held for eight years", "first held in 2018".

`details`: the event as in `events`; `number` of the edition, or `years` for which it was held, or neither where the
claim gives the period of the first edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.reading.claims.build import claim_span, event_details, make_claim, name_of, period_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.vocabulary import NUMBER_WORDS
from onrecord.reading.context import Context
from onrecord.reading.grammar import Match, matches
from onrecord.reading.mentions import NameMention
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import cell_words, word_table
from onrecord.terms.time import Period


def find_edition_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the claims on how often an event was held, and since when."""
    yield from _of_a_place(context, tagged)
    for match in matches("event-edition", tagged):
        # "Third in a series that began in Paris" is not said of the edition in Paris.
        spoken_of = context.main_event if match.rule == "nth-in-series" else context.event_spoken_of(tagged)
        event = name_of(tagged, match, "event") or spoken_of
        details = _counted(match)
        period = period_of(tagged, match)
        if details.get("number") == 1 and (when := _only_date(context, tagged)):
            period, details = when, {}  # "the first was held in 2018" says since when
        if event is None or not (details or period):
            continue
        claim = make_claim(
            context,
            ClaimType.EDITION,
            claim_span(tagged, match),
            event.best.id,
            event.best.name,
            period=period,
            details=event_details(event) | details,
        )
        if claim:
            yield claim


_PLACE_NTH = re.compile(
    r"^(?P<claim><(?P<place>(?:place|government):\d+)> (?:was|came|followed|had|hosted|is)(?: as)?(?: the)?"
    r" (?P<nth>[a-z]+|\d+[a-z]+)"
    r"(?: edition| summit| meeting| gathering| one| in line| to host)?)(?:,? (?:in|on|and|with|,)|\.|$)"
)


def _of_a_place(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield which edition a place had: "Seoul was second", in an article on the series, and when."""
    found, about = _PLACE_NTH.match(tagged.text), context.main_event
    number = ordinal(found["nth"]) if found else 0
    if found is None or about is None or not number:
        return
    place = tagged.mentions.get(found["place"])
    own = next((one.series for one in context.occasions if one.meaning.id == about.best.id), about.best.id)
    there = [
        one
        for one in context.occasions
        if isinstance(place, NameMention) and one.series == own and one.places[0] in place.ids
    ]
    if len({one.meaning.id for one in there}) != 1:
        return
    meaning, span = there[0].meaning, tagged.span(*found.span("claim"))
    details = {"series": "", "event": meaning.id, "year": None, "period": None}
    for kind, period, more in (
        (ClaimType.EDITION, None, {"number": number}),
        (ClaimType.EVENT_DATE, _only_date(context, tagged), {"moment": "held"}),
    ):
        if kind is ClaimType.EDITION or period:
            claim = make_claim(
                context,
                kind,
                span,
                meaning.id,
                meaning.name,
                period=period,
                details=details | more | {"period": period},
            )
            if claim:
                yield claim


def _only_date(context: Context, tagged: Tagged) -> Period | None:
    """Return the one date of a sentence, which tells the edition that it speaks of."""
    periods = {date.period for date in context.dates_in(tagged.sentence.span) if date.period}
    return periods.pop() if len(periods) == 1 else None


def _counted(match: Match) -> dict[str, int]:
    if word := match.texts.get("nth"):
        number = ordinal(word)
        return {"number": number} if number else {}
    if word := match.texts.get("years"):
        years = int(word) if word.isdigit() else NUMBER_WORDS.get(word, 0)
        return {"years": years} if years else {}
    return {}


def ordinal(word: str) -> int:
    """Return the number of an ordinal in words or digits; 0 where it is none.

    >>> ordinal("eighth"), ordinal("12th"), ordinal("last")
    (8, 12, 0)
    """
    if word[:1].isdigit():
        return int(word.rstrip("abcdefghijklmnopqrstuvwxyz"))
    for row in word_table("ordinal_numbers"):
        if word in cell_words(row["words"]):
            return int(row["number"])
    return 0
