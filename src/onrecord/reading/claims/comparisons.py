"""Claims that one thing has more of something than another, or the most of all: labs, families, apps, models, states.

`details`: `one` and `two` (ids that the names can stand for; `two` is empty for "the most of all"), `two_name`, `over`
(whether the first has more), `metrics` (what the words can measure), `times` (how many times as much, or None), `most`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.reading.claims.build import claim_span, make_claim, name_of, quantity_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.measured import LARGE
from onrecord.reading.claims.subjects import reach
from onrecord.reading.claims.vocabulary import figure_concept
from onrecord.reading.clauses import date_of_verb
from onrecord.reading.context import Context
from onrecord.reading.grammar import Match, matches, phrase_list
from onrecord.reading.mentions import NameMention, QuantityMention
from onrecord.reading.stems import content_stems, meanings
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import word_table
from onrecord.record.names import Measured, Names, fold


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
    metrics = metrics_of(known, words)
    if one is None or not metrics or (two is not None and one.ids == two.ids):
        return None
    verb = match.texts.get("verb", "")
    times = quantity_of(tagged, match)
    if times and times.quantity.unit == "multiple" and not _is_ratio(times):
        return None  # "downloaded 30 million times" compares nothing
    date = date_of_verb(tagged, *match.groups["claim"])
    details: dict[str, Any] = {
        "one": stands_for(known, one, metrics),
        "two": stands_for(known, two, metrics) if two else (),
        "two_name": two.best.name if two else "all others",
        "over": not phrase_list("LESS").search(verb),
        "metrics": metrics,
        "times": times.quantity if times and _is_ratio(times) else None,
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


def metrics_of(known: Names, words: str, setting: str = "") -> tuple[str, ...]:
    """Return what the words of a comparison can measure: by a metric's concepts, or by "most used" and its like.

    `setting` are words that may complete them, those of a headline: "installed more often" under "Python packages".
    """
    said = {figure_concept(found["how"], "MOST") for found in _COMPARED.finditer(words)} - {""}
    stems = content_stems(words)
    senses, around = meanings(words), meanings(setting)
    found = [
        measured
        for measured in known.measured
        if measured.kind not in {"change", "sign"}
        and any(
            concept in said
            or (
                concept != "share"
                and content_stems(concept)
                and (
                    content_stems(concept) <= stems
                    or (meanings(concept) & senses and meanings(concept) <= senses | around)
                )
            )
            for concept in measured.concepts
        )
    ]
    # "Open-model downloads" are downloads, not models.
    found = [measured for measured in found if not _counts_models(measured)] or found
    # "Web traffic" is not any traffic: of the metrics that fit, those whose names hold most of the words.
    closest = max((len(senses & meanings(measured.name)) for measured in found), default=0)
    return tuple(measured.metric for measured in found if len(senses & meanings(measured.name)) == closest)


def _counts_models(measured: Measured) -> bool:
    return "models" in measured.concepts


def stands_for(known: Names, mention: NameMention, metrics: Iterable[str]) -> tuple[str, ...]:
    """Return what a name stands for where these metrics are compared: itself where it has values, else what is its own.

    A country stands for the groups that bear its name: "China" for Chinese models.
    """
    measured = {id_ for one in known.measured if one.metric in set(metrics) for id_ in one.entities}
    if mention.role == "model" and set(mention.ids) & measured:
        return tuple(sorted(set(mention.ids) & measured))
    near = reach(known, mention)
    if mention.role in {"place", "government"}:
        names = {
            word
            for row in word_table("nationalities")
            if row["entity"] in near
            for adjective in row["words"].split("|")
            for word in (adjective.title(), adjective.upper())
        }
        near |= {m.id for m in known.entities.values() if m.kind == "group" and m.name.split()[0] in names}
    return tuple(sorted(near & measured)) or tuple(sorted(near))


def _is_ratio(mention: QuantityMention) -> bool:
    return mention.quantity.unit == "multiple" and mention.quantity.value < LARGE
