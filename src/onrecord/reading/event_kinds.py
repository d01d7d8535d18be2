"""What kind of gathering an edition is, as its own name says: a conference, a fair, games, talks of two leaders."""

from __future__ import annotations

import re
from functools import cache

from onrecord.reading.words import cell_words, one_of, word_table, words_where
from onrecord.record.names import Occasion


@cache
def word_groups(kind: str) -> tuple[frozenset[str], ...]:
    """Return the words of a kind of `words/event_words.csv` as sets of synonyms, a row of the table each.

    >>> any({"conference", "summit"} <= group for group in word_groups("noun"))
    True
    """
    return tuple(
        frozenset(word.casefold() for word in cell_words(row["words"]))
        for row in word_table("event_words")
        if row["kind"] == kind
    )


@cache
def event_nouns() -> str:
    """Return the regular expression of what gatherings are called."""
    return one_of(words_where("event_words", "kind", "noun"))


def kinds_of(occasion: Occasion) -> frozenset[str]:
    """Return the words for what an edition's own name says that it is; empty where it does not say it."""
    words = occasion.meaning.name.casefold()
    own = [group for group in word_groups("noun") if any(holds_word(words, word) for word in group)]
    return frozenset[str]().union(*own)


def is_of_kind(occasion: Occasion, subject: str, noun: str) -> bool:
    """Say whether an edition is of the kind and about the subject, as its name says."""
    subject, noun = subject.casefold(), noun.casefold()
    words, kinds = occasion.meaning.name.casefold(), kinds_of(occasion)
    if kinds and noun not in kinds and noun != "event":
        return False
    same = next((group for group in word_groups("subject") if subject in group), frozenset({subject}))
    return not subject or any(holds_word(words, word) for word in same)


def holds_word(words: str, word: str) -> bool:
    """Say whether a text in small letters holds a word or phrase.

    >>> holds_word("world robot conference", "robot"), holds_word("world robotics fair", "robot")
    (True, False)
    """
    return re.search(rf"\b{re.escape(word)}\b", words) is not None
