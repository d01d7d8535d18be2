"""What of a thing is counted, and of whom: production or consumption, adults or children (`data/words/aspects.csv`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from onrecord.reading.series.topic import fold
from onrecord.reading.words import cell_words, one_of, word_table


@cache
def _forms() -> tuple[tuple[str, str, str, re.Pattern[str]], ...]:
    return tuple(
        (
            row["family"],
            row["aspect"],
            row["narrow"],
            # "Births per woman" is a unit, and counts nobody alone.
            re.compile(rf"(?<![\w-])(?<!per ){one_of(cell_words(row['forms']))}(?!\w)", re.IGNORECASE),
        )
        for row in word_table("aspects")
    )


@lru_cache(maxsize=4096)
def aspects_of(text: str) -> Mapping[str, frozenset[str]]:
    """Return the aspects that a text names, by family.

    >>> dict(aspects_of("Men who smoke in towns"))
    {'people': frozenset({'man'}), 'settlement': frozenset({'urban'})}
    """
    found: dict[str, frozenset[str]] = {}
    for family, aspect, _, pattern in _forms():
        if pattern.search(text):
            found[family] = found.get(family, frozenset()) | {aspect}
    return found


def other_aspect(said: str, name: str) -> str:
    """Return the aspect that a claim names where a metric counts another of the same family; empty where they agree.

    >>> other_aspect("coffee production has fallen", "Coffee yields")
    'production'
    """
    # Who "produces greenhouse gases" emits them: what a thing is called otherwise counts too.
    mine, theirs = aspects_of(f"{said} . {fold(said)}"), aspects_of(name)
    for family, aspects in mine.items():
        everybody = theirs.get(family, frozenset()) >= {"woman", "man"}
        if family != "movement" and family in theirs and not everybody and not aspects & theirs[family]:
            return min(aspects)
    return ""


def only_of(said: str, name: str) -> str:
    """Return whom alone a metric counts, where a claim names nobody of the kind; empty where it may be meant.

    >>> only_of("13 % were born abroad", "Share of students from abroad")
    'student'
    """
    mine, theirs = aspects_of(said), aspects_of(name)
    return next(
        (
            aspect
            for family, aspect, narrow, _ in _forms()
            if narrow == "strictly" and family not in mine and aspect in theirs.get(family, frozenset())
        ),
        "",
    )


def is_narrower(said: str, name: str) -> bool:
    """Say whether a metric counts one aspect of a family of which the claim names none: women, growth.

    >>> is_narrower("Unemployment has risen", "Female unemployment rate")
    True
    """
    mine, theirs = aspects_of(said), aspects_of(name)
    return any(
        narrow != "" and family not in mine and aspect in theirs.get(family, frozenset())
        for family, aspect, narrow, _ in _forms()
    )
