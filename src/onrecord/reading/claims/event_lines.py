"""Lines that only tell where and when the article's event is held: "Five days, 16 to 20 February", "In Paris, 3 May".

A line is one where nothing else is said: places, dates, for how many days, a word for the event. Every word must be of
these, so that no day or place of something else is taken for the event's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from onrecord.reading.claims.build import event_details, make_claim
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.vocabulary import NUMBER_WORDS
from onrecord.reading.context import Context
from onrecord.reading.document import BlockKind, Span
from onrecord.reading.event_kinds import event_nouns, is_of_kind
from onrecord.reading.mentions import DateMention, NameMention
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import one_of, words_where
from onrecord.terms.time import Period

_MARK = re.compile(r"<(?P<mark>(?:date|event|place):\d+)>(?:'s\b)?")
_WORD = re.compile(r"[a-z][a-z'-]*|\d+|<")


@cache
def _days() -> re.Pattern[str]:
    """Return for how many days something is: "five days", "two-day"."""
    return re.compile(rf"\b(?P<days>{one_of(NUMBER_WORDS)}|[1-9])[ -]days?\b")


@cache
def _of_lines() -> frozenset[str]:
    phrases = frozenset[str]().union(
        *(words_where("event_words", "kind", kind) for kind in ("line", "noun", "subject"))
    )
    return frozenset(word.lower() for phrase in phrases for word in phrase.split())


def find_event_lines(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the place, the days and the length of the event that an article is about, from a line of nothing else."""
    stay = _stay(context, tagged)
    if stay:
        yield stay
        return
    event = context.main_event
    if event is None or tagged.sentence.block.kind is BlockKind.HEADLINE:
        return
    if venue := _venue(context, event, tagged):
        yield venue
        return
    if not _says_nothing_else(tagged):
        return
    if any(m.role == "event" and m.best.id != event.best.id for _, m in tagged.names()):
        return
    if not _can_be_called(context, event, tagged):
        return
    periods = [m.period for m in tagged.mentions.values() if isinstance(m, DateMention) and m.period]
    when = periods[0] if len(periods) == 1 else None
    lasting = _days().search(tagged.text)
    if not (periods or lasting or _VENUE.match(tagged.text)):
        return
    if when is not None and not when.is_year:
        span = next(m.span for m in tagged.mentions.values() if isinstance(m, DateMention) and m.period)
        yield from _claim(context, ClaimType.EVENT_DATE, event, span, when, {"moment": "held"})
    if lasting and not (when is not None and _length(lasting) == when.days):
        span = tagged.span(lasting.start(), lasting.end())
        details = {"moment": "lasts", "days": _length(lasting)}
        yield from _claim(context, ClaimType.EVENT_DATE, event, span, None, details)
    for _, place in tagged.names():
        if place.role == "place":
            details = {"place": place.best.id, "place_name": place.best.name}
            yield from _claim(context, ClaimType.EVENT_PLACE, event, place.span, None, details)


_VENUE = re.compile(r"(?:the )?(?:venue|place|where|location|city|host city)\b:?")
_STAYED = re.compile(r"^(?:in|at) (?P<place><place:\d+>),? (?:from |on |between )?(?P<date><date:\d+>)\.?$")
_IS_THERE = re.compile(
    r"<(?P<who>person:\d+)>[^<;:]*\b(?:in|to|visits?|visited|leaves|left|tours) <(?P<place>\w+:\d+)>"
)


_AT_VENUE = re.compile(
    r"^(?P<before>[^;,]*?)\b(?:in|at|inside) (?:the |<(?:place|government):\d+>'s )?(?P<venue>[a-z][a-z' -]+[a-z])\.?$"
)


def _venue(context: Context, event: NameMention, tagged: Tagged) -> Claim | None:
    """Return the building where the event is held, told without a name on record: "races in the velodrome"."""
    found = _AT_VENUE.match(tagged.text)
    if found is None or not _of_held() >= set(_WORD.findall(_MARK.sub(" ", found["before"]))):
        return None
    quote = context.document.quote(tagged.span(*found.span("venue")))
    if set(found["venue"].split()) <= _of_held() or not (" " in quote or quote[0].isupper()):
        return None
    return make_claim(
        context,
        ClaimType.EVENT_PLACE,
        tagged.span(*found.span("venue")),
        event.best.id,
        event.best.name,
        details=event_details(event) | {"place": "", "place_name": quote},
    )


@cache
def _of_held() -> frozenset[str]:
    """Return the words that may stand before the building in which an event is held."""
    kinds = ("guest", "noun", "subject", "line", "held")
    phrases = frozenset[str]().union(*(words_where("event_words", "kind", kind) for kind in kinds))
    return frozenset(word.lower() for phrase in phrases for word in phrase.split())


def _stay(context: Context, tagged: Tagged) -> Claim | None:
    """Return when somebody was in the place where the headline has him: "Smith in Paris", "In Paris on Monday"."""
    line, head = _STAYED.match(tagged.text), context.sentences[0]
    told = _IS_THERE.search(head.text) if line and head.sentence.block.kind is BlockKind.HEADLINE else None
    if line is None or told is None:
        return None
    place, date = (tagged.mentions[line[part].strip("<>")] for part in ("place", "date"))
    who, there = (head.mentions[told[part]] for part in ("who", "place"))
    if not (isinstance(place, NameMention) and isinstance(who, NameMention) and isinstance(there, NameMention)):
        return None
    if len(who.ids) > 1 or place.best.id not in there.ids or not isinstance(date, DateMention):
        return None
    details = {"visited": place.best.id, "who": who.ids, "who_names": (who.best.name,), "place": place.best.name}
    span = tagged.span(line.start(), line.end("date"))
    return make_claim(
        context, ClaimType.ATTENDANCE, span, who.best.id, who.best.name, period=date.period, details=details
    )


def _length(lasting: re.Match[str]) -> int:
    return NUMBER_WORDS.get(lasting["days"]) or int(lasting["days"])


def _can_be_called(context: Context, event: NameMention, tagged: Tagged) -> bool:
    """Say whether the event can be what the line calls it: a conference is no race."""
    nouns = re.findall(rf"\b{event_nouns()}\b", _MARK.sub(" ", tagged.text))
    own = [one for one in context.occasions if event.best.id in {one.meaning.id, one.series}]
    return all(any(is_of_kind(one, "", noun) for one in own) for noun in nouns)


def _says_nothing_else(tagged: Tagged) -> bool:
    """Say whether a line holds no name but the event's and places, no number but of days, and no word of its own."""
    bare = _days().sub(" ", _MARK.sub(" ", tagged.text))
    return all(word in _of_lines() for word in _WORD.findall(bare))


def _claim(
    context: Context,
    kind: ClaimType,
    event: NameMention,
    span: Span,
    period: Period | None,
    details: Mapping[str, object],
) -> Iterator[Claim]:
    own = {**event_details(event, period=period), **details}
    claim = make_claim(context, kind, span, event.best.id, event.best.name, period=period, details=own)
    if claim:
        yield claim
