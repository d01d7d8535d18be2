"""Claims that a figure of an event is a record.

`details`: the event as in `events`, `concept` of the figure (attendance, exhibitors ...), `kind` of the extreme.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.claims.build import claim_span, event_details, make_claim
from onrecord.reading.claims.claim import Claim, ClaimType, Modality
from onrecord.reading.claims.events import figure_concept
from onrecord.reading.context import Context
from onrecord.reading.document import Span
from onrecord.reading.grammar import matches
from onrecord.reading.tagged import Tagged


def find_extreme_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the record claims of a sentence; the event is the sentence's own, else the one the article is about."""
    for match in matches("extreme", tagged):
        inside = [m for _, m in tagged.names() if m.role == "event"]
        event = inside[0] if inside else context.main_event
        concept = figure_concept(match.texts["figure"], "FIGURE")
        if event is None or not concept:
            continue
        whole = claim_span(tagged, match)
        figure = tagged.span(*match.groups["figure"])
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
