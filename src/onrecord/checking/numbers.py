"""Decide a number of something that the record measures: under every definition that the words can mean."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.result import Definition, Verdict
from onrecord.checking.turning import say_interval, say_turn, turn_of
from onrecord.measures.registry import SERIES
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Interval, Quantity, interval_of
from onrecord.terms.time import ONE_DAY, Period

STALE_DAYS = 400
"""A number without a date is compared with the values of this many days before the article."""


def decide_number(case: Case) -> Verdict:
    """Decide a number against the values on record; refuted where the period is said and no value of it comes near."""
    details, name = case.claim.details, case.claim.subject_name
    pairs: tuple[tuple[str, str], ...] = details["measures"]
    asked = case.ask(SERIES, f"values of {name}", entities=sorted({entity for entity, _ in pairs}), concepts=None)
    queries = (query_of(asked),)
    window = _window(case)
    rows = [
        row
        for row in asked.rows
        if (row["entity"], row["metric"]) in set(pairs)
        and case.decides(row)
        and row["flag"] in {"", "suspect"}
        and period_of_row(row).overlaps(window)
    ]
    if not rows:
        return not_enough(
            case, f"No such figure of {name} for that time is on record.", f"a figure of {name}", queries=queries
        )
    fits = [_fits(details["quantity"], row) for row in rows]
    definitions = tuple(
        Definition(row["metric_name"], held, _said(row), row["note"], case.source_lines(row))
        for row, held in zip(rows, fits, strict=True)
    )
    evidence = tuple(
        case.evidence(row, f"{row['metric_name']}: {_said(row)}", decisive=held is not None)
        for row, held in zip(rows, fits, strict=True)
    )
    reported = "; ".join(dict.fromkeys(f"{row['metric_name']} {_said(row)}" for row in rows))
    one = case.stories(rows) == 1
    near = [row for row, held in zip(rows, fits, strict=True) if held]
    if near:
        rivals = [
            row
            for row, held in zip(rows, fits, strict=True)
            if held is False and row["flag"] == "" and any(_rivals(row, other) for other in near)
        ]
        if rivals:
            summary = f"Sources disagree: {reported}."
            return Verdict(Label.CONFLICTING, case.day, summary, evidence, definitions, queries=queries)
        said = "; ".join(dict.fromkeys(f"{row['metric_name']} {_said(row)}" for row in near))
        return Verdict(
            Label.SUPPORTED,
            case.day,
            f"{name}: {said}.",
            evidence,
            definitions,
            queries=queries,
            one_source=one,
            tolerance=say_interval(details["quantity"]),
            turns=_turns(case, rows, Label.SUPPORTED),
        )
    firm = [row for row in rows if row["flag"] == ""]
    if case.claim.period is not None and firm and _is_plain(case, firm):
        summary = f"{name}: {reported}, not {details['printed']}."
        return Verdict(
            Label.REFUTED,
            case.day,
            summary,
            evidence,
            definitions,
            queries=queries,
            one_source=one,
            tolerance=say_interval(details["quantity"]),
            turns=_turns(case, rows, Label.REFUTED),
        )
    return not_enough(
        case,
        f"{name}: {reported}; whether {details['printed']} is said of the same is not certain.",
        "the definition and the period of the number",
        evidence=evidence,
        definitions=definitions,
        queries=queries,
    )


def _turns(case: Case, rows: Sequence[Row], label: Label) -> str:
    """Say which value would have changed the verdict; empty where several on record decided it together."""
    if len(rows) != 1:
        return ""
    what = f"{rows[0]['metric_name']} ({period_of_row(rows[0])})"
    return say_turn(turn_of(case.claim.details["quantity"], what), label, alone=label is Label.REFUTED)


def _window(case: Case) -> Period:
    if case.claim.period is not None:
        return case.claim.period
    return Period(case.article_day - STALE_DAYS * ONE_DAY, case.article_day + ONE_DAY)


def _is_plain(case: Case, rows: Sequence[Row]) -> bool:
    """Say whether one definition alone can be meant, and its values lie wholly in the period that is said."""
    period = case.claim.period
    metrics = {(row["entity"], row["metric"]) for row in rows}
    return len(metrics) == 1 and all(period is not None and period.contains(period_of_row(row)) for row in rows)


def _rivals(row: Row, other: Row) -> bool:
    """Say whether two values are of one thing and time, so that both cannot be right."""
    same = (row["entity"], row["metric"]) == (other["entity"], other["metric"])
    return same and period_of_row(row).overlaps(period_of_row(other))


def _fits(claimed: Quantity, row: Row) -> bool | None:
    value = abs(row["value"])
    possible = interval_of(value, row["qualifier"] or "exact")
    if row["high"]:
        possible = Interval(value, row["high"])
    low, high = claimed.interval.low, claimed.interval.high
    interval = Interval(abs(high), abs(low)) if high <= 0 else claimed.interval
    if interval.overlaps(possible):
        return True
    return None if row["qualifier"] in {"about", "estimate"} and _near(interval, possible) else False


def _near(one: Interval, other: Interval) -> bool:
    """Say whether two intervals lie a hair apart, so that rounding may part them."""
    gap = max(one.low - other.high, other.low - one.high)
    return gap <= 0.02 * max(abs(one.high if one.high != float("inf") else one.low), 1e-9)


def _said(row: Row) -> str:
    qualifier = row["qualifier"] or "exact"
    value = Quantity(row["value"], row["unit"], qualifier, interval_of(row["value"], qualifier))
    return f"{value} ({period_of_row(row)})"
