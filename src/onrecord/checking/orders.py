"""Decide which of two came first, by the days on which both are on record: models out, firms listed or founded."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.releases import LAUNCH_KINDS
from onrecord.checking.result import Query, Verdict
from onrecord.measures.registry import HAPPENINGS, RELEASES
from onrecord.reading.claims.orders import SAME_DAY
from onrecord.reading.numerals import value_of_words
from onrecord.terms.labels import Label
from onrecord.terms.time import say_on

NEAR = 2
"""A gap of so many days may come from time zones, or from an announcement before the release."""

_DAYS = {"day": 1, "week": 7, "month": 30.4, "year": 365.25}
_FEW = {
    "": (1.0, 12.0),
    "a few": (2.0, 6.0),
    "several": (2.0, 8.0),
    "a couple of": (1.5, 3.5),
    "a": (0.5, 1.6),
    "an": (0.5, 1.6),
}


def decide_order(case: Case) -> Verdict:
    """Decide whether one came before or after another, and by about how much where that is said."""
    details = case.claim.details
    first, queries = _rows(case, details["one"])
    second, more = _rows(case, details["two"])
    queries = (*queries, *more)
    if not first or not second:
        missing = case.claim.subject_name if not first else details["two_name"]
        return not_enough(case, f"The day of {missing} is not on record.", f"the day of {missing}", queries=queries)
    one, two = period_of_row(first[0]), period_of_row(second[0])
    summary = f"{case.claim.subject_name}: {say_on(one)}; {details['two_name']}: {say_on(two)}."
    evidence = tuple(
        case.evidence(row, f"{name}: {row['kind']} {say_on(period_of_row(row))}")
        for name, row in ((case.claim.subject_name, first[0]), (details["two_name"], second[0]))
    )
    if details["gap"] == SAME_DAY:
        together = any(period_of_row(row) == period_of_row(other) for row in first for other in second)
        label = Label.SUPPORTED if together else Label.REFUTED
        if together or (one.is_day and two.is_day):
            return Verdict(label, case.day, summary, evidence, queries=queries)
    if one.overlaps(two):
        if details["gap"] and one.is_day and two.is_day:
            low, _ = _span(details["gap"])
            label = Label.REFUTED if low > NEAR else Label.CONFLICTING
            return Verdict(label, case.day, summary, evidence, queries=queries)
        return not_enough(case, summary, "the exact days", evidence=evidence, queries=queries)
    gap = (one.start - two.start).days * (1 if details["after"] else -1)
    low, high = _span(details["gap"]) if details["gap"] else (0.0, float("inf"))
    if gap < 0:
        label = Label.REFUTED
    elif low <= gap <= high:
        label = Label.SUPPORTED
    else:
        label = Label.REFUTED if gap > 2 * high or 2 * gap < low else Label.CONFLICTING
    return Verdict(label, case.day, summary, evidence, queries=queries)


def _rows(case: Case, ids: Sequence[str]) -> tuple[list[Row], tuple[Query, ...]]:
    """Return the rows that date what is meant, the earliest first."""
    what, name = case.claim.details["what"], case.claim.subject_name
    if what == "release":
        answer = case.ask(RELEASES, f"all dates on record beside {name}", releases=list(ids), makers=None)
        rows = [row for row in answer.rows if row["kind"] in LAUNCH_KINDS]
    else:
        answer = case.ask(
            HAPPENINGS, f"when those beside {name} were {what}", kinds=[what], entities=list(ids), object=None
        )
        rows = list(answer.rows)
    decisive = [row for row in rows if case.decides(row)]
    return sorted(decisive, key=lambda row: row["period_start"]), (query_of(answer),)


def _span(words: str) -> tuple[float, float]:
    """Return how many days a wording spans, from and to: half a unit on either side of a number."""
    count, _, unit = words.rpartition(" ")
    size = _DAYS[unit.rstrip("s")]
    if count in _FEW:
        low, high = _FEW[count]
        return low * size, high * size
    number = int(count) if count.isdigit() else value_of_words(count) or 1.0
    return (number - 0.6) * size, (number + 0.9) * size
