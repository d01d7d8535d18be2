"""What the rules of date reading share: the text at hand, what they return, and the vocabulary as expressions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from onrecord.reading.dates.calendar import value_of
from onrecord.reading.dates.tense import WINDOW, tense_at
from onrecord.reading.numerals import DIGITS, worded_pattern
from onrecord.reading.words import cell_words, one_of, word_table
from onrecord.terms.time import Day, Period


@dataclass(frozen=True, slots=True)
class Found:
    """One date expression as a rule read it; `grain` says how wide it is, `yearless` that the year was inferred."""

    start: int
    end: int
    period: Period | None
    value: str
    type: str = "DATE"
    grain: str = ""
    yearless: bool = False


@dataclass(slots=True)
class Scan:
    """A text being read: its publication day and what was found so far, which "the following day" refers to."""

    text: str
    published: Day | None
    found: list[Found] = field(default_factory=list)
    depth: int = 0
    """How many composed dates are open: "the end of the second quarter of last year" has two."""

    earlier: list[Found] = field(default_factory=list)
    look_back: Callable[[], list[Found]] | None = None
    opened: int = -1
    """Where the inner date of a composed one begins: in "mid-2025" the hyphen before the year is no obstacle."""

    def tense(self, start: int, end: int) -> str:
        """Return the tense of the words around a place."""
        return tense_at(self.text, start, end)

    def before(self, start: int, length: int = 24) -> str:
        """Return the last characters before a place."""
        return self.text[max(0, start - length) : start]

    def word_before(self, start: int) -> str:
        """Return the word right before a place, in lower case; empty where something else stands there."""
        match = _LAST_WORD.search(self.before(start))
        return match[1].lower() if match else ""

    def word_after(self, end: int) -> str:
        """Return the word right after a place as printed; empty where something else stands there."""
        match = _NEXT_WORD.match(self.text, end)
        return match[1] if match else ""

    def anchor(self, start: int) -> Found | None:
        """Return the date that a word like "the following day" refers to: the last one, if it is near.

        The text before the part that is read is looked at too, so that reading by sentences changes nothing.
        """
        if not self.found and self.look_back:
            look_back, self.look_back = self.look_back, None
            self.earlier = look_back()
        for item in reversed(self.earlier + self.found):
            if start - item.end > WINDOW:
                return None
            if item.type == "DATE" and item.grain and item.period:
                return item
        return None


STEPS = {
    "this": 0, "current": 0, "last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "upcoming": 1,
}  # fmt: skip
"""Words before a unit of the calendar, and how many units they go from the present one."""

_LAST_WORD = re.compile(r"([A-Za-z’'.]+)[ \xa0-]$")
_NEXT_WORD = re.compile(r"[ \xa0-]([A-Za-z]+)")

Resolve = Callable[["re.Match[str]", Scan], Found | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """An expression, the lower-case words with which it can begin, and what resolves it.

    Among the words, `#` stands for a number, `#2` for one of one or two digits, `#4` for one of four.
    """

    first: frozenset[str]
    pattern: re.Pattern[str]
    resolve: Resolve


def unit(match: re.Match[str], period: Period | None, grain: str, **more: str | bool) -> Found:
    """Return a find that is one calendar unit, with its value."""
    value = value_of(period, grain) if period else "XXXX"
    return Found(match.start(), match.end(), period, value, grain=grain, yearless=bool(more.get("yearless")))


_ = r"(?:[ \t\xa0\u2009\u202f]{1,3}|[ \t]?\r?\n[ \t]{0,4})"
"""A gap between two words: a few spaces, or the end of one line."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The word tables of dates as look-ups (lower-case word to meaning) and as regular expressions."""

    months: dict[str, int]
    full_months: frozenset[str]
    ambiguous_months: frozenset[str]
    weekdays: dict[str, int]
    full_weekdays: frozenset[str]
    seasons: dict[str, int]
    units: dict[str, str]
    codes: dict[str, str]
    day_parts: dict[str, str]
    ordinals: dict[str, int]
    numbers: frozenset[str]
    expressions: dict[str, str]

    def compile(self, pattern: str) -> re.Pattern[str]:
        """Compile a pattern in which `{month}`, `{year}` and so on stand for the vocabulary, `~` for a gap."""
        for name, expression in self.expressions.items():
            pattern = pattern.replace("{" + name + "}", expression)
        return re.compile(pattern.replace("~", _), re.IGNORECASE)


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary, read once."""
    months, weekdays = dict[str, int](), dict[str, int]()
    units, codes = dict[str, str](), dict[str, str]()
    for row in word_table("months"):
        months |= {word.lower(): int(row["number"]) for word in cell_words(row["words"])}
    for row in word_table("weekdays"):
        words = (row["name"], *cell_words(row["short"]))
        weekdays |= {word.lower(): int(row["number"]) - 1 for word in words}
    for row in word_table("time_units"):
        units |= dict.fromkeys(cell_words(row["words"]), row["unit"])
        codes[row["unit"]] = row["code"]
    full_months = frozenset(row["name"].lower() for row in word_table("months"))
    full_weekdays = frozenset(row["name"].lower() for row in word_table("weekdays"))
    ambiguous = frozenset(word.lower() for row in word_table("months") for word in cell_words(row["ambiguous"]))
    seasons = {word: int(row["first_month"]) for row in word_table("seasons") for word in cell_words(row["words"])}
    day_parts = {row["word"]: row["code"] for row in word_table("day_parts")}
    ordinals = {word: int(row["value"]) for row in word_table("ordinals") for word in cell_words(row["words"])}
    numbers = frozenset(word for row in word_table("number_words") for word in cell_words(row["words"]))
    short_months = set(months) - full_months
    vague = r"a~few|several|a~couple~of|a~couple|few|some|many|a~number~of"
    expressions = {
        "month": rf"(?:{one_of(full_months)}|{one_of(short_months)}\.?)(?!\w)",
        "weekday": rf"(?:{one_of(full_weekdays)}|{one_of(set(weekdays) - full_weekdays)}\.?)(?!\w)",
        "fullweekday": rf"{one_of(full_weekdays)}(?!\w)",
        "season": rf"{one_of(seasons)}(?!\w)",
        "unit": rf"{one_of(units)}(?!\w)",
        "daypart": rf"{one_of(day_parts)}(?!\w)",
        "ordinal": rf"{one_of(ordinals)}(?!\w)",
        "day": r"\d{1,2}(?:st|nd|rd|th)?(?!\w|[.,]\d|~?%|:\d)",
        "year": r"(?:1[5-9]|20|21)\d\d(?!\w|[.,]\d|[-–/]\d|~?%)",
        "dash": r"[ \xa0]?[-–—][ \xa0]?",
        "number": rf"(?:{DIGITS}(?!\w)|{worded_pattern()})",
        "vague": rf"(?:{vague})",
    }
    return Vocabulary(
        months, full_months, ambiguous, weekdays, full_weekdays, seasons, units, codes, day_parts, ordinals,
        numbers, expressions,
    )  # fmt: skip
