"""Claims on the figures of an event: how many came, showed, signed.

`details`: the event as in `events`, `concept` of the figure, `quantity`, `printed`.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.claims.build import claim_span, event_details, make_claim, name_of, quantity_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.events import figure_concept
from onrecord.reading.clauses import date_of_verb
from onrecord.reading.context import Context
from onrecord.reading.grammar import Match, matches
from onrecord.reading.tagged import Tagged
from onrecord.terms.time import Period

_WHOLE = frozenset({"exhibiting", "participating", "total", "registered", "invited", "attending"})
"""Words before what is counted that leave the count whole."""


def find_level_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield a claim for each number that a sentence gives of an event."""
    for match in matches("level", tagged):
        quantity = quantity_of(tagged, match)
        event = name_of(tagged, match, "event") or context.main_event
        if quantity is None or event is None:
            continue
        concept = next(
            (concept for word in _counted(quantity.quantity.unit) if (concept := figure_concept(word, "FIGURE"))), ""
        )
        if not concept:
            continue
        claim = make_claim(
            context,
            ClaimType.LEVEL,
            claim_span(tagged, match),
            event.best.id,
            event.best.name,
            details=event_details(event, period=_when(tagged, match))
            | {
                "concept": concept,
                "quantity": quantity.quantity,
                "printed": context.document.quote(quantity.span),
            },
        )
        if claim:
            yield claim


def _when(tagged: Tagged, match: Match) -> Period | None:
    """Return the time that a number is said of: "drew 300,000 visitors last year"."""
    date = date_of_verb(tagged, *match.groups["qty"])
    return date.period if date else None


def _counted(unit: str) -> tuple[str, ...]:
    """Return what may be counted: "exhibiting companies", then "companies"; "Chinese companies" are another count."""
    first, _, rest = unit.partition(" ")
    return (unit, rest) if first in _WHOLE else (unit,)
