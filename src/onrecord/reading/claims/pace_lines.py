"""Claims on how fast the labs of a country brought out models in a month: "one every two days", "their busiest yet".

`details`: `group` (whose launches: the id of a group of models), `days` (low and high of "every few days") or `peak`
(`year` where the month is the busiest of its year so far, `ever` of all that are on record).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from onrecord.reading.claims.build import make_claim
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.subjects import nations_named
from onrecord.reading.claims.trends import rate_in
from onrecord.reading.context import Context
from onrecord.reading.document import BlockKind, Span
from onrecord.reading.mentions import DateMention
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import one_of, words_where
from onrecord.record.names import Meaning, fold
from onrecord.terms.time import Period

LONGEST = 160
"""A longer sentence may speak of the pace of something else."""

_GROUPS = {"china": "chinese-models", "united-states": "us-models"}


@cache
def _words(kind: str) -> re.Pattern[str]:
    """Return the words for launches, for the busiest of months, or for all that are on record."""
    return re.compile(rf"\b{one_of(words_where('release_words', 'kind', kind))}\b")


def find_pace_lines(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the pace of a country's launches in a month that a short sentence names, or whether it was the busiest."""
    span = tagged.sentence.span
    if tagged.sentence.block.kind is BlockKind.HEADLINE or span.end - span.start > LONGEST:
        return
    named = {m.role for _, m in tagged.names()} & {"organisation", "model", "family", "product"}
    headline = context.document.quote(context.document.blocks[0].span).lower()
    month = _month(tagged)
    if month is None or named or not _words("launches").search(f"{tagged.text} {headline}"):
        return
    group = _group(context, tagged)
    if group is None:
        return
    words = fold(context.document.quote(span))
    rate, peak = rate_in(words), _words("busiest").search(words)
    asked: list[tuple[tuple[int, int], dict[str, Any]]] = [(rate[0], {"days": rate[1]})] if rate else []
    if peak:
        asked.append((peak.span(), {"peak": "ever" if _words("ever").search(words) else "year"}))
    for (start, end), details in asked:
        claim = make_claim(
            context,
            ClaimType.PACE,
            Span(span.start + start, span.start + end),
            group.id,
            group.name,
            period=month,
            details={"group": group.id, **details},
        )
        if claim:
            yield claim


def _month(tagged: Tagged) -> Period | None:
    """Return the one month that a sentence names; the year that it lies in may be named too."""
    dates = {m.period for m in tagged.mentions.values() if isinstance(m, DateMention) and m.period and m.type == "DATE"}
    months = [one for one in dates if one == Period.of_month(one.start.year, one.start.month)]
    return months[0] if len(months) == 1 and all(date.contains(months[0]) for date in dates) else None


def _group(context: Context, tagged: Tagged) -> Meaning | None:
    """Return the models of the country that a sentence speaks of, or else its headline."""
    if context.known is None:
        return None
    places = {m.best.id for _, m in tagged.names() if m.role in {"place", "government"}}
    places |= nations_named(tagged.text)
    if not places & _GROUPS.keys():
        headline = context.document.quote(context.document.blocks[0].span).lower()
        places = {m.best.id for m in context.headline if m.role in {"place", "government"}}
        places |= nations_named(headline)
    groups = {_GROUPS[place] for place in places & _GROUPS.keys()}
    return context.known.entities.get(groups.pop()) if len(groups) == 1 else None
