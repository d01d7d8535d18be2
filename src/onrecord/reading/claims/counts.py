"""Counts of an event in lines that do not name it: "Delegates from 30 countries", "280 teams competed".

A line is one where nothing else is said: numbers, what they count, that it came or took part, which edition. Every
word must be of these, so that nothing is taken for a count of the event that is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from onrecord.reading.claims.build import event_details, make_claim
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.levels import concept_of_unit
from onrecord.reading.claims.vocabulary import figure_concept
from onrecord.reading.context import Context
from onrecord.reading.mentions import DateMention, NameMention, QuantityMention
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import one_of, word_table, words_where

_MARK = re.compile(r"<(?P<mark>(?:qty|date|event|place):\d+)>(?:'s\b)?")
_BEFORE = re.compile(
    r"\b(?:last year|a year (?:earlier|ago|before)|the year before|(?:the )?(?:previous|last) edition)\b"
)
_NEW = re.compile(r"\b(?:debut|debuts|debuted|premiere|premieres|premiered|first time)\b")
_WORD = re.compile(r"[a-z][a-z'-]*")


def find_counts(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the counts of a line that says nothing else, of the event that the article is about."""
    numbers = [(mark, m) for mark, m in tagged.mentions.items() if isinstance(m, QuantityMention)]
    event = context.event_spoken_of(tagged)
    if not numbers or event is None or not _says_nothing_else(tagged):
        return
    edition = _edition(context, tagged, event)
    of_line = _concept_of_line(tagged)
    for _, number in numbers:
        concept = concept_of_unit(number.quantity.unit) or ("" if number.quantity.unit else of_line)
        if concept == "exhibits" and _NEW.search(tagged.text):
            concept = "debuts"
        if not concept or edition is None:
            continue
        claim = make_claim(
            context,
            ClaimType.LEVEL,
            number.span,
            edition.best.id,
            edition.best.name,
            details=event_details(edition)
            | {"concept": concept, "quantity": number.quantity, "printed": context.document.quote(number.span)},
        )
        if claim:
            yield claim


def _says_nothing_else(tagged: Tagged) -> bool:
    """Say whether a line holds no name but the event's and its place, and no word but those of counts."""
    text = _BEFORE.sub(" ", tagged.text)
    bare = _counted().sub(" ", _MARK.sub(" ", text))
    return "<" not in bare and all(word in _of_counts() for word in _WORD.findall(bare))


@cache
def _counted() -> re.Pattern[str]:
    """Return the words for what is counted at events."""
    forms = [form for row in word_table("concepts") if row["list"] == "FIGURE" for form in row["forms"].split("|")]
    return re.compile(rf"\b{one_of([*forms, *words_where('event_words', 'kind', 'guest')])}\b")


@cache
def _of_counts() -> frozenset[str]:
    """Return the words that may stand in a line of counts: that it came, took part, is more than before."""
    return words_where("event_words", "kind", "count") | words_where("counting", "kind", "plain")


def _concept_of_line(tagged: Tagged) -> str:
    """Return what the numbers of a line count where they do not say it themselves: "Visitors: up from 300,000"."""
    concepts = {figure_concept(found[0], "FIGURE") for found in _counted().finditer(tagged.text)} - {""}
    return concepts.pop() if len(concepts) == 1 else ""


def _edition(context: Context, tagged: Tagged, event: NameMention) -> NameMention | None:
    """Return the edition that a line speaks of: the one of the year it names, the one before, else the article's."""
    years = {m.period for m in tagged.mentions.values() if isinstance(m, DateMention) and m.period}
    day = context.document.published
    if _BEFORE.search(tagged.text) and day:
        series = next((one.series for one in context.occasions if one.meaning.id == event.best.id), event.best.id)
        editions = sorted({o.period.start: o for o in context.occasions if o.series == series}.items())
        near = min(editions, key=lambda item: abs((item[0] - day).days), default=None)
        earlier = [one for start, one in editions if near and start < near[0]]
        return replace(event, meanings=(earlier[-1].meaning,), year=None) if earlier else None
    if len(years) == 1 and (only := next(iter(years))) and only.is_year:
        return replace(event, year=only.start.year)
    return event
