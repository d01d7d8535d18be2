"""Claims that a model came out, or that it did not.

`details`: `releases` (ids that the name can mean), `model` (the name as printed), `makers` (ids), `family`; for a maker
without a model only `makers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from onrecord.reading.claims.build import claim_span, make_claim, model_of, name_of, period_of
from onrecord.reading.claims.claim import Claim, ClaimType, Modality
from onrecord.reading.context import Context
from onrecord.reading.document import BlockKind
from onrecord.reading.grammar import Match, matches
from onrecord.reading.mentions import NameMention, NewModelMention
from onrecord.reading.tagged import Tagged


_NEXT_NAME = re.compile(r" (?P<word>[A-Z][a-z]{2,})\b")


def find_release_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the release claims and the absence claims of a sentence."""
    for match in matches("absence-of-release", tagged):
        claim = _claim(context, tagged, match, ClaimType.ABSENCE_OF_RELEASE)
        if claim:
            yield claim
    for match in matches("release", tagged):
        # Without a date there is nothing that could be wrong but the model itself.
        if period_of(tagged, match):
            claim = _claim(context, tagged, match, ClaimType.RELEASE)
            if claim:
                yield claim


def _variant(context: Context, tagged: Tagged, who: NameMention) -> str:
    """Return the longer name where a capitalised word behind a model's name belongs to it; empty where none does."""
    if tagged.sentence.block.kind is BlockKind.HEADLINE:
        return ""
    found = _NEXT_NAME.match(context.document.text, who.span.end)
    if not found or any(m.span.start <= found.start("word") < m.span.end for m in context.names):
        return ""
    return context.document.text[who.span.start : found.end("word")]


def _claim(context: Context, tagged: Tagged, match: Match, type_: ClaimType) -> Claim | None:
    who = model_of(tagged, match, "who")
    maker = name_of(tagged, match, "maker")
    if who is None:
        return None
    details: dict[str, Any] = {"releases": (), "model": "", "makers": maker.ids if maker else (), "family": ""}
    if isinstance(who, NewModelMention):
        details |= {"model": who.name, "makers": details["makers"] or who.makers, "family": who.family}
        subject, name = who.name, who.name
    elif who.role == "model" and (variant := _variant(context, tagged, who)):
        # "Llama 4 Behemoth" is another model than the Llama 4 that is on record.
        details |= {"model": variant, "makers": details["makers"] or tuple(m.owner for m in who.meanings)}
        subject, name = variant, variant
    elif who.role == "model":
        makers = tuple(dict.fromkeys(meaning.owner for meaning in who.meanings))
        details |= {"releases": who.ids, "model": context.document.quote(who.span), "makers": makers}
        subject, name = who.best.id, who.best.name
    else:
        details |= {"makers": who.ids}
        subject, name = who.best.id, who.best.name
    return make_claim(
        context,
        type_,
        claim_span(tagged, match),
        subject,
        name,
        period=period_of(tagged, match) if type_ is ClaimType.RELEASE else None,
        # The negation is the claim itself here, not a denial of one.
        modality=Modality.ASSERTED if type_ is ClaimType.ABSENCE_OF_RELEASE else None,
        details=details,
    )
