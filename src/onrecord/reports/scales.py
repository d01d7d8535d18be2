"""Round numbers and round days for the axes of a chart."""

from __future__ import annotations

import calendar
import math
from datetime import date, timedelta

from onrecord.terms.time import Day

_SIZES = ((1e12, " tn"), (1e9, " bn"), (1e6, " m"), (1e3, " k"))
_MOST_LABELS = 5
_SHORT_SPAN = 75
"""A chart of fewer days than this has days on its axis, a longer one months or years."""


def nice_ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Return round numbers from at or below `low` to at or above `high`.

    >>> nice_ticks(0, 81.1)
    (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)
    >>> nice_ticks(0, 0)
    (0.0, 1.0)
    """
    size = max(abs(low), abs(high))
    # A range that floating point can hardly hold would have ticks that are the same number.
    if high - low <= max(size * 1e-12, 1e-300):
        return (float(low), low + max(size, 1.0))
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(number * step + 0.0 for number in range(first, last + 1))


def say_short(value: float, *, percent: bool = False) -> str:
    """Write a tick in as few characters as can be read.

    >>> say_short(2_500_000), say_short(0), say_short(350), say_short(40, percent=True)
    ('2.5 m', '0', '350', '40%')
    """
    if percent:
        return f"{value:g}%"
    for size, word in _SIZES:
        # Thousands of four digits stay digits: "2,000" is as short as "2 k" and needs no thought.
        if abs(value) >= size and not (size == 1e3 and abs(value) < 1e4):
            return f"{value / size:g}{word}"
    return f"{value:,g}" if abs(value) < 1e4 else f"{value:,.0f}"


def day_ticks(first: Day, last: Day) -> tuple[Day, ...]:
    """Return at most five round days from `first` to `last`: firsts of months, or days in a short span.

    >>> [day.isoformat() for day in day_ticks(date(2025, 1, 10), date(2025, 4, 2))]
    ['2025-02-01', '2025-03-01', '2025-04-01']
    """
    days = (last - first).days
    if days < _SHORT_SPAN:
        step = next(step for step in (1, 2, 7, 14, 28) if days // step < _MOST_LABELS or step == 28)
        return tuple(first + timedelta(step * number) for number in range(days // step + 1))
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= date(year, month, 1) <= last
    ]
    for step in (1, 2, 3, 6, 12, 24, 60, 120, 240):
        chosen = tuple(day for day in months if (day.year * 12 + day.month - 1) % step == 0)
        if len(chosen) <= _MOST_LABELS:
            return chosen or tuple(months[:1])
    return tuple(months[:: max(1, len(months) // 4)])


def say_day_tick(day: Day, before: Day | None) -> str:
    """Write a day under an axis; the year stands only where it is new.

    >>> say_day_tick(date(2025, 3, 1), None), say_day_tick(date(2025, 5, 1), date(2025, 3, 1))
    ('Mar 2025', 'May')
    >>> say_day_tick(date(2025, 7, 14), date(2025, 7, 7)), say_day_tick(date(2026, 1, 1), date(2025, 1, 1))
    ('14 Jul', '2026')
    """
    month = calendar.month_abbr[day.month]
    if day.day != 1 or (before and (day - before).days < 28):
        return f"{day.day} {month}"
    if before and day.month == before.month == 1:
        return str(day.year)
    return month if before and before.year == day.year else f"{month} {day.year}"
