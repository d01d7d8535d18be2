"""Claims on the figures of an event: how many came, showed, signed.

`details`: the event as in `events`, `concept` of the figure, `quantity`, `printed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.reading.claims.build import claim_span, event_details, make_claim, name_of, quantity_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.other_editions import without_other
from onrecord.reading.claims.vocabulary import figure_concept
from onrecord.reading.clauses import date_of_verb
from onrecord.reading.context import Context
from onrecord.reading.document import Span
from onrecord.reading.grammar import Match, expand, matches, phrase_list
from onrecord.reading.mentions import NameMention, QuantityMention
from onrecord.reading.tagged import Tagged
from onrecord.terms.time import Period

_WHOLE = frozenset({"exhibiting", "participating", "total", "registered", "invited", "attending"})
"""Words before what is counted that leave the count whole."""

_NEXT = re.compile(
    expand(r"(?: {NP:3})?(?:,| and|, and|,? as well as|,? with|,? from|, including|,? plus) (?P<qty>{QTY})")
)
"""A further number of the same list: "300,000 visitors, 800 exhibitors and 40 models"."""

_LIST = re.compile(
    expand(
        r"^(?:<event:\d+>[:,]? )?(?:a )?(?:record |some |about )?(?P<qty>{QTY})"
        r"(?:(?: (?!<)[a-z'-]+){0,3}(?:,| and|, and| from| with| plus)? {QTY})*[^<]{0,40}$"
    )
)
"""A line that is a list of numbers."""

_ALONE = re.compile(r"\b(?:alone|in (?:a|one|a single) day|on (?:the|its) (?:first|last|opening|final|second) day)\b")
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|may|can|said|says|did|does)\b")


def find_level_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield a claim for each number that a sentence gives of an event."""
    seen: set[Span] = set()
    tagged = without_other(context, tagged)
    for match in matches("level", tagged):
        event = name_of(tagged, match, "event") or context.event_spoken_of(tagged)
        first = quantity_of(tagged, match)
        if event is None or first is None:
            continue
        claim = _claim(context, tagged, match, event, first, claim_span(tagged, match))
        if claim:
            seen.add(first.span)
            yield claim
        for further in _chain(tagged, match.groups["qty"][1]):
            more = _claim(context, tagged, match, event, further, further.span)
            if more and further.span not in seen:
                seen.add(further.span)
                yield more
    listed = _LIST.match(tagged.text)
    listed = None if listed and phrase_list("DONE").search(tagged.text) else listed  # that tells what is counted
    about = context.event_spoken_of(tagged) if listed else None
    if listed and about and not _VERB.search(tagged.text):
        first_of_list = tagged.mentions[listed["qty"].strip("<>")]
        numbers = [first_of_list, *_chain(tagged, listed.end("qty"))]
        for number in numbers:
            if isinstance(number, QuantityMention) and number.span not in seen:
                own = _claim(context, tagged, None, about, number, number.span)
                if own:
                    yield own


def _chain(tagged: Tagged, start: int) -> Iterator[QuantityMention]:
    """Yield the further numbers of a list that goes on at a position."""
    while found := _NEXT.match(tagged.text, start):
        mention = tagged.mentions.get(found["qty"].strip("<>"))
        if isinstance(mention, QuantityMention):
            yield mention
        start = found.end()


def _claim(
    context: Context, tagged: Tagged, match: Match | None, event: NameMention, quantity: QuantityMention, span: Span
) -> Claim | None:
    concept = concept_of_number(context, tagged, quantity)
    if not concept and match and "figure" in match.texts:
        concept = figure_concept(match.texts["figure"], "FIGURE")
    if not concept:
        return None
    return make_claim(
        context,
        ClaimType.LEVEL,
        span,
        event.best.id,
        event.best.name,
        details=event_details(event, period=_when(tagged, match) if match else None)
        | how_counted(tagged.text)
        | {"concept": concept, "quantity": quantity.quantity, "printed": context.document.quote(quantity.span)},
    )


def _when(tagged: Tagged, match: Match) -> Period | None:
    """Return the time that a number is said of: "drew 300,000 visitors last year"."""
    date = date_of_verb(tagged, *match.groups["qty"])
    return date.period if date else None


_PLANNED = re.compile(r"\b(?:expected|planned|announced|forecast|foreseen|hoped|due|in advance|beforehand)\b")


def how_counted(text: str) -> dict[str, bool]:
    """Return whether a line counts one day `alone`, and whether it tells what was `planned` before the event."""
    found = {"alone": bool(_ALONE.search(text)), "planned": bool(_PLANNED.search(text))}
    return {name: True for name, holds in found.items() if holds}


def concept_of_number(context: Context, tagged: Tagged, mention: QuantityMention) -> str:
    """Return the concept of what a number counts; "new products" are debuts, though their unit is products."""
    concept = concept_of_unit(mention.quantity.unit)
    is_new = _FIRST_SHOWN.search(tagged.text) or _NEW.search(context.document.quote(mention.span))
    return "debuts" if concept == "exhibits" and is_new else concept


_NEW = re.compile(r"\bnew\b", re.IGNORECASE)
_FIRST_SHOWN = re.compile(r"\b(?:debut|debuts|debuted|premiere|premieres|premiered|first time)\b")


def concept_of_unit(unit: str) -> str:
    """Return the concept of what a number counts; empty where it counts nothing of an event.

    >>> concept_of_unit("exhibiting companies"), concept_of_unit("Chinese companies")
    ('exhibitors', '')
    """
    first, _, rest = unit.partition(" ")
    counted = (unit, rest) if first in _WHOLE else (unit,)
    return next((concept for word in counted if (concept := figure_concept(word, "FIGURE"))), "")
