"""What "the conference", "the Paris summit" and "the company" mean: what was named before, where that is certain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from onrecord.reading.document import Document, Sentence, Span
from onrecord.reading.mentions import NameMention
from onrecord.reading.occasions import Told, event_told
from onrecord.reading.spans import Spans
from onrecord.reading.words import cell_words, word_table, words_where
from onrecord.record.names import Names

_WORD = re.compile(r"[a-z]+")
_CAPITALISED = re.compile(r"\b[A-Z][\w’']*")

LOOK_BACK = 200
"""How many names before a reference are looked at: what it means is never further back."""


def find_references(
    document: Document, mentions: Sequence[NameMention], known: Names, told: Sequence[Told] = ()
) -> Iterator[NameMention]:
    """Yield the references of an article, each with what it means.

    `told` are the events that the headline of an article without an event's name can mean.
    """
    names, sentences, about = Spans(mentions), Spans(document.sentences), main_event(mentions)
    for sentence in document.sentences:
        words = frozenset(_WORD.findall(sentence.span.of(document.text).lower()))
        for role, nouns, pattern in _patterns():
            if words.isdisjoint(nouns):
                continue  # most sentences refer to nothing
            for match in pattern.finditer(document.text, sentence.span.start, sentence.span.end):
                noun, whole = Span(match.start("noun"), match.end("noun")), Span(match.start(), match.end())
                if names.overlapping(noun) or _names_another(document.text, whole, noun, names):
                    continue
                if role == "subject":
                    meant = _subject_before(document.text, names, sentences, noun)
                else:
                    own = about or (_event_told(told, noun, document.text) if role == "event" else None)
                    meant = _antecedent(names, sentences, noun, whole, role, own)
                    if meant is None and role == "organisation":
                        meant = _maker_before(names, noun, known)
                if meant:
                    last = match[0].casefold().startswith("last year")
                    year = document.published.year - 1 if last and document.published else meant.year
                    yield replace(meant, span=noun, reference=True, year=year)


@cache
def _patterns() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    """Return the role of what each row refers to, the nouns of which it needs one, and its pattern."""
    return tuple(
        (
            row["role"],
            frozenset(re.split("[- ]", word.lower())[0] for word in cell_words(row["nouns"])),
            re.compile(row["pattern"].replace("{nouns}", row["nouns"])),
        )
        for row in word_table("references")
    )


def _event_told(told: Sequence[Told], noun: Span, text: str) -> NameMention | None:
    """Return the event of the headline that "the race" or "it" can mean."""
    word = noun.of(text).casefold().removeprefix("the ")
    return event_told(told, noun, word if word in words_where("event_words", "kind", "noun") else "")


def main_event(mentions: Sequence[NameMention]) -> NameMention | None:
    """Return the event that an article is about: the one it names most often, the first of them on a tie."""
    events = [m for m in mentions if m.role == "event" and not m.reference]
    events = [m for m in events if not m.described] or events
    counts = Counter(m.best.id for m in events)
    most = max(counts.values(), default=0)
    return next((m for m in events if counts[m.best.id] == most), None)


def _names_another(text: str, whole: Span, noun: Span, names: Spans[NameMention]) -> bool:
    """Say whether the words are a name of their own: "the Munich Security Conference" is not the one named before.

    Places and nationalities may stand in a reference ("the Paris summit", "the Chinese company").
    """
    words = list(_CAPITALISED.finditer(text, whole.start, noun.start))[1 if text[whole.start].isupper() else 0 :]
    nationalities = words_where("name_words", "kind", "nationality")
    places = [m for m in names.overlapping(whole) if m.role in {"place", "government"}]
    strange = [
        word
        for word in words
        if word[0].casefold() not in nationalities
        and not any(m.span.start <= word.start() and word.end() <= m.span.end for m in places)
    ]
    return bool(strange) or (bool(words) and text[noun.start].isupper())


def _antecedent(
    names: Spans[NameMention],
    sentences: Spans[Sentence],
    noun: Span,
    whole: Span,
    role: str,
    about: NameMention | None,
) -> NameMention | None:
    before = [m for m in names.ended_by(noun.start, LOOK_BACK) if m.role == role]
    starts = [sentence.span.start for sentence in sentences.ended_by(noun.start, 3)]
    if role == "event":
        return _event_meant(names, sentences, before, whole, starts[-1] if starts else 0, about)
    # The firm of this sentence or the one before; where those name none, of the two before them.
    for begin in reversed(starts or [0]):
        near = {m.ids: m for m in before if m.span.start >= begin}
        if near:
            return next(iter(near.values())) if len(near) == 1 else None
    return None


def _maker_before(names: Spans[NameMention], noun: Span, known: Names) -> NameMention | None:
    """Return the one maker of the models named before "the lab", where no firm is named there."""
    before = names.ended_by(noun.start, LOOK_BACK)
    owners = {meaning.owner for m in before if m.role in _MADE for meaning in m.meanings}
    if len(owners) != 1 or any(m.role == "organisation" for m in before):
        return None
    owner = known.entities.get(owners.pop())
    return NameMention(noun, "organisation", (owner,)) if owner and owner.kind == "organisation" else None


_MADE = frozenset({"model", "family", "product"})

_TO_SUBJECT = re.compile(
    r"[\"“]?(?:(?:On|In|At|Since|By|Last|This|Earlier|Late|Early|Meanwhile|But|And|Still|Yet|Now|Instead)\b[^,]{0,60},\s*)?"
    r"(?:(?:The|A|An|Its|Their)\s+)?(?:[\w’'-]+\s+){0,3}"
)
"""What may stand before the subject of a sentence."""

_POSSESSED = re.compile(r"['’]s\b")


def _subject_before(text: str, names: Spans[NameMention], sentences: Spans[Sentence], noun: Span) -> NameMention | None:
    """Return the subject of the sentence before, where it begins with the one name that "it" can mean."""
    before = sentences.ended_by(noun.start, 1)
    if not before:
        return None
    inside = [m for m in names.inside(before[0].span) if m.role not in {"place", "government", "person"}]
    first = inside[0] if inside else None
    if first is None or not _TO_SUBJECT.fullmatch(text, before[0].span.start, first.span.start):
        return None
    if _POSSESSED.match(text, first.span.end):
        # "DeepSeek's R1": what is possessed is meant, not who has it.
        owned = inside[1] if len(inside) > 1 else None
        close = owned is not None and owned.span.start - first.span.end <= len("’s next ")
        return owned if close else None
    return first


def _event_meant(
    names: Spans[NameMention],
    sentences: Spans[Sentence],
    before: Sequence[NameMention],
    whole: Span,
    start: int,
    about: NameMention | None,
) -> NameMention | None:
    """Return the event that "the summit" or "the Paris summit" means.

    With a place it is the last event that stands with this place in one sentence. Else it is one just named, in the
    same sentence or the one before; further on, the event that the article is about, not one it mentioned in passing.
    """
    places = {m.best.id for m in names.inside(whole) if m.role in {"place", "government"}}
    if places:
        beside = [m for m in before if _stands_with(names, sentences, m, places)]
        return beside[-1] if beside else about
    near = [m for m in before if m.span.start >= start]
    return near[-1] if near else about


def _stands_with(names: Spans[NameMention], sentences: Spans[Sentence], event: NameMention, places: set[str]) -> bool:
    sentence = sentences.around(event.span)
    return sentence is not None and any(
        m.best.id in places for m in names.inside(sentence.span) if not event.span.contains(m.span)
    )
