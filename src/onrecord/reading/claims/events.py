"""Claims on events: where and when they are held, and for how many days.

`details`: `series` or `event`, `year` of the edition; for places `place` and `place_name`; for dates `moment`
(`held`, `opens`, `closes`) and `planned` where it was to be so, for durations `days`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.reading.claims.build import claim_span, event_details, make_claim, name_of, period_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.vocabulary import NUMBER_WORDS
from onrecord.reading.context import Context
from onrecord.reading.grammar import Match, matches, phrase_list
from onrecord.reading.mentions import NameMention
from onrecord.reading.tagged import Tagged
from onrecord.terms.time import Period

_ANOTHER = re.compile(
    r"\b(?:next|previous|future|following|earlier|later|last(?! (?:week|month|year|quarter|\w+day\b|[A-Z])))\s+"
    r"(?:[\w’'-]+\s+){0,2}$",
    re.IGNORECASE,
)


_UNTIL = re.compile(r"\b(?:until|till|through)\b")


def find_event_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the place, date and duration claims of a sentence."""
    for match in matches("event-place", tagged):
        claim = _place(context, tagged, match)
        if claim:
            yield claim
    yield from _named_after_places(context, tagged)
    for match in matches("event-date", tagged):
        claim = _date(context, tagged, match)
        if claim:
            yield claim
    for match in matches("event-duration", tagged):
        claim = _duration(context, tagged, match)
        if claim:
            yield claim


_SET_APART = re.compile(r"\b(?:after|since|unlike|than|before|following|like|from)\s+(?:the|that)\s*$", re.IGNORECASE)


def _is_set_apart(context: Context, event: NameMention) -> bool:
    """Say whether a reference is set beside the article's own event: "half a year after the talks in"."""
    return bool(_SET_APART.search(context.before(event.span, 40)))


def _place(context: Context, tagged: Tagged, match: Match) -> Claim | None:
    place = name_of(tagged, match, "place")
    # "The robots are on show in Paris" is said of the event that the article is about.
    event = name_of(tagged, match, "event") if "event" in match.groups else context.main_event
    if event is None or place is None or _is_another_edition(context, event):
        return None
    if event.reference and match.rule == "event-in" and _is_set_apart(context, event):
        # "The gathering at Bletchley Park" is told from others by its place: it states none of the event named before.
        return None
    if event.described and match.rule == "place-event":
        # "The Shanghai conference" was found by its place.
        return None
    details = event_details(event, period=_only_period(context, tagged))
    details |= {"place": place.best.id, "place_name": place.best.name}
    return make_claim(
        context, ClaimType.EVENT_PLACE, claim_span(tagged, match), event.best.id, event.best.name, details=details
    )


def _named_after_places(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the places that names of events carry: "the Paris summit" says where it is held."""
    for _, event in tagged.names():
        # "It" bears no name, whatever it stands for.
        if event.place is not None and " " in context.document.quote(event.span):
            details = event_details(event) | {"place": event.place.id, "place_name": event.place.name}
            claim = make_claim(
                context, ClaimType.EVENT_PLACE, event.span, event.best.id, event.best.name, details=details
            )
            if claim:
                yield claim


def _date(context: Context, tagged: Tagged, match: Match) -> Claim | None:
    event, period = name_of(tagged, match, "event"), period_of(tagged, match)
    if match.rule == "first-day-was":
        event = event or context.main_event
    if event is None or period is None or _is_edition(period, match) or _is_another_edition(context, event):
        return None
    details = event_details(event, period=period) | {"moment": _moment(tagged, match)}
    if "verb" in match.groups and _WAS_TO.search(tagged.text[: match.groups["verb"][0]]):
        details |= {"planned": True}
    return make_claim(
        context,
        ClaimType.EVENT_DATE,
        claim_span(tagged, match),
        event.best.id,
        event.best.name,
        period=period,
        details=details,
    )


_WAS_TO = re.compile(
    r"\b(?:was|were|had been) (?:originally |initially |first )?(?:due |set |scheduled |meant |supposed |planned )?to $"
)
"""What stands before the verb of what was planned: "was to end on"."""

_LAST_DAY = frozenset({"last day", "final day", "closing day"})


def _moment(tagged: Tagged, match: Match) -> str:
    """Return what is dated: that it is held, that it opens or that it closes; what "stays open until" a day closes."""
    verb = match.texts.get("verb", "")
    if phrase_list("CLOSE").match(verb) or verb in _LAST_DAY:
        return "closes"
    if not (phrase_list("OPEN").match(verb) or verb == "first day"):
        return "held"
    until = _UNTIL.search(tagged.text[match.groups["verb"][1] : match.groups["date"][0]])
    return "closes" if until else "opens"


def _is_another_edition(context: Context, event: NameMention) -> bool:
    """Say whether the words mean an edition that they do not name: "the next summit", "the previous conference"."""
    return event.year is None and bool(_ANOTHER.search(context.before(event.span, 40)))


def _is_edition(period: Period, match: Match) -> bool:
    """Say whether the date only names the edition: "the 2024 summit", "the summit of 2024"."""
    return match.rule in {"month-event", "event-of"} and period.is_year


def _duration(context: Context, tagged: Tagged, match: Match) -> Claim | None:
    event = name_of(tagged, match, "event")
    if event is None:
        return None
    word = match.texts["days"]
    days = NUMBER_WORDS.get(word) or int(word)
    return make_claim(
        context,
        ClaimType.EVENT_DATE,
        claim_span(tagged, match),
        event.best.id,
        event.best.name,
        details=event_details(event, period=_only_period(context, tagged)) | {"moment": "lasts", "days": days},
    )


def _only_period(context: Context, tagged: Tagged) -> Period | None:
    """Return the period of the sentence, where it names just one."""
    periods = {date.period for date in context.dates_in(tagged.sentence.span)}
    return periods.pop() if len(periods) == 1 else None
