"""Claims that set a figure of an event beside that of another edition: "topping last year", "30 more than in Paris".

`details`: the event as in `events`, `concept` of the figure, `other` (the other edition, as in `events`), `over`
(whether the first had more; None where only a ratio is said), `times` and `by` (how many times as many, how many more,
or None). What the line gives as the number of the other is a claim on that edition's figure.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.claims.build import event_details, make_claim
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.counts import says_only_counts
from onrecord.reading.claims.levels import concept_of_unit
from onrecord.reading.claims.other_editions import Beside, find_beside
from onrecord.reading.claims.vocabulary import figure_concept
from onrecord.reading.context import Context
from onrecord.reading.grammar import phrase_list
from onrecord.reading.mentions import NameMention, QuantityMention
from onrecord.reading.tagged import Tagged


def find_edition_comparisons(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield how the article's event compares with another edition, and the number given of that one.

    A line that says more than counts may compare a part: "fewer foreign exhibitors than last year".
    """
    beside = find_beside(context, tagged)
    event, concept = context.main_event, _concept(tagged, beside) if beside else ""
    if beside is None or event is None or not concept or not says_only_counts(tagged):
        return
    own = _own_numbers(tagged, beside)
    if len(own) > 1 and not all(concept_of_unit(number.quantity.unit) for number in own):
        return
    if beside.over is not None or beside.times is not None:
        yield from _comparison(context, tagged, event, beside, concept)
    if beside.number is not None:
        yield from _number(context, beside.other, beside.number, concept)
    for number in own:
        yield from _number(context, event, number, concept_of_unit(number.quantity.unit) or concept)


def _own_numbers(tagged: Tagged, beside: Beside) -> list[QuantityMention]:
    """Return the numbers that a line gives of the article's own edition: those outside the words that compare."""
    return [
        mention
        for mark, mention in tagged.mentions.items()
        if isinstance(mention, QuantityMention) and not beside.start <= tagged.text.find(f"<{mark}>") < beside.end
    ]


def _comparison(context: Context, tagged: Tagged, event: NameMention, beside: Beside, concept: str) -> Iterator[Claim]:
    details = event_details(event) | {
        "concept": concept,
        "other": event_details(beside.other),
        "over": beside.over,
        "times": beside.times,
        "by": beside.by,
    }
    claim = make_claim(
        context,
        ClaimType.COMPARISON,
        tagged.span(beside.start, beside.end),
        event.best.id,
        event.best.name,
        details=details,
    )
    if claim:
        yield claim


def _number(context: Context, event: NameMention, number: QuantityMention, concept: str) -> Iterator[Claim]:
    details = event_details(event) | {
        "concept": concept,
        "quantity": number.quantity,
        "printed": context.document.quote(number.span),
    }
    claim = make_claim(context, ClaimType.LEVEL, number.span, event.best.id, event.best.name, details=details)
    if claim:
        yield claim


def _concept(tagged: Tagged, beside: Beside) -> str:
    """Return what is compared: what the words that compare count, else what is counted nearest before them."""
    inside = [found for found in _counted(tagged) if found[0] >= beside.start]
    before = [found for found in _counted(tagged) if found[0] < beside.start]
    return max(inside or before, default=(0, ""))[1]


def _counted(tagged: Tagged) -> list[tuple[int, str]]:
    """Return what a line counts and where: by the units of its numbers, its words and what was done."""
    found = [
        (tagged.text.find(f"<{mark}>"), concept_of_unit(mention.quantity.unit))
        for mark, mention in tagged.mentions.items()
        if isinstance(mention, QuantityMention)
    ]
    found += [(word.start(), figure_concept(word[0], "FIGURE")) for word in phrase_list("FIGURE").finditer(tagged.text)]
    found += [(word.start(), figure_concept(word[0], "DONE")) for word in phrase_list("DONE").finditer(tagged.text)]
    return [(at, concept) for at, concept in found if concept]
