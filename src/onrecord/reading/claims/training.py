"""Claims on what a model was trained on, what it runs on, and what its training cost.

A short sentence that speaks of training (or of running), with chips, a maker of chips or a sum of money, is told by
these words in any order. `details`: `models` (ids that the name can mean), `maker` (whose they are), `relation`
(`trained`, `runs` or `cost`), `chips` (ids of chips or of who makes them), `only` (no others), `without` (none of
them), `quantity` and `printed` of a sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from onrecord.reading.claims.build import make_claim
from onrecord.reading.claims.claim import Claim, ClaimType, Modality
from onrecord.reading.context import Context
from onrecord.reading.document import BlockKind, Span
from onrecord.reading.mentions import NameMention, QuantityMention
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import one_of, words_where

LONGEST = 200
"""A longer sentence says more than one thing."""

_CHIP_NOUN = re.compile(r"(?:'s)? (?:[a-z0-9-]+ ){0,2}?(?:chips?|gpus?|processors?|hardware|accelerators?|silicon)\b")


def find_training_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield what a short sentence says that a model was trained on, runs on or cost to train."""
    span = tagged.sentence.span
    if tagged.sentence.block.kind is BlockKind.HEADLINE or span.end - span.start > LONGEST:
        return
    trained, runs = (_said("trained").search(tagged.text), _said("runs").search(tagged.text))
    who = _model(context, tagged)
    if who is None or not (trained or runs) or _said("part").search(tagged.text):
        return
    chips = [(mark, mention) for mark, mention in tagged.names() if _is_chip(tagged, mark, mention)]
    if chips:
        yield from _of_chips(context, tagged, who, chips, "trained" if trained else "runs")
    sums = [m for m in tagged.mentions.values() if isinstance(m, QuantityMention) and m.quantity.unit in {"USD", "CNY"}]
    if trained and len(sums) == 1:
        details = {"relation": "cost", "quantity": sums[0].quantity, "printed": context.document.quote(sums[0].span)}
        yield from _claim(context, who, sums[0].span, details)


def _of_chips(
    context: Context, tagged: Tagged, who: NameMention, chips: list[tuple[str, NameMention]], relation: str
) -> Iterator[Claim]:
    """Yield the claims on chips: those that were used, and those that were not."""
    for without in (False, True):
        meant = [(mark, chip) for mark, chip in chips if _is_lacking(tagged, mark) is without]
        if meant:
            span = Span(meant[0][1].span.start, meant[-1][1].span.end)
            details = {
                "relation": relation,
                "chips": _narrowest(meant),
                "only": bool(_said("only").search(tagged.text)),
                "without": without,
            }
            yield from _claim(context, who, span, details)


def _is_lacking(tagged: Tagged, mark: str) -> bool:
    """Say whether the words right before a name say that it was not used."""
    return bool(_lacking().search(tagged.text[: tagged.text.find(f"<{mark}>")]))


def _narrowest(chips: list[tuple[str, NameMention]]) -> tuple[str, ...]:
    """Return the ids of chips, or of makers where no chip is named: "Huawei's Ascend" is the chip."""
    products = [mention for _, mention in chips if mention.role == "product"]
    return tuple(id_ for mention in products or [mention for _, mention in chips] for id_ in mention.ids)


def _claim(context: Context, who: NameMention, span: Span, details: dict[str, Any]) -> Iterator[Claim]:
    named = {"models": who.ids, "maker": who.best.owner}
    # "Without a single chip of theirs" denies nothing that is asked: it is what is said.
    modality = Modality.ASSERTED if details.get("without") else None
    claim = make_claim(
        context, ClaimType.TRAINING, span, who.best.id, who.best.name, modality=modality, details=details | named
    )
    if claim:
        yield claim


def _model(context: Context, tagged: Tagged) -> NameMention | None:
    """Return the one model that a sentence names, else the headline's."""
    named = {m.ids: m for _, m in tagged.names() if m.role == "model"}
    if len(named) == 1:
        return next(iter(named.values()))
    return None if named else context.headline_model


def _is_chip(tagged: Tagged, mark: str, mention: NameMention) -> bool:
    """Say whether a name is that of a chip, or of a maker before a word for chips."""
    if mention.role == "product":
        return True
    behind = tagged.text[tagged.text.find(f"<{mark}>") + len(mark) + 2 :]
    return mention.role == "organisation" and bool(_CHIP_NOUN.match(behind) or re.match(r"'s <product:", behind))


@cache
def _said(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(words_where('training_words', 'kind', kind))}\b")


@cache
def _lacking() -> re.Pattern[str]:
    """Return the words right before what was not used: "not a single", "without any"."""
    return re.compile(rf"\b{one_of(words_where('training_words', 'kind', 'without'))} (?:<organisation:\d+>(?:'s)? )?$")
