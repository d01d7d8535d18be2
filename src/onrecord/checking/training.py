"""Decide what a model was trained on, what it runs on, and what its training cost."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.checking.case import Case, Row, not_enough, query_of
from onrecord.checking.result import Query, Verdict
from onrecord.measures.registry import HAPPENINGS, SERIES
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Interval, Quantity, interval_of

TRAINED, RUNS, COST = "trained on", "runs on", "training-cost"

NEAR = 0.05
"""How far a sum may lie from the one on record."""

FAR = 1.5
"""How many times the sum on record, or less, one must be to be refuted: what belongs to a cost is not fixed."""


def decide_training(case: Case) -> Verdict:
    """Decide chips and costs of training; what is on record of another model of the maker is Conflicting Evidence."""
    if case.claim.details["relation"] == "cost":
        return _decide_cost(case)
    name = case.claim.subject_name
    models = list(case.claim.details["models"])
    asked = case.ask(HAPPENINGS, f"chips of {name}", kinds=[TRAINED, RUNS], entities=models, object=None)
    rows = [row for row in asked.rows if case.decides(row)]
    return _decide_chips(case, rows, (query_of(asked),))


def _decide_chips(case: Case, rows: Sequence[Row], queries: tuple[Query, ...]) -> Verdict:
    details, name = case.claim.details, case.claim.subject_name
    trained = [row for row in rows if row["kind"] == TRAINED]
    runs = [row for row in rows if row["kind"] == RUNS]
    told = trained if details["relation"] == "trained" else runs
    said = "; ".join(dict.fromkeys(f"{name}: {row['text']}" for row in told or runs))
    evidence = tuple(case.evidence(row, f"{name}: {row['text']}") for row in told or runs)
    matched = [row for row in told if _is_meant(case, row)]
    if details["without"]:
        label = Label.REFUTED if matched else Label.CONFLICTING if runs and not trained else Label.NOT_ENOUGH
    elif matched:
        whole = len(matched) == len(told) or not details["only"]
        label = Label.SUPPORTED if whole else Label.CONFLICTING
    elif trained and told is trained:
        # One chip for another of the same maker is a slip that reports make too.
        label = Label.CONFLICTING if any(_is_same_maker(case, row) for row in trained) else Label.REFUTED
    else:
        # That it can run on them is told as if it had been trained on them.
        mixed = details["relation"] == "trained" and details["only"] and any(_is_meant(case, row) for row in runs)
        label = Label.CONFLICTING if mixed else Label.NOT_ENOUGH
    if label is Label.NOT_ENOUGH:
        summary = f"{said}." if said else f"The chips of {name} were not on record."
        return not_enough(case, summary, f"what {name} was trained on", evidence=evidence, queries=queries)
    if told is trained and not trained:
        said += "; on what it was trained is not on record"
    return Verdict(label, case.day, f"{said}.", evidence, queries=queries)


def _is_meant(case: Case, row: Row) -> bool:
    """Say whether a row speaks of the chips that are named, or of a chip of the maker that is named."""
    return bool(set(case.claim.details["chips"]) & set(case.ancestors(row["object"])))


def _is_same_maker(case: Case, row: Row) -> bool:
    named = {id_ for chip in case.claim.details["chips"] for id_ in case.ancestors(chip)}
    return bool(named & set(case.ancestors(row["object"])))


def _decide_cost(case: Case) -> Verdict:
    """Decide what the training of a model cost; the sum of another model of its maker is Conflicting Evidence."""
    details, name = case.claim.details, case.claim.subject_name
    costed = case.view.query(
        "SELECT DISTINCT entity FROM observations WHERE metric = $metric ORDER BY ALL", {"metric": COST}
    )
    siblings = [row["entity"] for row in costed if details["maker"] in case.ancestors(row["entity"])]
    words = f"training costs of {name} and its siblings"
    asked = case.ask(SERIES, words, entities=siblings, concepts=["training cost"])
    rows = [row for row in asked.rows if row["metric"] == COST and case.decides(row) and not row["flag"]]
    own = [row for row in rows if row["entity"] in details["models"]]
    others = [row for row in rows if row not in own]
    queries = (query_of(asked),)
    evidence = tuple(case.evidence(row, _said(case, row)) for row in (*own, *others))
    said = "; ".join(_said(case, row) for row in own)
    if near := [row for row in own if _is_near(details["quantity"], row)]:
        return Verdict(Label.SUPPORTED, case.day, f"{_said(case, near[0])}.", evidence, queries=queries)
    if sibling := next((row for row in others if _is_near(details["quantity"], row)), None):
        summary = f"{details['printed']} is told of another model: {_said(case, sibling)}"
        summary += f"; {said}." if said else f"; the cost of {name} itself was not on record."
        return Verdict(Label.CONFLICTING, case.day, summary, evidence, queries=queries)
    if own and not any(_is_near(details["quantity"], row, FAR - 1) for row in own):
        return Verdict(Label.REFUTED, case.day, f"{said}, not {details['printed']}.", evidence, queries=queries)
    summary = f"{said}." if said else f"The cost of training {name} was not on record."
    return not_enough(case, summary, f"the cost of training {name}", evidence=evidence, queries=queries)


def _is_near(claimed: Quantity, row: Row, far: float = NEAR) -> bool:
    """Say whether a sum is the one of a row; "under 6 million" is said of what comes near it."""
    low, high, value = claimed.interval.low, claimed.interval.high, row["value"]
    low = max(low, high / 2 if low <= 0 else low)
    return claimed.unit == row["unit"] and Interval(value / (1 + far), value * (1 + far)).overlaps(Interval(low, high))


def _said(case: Case, row: Row) -> str:
    value = Quantity(row["value"], row["unit"], "exact", interval_of(row["value"], "exact"))
    return f"{case.name(row['entity'])}: {row['metric_name']} {value}"
