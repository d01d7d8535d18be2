"""Claims that a figure of an event is a record.

`details`: the event as in `events`, `concept` of the figure (attendance, exhibitors ...; empty for the edition as a
whole), `kind` of the extreme.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.claims.build import claim_span, event_details, make_claim, quantity_of
from onrecord.reading.claims.claim import Claim, ClaimType, Modality
from onrecord.reading.claims.levels import concept_of_unit
from onrecord.reading.claims.vocabulary import figure_concept
from onrecord.reading.context import Context
from onrecord.reading.document import Span
from onrecord.reading.grammar import Match, matches
from onrecord.reading.tagged import Tagged


def find_extreme_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the record claims of a sentence; the event is the sentence's own, else the one the article is about."""
    for match in matches("extreme", tagged):
        inside = [m for _, m in tagged.names() if m.role == "event"]
        event = inside[0] if inside else context.event_spoken_of(tagged)
        concept = _concept(tagged, match)
        if event is None or concept is None:
            continue
        whole = claim_span(tagged, match)
        figure = tagged.span(*match.groups["figure" if "figure" in match.groups else "qty"])
        span = Span(min(whole.start, figure.start), max(whole.end, figure.end))
        details = event_details(event) | {"concept": concept, "kind": "highest"}
        ahead = bool(match.texts.get("modal", "").strip())
        claim = make_claim(
            context,
            ClaimType.EXTREME,
            span,
            event.best.id,
            event.best.name,
            details=details,
            # "May hit a record" looks ahead: it is open until the event has been counted.
            modality=Modality.FORECAST if ahead else None,
        )
        if claim:
            yield claim


def _concept(tagged: Tagged, match: Match) -> str | None:
    """Return what was never higher; empty where an edition as a whole was the largest, None where it is no figure."""
    if match.rule == "largest-edition":
        return ""
    if "figure" in match.texts:
        return figure_concept(match.texts["figure"], "FIGURE") or None
    quantity = quantity_of(tagged, match)
    return concept_of_unit(quantity.quantity.unit) or None if quantity else None
