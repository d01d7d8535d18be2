"""Sums of series that stand for one number: "wind and solar", the age groups of the young, the kinds of a whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from onrecord.checking.series.measured import Measured, category
from onrecord.checking.series.metrics import Metric, MetricIndex
from onrecord.checking.series.panel import Panel
from onrecord.checking.series.units import counts_people, fit, unit_of
from onrecord.reading.series.statement import Statement
from onrecord.reading.series.topic import fold, stem, topic_terms


def joined_sums(found: list[Measured], terms: Mapping[str, float], text: str, index: MetricIndex) -> list[Measured]:
    """Return sums of sister series where a claim joins what they count: "wind and solar"."""
    joined = joined_terms(text)
    made: list[Measured] = []
    by_title = {metric.title: metric for metric in reversed(index.metrics)}
    for one in found if joined else ():
        metric = one.metric
        if one.over is not None or unit_of(metric).kind in {"yes-no", "score"}:
            continue
        for own in metric.title & terms.keys():
            for other in terms.keys() - metric.title:
                if not index.weight(other) or frozenset((own, other)) not in joined:
                    continue
                sister = by_title.get((metric.title - {own}) | {other})
                if sister is not None and sister.unit == metric.unit:
                    made.append(replace(one, metrics=(metric, sister), score=one.score + 0.12))
    return made


def kinds_of(metric: Metric, index: MetricIndex) -> tuple[Metric, ...]:
    """Return the metrics that count the kinds of one whole, in the order of the record; empty where there is none.

    "Wildfire area (forests)" is one of several that add up; "(ages 65+)" and "(PPP)" are no kinds.
    """
    whole, kind = category(metric)
    if not kind or metric.ages is not None or not unit_of(metric).additive or _EDITION.search(kind):
        return ()
    alike = tuple(
        other
        for other in index.metrics
        if category(other)[0] == whole and category(other)[1] and other.unit == metric.unit
    )
    return alike if len(alike) >= FEWEST_KINDS else ()


FEWEST_KINDS = 3
_EDITION = re.compile(r"\b(?:estimate|source|dollars|PPP|max|min|database|submitted|granted)\b", re.IGNORECASE)


def names_kind(metric: Metric, terms: Mapping[str, float], index: MetricIndex) -> bool:
    """Say whether the words of a claim name the kind that a metric counts, or another kind of the same whole."""
    own = set(topic_terms(category(metric)[0]))
    said = {term for term, weight in terms.items() if weight >= 1.0}
    return any((set(topic_terms(category(one)[1])) - own) & said for one in kinds_of(metric, index))


def kind_sums(found: list[Measured], terms: Mapping[str, float], index: MetricIndex) -> list[Measured]:
    """Return the sum of all kinds where a claim names the whole and none of them."""
    made: dict[tuple[Metric, ...], Measured] = {}
    total = max((one.score for one in found if not category(one.metric)[1]), default=0.0)
    for one in found:
        kinds = kinds_of(one.metric, index) if len(one.metrics) == 1 else ()
        # A record that has the whole as a series of its own needs no sum.
        if kinds and kinds not in made and one.score > total and not names_kind(one.metric, terms, index):
            made[kinds] = replace(one, metrics=kinds, score=one.score + WHOLE)
    return list(made.values())


WHOLE = 0.15
"""What the sum of all kinds gains over one kind that nobody named."""


_SEXES = {"woman": "man", "man": "woman"}


def both_sexes(found: list[Measured], terms: Mapping[str, float], index: MetricIndex) -> list[Measured]:
    """Return the mean of the shares of women and of men, where a claim speaks of everybody."""
    if _SEXES.keys() & terms.keys():
        return []
    by_title = {metric.title: metric for metric in reversed(index.metrics)}
    made: dict[frozenset[str], Measured] = {}
    for one in found:
        sex = next(iter(one.metric.title & _SEXES.keys()), "")
        other = by_title.get((one.metric.title - {sex}) | {_SEXES[sex]}) if sex else None
        if other is None or one.over is not None or unit_of(one.metric).kind != "percent":
            continue
        pair = replace(one, metrics=(one.metric, other), weights=(0.5, 0.5), score=one.score + WHOLE)
        made.setdefault(one.metric.title | {_SEXES[sex]}, pair)
    return list(made.values())


def total_of(metric: Metric, index: MetricIndex) -> Metric | None:
    """Return the metric that counts all of which this one counts a part: emissions, of emissions from cement."""
    unit = unit_of(metric)
    if not unit.additive or counts_people(metric) or unit.kind in {"money", "yes-no"}:
        return None
    wholes = [
        other
        for other in index.metrics
        if other.title < metric.title
        and not (metric.title - other.title) & _NO_PART
        and len(other.title) >= FEWEST_TERMS
        and unit_of(other).additive
        and (unit_of(other).kind, unit_of(other).scale) == (unit.kind, unit.scale)
        and not category(other)[1]
    ]
    return max(wholes, key=lambda other: (len(other.title), other.id), default=None)


_NO_PART = frozenset({"cumulative", "change", "growth", "capita", "share"})
"""What is named so besides is the same counted another way, and no part of it."""

FEWEST_TERMS = 2
"""A total is named by so many words at least: "electricity production"."""


def joined_terms(text: str) -> set[frozenset[str]]:
    """Return the pairs of words that a text joins by "and" or "or", a word apart at most."""
    words = [stem(word) for word in re.findall(r"[\w+-]+", fold(text))]
    return {
        frozenset((left, right))
        for at, word in enumerate(words)
        if word in {"and", "or", "plus"}
        for left in words[max(0, at - 2) : at]
        for right in words[at + 1 : at + 3]
    }


def age_groups(ages: tuple[int, int] | None, statement: Statement, panel: Panel) -> Measured | None:
    """Return the sum of the age groups that make up the ages of a claim, where the record has exactly these."""
    if (
        ages is None
        or panel.population is None
        or statement.amount is None
        or "population" not in topic_terms(statement.context)
    ):
        return None
    counting = [metric for metric in panel.index.metrics if counts_people(metric) and "population" in metric.title]
    chosen: list[Metric] = [metric for metric in counting if metric.ages == ages][:1]
    weights: list[float] = []
    groups = sorted((metric for metric in counting if metric.ages), key=lambda metric: metric.ages or (0, 0))
    at = ages[0] if not chosen else ages[1] + 1
    while at <= ages[1]:
        part = next((m for m in groups if m.ages and m.ages[0] == at and m.ages[1] - at < WIDEST_GROUP), None)
        if part is None or part.ages is None:
            return None
        chosen.append(part)
        # Of a group that reaches beyond the claim's ages a part is taken, as if its years were alike.
        weights.append(min(1.0, (ages[1] + 1 - at) / (part.ages[1] + 1 - at)))
        at = part.ages[1] + 1
    suits = fit(statement.amount, chosen[0], whole="population")
    over = panel.population if suits.share else None
    partial = tuple(weights) if any(weight < 1 for weight in weights) else ()
    return Measured(tuple(chosen), 1.2, 0.0, over, "", None, suits.factor, 1.0, weights=partial)


WIDEST_GROUP = 10
"""Age groups of more years are not cut."""
