"""Claims on deals and listings: who bought, backs or works with whom, and whose shares are traded since when.

`details`: `kind` (listed, acquired, invested, partnered), `other` (the id of the other firm, empty for a listing),
`place`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.claims.build import claim_span, make_claim, name_of, period_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.clauses import date_of_verb
from onrecord.reading.context import Context
from onrecord.reading.grammar import matches
from onrecord.reading.tagged import Tagged

_KINDS = {
    "listing": "listed",
    "acquisition": "acquired",
    "investment": "invested",
    "partnership": "partnered",
    "owner": "owns",
    "renaming": "renamed",
}


def find_deal_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the listings, purchases, investments and partnerships that a sentence states."""
    for match in matches("deal", tagged):
        kind = _KINDS[match.rule.partition("-")[0]]
        who, other, place = (name_of(tagged, match, part) for part in ("who", "other", "place"))
        if who is None or (other is None and kind not in {"listed", "renamed"}) or (other and other.ids == who.ids):
            continue
        date = date_of_verb(tagged, *match.groups["verb"])
        period = period_of(tagged, match) or (date.period if date else None)
        claim = make_claim(
            context,
            ClaimType.DEAL,
            claim_span(tagged, match),
            who.best.id,
            who.best.name,
            period=period,
            details={
                "kind": kind,
                "other": other.best.id if other else "",
                "other_name": other.best.name if other else "",
                "place": place.best.id if place else "",
            },
        )
        if claim:
            yield claim
