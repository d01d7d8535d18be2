"""Amounts in a statement about a series: a number with its unit, its wording, and per how much time it counts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from onrecord.reading.numerals import value_of_words
from onrecord.reading.quantities import find_quantities
from onrecord.reading.series.cues import pattern
from onrecord.reading.words import cell_words, one_of, word_table
from onrecord.terms.quantity import Interval, interval_of


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a statement.

    `unit` is `percent`, `points`, `multiple`, `ratio` (one in so many, the value is a share), `years`, a unit of
    `words/units.csv`, or the counted noun; `per` is `day`, `hour`, `week`, `month`, `year` or empty.
    """

    start: int
    end: int
    value: float
    unit: str
    qualifier: str
    interval: Interval
    per: str = ""
    noun: str = ""


def _qualifier(text: str, start: int) -> str:
    match = pattern("amount-before").search(text[max(0, start - 110) : start])
    if not match:
        return "exact"
    return next(name for name, value in match.groupdict().items() if value)


def _range(value: float, other: float | None, qualifier: str) -> Interval:
    if other is not None:
        low, high = sorted((value, other))
        return Interval(low, high)
    if qualifier == "under":
        return Interval(-math.inf, value)
    if qualifier == "over":
        return Interval(value, math.inf)
    return Interval(value * 0.95, value * 1.05)


def find_amounts(text: str) -> list[Amount]:
    """Return the amounts of a text in their order.

    >>> [(a.value, a.unit, a.qualifier, a.per) for a in find_amounts("over 60%, 1:600, and 3,000 people a day")]
    [(60.0, 'percent', 'over', ''), (0.0016666666666666668, 'ratio', 'exact', ''), (3000.0, 'people', 'exact', 'day')]
    """
    found: list[Amount] = []
    # What is read first keeps its words: "one in ten" is a share and no ten.
    readers = (_ratios, _out_of, _parts_as_much, _halves, _parts_by, _one_of_each, _tonnes_and_years, _vague)
    for reader in (*readers, _quantities, _none):
        for amount in reader(text):
            if not any(other.start < amount.end and amount.start < other.end for other in found):
                found.append(amount)
    # "Every three minutes" says how often.
    often = [match.span() for match in pattern("amount-per-several").finditer(text)]
    found = [amount for amount in found if not any(a < amount.end and amount.start < b for a, b in often)]
    found.sort(key=lambda amount: amount.start)
    return [_per(text, amount) for amount in _in_one_unit(text, found)]


_SHARED = frozenset({"percent", "years", "days", "hours"})
"""Units that a second number takes from the first: "8 percent then, hardly above 5 now"."""


def _in_one_unit(text: str, amounts: Sequence[Amount]) -> Iterator[Amount]:
    """Give a bare number the unit of the one before it, where it stands as that one's later value."""
    unit = ""
    for amount in amounts:
        bare = amount.unit == "count" and 0 < amount.value < MOST_BARE
        placed = pattern("unit-before").search(text[: amount.start]) or amount.qualifier != "exact"
        if bare and unit and placed and pattern("unit-behind").match(text[amount.end :]):
            yield replace(amount, unit=unit)
            continue
        unit = amount.unit if amount.unit in _SHARED else ""
        yield amount


MOST_BARE = 200
"""Larger numbers count something themselves."""


def _ratios(text: str) -> Iterator[Amount]:
    """Read "1:600", "one doctor for every 2,500 people", "12 per 100,000"."""
    for match in pattern("amount-ratio").finditer(text):
        first = 1 / _plain(match["a"])
        other = 1 / _plain(match["b"]) if match["b"] else None
        qualifier = _qualifier(text, match.start())
        interval = _range(first, other, qualifier)
        yield Amount(*match.span(), first, "ratio", "range" if other else qualifier, interval)
    for match in pattern("amount-one-for").finditer(text):
        value = _plain(match["a"])
        if value >= FEWEST_FOR_ONE and not 1900 <= value <= 2100:
            qualifier = _qualifier(text, match.start())
            interval = _range(1 / value, None, qualifier)
            yield Amount(*match.span(), 1 / value, "ratio", qualifier, interval, noun=match["noun"])
    for match in pattern("amount-per-people").finditer(text):
        above, below = _small(match["a"]), _BASES.get(match["b"].lower()) or _small(match["b"])
        if above and below:
            qualifier = _qualifier(text, match.start())
            share, step = above / below, max(0.5, 0.05 * above) / below
            interval = Interval(share - step, share + step) if qualifier == "exact" else _range(share, None, qualifier)
            yield Amount(*match.span(), share, "ratio", qualifier, interval)


def _out_of(text: str) -> Iterator[Amount]:
    """Read "eight out of ten", "one in four"; it is said of anything that rounds to it."""
    for match in pattern("amount-out-of").finditer(text):
        above, below = _small(match["a"]), _small(match["b"])
        if above and below and above < below:
            value, qualifier = 100 * above / below, _qualifier(text, match.start())
            step = min(50 / below, 0.15 * value)
            # "Nearly one in three" is as round a number as one in three.
            loose = qualifier in {"exact", "about", "nearly"}
            interval = Interval(value - step, value + step) if loose else interval_of(value, qualifier)
            yield Amount(*match.span(), value, "percent", qualifier, interval)


def _one_of_each(text: str) -> Iterator[Amount]:
    """Read "every second household", "every third adult"."""
    for match in pattern("one-of-each").finditer(text):
        number = 2 if match["n"].lower() == "other" else _ordinals()[match["n"].lower()]
        value, step = 100 / number, WORDED * 100 / number
        yield Amount(
            *match.span(), value, "percent", _qualifier(text, match.start()), Interval(value - step, value + step)
        )


def _parts_as_much(text: str) -> Iterator[Amount]:
    """Read "half as much", "a third as many"."""
    for match in pattern("amount-part-as").finditer(text):
        value = 1 / _PARTS[match["part"].lower()]
        qualifier = _qualifier(text, match.start())
        yield Amount(*match.span(), value, "multiple", qualifier, interval_of(value, qualifier))


def _parts_by(text: str) -> Iterator[Amount]:
    """Read "by more than half", "two thirds higher", "a quarter less": by what part something differs."""
    for match in pattern("amount-part-by").finditer(text):
        part = "by" if match["by"] else "than"
        number, _, name = re.sub(r"[\s-]+", " ", match[part].lower()).rpartition(" ")
        value = 100 * (value_of_words(number) or 1.0) / _divisors()[name]
        qualifier, step = _qualifier(text, match.start(part)), WORDED * value
        loose = qualifier in {"exact", "about"}
        interval = Interval(value - step, value + step) if loose else interval_of(value, qualifier)
        yield Amount(*match.span(part), value, "percent", "about" if loose else qualifier, interval)


def _halves(text: str) -> Iterator[Amount]:
    """Read "two and a half times", "one and a half million people", "by a factor of three"."""
    for match in pattern("amount-and-a-half").finditer(text):
        value, qualifier = (_small(match["n"]) or 0) + 0.5, _qualifier(text, match.start())
        counted = next((one for one in find_quantities(text) if one.span.start == match.end()), None)
        if match["unit"]:
            unit = _UNITS_OF_HALVES.get(match["unit"].lower(), "percent")
            yield Amount(*match.span(), value, unit, qualifier, interval_of(value, qualifier, f"{value:g}"))
        elif counted is not None:
            unit, _, per = counted.quantity.unit.partition("/")
            value *= counted.quantity.value
            whole = match.start(), counted.span.end
            yield Amount(*whole, value, unit, qualifier, _range(value, None, qualifier), per if per in SPELLS else "")
    for match in pattern("amount-factor").finditer(text):
        number = _small(match["n"]) or 1
        yield _exact(text, match, number, f"{number:g}", "multiple")


_UNITS_OF_HALVES = {"times": "multiple", "percentage points": "points", "points": "points", "years": "years"}


@cache
def _divisors() -> dict[str, float]:
    """Return what each part of a whole divides it by: "third" by 3."""
    return {word: float(row["divisor"]) for row in word_table("fractions") for word in cell_words(row["words"])}


_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}


def _tonnes_and_years(text: str) -> Iterator[Amount]:
    for match in pattern("amount-megatonnes").finditer(text):
        scale = 1e9 if match["unit"].startswith("G") else 1e6
        yield _exact(text, match, _plain(match["n"]) * scale, match["n"], "tonnes")
    for match in pattern("amount-half-unit").finditer(text):
        number, unit = _HALVES[match["unit"].lower()]
        yield _exact(text, match, number, str(round(number)), unit)
    for match in pattern("amount-years-apart").finditer(text):
        number = _small(match["n"]) or 1
        yield _exact(text, match, number, f"{number:g}", match["unit"].lower())
    for match in pattern("amount-years").finditer(text):
        if not pattern("amount-no-years").search(text[: match.start()]):
            yield _exact(text, match, _plain(match["n"]), match["n"], match["unit"].lower())


_HALVES = {
    "day": (12.0, "hours"),
    "month": (15.0, "days"),
    "year": (182.5, "days"),
    "decade": (5.0, "years"),
    "century": (50.0, "years"),
}
"""Half of each unit of time, in the smaller unit in which it is measured."""


def _quantities(text: str) -> Iterator[Amount]:
    """Take the quantities that every text is read for, with the wording that stands further off."""
    simple = {"at-least": "over", "at-most": "under", "estimate": "about", "estimate-over": "over"}
    for mention in find_quantities(text):
        start, end, quantity = mention.span.start, mention.span.end, mention.quantity
        words, digits = text[start:end], mention.digits or None
        aged = re.search(r"\bage[ds]?\s+$", text[:start], re.IGNORECASE)
        if (
            pattern("per-base").search(text[:start])
            or quantity.unit == "ratio"
            or aged
            or words.strip().lower() in {"one", "a"}
            or pattern("counts-nothing-measured").match(quantity.unit)
        ):
            continue
        unit, _, per = quantity.unit.partition("/")
        qualifier, interval = simple.get(quantity.qualifier, quantity.qualifier), quantity.interval
        if pattern("amount-crowd").search(words):
            qualifier, interval = "over", interval_of(quantity.value, "over")
        # "As high as 42 %" is said to have been reached.
        as_much = pattern("amount-as-much")
        if as_much.search(words.split(digits or "\0", maxsplit=1)[0]) or as_much.search(text[:start]):
            qualifier, interval = "exact", interval_of(quantity.value, "exact", digits)
        if qualifier == "exact" and (wider := _qualifier(text, start)) != "exact":
            qualifier, interval = wider, interval_of(quantity.value, wider, digits)
        if qualifier in {"exact", "about"} and (behind := pattern("amount-behind").match(text[end:])):
            qualifier = "under" if behind["under"] else "over"
            interval = interval_of(quantity.value, qualifier, digits)
        if unit_in_words(quantity.unit, words) and qualifier == "exact":
            step = WORDED * quantity.value
            interval = Interval(quantity.value - step, quantity.value + step)
        unit, per = "points" if unit == "percentage-points" else unit, per if per in SPELLS else ""
        yield Amount(start, end, quantity.value, unit, qualifier, interval, per)


def unit_in_words(unit: str, words: str) -> bool:
    """Say whether a share is written as a fraction in words: "a third" is said of anything that rounds to it.

    >>> unit_in_words("percent", "two thirds"), unit_in_words("percent", "33 %")
    (True, False)
    """
    return unit == "percent" and not re.search(r"\d|per\s?cent", words)


WORDED = 0.08
"""How far from a fraction in words that may lie which it is said of, as a share of it."""


def _vague(text: str) -> Iterator[Amount]:
    for words, value, qualifier in _vague_shares():
        for match in words.finditer(text):
            yield Amount(*match.span(), value, "percent", qualifier, interval_of(value, qualifier))


def _none(text: str) -> Iterator[Amount]:
    for match in pattern("amount-zero").finditer(text):
        yield Amount(*match.span(), 0.0, "count", "exact", Interval(0.0, 0.0))


@cache
def _ordinals() -> dict[str, int]:
    """Return the number of each ordinal: "third" is 3."""
    return {word: int(row["number"]) for row in word_table("ordinal_numbers") for word in cell_words(row["words"])}


def _plain(digits: str) -> float:
    return float(digits.replace(",", ""))


@cache
def _vague_shares() -> tuple[tuple[re.Pattern[str], float, str], ...]:
    """Return the words that stand for a share: "the majority of" is over half."""
    return tuple(
        (re.compile(rf"\b{one_of(cell_words(row['forms']))}\b", re.IGNORECASE), float(row["value"]), row["qualifier"])
        for row in word_table("vague_shares")
    )


SPELLS = ("minute", "hour", "day", "week", "month", "year")
"""The times by which an amount may count; "per woman" and "per head" belong to the unit."""

FEWEST_FOR_ONE = 5
"""One for every two or three is more often said of something else than of a ratio."""

_BASES = {"million": 1e6, "1m": 1e6, "thousand": 1e3, "ten thousand": 1e4, "hundred thousand": 1e5}


def _small(word: str) -> float | None:
    word = word.replace(",", "")
    return float(word) if word.replace(".", "", 1).isdigit() else value_of_words(word.lower())


def _exact(text: str, match: re.Match[str], value: float, digits: str, unit: str) -> Amount:
    qualifier = _qualifier(text, match.start())
    return Amount(*match.span(), value, unit, qualifier, interval_of(value, qualifier, digits))


def _per(text: str, amount: Amount) -> Amount:
    """Find what the amount is counted by: "3,000 people a day", "10 die every hour", "daily deaths"."""
    if amount.unit == "percent" and re.match(
        r"\s+(?:per|a|each|every)\s+(?:year|annum)\b", text[amount.end :], re.IGNORECASE
    ):
        return replace(amount, per="year")
    if amount.per or amount.unit in {"percent", "ratio", "multiple"}:
        return amount
    if several := pattern("amount-per-several").search(text):
        # "Two every three minutes" is two thirds a minute.
        often = float(value_of_words(several["n"].lower()) or several["n"])
        low, high = amount.interval.low / often, amount.interval.high / often
        slower = replace(amount, value=amount.value / often, interval=Interval(low, high))
        return replace(slower, per=several["unit"].lower()) if amount.start < several.start() else amount
    for match in pattern("amount-per").finditer(text):
        unit = (match["unit"] or "").lower() or {
            "daily": "day",
            "hourly": "hour",
            "weekly": "week",
            "monthly": "month",
        }[match["ly"].lower()]
        if abs(match.start() - amount.end) < 60 or match["ly"]:
            return replace(amount, per=unit)
    return amount
