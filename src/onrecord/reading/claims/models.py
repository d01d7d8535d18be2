"""Claims on what a model is: how many parameters it has, whether its weights are open.

`details`: `releases` (ids that the name can mean), and `quantity` with `printed`, or `weights` (open or closed).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.reading.claims.build import claim_span, make_claim, model_of, quantity_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.context import Context
from onrecord.reading.grammar import Match, matches
from onrecord.reading.mentions import NameMention
from onrecord.reading.tagged import Tagged


def find_model_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the sizes of models that a sentence gives, and whether they are open."""
    for match in matches("model", tagged):
        who = model_of(tagged, match, "who")
        details = _details(context, tagged, match)
        if not isinstance(who, NameMention) or details is None:
            continue
        claim = make_claim(
            context,
            ClaimType.LEVEL if "quantity" in details else ClaimType.WEIGHTS,
            claim_span(tagged, match),
            who.best.id,
            who.best.name,
            details={"releases": who.ids, **details},
        )
        if claim:
            yield claim


def _details(context: Context, tagged: Tagged, match: Match) -> dict[str, Any] | None:
    quantity = quantity_of(tagged, match)
    if quantity is not None:
        counted = f"{quantity.quantity.unit} {tagged.text[match.groups['qty'][1] :][:12]}"
        if match.rule == "parameters-gapped":
            counted = context.document.quote(tagged.sentence.span)
        if "parameter" not in counted:
            return None
        return {"quantity": quantity.quantity, "printed": context.document.quote(quantity.span)}
    words = match.texts.get("open", "").strip()
    return {"weights": "closed" if words in _CLOSED else "open"} if words else None


_CLOSED = frozenset({"closed", "proprietary"})
