"""Lines on a place in an order: "second with 76 million pulls", "leads the weekly table", "no model has more pulls".

`details` are those of a comparison with all others, and `rank`, the place that is said: 1 for the most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.reading.claims.build import make_claim
from onrecord.reading.claims.claim import Claim, ClaimType, Modality
from onrecord.reading.claims.comparison_lines import headline_words, words_of
from onrecord.reading.claims.comparisons import metrics_of, stands_for
from onrecord.reading.claims.subjects import of_headline
from onrecord.reading.clauses import date_of_verb
from onrecord.reading.context import Context
from onrecord.reading.document import BlockKind
from onrecord.reading.mentions import NameMention, QuantityMention
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import words_where

LONGEST = 120
"""A longer sentence may rank something else than what it names first."""

_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_FIRST = re.compile(
    r"\b(?:leads|led|leading|tops|topped|heads|headed) (?:the )?(?:[a-z]+ ){0,2}?"
    r"(?:table|list|chart|charts|ranking|rankings|leaderboard|field|pack)\b"
    r"|\b(?:number one|no\\. 1|top spot|pole position|in the lead|in front)\b"
)
_PLACE = re.compile(
    r"\b(?P<place>first|second|third|fourth|fifth)(?:[- ](?:place|most|largest|biggest|highest)| by\b|$)"
)
_NONE_MORE = re.compile(
    r"\bno (?:other )?(?:model|app|family|lab|firm|company|country|maker)s? (?:[^<]|<[a-z]+:\d+>){0,30}?"
    r"(?:has|have|had|gets?|got|is|are) more\b"
)
_RANKED = frozenset({"organisation", "family", "product", "model", "place", "government"})


def find_rank_lines(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield which place a short line gives to what it names, or to what the headline names."""
    span = tagged.sentence.span
    if context.known is None or tagged.sentence.block.kind is BlockKind.HEADLINE or span.end - span.start > LONGEST:
        return
    if any(isinstance(mention, QuantityMention) for mention in tagged.mentions.values()):
        return  # the number tells more than the place
    none_more = _NONE_MORE.search(tagged.text)
    rank = 1 if none_more or _FIRST.search(tagged.text) else _place(tagged.text)
    if not rank:
        return
    metrics = metrics_of(context.known, words_of(context, tagged), headline_words(context))
    who = _who(context, tagged, left_out=bool(none_more))
    if who is None or not metrics:
        return
    date = date_of_verb(tagged, 0, 1)
    claim = make_claim(
        context,
        ClaimType.RANK,
        tagged.span(0, len(tagged.text.rstrip(" ."))),
        who.best.id,
        who.best.name,
        period=date.period if date else None,
        modality=Modality.ASSERTED if none_more else None,
        details={
            "one": stands_for(context.known, who, metrics),
            "two": (),
            "two_name": "all others",
            "over": True,
            "metrics": metrics,
            "times": None,
            "most": True,
            "rank": rank,
            "scope": (),
        },
    )
    if claim:
        yield claim


def _place(text: str) -> int:
    found = _PLACE.search(text)
    return _PLACES[found["place"]] if found else 0


def _who(context: Context, tagged: Tagged, *, left_out: bool) -> NameMention | None:
    """Return what is ranked: the one thing that a line names, or the first of the headline."""
    hosts = words_where("release_words", "kind", "host")
    named = [m for _, m in tagged.names() if m.role in _RANKED and m.best.id not in hosts]
    if left_out:
        named = [m for m in of_headline(context) if m.best.id not in hosts]
        return named[0] if named else None
    models = [m for m in named if m.role in {"model", "product"}]
    chosen = models or named
    return chosen[0] if len(chosen) == 1 else None
