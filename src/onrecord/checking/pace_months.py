"""Decide how fast the labs of a country brought out models in a month, by every list of launches on record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.result import Definition, Verdict
from onrecord.measures.registry import SERIES
from onrecord.terms.labels import Label
from onrecord.terms.time import Period

METRICS = ("launches-month-aa", "launches-month-models-dev", "launches-month-lists")
"""The launches of a month as one list counts them, as another does, and as both do together."""

NEAR = 0.3
"""How many days more or less than the words say a pace may be: lists date some models a day or two apart."""


def decide_month(case: Case) -> Verdict:
    """Decide a pace in a month, or that it was the busiest; lists that disagree are Conflicting Evidence."""
    name, month = case.claim.subject_name, case.claim.period
    asked = case.ask(SERIES, f"launches a month of {name}", entities=[case.claim.details["group"]], concepts=None)
    queries = (query_of(asked),)
    counts = {
        metric: {period_of_row(row): row for row in asked.rows if row["metric"] == metric and case.decides(row)}
        for metric in METRICS
    }
    tried = [_definition(case, rows, month) for rows in counts.values() if month in rows]
    if month is None or not tried:
        return not_enough(
            case, f"The launches of {name} in {month} are not on record.", "their number", queries=queries
        )
    evidence = tuple(
        case.evidence(rows[month], f"{rows[month]['metric_name']}: {rows[month]['value']:g} in {month}")
        for rows in counts.values()
        if month in rows
    )
    held = {definition.holds for definition in tried}
    said = "; ".join(f"{definition.name}: {definition.numbers}" for definition in tried)
    label = Label.CONFLICTING if len(held) > 1 else Label.SUPPORTED if held == {True} else Label.REFUTED
    return Verdict(label, case.day, f"{name}: {said}.", evidence, tuple(tried), queries=queries)


def _definition(case: Case, rows: Mapping[Period, Row], month: Period | None) -> Definition:
    """Return what one list says of the month."""
    row, details = rows[month or next(iter(rows))], case.claim.details
    count, period = row["value"], period_of_row(row)
    if "days" in details:
        low, high = details["days"]
        holds = count > 0 and low - NEAR <= period.days / count <= high + NEAR
        numbers = f"{count:g} launches in {period}" + (f", one every {period.days / count:.1f} days" if count else "")
        return Definition(row["metric_name"], holds, numbers, row["note"], case.source_lines(row))
    before = _rivals(case, list(rows), period)
    most = max(before, key=lambda one: rows[one]["value"], default=period)
    numbers = f"{count:g} launches in {period}"
    numbers += f", the most of the other months {rows[most]['value']:g} in {most}" if before else ""
    return Definition(
        row["metric_name"],
        all(rows[one]["value"] < count for one in before),
        numbers,
        row["note"],
        case.source_lines(row),
    )


def _rivals(case: Case, months: Sequence[Period], month: Period) -> list[Period]:
    """Return the months with which it is compared: those of its year, or all, that were over by the article's day."""
    over = [one for one in months if one != month and one.end <= case.article_day]
    return [one for one in over if case.claim.details["peak"] == "ever" or one.start.year == month.start.year]
