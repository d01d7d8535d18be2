"""Decide levels: a number, a share, a mean or a sum over years, and that there is none."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from onrecord.checking.series.asking import (
    Ask,
    Outcome,
    best_words,
    combined_values,
    current_values,
    missing,
    outcome_of,
    present,
    series_words,
    stale_values,
    turned,
    value_of,
    window,
    year_list,
)
from onrecord.checking.series.aspects import aspects_of
from onrecord.checking.series.tolerance import tolerance
from onrecord.checking.series.units import unit_of
from onrecord.reading.series.amounts import Amount
from onrecord.reading.series.years import TimeKind, Years

SCALE = 1000
"""Nobody is wrong by a larger factor about a thing: the claim then counts something else."""

MOST_ABSENT = 0.35
"""A mean or a sum over years of which a larger share has no value is not told."""


@dataclass(frozen=True, slots=True)
class _Level:
    """An amount in the unit of the metric, with the tolerance that it is given, and the values it is held against."""

    ask: Ask
    values: dict[int, float]
    first: int
    last: int
    low: float
    high: float
    target: float
    slack: float

    def fits(self, value: float) -> bool:
        return self.low <= value <= self.high

    @property
    def closed(self) -> bool:
        """Say whether the amount is a number, not a threshold."""
        return not math.isinf(self.low) and not math.isinf(self.high)

    @property
    def mean(self) -> float:
        return sum(self.values.values()) / len(self.values)

    @property
    def thin(self) -> bool:
        """Say whether too many years have no value for a mean or a sum."""
        start = max(self.first, 1)
        absent = [year for year in range(start, self.last + 1) if year not in self.values]
        return len(absent) > MOST_ABSENT * (self.last - start + 1)

    @property
    def said(self) -> str:
        return series_words(self.ask, self.values)

    def outcome(
        self, holds: bool | None, said: str = "", decisive: tuple[tuple[str, int], ...] = (), what: str = ""
    ) -> Outcome:
        """Return an outcome; `what` names the one number that decided it."""
        word = f"{self.slack:.0%} of the claimed number"
        bounds = turned(self.ask, what, self.low, self.high) if what else None
        return outcome_of(self.ask, holds, said or self.said, ((self.first, self.last),), word, bounds, decisive)

    def against(self, year: int) -> Outcome:
        said = f"{self.ask.name(self.ask.code)} had {self.ask.say(self.values[year])} in {year}"
        return self.outcome(False, said, ((self.ask.code, year),), value_of(self.ask, year))

    def absent(self) -> Outcome:
        return replace(missing(self.ask, self.ask.code, self.first, self.last), numbers=self.said)


def decide_level(ask: Ask) -> Outcome:
    """Decide that a number stands at, over or under an amount: now, in a year, in every year, on average, in all."""
    statement, amount, years = ask.statement, ask.statement.amount, ask.statement.years
    if amount is None:
        return decide_presence(ask)
    if statement.novel and years is not None and years.kind in {TimeKind.SINCE, TimeKind.WITHIN, TimeKind.EVER}:
        return _first_time(ask, years)
    current = years is None or years.kind is TimeKind.NOW
    first, last = window(years, present(ask.day) if current else ask.now)
    if years is not None and years.kind is TimeKind.LAST and last - first > 1:
        first += 1
    if years is not None and years.kind is TimeKind.RECENT:
        current, first = True, last - 3
    used = ((first, last),)
    if years is not None and years.fine:
        return Outcome(None, "The series has one value a year.", "values by the month", used=used, places=(ask.code,))
    values = combined_values(ask, first, last, current=current)
    if current and values and max(values) < first:
        first, used = max(values), ((max(values), last),)
    if not values:
        return (_long_ago(ask, amount, first, last) if current else None) or replace(
            missing(ask, ask.code, first, last), used=used
        )
    level = _level(ask, amount, values, first, last)
    if level.target and _out_of_scale(level):
        return replace(level.outcome(None), missing=f"{ask.measured.words(ask.panel)} in the unit of the claim")
    if statement.negated and statement.every and not current and amount.qualifier in {"exact", "over"}:
        return _never(level)
    if current or (years is not None and (years.kind is TimeKind.POINT or years.season)):
        return _at_a_time(level, current=current)
    if statement.among == "end":
        return _at_the_end(level, kept=years is None or years.kind not in {TimeKind.TERM, TimeKind.SPAN})
    termed = years is not None and years.kind is TimeKind.TERM and not statement.every and not ask.measured.flow
    if statement.average or termed or (amount.unit == "percent" and level.closed):
        return _on_average(level)
    if ask.measured.flow and not statement.every and not amount.per:
        return _together(level)
    if level.closed:
        good = level.fits(level.mean) or all(map(level.fits, values.values()))
        said = f"mean of {min(values)} to {max(values)}: {ask.say(level.mean)}"
        return level.outcome(good, said, what=value_of(ask, min(values), max(values), of="mean"))
    wrong = [year for year, value in values.items() if not level.fits(value)]
    return level.against(wrong[0]) if wrong else covered(ask, values, first, last, level.said, used)


def _first_time(ask: Ask, years: Years) -> Outcome:
    """Decide "for the first time since 1990 more than half": so now, and in no year of the window before."""
    amount = ask.statement.amount
    now = decide_level(replace(ask, statement=replace(ask.statement, years=None, novel=False)))
    if not now.holds or amount is None:
        return now
    first, _ = window(years, ask.now)
    before = {year: value for year, value in ask.values(ask.code, first, ask.now - 2).items() if year > first}
    level = _level(ask, amount, before, first, ask.now)
    low, high = amount.interval.low * ask.measured.factor, amount.interval.high * ask.measured.factor
    earlier = [year for year, value in before.items() if low < value < high]
    return level.against(earlier[0]) if earlier else replace(now, turn=None)


def _level(ask: Ask, amount: Amount, values: dict[int, float], first: int, last: int) -> _Level:
    """Turn an amount into the unit of the metric, and widen it by the tolerance of its wording."""
    factor = ask.measured.factor
    low, high, target = amount.interval.low * factor, amount.interval.high * factor, amount.value * factor
    kinds = {"about": "about", "over": "threshold", "under": "threshold", "nearly": "threshold"}
    slack = tolerance(kinds.get(amount.qualifier, "level"))
    if math.isinf(high):
        low -= abs(low) * slack
    elif math.isinf(low):
        high += abs(high) * slack
    else:
        low, high = min(low, target - abs(target) * slack), max(high, target + abs(target) * slack)
    return _Level(ask, values, first, last, low, high, target, slack)


def _long_ago(ask: Ask, amount: Amount, first: int, last: int) -> Outcome | None:
    """Decide a level of today by a value of some years ago, if it could not have moved so far since."""
    old = stale_values(ask, ask.code, last)
    if old is None:
        return None
    year, value, low, high = old
    level = _level(ask, amount, {year: value}, first, last)
    if level.target and _out_of_scale(level):
        return None
    inside = level.fits(low), level.fits(high)
    apart = level.high < low or level.low > high
    if not all(inside) and not apart:
        return None
    said = f"{level.said}, the last value; as it has moved in so many years, {ask.say(low)} to {ask.say(high)} now"
    used = ((year - 1, last),)
    return replace(level.outcome(all(inside), said, ((ask.code, year),), value_of(ask, year)), used=used)


def _out_of_scale(level: _Level) -> bool:
    """Say whether the numbers are so far from the claimed one that it must be meant in another unit."""
    sizes = [abs(value / level.target) for value in level.values.values() if value]
    return bool(sizes) and (min(sizes) > SCALE or max(sizes) < 1 / SCALE)


def _never(level: _Level) -> Outcome:
    """Decide that a level was never reached; "never fell below" is the other way round."""
    ask, values, falling = level.ask, level.values, level.ask.statement.direction < 0
    reached = [year for year, value in values.items() if (value < level.target if falling else value >= level.target)]
    if reached:
        return level.against(min(reached))
    extreme = best_words(ask, values, -1 if falling else 1)
    said = f"the {'lowest' if falling else 'highest'} was {extreme}"
    return covered(ask, values, level.first, level.last, said, ((level.first, level.last),))


def _at_a_time(level: _Level, *, current: bool) -> Outcome:
    """Decide a level now or in one year: by any value of the time, or by lying between two of them."""
    ask, values = level.ask, level.values
    if current and level.last < ask.now:
        values = {**values, **ask.values(ask.code, ask.now, ask.now)}
    if current and (older := _overtaken_since(level)) is not None:
        return older
    between = level.closed and min(values.values()) <= level.target <= max(values.values())
    good = between or any(map(level.fits, values.values()))
    which = "highest value" if math.isinf(level.high) else "lowest value" if math.isinf(level.low) else "nearest value"
    what = value_of(ask, *sorted(values), of=which if len(values) > 1 else "value")
    return replace(level, values=values).outcome(good, decisive=tuple((ask.code, year) for year in values), what=what)


def _overtaken_since(level: _Level) -> Outcome | None:
    """Leave a level of today open that the last value misses and that may have been reached since."""
    last = max(level.values)
    if last >= level.ask.now - 1 or any(map(level.fits, level.values.values())):
        return None
    old = stale_values(level.ask, level.ask.code, level.ask.now)
    if old is None or old[0] != last or old[3] < level.low or old[2] > level.high:
        return None
    said = f"{level.said}; by now it may be {level.ask.say(old[2])} to {level.ask.say(old[3])}"
    what = f"{level.ask.measured.words(level.ask.panel)} of {level.ask.name(level.ask.code)} for {level.ask.now}"
    return replace(level.outcome(None, said), missing=what)


def _at_the_end(level: _Level, *, kept: bool) -> Outcome:
    """Decide "has risen to 7 %": the last value; one that was reached on the way and lost again is mixed."""
    rising = level.ask.statement.direction >= 0
    best = max(level.values.values()) if rising else min(level.values.values())
    if max(level.values) < level.last - 1 and level.last < level.ask.now:
        return level.absent()
    what = value_of(level.ask, max(level.values))
    if level.fits(level.values[max(level.values)]):
        return level.outcome(True, what=what)
    if not kept and (level.fits(best) or (best > level.target) is rising):
        return replace(level.outcome(None, f"{level.said}; reached on the way, not kept"), mixed=True)
    return level.outcome(False, what=what)


def _on_average(level: _Level) -> Outcome:
    """Decide a mean over years; the year of the text, which was not over, may be left out of it."""
    ask, values = level.ask, level.values
    if level.thin:
        return level.absent()
    ended = [value for year, value in values.items() if year < ask.now]
    shorter = bool(ended) and level.last >= ask.now and level.fits(sum(ended) / len(ended))
    said = f"mean of {min(values)} to {max(values)}: {ask.say(level.mean)}"
    what = value_of(ask, min(values), max(values), of="mean")
    return level.outcome(level.fits(level.mean) or shorter, said, what=what)


def _together(level: _Level) -> Outcome:
    """Decide what was counted over several years: by their sum, or by their mean where a number a year is printed."""
    total = sum(level.values.values())
    said = f"{level.said}; together {level.ask.say(total)}"
    what = value_of(level.ask, min(level.values), max(level.values), of="sum")
    if level.fits(total) or (level.fits(level.mean) and level.closed):
        return level.outcome(True, said, what=what if level.fits(total) else "")
    return level.absent() if level.thin and total < level.low else level.outcome(False, said, what=what)


def decide_presence(ask: Ask) -> Outcome:
    """Decide "is sovereign", "had wars": a series of yes and no, or of a number above nought."""
    first, last = window(ask.statement.years, ask.now)
    values = current_values(ask, ask.code, first, last)
    if not values:
        return missing(ask, ask.code, first, last)
    if unit_of(ask.measured.metric).kind != "yes-no":
        return Outcome(
            None, series_words(ask, values), "what level is meant", used=((first, last),), places=(ask.code,)
        )
    held = values[max(values)] >= 0.5
    return outcome_of(ask, held is not ask.statement.negated, series_words(ask, values), ((first, last),))


def covered(
    ask: Ask,
    values: Mapping[int, float],
    first: int,
    last: int,
    said: str,
    used: tuple[tuple[int, int], ...],
    word: str = "",
) -> Outcome:
    """Return that a statement on every year holds, if every year has a value; the last may still be to come."""
    start = first if first > 1 else min(values)
    absent = [year for year in range(start, last + 1) if year not in values]
    at_end = [year for year in absent if year > max(values)]
    inside = [year for year in absent if year < max(values)]
    late = len(at_end) > max(2, 0.1 * (last - start + 1)) or (len(at_end) and last < ask.now - 1)
    if min(values) > start + 1 or late or len(inside) > 0.2 * (last - start + 1):
        return Outcome(
            None,
            said,
            f"{ask.measured.words(ask.panel)} of {ask.name(ask.code)} for {year_list(absent)}",
            used=used,
            places=(ask.code,),
        )
    return outcome_of(ask, True, said, used, word)


def decide_absence(ask: Ask) -> Outcome:
    """Decide that there is none: every value of the years that are meant is nought."""
    first, last = window(ask.statement.years, ask.now)
    values = (
        current_values(ask, ask.code, first, last) if ask.statement.years is None else ask.values(ask.code, first, last)
    )
    used = ((first, last),)
    if ask.statement.years is not None and ask.statement.years.kind is TimeKind.SINCE and first < last:
        # "Not one since 2016" says that there was one then.
        values = {year: value for year, value in values.items() if year > first}
    if not values:
        return missing(ask, ask.code, first, last)
    there = [year for year, value in values.items() if value > 0.004]
    if there and max(values.values()) < FEWEST_DEATHS and _by_its_deaths(ask):
        return Outcome(None, series_words(ask, values), "whether so few deaths are one", used=used, places=(ask.code,))
    if there:
        year = max(there, key=lambda y: values[y])
        said = f"{ask.name(ask.code)}: {ask.say(values[year])} in {year}"
        every = "the value" if len(there) == 1 else "every value"
        what = f"{every} of {ask.name(ask.code)} for {year_list(sorted(there))}"
        return outcome_of(ask, False, said, used, turn=turned(ask, what, 0.0, 0.0), decisive=((ask.code, year),))
    if ask.statement.years is None:
        return outcome_of(ask, True, series_words(ask, values), used)
    return covered(ask, values, first, last, f"{ask.name(ask.code)}: none from {min(values)} to {max(values)}", used)


FEWEST_DEATHS = 25
"""With fewer deaths than this a year those who count conflicts speak of none."""


def _by_its_deaths(ask: Ask) -> bool:
    """Say whether what there is said to be none of is told by its deaths only: "there is no war here"."""
    event = aspects_of(ask.measured.metric.name).get("event", frozenset())
    return "death" in event and "death" not in aspects_of(ask.statement.topic).get("event", frozenset())


def decide_share(ask: Ask) -> Outcome:
    """Decide a share, which is a level once it is divided by its whole."""
    return decide_level(ask)
