"""Decide deals and listings: on record or not; a listing whose day is on record can be refuted."""

from __future__ import annotations

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.result import Verdict
from onrecord.measures.registry import ENTITIES, HAPPENINGS
from onrecord.terms.labels import Label
from onrecord.terms.time import say_on


def decide_deal(case: Case) -> Verdict:
    """Decide whether a firm is listed, or bought, backs or works with another, and since when."""
    details, name = case.claim.details, case.claim.subject_name
    if details["kind"] == "owns":
        return _decide_owner(case)
    kind, other = details["kind"], details["other"]
    asked = case.ask(
        HAPPENINGS, f"whether {name} {kind} {details['other_name']}".strip(), kinds=[kind],
        entities=[case.claim.subject, other] if other else [case.claim.subject], object=None,
    )  # fmt: skip
    queries = (query_of(asked),)
    rows = [row for row in asked.rows if case.decides(row) and _is_meant(row, case.claim.subject, other, kind)]
    if not rows:
        return not_enough(
            case, f"No such deal of {name} is on record.", f"a report that {name} {kind} it", queries=queries
        )
    evidence = tuple(case.evidence(row, _statement(case, row)) for row in rows)
    summary = "; ".join(dict.fromkeys(_statement(case, row) for row in rows))
    one = case.stories(rows) == 1
    place = details.get("place", "")
    if place and not any(case.name(place) in row["text"] for row in rows):
        return not_enough(case, f"{summary}.", f"a listing in {case.name(place)}", evidence=evidence, queries=queries)
    claimed = case.claim.period
    fits = [any(reading.overlaps(period_of_row(row)) for reading in case.readings) for row in rows]
    if claimed is None or any(fits):
        return Verdict(Label.SUPPORTED, case.day, f"{summary}.", evidence, queries=queries, one_source=one)
    if kind == "listed" and all(period_of_row(row).is_day for row in rows):
        return Verdict(Label.REFUTED, case.day, f"{summary}, not {claimed}.", evidence, queries=queries, one_source=one)
    return not_enough(case, f"{summary}.", "the day of the deal", evidence=evidence, queries=queries)


def _decide_owner(case: Case) -> Verdict:
    """Decide whether one firm belongs to another: by the owner on record; another owner does not exclude a share."""
    details, name = case.claim.details, case.claim.subject_name
    answer = case.ask(ENTITIES, f"what {details['other_name']} belongs to", entities=[details["other"]])
    rows = [row for row in answer.rows if row["parent"] and case.decides(row)]
    queries = (query_of(answer),)
    if not rows:
        missing = f"the owner of {details['other_name']}"
        return not_enough(case, f"{missing.capitalize()} was not on record.", missing, queries=queries)
    owner = case.name(rows[0]["parent"])
    evidence = (case.evidence(rows[0], f"{details['other_name']} belongs to {owner}"),)
    summary = f"{details['other_name']} belongs to {owner}"
    if case.claim.subject in case.ancestors(rows[0]["parent"]):
        return Verdict(Label.SUPPORTED, case.day, f"{summary}.", evidence, queries=queries)
    return not_enough(case, f"{summary}.", f"a share of {name} in it", evidence=evidence, queries=queries)


def _is_meant(row: Row, who: str, other: str, kind: str) -> bool:
    if not other:
        return True
    pair = (row["entity"], row["object"])
    return pair == (who, other) or (kind == "partnered" and pair == (other, who))


def _statement(case: Case, row: Row) -> str:
    words = row["text"] or f"{row['kind']} {case.name(row['object'])}"
    return f"{case.name(row['entity'])}: {words} {say_on(period_of_row(row))}"
