"""Which metric of a record the words of a claim mean: ranked, with the share of the words that each explains."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from onrecord.reading.series.topic import known_things, placed_terms, topic_terms
from onrecord.reading.words import word_table
from onrecord.record import Record

_ASIDE = 0.5
"""What a word in brackets is worth in the name of a metric: "(PPP)", "(Source: OECD)"."""

NEAR_WORDS = 4
"""How many words apart two words may stand and still name one thing."""

_OTHER = 0.3
"""What a word is worth that stands in the description of a metric and not in its name."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric with its words: those of its name, and those of everything else that documents it.

    `reversed` marks a scale on which less is more of what it is named after: press freedom from 0 (free) to 100.
    """

    id: str
    name: str
    unit: str
    concepts: tuple[str, ...]
    title: frozenset[str]
    other: frozenset[str]
    aside: frozenset[str] = frozenset()
    ages: tuple[int, int] | None = None
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A metric with how well it fits.

    `recall` is the share of the claim's words that it explains, `precision` the share of its name that the claim says.
    """

    metric: Metric
    score: float
    recall: float
    precision: float


_AGES = re.compile(
    r"\b(?:ages?\s+|age group:\s*)?(?P<low>\d{1,3})\s*(?:[-–]|to|and)\s*(?P<high>\d{1,3})(?:\s*years)?\b"
    r"|\b(?:under|below|younger than)[-\s](?:the\s+)?(?:age\s+(?:of\s+)?)?(?P<under>\d{1,2})s?\b"
    r"(?!\s*(?:%|per|million|billion))|\bunder age (?P<five>5|five)\b|\b(?P<over>\d\d)\+",
    re.IGNORECASE,
)


def ages_of(text: str) -> tuple[int, int] | None:
    """Return the ages that a text speaks of, both included; None where it names none.

    >>> ages_of("Population by age group (15-19 years)"), ages_of("Ages 65+"), ages_of("Under-25s")
    ((15, 19), (65, 120), (0, 24))
    """
    match = _AGES.search(text)
    if not match:
        return None
    if match["under"]:
        return 0, int(match["under"]) - 1
    if match["over"]:
        return int(match["over"]), 120
    if match["five"]:
        return 0, 4
    return int(match["low"]), int(match["high"])


class MetricIndex:
    """The metrics of a record, ready to be asked for words."""

    def __init__(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Take the rows of the table of metrics."""
        self.metrics = tuple(_metric(row) for row in rows)
        self.by_id = {metric.id: metric for metric in self.metrics}
        count = max(1, len(self.metrics))
        titles = Counter(term for metric in self.metrics for term in metric.title)
        others = Counter(term for metric in self.metrics for term in metric.other - metric.title)
        self._titled = frozenset(titles)
        self._idf = {
            term: math.log(1 + count / (titles[term] + 0.15 * others[term] + 0.5))
            for term in titles.keys() | others.keys()
        }

    @classmethod
    def of(cls, record: Record) -> MetricIndex:
        """Index the metrics of a record."""
        latest = record.latest()
        rows = latest.query("SELECT metric, name, unit, concepts, counts, scope FROM metrics ORDER BY metric")
        areas = [str(row["metric"]) for row in rows if _AREA_UNIT.search(str(row["unit"]))]
        sql = (
            "SELECT metric, max(value) AS most FROM observations WHERE array_contains($metrics, metric) GROUP BY metric"
        )
        most = {row["metric"]: row["most"] for row in latest.query(sql, {"metrics": areas})} if areas else {}
        return cls([_with_a_possible_unit(row, most.get(row["metric"])) for row in rows])

    def weight(self, term: str) -> float:
        """Return how telling a word is in this record; nought where no metric knows it."""
        return self._idf.get(term, 0.0)

    def missed(self, topic: str, metrics: Sequence[Metric]) -> float:
        """Return how much of what is named the metrics do not measure, against what they do; above 1 it is more.

        Words that no metric has and that stand for no thing which people measure do not count.
        """
        top = max(self._idf.values(), default=0.0)
        placed = [(t, at) for t, at in placed_terms(topic) if t in self._titled or t in known_things()]
        known = {t: self._idf.get(t, top) for t, _ in placed}
        have = frozenset[str]().union(*(metric.title | metric.other for metric in metrics))
        named = frozenset[str]().union(*(metric.title for metric in metrics))
        at_home = [at for term, at in placed if term in named]
        if not at_home and known_things() & (known.keys() - have):
            # What is measured stands in another part of the text, and this one names a thing of its own.
            return math.inf
        # A word far from what is measured belongs to another thought.
        near = {term for term, at in placed if any(abs(at - home) <= NEAR_WORDS for home in at_home)}
        lost = sum(weight for term, weight in known.items() if term not in have and term in near)
        kept = sum(weight for term, weight in known.items() if term in named)
        return lost / kept if kept else 0.0

    def telling(self, topic: str, metrics: Sequence[Metric]) -> str:
        """Return the thing that tells most of what is named, where no metric explains it; empty where one does.

        Of "2 % of GDP on defence" the defence tells most: spending on research does not decide it.
        """
        have = frozenset[str]().union(*(metric.title | metric.other for metric in metrics))
        named = frozenset[str]().union(*(metric.title for metric in metrics))
        placed = placed_terms(topic)
        at_home = [at for term, at in placed if term in named]
        kept = max((self.weight(term) for term, _ in placed if term in named), default=0.0)
        for term, at in placed:
            known = term in known_things()
            weight = self.weight(term) or (max(self._idf.values(), default=0.0) if known else 0.0)
            near = any(abs(at - home) <= NEAR_WORDS for home in at_home)
            if term not in have and term not in _broad() and near and known and weight > kept:
                return term
        return ""

    def rank(self, terms: Mapping[str, float]) -> list[Choice]:
        """Return the metrics that share words with a claim, the best first; `terms` have weights from 0 to 1."""
        top = max(self._idf.values(), default=0.0)
        # A thing that people measure and that this record does not have weighs against every metric.
        known = {
            term: weight * (self._idf.get(term, top))
            for term, weight in terms.items()
            if term in self._idf or (weight == 1.0 and term in known_things())
        }
        total = sum(known.values())
        if not total:
            return []
        found = []
        for metric in self.metrics:
            titled = sum(weight for term, weight in known.items() if term in metric.title)
            if not titled:
                continue
            described = sum(
                weight for term, weight in known.items() if term in metric.other and term not in metric.title
            )
            recall = (titled + _OTHER * described) / total
            own = self._title_weight[metric.id]
            precision = min(1.0, sum(self._own(metric, term) for term in metric.title if term in known) / own)
            found.append(Choice(metric, 0.55 * recall + 0.45 * precision, recall, precision))
        found.sort(key=lambda choice: (-choice.score, choice.metric.id))
        return found

    def _own(self, metric: Metric, term: str) -> float:
        return self._idf[term] * (_ASIDE if term in metric.aside else 1.0)

    @cached_property
    def _title_weight(self) -> dict[str, float]:
        return {metric.id: sum(self._own(metric, term) for term in metric.title) or 1.0 for metric in self.metrics}


@cache
def _broad() -> frozenset[str]:
    """Return the words that leave the thing open, and so tell less than any that does not."""
    return frozenset(row["word"] for row in word_table("implied"))


_ASIDE_TEXT = re.compile(r"\(([^)]*)\)")


def _metric(row: Mapping[str, object]) -> Metric:
    name, concepts = str(row["name"]), tuple(str(word) for word in row["concepts"] or ())  # type: ignore[attr-defined]
    names = " . ".join(dict.fromkeys((name, *concepts)))
    # "per 100,000 people" is a unit; "per capita" is said by those who mean it.
    plain = re.sub(r"\bper (?:[\d,]+|million)(?:\s+(?:people|population|inhabitants|adults))?", " ", names)
    title = frozenset(topic_terms(plain))
    aside = title - frozenset(topic_terms(_ASIDE_TEXT.sub(" ", plain)))
    rest = " . ".join((str(row["counts"]), str(row["unit"]), str(row["scope"]), str(row["metric"]).replace("-", " ")))
    known, unit = frozenset(topic_terms(rest)), str(row["unit"])
    downwards = _is_reversed(str(row["counts"]), title)
    return Metric(str(row["metric"]), name, unit, concepts, title, known, aside, ages_of(name), downwards)


_AREA_UNIT = re.compile(r"^(?P<scale>thousand|million|billion)\s+(?=ha\b|hectares?\b|km²|sq(?:uare)? k)", re.IGNORECASE)

EARTH = 5.2e10
"""So many hectares has the surface of the Earth."""


def _with_a_possible_unit(row: Mapping[str, Any], most: float | None) -> Mapping[str, Any]:
    """Return a metric without the "million" of its unit where its values would be larger than the Earth."""
    match = _AREA_UNIT.match(str(row["unit"]))
    if match is None or most is None:
        return row
    scale = {"thousand": 1e3, "million": 1e6, "billion": 1e9}[match["scale"].lower()]
    return {**row, "unit": str(row["unit"])[match.end() :]} if most * scale > EARTH else row


_SCALE = re.compile(r"\bfrom 0 \((?P<least>[^()]*)\) to \d+", re.IGNORECASE)


def _is_reversed(counts: str, title: frozenset[str]) -> bool:
    """Say whether a scale begins with the full measure of what its metric is named after."""
    match = _SCALE.search(counts)
    return match is not None and bool(set(topic_terms(match["least"])) & title) and "no " not in f"{match['least']} "
