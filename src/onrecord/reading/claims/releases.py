"""Claims that a model came out, or that it did not.

`details`: `releases` (ids that the name can mean), `model` (the name as printed), `makers` (ids), `family`; for a maker
without a model only `makers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.reading.claims.build import claim_span, make_claim, model_of, name_of, period_of
from onrecord.reading.claims.claim import Claim, ClaimType, Modality
from onrecord.reading.context import Context
from onrecord.reading.grammar import Match, matches
from onrecord.reading.mentions import NewModelMention
from onrecord.reading.tagged import Tagged


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


def _claim(context: Context, tagged: Tagged, match: Match, type_: ClaimType) -> Claim | None:
    who = model_of(tagged, match, "who")
    maker = name_of(tagged, match, "maker")
    if who is None:
        return None
    details: dict[str, Any] = {"releases": (), "model": "", "makers": maker.ids if maker else (), "family": ""}
    if isinstance(who, NewModelMention):
        details |= {"model": who.name, "makers": details["makers"] or who.makers, "family": who.family}
        subject, name = who.name, who.name
    elif who.role == "model":
        details |= {"releases": who.ids, "model": context.document.quote(who.span)}
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
