"""What a text says is measured: its words, with synonyms brought to one form and empty words left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from onrecord.reading.words import cell_words, word_table

_WORD = re.compile(r"[a-z0-9+&][a-z0-9+&'-]*")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉’‘–—", "0123456789''--")


@cache
def _things() -> tuple[re.Pattern[str], Mapping[str, str]]:
    forms: dict[str, str] = {}
    for row in word_table("things"):
        for form in cell_words(row["forms"]):
            forms.setdefault(form.lower().translate(_SUBSCRIPTS), row["concept"])
    for form in tuple(forms):
        # What is named in the singular is meant in the plural too: "the youngest populations".
        forms.setdefault(f"{form}s", forms[form])
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(form) for form in ordered) + r")(?![\w-])"), forms


_MOVING = ("rise", "fall", "slow", "stable", "more", "less")
"""Cues whose words say how a thing moves or stands, and name none."""


@cache
def _noise() -> frozenset[str]:
    words = {word.lower() for row in word_table("topic_noise") for word in cell_words(row["words"])}
    cues = (row for row in word_table("series_cues") if row["cue"] in _MOVING)
    return frozenset(words | {form for row in cues for form in cell_words(row["forms"]) if " " not in form})


def fold(text: str) -> str:
    """Bring a text to lower case, and every synonym to the words that stand for the thing.

    >>> fold("The murder rate and GDP")
    'the homicide and gdp'
    """
    pattern, forms = _things()
    return pattern.sub(lambda match: forms[match.group()], text.lower().translate(_SUBSCRIPTS))


@cache
def known_things() -> frozenset[str]:
    """Return the words that stand for things which people measure, as `topic_terms` returns them.

    >>> "malaria" in known_things(), "alarmingly" in known_things()
    (True, False)
    """
    words = {part for row in word_table("things") for word in row["concept"].split() for part in word.split("-")}
    return frozenset(stem(word) for word in words) - _noise() - _LOOSE


_LOOSE = frozenset(
    {
        "use",
        "without",
        "given",
        "growth",
        "output",
        "spending",
        "production",
        "consumption",
        "rate",
        "total",
        "state",
        "business",
        "government",
        "involved",
        "mass",
        "area",
        "school",
    }
)


MOST_KEPT = 4096
"""How many texts keep their words: those of one claim are asked for again and again."""


@lru_cache(maxsize=MOST_KEPT)
def stem(word: str) -> str:
    """Return a word without the ending of a plural.

    >>> stem("countries"), stem("emissions"), stem("gas"), stem("access")
    ('country', 'emission', 'gas', 'access')
    """
    word = word.removesuffix("'s").strip("'-")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word != "gas":
        return word[:-1]
    return word


@lru_cache(maxsize=MOST_KEPT)
def placed_terms(text: str) -> tuple[tuple[str, int], ...]:
    """Return the words of `topic_terms`, each as often as it stands there, with its place among all words.

    >>> placed_terms("The murder rate, says the press")
    (('homicide', 1), ('press', 4))
    """
    found: list[tuple[str, int]] = []
    for number, match in enumerate(_WORD.finditer(fold(text))):
        word = match.group()
        if word in _noise() or word.removesuffix("'s") in _noise():
            continue
        for part in word.split("-") if "-" in word and not word[0].isdigit() else (word,):
            term = stem(part)
            if len(term) > 1 and term not in _noise() and not term.isdigit():
                found.append((term, number))
    return tuple(found)


def topic_terms(text: str) -> tuple[str, ...]:
    """Return the words of a text that can name a measured thing, each once, in their order.

    >>> topic_terms("The murder rate of the country has risen")
    ('homicide',)
    >>> topic_terms("share of electricity from wind power")
    ('share', 'electricity', 'wind')
    """
    return tuple(dict.fromkeys(term for term, _ in placed_terms(text)))
