"""Find whose a price is that is told of another model: that of a sibling, of the same maker and a similar name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.checking.case import Case, Row
from onrecord.checking.values import fits
from onrecord.measures.registry import SERIES
from onrecord.reading.claims.specs import CONTEXT
from onrecord.terms.quantity import Interval, Quantity

APART = 1.5
"""How many times the model's own price, or less, that of a sibling must be: a smaller step may be a change of price."""

_SIBLINGS = (
    "SELECT release, any_value(model) AS model FROM releases WHERE period_start <= $day AND kind <> 'reseller' "
    "AND maker IN (SELECT maker FROM releases WHERE list_contains($releases, release)) GROUP BY release ORDER BY ALL"
)


def sibling_at(case: Case, own: Sequence[Row]) -> Mapping[str, Any] | None:
    """Return the listing of a sibling, out by the article's day, that holds a price told of the model.

    None where the number is no price of one side, or lies near the model's own price.
    """
    claimed, metrics = case.claim.details["quantity"], case.claim.details["listed"]
    if CONTEXT in metrics or len(metrics) != 1 or any(_is_close(claimed, row) for row in own):
        return None
    asked_for = {"releases": list(case.claim.details["releases"]), "day": case.article_day}
    named = {row["release"]: row["model"] for row in case.view.query(_SIBLINGS, asked_for)}
    mine = [named.pop(id_) for id_ in case.claim.details["releases"] if id_ in named]
    alike = {id_: model for id_, model in named.items() if any(are_siblings(model, one) for one in mine)}
    concepts = sorted({concept for row in own if row["metric"] in metrics for concept in row["concepts"]})
    asked = case.ask(SERIES, "the listings of its siblings", entities=sorted(alike), concepts=concepts)
    listed = (row for row in asked.rows if row["metric"] in metrics and case.decides(row) and not row["flag"])
    return next(({**row, "model": alike[row["entity"]]} for row in listed if fits(claimed, row)), None)


def _is_close(claimed: Quantity, row: Row) -> bool:
    """Say whether a printed price lies near a listed one: it may have been that at another time."""
    return claimed.interval.overlaps(Interval(row["value"] / APART, row["value"] * APART))


def are_siblings(one: str, other: str) -> bool:
    """Say whether two names of models differ in one part alone: in the tier, or in the version.

    >>> are_siblings("DeepSeek-V4-Pro", "DeepSeek-V4-Flash"), are_siblings("Claude Opus 4.5", "Claude Opus 4.1")
    (True, True)
    >>> are_siblings("Claude Opus 4.5", "Claude 3 Haiku")
    False
    """
    first, second = (Counter(re.findall(r"[a-z]+|\d+(?:\.\d+)*", name.casefold())) for name in (one, other))
    shared = first & second
    return bool(shared) and (first - second).total() <= 1 and (second - first).total() <= 1
