"""Claims on organisations and people: where a firm is based, when it was founded, who holds an office.

`details`: `place`; `year`; `title` and `person` (ids) of a role.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.claims.build import claim_span, make_claim, name_of, period_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.context import Context
from onrecord.reading.grammar import matches
from onrecord.reading.tagged import Tagged


def find_organisation_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield what a sentence says of an organisation's seat and founding."""
    for match in matches("place", tagged):
        org, place = name_of(tagged, match, "org"), name_of(tagged, match, "place")
        if org and place and not org.reference:
            claim = make_claim(
                context, ClaimType.PLACE, claim_span(tagged, match), org.best.id, org.best.name,
                details={"place": place.best.id, "place_name": place.best.name},
            )
            if claim:
                yield claim
    for match in matches("founding", tagged):
        org, period = name_of(tagged, match, "org"), period_of(tagged, match)
        if org and period and not org.reference:
            claim = make_claim(
                context, ClaimType.FOUNDING, claim_span(tagged, match), org.best.id, org.best.name, period=period
            )
            if claim:
                yield claim
