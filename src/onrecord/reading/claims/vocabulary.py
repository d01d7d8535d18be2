"""What single words of claims stand for: numbers, figures of events, topics and verbs of policy."""

from __future__ import annotations

from functools import cache

from onrecord.reading.grammar import phrase_list
from onrecord.reading.words import cell_words, word_table
from onrecord.record.names import fold

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


NUMBER_WORDS = {word: number for number, word in enumerate(_NUMBERS, 1)}


VERB_LISTS = ("AGREE", "IMPOSE", "SIGN", "ADOPT", "REVOKE", "APPLY", "UNVEIL")


def figure_concept(words: str, list_name: str) -> str:
    """Return the concept that a word of `words/concepts.csv` stands for, or an empty text.

    >>> figure_concept("turnout", "FIGURE")
    'attendance'
    """
    for row in word_table("concepts"):
        if row["list"] == list_name and words in row["forms"].split("|"):
            return row["concept"]
    return ""


def topics_in(words: str) -> tuple[str, ...]:
    """Return the topics of `words/topics.csv` that a text names, in its order.

    >>> topics_in("to ease nothing that is known")
    ()
    """
    text = fold(words)
    found: list[tuple[int, str]] = []
    for topic, phrases in _topics():
        hits = [place for phrase in phrases if (place := text.find(phrase)) >= 0]
        if hits:
            found.append((min(hits), topic))
    return tuple(topic for _, topic in sorted(found))


@cache
def _topics() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the topics, each with its folded words."""
    return tuple((row["topic"], tuple(map(fold, cell_words(row["words"])))) for row in word_table("topics"))


def verb_class(verb: str) -> str:
    """Return the list of `words/verbs.csv` that holds a verb of policy.

    >>> verb_class("signed"), verb_class("unveiled")
    ('sign', 'unveil')
    """
    return next((name.lower() for name in VERB_LISTS if phrase_list(name).match(verb)), "unveil")
