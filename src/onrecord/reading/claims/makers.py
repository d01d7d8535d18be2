"""Claims on whose a model, a family of models or a product is: "the work of the lab", "the lab's answer to a rival".

`details`: `owners` (ids of who makes it, for each thing that the name can mean), `releases` (ids of models), `thing`
(what a model is called that it is not: a chip), `said` (ids of who is said to make it) and `said_name`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.reading.claims.build import claim_span, make_claim, name_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.context import Context
from onrecord.reading.grammar import matches
from onrecord.reading.mentions import NameMention
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import one_of, words_where

_MADE = frozenset({"model", "family", "product"})


def find_maker_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield who a sentence says makes a model or a product; a line that names none means the headline's model."""
    for match in matches("maker", tagged):
        maker, who = name_of(tagged, match, "maker"), name_of(tagged, match, "who")
        if who is None and match.rule.startswith("line-"):
            who = context.headline_model or _family_of_headline(context)
        if maker is None or who is None or maker.described or who.role not in _MADE:
            continue
        match_text = tagged.text[match.start : match.end]
        owners = tuple(dict.fromkeys(meaning.owner for meaning in who.meanings if meaning.owner))
        claim = make_claim(
            context,
            ClaimType.MAKER,
            claim_span(tagged, match),
            who.best.id,
            who.best.name,
            details={
                "owners": owners,
                "releases": who.ids if who.role == "model" else (),
                "thing": found[0] if who.role == "model" and (found := _things().search(match_text)) else "",
                "said": maker.ids,
                "said_name": maker.best.name,
            },
        )
        if claim and owners:
            yield claim


@cache
def _things() -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(words_where('release_words', 'kind', 'thing'))}\b")


def _family_of_headline(context: Context) -> NameMention | None:
    """Return the one family or product that the headline names."""
    named = {mention.ids: mention for mention in context.headline if mention.role in {"family", "product"}}
    return next(iter(named.values())) if len(named) == 1 else None
