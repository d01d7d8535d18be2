"""What a statement's number is made of: one series, a sum of them, or a part of a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.checking.series.metrics import Metric, MetricIndex
from onrecord.checking.series.panel import Panel
from onrecord.checking.series.units import unit_of

MOST_NAMED = 3
"""More series of one kind are named by their number."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A number of a place in a year.

    `metrics` are added up, then divided by `over` of `over_place` (empty: the same place).
    `weights` are how much of each counts (all of it where there are none): three fifths of those of 15 to 19.
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
    weights: tuple[float, ...] = ()

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
        weights = self.weights or (1.0,) * len(parts)
        total = sum(weight * part for part, weight in zip(parts, weights, strict=True) if part is not None)
        if self.times is not None:
            people = panel.value(self.times, code, year)
            return None if people is None else total * people / _per(self.metric)
        if self.over is None:
            return 100 - total if self.lacking else total
        whole = panel.value(self.over, self.over_place or code, year)
        if whole is None and not self.over_place:
            # The population of the year before is near enough for a share.
            whole = panel.value(self.over, code, year - 1)
        share = 100 * total / whole if whole else None
        return 100 - share if share is not None and self.lacking else share

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

    def _names(self) -> str:
        wholes = {category(metric)[0] for metric in self.metrics}
        if len(self.metrics) > MOST_NAMED and len(wholes) == 1:
            return f"{wholes.pop()} ({len(self.metrics)} kinds together)"
        return " + ".join(metric.name for metric in self.metrics)

    def words(self, panel: Panel) -> str:
        """Say in words what the number is."""
        text = ("100 % − " if self.lacking else "") + self._names()
        if self.times is not None:
            return f"{text} × {self.times.name}"
        if self.over is not None:
            place = f" of {panel.atlas.name(self.over_place)}" if self.over_place else ""
            return f"{text} as a share of {self.over.name}{place}"
        return text


def category(metric: Metric) -> tuple[str, str]:
    """Return the name of a metric without its last bracket, and what stands in it: the kind of a whole.

    >>> from onrecord.checking.series.metrics import Metric
    >>> category(Metric("a", "Electricity production by source (coal)", "TWh", (), frozenset(), frozenset()))
    ('Electricity production by source', 'coal')
    """
    match = _CATEGORY.fullmatch(metric.name)
    return (match["whole"], match["kind"]) if match else (metric.name, "")


_CATEGORY = re.compile(r"(?P<whole>.+?)\s*\((?P<kind>[^()]*)\)\s*")


def _per(metric: Metric) -> float:
    unit = unit_of(metric)
    return 100.0 if unit.kind == "percent" else unit.base


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
