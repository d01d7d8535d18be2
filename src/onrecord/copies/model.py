"""The two small models of this room: weights that stand in CSV files, and the sums made of them.

Both are logistic: a score is the sum of weight times feature, and the feature is first centred and divided by its
spread. `bench/copies.py fit` makes the files; every weight can be read there with what its feature means.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Weights:
    """What a model multiplies: rows are features, columns are classes; `limits` are the constants of the classes."""

    features: tuple[str, ...]
    centre: NDArray[np.float64]
    spread: NDArray[np.float64]
    weights: NDArray[np.float64]
    limits: NDArray[np.float64]

    def scores(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the weighted sums, without the limits, of rows of features."""
        return np.asarray(((values - self.centre) / self.spread) @ self.weights)


@cache
def load_weights(name: str) -> Weights:
    """Return the weights of a model by the name of its file in `data/copies`.

    >>> load_weights("derivation").features[:5]
    ('shared', 'pairs', 'lead', 'elsewhere', 'odd_numbers')
    """
    text = files("onrecord").joinpath("data", "copies", f"{name}.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    columns = [column for column in rows[0] if column not in {"feature", "centre", "spread", "means"}]
    features = [row for row in rows if row["feature"] != "limit"]
    limits = next(row for row in rows if row["feature"] == "limit")

    def numbers(row: Mapping[str, str]) -> list[float]:
        return [float(row[column]) for column in columns]

    return Weights(
        tuple(row["feature"] for row in features),
        np.array([float(row["centre"]) for row in features]),
        np.array([float(row["spread"]) for row in features]),
        np.array([numbers(row) for row in features]),
        np.array(numbers(limits)),
    )


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probabilities of unordered classes, one row a case."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
