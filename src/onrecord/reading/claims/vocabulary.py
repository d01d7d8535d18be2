"""What single words of claims stand for: numbers, figures of events, topics and verbs of policy."""

from __future__ import annotations

from functools import cache

import ahocorasick_rs

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
    phrases, finder = _topics()
    first: dict[str, int] = {}
    for index, start, _ in finder.find_matches_as_indexes(fold(words), overlapping=True):
        topic = phrases[index][1]
        first[topic] = min(start, first.get(topic, start))
    return tuple(sorted(first, key=lambda topic: (first[topic], topic)))


@cache
def _topics() -> tuple[tuple[tuple[str, str], ...], ahocorasick_rs.AhoCorasick]:
    """Return the folded words of all topics, each with its topic, and what finds them in one pass."""
    phrases = tuple((fold(phrase), row["topic"]) for row in word_table("topics") for phrase in cell_words(row["words"]))
    return phrases, ahocorasick_rs.AhoCorasick([phrase for phrase, _ in phrases])


def verb_class(verb: str) -> str:
    """Return the list of `words/verbs.csv` that holds a verb of policy.

    >>> verb_class("signed"), verb_class("unveiled")
    ('sign', 'unveil')
    """
    return next((name.lower() for name in VERB_LISTS if phrase_list(name).match(verb)), "unveil")
