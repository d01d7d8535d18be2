"""Numbers in words and digits: "two hundred and five", "1,200", "2.5"."""

from __future__ import annotations

import re
from functools import cache

from onrecord.reading.words import cell_words, one_of, word_table

DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,15})(?:\.\d{1,6})?"
"""A number in digits, with thousands marked by commas or not."""


@cache
def _number_words() -> dict[str, tuple[float, str]]:
    rows = word_table("number_words")
    return {word: (float(row["value"]), row["kind"]) for row in rows for word in cell_words(row["words"])}


@cache
def worded_pattern() -> str:
    """Return a regular expression for a number in words; it holds no group.

    >>> bool(re.fullmatch(worded_pattern(), "two hundred and five"))
    True
    """
    word = one_of(_number_words())
    joint = r"(?:[ \xa0-]|[ \xa0]and[ \xa0]|-and-)"
    return rf"(?:an?[ \xa0](?=hundred|thousand|million|billion|trillion|dozen))?{word}(?:{joint}{word}){{0,9}}(?!\w)"


def value_of_words(text: str) -> float | None:
    """Return the value of a number in words, None where the words make no number.

    >>> value_of_words("two hundred and five"), value_of_words("twenty-one"), value_of_words("a hundred thousand")
    (205.0, 21.0, 100000.0)
    >>> value_of_words("one two") is None
    True
    """
    total, current, previous = 0.0, 0.0, ""
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in {"and", "a", "an"}:
            continue
        if word not in _number_words():
            return None
        value, kind = _number_words()[word]
        if kind == "unit":
            if previous == "unit" or (previous == "ten" and value >= 10):
                return None
            current += value
        elif kind == "ten":
            if previous in {"unit", "ten"}:
                return None
            current += value
        elif kind == "hundred":
            current = (current or 1) * value
        else:
            total += (current or 1) * value
            current = 0.0
        previous = kind
    return total + current if previous else None


def value_of(text: str) -> float | None:
    """Return the value of a number in digits or in words.

    >>> value_of("1,200.5"), value_of("three"), value_of("many")
    (1200.5, 3.0, None)
    """
    if text[:1].isdigit():
        try:
            return float(text.replace(",", ""))
        except ValueError:
            return None
    return value_of_words(text)
