"""Counts of an event in lines that do not name it: "Delegates from 30 countries", "280 teams competed".

A line is one where nothing else is said: numbers, what they count, that it came or took part, which edition. Every
word must be of these, so that nothing is taken for a count of the event that is none. What a number counts stands in
its unit, in the words behind it ("nine Nobel laureates") or in what was done ("two billion watched online").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from onrecord.reading.claims.build import event_details, make_claim
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.levels import concept_of_number, concept_of_unit, how_counted
from onrecord.reading.claims.other_editions import edition_before, own_edition, without_other
from onrecord.reading.claims.vocabulary import figure_concept
from onrecord.reading.context import Context
from onrecord.reading.grammar import phrase_list
from onrecord.reading.mentions import DateMention, NameMention, QuantityMention
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import one_of, word_table, words_where
from onrecord.terms.time import Period

_MARK = re.compile(r"<(?P<mark>(?:qty|date|event|place):\d+)>(?:'s\b)?")
_OTHER_NAMES = re.compile(r"<(?!qty|date|event|place)")
_NUMBER = re.compile(r"<(?P<mark>qty:\d+)>")
_DATE = re.compile(r"(?<!\bby )(?<!\buntil )(?<!\bas of )<(?P<mark>date:\d+)>")
"""A date on which something was counted; by which it was counted in all is another thing."""

_BEFORE = re.compile(
    r"\b(?:last year|a year (?:earlier|ago|before)|the year before|(?:the )?(?:previous|last) edition)(?:'s)?\b"
)
_OF_THEM = re.compile(r" (?:are|were|is|was) (?:new|newcomers|from|among)\b| of (?:the|its|these|those|them|all)\b")
"""What is said of some of those who are counted: they are not all that came."""

_WORD = re.compile(r"[a-z][a-z'-]*")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of a line with the words on either side of it, up to the next number."""

    mention: QuantityMention
    before: str
    behind: str


def find_counts(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the counts of a line that says nothing else, of the event that the article is about."""
    if "<qty" not in tagged.text or _OTHER_NAMES.search(tagged.text):
        return
    tagged = without_other(context, tagged)
    numbers = _numbers(tagged)
    event = context.event_spoken_of(tagged) if numbers and says_only_counts(tagged) else None
    if event is None:
        return
    of_line = _concept_of_line(tagged)
    concept = ""
    for number in numbers:
        if _OF_THEM.match(number.behind):
            continue
        when = _when(tagged, number, numbers)
        concept = _concept(context, tagged, number, behind=concept) or of_line
        earlier = len(numbers) == 1 and bool(_BEFORE.search(tagged.text))
        edition = _edition(context, event, when, earlier=earlier)
        if not concept or edition is None:
            continue
        claim = make_claim(
            context,
            ClaimType.LEVEL,
            number.mention.span,
            edition.best.id,
            edition.best.name,
            details=event_details(edition, period=when)
            | how_counted(tagged.text)
            | {
                "concept": concept,
                "quantity": number.mention.quantity,
                "printed": context.document.quote(number.mention.span),
            },
        )
        if claim:
            yield claim


def _numbers(tagged: Tagged) -> list[_Number]:
    marks = [found for found in _NUMBER.finditer(tagged.text) if found["mark"] in tagged.mentions]
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks[1:]), len(tagged.text)]
    return [
        _Number(mention, tagged.text[start : mark.start()], tagged.text[mark.end() : end])
        for mark, start, end in zip(marks, starts, ends, strict=False)
        if isinstance(mention := tagged.mentions[mark["mark"]], QuantityMention)
    ]


def says_only_counts(tagged: Tagged) -> bool:
    """Say whether a line holds no name but the event's and its place, and no word but those of counts."""
    if "from <place" in tagged.text:
        return False  # "exhibitors from Paris" are a part of them
    text = _BEFORE.sub(" ", tagged.text)
    bare = phrase_list("DONE").sub(" ", _counted().sub(" ", _MARK.sub(" ", text)))
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


_MONEY = {"procurement": "procurement", "projects": "project investment"}
"""What a sum of yuan is, by what it is a sum of."""


def _concept(context: Context, tagged: Tagged, number: _Number, behind: str) -> str:
    """Return what a number counts, where its unit, the words behind it or what was done say it.

    A sum may stand `behind` what it is a sum of: "33 projects worth 20 billion yuan".
    """
    unit = number.mention.quantity.unit
    done = phrase_list("DONE").search(number.behind) or phrase_list("DONE").search(number.before)
    what_was_done = figure_concept(done[0], "DONE") if done else ""
    if unit == "CNY":
        of_what = [figure_concept(found[0], "FIGURE") for found in _counted().finditer(number.before)]
        return _MONEY.get(of_what[-1] if of_what else behind, "")
    if unit not in {"", "count", "multiple"}:
        return (what_was_done if unit == "people" else "") or concept_of_number(context, tagged, number.mention)
    noun = _counted().search(number.behind.split(",")[0])
    return (figure_concept(noun[0], "FIGURE") if noun else "") or what_was_done


def _concept_of_line(tagged: Tagged) -> str:
    """Return what the bare numbers of a line count, where it names one thing: "Visitors: up from 300,000"."""
    units = [m.quantity.unit for m in tagged.mentions.values() if isinstance(m, QuantityMention)]
    named = [concept_of_unit(unit) for unit in units]
    named += [figure_concept(found[0], "FIGURE") for found in _counted().finditer(tagged.text)]
    concepts = set(named) - {""}
    return concepts.pop() if len(concepts) == 1 and {"", "count"} & set(units) else ""


def _when(tagged: Tagged, number: _Number, numbers: Sequence[_Number]) -> Period | None:
    """Return the date of a number: of several in a line each has its own behind it, or all the one that opens it."""
    words = tagged.text if len(numbers) == 1 else f"{numbers[0].before} {number.behind}"
    mentions = (tagged.mentions.get(found["mark"]) for found in _DATE.finditer(words))
    periods = {mention.period for mention in mentions if isinstance(mention, DateMention) and mention.period}
    return periods.pop() if len(periods) == 1 else None


def _edition(context: Context, event: NameMention, when: Period | None, *, earlier: bool) -> NameMention | None:
    """Return the edition that a number is of: the one of the year it names, the one before, else the article's."""
    if earlier:
        own = own_edition(context, event)
        return edition_before(context, event, own) if own else None
    if when is not None and (when.is_year or when.is_day):
        return replace(event, year=when.start.year)
    return event
