"""Lines on whether a model can be had: "Open weights", "No weights, API only", "can be downloaded too".

`details`: `releases` (ids that the name can mean), `weights` (open or closed).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.reading.claims.build import make_claim
from onrecord.reading.claims.claim import Claim, ClaimType, Modality
from onrecord.reading.context import Context
from onrecord.reading.document import BlockKind
from onrecord.reading.mentions import NameMention
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import cell_words, one_of, word_table

LONGEST = 140
"""A longer sentence may speak of the weights of something else."""

_PARTS = re.compile(r"[,;:] (?:and |but )?|, unlike | while ")
_MODEL = re.compile(r"<(?P<mark>model:\d+)>")


def find_weight_lines(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield what the parts of a short line say of the weights of the models that they name, or that are meant."""
    span = tagged.sentence.span
    if tagged.sentence.block.kind is BlockKind.HEADLINE or span.end - span.start > LONGEST:
        return
    start = 0
    for end in [*(found.start() for found in _PARTS.finditer(tagged.text)), len(tagged.text.rstrip(" ."))]:
        yield from _of_part(context, tagged, start, end)
        behind = _PARTS.match(tagged.text, end)
        start = behind.end() if behind else end


def _of_part(context: Context, tagged: Tagged, start: int, end: int) -> Iterator[Claim]:
    text = tagged.text[start:end]
    weights = next((row["weights"] for row in word_table("weights") if _said(row["words"]).search(text)), "")
    if weights not in {"open", "closed"}:
        return
    for who in _models(context, tagged, start, end):
        claim = make_claim(
            context,
            ClaimType.WEIGHTS,
            tagged.span(start, end),
            who.best.id,
            who.best.name,
            # "No weights" says that they are closed; it denies nothing that is asked.
            modality=Modality.ASSERTED,
            details={"releases": who.ids, "weights": weights},
        )
        if claim:
            yield claim


@cache
def _said(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(cell_words(words))}\b")


def _models(context: Context, tagged: Tagged, start: int, end: int) -> tuple[NameMention, ...]:
    """Return the models of a part, else those of the part before, else the headline's."""
    own = [m for _, m in tagged.names(start, end) if m.role == "model"]
    before = [m for _, m in tagged.names(0, start) if m.role == "model"]
    left_out = (context.headline_model,) if context.headline_model else ()
    return tuple(own or before) or left_out
