"""Decide what a model is: its size, and whether its weights are open."""

from __future__ import annotations

from onrecord.checking.case import Case, not_enough, query_of
from onrecord.checking.result import Verdict
from onrecord.checking.turning import say_turn, turn_of
from onrecord.measures.registry import RELEASES
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Interval

LISTED = 0.03
"""How far a size may lie from the listed one: makers and lists round differently."""

_SIZES = (
    "SELECT model, release, parameters, active, sized FROM models "
    "WHERE list_contains($releases, release) AND parameters IS NOT NULL ORDER BY model"
)


def decide_size(case: Case) -> Verdict:
    """Decide how many parameters a model has; refuted where the listed sizes of all that is meant exclude it."""
    details, name = case.claim.details, case.claim.subject_name
    rows = case.view.query(_SIZES, {"releases": list(details["releases"])})
    sizes = sorted({row["parameters"] for row in rows})
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
