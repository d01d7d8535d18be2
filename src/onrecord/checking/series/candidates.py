"""Which metrics of a record a statement may mean, ranked: by its words, its units, its places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from onrecord.checking.series.aspects import is_narrower, other_aspect
from onrecord.checking.series.measured import Measured, category
from onrecord.checking.series.metrics import Choice, Metric, ages_of
from onrecord.checking.series.panel import Panel
from onrecord.checking.series.sums import age_groups, both_sexes, joined_sums, kind_sums, total_of
from onrecord.checking.series.units import Fit, counts_people, fit, unit_of
from onrecord.reading.series.cues import pattern
from onrecord.reading.series.places import WORLD, countries, place_name
from onrecord.reading.series.statement import Shape, Statement
from onrecord.reading.series.topic import topic_terms
from onrecord.reading.words import cell_words, word_table

CONTEXT = 0.15
"""What a word of the rest of the claim is worth against a word of the clause itself."""

CLOSE = 0.03
"""Metrics this near to the best are tried as well."""

AGE_TERMS = {"65+": (65, 120), "under25": (0, 24), "child": (0, 17)}
"""Words of `words/things.csv` that stand for ages."""

MOST_LOADED = 8
"""How many candidates are looked up for their places."""

OTHER_ASPECT, NARROWER = 0.2, 0.1
"""What a metric loses that counts another aspect of a thing than the claim, or one where the claim names none."""

ENOUGH = 0.45
"""A metric below this score is not what the claim means."""

_PEOPLE = re.compile(r"population|people", re.IGNORECASE)
_BOUND = re.compile(r"\b(?:low|high|lower|upper) (?:estimate|bound)\b", re.IGNORECASE)
_HEAD = re.compile(r"(?P<head>[A-Z][a-z]+ity|[A-Z][a-z]+(?:ation|ence|ance|ment|ness))\s+(?:of|in|with|for)\b")
"""The quality that a metric measures of a thing: "Affordability of cigarettes", "Confidence in the United Nations"."""


def weighted_terms(statement: Statement, *, drop: frozenset[str] = frozenset()) -> dict[str, float]:
    """Return the words of a statement with their weights."""
    own = topic_terms(statement.topic)
    found = dict.fromkeys(own, 1.0)
    for term in topic_terms(statement.context):
        found.setdefault(term, CONTEXT)
    for row in word_table("implied"):
        if row["word"] in found and not set(cell_words(row["unless"])) & found.keys():
            for term in cell_words(row["implies"]):
                found.setdefault(term, 0.5)
    for code in (*statement.places, statement.scope):
        # "Arctic" and "capital" stand in the names of metrics too.
        for term in topic_terms(place_name(code)) if code and (code not in countries() or code == "ATA") else ():
            found.setdefault(term, 0.5)
    return {term: weight for term, weight in found.items() if term not in drop}


def candidates(statement: Statement, text: str, panel: Panel) -> list[Measured]:
    """Return what a statement may measure, the likeliest first."""
    index = panel.index
    people = statement.whole == "population" and statement.amount is not None and statement.amount.unit == "percent"
    terms = weighted_terms(statement)
    # A statement without a context of its own is of nothing else that the text names.
    ages = ages_of(text if statement.context else statement.topic) or next(
        (span for term, span in AGE_TERMS.items() if term in terms), None
    )
    ranked = index.rank(terms)
    if people and len([t for t in terms if index.weight(t)]) > 1:
        fewer = {term: weight for term, weight in terms.items() if term != "population"}
        ranked = sorted([*index.rank(fewer), *ranked], key=lambda choice: -choice.score)
    if not ranked or ranked[0].score < ENOUGH:
        ranked = sorted([*ranked, *index.rank(dict.fromkeys(terms, 1.0))], key=lambda choice: -choice.score)
    ranked = list({choice.metric.id: choice for choice in reversed(ranked)}.values())[::-1]
    ranked.sort(key=lambda choice: -choice.score)
    found = [m for choice in ranked[:60] if (m := _measured(choice, statement, text, panel, ages, terms)) is not None]
    found += [m for choice in ranked[:60] if (m := _part_of_total(choice, statement, terms, panel)) is not None]
    found.sort(key=_order)
    found += joined_sums(found[:25], terms, text, index)
    found += kind_sums(found[:25], terms, index)
    found += both_sexes(found[:25], terms, index)
    grouped = age_groups(ages, statement, panel)
    if grouped is not None:
        found.append(grouped)
    found.sort(key=_order)
    found = _measured_there(found[:MOST_LOADED], statement, panel)
    if not found:
        return []
    best = found[0]
    second = next((one for one in found[1:] if one.metrics != best.metrics), None)
    margin = best.score - (second.score if second else 0.0)
    return [replace(one, margin=margin) for one in found]


def _order(one: Measured) -> tuple[float, int, str]:
    return (-round(one.score, 6), len(one.metric.id), one.metric.id)


def _measured(
    choice: Choice,
    statement: Statement,
    text: str,
    panel: Panel,
    ages: tuple[int, int] | None,
    terms: Mapping[str, float],
) -> Measured | None:
    metric, unit = choice.metric, unit_of(choice.metric)
    moving = _is_moving(statement)
    suits = fit(statement.amount, metric, whole=statement.whole, change=moving)
    rate_word = pattern("rate-words-moving" if moving else "rate-words").search(text) is not None
    count_word = pattern("count-words").search(text) is not None and pattern("risk").search(text) is None
    heads = pattern("heads-counted").search(text) is not None and pattern("per-heads").search(text) is None
    of_people = _PEOPLE.search(f"{metric.name} {metric.unit}") is not None
    counted = heads and of_people and unit.kind in {"percent", "per"} and statement.shape is Shape.COMPARISON
    score = choice.score + 0.2 * suits.score
    score += _by_kind_of_number(statement, metric, moving=moving, rate_word=rate_word, count_word=count_word)
    score -= _by_name(statement, metric, text, terms, counted=counted)
    if metric.ages is not None:
        if ages is None:
            return None
        score += 0.15 if metric.ages == ages else -0.12
    if heads and unit.kind == "score":
        # An index counts nobody.
        score -= OTHER_ASPECT
    percent = statement.amount is not None and statement.amount.unit == "percent" and unit.kind == "percent"
    if (
        percent
        and statement.whole == WORLD
        and statement.places == (WORLD,)
        and re.search(r"\bglobal\b|\bworld", metric.name, re.IGNORECASE)
    ):
        return None
    without = pattern("lacking")
    if without.search(metric.name) and not without.search(statement.topic):
        score -= OTHER_ASPECT
    lacking = percent and without.search(statement.topic) is not None and without.search(metric.name) is None
    over, place = _whole(suits, statement, metric, panel)
    lacking = lacking or (statement.rest and (over is not None or percent))
    if suits.share and over is None:
        return None
    if over is not None and over.id == metric.id and not place:
        return None
    if (
        over is None
        and metric.ages is not None
        and counts_people(metric)
        and panel.population is not None
        and statement.shape in {Shape.RANK, Shape.COMPARISON, Shape.TREND}
    ):
        over = panel.population
    per_head = rate_word and not count_word and counts_people(metric) and not suits.share
    if over is None and per_head and statement.shape in {Shape.RANK, Shape.COMPARISON} and metric != panel.population:
        # A rate that the record has stands before one that is made of a count.
        over, score = panel.population, score - NARROWER
    times = panel.population if counted else None
    if _is_headcount(statement, metric):
        times, score = panel.population, choice.score
    elif suits.score <= -0.5:
        return None
    return Measured((metric,), score, 0.0, over, place, times, suits.factor, choice.recall, lacking=lacking)


FEWEST_HEADS = 10_000
"""So many of a country's people stand for a share of all of them."""

_EVERYBODY = re.compile(
    r"^(?!.*\b(?:adults?|women|men|children|students?|firms?|schools?)\b).*\b(?:population|people)\b", re.IGNORECASE
)


def _is_headcount(statement: Statement, metric: Metric) -> bool:
    """Say whether a claim counts the people of whom a metric gives the share of everybody: 30 million go hungry."""
    amount = statement.amount
    return (
        amount is not None
        and statement.shape is Shape.LEVEL
        and amount.value >= FEWEST_HEADS
        and not amount.per
        and amount.unit not in _NO_HEADS
        and unit_of(metric).kind == "percent"
        and _EVERYBODY.search(f"{metric.name} {metric.unit}") is not None
    )


_NO_HEADS = frozenset({"percent", "points", "multiple", "ratio", "years", "tonnes", "hectares", "USD", "EUR", "GBP"})


def _part_of_total(choice: Choice, statement: Statement, terms: Mapping[str, float], panel: Panel) -> Measured | None:
    """Return a count as a share of the total that the record has too: coal's part of a country's emissions."""
    amount = statement.amount
    if amount is None or amount.unit != "percent" or statement.shape not in {Shape.LEVEL, Shape.SHARE}:
        return None
    abroad = statement.whole not in {"", "population"} and statement.whole not in statement.places
    total = None if abroad else total_of(choice.metric, panel.index)
    if total is None or (choice.metric.title - total.title) - terms.keys() - _KINDS:
        return None
    return Measured((choice.metric,), choice.score + OF_TOTAL, 0.0, total, recall=choice.recall)


_KINDS = frozenset({"sector", "type", "kind", "fuel", "category"})
"""Words by which a name says that what follows is a kind of the whole: "by sector (transport)"."""

OF_TOTAL = 0.1
"""What a part of a total gains by being a share where a share is claimed."""


def _is_moving(statement: Statement) -> bool:
    """Say whether an amount is one of a movement, which any metric may make, and not one of the metric's unit."""
    moved = statement.amount is None or statement.amount.unit in {"percent", "multiple", "points"}
    if statement.among == "apart":
        return moved
    return statement.shape is Shape.CHANGE and moved and statement.before is None


def _by_kind_of_number(
    statement: Statement, metric: Metric, *, moving: bool, rate_word: bool, count_word: bool
) -> float:
    """Return what a metric gains by being a rate where the claim speaks of rates, a count where it counts."""
    mean = not unit_of(metric).additive
    gain = -0.03 if moving and mean and not rate_word else 0.0
    if (
        "growth" in metric.title
        and unit_of(metric).kind == "count"
        and statement.shape in {Shape.RANK, Shape.COMPARISON, Shape.PERIODS}
    ):
        # The growth of a large country is large in heads: what is compared is its rate.
        gain -= OTHER_ASPECT + NARROWER
    if count_word and statement.shape is Shape.TREND and statement.amount is None:
        # "Murders have fallen": by their number, or by their rate.
        return gain
    if rate_word and not count_word:
        return gain + (0.08 if mean else -0.04)
    if count_word and not rate_word:
        return gain + (-0.04 if mean else 0.05)
    return gain + (0.02 if mean and statement.shape in {Shape.RANK, Shape.COMPARISON} else 0.0)


def _by_name(statement: Statement, metric: Metric, text: str, terms: Mapping[str, float], *, counted: bool) -> float:
    """Return what a metric loses by what its name says and the claim does not."""
    lost = 0.0
    whole, kind = category(metric)
    if kind and not set(topic_terms(whole)) & terms.keys():
        # "(foreign aid)" in the name of a health budget is not what a claim on aid means.
        lost += OTHER_ASPECT
    head = _HEAD.match(metric.name)
    if head and set(topic_terms(head["head"])) - terms.keys():
        lost += NARROWER
    if other_aspect(statement.topic, metric.name):
        lost += OTHER_ASPECT
    elif not counted and is_narrower(text, metric.name):
        lost += NARROWER
    if unit_of(metric).kind == "yes-no" and statement.shape not in {Shape.ABSENCE, Shape.LEVEL, Shape.RANK}:
        lost += 0.3
    return lost + (0.1 if _BOUND.search(metric.name) else 0.0)


def _measured_there(found: list[Measured], statement: Statement, panel: Panel) -> list[Measured]:
    """Order candidates again by whether the places of the statement are measured at all."""
    places = list(dict.fromkeys([*statement.places, *statement.against]))
    if not places:
        return found
    entities = [entity for entity in map(panel.atlas.entity, places) if entity]
    panel.load([metric for one in found for metric in one.ids], entities)
    again = []
    for one in found:
        there = sum(1 for code in places if panel.has(one.metric, code))
        again.append(replace(one, score=one.score - 0.35 * (1 - there / len(places))))
    return sorted(again, key=_order)


def _whole(suits: Fit, statement: Statement, metric: Metric, panel: Panel) -> tuple[Metric | None, str]:
    """Return what a count is divided by to become the share that the claim speaks of."""
    if not suits.share:
        if (
            statement.shape in {Shape.TREND, Shape.CHANGE}
            and statement.whole not in {"", "population"}
            and unit_of(metric).additive
        ):
            return metric, statement.whole
        return None, ""
    if statement.whole and statement.whole != "population" and statement.whole not in statement.places:
        return metric, statement.whole
    if counts_people(metric):
        return panel.population, ""
    return None, ""
