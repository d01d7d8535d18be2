"""Events that are described and not named: "China's top AI summit" in the week of the one that was held there.

A description means an edition only where its place, its subject and the day of the article leave a single one. It names
nothing, so that what is said of it can be borne out, and is never refuted: another event may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.reading.document import Document, Span
from onrecord.reading.event_kinds import event_nouns, holds_word, is_of_kind, kinds_of
from onrecord.reading.mentions import NameMention
from onrecord.reading.spans import Spans
from onrecord.reading.words import one_of, words_where
from onrecord.record.names import Names, Occasion
from onrecord.terms.time import ONE_DAY, Day, Period

NEAR_DAYS = 31
"""How far from the article an event may lie that it describes without naming it."""

_NEARER_DAYS = 7
"""The same for one that is described without its place: "the humanoid games"."""


@cache
def _pattern() -> re.Pattern[str]:
    praise = one_of(words_where("event_words", "kind", "praise"))
    subject = one_of(words_where("event_words", "kind", "subject"))
    return re.compile(
        rf"(?:['’]s)?[ \xa0]+(?:(?:{praise})\s+)*(?:(?P<subject>{subject})\s+(?:(?:{praise})\s+)*)?"
        rf"(?P<noun>{event_nouns()})\b",
        re.IGNORECASE,
    )


def find_descriptions(document: Document, mentions: Sequence[NameMention], names: Names) -> Iterator[NameMention]:
    """Yield the events that are described by a place before them: "the Shanghai conference", "China's AI summit"."""
    day = document.published
    if day is None:
        return
    near = Period(day - NEAR_DAYS * ONE_DAY, day + NEAR_DAYS * ONE_DAY)
    occasions = [one for one in names.occasions if one.period.overlaps(near)]
    known = Spans(mentions)
    named = any(mention.role == "event" for mention in mentions)
    found_by_place = list(_by_place(document, mentions, names, occasions, known, named=named))
    yield from found_by_place
    if not named and not found_by_place:
        nearer = Period(day - _NEARER_DAYS * ONE_DAY, day + _NEARER_DAYS * ONE_DAY)
        yield from _without_place(document, [one for one in occasions if one.period.overlaps(nearer)], known)


def _without_place(
    document: Document, occasions: Sequence[Occasion], known: Spans[NameMention]
) -> Iterator[NameMention]:
    """Yield the event of a headline that its subject and kind alone tell, where one of the week is of that kind."""
    head = document.blocks[0].span if document.blocks else None
    elsewhere = any(m.role == "place" for m in known.inside(head)) if head else False
    for found in _subject_and_noun().finditer(document.text, head.start, head.end) if head else ():
        span = Span(found.start(), found.end())
        of_kind = [one for one in occasions if kinds_of(one) and is_of_kind(one, found["subject"], found["noun"])]
        fitting = {one.meaning.id: one for one in of_kind}
        if len(fitting) == 1 and not known.overlapping(span):
            meant = next(iter(fitting.values()))
            own = holds_word(meant.meaning.name.casefold(), found["noun"].casefold())
            held = document.published is not None and meant.period.contains(document.published)
            yield NameMention(span, "event", (meant.meaning,), described=elsewhere or not (own and held))


@cache
def _subject_and_noun() -> re.Pattern[str]:
    subject = one_of(words_where("event_words", "kind", "subject"))
    return re.compile(rf"\b(?P<subject>{subject})\s+(?P<noun>{event_nouns()})\b", re.IGNORECASE)


def _by_place(
    document: Document,
    mentions: Sequence[NameMention],
    names: Names,
    occasions: Sequence[Occasion],
    known: Spans[NameMention],
    *,
    named: bool,
) -> Iterator[NameMention]:
    for place in mentions:
        if place.role not in {"place", "government"}:
            continue
        before = _before_place().search(document.text, max(0, place.span.start - 60), place.span.start)
        if before and not named and not known.overlapping(Span(before.start("subject"), before.end("noun"))):
            meant = _only(occasions, place, before["subject"].casefold(), before["noun"].casefold(), names)
            if meant:
                span = Span(before.start("subject"), before.end("noun"))
                yield NameMention(span, "event", (meant.meaning,), described=True)
                continue
        found = _pattern().match(document.text, place.span.end)
        if not found or known.overlapping(Span(place.span.end, found.end())):
            continue
        # "The Shanghai conference" names its city, and means an event that is named, if one is; "China's conference"
        # may be any.
        if not found["subject"] and (named or place.best.kind != "place"):
            continue
        subject, noun = (found["subject"] or "").casefold(), found["noun"].casefold()
        meant = _only(occasions, place, subject, noun, names)
        if meant:
            span = Span(found.start("subject" if subject else "noun"), found.end())
            certain = bool(subject) and _is_certain(meant, place, noun, document.published)
            yield NameMention(span, "event", (meant.meaning,), described=not certain)


def _is_certain(occasion: Occasion, place: NameMention, noun: str, day: Day | None) -> bool:
    """Say whether a description leaves no other event: its own city, its own noun, in its days or close by."""
    close = Period(occasion.period.start - _NEARER_DAYS * ONE_DAY, occasion.period.end + _NEARER_DAYS * ONE_DAY)
    in_city = any(meaning.id == occasion.places[0] for meaning in place.meanings)
    return in_city and day is not None and close.contains(day) and holds_word(occasion.meaning.name.casefold(), noun)


def _only(occasions: Sequence[Occasion], place: NameMention, subject: str, noun: str, names: Names) -> Occasion | None:
    """Return the one edition that a description fits; None where there are several.

    One whose own name says that it is a conference is meant before one whose name does not say what it is.
    """
    fitting = {one.meaning.id: one for one in occasions if _fits(one, place, subject, noun, names)}
    told = {id_: one for id_, one in fitting.items() if kinds_of(one)}
    return next(iter((told or fitting).values())) if len(told or fitting) == 1 else None


@cache
def _before_place() -> re.Pattern[str]:
    subject = one_of(words_where("event_words", "kind", "subject"))
    return re.compile(rf"\b(?P<subject>{subject})\s+(?:[a-z]+\s+)?(?P<noun>{event_nouns()})\s+in\s+$", re.IGNORECASE)


def _fits(occasion: Occasion, place: NameMention, subject: str, noun: str, names: Names) -> bool:
    """Say whether an edition lies in the place, and is of the kind and about the subject, as its name says."""
    where = {meaning.id for meaning in place.meanings} | {
        country
        for meaning in place.meanings
        if meaning.kind == "organisation"
        for country in names.governed.get(meaning.id, ())
    }
    return bool(where & set(occasion.places)) and is_of_kind(occasion, subject, noun)
