"""Decide how often an event was held, and since when."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.events import Edition, editions_of, meant_edition
from onrecord.checking.result import Query, Verdict
from onrecord.measures.registry import HAPPENINGS
from onrecord.terms.labels import Label


def decide_edition(case: Case) -> Verdict:
    """Decide the number of an edition, for how many years an event has been held, or when it was first held."""
    details = case.claim.details
    answer, editions = editions_of(case)
    queries = (query_of(answer),)
    edition = meant_edition(case, editions)
    if details.get("number"):
        return _decide_number(case, edition, queries)
    first = _first(case, editions)
    if first is None:
        return not_enough(
            case,
            f"When {case.claim.subject_name} was first held was not on record.",
            "the first edition",
            queries=queries,
        )
    row, since = first
    evidence = (case.evidence(row, f"{case.claim.subject_name}: first held in {since}"),)
    summary = f"{case.claim.subject_name} was first held in {since}"
    if details.get("years"):
        if edition is None:
            return not_enough(case, f"{summary}.", "the edition that is meant", evidence=evidence, queries=queries)
        held = edition.period.start.year - since + 1
        # "For eight years" counts the years or the editions.
        if details["years"] in {held, held - 1}:
            return Verdict(Label.SUPPORTED, case.day, f"{summary}.", evidence, queries=queries)
        return Verdict(
            Label.REFUTED,
            case.day,
            f"{summary}, {held} years of it to {edition.period.start.year}.",
            evidence,
            queries=queries,
        )
    claimed = case.claim.period
    fits = claimed is not None and claimed.start.year <= since <= claimed.last.year
    label = Label.SUPPORTED if fits else Label.REFUTED
    return Verdict(label, case.day, f"{summary}{'.' if fits else f', not {claimed}.'}", evidence, queries=queries)


def _decide_number(case: Case, edition: Edition | None, queries: tuple[Query, ...]) -> Verdict:
    number = str(edition.best["edition"] or "") if edition else ""
    # Some series count by years, and some count nothing.
    if edition is None or not number.isdigit() or int(number) > 1000:
        return not_enough(
            case,
            f"The number of the edition of {case.claim.subject_name} was not on record.",
            "the number of the edition",
            queries=queries,
        )
    evidence = (case.evidence(edition.best, f"{edition.best['name']}: edition {number}"),)
    claimed = case.claim.details["number"]
    label = Label.SUPPORTED if int(number) == claimed else Label.REFUTED
    tail = "." if label is Label.SUPPORTED else f", not number {claimed}."
    return Verdict(label, case.day, f"{edition.best['name']} is edition {number}{tail}", evidence, queries=queries)


def _first(case: Case, editions: Sequence[Edition]) -> tuple[Row, int] | None:
    """Return the row that says when an event was first held, with the year."""
    first = next((edition for edition in editions if str(edition.best["edition"]) == "1"), None)
    if first is not None and case.decides(first.best):
        return first.best, first.period.start.year
    series = case.claim.details["series"] or (editions[0].best["series"] if editions else "")
    founded = case.ask(
        HAPPENINGS, f"when {case.name(series)} was founded", kinds=["founded"], entities=[series], object=None
    )
    rows = [row for row in founded.rows if case.decides(row)]
    return (rows[0], period_of_row(rows[0]).start.year) if rows else None
