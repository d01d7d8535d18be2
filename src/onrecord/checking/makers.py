"""Decide who makes a model, a family of models or a product, and what kind of thing a model is."""

from __future__ import annotations

from onrecord.checking.case import Case, Row, not_enough, query_of
from onrecord.checking.releases import release_statement
from onrecord.checking.result import Evidence, Query, Verdict
from onrecord.measures.registry import ENTITIES, RELEASES
from onrecord.terms.labels import Label
from onrecord.terms.lists import say_list


def decide_maker(case: Case) -> Verdict:
    """Decide whose a model or a product is; refuted where it belongs to others, as the record has it."""
    details, name = case.claim.details, case.claim.subject_name
    evidence, query = _carried(case)
    if not evidence:
        return not_enough(case, f"Who makes {name} was not on record.", f"the maker of {name}", queries=(query,))
    if details["thing"]:
        return Verdict(
            Label.REFUTED, case.day, f"{name} is a model, no {details['thing']}.", evidence, queries=(query,)
        )
    makers = say_list([case.name(owner) for owner in details["owners"]])
    summary = f"{name} is made by {makers}"
    related = {id_ for owner in details["owners"] for id_ in case.ancestors(owner)}
    if any(related & set(case.ancestors(said)) for said in details["said"]):
        return Verdict(Label.SUPPORTED, case.day, f"{summary}.", evidence, queries=(query,))
    return Verdict(Label.REFUTED, case.day, f"{summary}, not by {details['said_name']}.", evidence, queries=(query,))


def _carried(case: Case) -> tuple[tuple[Evidence, ...], Query]:
    """Return the rows that say whose it is, as evidence: releases of a model, the entity of what is no model."""
    details, name = case.claim.details, case.claim.subject_name
    words = f"whose {name} is"
    if details["releases"]:
        asked = case.ask(RELEASES, words, releases=list(details["releases"]), makers=None)
        rows = [row for row in asked.rows if case.decides(row)]
        return tuple(case.evidence(row, release_statement(row)) for row in rows), query_of(asked)
    asked = case.ask(ENTITIES, words, entities=[case.claim.subject])
    owned: list[Row] = [row for row in asked.rows if row["parent"]]
    statement = f"{name} belongs to {case.name(owned[0]['parent'])}" if owned else ""
    return tuple(case.evidence(row, statement) for row in owned), query_of(asked)
