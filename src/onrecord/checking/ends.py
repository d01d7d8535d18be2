"""Decide "from 8 to 4.5 percent": both ends must be values of one metric, in that order."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.result import Verdict
from onrecord.checking.values import are_rivals, fits, say_value
from onrecord.measures.measure import Answer
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Interval, Quantity
from onrecord.terms.time import Period

FAR = 2.0
"""A number so many times another is no other reading of it."""

Ends = tuple[Row, Row]
"""A value and one that went before it by the same metric: the end and the start."""


def decide_ends(case: Case, asked: Answer, pairs: frozenset[tuple[str, str]], window: Period) -> Verdict | None:
    """Return what a movement between two numbers is by its two ends; None where its end is not on record.

    Where the words leave the metric open, each of the same unit is tried: two values of one that are both met do not
    meet by chance.
    """
    claimed: Quantity = case.claim.details["quantity"]
    start, period = case.claim.details["came_from"]
    meant = _of_the_unit(asked.rows, pairs) if len({metric for _, metric in pairs}) > 1 else pairs
    rows = [
        row
        for row in asked.rows
        if (row["entity"], row["metric"]) in meant and case.decides(row) and row["flag"] in {"", "suspect"}
    ]
    ends = [
        (after, before)
        for after in rows
        if period_of_row(after).overlaps(window) and fits(claimed, after)
        for before in rows
        if _goes_before(before, after) and (period is None or period_of_row(before).overlaps(period))
    ]
    if both := [(after, before) for after, before in ends if fits(start, before)]:
        return _borne_out(case, asked, both, rows)
    if turned := _other_way_round(case, rows, start):
        return _verdict(case, asked, Label.REFUTED, turned, f"{_said(turned)}: the other way round")
    if not ends:
        return _without_start(case, asked, [row for row in rows if period_of_row(row).overlaps(window)])
    far = all(not start.interval.overlaps(_around(before)) for _, before in ends)
    label = Label.REFUTED if far else Label.CONFLICTING
    return _verdict(case, asked, label, ends, f"{_said(ends)}; it came from no {start} by the same count")


def _of_the_unit(rows: Sequence[Row], pairs: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Return all of the things meant by metrics of the same unit and kind as those that the words fit best."""
    kinds = {(row["unit"], row["kind"]) for row in rows if (row["entity"], row["metric"]) in pairs}
    entities = {entity for entity, _ in pairs}
    return frozenset(
        (row["entity"], row["metric"])
        for row in rows
        if row["entity"] in entities and (row["unit"], row["kind"]) in kinds
    )


def _goes_before(before: Row, after: Row) -> bool:
    same = (before["entity"], before["metric"]) == (after["entity"], after["metric"])
    return same and before["period_start"] < after["period_start"] and before["kind"] != "change"


def _borne_out(case: Case, asked: Answer, both: Sequence[Ends], rows: Sequence[Row]) -> Verdict:
    """Return the verdict where both ends are on record: another source may have another end of the same metric."""
    claimed: Quantity = case.claim.details["quantity"]
    start = case.claim.details["came_from"][0]
    for after, before in both:
        other = [row for row in rows if row["metric"] == after["metric"] and row["flag"] == ""]
        if not any(are_rivals(row, after) and fits(claimed, row) is False for row in other) and not any(
            are_rivals(row, before) and fits(start, row) is False for row in other
        ):
            return _verdict(case, asked, Label.SUPPORTED, [(after, before)], _said([(after, before)]))
    return _verdict(case, asked, Label.CONFLICTING, both, f"{_said(both)}; by other readings it was another")


def _without_start(case: Case, asked: Answer, rows: Sequence[Row]) -> Verdict | None:
    """Return Not Enough Evidence where the end is on record and nothing before it; None where its end is not."""
    near = [row for row in rows if fits(case.claim.details["quantity"], row)]
    if not near:
        return None
    reported = "; ".join(dict.fromkeys(f"{row['metric_name']} {say_value(row)}" for row in near))
    start = case.claim.details["came_from"][0]
    summary = f"{case.claim.subject_name}: {reported}; that it came from {start} by the same count is not on record."
    return not_enough(case, summary, "the value before, by the same count", queries=(query_of(asked),))


def _other_way_round(case: Case, rows: Sequence[Row], start: Quantity) -> list[Ends]:
    """Return the values that went the other way, from the number that is given as the end."""
    claimed: Quantity = case.claim.details["quantity"]
    return [
        (later, row)
        for row in rows
        if fits(claimed, row) and not row["qualifier"]
        for later in rows
        if _goes_before(row, later) and fits(start, later)
    ][:1]


def _around(row: Row) -> Interval:
    value = abs(row["value"])
    return Interval(value / FAR, value * FAR)


def _said(ends: Sequence[Ends]) -> str:
    told = (f"{after['metric_name']} {say_value(before)}, then {say_value(after)}" for after, before in ends)
    return "; ".join(dict.fromkeys(told))


def _verdict(case: Case, asked: Answer, label: Label, ends: Sequence[Ends], summary: str) -> Verdict:
    rows = [row for pair in ends for row in pair]
    evidence = tuple(
        case.evidence(row, f"{row['metric_name']} of {case.name(row['entity'])}: {say_value(row)}") for row in rows
    )
    one = case.stories(rows) == 1
    return Verdict(
        label, case.day, f"{case.claim.subject_name}: {summary}.", evidence, queries=(query_of(asked),), one_source=one
    )
