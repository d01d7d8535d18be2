"""How far an article is derived from its sources: wholly, partly, or not at all.

The classes are those of the METER corpus (Gaizauskas and others, 2001): wholly derived from the source, partially
derived, or written independently of it on the same event. Five features decide, each a plain count or share.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from onrecord.copies.align import Alignment
from onrecord.copies.model import load_weights, ordered
from onrecord.copies.words import Words

EXPECTED = 3
"""So many new content words a sentence may have as mere wording; those above it bring something new."""

OWN = 0.25
"""An article that has less than this share of its content words from its sources is no copy, however short it is."""

_SHORT = 3
"""Sentences of fewer content words weigh nothing: they cannot tell."""


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
    score = float(weights.scores(values)[0, 0])
    chances = ordered(score, float(weights.limits[0]), float(weights.limits[1]))
    if features["shared"] < OWN:
        return Derived(Derivation.INDEPENDENT, max(chances[2], 1 - features["shared"]), tuple(features.items()))
    best = max(range(3), key=lambda number: (chances[number], -number))
    return Derived(list(Derivation)[best], chances[best], tuple(features.items()))


def features_of(aligned: Alignment, others: Sequence[Words] = ()) -> dict[str, float]:
    """Return the features by name.

    `shared` is the share of content words that a source has; `new` the root of the number of new content words above
    `EXPECTED` in each sentence; `weakest` the smallest `shared` of a sentence; `elsewhere_words` the root of the
    number of new stems that other articles have; `elsewhere_pairs` the pairs of words that others have and the sources
    have not, beside those that the sources have.
    """
    copy = aligned.copy
    content = np.array(copy.content, dtype=bool)
    new = content & ~aligned.same
    counts = [int(new[first:end].sum()) for first, end in copy.sentences]
    full = [(first, end) for first, end in copy.sentences if content[first:end].sum() >= _SHORT]
    elsewhere = frozenset(stem for other in others for stem in other.stems)
    new_stems = {copy.stems[place] for place in np.flatnonzero(new)}
    own, behind, beside = _pairs(copy), _pairs_of(aligned.sources), _pairs_of(others)
    kept, found = len(own & behind), len((own - behind) & beside)
    return {
        "shared": float(aligned.same[content].mean()) if content.any() else 0.0,
        "new": math.sqrt(sum(max(0, count - EXPECTED) for count in counts)),
        "weakest": float(min((aligned.same[first:end][content[first:end]].mean() for first, end in full), default=1.0)),
        "elsewhere_words": math.sqrt(len(new_stems & elsewhere)),
        "elsewhere_pairs": found / (1 + found + kept),
    }


def _pairs(words: Words) -> frozenset[tuple[str, str]]:
    flagged = zip(words.forms, words.content, strict=True)
    return frozenset((a, b) for (a, full_a), (b, full_b) in pairwise(flagged) if full_a or full_b)


def _pairs_of(many: Sequence[Words]) -> frozenset[tuple[str, str]]:
    return frozenset[tuple[str, str]]().union(*map(_pairs, many))
