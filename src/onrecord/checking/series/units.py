"""Units of metrics and of amounts: whether they go together, and the factor between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.checking.series.metrics import Metric
from onrecord.reading.series.amounts import Amount
from onrecord.reading.words import word_table

MOST_PER = 100_000
"""A plain number of a rate is smaller: larger ones count."""

PER_YEAR = {"minute": 525_960.0, "hour": 8_766.0, "day": 365.25, "week": 52.18, "month": 12.0, "year": 1.0, "": 1.0}
"""How many of each a year has."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What the unit of a metric is: its family, the size of one in the family's base, how many people it is per.

    `kind` is `percent`, `per`, `mass`, `energy`, `money`, `years`, `score`, `yes-no`, `length`, `rate` or `count`.
    `additive`: values of places may be added up. `flow`: values of years may be added up.
    """

    kind: str
    scale: float = 1.0
    base: float = 1.0
    additive: bool = True
    flow: bool = False


_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_PEOPLE = re.compile(
    r"\bpeople|\bpersons?\b|population|immigrants|users|one-year-olds|\bcases\b|inhabitants", re.IGNORECASE
)
_STOCKS = re.compile(
    r"\b(?:population|stock|users?|immigrants|refugees?|people|persons?|capacity|area|subscriptions?|forest|land|homeless|living|warheads?|farms|cumulative|installed|one-year-olds)\b",
    re.IGNORECASE,
)
_MEAN = re.compile(
    r"per (?:capita|person|worker|hour)|average|median|\b(?:rate|share|index|score|growth|ratio)\b|yield|density"
    r"|intensity|coefficient|expectancy|productivity|duration|anomal|annual change",
    re.IGNORECASE,
)


@cache
def unit_of(metric: Metric) -> Unit:
    """Return what the unit of a metric is.

    >>> from onrecord.checking.series.metrics import Metric
    >>> unit_of(Metric("a", "Doctors", "per 1,000 people", (), frozenset(), frozenset()))
    Unit(kind='per', scale=1.0, base=1000.0, additive=False, flow=False)
    """
    text, name = metric.unit.lower(), metric.name
    scale = next(
        (
            size
            for word, size in _SCALES.items()
            if re.search(rf"\b{word}\b(?!\s+(?:people|population|inhabitants))", text)
        ),
        1.0,
    )
    per = re.search(r"per\s+(?P<n>million|[\d,]+)\s*(?:people|population|adults|inhabitants|persons|women|live)?", text)
    mean = _MEAN.search(name) is not None
    flow = _STOCKS.search(f"{text} {name}") is None
    if "yes/no" in text:
        return Unit("yes-no", additive=False)
    if text.startswith("%") or text in {"percent", "annual %"} or "percent" in text:
        return Unit("percent", additive=False)
    if per:
        number = 1e6 if per["n"] == "million" else float(per["n"].replace(",", "") or 1)
        return Unit("per", 1.0, number, additive=False)
    if "score" in text or "index" in text or text == "ratio":
        return Unit("score", additive=False)
    if "$" in text or "usd" in text or "dollar" in text:
        return Unit("money", scale, additive=not mean, flow=not mean)
    if re.search(r"\bper\b", text):
        return Unit("rate", scale, additive=False)
    if "tonne" in text or "tons" in text or "kilogram" in text:
        size = 1e-3 if "kilogram" in text else 1.0
        return Unit("mass", scale * size, additive=not mean, flow=flow and not mean)
    if "watt-hour" in text:
        size = next((s for w, s in (("tera", 1.0), ("giga", 1e-3), ("mega", 1e-6), ("kilo", 1e-9)) if w in text), 1.0)
        return Unit("energy", scale * size, additive=not mean, flow=flow and not mean)
    if re.search(r"\byears?\b", text):
        return Unit("years", additive=False)
    if "°" in text or "mm" in text.split():
        return Unit("length", additive=False)
    return Unit("count", scale, additive=not mean, flow=flow and not mean)


def counts_people(metric: Metric) -> bool:
    """Say whether a metric counts people, so that it has a share of the population."""
    return unit_of(metric).kind == "count" and _PEOPLE.search(f"{metric.unit} {metric.name}") is not None


_ENERGY = {"TWh": 1.0, "GWh": 1e-3, "MWh": 1e-6, "kWh": 1e-9}
_MASS = {"tonnes": 1.0, "kg": 1e-3}
_LENGTH = {"millimetres": 1.0, "centimetres": 10.0, "metres": 1000.0, "inches": 25.4, "feet": 304.8}
_AREA = {"hectares": 1.0, "acres": 0.404686, "square kilometres": 100.0, "square miles": 258.999, "square metres": 1e-4}


def _area(metric: Metric) -> float:
    """Return how many hectares one of a metric's unit has; nought where it is no area."""
    text = metric.unit.lower()
    scale = next((size for word, size in _SCALES.items() if word in text), 1.0)
    if "hectare" in text or re.search(r"\bha\b", text):
        return scale
    return 100.0 * scale if re.search(r"square kilomet|km²|sq km", text) else 0.0


@cache
def _physical_units() -> frozenset[str]:
    """Return the units that stand for themselves: megawatts are no terawatt-hours."""
    return frozenset(row["unit"] for row in word_table("units"))


_MONEY = {"USD", "EUR", "GBP", "CNY", "AUD", "INR", "NGN", "KES", "ZAR", "JPY", "CAD", "GHS"}


@dataclass(frozen=True, slots=True)
class Fit:
    """How an amount goes with a metric: `score` from -1 to 1, the factor from the amount to the metric's unit.

    `share`: the metric must first be divided by a whole.
    """

    score: float
    factor: float = 1.0
    share: bool = False


def fit(amount: Amount | None, metric: Metric, *, whole: str = "", change: bool = False) -> Fit:
    """Say whether an amount can be one of a metric's."""
    unit = unit_of(metric)
    if unit.kind == "yes-no" and amount is not None and amount.unit != "countries":
        return Fit(-1.0)
    if amount is None or change:
        return Fit(0.0)
    if amount.unit == "percent":
        if unit.kind == "percent":
            return Fit(0.6 if whole and whole != "population" else 1.0)
        if unit.kind == "per":
            return Fit(0.2, unit.base / 100)
        if whole and (whole != "population" or counts_people(metric)) and unit.additive:
            return Fit(0.8, 1.0, share=True)
        if unit.kind in {"rate", "score"}:
            # "A fertility rate of 7.5 %" is a slip; a share of a whole is none.
            return Fit(-0.6 if whole else -0.3)
        return Fit(-0.5 if not counts_people(metric) else 0.1, 1.0, share=counts_people(metric))
    if amount.unit == "ratio":
        if unit.kind == "per":
            return Fit(1.0, unit.base)
        if unit.kind == "percent":
            return Fit(0.3, 100.0)
        return Fit(0.2, 100.0, share=True) if counts_people(metric) else Fit(-0.6)
    if amount.unit == "points":
        return Fit(0.8 if unit.kind == "percent" else -0.3)
    if amount.unit in _ENERGY:
        return Fit(1.0, _ENERGY[amount.unit] / unit.scale) if unit.kind == "energy" else Fit(-1.0)
    if amount.unit in _LENGTH:
        return Fit(1.0, _LENGTH[amount.unit]) if "mm" in metric.unit.split() else Fit(-1.0)
    if amount.unit in _MASS:
        return Fit(1.0, _MASS[amount.unit] / unit.scale) if unit.kind == "mass" else Fit(-1.0)
    if amount.unit in _MONEY:
        return Fit(0.8, 1.0 / unit.scale) if unit.kind == "money" else Fit(-0.8)
    if amount.unit == "years":
        return Fit(1.0 if unit.kind == "years" else -0.8)
    if amount.unit in _AREA:
        return Fit(1.0, _AREA[amount.unit] / (_area(metric) * 1.0)) if _area(metric) else Fit(-0.8)
    if amount.unit in _physical_units() - {"multiple"} and amount.unit.lower() not in metric.unit.lower():
        return Fit(-1.0)
    factor = PER_YEAR[amount.per] / unit.scale
    if amount.per and amount.per != "year":
        return Fit(1.0, factor) if unit.kind == "count" and unit.flow else Fit(-0.6)
    if unit.kind == "count":
        return Fit(0.6, factor)
    if unit.kind == "percent":
        return Fit(-0.6)
    if unit.kind in {"per", "rate", "score", "length"}:
        return Fit(0.2 if amount.value < MOST_PER else -0.5)
    return Fit(-0.1, 1.0 / unit.scale)
