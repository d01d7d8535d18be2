"""Decide by how much something moved: percent, points, multiples, from one level to another."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import replace

from onrecord.checking.series.asking import (
    Ask,
    Outcome,
    current_values,
    missing,
    outcome_of,
    series_words,
    turned,
    value_of,
    window,
)
from onrecord.checking.series.tolerance import tolerance
from onrecord.checking.series.units import unit_of
from onrecord.checking.turning import Turn
from onrecord.reading.series.amounts import Amount
from onrecord.reading.series.cues import pattern
from onrecord.reading.series.statement import Shape
from onrecord.reading.series.years import TimeKind, Years


def ends_of(values: Mapping[int, float], first: int, last: int, *, slack: int = 1) -> tuple[int, int] | None:
    """Return the years that stand for the two ends of a window: themselves, or the nearest within `slack` years."""
    slack = max(slack, 2 if last - first >= 6 else 1)
    # A window of three years does not begin in its last.
    late = min(slack, max(1, (last - first) // 2))
    starts = [year for year in values if first <= year <= first + late] or [
        year for year in values if first - slack <= year < first
    ][::-1]
    ends = [year for year in values if last - slack <= year <= last]
    if not starts or not ends or starts[0] >= ends[-1]:
        return None
    return starts[0], ends[-1]


def decide_change(ask: Ask) -> Outcome:
    """Decide a change by percent, points, units or a multiple, over the window that is named or a usual one."""
    statement, amount = ask.statement, ask.statement.amount
    if statement.before is not None and amount is not None:
        return _from_to(ask)
    years = statement.years
    windows: list[tuple[int, int]]
    if years is None or years.kind is TimeKind.NOW:
        windows = [
            (ask.now - 1, ask.now),
            (ask.now - 2, ask.now - 1),
            (ask.now - 10, ask.now),
            (ask.now - 5, ask.now),
            (2005, ask.now),
            (1990, ask.now),
        ]
        windows = [pair for pair in windows if pair[0] < pair[1]]
    elif years.kind is TimeKind.POINT:
        windows = [(years.last - 1, years.last)]
    else:
        begin, end = window(years, ask.now)
        windows = [(begin + step, end) for step in range(years.spread + 1)]
        rolling = years.kind in {TimeKind.LAST, TimeKind.WITHIN}
        if end == ask.now and (rolling or end - begin >= 2) and years.kind is not TimeKind.SPAN:
            # The year of the text was not over: the last one that was may be meant.
            windows += [(first - rolling, end - 1) for first, _ in windows]
        if years.kind is TimeKind.TERM:
            windows.append((windows[0][0] - 1, windows[0][1]))
    if statement.against_years is not None and years is not None and amount is not None:
        return _change_of_means(ask, years, statement.against_years)
    if statement.among == "rate" and amount is not None:
        # "At a rate of 14 % in ten years" may be that of all of them, or of each.
        whole = decide_change(replace(ask, statement=replace(statement, among="")))
        year = windows[0][1]
        each = _yearly(ask, amount, *((year, year) if years and years.kind is TimeKind.POINT else windows[0]))
        return each if each.holds and not whole.holds else whole
    if amount is not None and amount.unit == "percent" and statement.stepwise and years is not None:
        return _each_year(ask, amount, *windows[0])
    if amount is not None and amount.per == "year":
        recent = (ask.now - 3, ask.now) if years is None else windows[0]
        return _yearly(ask, amount, *recent)
    tried = []
    main = windows[0] if years is not None and years.kind is not TimeKind.NOW else windows[2]
    for first, last in windows:
        values = grown(ask, ask.values(ask.code, first - 1, last))
        ends = ends_of(values, first, last, slack=2 if last == ask.now else 1)
        if ends is None or values[ends[0]] == 0:
            continue
        tried.append((*_moved(ask, values[ends[0]], values[ends[1]], ends), (first, last), ends))
    if not tried:
        return replace(missing(ask, ask.code, *main), used=(main,))
    good = next((one for one in tried if one[0]), None)
    chosen = good or next((one for one in tried if one[4] == main), tried[0])
    held, said, word, bounds, used, ends = chosen
    named = years is not None and years.kind is not TimeKind.NOW
    # Where no window is named another one may bear the claim out, so no single value turns it.
    bounds = bounds if named and len(windows) == 1 else None
    return outcome_of(ask, held, said, (used,), word, bounds, tuple((ask.code, year) for year in ends))


def grown(ask: Ask, values: dict[int, float]) -> dict[int, float]:
    """Turn rates of growth into a level, where the claim says that something grew and not that its growth did."""
    metric = ask.measured.metric
    if "growth" not in metric.title or unit_of(metric).kind != "percent":
        return values
    topic = ask.statement.topic
    of_growth = "growth" in topic.lower() and not pattern("grew-by").search(topic)
    if of_growth and ask.statement.shape is not Shape.RANK:
        return values
    level, found = 100.0, {}
    for year in sorted(values):
        level *= 1 + values[year] / 100
        found[year] = level
    if found:
        found[min(found) - 1] = 100.0
    return dict(sorted(found.items()))


def _moved(
    ask: Ask, old: float, new: float, ends: tuple[int, int], of: str = "value"
) -> tuple[bool, str, str, Turn | None]:
    """Say whether a movement is the one that is claimed, with its numbers, its tolerance and what would turn it."""
    change = (new - old) / abs(old)
    said = f"{ask.name(ask.code)}: {ask.say(old)} in {ends[0]}, {ask.say(new)} in {ends[1]}, {change:+.1%}"
    word = f"{tolerance('change'):.0%} of the claimed change"
    wanted = [(min(pair), max(pair)) for pair in _ends_wanted(ask, old)]
    held = any(low <= new <= high for low, high in wanted)
    low, high = min(low for low, _ in wanted), max(high for _, high in wanted)
    # Of two ways to read the change, by share and by points, the bounds are told where they make one stretch.
    joined = sum(high - low for low, high in wanted) >= high - low
    bounds = turned(ask, value_of(ask, ends[1], of=of), low, high) if joined else None
    return held, said, word, bounds


def _ends_wanted(ask: Ask, old: float) -> list[tuple[float, float]]:
    """Return between which values the end of a movement must lie: two stretches where percent may mean points."""
    statement, amount = ask.statement, ask.statement.amount
    sign = statement.direction or 1
    if amount is None or amount.unit == "multiple":
        return [_multiplied(old, *_ratios_wanted(amount, sign))]
    size = abs(amount.value * ask.measured.factor if statement.among == "units" else amount.value)
    points = unit_of(ask.measured.metric).kind == "percent" or amount.unit == "points" or ask.measured.over is not None
    if statement.among == "units" or amount.unit not in {"percent", "points"}:
        steps = [1.0]
        size = abs(amount.value) * ask.measured.factor
    else:
        steps = [abs(old) / 100, *([1.0] if points else [])]
    low, high = _size_wanted(amount, size)
    return [(old + sign * step * low, old + sign * step * high) for step in steps]


def _size_wanted(amount: Amount, size: float) -> tuple[float, float]:
    """Return between which sizes a change must lie to be the claimed one; it must go the claimed way."""
    if amount.qualifier == "over":
        return size * (1 - tolerance("threshold")), math.inf
    if amount.qualifier == "under":
        return 0.0, size * (1 + tolerance("threshold"))
    if amount.qualifier == "nearly":
        return size * (1 - NEARLY), size * (1 + tolerance("level"))
    room = max(size * tolerance("change"), ROUNDED if amount.unit in {"percent", "points"} else 0.0)
    return (size - room if not size else max(0.0, size - room)), size + room


NEARLY = 0.15
"""How far below a number what is called nearly that may lie, as a share of it."""

ROUNDED = 0.5
"""How far a change in percent may lie from one that is printed without decimals."""


def _ratios_wanted(amount: Amount | None, sign: int) -> tuple[float, float]:
    """Return between which multiples of the beginning the end must lie: "doubled", "halved", "nearly tripled"."""
    value = 2.0 if amount is None else amount.value
    if amount is not None and value < 1:
        # What fell by seven tenths has halved too.
        return (0.0, value * 1.05) if amount.qualifier == "over" else (0.5 * value, value * 1.14)
    if amount is None:
        low, high = value, math.inf
    elif amount.qualifier == "over":
        low, high = value * (1 - tolerance("threshold")), math.inf
    elif amount.qualifier == "nearly":
        low, high = (1 - NEARLY) * value, value * (1 + tolerance("threshold"))
    else:
        # What nearly tripled has doubled too.
        low, high = 0.93 * value, value * 1.5
    return (low, high) if sign > 0 else (0.0 if math.isinf(high) else 1 / high, 1 / low)


def _multiplied(old: float, low: float, high: float) -> tuple[float, float]:
    return old * low, old * high


def _change_of_means(ask: Ask, one: Years, two: Years) -> Outcome:
    """Decide a change between the means of two periods."""
    (f1, l1), (f2, l2) = window(one, ask.now), window(two, ask.now)
    a, b = ask.values(ask.code, f1, l1), ask.values(ask.code, f2, l2)
    used = ((f1, l1), (f2, l2))
    if not a or not b:
        return replace(missing(ask, ask.code, *(used[0] if not a else used[1])), used=used)
    ends = (sum(a.values()) / len(a), sum(b.values()) / len(b))
    held, said, word, bounds = _moved(ask, *ends, (max(a), max(b)), of="mean up to the year")
    return outcome_of(ask, held, f"means of {f1}-{l1} and {f2}-{l2}; {said}", used, word, bounds)


def _yearly(ask: Ask, amount: Amount, first: int, last: int) -> Outcome:
    """Decide "has grown by less than 1 % a year": the mean of a growth rate, or of the growth of a level."""
    start = first + 1 if ask.statement.years is not None and ask.statement.years.kind is TimeKind.LAST else first
    values = ask.values(ask.code, start - 1, last)
    if len(values) < 2:
        return missing(ask, ask.code, first, last)
    if amount.unit not in {"percent", "points"}:
        return _yearly_units(ask, amount, values)
    if unit_of(ask.measured.metric).kind == "percent":
        inside = [value for year, value in values.items() if year >= start]
        rate = sum(inside) / len(inside) if inside else math.nan
    else:
        a, b = min(values), max(values)
        rate = 100 * ((values[b] / values[a]) ** (1 / (b - a)) - 1) if values[a] > 0 else math.nan
    if math.isnan(rate):
        return missing(ask, ask.code, first, last)
    slack = max(0.3, abs(amount.value) * tolerance("change"))
    low = (
        amount.value
        if amount.qualifier == "over"
        else -math.inf
        if amount.qualifier == "under"
        else amount.value - slack
    )
    high = (
        math.inf
        if amount.qualifier == "over"
        else amount.value
        if amount.qualifier == "under"
        else amount.value + slack
    )
    return outcome_of(
        ask, low <= rate <= high, f"{ask.name(ask.code)}: {rate:.2f}% a year from {start} to {last}", ((start, last),)
    )


def _each_year(ask: Ask, amount: Amount, first: int, last: int) -> Outcome:
    """Decide "by at least 7 % in each of five years": every year must have moved by so much, and have a value."""
    values = grown(ask, ask.values(ask.code, first - 1, last))
    moves = {b: 100 * (values[b] / values[a] - 1) for a, b in itertools.pairwise(values) if b == a + 1 and values[a]}
    steps = {year: move for year, move in moves.items() if year > first}
    low, high = _size_wanted(amount, amount.value)
    sign, used = ask.statement.direction or 1, ((first, last),)
    wrong = [year for year, move in steps.items() if not low <= sign * move <= high]
    said = f"{ask.name(ask.code)}: " + ", ".join(f"{move:+.1f}% in {year}" for year, move in steps.items())
    if wrong:
        return outcome_of(ask, False, said, used, decisive=((ask.code, wrong[0]),))
    if len(steps) < last - first - (last == ask.now):
        return replace(missing(ask, ask.code, first, last), used=used)
    return outcome_of(ask, True, said, used)


def _yearly_units(ask: Ask, amount: Amount, values: Mapping[int, float]) -> Outcome:
    """Decide "grows by 80 million a year": the mean step between the ends of the window."""
    first, last = min(values), max(values)
    step = (values[last] - values[first]) / (last - first) * (ask.statement.direction or 1)
    said = f"{ask.name(ask.code)}: {ask.say(step)} a year from {first} to {last}"
    return outcome_of(ask, near(ask, step, amount), said, ((first, last),))


def _from_to(ask: Ask) -> Outcome:
    statement = ask.statement
    before, after = statement.before, statement.amount
    if before is None or after is None:
        return Outcome(None, "", "both ends of the change")
    years = statement.years
    if years is None or years.kind is TimeKind.NOW:
        first, last = 1, ask.now
        values = ask.values(ask.code, first, last)
        if not values:
            return missing(ask, ask.code, ask.now - 10, ask.now)
        slack = tolerance("level")
        used = ((max(min(values), ask.now - 15), ask.now),)
        start = [
            y for y, v in values.items() if abs(v - before.value * ask.measured.factor) <= max(abs(v) * slack, 1e-9)
        ]
        end = current_values(ask, ask.code, ask.now - 1, ask.now)
        ok_end = [y for y, v in end.items() if near(ask, v, after)]
        if not end:
            return replace(missing(ask, ask.code, ask.now - 1, ask.now), used=used)
        return outcome_of(ask, bool(start) and bool(ok_end), series_words(ask, values), used)
    first, last = window(years, ask.now)
    if years.kind is TimeKind.POINT:
        last = ask.now
    values = ask.values(ask.code, first - 1, last)
    # What stood at so much when a government came in is the year before its first.
    ends = ends_of(values, first, last) or ends_of(values, first - 1, last)
    used = ((first, last),)
    if ends is None:
        return replace(missing(ask, ask.code, first, last), used=used)
    good = near(ask, values[ends[0]], before) and near(ask, values[ends[1]], after)
    return outcome_of(ask, good, series_words(ask, {year: values[year] for year in ends}), used)


def near(ask: Ask, value: float, amount: Amount, room: float = 0.0) -> bool:
    """Say whether a value is what an amount stands for, within the tolerance of levels or a larger one."""
    slack = max(room, tolerance("level"))
    low, high = amount.interval.low * ask.measured.factor, amount.interval.high * ask.measured.factor
    low = low - abs(low) * slack if not math.isinf(low) else low
    high = high + abs(high) * slack if not math.isinf(high) else high
    return low <= value <= high
