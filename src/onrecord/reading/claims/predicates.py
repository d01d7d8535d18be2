"""What words for deeds mean in the tables of acts and happenings: `words/predicates.csv`, `words/provisions.csv`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from onrecord.reading.stems import meanings
from onrecord.reading.words import cell_words, one_of, word_table


@cache
def words_done() -> re.Pattern[str]:
    """Return the pattern of all words for deeds, verbs and nouns."""
    words = [word for row in word_table("predicates") for word in cell_words(row["words"])]
    return re.compile(rf"(?<![\w-]){one_of(words)}(?![\w-])")


@cache
def facts_of(word: str) -> tuple[str, ...]:
    """Return the acts and kinds of happenings that bear out a word for what was done.

    >>> "signed" in facts_of("signature")
    True
    """
    return tuple(dict.fromkeys(fact for row in rows_of(word) for fact in cell_words(row["facts"])))


def cells_of(words: Iterable[str], column: str) -> tuple[str, ...]:
    """Return what a column asks of the acts that the words mean; nothing where one of them asks nothing."""
    wanted = [row[column] for word in words for row in rows_of(word)]
    return tuple(dict.fromkeys(part for cell in wanted for part in cell_words(cell))) if all(wanted) else ()


@cache
def rows_of(word: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the table that hold a word for a deed."""
    plain = re.sub(r"\s", " ", word)
    return tuple(row for row in word_table("predicates") if plain in cell_words(row["words"]))


REFUSALS = frozenset({"refuses", "forbids", "lacks"})
"""Verbs of provisions that say what is not, or must not be."""


@cache
def words_provided() -> re.Pattern[str]:
    """Return the pattern of all words for what an act does, with those that add nothing to it."""
    words = [word for row in word_table("provisions") for word in cell_words(row["words"])]
    return re.compile(rf"(?<![\w-]){one_of(words)}(?![\w-])")


def matter_of(words: str) -> frozenset[str]:
    """Return what words say beside what an act does and the words that add nothing to it.

    >>> sorted(matter_of("may cover model weights"))
    ['model', 'weight']
    """
    return meanings(words_provided().sub(" ", words.casefold()))


def provided_by(words: Iterable[str], column: str) -> tuple[str, ...]:
    """Return the verbs of provisions that words can mean (`means`), or that deny them (`contrary`).

    A refusal outweighs the words beside it: "refused to put its name to" is no signature.

    >>> provided_by(["caps"], "means")[0], provided_by(["refused", "signed"], "means")
    ('limits', ('refuses',))
    """
    plain = {re.sub(r"\s", " ", word) for word in words}
    rows = [row for row, held in _provisions() if plain & held]
    refusing = [row for row in rows if row["means"] in REFUSALS]
    return tuple(dict.fromkeys(verb for row in refusing or rows for verb in cell_words(row[column])))


@cache
def _provisions() -> tuple[tuple[dict[str, str], frozenset[str]], ...]:
    """Return the rows of `words/provisions.csv`, each with its words."""
    return tuple((row, frozenset(cell_words(row["words"]))) for row in word_table("provisions"))


@cache
def words_that_add_nothing() -> re.Pattern[str]:
    """Return the pattern of words that add nothing to what is said of an act."""
    words = [word for row, held in _provisions() if not row["means"] and not row["contrary"] for word in held]
    return re.compile(rf"(?<![\w-]){one_of(words)}(?![\w-])")
