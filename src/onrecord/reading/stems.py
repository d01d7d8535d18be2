"""Words without their endings, so that "restricting", "restricts" and "restrict" are one word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from onrecord.reading.words import cell_words, word_table, words_where
from onrecord.record.names import fold

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_ENDINGS = ("ies", "ing", "ed", "es", "s")
MOST_KEPT = 4096
"""So many texts are remembered with what they say: sentences come again within an article, not a year later."""

_SHORTEST = 2
"""A word of so few letters is no content word, nor is what is left of one by taking an ending off."""


def stem(word: str) -> str:
    """Return a word of small letters without its ending of number or tense, and without what that ending doubles.

    >>> stem("controls"), stem("controlled"), stem("policies"), stem("release") == stem("releases")
    ('control', 'control', 'policy', True)
    """
    bare = word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > _SHORTEST:
            bare = word[: -len(ending)] + ("y" if ending == "ies" else "")
            break
    if len(bare) > _SHORTEST + 1 and (bare[-1] == "e" or bare[-1] == bare[-2]):
        return bare[:-1]
    return bare


@lru_cache(maxsize=MOST_KEPT)
def content_stems(text: str) -> frozenset[str]:
    """Return the content words of a text, without endings.

    >>> sorted(content_stems("The curbs on chips"))
    ['chip', 'curb']
    """
    empty = words_where("counting", "kind", "stop") | words_where("counting", "kind", "plain")
    return frozenset(stem(word) for word in _words(text) if word not in empty and len(word) > _SHORTEST)


@lru_cache(maxsize=MOST_KEPT)
def meanings(text: str) -> frozenset[str]:
    """Return what the content words of a text say: words of one meaning are one, words that add nothing are none.

    >>> meanings("recent curbs on semiconductors") == meanings("restrictions on chips")
    True
    """
    return frozenset(_sense().get(word, word) for word in content_stems(text)) - _plain()


@cache
def _sense() -> dict[str, str]:
    """Return the first word of each row of `words/same_words.csv` for all words of the row."""
    senses: dict[str, str] = {}
    for row in word_table("same_words"):
        words = [stem(part) for word in cell_words(row["words"]) for part in fold(word).split("-")]
        for word in words:
            senses.setdefault(word, words[0])
    return senses


@cache
def _plain() -> frozenset[str]:
    return frozenset(
        stem(part) for row in word_table("plain_words") for word in cell_words(row["words"]) for part in word.split("-")
    )


def _words(text: str) -> Iterator[str]:
    return (part for word in _WORD.findall(fold(text)) for part in word.split("-"))
