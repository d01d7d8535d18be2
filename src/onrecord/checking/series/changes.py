"""Decide by how much something moved: percent, points, multiples, from one level to another."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from onrecord.checking.series.asking import Ask, Outcome, current_values, missing, outcome_of, series_words, window
from onrecord.checking.series.tolerance import tolerance
from onrecord.checking.series.units import unit_of
from onrecord.reading.series.amounts import Amount
from onrecord.reading.series.years import TimeKind, Years


def ends_of(values: Mapping[int, float], first: int, last: int, *, slack: int = 1) -> tuple[int, int] | None:
    """Return the years that stand for the two ends of a window: themselves, or the nearest within `slack` years."""
    slack = max(slack, 2 if last - first >= 6 else 1)
    starts = [year for year in values if first <= year <= first + slack] or [
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
        windows = [window(years, ask.now)]
        if years.kind is TimeKind.TERM:
            windows.append((windows[0][0] - 1, windows[0][1]))
    if statement.against_years is not None and years is not None and amount is not None:
        return _change_of_means(ask, years, statement.against_years)
    if amount is not None and amount.per == "year":
        return _yearly(ask, amount, *windows[0])
    tried = []
    main = windows[0] if years is not None and years.kind is not TimeKind.NOW else windows[2]
    for first, last in windows:
        values = grown(ask, ask.values(ask.code, first - 1, last))
        ends = ends_of(values, first, last, slack=2 if last == ask.now else 1)
        if ends is None or values[ends[0]] == 0:
            continue
        held, said, word = _moved(ask, values[ends[0]], values[ends[1]], ends)
        tried.append((held, said, word, (first, last), ends))
    if not tried:
        return replace(missing(ask, ask.code, *main), used=(main,))
    good = next((one for one in tried if one[0]), None)
    chosen = good or next((one for one in tried if one[3] == main), tried[0])
    return outcome_of(
        ask, chosen[0], chosen[1], (chosen[3],), chosen[2], decisive=tuple((ask.code, year) for year in chosen[4])
    )


def grown(ask: Ask, values: dict[int, float]) -> dict[int, float]:
    """Turn rates of growth into a level, where the claim says that something grew and not that its growth did."""
    metric = ask.measured.metric
    if "growth" not in metric.title or unit_of(metric).kind != "percent" or "growth" in ask.statement.topic.lower():
        return values
    level, found = 100.0, {}
    for year in sorted(values):
        level *= 1 + values[year] / 100
        found[year] = level
    if found:
        found[min(found) - 1] = 100.0
    return dict(sorted(found.items()))


def _moved(ask: Ask, old: float, new: float, ends: tuple[int, int]) -> tuple[bool, str, str]:
    """Say whether a movement is the one that is claimed."""
    statement, amount = ask.statement, ask.statement.amount
    change = (new - old) / abs(old)
    said = f"{ask.name(ask.code)}: {ask.say(old)} in {ends[0]}, {ask.say(new)} in {ends[1]}, {change:+.1%}"
    sign = statement.direction or 1
    slack = tolerance("change")
    word = f"tolerance {slack:.0%} of the claimed change"
    if amount is None:
        factor = 2.0
        return (new / old >= factor if sign > 0 else new / old <= 1 / factor), said, word
    if amount.unit == "multiple":
        ratio = new / old
        if amount.value < 1:
            wanted = amount.value
            if amount.qualifier == "over":
                return ratio <= wanted * 1.05, said, word
            # What fell by seven tenths has halved too.
            return 0.5 * wanted <= ratio <= wanted * 1.14, said, word
        if sign < 0:
            ratio = 1 / ratio if ratio else math.inf
        if amount.qualifier == "over":
            return ratio >= amount.value * 0.98, said, word
        if amount.qualifier == "nearly":
            return 0.85 * amount.value <= ratio <= 1.02 * amount.value, said, word
        # What nearly tripled has doubled too.
        return 0.93 * amount.value <= ratio <= amount.value * 1.5, said, word
    steps = [(change * 100, amount.value)]
    if unit_of(ask.measured.metric).kind == "percent" or amount.unit == "points" or ask.measured.over is not None:
        steps.append((new - old, amount.value))
    if statement.among == "units" or amount.unit not in {"percent", "points"}:
        steps = [(new - old, amount.value * ask.measured.factor)]
    for moved, claimed in steps:
        if moved * sign < 0 and claimed:
            continue
        size, wanted = abs(moved), abs(claimed)
        room = max(wanted * slack, 0.5 if amount.unit in {"percent", "points"} else 0.0)
        if amount.qualifier == "over":
            good = size >= wanted - wanted * 0.02
        elif amount.qualifier == "under":
            good = size <= wanted + wanted * 0.02
        elif amount.qualifier == "nearly":
            good = wanted * 0.85 <= size <= wanted * 1.05
        else:
            good = abs(size - wanted) <= room
        if good:
            return True, said, word
    return False, said, word


def _change_of_means(ask: Ask, one: Years, two: Years) -> Outcome:
    """Decide a change between the means of two periods."""
    (f1, l1), (f2, l2) = window(one, ask.now), window(two, ask.now)
    a, b = ask.values(ask.code, f1, l1), ask.values(ask.code, f2, l2)
    used = ((f1, l1), (f2, l2))
    if not a or not b:
        return replace(missing(ask, ask.code, *(used[0] if not a else used[1])), used=used)
    held, said, word = _moved(ask, sum(a.values()) / len(a), sum(b.values()) / len(b), (max(a), max(b)))
    return outcome_of(ask, held, f"means of {f1}-{l1} and {f2}-{l2}; {said}", used, word)


def _yearly(ask: Ask, amount: Amount, first: int, last: int) -> Outcome:
    """Decide "has grown by less than 1 % a year": the mean of a growth rate, or of the growth of a level."""
    start = first + 1 if ask.statement.years is not None and ask.statement.years.kind is TimeKind.LAST else first
    values = ask.values(ask.code, start - 1, last)
    if len(values) < 2:
        return missing(ask, ask.code, first, last)
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
    ends = ends_of(values, first, last)
    used = ((first, last),)
    if ends is None:
        return replace(missing(ask, ask.code, first, last), used=used)
    good = near(ask, values[ends[0]], before) and near(ask, values[ends[1]], after)
    return outcome_of(ask, good, series_words(ask, {year: values[year] for year in ends}), used)


def near(ask: Ask, value: float, amount: Amount) -> bool:
    """Say whether a value is what an amount stands for, within the tolerance of levels."""
    slack = tolerance("level")
    low, high = amount.interval.low * ask.measured.factor, amount.interval.high * ask.measured.factor
    low = low - abs(low) * slack if not math.isinf(low) else low
    high = high + abs(high) * slack if not math.isinf(high) else high
    return low <= value <= high
