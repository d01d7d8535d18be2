"""Decide where an organisation is based and when it was founded."""

from __future__ import annotations

from onrecord.checking.case import Case, not_enough, period_of_row, query_of
from onrecord.checking.result import Verdict
from onrecord.measures.registry import ENTITIES, HAPPENINGS
from onrecord.terms.labels import Label
from onrecord.terms.time import say_day


def decide_seat(case: Case) -> Verdict:
    """Decide where an organisation is based; its owner's seat, or an office elsewhere, is not on record."""
    name, claimed = case.claim.subject_name, case.claim.details["place"]
    answer = case.ask(ENTITIES, f"where {name} is based", entities=[case.claim.subject])
    rows = [row for row in answer.rows if row["place"] and case.decides(row)]
    queries = (query_of(answer),)
    if not rows:
        return not_enough(case, f"The seat of {name} was not on record.", f"the seat of {name}", queries=queries)
    row = rows[0]
    place = case.name(row["place"])
    evidence = (case.evidence(row, f"{name} is based in {place}"),)
    if claimed in case.ancestors(row["place"]):
        return Verdict(Label.SUPPORTED, case.day, f"{name} is based in {place}.", evidence, queries=queries)
    if row["place"] in case.ancestors(claimed):
        return not_enough(
            case, f"{name} is based in {place}.", "the seat in more detail", evidence=evidence, queries=queries
        )
    summary = f"{name} is based in {place}, not in {case.claim.details['place_name']}."
    return Verdict(Label.REFUTED, case.day, summary, evidence, queries=queries)


def decide_role(case: Case) -> Verdict:
    """Decide that an office and a name which stand together do not belong together on the article's day."""
    details = case.claim.details
    answer = case.ask(ENTITIES, f"who held the office of {details['office']}", entities=list(details["holders"]))
    holders = [row for row in answer.rows if case.decides(row)]
    queries = (query_of(answer),)
    if not holders:
        return not_enough(
            case, f"Who was {details['office']} was not on record.", "the holder of the office", queries=queries
        )
    evidence = tuple(case.evidence(row, f"{row['name']}: {row['role']}") for row in holders[:1])
    names = " or ".join(details["holder_names"])
    summary = f"{details['office']} on {say_day(case.article_day)} was {names}, not {case.claim.subject_name}."
    return Verdict(Label.REFUTED, case.day, summary, evidence, queries=queries)


def decide_founding(case: Case) -> Verdict:
    """Decide when an organisation was founded."""
    name, claimed = case.claim.subject_name, case.claim.period
    answer = case.ask(
        HAPPENINGS, f"when {name} was founded", kinds=["founded"], entities=[case.claim.subject], object=None
    )
    rows = [row for row in answer.rows if case.decides(row)]
    queries = (query_of(answer),)
    if not rows or claimed is None:
        return not_enough(
            case, f"The founding of {name} was not on record.", "the day of the founding", queries=queries
        )
    evidence = tuple(case.evidence(row, f"{name} was founded in {period_of_row(row)}") for row in rows)
    fits = [claimed.overlaps(period_of_row(row)) for row in rows]
    years = ", ".join(dict.fromkeys(str(period_of_row(row)) for row in rows))
    summary = f"{name} was founded in {years}" + ("." if any(fits) else f", not {claimed}.")
    label = Label.SUPPORTED if all(fits) else Label.CONFLICTING if any(fits) else Label.REFUTED
    return Verdict(label, case.day, summary, evidence, queries=queries, one_source=case.stories(rows) == 1)
