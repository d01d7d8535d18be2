"""Statements that something was done, however they say it: the fact on record that they tell is found by their words.

No pattern says how the parts stand: a statement is what was done (by `words/predicates.csv`), the names that it holds,
its dates and numbers, and the content words that are left. `details`: `bears` (acts and kinds of happenings that bear
the words out), `kinds`, `needs`, `bars` (what the row of an act must be or say, and must not), `denies` (facts that
would make it false), `done` (the words for it), `words` (what is left); of what an act says `provides` and `contrary`
(what bears that out, what denies it), `negated` and `matter` (what is then left); `names` (the meanings of each name),
`about`, `about_names` (of the headline), `dates`, `numbers`, `lengths` (of time, in days), `before` (it speaks of other
editions), `first` (the first of its kind), `term` (who led the state then).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from onrecord.reading.claims.build import make_claim
from onrecord.reading.claims.claim import Claim, ClaimType, Modality
from onrecord.reading.claims.predicates import (
    cells_of,
    facts_of,
    provided_by,
    rows_of,
    words_done,
    words_provided,
    words_that_add_nothing,
)
from onrecord.reading.context import Context
from onrecord.reading.dates.lengths import length_of
from onrecord.reading.document import BlockKind, Span
from onrecord.reading.mentions import DateMention, NameMention, QuantityMention
from onrecord.reading.modality import is_opinion
from onrecord.reading.stems import meanings
from onrecord.reading.tagged import MARK, Tagged
from onrecord.reading.words import cell_words, word_table
from onrecord.record.names import Meaning, fold

LONGEST = 240
"""A sentence of more characters says more than one thing, and cannot be told by its words alone."""

_TELLING = frozenset({BlockKind.PARAGRAPH, BlockKind.BULLET})
"""Headlines leave out too many words to be told by those that are there."""

_NEGATED = re.compile(r"\b(?:not|neither|nor|without|no|none|nothing|never|didn't)\b")
"""Words for what an act does that hold their own "not": "may not exceed"."""

_DISTANCE = re.compile(r"\s+(?:ago|before|earlier|later|after|previously|on)\b")
_NUMBER = re.compile(r"\d")
_FIRST = re.compile(r"\b(?:first|originally|initially)\b")
_TERM = re.compile(r"\b(?:under|during)(?: the)?(?: second| first)? (?P<who><person:\d+>)")
_BEFORE = re.compile(
    r"\b(?:past|previous|previously|earlier|former|formerly|before|editions|history|years|over time)\b"
)
"""Words that speak of other editions of an event than the article's own."""

_IN = re.compile(r"\b(?:in|at|near|outside|around) (?:the )?$")
_AT_PRESENT = frozenset({"now", "currently", "at present", "so far", "to date"})
_CONTRARY = re.compile(r"\b(?:instead of|rather than|without|declined|except|unlike|fail|failed)\b")
"""Words that turn what is said into its opposite, or leave it open."""


_THEY = re.compile(r"(?:they|both|the two|the pair)\b(?! <)")
"""Of whom a sentence speaks that names nobody: of all people of the headline."""


def find_statements(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the one statement of a sentence that says that something was done."""
    sentence = tagged.sentence
    if sentence.block.kind not in _TELLING or sentence.span.end - sentence.span.start > LONGEST:
        return
    lasting = [date for date in context.dates if sentence.span.contains(date.span) and _lasts(context, date)]
    tagged = replace(tagged, text=_without(context, tagged.text, lasting))
    done = list(words_done().finditer(tagged.text))
    provided = list(words_provided().finditer(tagged.text))
    if _CONTRARY.search(words_provided().sub(" ", tagged.text)) or _NUMBER.search(MARK.sub(" ", tagged.text)):
        return
    names = [mention for _, mention in tagged.names()]
    if _THEY.match(tagged.text):
        names += [m for m in context.headline if m.role == "person" and m.ids not in {one.ids for one in names}]
    numbers = tuple(m.quantity for m in tagged.mentions.values() if isinstance(m, QuantityMention))
    if is_opinion(context.document.quote(sentence.span)):
        return
    dates = [m for m in tagged.mentions.values() if isinstance(m, DateMention) and m.period is not None]
    dates = [
        date
        for date in dates
        if date not in lasting and context.document.quote(date.span).casefold() not in _AT_PRESENT
    ]
    term = _TERM.search(tagged.text)
    who = tagged.mentions.get(term["who"].strip("<>")) if term else None
    bears = frozenset(fact for match in done for fact in facts_of(match[0]))
    if len(numbers) > 1:
        bears |= {"figure"}
    subject = names[0].best if names else None
    claim = make_claim(
        context,
        ClaimType.HAPPENING,
        Span(sentence.span.start, sentence.span.end),
        subject.id if subject else "",
        subject.name if subject else context.document.quote(sentence.span),
        period=dates[0].period if dates else None,
        modality=Modality.ASSERTED if any(_NEGATED.search(match[0]) for match in provided) else None,
        details={
            "bears": tuple(sorted(bears)),
            "kinds": cells_of((match[0] for match in done), "kinds"),
            "needs": cells_of((match[0] for match in done), "needs"),
            "bars": cells_of((match[0] for match in done), "bars"),
            "denies": tuple(fact for m in done for row in rows_of(m[0]) for fact in cell_words(row["contrary"])),
            "done": tuple(sorted(meanings(" ".join(match[0] for match in done)))),
            "names": (*(_as_said(context, m) for m in names if m is not who), *_nations(context, tagged)),
            "said": tuple(sorted(_said(tagged))),
            "words": tuple(sorted(_left(tagged))),
            "verbs": tuple(sorted(meanings(" ".join(match[0] for match in provided)))),
            "provides": provided_by((match[0] for match in provided), "means"),
            "contrary": provided_by((match[0] for match in provided), "contrary"),
            "negated": bool(_NEGATED.search(words_provided().sub(" ", tagged.text))),
            "matter": tuple(sorted(_matter(tagged))),
            "about": tuple(sorted(headline_words(context))),
            "about_names": headline_ids(context),
            "dates": tuple(date.period for date in dates),
            "numbers": numbers,
            "lengths": tuple(length_of(date.value) for date in lasting),
            "before": bool(_BEFORE.search(tagged.text)),
            "first": bool(_FIRST.search(tagged.text)),
            "term": who.ids if isinstance(who, NameMention) else (),
        },
    )
    if claim:
        yield claim


def _without(context: Context, text: str, lasting: Sequence[DateMention]) -> str:
    """Return the words of a sentence without its lengths of time: "within 180 days"."""
    for date in lasting:
        text = text.replace(fold(context.document.quote(date.span)), " ")
    return text


def _lasts(context: Context, date: DateMention) -> bool:
    """Say whether a date is a length of time, not a distance: "a year before" tells a day."""
    after = context.document.text[date.span.end : date.span.end + 12]
    return bool(length_of(date.value)) and not _DISTANCE.match(after)


def _as_said(context: Context, mention: NameMention) -> tuple[Meaning, ...]:
    """Return what a name means where it stands: "in Beijing" is the city, "goes to Beijing" may be the government."""
    places = tuple(meaning for meaning in mention.meanings if meaning.kind in {"place", "country"})
    if not places or context.known is None:
        return mention.meanings
    if _IN.search(context.before(mention.span, 20)):
        return places
    held = context.known.meanings(context.document.quote(mention.span))
    return (*mention.meanings, *(m for m in held if m.use == "metonym" and m not in mention.meanings))


def _said(tagged: Tagged) -> frozenset[str]:
    """Return what all words of a sentence say beside its names, dates and numbers."""
    return meanings(MARK.sub(" ", words_that_add_nothing().sub(" ", _nationalities().sub(" ", tagged.text))))


def _left(tagged: Tagged) -> frozenset[str]:
    """Return what the words of a sentence say beside its names, dates, numbers and what was done."""
    text = _FIRST.sub(" ", _TERM.sub(" ", tagged.text))
    return meanings(MARK.sub(" ", words_done().sub(" ", _nationalities().sub(" ", text))))


def _matter(tagged: Tagged) -> frozenset[str]:
    """Return what the words say beside names, dates, numbers and what an act does."""
    text = _nationalities().sub(" ", tagged.text)
    return meanings(MARK.sub(" ", words_provided().sub(" ", text)))


@cache
def _nationalities() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(row['words'] for row in word_table('nationalities'))})\b(?!-)")


def _nations(context: Context, tagged: Tagged) -> Iterator[tuple[Meaning, ...]]:
    """Yield the countries that adjectives name: "Chinese firms", "US chip controls"."""
    for found in _nationalities().finditer(tagged.text):
        row = next(row for row in word_table("nationalities") if re.fullmatch(row["words"], found[0]))
        place = context.known.entities.get(row["entity"]) if context.known else None
        if place:
            yield (place,)


def _is_on_act(context: Context, names: Sequence[NameMention]) -> bool:
    """Say whether the sentence or the headline names an act."""
    return any(m.role == "policy" and (m in names or _is_in_headline(context, m)) for m in (*names, *context.names))


def headline_words(context: Context) -> frozenset[str]:
    """Return what the words of the headline say."""
    blocks = context.document.blocks
    head = blocks[0].span if blocks and blocks[0].kind is BlockKind.HEADLINE else None
    return meanings(context.document.quote(head)) if head else frozenset()


def headline_ids(context: Context) -> tuple[str, ...]:
    """Return the ids of all that the names of the headline can mean."""
    return tuple(id_ for m in context.names if _is_in_headline(context, m) for id_ in m.ids)


def _is_in_headline(context: Context, mention: NameMention) -> bool:
    return bool(context.document.blocks) and mention.span.end <= context.document.blocks[0].span.end
