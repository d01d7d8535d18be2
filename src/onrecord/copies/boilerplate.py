"""Sentences that stand under many articles and say nothing of their own: footers, disclaimers, invitations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
    held = Counter(run for words in articles.values() for run in frozenset(_runs(words.forms)))
    numbers = frozenset(number for sentence in repeated for number in holders[sentence])
    shared = {number: _shared(articles[number], held, repeated) for number in numbers}
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


def _runs(forms: Sequence[str]) -> Iterator[Sentence]:
    return zip(*(forms[at:] for at in range(LEAST_WORDS)), strict=False)


def _shared(words: Words, held: Mapping[Sentence, int], repeated: set[Sentence]) -> float:
    """Return the share of an article, the repeated sentences aside, that another article has in runs of words.

    An article of repeated sentences alone shares all of itself.
    """
    sentences = [words.forms[first:end] for first, end in words.sentences]
    rest = [form for sentence in sentences if sentence not in repeated for form in sentence]
    again = sum(len(sentence) for sentence in sentences if sentence in repeated)
    runs = list(_runs(rest))
    # A story printed by three papers or more is nearly all repeated; what is left of it is what each changed.
    if not runs or again > MOSTLY * len(rest):
        return 1.0
    return sum(held[run] > 1 for run in runs) / len(runs)
