"""A statement put to one measured number: the values it asks for, and the outcome in words."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.checking.series.measured import Measured
from onrecord.checking.series.panel import Panel
from onrecord.checking.turning import Turn, turn
from onrecord.reading.series.statement import Statement
from onrecord.reading.series.years import TimeKind, Years
from onrecord.terms.time import Day


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a statement holds by one measured number: True, False, or None with what is missing.

    `mixed`: it holds for the window that was chosen and not around it. `used` are the years that matter, `decisive` the
    places and years whose values decided. `tolerance` is what was allowed, in words, `turn` the bounds within which it
    holds.
    """

    holds: bool | None
    numbers: str
    missing: str = ""
    mixed: bool = False
    used: tuple[tuple[int, int], ...] = ()
    places: tuple[str, ...] = ()
    tolerance: str = ""
    turn: Turn | None = None
    decisive: tuple[tuple[str, int], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Ask:
    """A statement put to one measured number."""

    statement: Statement
    measured: Measured
    panel: Panel
    day: Day

    @property
    def now(self) -> int:
        """The year of the text."""
        return self.day.year

    @property
    def code(self) -> str:
        """The first place."""
        return self.statement.places[0] if self.statement.places else ""

    def values(self, code: str, first: int, last: int) -> dict[int, float]:
        """Return the numbers of a place."""
        return self.measured.values(self.panel, code, first, min(last, self.now))

    def name(self, code: str) -> str:
        """Return the name of a place."""
        return self.panel.atlas.name(code)

    def say(self, value: float) -> str:
        """Write a number with the unit of the metric."""
        number = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.2f}".rstrip("0").rstrip(".")
        if self.measured.over is not None:
            return f"{number}%"
        unit = self.measured.metric.unit
        if self.measured.times is not None:
            return f"{number} people"
        return f"{number}{unit}" if unit.startswith("%") else f"{number} {unit}"


def are_rates_of_now(ask: Ask) -> bool:
    """Say whether who grows faster is told by the rates of growth of today."""
    title, years = ask.measured.metric.title, ask.statement.years
    current = years is None or years.kind in {TimeKind.NOW, TimeKind.POINT}
    return "inflation" in title or ("growth" in title and current)


def turned(ask: Ask, what: str, low: float = -math.inf, high: float = math.inf) -> Turn:
    """Return the bounds within which a statement holds, in the unit of its number."""
    return turn(what, low, high, ask.say)


def value_of(ask: Ask, *years: int, code: str = "", of: str = "value") -> str:
    """Name the number of a place: "the value of Ghana for 2023", "any value of Ghana for 2022 or 2023"."""
    span = str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
    return f"the {of} of {ask.name(code or ask.code)} for {span}"


def present(day: Day) -> int:
    """Return the year that "now" is to a series of years: in January, nobody knows one later than the year before."""
    return day.year - 1 if day.month == 1 else day.year


def window(years: Years | None, now: int, *, back: int = 1) -> tuple[int, int]:
    """Return the years that a statement is about; without any, the year of the text and `back` years before it."""
    if years is None or years.kind is TimeKind.NOW:
        return now - back, now
    last = min(years.last, now)
    if years.first is None:
        return (1, last)
    return min(years.first, last), last


def missing(ask: Ask, code: str, first: int, last: int) -> Outcome:
    """Return that a place has no value in the years that are asked."""
    have = ask.panel.years(ask.measured.metric, code)
    span = f"; values run from {have[0]} to {have[-1]}" if have else ""
    period = f"{first}" if first == last else f"{first} to {last}"
    return Outcome(
        None,
        f"No value of {ask.measured.words(ask.panel)} for {ask.name(code)} in {period}{span}.",
        f"{ask.measured.words(ask.panel)} of {ask.name(code)} for {period}",
        used=((first, last),),
        places=(code,),
    )


def current_values(ask: Ask, code: str, first: int, last: int) -> dict[int, float]:
    """Return the values that stand for "now": of the year and the one before, else the last that is not stale."""
    found = ask.values(code, first, last)
    if found or last < ask.now - 1:
        return found
    lag = max(1 if ask.day.month <= 6 else 0, sparse(ask, code))
    found = ask.values(code, first - lag, last)
    return {max(found): found[max(found)]} if found else {}


MOST_STALE = 6
"""A value older than so many years says nothing of today."""


def stale_values(ask: Ask, code: str, last: int) -> tuple[int, float, float, float] | None:
    """Return the last value before a year, its year, and where between it may have moved in the time since.

    None where it is too old, or where the series is too short to tell how it moves.
    """
    known = ask.values(code, last - 40, last)
    if not known or len(known) < FEWEST_MOVES or last - max(known) > MOST_STALE:
        return None
    year = max(known)
    passed = max(1, last - year)
    moves = [known[b] - known[a] for a in known for b in known if 0 < b - a <= passed and a >= year - 20]
    if not moves:
        return None
    return year, known[year], known[year] + min(0.0, *moves), known[year] + max(0.0, *moves)


FEWEST_MOVES = 5


def sparse(ask: Ask, code: str) -> int:
    """Return how many years usually pass between two values, beyond one: surveys are not taken every year."""
    years = ask.panel.years(ask.measured.metric, code)[-6:]
    gaps = sorted(b - a for a, b in itertools.pairwise(years))
    return min(4, gaps[len(gaps) // 2]) - 1 if gaps else 0


def combined_values(ask: Ask, first: int, last: int, *, current: bool) -> dict[int, float]:
    """Return the values of the statement's place, or of its places together."""
    codes = ask.statement.places
    shared = ask.measured.over is not None and ask.measured.over_place and not ask.measured.lacking
    if ask.statement.combined and len(codes) > 1 and (ask.measured.additive or shared):
        each = [ask.values(code, first, last) for code in codes]
        years = set(each[0]).intersection(*each[1:])
        return {year: sum(values[year] for values in each) for year in sorted(years)}
    return current_values(ask, ask.code, first, last) if current else ask.values(ask.code, first, last)


def year_list(years: Sequence[int]) -> str:
    """Write years for a reader; many of them by number."""
    if len(years) > 4:
        return f"{len(years)} years between {years[0]} and {years[-1]}"
    return ", ".join(map(str, years))


def outcome_of(
    ask: Ask,
    holds: bool | None,
    numbers: str,
    used: tuple[tuple[int, int], ...],
    word: str = "",
    turn: Turn | None = None,
    decisive: tuple[tuple[str, int], ...] = (),
    places: tuple[str, ...] = (),
) -> Outcome:
    """Return an outcome for the places of the statement."""
    return Outcome(holds, numbers, "", False, used, places or ask.statement.places, word, turn, decisive)


def series_words(ask: Ask, values: Mapping[int, float], code: str = "") -> str:
    """Write the values of a place for a reader: all of a few, the ends and the extremes of many."""
    name = ask.name(code or ask.code)
    if len(values) <= 3:
        return f"{name}: " + ", ".join(f"{ask.say(value)} in {year}" for year, value in values.items())
    first, last = min(values), max(values)
    low, high = min(values, key=lambda y: values[y]), max(values, key=lambda y: values[y])
    return (
        f"{name}: {ask.say(values[first])} in {first}, {ask.say(values[last])} in {last}; "
        f"between {ask.say(values[low])} ({low}) and {ask.say(values[high])} ({high})"
    )


def best_words(ask: Ask, values: Mapping[int, float], sign: int) -> str:
    """Write the highest value, or the lowest, with its year."""
    year = max(values, key=lambda y: sign * values[y])
    return f"{ask.say(values[year])} in {year}"
