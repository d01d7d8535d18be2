"""Other days that the words of a date can mean, where they leave out the year or the week."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from onrecord.reading.words import cell_words, one_of, word_table
from onrecord.terms.time import Period

_WEEK = timedelta(days=7)


def other_readings(words: str, period: Period) -> tuple[Period, ...]:
    """Return the periods that a date without a year, or a bare weekday, could stand for beside the likeliest one.

    Tense and context choose between them, and can be misread: what another reading bears out is not to be refuted.

    >>> [str(reading) for reading in other_readings("March 17", Period.parse("2026-03-17"))]
    ['17 March 2025', '17 March 2027']
    >>> other_readings("March 17, 2025", Period.parse("2025-03-17"))
    ()
    """
    if re.search(r"\d{4}|['’]\d\d\b", words):
        return ()
    if re.search(_named("months", "words"), words) or re.search(_named("seasons", "words"), words, re.IGNORECASE):
        return tuple(shifted for years in (-1, 1) if (shifted := _by_years(period, years)))
    if period.is_day and re.fullmatch(rf"{_named('weekdays', 'name')}(?:\s+\w+)?", words.strip(), re.IGNORECASE):
        return tuple(shifted for step in (-_WEEK, _WEEK) if (shifted := _by_days(period, step)))
    return ()


@cache
def _named(table: str, column: str) -> str:
    return rf"\b{one_of(word for row in word_table(table) for word in cell_words(row[column]))}\b"


def _by_days(period: Period, step: timedelta) -> Period | None:
    try:
        return Period(period.start + step, period.end + step)
    except OverflowError:
        return None


def _by_years(period: Period, years: int) -> Period | None:
    try:
        return Period(_same_day(period.start, years), _same_day(period.end, years))
    except ValueError:
        return None


def _same_day(day: date, years: int) -> date:
    return day.replace(year=day.year + years)
