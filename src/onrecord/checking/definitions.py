"""Which other metrics of the record count the same thing by another rule, where the words leave the rule open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from onrecord.reading.words import cell_words, one_of, word_table
from onrecord.record.names import fold


def with_other_definitions(pairs: Iterable[tuple[str, str]], words: str) -> tuple[tuple[str, str], ...]:
    """Return pairs of an entity and a metric, and those of metrics that count the same by another rule.

    Where the words name the rule, only its metric is left.

    >>> with_other_definitions([("united-states", "ai-investment")], "spent on AI")
    (('united-states', 'ai-investment'), ('united-states', 'private-ai-investment'))
    >>> with_other_definitions([("united-states", "private-ai-investment")], "private money for AI")
    (('united-states', 'private-ai-investment'),)
    """
    found = tuple(dict.fromkeys(pairs))
    others = [(entity, other) for entity, metric in found for other in other_definitions(metric)]
    meant = tuple(dict.fromkeys((*found, *others)))
    return tuple(pair for pair in meant if _is_named(pair[1], words)) or meant


def other_definitions(metric: str) -> tuple[str, ...]:
    """Return the metrics that count the same thing by another rule."""
    row = _definitions().get(metric)
    return tuple(cell_words(row["others"])) if row else ()


def _is_named(metric: str, words: str) -> bool:
    """Say whether the words name the rule of one metric."""
    row = _definitions().get(metric)
    if row is None or not row["named"]:
        return False
    return bool(re.search(rf"\b{one_of(fold(word) for word in cell_words(row['named']))}\b", fold(words)))


@cache
def _definitions() -> Mapping[str, Mapping[str, str]]:
    return {row["metric"]: row for row in word_table("definitions")}
