"""Claims on how many models a maker brought out in a time: "two models on 1 December", "released nothing in July".

`details`: `makers` (ids), `count` (a quantity; 0 for none), `printed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.reading.claims.build import make_claim
from onrecord.reading.claims.claim import Claim, ClaimType, Modality
from onrecord.reading.context import Context
from onrecord.reading.document import BlockKind
from onrecord.reading.mentions import DateMention, NameMention, QuantityMention
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import one_of, words_where
from onrecord.terms.quantity import Interval, Quantity

LONGEST = 120
"""A longer sentence may count something else."""

_COUNTED = frozenset({"models", "releases", "launches", "model", "release", "launch", "open models", "new models"})
_NONE = re.compile(
    r"\b(?:no (?:new )?(?:models?|releases?|launch(?:es)?)|not (?:a single|one) (?:new )?(?:model|release|launch))\b"
)
_OTHER = re.compile(r"\b(?:than|more|most|first|since|every|still|yet|listed|tracked|shown|show)\b")


def find_release_counts(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield how many models a short line says that somebody brought out in a time."""
    span = tagged.sentence.span
    if tagged.sentence.block.kind is BlockKind.HEADLINE or span.end - span.start > LONGEST:
        return
    dates = [m for m in tagged.mentions.values() if isinstance(m, DateMention) and m.period is not None]
    counts = [m for m in tagged.mentions.values() if isinstance(m, QuantityMention)]
    named = any(m.role == "model" for _, m in tagged.names())
    maker = _maker(context, tagged)
    if len(dates) != 1 or len(counts) > 1 or named or maker is None or _OTHER.search(tagged.text):
        return
    count = counts[0].quantity if counts else Quantity(0, "models", "exact", Interval(0, 0))
    none = _NONE.search(tagged.text) or _nothing_done().search(tagged.text)
    if counts and (counts[0].quantity.unit not in _COUNTED or none):
        return
    if not counts and not none:
        return
    claim = make_claim(
        context,
        ClaimType.PACE,
        tagged.span(0, len(tagged.text.rstrip(" ."))),
        maker.best.id,
        maker.best.name,
        period=dates[0].period,
        modality=Modality.ASSERTED,
        details={"makers": (maker.best.id,), "count": count, "printed": str(count)},
    )
    if claim:
        yield claim


@cache
def _nothing_done() -> re.Pattern[str]:
    """Return the words for nothing that came out: "released nothing", not any nothing."""
    return re.compile(rf"\b{one_of(words_where('release_words', 'kind', 'done'))} (?:out )?nothing\b")


def _maker(context: Context, tagged: Tagged) -> NameMention | None:
    """Return the one lab that a line names, or else the only one of the headline."""
    own = [m for _, m in tagged.names() if m.role == "organisation"]
    chosen = own or [m for m in context.headline if m.role == "organisation"]
    return chosen[0] if len({m.ids for m in chosen}) == 1 else None
