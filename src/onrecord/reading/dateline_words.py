"""The words of datelines as patterns, and the day that a written date means.

What is compiled here once is general: months, weekdays, agencies, cities and labels come from the word tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from onrecord.reading.words import cell_words, word_table
from onrecord.terms.time import Day

_ISO = (
    r"(?P<iy>\d{4})(?P<isep>[-/.])(?P<im>\d{1,2})(?P=isep)(?P<id>\d{1,2})"
    r"(?:T\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?"
)
_NUMERIC = r"(?P<n1>\d{1,2})(?P<nsep>[/.-])(?P<n2>\d{1,2})(?P=nsep)(?P<ny>\d{4})"


@dataclass(frozen=True, slots=True)
class DatelineWords:
    """Patterns and sets of words; sets that are compared without regard to capitals are in small letters."""

    date: re.Pattern[str]
    clock: re.Pattern[str]
    label: re.Pattern[str]
    weekday: re.Pattern[str]
    agency_end: re.Pattern[str]
    months: dict[str, int]
    agencies: frozenset[str]
    publisher_words: frozenset[str]
    cities: frozenset[str]
    regions: frozenset[str]
    labels: frozenset[str]
    capitals: frozenset[str]
    sections: frozenset[str]
    updated: frozenset[str]


@cache
def dateline_words() -> DatelineWords:
    """Return the words, read and compiled once."""
    kinds = {row["kind"]: cell_words(row["words"]) for row in word_table("datelines")}
    months = {word.casefold(): int(row["number"]) for row in word_table("months") for word in cell_words(row["words"])}
    weekdays = [word for row in word_table("weekdays") for word in (row["name"], *cell_words(row["short"]))]
    month = _any(months)
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    written = (
        rf"(?P<am>{month})\.?\s+(?P<ad>{day})\b(?:,?\s+(?P<ay>\d{{4}})\b)?"
        rf"|(?P<bd>{day})(?:\s+(?:of\s+)?|-)(?P<bm>{month})\b\.?(?:(?:,?\s+|-)(?P<by>\d{{4}})\b)?"
    )
    return DatelineWords(
        date=re.compile(rf"\b(?:(?:{_any(weekdays)})\.?,?\s+)?(?:{written}|{_ISO}|{_NUMERIC})(?!\w)", re.IGNORECASE),
        clock=re.compile(
            rf"(?:,?\s*\b(?:at\s+)?\d{{1,2}}[:.]\d{{2}}(?::\d\d)?\s*(?:[ap]\.?m\b\.?)?|,?\s*\b(?:at\s+)?\d{{1,2}}\s*[ap]\.?m\b\.?)"
            rf"(?:\s*\(?(?:(?:{_any(kinds['zone'])})\b|[+-]\d\d:?\d\d\b)\)?)?",
            re.IGNORECASE,
        ),
        label=re.compile(
            rf"\b(?:{_any((*kinds['published'], *kinds['updated']))})\b\s*[:|–—-]?\s*(?:(?:on|at)\s+)?",
            re.IGNORECASE,
        ),
        weekday=re.compile(rf"(?:{_any(weekdays)})\.?", re.IGNORECASE),
        agency_end=re.compile(rf"(?:\((?:{_any(kinds['agency'])})\)|/(?:{_any(kinds['agency'])})/)\s*(?=[A-Z\"“])"),
        months=months,
        agencies=frozenset(word.casefold() for word in kinds["agency"]),
        publisher_words=frozenset(kinds["publisher"]),
        cities=frozenset(word.casefold() for word in kinds["city"]),
        regions=frozenset(kinds["region"]),
        labels=frozenset(kinds["label"]),
        capitals=frozenset((*kinds["capitals"], *(word for label in kinds["label"] for word in label.split()))),
        sections=frozenset(
            word.casefold()
            for row in word_table("layout_labels")
            if row["kind"] == "category"
            for word in cell_words(row["words"])
        ),
        updated=frozenset(word.casefold() for word in kinds["updated"]),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def day_of(match: re.Match[str]) -> tuple[Day | None, str]:
    """Return the day of a date, or its words where the calendar has no such day; neither without a year."""
    year, month, day = _numbers(match)
    if year is None or not month:
        return None, ""
    try:
        return date(year, month, day), ""
    except ValueError:
        return None, match[0]


def _numbers(match: re.Match[str]) -> tuple[int | None, int, int]:
    months = dateline_words().months
    if match["am"]:
        return _int(match["ay"]), months[match["am"].casefold()], int(match["ad"].rstrip("sthndrSTHNDR"))
    if match["bm"]:
        return _int(match["by"]), months[match["bm"].casefold()], int(match["bd"].rstrip("sthndrSTHNDR"))
    if match["iy"]:
        return int(match["iy"]), int(match["im"]), int(match["id"])
    first, second = int(match["n1"]), int(match["n2"])
    if match["nsep"] == "." or first > 12 >= second:
        return int(match["ny"]), second, first
    if second > 12 >= first:
        return int(match["ny"]), first, second
    # 05/06/2025 is May in one country and June in another: not known, and never guessed.
    return (int(match["ny"]), first, second) if first == second else (None, 0, 0)


def _int(text: str | None) -> int | None:
    return int(text) if text else None
