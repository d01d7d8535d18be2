"""Decide what a model is: its size, its context window and prices, and whether its weights are open."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.checking.case import Case, Row, not_enough, query_of
from onrecord.checking.families import decide_extent
from onrecord.checking.result import Verdict
from onrecord.checking.siblings import sibling_at
from onrecord.checking.turning import say_turn, turn_of
from onrecord.measures.registry import RELEASES, SERIES
from onrecord.reading.claims.specs import ACTIVE, CONTEXT
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Interval, Quantity, interval_of

LISTED = 0.03
"""How far a size may lie from the listed one: makers and lists round differently."""

_SIZES = (
    "SELECT model, release, parameters, active, sized FROM models "
    "WHERE list_contains($releases, release) AND parameters IS NOT NULL ORDER BY model"
)


FAR = 2.2
"""How many times a listed context window a number must be, or how many times less, to be refuted: windows grow."""

FAR_PRICE = 6.0
"""The same of prices, which change more often, and of which a list holds the latest."""


def decide_listed(case: Case) -> Verdict:
    """Decide a context window or a price of tokens by the lists of models on record."""
    details, name = case.claim.details, case.claim.subject_name
    metrics: tuple[str, ...] = details["listed"]
    asked = case.ask(SERIES, f"the listing of {name}", entities=sorted(details["releases"]), concepts=None)
    rows = [row for row in asked.rows if row["metric"] in metrics and case.decides(row) and not row["flag"]]
    queries = (query_of(asked),)
    if not rows:
        return not_enough(case, f"The listing of {name} is not on record.", f"the listing of {name}", queries=queries)
    said = "; ".join(dict.fromkeys(f"{row['metric_name']} {_value(row)}" for row in rows))
    evidence = tuple(case.evidence(row, f"{row['metric_name']} of {name}: {_value(row)}") for row in rows)
    claimed: Interval = details["quantity"].interval
    near = [Interval(row["value"] * (1 - LISTED), row["value"] * (1 + LISTED)) for row in rows]
    if any(claimed.overlaps(interval) for interval in near):
        tolerance = f"{LISTED:.0%} of the listed number"
        return Verdict(Label.SUPPORTED, case.day, f"{name}: {said}.", evidence, queries=queries, tolerance=tolerance)
    far = FAR if metrics == (CONTEXT,) else FAR_PRICE
    if sibling := sibling_at(case, rows):
        summary = f"{name}: {said}; {details['printed']} is the price of {sibling['model']}."
        evidence += (case.evidence(sibling, f"{sibling['metric_name']} of {sibling['model']}: {_value(sibling)}"),)
        return Verdict(Label.REFUTED, case.day, summary, evidence, queries=queries)
    wide = [Interval(row["value"] / far, row["value"] * far) for row in rows]
    if not any(claimed.overlaps(interval) for interval in wide):
        summary = f"{name}: {said}, not {details['printed']}."
        tolerance = f"{far:g} times the listed number, either way"
        return Verdict(Label.REFUTED, case.day, summary, evidence, queries=queries, tolerance=tolerance)
    summary = f"{name}: {said}; it may have been {details['printed']} at another time, or by another offer."
    return not_enough(case, summary, f"the listing of {name} at that time", evidence=evidence, queries=queries)


def _value(row: Row) -> str:
    return str(Quantity(row["value"], row["unit"], "exact", interval_of(row["value"], "exact")))


def decide_size(case: Case) -> Verdict:
    """Decide how many parameters a model has; refuted where the listed sizes of all that is meant exclude it."""
    details, name = case.claim.details, case.claim.subject_name
    rows = case.view.query(_SIZES, {"releases": list(details["releases"])})
    if ACTIVE in details.get("listed", ()) and (rows or not details.get("extent")):
        return _decide_active(case, rows)
    sizes = sorted({row["parameters"] for row in rows})
    if not sizes and details.get("extent"):
        return decide_extent(case)
    if not sizes:
        return not_enough(case, f"The size of {name} is not on record.", f"the parameters of {name}")
    said = " or ".join(f"{size:g} billion" for size in sizes)
    claimed = details["quantity"].interval
    near = [Interval(size * 1e9 * (1 - LISTED), size * 1e9 * (1 + LISTED)) for size in sizes]
    summary = f"{name} has {said} parameters"
    if any(claimed.overlaps(interval) for interval in near):
        tolerance = f"{LISTED:.0%} of the listed size"
        bounds = turn_of(details["quantity"], f"the listed size of {name}") if len(sizes) == 1 else None
        turns = say_turn(bounds, Label.SUPPORTED, alone=False)
        return Verdict(Label.SUPPORTED, case.day, f"{summary}.", tolerance=tolerance, turns=turns)
    listed = all(row["sized"] == "listed" for row in rows)
    active = [row["active"] for row in rows if row["active"]]
    if any(claimed.overlaps(Interval(size * 1e9 * 0.97, size * 1e9 * 1.03)) for size in active):
        return not_enough(case, f"{summary}; {details['printed']} are active at a time.", "which of the two is meant")
    if not listed or len(sizes) > 1:
        return not_enough(case, f"{summary}.", "which version is meant")
    turns = say_turn(turn_of(details["quantity"], f"the listed size of {name}"), Label.REFUTED)
    tolerance = f"{LISTED:.0%} of the listed size"
    return Verdict(Label.REFUTED, case.day, f"{summary}, not {details['printed']}.", tolerance=tolerance, turns=turns)


def _decide_active(case: Case, rows: Sequence[Row]) -> Verdict:
    """Decide how many parameters are used for a token; refuted where one number alone is listed."""
    details, name = case.claim.details, case.claim.subject_name
    active = sorted({row["active"] for row in rows if row["active"]})
    if not active:
        return not_enough(case, f"The active parameters of {name} are not on record.", f"those of {name}")
    summary = f"{name} has {' or '.join(f'{size:g} billion' for size in active)} active parameters"
    near = [Interval(size * 1e9 * (1 - LISTED), size * 1e9 * (1 + LISTED)) for size in active]
    if any(details["quantity"].interval.overlaps(interval) for interval in near):
        return Verdict(Label.SUPPORTED, case.day, f"{summary}.", tolerance=f"{LISTED:.0%} of the listed size")
    if len(active) > 1:
        return not_enough(case, f"{summary}.", "which version is meant")
    return Verdict(Label.REFUTED, case.day, f"{summary}, not {details['printed']}.")


def decide_weights(case: Case) -> Verdict:
    """Decide whether the weights of a model are open, as its dates of release on record say."""
    details, name = case.claim.details, case.claim.subject_name
    answer = case.ask(RELEASES, f"whether {name} is open", releases=list(details["releases"]), makers=None)
    rows = [row for row in answer.rows if case.decides(row) and row["weights"]]
    queries = (query_of(answer),)
    held = {row["weights"] for row in rows}
    if len(held) != 1:
        return not_enough(case, f"Whether {name} is open was not on record.", f"the licence of {name}", queries=queries)
    weights = held.pop()
    evidence = (case.evidence(rows[0], f"{rows[0]['model']}: {weights} weights"),)
    label = Label.SUPPORTED if weights == details["weights"] else Label.REFUTED
    return Verdict(label, case.day, f"The weights of {name} are {weights}.", evidence, queries=queries)
