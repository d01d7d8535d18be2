"""The years that a statement is about: absolute, or relative to the day on which it was said."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from onrecord.reading.numerals import value_of_words
from onrecord.reading.series.office import years_of_named_periods, years_of_terms
from onrecord.reading.series.years import TimeKind, Years
from onrecord.reading.words import word_table
from onrecord.terms.time import Day

_VAGUE = {"few": 3, "a few": 3, "several": 5, "couple of": 2, "a couple of": 2, "a": 1, "an": 1, "half a": 1}


def _count(text: str) -> int:
    word = text.lower()
    if word in _VAGUE:
        return _VAGUE[word]
    if word.isdigit():
        return int(word)
    return int(value_of_words(word) or 1)


def _unit_years(unit: str, number: int) -> int:
    word = unit.lower()
    if word.startswith("decade"):
        return 10 * number
    if word.startswith("centur"):
        return 100 * number
    if word.startswith("generation"):
        return 25
    return number


def _short(first: int, text: str) -> int:
    """Read the second year of "2011-14"."""
    return int(text) if len(text) == 4 else first // 100 * 100 + int(text)


def _decade(match: re.Match[str]) -> tuple[int, int]:
    text = match["decade"]
    digits = re.sub(r"\D", "", text)
    start = int(digits) if len(digits) == 4 else (1900 if int(digits) >= 30 else 2000) + int(digits)
    part = (match["part"] or "").lower()
    if part == "early":
        return start, start + 4
    if part.startswith("mid"):
        return start + 3, start + 7
    if part == "late":
        return start + 5, start + 9
    return start, start + 9


_Meaning = tuple[TimeKind, int | None, int]


def _span(match: re.Match[str], _now: int) -> _Meaning:
    first = int(match["a"])
    return TimeKind.SPAN, first, _short(first, match["b"])


def _years_before(match: re.Match[str], _now: int) -> _Meaning:
    year = int(match["y"])
    return TimeKind.SPAN, year - (5 if match["n"].lower().startswith("five") else 10), year - 1


def _decades(match: re.Match[str], now: int) -> _Meaning:
    first, last = _decade(match)
    return (TimeKind.SINCE, first, now) if match["since"] else (TimeKind.SPAN, first, min(last, now))


def _since(match: re.Match[str], now: int) -> _Meaning:
    return TimeKind.SINCE, int(match["y"]), now


def _before(match: re.Match[str], _now: int) -> _Meaning:
    return TimeKind.BEFORE, None, int(match["y"]) - 1


def _leading_up(match: re.Match[str], _now: int) -> _Meaning:
    year = int(match["y"])
    return TimeKind.SPAN, year - _unit_years(match["unit"], _count(match.groupdict().get("n") or "a")), year


def _until(match: re.Match[str], _now: int) -> _Meaning:
    return TimeKind.UNTIL, None, int(match["y"])


def _ago(match: re.Match[str], now: int) -> _Meaning:
    year = now - _unit_years(match["unit"], _count(match["n"]))
    return (TimeKind.SINCE, year, now) if match["since"] else (TimeKind.POINT, year, year)


def _last(match: re.Match[str], now: int) -> _Meaning:
    unit, said = match["unit"].lower(), match["n"] or match["m"]
    if not said and unit == "years":
        return TimeKind.RECENT, now - 5, now
    number = _count(said) if said else 2 if unit.endswith("s") else 1
    if unit.startswith("month"):
        return TimeKind.LAST, now - max(1, number // 12), now
    years = _unit_years(unit, number)
    if years == 1 and unit == "year":
        calendar = match["which"].lower() in {"last", "previous", "preceding"}
        return (TimeKind.POINT, now - 1, now - 1) if calendar else (TimeKind.LAST, now - 1, now)
    return TimeKind.LAST, now - years, now


def _consecutive(match: re.Match[str], now: int) -> _Meaning:
    return TimeKind.LAST, now - _count(match["n"]), now


def _recent(match: re.Match[str], now: int) -> _Meaning:
    return TimeKind.RECENT, now - (20 if (match["unit"] or "").lower() == "decades" else 5), now


def _within(match: re.Match[str], now: int) -> _Meaning:
    years = _unit_years(match["unit"], _count(match["n"]) if match["n"] else 2)
    # "In nearly 30 years" reaches back not quite so far.
    short = years // 10 if re.search(r"\b(?:nearly|almost)\b", match.group(), re.IGNORECASE) else 0
    return TimeKind.WITHIN, now - years + short, now


def _point(match: re.Match[str], _now: int) -> _Meaning:
    return TimeKind.POINT, int(match["y"]), int(match["y"])


_READINGS: Mapping[str, Callable[[re.Match[str], int], _Meaning]] = {
    "span": _span,
    "years-before": _years_before,
    "decade": _decades,
    "since": _since,
    "before": _before,
    "leading-up": _leading_up,
    "until": _until,
    "ago": _ago,
    "last": _last,
    "consecutive": _consecutive,
    "recent": _recent,
    "within": _within,
    "point": _point,
    "century-began": lambda match, _now: (
        (TimeKind.POINT, 1900, 1900) if match["nth"].lower() in {"20th", "twentieth"} else (TimeKind.POINT, 2000, 2000)
    ),
    "in-a-year": lambda _match, now: (TimeKind.WITHIN, now - 1, now),
    "point-before": lambda _match, now: (TimeKind.POINT, now - 1, now - 1),
    "this-year": lambda _match, now: (TimeKind.POINT, now, now),
    "this-century": lambda _match, now: (TimeKind.SPAN, 2000, now),
    "last-century": lambda _match, _now: (TimeKind.SPAN, 1901, 2000),
    "now": lambda _match, now: (TimeKind.NOW, now - 1, now),
    "ever": lambda _match, now: (TimeKind.EVER, None, now),
}
"""What each pattern of `words/series_times.csv` means in a text of the year `now`."""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = word_table("series_times")
    parts = {row["reading"]: row["pattern"] for row in rows if row["reading"].isupper()}

    def written(pattern: str) -> str:
        return re.sub(r"\{([A-Z]+)\}", lambda match: parts[match[1]], pattern)

    return tuple(
        (row["reading"], re.compile(written(row["pattern"]), 0 if row["reading"] == "fine" else re.IGNORECASE))
        for row in rows
        if not row["reading"].isupper()
    )


EARLY = 3
"""Up to this month, the past year is the one before."""


def find_years(text: str, day: Day, claimant: str = "", country: str = "") -> list[Years]:
    """Return the years that a text names, in their order, as of the day on which it was said.

    >>> found = find_years("It fell from 2003 to 2013, and since 2015.", Day(2018, 5, 1))
    >>> [(y.kind.value, y.first, y.last) for y in found]
    [('span', 2003, 2013), ('since', 2015, 2018)]
    >>> found = find_years("the highest in 50 years, up on last year", Day(2020, 5, 1))
    >>> [(y.kind.value, y.first, y.last) for y in found]
    [('within', 1970, 2020), ('point', 2019, 2019)]
    """
    now = day.year
    found = years_of_named_periods(text, now, country)

    def free(start: int, end: int) -> bool:
        return not any(years.start < end and start < years.end for years in found)

    for years in years_of_terms(text, now, claimant, country):
        if free(years.start, years.end):
            found.append(years)
    fine = [match.span() for name, pattern in _patterns() if name == "fine" for match in pattern.finditer(text)]
    for name, pattern in _patterns():
        if name == "fine":
            continue
        for match in pattern.finditer(text):
            if not match.group().strip() or not free(match.start(), match.end()):
                continue
            kind, first, last = _READINGS[name](match, now)
            if kind is TimeKind.POINT and last > now + 5:
                continue
            if kind is TimeKind.LAST and first == now - 1 and day.month <= EARLY:
                # "In the past year", said in January, is the year before.
                kind, last = TimeKind.POINT, now - 1
            finer = any(start < match.end() and match.start() < end for start, end in fine)
            spread = _decade(match)[1] - _decade(match)[0] if kind is TimeKind.SINCE and name == "decade" else 0
            season = "/" in match.group() and kind is TimeKind.SPAN and first is not None and last == first + 1
            found.append(Years(match.start(), match.end(), kind, first, last, finer, season, spread))
    for start, end in fine:
        if free(start, end):
            found.append(Years(start, end, TimeKind.POINT, now, now, fine=True))
    return sorted(found, key=lambda years: years.start)
