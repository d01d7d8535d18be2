"""Sentences that stand under many articles and say nothing of their own: footers, disclaimers, invitations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import compress

from onrecord.copies.words import Words

HOLDERS = 3
"""Articles in which a sentence must stand, word for word, to be looked at."""

LEAST_WORDS = 4

OWN = 0.4
"""Where the articles that hold a sentence share on average less of their other words than this, it is boilerplate."""

MOSTLY = 3
"""An article with so many times more repeated words than others is a copy with small changes, not one with a footer."""

Sentence = tuple[str, ...]


def find_boilerplate(articles: Mapping[int, Words]) -> frozenset[Sentence]:
    """Return the sentences, as forms, that stand in articles which are otherwise each their own.

    >>> from onrecord.copies.words import words_of
    >>> stories = ["Ships are back in the port.", "A dog bit the baker of Orrby.", "Rain fell on the quarry choir."]
    >>> texts = {number: words_of(f"{story} All rights are reserved.") for number, story in enumerate(stories)}
    >>> find_boilerplate(texts)
    frozenset({('all', 'rights', 'are', 'reserved')})

    A sentence of a story that many papers printed is none: the papers share the rest of the story too.
    """
    holders: dict[Sentence, set[int]] = defaultdict(set)
    for number, words in articles.items():
        for sentence in _sentences(words):
            holders[sentence].add(number)
    repeated = {sentence for sentence, numbers in holders.items() if len(numbers) >= HOLDERS}
    if not repeated:
        return frozenset()
    # What else of an article others have too: sentences that two hold, the repeated ones aside.
    shared = {
        number: _shared(articles[number], holders, repeated) for numbers in holders.values() for number in numbers
    }
    return frozenset(
        sentence
        for sentence in repeated
        if sum(shared[number] for number in holders[sentence]) < OWN * len(holders[sentence])
    )


def without(words: Words, sentences: frozenset[Sentence]) -> Words:
    """Return the words of an article but those of some sentences; what is left keeps its places in the text."""
    gone = [words.forms[first:end] in sentences for first, end in words.sentences]
    if not any(gone):
        return words
    kept = [not out for (first, end), out in zip(words.sentences, gone, strict=True) for _ in range(first, end)]
    ranges: list[tuple[int, int]] = []
    for (first, end), out in zip(words.sentences, gone, strict=True):
        if not out:
            start = ranges[-1][1] if ranges else 0
            ranges.append((start, start + end - first))
    return Words(
        words.text,
        tuple(compress(words.forms, kept)),
        tuple(compress(words.stems, kept)),
        tuple(compress(words.spans, kept)),
        tuple(compress(words.content, kept)),
        tuple(compress(words.quoted, kept)),
        tuple(ranges),
    )


def _sentences(words: Words) -> Sequence[Sentence]:
    return [words.forms[first:end] for first, end in words.sentences if end - first >= LEAST_WORDS]


def _shared(words: Words, holders: Mapping[Sentence, set[int]], repeated: set[Sentence]) -> float:
    """Return the share of an article's words, the repeated sentences aside, in sentences that another article has.

    An article of repeated sentences alone shares all of itself.
    """
    rest = [sentence for sentence in _sentences(words) if sentence not in repeated]
    size = sum(map(len, rest))
    if not size:
        return 1.0
    common = sum(len(sentence) for sentence in rest if len(holders[sentence]) > 1)
    again = sum(len(sentence) for sentence in _sentences(words) if sentence in repeated)
    # A story printed by three papers or more is nearly all repeated; what is left of it is what each changed.
    return 1.0 if again > MOSTLY * size else common / size
