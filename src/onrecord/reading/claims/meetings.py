"""Claims on meetings: of two people, of one with people not named, and on earlier editions told by place and date.

`details`: as in `events`; of a meeting `meeting` (the ids of the two) for the event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from onrecord.reading.claims.build import claim_span, make_claim, name_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.other_editions import edition_after, edition_before, own_edition
from onrecord.reading.clauses import date_of_verb
from onrecord.reading.context import Context
from onrecord.reading.document import Span
from onrecord.reading.event_kinds import holds_word, word_groups
from onrecord.reading.grammar import expand, matches
from onrecord.reading.mentions import DateMention, NameMention
from onrecord.reading.tagged import Mention, Tagged
from onrecord.terms.time import ONE_DAY, Period

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
    yield from _next_editions(context, tagged)
    for match in matches("meeting", tagged):
        one, two = name_of(tagged, match, "one"), name_of(tagged, match, "two")
        if one and two:
            place = name_of(tagged, match, "place")
            yield from _meeting(context, tagged, (one, two), place, match.groups["verb"], claim_span(tagged, match))
    yield from _of_the_two(context, tagged)
    yield from _with_others(context, tagged)


_THE_TWO = re.compile(
    expand(
        r"(?P<claim>(?:(?:the|both) )?(?:<qty:\d+>|^they|(?:two|pair|duo)(?: (?:leaders|presidents|men|sides))?|"
        r"(?:leaders|presidents)) (?:[a-z]+ly |will |had |have |are to ){0,2}"
        r"(?P<verb>met|meet|held talks|hold talks|held a summit|sat down|sit down|shook hands)"
        r"(?: together| face to face| in person| with each other)?(?: on {DATE})?,?"
        r"(?: (?:in|at) (?:the )?(?P<place>{PLACE}))?)"
    )
)
"""What two people named before did: "the two leaders met in Busan"."""

_TWO = re.compile(r"two(?: (?:presidents|leaders|men|sides|heads|statesmen|rivals|chiefs|bosses))?", re.IGNORECASE)


def _of_the_two(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield where and when "the two" met: the only two people of the headline."""
    found = _THE_TWO.search(tagged.text)
    people = {mention.ids: mention for mention in context.headline if mention.role == "person"}
    if found is None or len(people) != len("AB"):
        return
    counted = re.search(r"<(qty:\d+)>", found["claim"])
    if counted and not _TWO.fullmatch(context.document.quote(tagged.mentions[counted[1]].span)):
        return
    one, two = people.values()
    place = tagged.mentions.get(found["place"].strip("<>")) if found["place"] else None
    span = tagged.span(*found.span("claim"))
    where = place if isinstance(place, NameMention) else None
    yield from _meeting(context, tagged, (one, two), where, found.span("verb"), span)


_OTHERS = re.compile(
    expand(
        r"(?P<claim>(?P<one>{PERSON}) (?:[a-z]+ly |also |will |had |has ){0,2}"
        r"(?P<verb>met|meets|received|hosted|gathered|sat down|sits down|held (?:talks|a meeting|a symposium))"
        r"(?: with)? (?P<others>(?:(?!<)[a-z'-]+ ){1,5}?)(?:(?:in|at) (?:the )?(?P<place>{PLACE}),? )?"
        r"(?:on |in )?(?P<date>{DATE}))"
    )
)
"""A meeting with people who are not named: "Xi met the entrepreneurs on Monday"."""

_NEAR_DAYS = 4
"""A day further from the meeting on record is that of another one."""


def _with_others(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the day and place of a meeting with people not named: an event on record whose name tells of them."""
    found = _OTHERS.search(tagged.text)
    if found is None:
        return
    one, date = (tagged.mentions.get(found[part].strip("<>")) for part in ("one", "date"))
    if not isinstance(one, NameMention) or not isinstance(date, DateMention) or date.period is None:
        return
    near = Period(date.period.start - _NEAR_DAYS * ONE_DAY, date.period.end + _NEAR_DAYS * ONE_DAY)
    meant = [
        occasion
        for occasion in context.occasions
        if one.best.id in occasion.people
        and occasion.period.overlaps(near)
        and _tells_of(occasion.meaning.name, found["others"])
    ]
    if len(one.ids) > 1 or len(meant) != 1:
        return
    meaning, span = meant[0].meaning, tagged.span(*found.span("claim"))
    details: dict[str, Any] = {"series": "", "event": meaning.id, "year": None, "period": date.period}
    place = tagged.mentions.get(found["place"].strip("<>")) if found["place"] else None
    yield from _claims(context, (meaning.id, meaning.name), span, place, date.period, details)


def _tells_of(event: str, others: str) -> bool:
    """Say whether an event's name tells of the people that a sentence speaks of, by another word for them too."""
    name, words = event.casefold(), others.casefold()
    groups = (group for group in word_groups("party") if any(holds_word(words, word) for word in group))
    return any(holds_word(name, word) for group in groups for word in group)


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
        yield from _claims(context, (meaning.id, meaning.name), span, place, date.period, details)


_NEIGHBOUR = re.compile(
    expand(
        r"\b(?P<claim>(?P<which>next|following|previous|preceding|last)"
        r"(?: (?:one|edition|summit|conference|meeting|event|fair|gathering|forum|<event:\d+>))?"
        r"(?: (?:is|was|will|takes|took|comes|goes|had been|to be))(?: (?!<)[a-z]+){0,5}? (?:in|at|to) (?:the )?"
        r"(?P<place>{PLACE})(?:,? (?:on|in|from) (?P<date>{DATE}))?)"
    )
)


def _next_editions(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield where the edition before or after the article's own was: "the next will be in Paris"."""
    found, event = _NEIGHBOUR.search(tagged.text), context.main_event
    own = own_edition(context, event) if found and event else None
    if found is None or event is None or own is None:
        return
    after = found["which"] in {"next", "following"}
    other = edition_after(context, event, own) if after else edition_before(context, event, own)
    if other is None:
        return
    place, date = (tagged.mentions.get((found[part] or "").strip("<>")) for part in ("place", "date"))
    period = date.period if isinstance(date, DateMention) else None
    about = (other.best.id, other.best.name)
    details: dict[str, Any] = {"series": "", "event": other.best.id, "year": None, "period": period}
    yield from _claims(context, about, tagged.span(*found.span("claim")), place, period, details)


def _meeting(
    context: Context,
    tagged: Tagged,
    two: tuple[NameMention, NameMention],
    place: NameMention | None,
    verb: tuple[int, int],
    span: Span,
) -> Iterator[Claim]:
    """Yield where and when two people met."""
    first, second = two
    if len(first.ids) > 1 or len(second.ids) > 1 or first.ids == second.ids:
        return
    date = date_of_verb(tagged, *verb)
    details: dict[str, Any] = {"series": "", "event": "", "year": None, "meeting": (first.best.id, second.best.id)}
    if date:
        span = Span(min(span.start, date.span.start), max(span.end, date.span.end))
        details["period"] = date.period
    about = (first.best.id, f"{first.best.name} and {second.best.name}")
    yield from _claims(context, about, span, place, date.period if date else None, details)


def _claims(
    context: Context,
    about: tuple[str, str],
    span: Span,
    place: Mention | None,
    period: Period | None,
    details: dict[str, Any],
) -> Iterator[Claim]:
    """Yield what is said of the place and the day of an event, as far as either is given."""
    if isinstance(place, NameMention):
        whereabouts = details | {"place": place.best.id, "place_name": place.best.name}
        claim = make_claim(context, ClaimType.EVENT_PLACE, span, *about, details=whereabouts)
        if claim:
            yield claim
    if period:
        moment = details | {"moment": "held"}
        claim = make_claim(context, ClaimType.EVENT_DATE, span, *about, period=period, details=moment)
        if claim:
            yield claim
