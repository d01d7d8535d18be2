"""Statements that something was done, however they say it: the fact on record that they tell is found by their words.

No pattern says how the parts stand: a statement is what was done (by `words/predicates.csv`), the names that it holds,
its dates and numbers, and the content words that are left. `details`: `bears` (acts and kinds of happenings that bear
the words out), `kinds`, `needs`, `bars` (what the row of an act must be or say, and must not), `denies` (facts that
would make it false), `done` (the words for it), `names` (the meanings of each name), `words` (what is left), `about`,
`about_names` (of the headline), `dates`, `numbers`, `first` (the first of its kind), `term` (who led the state then).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.reading.claims.build import make_claim
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.predicates import cells_of, facts_of, rows_of, words_done
from onrecord.reading.context import Context
from onrecord.reading.document import BlockKind, Span
from onrecord.reading.mentions import DateMention, NameMention, QuantityMention
from onrecord.reading.modality import is_opinion
from onrecord.reading.stems import meanings
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import cell_words, word_table
from onrecord.record.names import Meaning

LONGEST = 240
"""A sentence of more characters says more than one thing, and cannot be told by its words alone."""

_TELLING = frozenset({BlockKind.PARAGRAPH, BlockKind.BULLET})
"""Headlines leave out too many words to be told by those that are there."""

_MARK = re.compile(r"<[a-z]+:\d+>(?:'s\b)?")
_NUMBER = re.compile(r"\d")
_FIRST = re.compile(r"\b(?:first|originally|initially)\b")
_TERM = re.compile(r"\b(?:under|during)(?: the)?(?: second| first)? (?P<who><person:\d+>)")
_AT_PRESENT = frozenset({"now", "currently", "at present", "so far", "to date"})
_CONTRARY = re.compile(r"\b(?:instead of|rather than|without|declined|except|unlike|fail|failed)\b")
"""Words that turn what is said into its opposite, or leave it open."""


def find_statements(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the one statement of a sentence that says that something was done."""
    sentence = tagged.sentence
    if sentence.block.kind not in _TELLING or sentence.span.end - sentence.span.start > LONGEST:
        return
    if _CONTRARY.search(tagged.text) or _NUMBER.search(_MARK.sub(" ", tagged.text)):
        return
    done = list(words_done().finditer(tagged.text))
    names = [mention for _, mention in tagged.names()]
    numbers = tuple(m.quantity for m in tagged.mentions.values() if isinstance(m, QuantityMention))
    if not (done or len(numbers) > 1) or is_opinion(context.document.quote(sentence.span)):
        return
    dates = [m for m in tagged.mentions.values() if isinstance(m, DateMention) and m.period is not None]
    dates = [date for date in dates if context.document.quote(date.span).casefold() not in _AT_PRESENT]
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
        details={
            "bears": tuple(sorted(bears)),
            "kinds": cells_of((match[0] for match in done), "kinds"),
            "needs": cells_of((match[0] for match in done), "needs"),
            "bars": cells_of((match[0] for match in done), "bars"),
            "denies": tuple(fact for m in done for row in rows_of(m[0]) for fact in cell_words(row["contrary"])),
            "done": tuple(sorted(meanings(" ".join(match[0] for match in done)))),
            "names": (*(m.meanings for m in names if m is not who), *_nations(context, tagged)),
            "words": tuple(sorted(_left(tagged))),
            "about": tuple(sorted(_said_in_headline(context))),
            "about_names": tuple(id_ for m in context.names if _is_in_headline(context, m) for id_ in m.ids),
            "dates": tuple(date.period for date in dates),
            "numbers": numbers,
            "first": bool(_FIRST.search(tagged.text)),
            "term": who.ids if isinstance(who, NameMention) else (),
        },
    )
    if claim:
        yield claim


def _left(tagged: Tagged) -> frozenset[str]:
    """Return what the words of a sentence say beside its names, dates, numbers and what was done."""
    text = _FIRST.sub(" ", _TERM.sub(" ", tagged.text))
    return meanings(_MARK.sub(" ", words_done().sub(" ", _nationalities().sub(" ", text))))


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


def _said_in_headline(context: Context) -> frozenset[str]:
    blocks = context.document.blocks
    head = blocks[0].span if blocks and blocks[0].kind is BlockKind.HEADLINE else None
    return meanings(context.document.quote(head)) if head else frozenset()


def _is_in_headline(context: Context, mention: NameMention) -> bool:
    return bool(context.document.blocks) and mention.span.end <= context.document.blocks[0].span.end
