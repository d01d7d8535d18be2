"""What a measure answers: estimates with their uncertainty, their rows, what was left out or is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from onrecord.measures.measure import Measure
from onrecord.terms.quantity import Interval, say_number
from onrecord.terms.time import Day, Period

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number of an answer.

    `value` is None where the measure abstains, and `missing` then names the datum that it lacks. `n` counts the values
    behind it; `period` is what it is about; `of` whose it is, where an answer speaks of several.
    """

    name: str
    value: float | None
    unit: str = ""
    interval: Interval | None = None
    n: int = 0
    period: Period | None = None
    of: str = ""
    missing: str = ""

    def __str__(self) -> str:
        """Write the number for a reader, with its interval."""
        if self.value is None:
            return f"not told: {self.missing}" if self.missing else "not told"
        said = say(self.value, self.unit)
        if self.interval is None or self.interval.low == self.interval.high:
            return said
        return f"{said} ({say_interval(self.interval, self.unit)})"


@dataclass(frozen=True, slots=True)
class Trace:
    """What a picture draws: points (start, end, value) under a line that crosses no hole, or bars."""

    name: str
    points: tuple[tuple[Day, Day, float], ...]
    kind: Literal["line", "bars"] = "line"


@dataclass(frozen=True, slots=True)
class Mark:
    """A day, or a height, that a picture points out."""

    words: str
    day: Day | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """How an answer looks: traces on one scale, and what to point out."""

    unit: str
    traces: tuple[Trace, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Measurement:
    """The answer of a measure on a day.

    `subject` names whose and of what, `words` is the answer in a sentence or two, `rows` are those that it used, of
    which `columns` are worth a reader's look. `left_out` counts, by reason, the values that may not enter; `missing`
    names the datum for want of which the measure abstains, in whole or in part. `sql` and `parameters` run it again.
    """

    measure: Measure
    subject: str
    day: Day
    words: str
    estimates: tuple[Estimate, ...]
    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    sources: tuple[str, ...]
    left_out: Mapping[str, int]
    missing: str
    sql: str
    parameters: Mapping[str, Any]
    picture: Picture | None = field(default=None, compare=False)

    def __getitem__(self, name: str) -> Estimate:
        """Return the first estimate of a name; raises `KeyError` where there is none."""
        for estimate in self.estimates:
            if estimate.name == name:
                return estimate
        raise KeyError(name)

    @property
    def abstains(self) -> bool:
        """Whether no estimate has a value."""
        return all(estimate.value is None for estimate in self.estimates)

    def __str__(self) -> str:
        """Say the answer, and what is missing."""
        return f"{self.words} Missing: {self.missing}." if self.missing else self.words


def say(value: float, unit: str) -> str:
    """Write a computed number, rounded to three figures: more would claim more than the sources give.

    >>> say(-28.6471, "percent"), say(4_123_456.0, "pulls"), say(0.0476, "probability"), say(1.0, "launch days")
    ('-28.6%', '4.12 million pulls', '0.05', '1 launch day')
    """
    if unit == "probability":
        return f"{value:.2f}" if value >= 0.01 else "below 0.01"
    if unit == "index":
        return f"{value:.3f}"
    if value == 1 and unit.endswith("s"):
        unit = unit.removesuffix("s")
    return say_number(figures(value), unit)


def say_chance(p: float) -> str:
    """Write a chance as papers do.

    >>> say_chance(0.123), say_chance(0.0004)
    ('p = 0.12', 'p < 0.01')
    """
    return f"p = {p:.2f}" if p >= 0.01 else "p < 0.01"


def say_interval(interval: Interval, unit: str) -> str:
    """Write the two ends of an interval; an open side is said in a word.

    >>> say_interval(Interval(2.0, 3.5), "percent"), say_interval(Interval(300_000, float("inf")), "visits")
    ('2% to 3.5%', '300,000 visits or more')
    """
    low, high = interval.low, interval.high
    if high == float("inf"):
        return "anything" if low == float("-inf") else f"{say(low, unit)} or more"
    if low == float("-inf"):
        return f"{say(high, unit)} or less"
    plain = unit if unit in {"percent", "multiple", "probability", "index", "CNY", "USD", "EUR", "GBP"} else ""
    return f"{say(low, plain)} to {say(high, unit)}"


def say_when(period: Period) -> str:
    """Write a period with its preposition.

    >>> [say_when(Period.parse(text)) for text in ("2025-07-20", "2025-07", "2025-07-14/2025-07-20")]
    ['on 20 July 2025', 'in July 2025', 'from 14 to 20 July 2025']
    """
    if period.is_day:
        return f"on {period}"
    return f"from {period}" if " to " in str(period) else f"in {period}"


def figures(value: float) -> float:
    """Round to three figures; whole numbers below a million stay whole.

    >>> figures(1234567.0), figures(0.123456), figures(1234.0), figures(1234.56)
    (1230000.0, 0.123, 1234.0, 1230.0)
    """
    if abs(value) == float("inf") or (value == int(value) and abs(value) < 1e6):
        return value
    return float(f"{value:.3g}")
