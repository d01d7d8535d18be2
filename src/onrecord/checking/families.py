"""Decide the size of the largest or the smallest model of a family, among those that were out on the article's day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.releases import LAUNCH_KINDS, plain_model
from onrecord.checking.result import Verdict
from onrecord.measures.registry import RELEASES
from onrecord.reading.claims.specs import ACTIVE, LARGEST
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Interval

NEAR = 0.03
"""How far a size may lie from the listed one."""

_SIZED = (
    "SELECT DISTINCT m.model, m.release, m.parameters, m.active FROM models AS m WHERE m.parameters IS NOT NULL "
    "AND m.maker IN (SELECT maker FROM releases WHERE list_contains($releases, release)) ORDER BY ALL"
)
_ACTIVE_IN_NAME = re.compile(r"-A(\d+(?:\.\d+)?)B\b")


def decide_extent(case: Case) -> Verdict:
    """Decide the size of a family's largest or smallest model; another size may be that of one not on record."""
    details, name = case.claim.details, case.claim.subject_name
    sized = [row for row in case.view.query(_SIZED, {"releases": list(details["releases"])}) if _is_of(row, name)]
    asked = case.ask(
        RELEASES, f"which sizes of {name} were out", releases=sorted({r["release"] for r in sized} - {""}), makers=None
    )
    out = {row["release"]: row for row in asked.rows if _is_out(case, row)}
    members = [row for row in sized if row["release"] in out]
    queries = (query_of(asked),)
    if not members:
        return not_enough(case, f"The sizes of {name} are not on record.", f"the sizes of {name}", queries=queries)
    end = max if details["extent"] == LARGEST else min
    size = end(row["parameters"] for row in members)
    meant = [row for row in members if row["parameters"] == size]
    numbers = _active(meant) if ACTIVE in details["listed"] else {size}
    evidence = (case.evidence(out[meant[0]["release"]], f"{meant[0]['model']}: {size:g} billion parameters"),)
    summary = f"The {details['extent']} {name} on record by then has {size:g} billion parameters"
    summary += f", {' or '.join(f'{one:g}' for one in sorted(numbers))} billion active" if numbers != {size} else ""
    claimed = details["quantity"].interval
    if any(claimed.overlaps(Interval(one * 1e9 * (1 - NEAR), one * 1e9 * (1 + NEAR))) for one in numbers):
        tolerance = f"{NEAR:.0%} of the listed size"
        return Verdict(Label.SUPPORTED, case.day, f"{summary}.", evidence, queries=queries, tolerance=tolerance)
    return not_enough(case, f"{summary}.", f"all sizes of {name}", evidence=evidence, queries=queries)


def _is_of(row: Row, family: str) -> bool:
    """Say whether a model is of a family: Qwen3-32B of Qwen3, and not Qwen3.5 of it."""
    bare, start = plain_model(row["model"].rpartition("/")[2]), plain_model(family)
    return bare.startswith(start) and not re.match(r"[\d.]*\.\d|\d+(?!\d*b)", bare[len(start) :])


def _is_out(case: Case, row: Row) -> bool:
    return row["kind"] in LAUNCH_KINDS and case.decides(row) and period_of_row(row).start <= case.article_day


def _active(rows: Sequence[Row]) -> set[float]:
    """Return the active parameters of models in billions, as listed or as their names say: 235B-A22B."""
    named = {float(found[1]) for row in rows if (found := _ACTIVE_IN_NAME.search(row["model"]))}
    return {row["active"] for row in rows if row["active"]} | named
