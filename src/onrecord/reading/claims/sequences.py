"""Claims that an event came so long after, or before, an act of policy.

`details`: the event as in `events`, `gap` and `relation` as printed, and the act as in `policies`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.claims.build import event_details, make_claim, name_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.vocabulary import verb_class
from onrecord.reading.context import Context
from onrecord.reading.grammar import Match, matches
from onrecord.reading.tagged import Tagged


def find_sequences(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield what came how long after what."""
    for match in matches("sequence", tagged):
        claim = _sequence(context, tagged, match)
        if claim:
            yield claim


def _sequence(context: Context, tagged: Tagged, match: Match) -> Claim | None:
    event = name_of(tagged, match, "event")
    order = next((m for m in matches("policy-order", tagged) if m.start >= match.groups["other"][0]), None)
    named = next((m for m in matches("policy-date", tagged) if m.start >= match.groups["other"][0]), None)
    found = order or named
    if event is None or found is None:
        return None
    actor = name_of(tagged, found, "actor")
    policy = name_of(tagged, found, "policy")
    end = found.groups["object"][1] if order else found.end
    details = event_details(event) | {
        "gap": match.texts["gap"],
        "relation": match.texts["relation"],
        "actor": actor.ids if actor else (),
        "actor_name": actor.best.name if actor else "",
        "policies": policy.ids if policy else (),
        "object": found.texts.get("object", ""),
        "verb": verb_class(found.texts["verb"]),
    }
    span = tagged.span(match.groups["claim"][0], end)
    return make_claim(context, ClaimType.SEQUENCE, span, event.best.id, event.best.name, details=details)
