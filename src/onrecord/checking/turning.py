"""What would have changed a verdict: the bounds within which a number bears a claim out."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from onrecord.terms.labels import Label
from onrecord.terms.quantity import Quantity, say_number


@dataclass(frozen=True, slots=True)
class Turn:
    """The bounds, in words with their unit, within which `what` bears a claim out; empty where there is none.

    `what` names the number as it stands to the verdict that was given: "the value of Ghana for 2023".
    """

    what: str
    low: str = ""
    high: str = ""


def turn(what: str, low: float, high: float, say: Callable[[float], str]) -> Turn:
    """Return bounds in words; `say` writes a number with its unit.

    >>> turn("the value of 2023", 54.2, float("inf"), "{:g} %".format)
    Turn(what='the value of 2023', low='54.2 %', high='')
    """
    return Turn(what, "" if math.isinf(low) else say(low), "" if math.isinf(high) else say(high))


def say_turn(turned: Turn | None, label: Label, *, alone: bool = True) -> str:
    """Say what would have changed a verdict; empty where no single number would have.

    `alone`: the number decided alone, so that another one would have turned the verdict round.

    >>> say_turn(Turn("the value of 2023", "54.2 %"), Label.SUPPORTED)
    'It would be Refuted if the value of 2023 were below 54.2 %.'
    >>> say_turn(Turn("the value of 2023", "2 %", "3 %"), Label.REFUTED)
    'It would be Supported if the value of 2023 were between 2 % and 3 %.'
    """
    if turned is None or not (turned.low or turned.high):
        return ""
    if label is Label.SUPPORTED:
        bounds = [f"below {turned.low}"] if turned.low else []
        bounds += [f"above {turned.high}"] if turned.high else []
        other = "be Refuted" if alone else "not be Supported"
        return f"It would {other} if {turned.what} were {' or '.join(bounds)}."
    if label is not Label.REFUTED:
        return ""
    if turned.low and turned.high:
        within = f"{turned.low}" if turned.low == turned.high else f"between {turned.low} and {turned.high}"
    else:
        within = f"at least {turned.low}" if turned.low else f"at most {turned.high}"
    other = "be Supported" if alone else "not be Refuted"
    return f"It would {other} if {turned.what} were {within}."


def turn_of(claimed: Quantity, what: str) -> Turn:
    """Return the bounds that a printed number stands for, as those within which a reported one bears it out."""
    low, high = _size(claimed)
    return turn(what, low, high, lambda value: say_number(value, claimed.unit))


def say_interval(claimed: Quantity) -> str:
    """Say what a printed number stands for, as the tolerance that it was given.

    >>> from onrecord.terms.quantity import interval_of
    >>> say_interval(Quantity(5.6e9, "USD", "exact", interval_of(5.6e9, "exact", "5.6")))
    '$5.6 billion stands for $5.55 billion to $5.65 billion'
    """
    if math.isinf(claimed.interval.high) or math.isinf(claimed.interval.low):
        return ""
    low, high = (say_number(value, claimed.unit) for value in _size(claimed))
    return f"{say_number(abs(claimed.value), claimed.unit)} stands for {low} to {high}" if low != high else ""


def _size(claimed: Quantity) -> tuple[float, float]:
    """Return the bounds of a number without its sign: "down 72 %" is held against a fall of 72 %."""
    low, high = claimed.interval.low, claimed.interval.high
    return (abs(high), abs(low)) if high <= 0 else (low, high)
