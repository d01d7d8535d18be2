"""Series that belong beside another: the one that a claim compares it with, and its editions in other definitions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.checking.series.candidates import ENOUGH, candidates
from onrecord.checking.series.measured import Measured, category, sisters
from onrecord.checking.series.panel import Panel
from onrecord.checking.series.units import unit_of
from onrecord.reading.series.statement import Statement
from onrecord.reading.series.topic import topic_terms
from onrecord.reading.words import cell_words, word_table

_BOUND = re.compile(r"\b(?:estimate|bound)\b", re.IGNORECASE)

SISTER = 0.3
"""What a series gains as the other one of a comparison by counting the same of another thing."""

EDITION = 0.25
"""How far behind the best metric another definition of the same thing may be, and still be tried."""


def names_the_same(statement: Statement) -> bool:
    """Say whether a claim compares a thing with itself, elsewhere or at another time."""
    return set(topic_terms(statement.against_topic)) <= set(topic_terms(statement.topic))


def second_series(statement: Statement, measured: Measured, panel: Panel) -> tuple[float, Measured] | None:
    """Return the series that a claim holds another against, with its score: coal, where wind has overtaken it.

    None where the claim names the same thing twice, or nothing that the record measures.
    """
    if names_the_same(statement):
        return None
    second = replace(
        statement, topic=statement.against_topic, context=statement.topic, places=statement.against, against=()
    )
    alike = {metric.id for metric in sisters(measured, panel.index)}
    said = set(topic_terms(statement.against_topic))
    found = [
        (one.score + (SISTER if one.metric.id in alike else 0.0), one)
        for one in candidates(second, statement.against_topic, panel)
        # What the other side names must be in the name of its series: HIV is not all deaths.
        if one.metrics != measured.metrics and any(metric.title & said for metric in one.metrics)
    ]
    best = max(found, key=lambda pair: pair[0], default=None)
    return best if best is not None and best[0] >= ENOUGH else None


def paired(statement: Statement, found: Sequence[Measured], panel: Panel) -> list[Measured]:
    """Order metrics by how well each goes together with the other one of a comparison of two series."""
    scores = {
        id(one): one.score + (second[0] if (second := second_series(statement, one, panel)) else 0.0) for one in found
    }
    return sorted(found, key=lambda one: -scores[id(one)])


def in_heads(measured: Measured, other: Measured, panel: Panel) -> tuple[Measured, Measured] | None:
    """Return two numbers in people, where one is a share of the population and one a count; None for other units."""
    mine, theirs = unit_of(measured.metric).kind, unit_of(other.metric).kind
    if not {mine, theirs} & {"percent", "per"} or "count" not in {mine, theirs}:
        return None
    heads = panel.population
    return (
        replace(measured, times=heads) if mine != "count" else measured,
        replace(other, times=heads) if theirs != "count" else other,
    )


def with_alternatives(near: Sequence[Measured], statement: Statement, text: str, panel: Panel) -> list[Measured]:
    """Add the best metric of each thing that an open word may mean: emissions of CO2, or of all greenhouse gases."""
    said, found = set(topic_terms(statement.topic)), list(near)
    for row in word_table("alternatives"):
        if row["word"] not in said or set(cell_words(row["unless"])) & said:
            continue
        for meaning in cell_words(row["meanings"]):
            meant = replace(statement, topic=f"{statement.topic} . {meaning}")
            best = next(iter(candidates(meant, text, panel)), None)
            if best is not None and best.metrics not in {one.metrics for one in found}:
                found.append(best)
    return found


def with_editions(near: Sequence[Measured], found: Sequence[Measured], statement: Statement) -> list[Measured]:
    """Add the other definitions of the best metric, where the claim names none: in dollars of the market and in PPP.

    Kinds of a whole are no definitions of it.
    """
    best = near[0]
    whole, kind = category(best.metric)
    said = set(topic_terms(statement.topic))
    if not kind or _BOUND.search(kind) or len(best.metrics) > 1 or best.metric.ages or set(topic_terms(kind)) & said:
        return list(near)
    others = [
        one
        for one in found
        if one not in near
        and category(one.metric)[0] == whole
        and one.score >= best.score - EDITION
        and not one.metric.ages
    ]
    return [*near, *others]
