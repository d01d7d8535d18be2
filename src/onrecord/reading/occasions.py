"""The event that an article is about without ever naming it.

News names a well-known event by its circumstances alone: "Leaders gather in Seoul" in the week of the one summit there.
What tells it are the article's day and its headline: the city and the country, who was there, who held it, the words of
its name. Each counts; the edition that has clearly most of them is meant. The sentences below the headline do not
count: what they say of the event is what is to be checked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reading.dates import find_dates
from onrecord.reading.document import BlockKind, Document, Span
from onrecord.reading.event_kinds import event_nouns, holds_word, is_of_kind, kinds_of, word_groups
from onrecord.reading.mentions import NameMention
from onrecord.reading.stems import content_stems
from onrecord.record.names import Names, Occasion
from onrecord.terms.time import ONE_DAY, Day, Period

WITHIN_DAYS = 45
"""How far from the article an event may lie that its headline tells without a name."""

_AT_HAND = 2
_FAR = 14
_ENOUGH = 3
"""Less than this is told of an event by chance: two leaders, or a city and a word, are enough."""


_PLAIN = 5
"""So much tells an event plainly: its city and a person who was there, in its days."""


@dataclass(frozen=True, slots=True)
class Told:
    """An edition with how much of the headline tells it."""

    occasion: Occasion
    weight: int


@dataclass(frozen=True, slots=True)
class _Headline:
    """The words of a headline, the names in it, and the single days that it gives."""

    text: str
    mentions: Sequence[NameMention]
    days: Sequence[Period]


def occasions_told(document: Document, mentions: Sequence[NameMention], names: Names) -> tuple[Told, ...]:
    """Return the editions near the article's day that its headline tells, the likeliest first."""
    day, head = document.published, document.blocks[0] if document.blocks else None
    if day is None or head is None or head.kind is not BlockKind.HEADLINE:
        return ()
    near = Period(day - WITHIN_DAYS * ONE_DAY, day + (WITHIN_DAYS + 1) * ONE_DAY)
    headline = _Headline(
        head.span.of(document.text),
        [mention for mention in mentions if mention.span.end <= head.span.end],
        [d.period for d in find_dates(document.text, day, head.span) if d.period is not None and d.period.is_day],
    )
    told = [Told(one, _weight(one, headline, day, names)) for one in names.occasions if one.period.overlaps(near)]
    known = {one.series: sum(other.series == one.series for other in names.occasions) for one in names.occasions}
    # Of two that are told alike the one that is held year after year is meant.
    return tuple(sorted(told, key=lambda one: (-one.weight, -known[one.occasion.series], one.occasion.meaning.id)))


def event_told(told: Sequence[Told], at: Span, noun: str = "") -> NameMention | None:
    """Return the event that is told, as a mention; with a noun ("the race") one that can be called so.

    It is only `described`, unless its headline tells plainly more of it than of any other.
    """
    fitting = [one for one in told if not noun or is_of_kind(one.occasion, "", noun)]
    least = _ENOUGH - (1 if noun and fitting and kinds_of(fitting[0].occasion) else 0)
    if not fitting or fitting[0].weight < least:
        return None
    first, rest = fitting[0], [one.weight for one in told if one is not fitting[0]]
    named = not noun or holds_word(first.occasion.meaning.name.casefold(), noun)
    certain = named and first.weight >= _PLAIN and first.weight - max(rest, default=0) >= _ENOUGH
    return NameMention(at, "event", (first.occasion.meaning,), described=not certain)


_AFTER_PLACE = re.compile(
    r"\b(?:days?|weeks?|months?|years?|decade)(?: on)? (?:after|since|from)\s+(?:the )?$", re.IGNORECASE
)


def series_told(document: Document, mentions: Sequence[NameMention], names: Names) -> NameMention | None:
    """Return the series of events that a headline means by the place of one: "Two years after Bletchley"."""
    head = document.blocks[0] if document.blocks else None
    for place in mentions:
        if head is None or place.span.end > head.span.end or not _AFTER_PLACE.search(document.text[: place.span.start]):
            continue
        series = {one.series for one in names.occasions if one.places[0] in place.ids}
        meaning = names.entities.get(series.pop()) if len(series) == 1 else None
        if meaning:
            return NameMention(Span(0, 0), "event", (meaning,))
    return None


def _weight(occasion: Occasion, headline: _Headline, day: Day, names: Names) -> int:
    """Return how much of a headline tells an edition: 2 for its city, a person, its host or its day, 1 for a word."""
    ids = {id_ for mention in headline.mentions for id_ in mention.ids}
    people = {mention.ids for mention in headline.mentions if set(mention.ids) & occasion.people}
    lands = {land for id_ in ids for land in names.governed.get(id_, ())} | ids
    city, *wider = occasion.places
    place = 2 if city in ids else 1 if lands & set(wider) else 0
    series = names.entities.get(occasion.series)
    host = 2 if series is not None and series.owner in ids else 0
    words = _words_shared(headline.text, occasion, series.name if series else "")
    linked = place + 2 * len(people) + host + words
    on_its_day = 2 if any(one.overlaps(occasion.period) for one in headline.days) else 0
    return linked + on_its_day + _nearness(day, occasion) if linked > 1 else 0


def _words_shared(headline: str, occasion: Occasion, series: str) -> int:
    """Count the words of an event's name in a headline: its subject, its kind, what else it is called by."""
    folded = headline.casefold()
    name = f"{occasion.meaning.name} {series}".casefold()
    subjects = sum(
        any(holds_word(folded, word) for word in group) and any(holds_word(name, word) for word in group)
        for group in word_groups("subject")
    )
    noun = re.search(rf"\b{event_nouns()}\b", folded)
    kind = 1 if noun and kinds_of(occasion) and is_of_kind(occasion, "", noun[0]) else 0
    of_subjects = content_stems(" ".join(word for group in word_groups("subject") for word in group))
    of_kinds = content_stems(" ".join(word for group in word_groups("noun") for word in group))
    others = (content_stems(folded) & content_stems(name)) - of_subjects - of_kinds - content_stems("world global")
    return subjects + kind + len({stem for stem in others if not stem.isdigit()})


def _nearness(day: Day, occasion: Occasion) -> int:
    away = max((occasion.period.start - day).days, (day - occasion.period.last).days, 0)
    return 1 if away <= _AT_HAND else 0 if away <= _FAR else -1
