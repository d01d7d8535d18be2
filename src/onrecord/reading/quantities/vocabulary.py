"""The word tables of quantities as look-ups and as regular expressions, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.reading.numerals import worded_pattern
from onrecord.reading.words import cell_words, one_of, word_table, words_where

GAP = r"[ \xa0\u2009\u202f]"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What reading quantities knows of words."""

    digits: re.Pattern[str]
    worded: re.Pattern[str]
    scale: re.Pattern[str]
    scales: dict[str, float]
    sign_before: re.Pattern[str]
    signs: dict[str, str]
    unit: re.Pattern[str]
    units: dict[str, str]
    per: re.Pattern[str]
    qualifiers: dict[str, str]
    after: re.Pattern[str]
    after_words: dict[str, str]
    fraction: re.Pattern[str]
    divisors: dict[str, float]
    multiples: dict[str, tuple[float, str]]
    crowd: re.Pattern[str]
    crowds: dict[str, tuple[float, float]]
    number_words: frozenset[str]


def _spaced(words: object) -> str:
    return one_of(words)  # type: ignore[arg-type]


def _scales() -> tuple[re.Pattern[str], dict[str, float]]:
    names = {
        word: float(row["value"])
        for row in word_table("number_words") if float(row["value"]) >= 100 and row["kind"] != "ten"
        for word in cell_words(row["words"])
    }  # fmt: skip
    spaced, glued = dict(names), dict[str, float]()
    for row in word_table("scales"):
        spaced |= {word: float(row["value"]) for word in cell_words(row["signs"])}
        glued |= {word: float(row["value"]) for word in cell_words(row["glued"])}
    # Words in any case, signs as they are written: "m" and "M" are both millions, "T" is not "t".
    pattern = rf"{GAP}?-?(?P<word>(?i:{one_of(spaced)}))(?!\w)|(?P<glued>{one_of(glued)})(?!\w)"
    return re.compile(pattern), spaced | glued


def _currencies() -> tuple[dict[str, str], dict[str, str]]:
    signs, words = dict[str, str](), dict[str, str]()
    for row in word_table("currencies"):
        signs |= dict.fromkeys(cell_words(row["signs"]), row["code"])
        words |= dict.fromkeys(cell_words(row["words"]), row["code"])
    return signs, words


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary of quantities."""
    scale, scales = _scales()
    signs, currency_words = _currencies()
    units = {word: row["unit"] for row in word_table("units") for word in cell_words(row["words"])}
    marks = {word: unit for word, unit in units.items() if not word[0].isalpha() or word == "x"}
    # Abbreviations such as GW and nm count as they are written, words in any case.
    short = {word for word in units if word not in marks and (not word.islower() or len(word) <= 3)}
    long = {word for word in units if word not in marks and word not in short}
    long |= {word for word in currency_words if word.islower() or " " in word}
    codes = {word for word in currency_words if word not in long}
    after_signs = [sign for sign in signs if not sign[0].isalnum()]
    unit = (
        rf"{GAP}?(?P<mark>{one_of(marks)})(?!\w)|[ \xa0-]?(?P<short>{one_of(short | codes)})(?!\w)"
        rf"|[ \xa0-](?P<word>(?i:{one_of(long)}))(?!\w)|(?P<sign>{one_of(after_signs)})"
    )
    qualifiers = {
        word: row["qualifier"]
        for row in word_table("qualifiers") if row["side"] != "after" for word in cell_words(row["words"])
    }  # fmt: skip
    after = {
        word: row["qualifier"]
        for row in word_table("qualifiers") if row["side"] == "after" for word in cell_words(row["words"])
    }  # fmt: skip
    divisors = {word: float(row["divisor"]) for row in word_table("fractions") for word in cell_words(row["words"])}
    crowds = {
        word: (float(row["low"]), float(row["high"]))
        for row in word_table("crowds") for word in cell_words(row["words"])
    }  # fmt: skip
    period = r"(?:day|week|month|quarter|year|hour|minute|second|decade)"
    per = (
        rf"{GAP}(?:an?|each|every){GAP}(?P<a>{period})(?!\w|-|{GAP}(?:ago|earlier|later|before|after|old|or|and|to)\b)"
        rf"|{GAP}per{GAP}(?P<per>(?:(?:million|thousand|billion|1,000){GAP}(?!(?:and|or|but|as|while)\b))?[a-z]+(?:-[a-z]+)?)(?!\w)"
        rf"|{GAP}?/{GAP}?(?P<slash>{period}|s|sec|h|M|1M|token|tokens|user|yr|mo)(?!\w)"
        rf"|{GAP}(?P<adverb>daily|weekly|monthly|quarterly|yearly|annually)(?!\w)"
    )
    return Vocabulary(
        re.compile(r"(?:\d{1,3}(?:,\d{3}){1,6}(?!\d)|\d{1,15})(?:\.\d{1,6})?"),
        re.compile(worded_pattern(), re.IGNORECASE),
        scale,
        {word.lower() if word in scales and len(word) > 1 else word: value for word, value in scales.items()},
        re.compile(rf"(?:(?<![\w$€£¥]){one_of(signs)}){GAP}?$"),
        signs,
        re.compile(unit),
        {word.lower(): name for word, name in units.items()}
        | {word.lower(): code for word, code in currency_words.items()}
        | signs,
        re.compile(per),
        qualifiers,
        re.compile(rf"\+|-plus\b|(?:{GAP}|-(?=odd\b))(?P<after>{one_of(after)})(?!\w)", re.IGNORECASE),
        after,
        re.compile(
            rf"(?P<n>an?|one|two|three|four|five|seven|nine)[ \xa0-](?P<of>{one_of(divisors)})(?!\w)", re.IGNORECASE
        ),
        divisors,
        {
            word: (float(row["value"]), row["kind"])
            for row in word_table("multiples") for word in cell_words(row["words"])
        },
        re.compile(rf"{one_of(crowds)}(?!\w)", re.IGNORECASE),
        crowds,
        frozenset(word for row in word_table("number_words") for word in cell_words(row["words"])),
    )  # fmt: skip


@cache
def counting(kind: str) -> frozenset[str]:
    """Return the words of one kind of the table `counting`, in lower case."""
    return words_where("counting", "kind", kind)
