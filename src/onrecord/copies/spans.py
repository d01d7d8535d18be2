"""Which words of an article are verbatim from its sources, rewritten from them, or new.

The labels are those of the METER corpus. A word is judged by itself and by what stands around it: a single name that
the source has too is verbatim, a word in its own words between two of the source is rewritten, a stretch of its own is
new.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from onrecord.copies.align import Alignment
from onrecord.copies.model import load_weights, softmax
from onrecord.reading.document import Span

_FAR = 12
_WINDOW = 8
_NEAR = 4
_LIGHT = 0.15
"""What a word of grammar weighs beside a content word."""


class Origin(StrEnum):
    """Where the words of a span come from."""

    VERBATIM = "verbatim"
    REWRITE = "rewritten"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class OriginSpan:
    """A stretch of an article with one origin."""

    span: Span
    origin: Origin


def origins_of(aligned: Alignment) -> tuple[OriginSpan, ...]:
    """Return the spans of an article by origin, in order; together they hold every word.

    >>> from onrecord.copies.words import words_of
    >>> wire = words_of("The port of Kalmar opened again on Monday, two weeks after the flood, its owner said.")
    >>> [span.origin.value for span in origins_of(Alignment(wire, (wire,)))]
    ['verbatim']
    """
    if not len(aligned.copy):
        return ()
    kinds = list(Origin)
    labels = [kinds[number] for number in probabilities_of(aligned).argmax(axis=1)]
    return tuple(_joined(aligned, labels))


def _joined(aligned: Alignment, labels: list[Origin]) -> Iterator[OriginSpan]:
    place = 0
    for label, group in groupby(labels):
        end = place + len(list(group))
        yield OriginSpan(aligned.copy.span(place, end), label)
        place = end


def probabilities_of(aligned: Alignment) -> NDArray[np.float64]:
    """Return for each word the probabilities of the three origins, in the order of `Origin`."""
    weights = load_weights("spans")
    features = word_features(aligned)
    values = np.stack([features[name] for name in weights.features], axis=1)
    return softmax(weights.scores(values) + weights.limits)


def word_features(aligned: Alignment) -> dict[str, NDArray[np.float64]]:
    """Return the features of each word by name; `data/copies/spans.csv` says what each means."""
    copy, runs = aligned.copy, aligned.runs
    size = len(copy)
    content = np.array(copy.content, dtype=bool)
    same = aligned.same
    sentence = np.zeros(size)
    near = np.zeros(size, dtype=bool)
    for number, (first, end) in enumerate(copy.sentences):
        sentence[first:end] = aligned.local[number]
        stems = frozenset[str]().union(*(aligned.sentences[n] for n in aligned.nearest[number]))
        near[first:end] = [stem in stems for stem in copy.stems[first:end]]
    weight = np.where(content, 1.0, _LIGHT)
    around = _mean(same, weight, _WINDOW)
    anchors = (runs >= 2) | (near & content)
    before, after = _distance(anchors), _distance(anchors[::-1])[::-1]
    pair = (runs >= 2).astype(float)
    features = {
        "word": runs > 0,
        "content_word": (runs > 0) & content,
        "other_form": same & (runs == 0),
        "grammar": ~content,
        "run_2": runs >= 2,
        "run_3": runs >= 3,
        "run_4": runs >= 4,
        "run": np.log1p(runs),
        "near": near,
        "near_grammar": near & ~content,
        "sentence": sentence,
        "around": around,
        "runs_around": _mean(runs >= 3, np.ones(size), _NEAR),
        "distance": np.minimum(before, after) / _FAR,
        "gap": np.maximum(before, after) / _FAR,
        "run_before": np.append(0.0, pair[:-1]),
        "run_after": np.append(pair[1:], 0.0),
        "same_around": around * same,
        "new_around": around * ~same,
        "article": np.full(size, same[content].mean() if content.any() else 0.0),
    }
    return {name: np.asarray(values, dtype=np.float64) for name, values in features.items()}


def _mean(marks: NDArray[np.bool_], weight: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """Return the weighted share of marked words up to so many words away on each side."""
    marked = np.concatenate([[0.0], np.cumsum(marks * weight)])
    total = np.concatenate([[0.0], np.cumsum(weight)])
    places = np.arange(len(marks))
    low, high = np.maximum(places - reach, 0), np.minimum(places + reach + 1, len(marks))
    return np.asarray((marked[high] - marked[low]) / (total[high] - total[low]))


def _distance(anchors: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return how many words back the last anchor stands, at most `_FAR`."""
    places = np.arange(len(anchors))
    last = np.maximum.accumulate(np.where(anchors, places, -_FAR - len(anchors)))
    return np.minimum(places - last, _FAR).astype(np.float64)
