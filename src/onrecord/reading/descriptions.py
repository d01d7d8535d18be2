"""Events that are described and not named: "China's top AI summit" in the week of the one that was held there.

A description means an edition only where its place, its subject and the day of the article leave a single one. It names
nothing, so that what is said of it can be borne out, and is never refuted: another event may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.reading.document import Document, Span
from onrecord.reading.mentions import NameMention
from onrecord.reading.spans import Spans
from onrecord.reading.words import cell_words, one_of, word_table, words_where
from onrecord.record.names import Names, Occasion
from onrecord.terms.time import ONE_DAY, Period

NEAR_DAYS = 31
"""How far from the article an event may lie that it describes without naming it."""

_NEARER_DAYS = 7
"""The same for one that is described without its place: "the humanoid games"."""


@cache
def _pattern() -> re.Pattern[str]:
    praise = one_of(words_where("event_words", "kind", "praise"))
    subject = one_of(words_where("event_words", "kind", "subject"))
    noun = one_of(word for group in _groups("noun") for word in group)
    return re.compile(
        rf"(?:['’]s)?\s+(?:(?:{praise})\s+)*(?:(?P<subject>{subject})\s+(?:(?:{praise})\s+)*)?(?P<noun>{noun})\b",
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
    for found in _subject_and_noun().finditer(document.text, head.start, head.end) if head else ():
        span = Span(found.start(), found.end())
        of_kind = [one for one in occasions if _kinds(one) and _is_of_kind(one, found["subject"], found["noun"])]
        fitting = {one.meaning.id: one for one in of_kind}
        if len(fitting) == 1 and not known.overlapping(span):
            yield NameMention(span, "event", (next(iter(fitting.values())).meaning,), described=True)


@cache
def _subject_and_noun() -> re.Pattern[str]:
    subject = one_of(words_where("event_words", "kind", "subject"))
    noun = one_of(word for group in _groups("noun") for word in group)
    return re.compile(rf"\b(?P<subject>{subject})\s+(?P<noun>{noun})\b", re.IGNORECASE)


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
            yield NameMention(span, "event", (meant.meaning,), described=True)


def _only(occasions: Sequence[Occasion], place: NameMention, subject: str, noun: str, names: Names) -> Occasion | None:
    """Return the one edition that a description fits; None where there are several.

    One whose own name says that it is a conference is meant before one whose name does not say what it is.
    """
    fitting = {one.meaning.id: one for one in occasions if _fits(one, place, subject, noun, names)}
    told = {id_: one for id_, one in fitting.items() if _kinds(one)}
    return next(iter((told or fitting).values())) if len(told or fitting) == 1 else None


@cache
def _before_place() -> re.Pattern[str]:
    subject = one_of(words_where("event_words", "kind", "subject"))
    noun = one_of(word for group in _groups("noun") for word in group)
    return re.compile(rf"\b(?P<subject>{subject})\s+(?:[a-z]+\s+)?(?P<noun>{noun})\s+in\s+$", re.IGNORECASE)


def _fits(occasion: Occasion, place: NameMention, subject: str, noun: str, names: Names) -> bool:
    """Say whether an edition lies in the place, and is of the kind and about the subject, as its name says."""
    where = {meaning.id for meaning in place.meanings} | {
        country
        for meaning in place.meanings
        if meaning.kind == "organisation"
        for country in names.governed.get(meaning.id, ())
    }
    return bool(where & set(occasion.places)) and _is_of_kind(occasion, subject, noun)


def _is_of_kind(occasion: Occasion, subject: str, noun: str) -> bool:
    """Say whether an edition is of the kind and about the subject, as its name says."""
    subject, noun = subject.casefold(), noun.casefold()
    words, kinds = occasion.meaning.name.casefold(), _kinds(occasion)
    if kinds and noun not in kinds[0] and noun != "event":
        return False
    same = next((group for group in _groups("subject") if subject in group), frozenset({subject}))
    return not subject or any(_holds(words, word) for word in same)


def _kinds(occasion: Occasion) -> list[frozenset[str]]:
    """Return the words for what an edition's own name says that it is: a conference, a fair, games."""
    words = occasion.meaning.name.casefold()
    return [group for group in _groups("noun") if any(_holds(words, word) for word in group)]


def _holds(words: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", words) is not None


@cache
def _groups(kind: str) -> tuple[frozenset[str], ...]:
    """Return the words of a kind as sets of synonyms, a row of the table each."""
    return tuple(
        frozenset(word.casefold() for word in cell_words(row["words"]))
        for row in word_table("event_words")
        if row["kind"] == kind
    )
