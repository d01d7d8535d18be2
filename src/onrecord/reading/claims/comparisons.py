"""Claims that one thing has more of something than another, or the most of all: labs, families, apps, models, states.

`details`: `one` and `two` (ids that the names can stand for; `two` is empty for "the most of all"), `two_name`, `over`
(whether the first has more), `metrics` (what the words can measure), `times` (how many times as much, or None), `most`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from onrecord.reading.claims.build import claim_span, make_claim, name_of, quantity_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.figures import reach
from onrecord.reading.claims.vocabulary import figure_concept
from onrecord.reading.clauses import date_of_verb
from onrecord.reading.context import Context
from onrecord.reading.grammar import Match, matches, phrase_list
from onrecord.reading.mentions import NameMention
from onrecord.reading.stems import content_stems
from onrecord.reading.tagged import Tagged
from onrecord.record.names import Names, fold


def find_comparisons(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield what a sentence compares by a number that the record holds."""
    if context.known is None:
        return
    for match in matches("comparison", tagged):
        claim = _comparison(context, context.known, tagged, match)
        if claim:
            yield claim


def _comparison(context: Context, known: Names, tagged: Tagged, match: Match) -> Claim | None:
    one, two = name_of(tagged, match, "one"), name_of(tagged, match, "two")
    words = fold(context.document.quote(tagged.sentence.span))
    metrics = _metrics(known, words)
    if one is None or not metrics or (two is not None and one.ids == two.ids):
        return None
    verb = match.texts.get("verb", "")
    times = quantity_of(tagged, match)
    date = date_of_verb(tagged, *match.groups["claim"])
    details: dict[str, Any] = {
        "one": tuple(sorted(reach(known, one))),
        "two": tuple(sorted(reach(known, two))) if two else (),
        "two_name": two.best.name if two else "all others",
        "over": not phrase_list("LESS").search(verb),
        "metrics": metrics,
        "times": times.quantity if times and times.quantity.unit == "multiple" else None,
        "most": two is None,
        "scope": _scope(tagged, one),
    }
    return make_claim(
        context,
        ClaimType.RANK if two is None else ClaimType.COMPARISON,
        claim_span(tagged, match),
        one.best.id,
        one.best.name,
        period=date.period if date else None,
        details=details,
    )


def _scope(tagged: Tagged, one: NameMention) -> tuple[str, ...]:
    """Return the places among which something is the first: "the most used app in China"."""
    return tuple(m.best.id for _, m in tagged.names() if m is not one and m.role in {"place", "government"})


_COMPARED = re.compile(r"\bmost (?:[a-z]+ly )?(?P<how>[a-z]+(?: used)?)\b")


def _metrics(known: Names, words: str) -> tuple[str, ...]:
    """Return what the words of a comparison can measure: by a metric's concepts, or by "most used" and its like."""
    said = {figure_concept(found["how"], "MOST") for found in _COMPARED.finditer(words)} - {""}
    stems = content_stems(words)
    found = [
        measured.metric
        for measured in known.measured
        if measured.kind != "change"
        and any(
            concept in said or (concept != "share" and content_stems(concept) and content_stems(concept) <= stems)
            for concept in measured.concepts
        )
    ]
    return tuple(found)
