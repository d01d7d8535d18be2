"""Lines that say nothing but that models came out: "Debut on 7 August", "R1 and V3 hit the Hub in January".

Patterns ask for words in an order; a line of notes has none. Here every word of a line, or of one of its parts between
commas, must be a model, its maker, one date, a word for coming out or one that adds nothing
(`words/release_words.csv`): then whatever their order, only one thing can be said. A line that names no model means
the one model of the headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.reading.claims.build import make_claim
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.releases import release_details
from onrecord.reading.context import Context
from onrecord.reading.document import BlockKind, Span
from onrecord.reading.mentions import DateMention, NameMention, NewModelMention
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import one_of, words_where

LONGEST = 160
"""A longer sentence says more than when a model came out."""

_MARK = re.compile(r"<(?P<mark>(?P<role>[a-z]+):\d+)>(?P<own>'s\b)?")
_WORD = re.compile(r"[\w'-]+")
_PARTS = re.compile(r"[,;] (?:and )?")
_SET_BESIDE = re.compile(r"\bsame (?:day|week|month) (?:as|with)\b")
"""What puts one model beside another: that is told of the two together."""

_LISTED = re.compile(r"\b(?:and|both)\b|&")
_BY = re.compile(r"\b(?:by|from|of)(?: the)?(?: [a-z]+)? $")


@dataclass(frozen=True, slots=True)
class _Part:
    """A line, or a part of it, in which every word is known; `start` and `end` are positions in the tagged text."""

    start: int
    end: int
    models: tuple[NameMention | NewModelMention, ...]
    makers: tuple[NameMention, ...]
    dates: tuple[DateMention, ...]
    done: bool
    by: bool


def find_release_lines(context: Context, tagged: Tagged) -> tuple[Claim, ...]:
    """Return the releases of a line that says nothing else, or of those of its parts that do not."""
    sentence = tagged.sentence
    if sentence.block.kind is BlockKind.HEADLINE or sentence.span.end - sentence.span.start > LONGEST:
        return ()
    if _SET_BESIDE.search(tagged.text):
        return ()
    end = len(tagged.text.rstrip(" ."))
    whole = _part(tagged, 0, end)
    if whole and len(whole.dates) < 2 and (len(whole.models) < 2 or _LISTED.search(tagged.text)):
        return tuple(_claims(context, tagged, whole, whole.models or _subject(context, tagged, 0)))
    parts = ((start, _part(tagged, start, stop)) for start, stop in _bounds(tagged, end))
    return tuple(
        claim
        for start, part in parts
        if part
        for claim in _claims(context, tagged, part, part.models or _subject(context, tagged, start))
    )


def _subject(context: Context, tagged: Tagged, start: int) -> tuple[NameMention | NewModelMention, ...]:
    """Return what a part without a model is said of: the model named before it in the line, else the headline's."""
    named = [mark for mark in _MARK.finditer(tagged.text) if mark["role"] in {"model", "newmodel"}]
    before = [mark for mark in named if mark.start() < start]
    mention = tagged.mentions.get(before[-1]["mark"]) if before else context.headline_model if not named else None
    return (mention,) if isinstance(mention, NameMention | NewModelMention) else ()


def _bounds(tagged: Tagged, end: int) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _PARTS.finditer(tagged.text, 0, end):
        yield start, found.start()
        start = found.end()
    yield start, end


def _part(tagged: Tagged, start: int, end: int) -> _Part | None:
    """Return a part of a line that tells of releases alone; None where it holds anything else."""
    text = tagged.text[start:end]
    models: list[NameMention | NewModelMention] = []
    makers: list[NameMention] = []
    dates: list[DateMention] = []
    by = False
    for found in _MARK.finditer(text):
        mention = tagged.mentions.get(found["mark"])
        if isinstance(mention, NewModelMention) or (isinstance(mention, NameMention) and mention.role == "model"):
            models.append(mention)
        elif isinstance(mention, NameMention) and mention.role in {"organisation", "family"}:
            if mention.best.id not in words_where("release_words", "kind", "host"):
                makers.append(mention)
                by = by or bool(found["own"] or _BY.search(text[: found.start()]))
        elif isinstance(mention, DateMention) and mention.type == "DATE":
            dates.append(mention)
        elif not _of_firm().match(text, found.end()):
            return None
    words = set(_WORD.findall(_MARK.sub(" ", text)))
    if not words <= _known() or len({maker.ids for maker in makers}) > 1:
        return None
    return _Part(start, end, tuple(models), tuple(makers), tuple(dates), bool(words & _done()), by)


@cache
def _known() -> frozenset[str]:
    """Return all words that a line of releases may hold."""
    return _done().union(*(words_where("release_words", "kind", kind) for kind in ("how", "firm", "plain")))


@cache
def _of_firm() -> re.Pattern[str]:
    """Return what stands behind the place of a firm: "the Paris lab"."""
    return re.compile(rf"(?: (?!<)[a-z-]+)? {one_of(words_where('release_words', 'kind', 'firm'))}\b")


@cache
def _done() -> frozenset[str]:
    return words_where("release_words", "kind", "done")


def _claims(
    context: Context, tagged: Tagged, part: _Part, models: Sequence[NameMention | NewModelMention]
) -> Iterator[Claim]:
    """Yield a claim for each model, where a part says that it came out, or when."""
    maker = part.makers[0] if part.makers else None
    date = part.dates[0] if len(part.dates) == 1 else None
    # "The model on 5 August": of a model whose day is told nothing else can be meant.
    dated = date is not None and bool(part.models)
    said = bool(date or maker or part.models)
    if len(part.dates) > 1 or not (part.done or dated) or not said:
        return
    span = _trimmed(context, tagged.span(part.start, part.end))
    for model in dict.fromkeys(models):
        subject, name, details = release_details(context, tagged, model, maker, by=part.by)
        claim = make_claim(
            context, ClaimType.RELEASE, span, subject, name, period=date.period if date else None, details=details
        )
        if claim:
            yield claim


def _trimmed(context: Context, span: Span) -> Span:
    """Return the span without the stop at its end."""
    end = span.end
    while end > span.start and context.document.text[end - 1] in " .,;:":
        end -= 1
    return Span(span.start, end)
