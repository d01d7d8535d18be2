"""Make a claim from a match of the grammar: exact span, modality, and the parts that every type shares."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from onrecord.reading.claims.claim import Claim, ClaimType, Modality
from onrecord.reading.context import Context
from onrecord.reading.dates.readings import other_readings
from onrecord.reading.document import Span
from onrecord.reading.grammar import Match
from onrecord.reading.mentions import DateMention, NameMention, NewModelMention, QuantityMention
from onrecord.reading.modality import modality_at
from onrecord.reading.tagged import Mention, Tagged
from onrecord.terms.time import Period

_NEGATION = re.compile(r"\b(?:not(?! only| just| least)|never|neither)\b|n['’]t\b", re.IGNORECASE)
_NEGATED_BEFORE = re.compile(
    r"(?:\b(?:not(?! only| just| least)|never|nor|neither|no longer|hardly)|n['’]t)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b[12]\d{3}\b")
_SETTING = re.compile(r"(?:At|In|On|During|After|Before|Speaking (?:at|in|on|during))\b[^,;]*,")
NOT_STATED = frozenset({Modality.DENIED, Modality.CONDITIONAL})
"""What is denied, or holds only if something else does, is not stated: no claim is made of it."""


def mention_of(tagged: Tagged, match: Match, group: str) -> Mention | None:
    """Return the mention behind a named part of a match."""
    text = match.texts.get(group)
    return tagged.mentions.get(text.strip("<>")) if text else None


def name_of(tagged: Tagged, match: Match, group: str) -> NameMention | None:
    """Return the name behind a named part of a match."""
    mention = mention_of(tagged, match, group)
    return mention if isinstance(mention, NameMention) else None


def model_of(tagged: Tagged, match: Match, group: str) -> NameMention | NewModelMention | None:
    """Return the name or the new model behind a named part of a match."""
    mention = mention_of(tagged, match, group)
    return mention if isinstance(mention, NameMention | NewModelMention) else None


def period_of(tagged: Tagged, match: Match, group: str = "date") -> Period | None:
    """Return the period of the date behind a named part of a match."""
    mention = mention_of(tagged, match, group)
    return mention.period if isinstance(mention, DateMention) else None


def said_period(context: Context, mention: DateMention) -> Period | None:
    """Return the period of a date; None where neither the article nor the date says of which year it is."""
    document = context.document
    return mention.period if document.dated_by or _YEAR.search(document.quote(mention.span)) else None


def quantity_of(tagged: Tagged, match: Match, group: str = "qty") -> QuantityMention | None:
    """Return the quantity behind a named part of a match."""
    mention = mention_of(tagged, match, group)
    return mention if isinstance(mention, QuantityMention) else None


def claim_span(tagged: Tagged, match: Match) -> Span:
    """Return the span of the part named `claim`, else of the whole match."""
    start, end = match.groups.get("claim", (match.start, match.end))
    while end > start and tagged.text[end - 1] in " ,;:":
        end -= 1
    while start < end and tagged.text[start] in " ,;:":
        start += 1
    return tagged.span(start, end)


def make_claim(
    context: Context,
    type_: ClaimType,
    span: Span,
    subject: str,
    subject_name: str,
    *,
    period: Period | None = None,
    modality: Modality | None = None,
    details: Mapping[str, Any] | None = None,
) -> Claim | None:
    """Return the claim with its modality, or None where the text does not state it."""
    document = context.document
    found, speaker = modality_at(document.text, span, _sentence_of(context, span))
    if found is Modality.ATTRIBUTED and _stands_in_setting(document.text, span, _sentence_of(context, span)):
        found, speaker = Modality.ASSERTED, ""
    if modality is None and (found in NOT_STATED or _is_negated(document.text, span, _sentence_of(context, span))):
        return None
    return Claim(
        type=type_,
        span=span,
        quote=document.quote(span),
        subject=subject,
        subject_name=subject_name,
        modality=modality or found,
        speaker=speaker,
        period=period,
        places=(span,),
        details={
            **(details or {}),
            "other_periods": _other_periods(context, span, period),
        },
    )


def _other_periods(context: Context, span: Span, period: Period | None) -> tuple[Period, ...]:
    """Return what else the date of the claim can mean, where its words leave the year or the week open."""
    inside = context.dates_in(_sentence_of(context, span))
    words = next((context.document.quote(date.span) for date in inside if date.period == period), "")
    return other_readings(words, period) if period and words else ()


def _stands_in_setting(text: str, span: Span, sentence: Span) -> bool:
    """Say whether the words only set the scene for what somebody says: "At the April meeting, she said ..."."""
    setting = _SETTING.match(text, sentence.start, sentence.end)
    return setting is not None and span.end <= setting.end()


def _is_negated(text: str, span: Span, sentence: Span) -> bool:
    """Say whether a "not" or "never" stands in the words or right before them: "has never been held in"."""
    return bool(_NEGATED_BEFORE.search(text[sentence.start : span.start]) or _NEGATION.search(span.of(text)))


def _sentence_of(context: Context, span: Span) -> Span:
    sentence = context.sentence_of(span)
    return sentence.span if sentence else span


def event_details(mention: NameMention, *, period: Period | None = None) -> dict[str, Any]:
    """Return which event a mention means: `series`, or one `event` of it, and the edition's `year` where it is said.

    What is only `described` may be another event: nothing said of it is refuted.
    """
    one = mention.best
    kind = "event" if one.table == "events" else "series"
    details = {"series": "", "event": "", kind: one.id, "year": mention.year, "period": period}
    return details | {"described": True} if mention.described else details
