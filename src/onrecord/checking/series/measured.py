"""What a statement's number is made of: one series, a sum of them, or a part of a whole; and which of them it means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from onrecord.checking.series.metrics import Choice, Metric, MetricIndex, ages_of
from onrecord.checking.series.panel import Panel
from onrecord.checking.series.units import Fit, counts_people, fit, unit_of
from onrecord.reading.series.cues import pattern
from onrecord.reading.series.places import WORLD, countries, place_name
from onrecord.reading.series.statement import Shape, Statement
from onrecord.reading.series.topic import fold, stem, topic_terms
from onrecord.reading.words import cell_words, word_table

CONTEXT = 0.3
"""What a word of the rest of the claim is worth against a word of the clause itself."""

CLOSE = 0.03
"""Metrics this near to the best are tried as well."""

AGE_TERMS = {"65+": (65, 120), "under-25": (0, 24)}
"""Words of `words/things.csv` that stand for ages."""

MOST_MISSED = 1.0
"""A metric that leaves more of the named things out than it measures is not decided by."""

MOST_LOADED = 8
"""How many candidates are looked up for their places."""

ENOUGH = 0.45
"""A metric below this score is not what the claim means."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A number of a place in a year.

    `metrics` are added up, then divided by `over` of `over_place` (empty: the same place).
    `lacking` takes what is left of a hundred: those without what the metric counts.
    `factor` turns an amount of the claim into this number's unit; `times` multiplies a share by the population.
    """

    metrics: tuple[Metric, ...]
    score: float
    margin: float = 0.0
    over: Metric | None = None
    over_place: str = ""
    times: Metric | None = None
    factor: float = 1.0
    recall: float = 0.0
    lacking: bool = False

    @property
    def metric(self) -> Metric:
        """The first of the metrics, which gives the unit."""
        return self.metrics[0]

    @property
    def ids(self) -> tuple[str, ...]:
        """The metrics that the number rests on."""
        extra = tuple(
            m.id for m in (self.over, self.times) if m is not None and m.id not in {x.id for x in self.metrics}
        )
        return tuple(m.id for m in self.metrics) + extra

    def value(self, panel: Panel, code: str, year: int) -> float | None:
        """Return the number of a place in a year; None where a part of it is missing."""
        parts = [panel.value(metric, code, year) for metric in self.metrics]
        if any(part is None for part in parts):
            return None
        total = sum(part for part in parts if part is not None)
        if self.times is not None:
            people = panel.value(self.times, code, year)
            return None if people is None else total * people / _per(self.metric)
        if self.over is None:
            return 100 - total if self.lacking else total
        whole = panel.value(self.over, self.over_place or code, year)
        if whole is None and not self.over_place:
            # The population of the year before is near enough for a share.
            whole = panel.value(self.over, code, year - 1)
        return 100 * total / whole if whole else None

    def values(self, panel: Panel, code: str, first: int, last: int) -> dict[int, float]:
        """Return the numbers of a place in the years from first to last."""
        years = set(panel.years(self.metrics[0], code))
        for metric in self.metrics[1:]:
            years &= set(panel.years(metric, code))
        found = {}
        for year in sorted(years):
            if first <= year <= last:
                value = self.value(panel, code, year)
                if value is not None:
                    found[year] = value
        return found

    @property
    def additive(self) -> bool:
        """Say whether numbers of places may be added up."""
        return self.over is None and (self.times is not None or unit_of(self.metric).additive)

    @property
    def flow(self) -> bool:
        """Say whether numbers of years may be added up."""
        return self.over is None and self.times is None and unit_of(self.metric).flow

    def words(self, panel: Panel) -> str:
        """Say in words what the number is."""
        text = ("100 % − " if self.lacking else "") + " + ".join(metric.name for metric in self.metrics)
        if self.times is not None:
            return f"{text} × {self.times.name}"
        if self.over is not None:
            place = f" of {panel.atlas.name(self.over_place)}" if self.over_place else ""
            return f"{text} as a share of {self.over.name}{place}"
        return text


def _per(metric: Metric) -> float:
    unit = unit_of(metric)
    return 100.0 if unit.kind == "percent" else unit.base


_RATE_WORDS = re.compile(
    r"\b(?:rates?|ratio|percentage|percent|per cent|proportion|share|per capita|per head|prevalence|incidence)\b|%",
    re.IGNORECASE,
)
_COUNT_WORDS = re.compile(
    r"\b(?:number of|numbers of|how many|toll|people|total|cases|victims|murders|more \w+ than|lost|killed)\b",
    re.IGNORECASE,
)


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


@cache
def _restricting() -> frozenset[str]:
    return frozenset(word for row in word_table("restricting") for word in cell_words(row["words"]))


def not_measured(statement: Statement, measured: Measured, text: str, index: MetricIndex) -> str:
    """Return what the claim restricts its count to and the metric does not; empty where they agree.

    A claim on lung cancer is not decided by deaths from cancer, nor one on ages 2 to 15 by those of 5 to 19.
    """
    parts = [*measured.metrics, *(m for m in (measured.over, measured.times) if m is not None)]
    if measured.metric.ages is None and index.missed(statement.topic, parts) > MOST_MISSED:
        return "what is named"
    said = statement.topic.lower()
    known = " ".join(
        f"{m.name} {' '.join(m.concepts)} {' '.join(m.title)} {' '.join(m.other)}" for m in measured.metrics
    ).lower()
    for word in sorted(_restricting()):
        if word in said and word not in known and re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", said):
            return word
    ages = ages_of(text)
    span = measured.metric.ages
    if ages is None or span is None or len(measured.metrics) > 1:
        return ""
    younger = ages[0] < span[0] - 1
    older = ages[1] > span[1] + 2
    if younger or older:
        return f"ages {ages[0]} to {ages[1]}"
    return ""


def candidates(statement: Statement, text: str, panel: Panel) -> list[Measured]:
    """Return what a statement may measure, the likeliest first."""
    index = panel.index
    people = statement.whole == "population" and statement.amount is not None and statement.amount.unit == "percent"
    terms = weighted_terms(statement)
    ages = ages_of(text) or next((span for term, span in AGE_TERMS.items() if term in terms), None)
    ranked = index.rank(terms)
    if people and len([t for t in terms if index.weight(t)]) > 1:
        fewer = {term: weight for term, weight in terms.items() if term != "population"}
        ranked = sorted([*index.rank(fewer), *ranked], key=lambda choice: -choice.score)
    if not ranked or ranked[0].score < ENOUGH:
        ranked = sorted([*ranked, *index.rank(dict.fromkeys(terms, 1.0))], key=lambda choice: -choice.score)
    ranked = list({choice.metric.id: choice for choice in reversed(ranked)}.values())[::-1]
    ranked.sort(key=lambda choice: -choice.score)
    found = [m for choice in ranked[:60] if (m := _measured(choice, statement, text, panel, ages)) is not None]
    found.sort(key=_order)
    found += _sums(found[:25], terms, text, index)
    grouped = _age_groups(ages, statement, panel)
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
    choice: Choice, statement: Statement, text: str, panel: Panel, ages: tuple[int, int] | None
) -> Measured | None:
    metric = choice.metric
    moving = statement.shape is Shape.CHANGE and (
        statement.amount is None or statement.amount.unit in {"percent", "multiple", "points"}
    )
    moving = moving and statement.before is None
    suits = fit(statement.amount, metric, whole=statement.whole, change=moving)
    score = choice.score + 0.2 * suits.score
    rate_word, count_word = _RATE_WORDS.search(text) is not None, _COUNT_WORDS.search(text) is not None
    unit = unit_of(metric)
    mean = not unit.additive
    if moving:
        rate_word = (
            re.search(r"\b(?:rates?|share|proportion|per capita|per head|prevalence)\b", text, re.IGNORECASE)
            is not None
        )
        score -= 0.0 if rate_word or unit_of(metric).additive else 0.03
    if rate_word and not count_word:
        score += 0.08 if mean else -0.04
    elif count_word and not rate_word:
        score += -0.04 if mean else 0.05
    elif statement.shape in {Shape.RANK, Shape.COMPARISON}:
        score += 0.02 if mean else 0.0
    if metric.ages is not None and metric.ages != ages:
        score -= 0.3 if ages is None else 0.12
    elif metric.ages is not None:
        score += 0.15
    if unit.kind == "yes-no" and statement.shape not in {Shape.ABSENCE, Shape.LEVEL, Shape.RANK}:
        score -= 0.3
    if re.search(r"\b(?:low|high|lower|upper) (?:estimate|bound)\b", metric.name, re.IGNORECASE):
        score -= 0.1
    percent = statement.amount is not None and statement.amount.unit == "percent" and unit.kind == "percent"
    if (
        percent
        and statement.whole == WORLD
        and statement.places == (WORLD,)
        and re.search(r"\bglobal\b|\bworld", metric.name, re.IGNORECASE)
    ):
        return None
    without = pattern("lacking")
    lacking = percent and without.search(statement.topic) is not None and without.search(metric.name) is None
    over, place = _whole(suits, statement, metric, panel)
    if (suits.share and over is None) or suits.score <= -0.5:
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
    heads = re.search(r"\b(?:more|fewer)\s+(?:\w+\s+)?people\b|\bnumber of\b", text, re.IGNORECASE) is not None
    of_people = re.search(r"population|people", f"{metric.name} {metric.unit}", re.IGNORECASE) is not None
    counted = heads and of_people and unit.kind in {"percent", "per"} and statement.shape is Shape.COMPARISON
    times = panel.population if counted else None
    return Measured((metric,), score, 0.0, over, place, times, suits.factor, choice.recall, lacking=lacking)


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


def _sums(found: list[Measured], terms: Mapping[str, float], text: str, index: MetricIndex) -> list[Measured]:
    """Return sums of sister series where a claim joins what they count: "wind and solar"."""
    joined = _joined(text)
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


def _joined(text: str) -> set[frozenset[str]]:
    """Return the pairs of words that a text joins by "and" or "or", a word apart at most."""
    words = [stem(word) for word in re.findall(r"[\w+-]+", fold(text))]
    return {
        frozenset((left, right))
        for at, word in enumerate(words)
        if word in {"and", "or", "plus"}
        for left in words[max(0, at - 2) : at]
        for right in words[at + 1 : at + 3]
    }


def _age_groups(ages: tuple[int, int] | None, statement: Statement, panel: Panel) -> Measured | None:
    """Return the sum of the age groups that make up the ages of a claim, where the record has exactly these."""
    if (
        ages is None
        or panel.population is None
        or statement.amount is None
        or "population" not in topic_terms(statement.context)
    ):
        return None
    groups = sorted(
        (
            metric
            for metric in panel.index.metrics
            if metric.ages and counts_people(metric) and "population" in metric.title
        ),
        key=lambda metric: metric.ages or (0, 0),
    )
    at, chosen = ages[0], []
    while at <= ages[1]:
        part = next((m for m in groups if m.ages and m.ages[0] == at and m.ages[1] <= ages[1]), None)
        if part is None or part.ages is None:
            return None
        chosen.append(part)
        at = part.ages[1] + 1
    suits = fit(statement.amount, chosen[0], whole="population")
    over = panel.population if suits.share else None
    return Measured(tuple(chosen), 1.2, 0.0, over, "", None, suits.factor, 1.0)


def sisters(measured: Measured, index: MetricIndex) -> tuple[Metric, ...]:
    """Return the metrics that count the same of other things: other causes of death, other sources of electricity.

    Their names differ in one stretch of words, and their unit is one.
    """
    metric = measured.metric
    words = metric.name.lower().split()
    found = []
    for other in index.metrics:
        if other.unit != metric.unit or other.id == metric.id:
            continue
        others = other.name.lower().split()
        head = 0
        while head < min(len(words), len(others)) and words[head] == others[head]:
            head += 1
        tail = 0
        while tail < min(len(words), len(others)) - head and words[-1 - tail] == others[-1 - tail]:
            tail += 1
        if head >= 2 and head + tail >= len(words) - 4 and head + tail >= 0.4 * len(words):
            found.append(other)
    return tuple(found)
