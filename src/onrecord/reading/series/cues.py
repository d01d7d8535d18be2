"""Words that say how a statement is meant: rising, highest, never; kept in `words/series_cues.csv`."""

from __future__ import annotations

import re
from functools import cache

from onrecord.reading.words import cell_words, word_table


@cache
def cue(name: str) -> re.Pattern[str]:
    """Return the pattern of a row of `words/series_cues.csv`."""
    forms = [
        re.escape(form).replace(r"\ ", r"\s+")
        for row in word_table("series_cues")
        if row["cue"] == name
        for form in cell_words(row["forms"])
    ]
    forms.sort(key=lambda form: (-len(form), form))
    return re.compile(r"(?<!\w)(?:" + "|".join(forms) + r")(?![\w])", re.IGNORECASE)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a pattern of `words/series_patterns.csv`.

    Raises `KeyError` for a name that is not there.
    """
    return re.compile(_patterns()[name].replace("{NUM}", f"(?:{_patterns()['NUM']})"))


@cache
def _patterns() -> dict[str, str]:
    return {row["name"]: row["pattern"] for row in word_table("series_patterns")}


def has(name: str, text: str) -> bool:
    """Say whether a text holds a cue.

    >>> has("rise", "It has risen."), has("fall", "It has risen.")
    (True, False)
    """
    return cue(name).search(text) is not None


def movement(text: str) -> tuple[bool, bool]:
    """Say whether a text says that something rose, and whether it says that something fell.

    >>> movement("They brought inflation down."), movement("It has risen.")
    ((False, True), (True, False))
    """
    text = pattern("back-to-power").sub(" ", text)
    apart = {match["way"].lower() for match in pattern("moved-apart").finditer(text)}
    return has("rise", text) or bool({"up", "higher"} & apart), has("fall", text) or bool({"down", "lower"} & apart)


def is_absent(text: str) -> bool:
    """Say whether a text says that there is none of something.

    >>> is_absent("It has recorded no cases."), is_absent("It has not risen.")
    (True, False)
    """
    return pattern("absent").search(text) is not None
