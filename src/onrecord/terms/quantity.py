"""Numbers as intervals: what a printed number stands for, and whether two of them can both be true."""

from __future__ import annotations

import math
from dataclasses import dataclass

QUALIFIERS = (
    "exact", "about", "over", "under", "nearly", "at-least", "at-most", "estimate", "estimate-over", "range",
)  # fmt: skip
"""How a source words a number: `estimate-over` is "an estimated over 350,000", `range` has its own two ends."""

ABOUT = 0.05
"""Half-width of "about", as a share of the value: a tenth in all, the width readers give the word."""

NEARLY = 0.1
"""How far below the number "nearly" and "almost" reach, as a share of it; they never reach above."""

ROUND = 0.025
"""The most that trailing zeros can widen a number, as a share of it: "300,000" is not a count to the last visitor."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both included; an open side is infinite.

    >>> Interval(5.55, 5.65).overlaps(Interval(5.6, math.inf))
    True
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        """Refuse an interval that is upside down."""
        if self.high < self.low:
            raise ValueError(f"an interval must not end before it starts: {self.low} to {self.high}")

    def overlaps(self, other: Interval) -> bool:
        """Say whether one number could lie in both."""
        return self.low <= other.high and other.low <= self.high

    def contains(self, value: float) -> bool:
        """Say whether the value lies inside."""
        return self.low <= value <= self.high

    def scaled(self, factor: float) -> Interval:
        """Multiply both ends by a positive factor, as for a change of unit."""
        return Interval(self.low * factor, self.high * factor)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it was worded: its value, its unit, and the interval that the wording stands for."""

    value: float
    unit: str
    qualifier: str
    interval: Interval

    def __str__(self) -> str:
        """Write the number for a reader, with its wording and unit."""
        word = {
            "about": "about ",
            "over": "over ",
            "under": "under ",
            "at-least": "at least ",
            "at-most": "at most ",
            "nearly": "nearly ",
            "estimate": "an estimated ",
            "estimate-over": "an estimated over ",
        }.get(self.qualifier, "")
        if self.qualifier == "range":
            money = self.unit in {*_CURRENCIES, "CNY"}
            low = say_number(self.interval.low, self.unit if money else "")
            return f"{low} to {say_number(self.interval.high, self.unit)}"
        return f"{word}{say_number(self.value, self.unit)}"


def interval_of(value: float, qualifier: str, digits: str | None = None, high: float | None = None) -> Interval:
    """Return what a printed number stands for; `high` is the upper end of a range.

    `digits` is the number as printed ("5.6", "300,000"): its last significant figure sets the rounding. Without it
    an exact number stands for itself.

    >>> interval_of(5.6, "exact", "5.6")
    Interval(low=5.55, high=5.65)
    >>> interval_of(350_000, "exact", "350,000")
    Interval(low=345000.0, high=355000.0)
    >>> interval_of(300_000, "over", "300,000")
    Interval(low=300000, high=inf)
    >>> interval_of(20, "nearly"), interval_of(26, "range", high=28)
    (Interval(low=18.0, high=20), Interval(low=26, high=28))
    """
    if qualifier == "range":
        return Interval(value, value if high is None else high)
    if qualifier == "nearly":
        return Interval(round(value - abs(value) * NEARLY, 12), value)
    if qualifier in {"over", "at-least", "estimate-over"}:
        return Interval(value, math.inf)
    if qualifier in {"under", "at-most"}:
        return Interval(-math.inf, value)
    half = rounding_half_width(value, digits) if digits else 0.0
    if qualifier in {"about", "estimate"}:
        half = max(half, abs(value) * ABOUT)
    return Interval(round(value - half, 12), round(value + half, 12)) if half else Interval(value, value)


def rounding_half_width(value: float, digits: str) -> float:
    """Return half of the last significant figure's worth, in the scale of `value`.

    Two trailing zeros or more count as rounding, up to `ROUND` of the value; a number printed with its scale
    ("1 trillion") is never wider than "about".

    >>> round(rounding_half_width(5.6e9, "5.6"))
    50000000
    >>> rounding_half_width(20, "20")
    0.5
    >>> rounding_half_width(300_000, "300,000"), rounding_half_width(1_230_000, "1,230,000")
    (7500.0, 5000.0)
    """
    plain = digits.replace(",", "").replace(" ", "")
    if not plain or float(plain) == 0:
        return 0.0
    scale = abs(value / float(plain))
    decimals = len(plain.partition(".")[2])
    half = 0.5 * 10.0**-decimals * scale
    if scale > 1:
        # "1 trillion" is rounded, but a writer who meant 1.4 would have printed it.
        half = min(half, abs(value) * ABOUT)
    zeros = 0 if decimals else len(plain) - len(plain.rstrip("0"))
    return float(max(half, min(half * 10.0**zeros, abs(value) * ROUND))) if zeros > 1 else float(half)


_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_CURRENCIES = {"USD": "$", "EUR": "€", "GBP": "£"}


def say_number(value: float, unit: str = "") -> str:
    """Write a number the way a newspaper does.

    >>> say_number(1e12, "CNY"), say_number(350000, "visits"), say_number(-72.2, "percent"), say_number(1e11, "USD")
    ('1 trillion yuan', '350,000 visits', '-72.2%', '$100 billion')
    """
    if unit == "percent":
        return f"{_short(value)}%"
    if unit == "multiple":
        return f"{_short(value)} times"
    text = _short(value)
    for size, word in _SCALES:
        if abs(value) >= size:
            text = f"{_short(value / size)} {word}"
            break
    if unit in _CURRENCIES:
        return f"{_CURRENCIES[unit]}{text}"
    if unit == "CNY":
        return f"{text} yuan"
    return text if unit in {"", "count"} else f"{text} {unit}"


def _short(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    text = f"{value:,.2f}" if abs(value) < 100 else f"{value:,.1f}"
    return text.rstrip("0").rstrip(".")
