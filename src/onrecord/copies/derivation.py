"""How far an article is derived from its sources: wholly, partly, or not at all.

The classes are those of the METER corpus (Gaizauskas and others, 2001): wholly derived from the source, partially
derived, or written independently of it on the same event. Two questions are put one after the other, is it derived at
all and has it matter of its own, and each is answered by the weighted sum of a few plain counts and shares.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from onrecord.copies.align import Alignment
from onrecord.copies.model import load_weights
from onrecord.copies.words import Words

EXPECTED = 3
"""So many new content words a sentence may have as mere wording; those above it bring something new."""

OWN = 0.25
"""An article that has less than this share of its content words from its sources is no copy, however short it is."""

_EVEN = 0.5

_SHORT = 3
"""Sentences of fewer content words weigh nothing: they cannot tell."""

_RETOLD = 4
"""A quotation that shares no run of so many words with a source was heard or asked for by the paper itself."""

_PHRASE = 6
"""A run of so many words outside quotations is wording, which two who report one event do not hit upon by chance."""


class Derivation(StrEnum):
    """How far an article is derived from its sources."""

    WHOLLY = "wholly derived"
    PARTLY = "partly derived"
    INDEPENDENT = "independent"


@dataclass(frozen=True, slots=True)
class Derived:
    """The class of an article with its probability, and the features that made it, by name."""

    kind: Derivation
    probability: float
    features: tuple[tuple[str, float], ...]


def derivation_of(aligned: Alignment, others: Sequence[Words] = ()) -> Derived:
    """Say how far an article is derived; `others` are further articles on the same matter that are no source of it.

    >>> from onrecord.copies.words import words_of
    >>> wire = words_of("The port of Kalmar opened again on Monday, two weeks after the flood, its owner said.")
    >>> derivation_of(Alignment(wire, (wire,))).kind.value
    'wholly derived'
    """
    weights = load_weights("derivation")
    features = features_of(aligned, others)
    values = np.array([[features[name] for name in weights.features]])
    independent, partly = chances_of(weights.scores(values)[0] + weights.limits)
    if features["shared"] < OWN:
        return Derived(Derivation.INDEPENDENT, max(independent, 1 - features["shared"]), tuple(features.items()))
    if independent >= _EVEN:
        return Derived(Derivation.INDEPENDENT, independent, tuple(features.items()))
    kind, chance = (Derivation.PARTLY, partly) if partly >= _EVEN else (Derivation.WHOLLY, 1 - partly)
    return Derived(kind, (1 - independent) * chance, tuple(features.items()))


def features_of(aligned: Alignment, others: Sequence[Words] = ()) -> dict[str, float]:
    """Return the features by name; `data/copies/derivation.csv` says what each means."""
    copy = aligned.copy
    content = np.array(copy.content, dtype=bool)
    numbers = np.array([stem[0].isdigit() for stem in copy.stems], dtype=bool)
    quoted = np.array(copy.quoted, dtype=bool)
    new = content & ~aligned.same
    counts = [int(new[first:end].sum()) for first, end in copy.sentences]
    full = [(first, end) for first, end in copy.sentences if content[first:end].sum() >= _SHORT]
    shares = [float(aligned.same[first:end][content[first:end]].mean()) for first, end in full]
    stems, behind, beside = _stems([copy]), _stems(aligned.sources), _stems(others)
    pairs = _pairs(copy)
    new_numbers = {copy.stems[place] for place in np.flatnonzero(numbers & ~aligned.same)}
    return {
        "shared": float(aligned.same[content].mean()) if content.any() else 0.0,
        "new": math.sqrt(sum(max(0, count - EXPECTED) for count in counts)),
        "weakest": min(shares, default=1.0),
        "gap": math.sqrt(_longest(new[content])),
        "new_numbers": math.sqrt(len(new_numbers)),
        "odd_numbers": float((numbers & ~aligned.same).sum() / (int(numbers.sum()) + 2)),
        "pairs": len(pairs & frozenset[tuple[str, str]]().union(*map(_pairs, aligned.sources))) / (len(pairs) + 1),
        "lead": float(aligned.local[0]) if len(aligned.local) else 0.0,
        "elsewhere": len((stems - behind) & beside) / (len(stems) + 1),
        "own_quotes": float((quoted & (aligned.runs < _RETOLD)).mean()) if len(copy) else 0.0,
        "phrases": float((~quoted & (aligned.runs >= _PHRASE)).mean()) if len(copy) else 0.0,
    }


def chances_of(scores: NDArray[np.float64]) -> tuple[float, float]:
    """Return the two probabilities, of being independent and of having matter of its own, of their scores."""
    independent, partly = 1 / (1 + np.exp(-np.clip(scores, -60.0, 60.0)))
    return float(independent), float(partly)


def _stems(many: Sequence[Words]) -> frozenset[str]:
    return frozenset(
        stem for words in many for stem, content in zip(words.stems, words.content, strict=True) if content
    )


def _pairs(words: Words) -> frozenset[tuple[str, str]]:
    """Return the pairs of content words that follow each other, words of grammar between them or not."""
    return frozenset(pairwise(stem for stem, content in zip(words.stems, words.content, strict=True) if content))


def _longest(marks: NDArray[np.bool_]) -> int:
    """Return the length of the longest run of marks."""
    return max((len(list(run)) for marked, run in groupby(marks.tolist()) if marked), default=0)
