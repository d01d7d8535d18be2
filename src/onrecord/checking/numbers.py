"""Decide a number of something that the record measures: under every definition that the words can mean."""

from __future__ import annotations

import math
from collections.abc import Sequence

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.result import Definition, Evidence, Query, Verdict
from onrecord.checking.turning import say_interval, say_turn, turn_of
from onrecord.measures.registry import SERIES
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Interval, Quantity, interval_of
from onrecord.terms.time import ONE_DAY, Day, Period

ALWAYS = Period(Day(1900, 1, 1), Day(9999, 1, 1))
"""The time that a number of an article without a date may be of."""

OVER = 1.5
"""How far above the number "over 800 million" reaches: nobody says so of twice as many."""

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
        case.evidence(
            row, f"{row['metric_name']} of {case.name(row['entity'])}: {_said(row)}", decisive=held is not None
        )
        for row, held in zip(rows, fits, strict=True)
    )
    reported = "; ".join(dict.fromkeys(f"{row['metric_name']} {_said(row)}" for row in rows))
    one = case.stories(rows) == 1
    near = [row for row, held in zip(rows, fits, strict=True) if held]
    if near and (verdict := _not_from(case, near, asked.rows, evidence, queries)) is not None:
        return verdict
    if near:
        rivals = [
            row
            for row, held in zip(rows, fits, strict=True)
            if row["flag"] == ""
            and any(_rivals(row, other) for other in near)
            and (held is False or _is_of_another_source(case, row, near))
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
    exact = details["quantity"].qualifier == "exact"
    if firm and exact and (swapped := _of_another(case, firm, window)) is not None:
        mine = max(firm, key=lambda row: row["period_end"])
        summary = (
            f"{name}: {mine['metric_name']} {_said(mine)}; {details['printed']} is the number of "
            f"{case.name(swapped['entity'])}."
        )
        both = (*evidence, case.evidence(swapped, f"{case.name(swapped['entity'])}: {_said(swapped)}"))
        plain = len({row["metric"] for row in firm}) == 1
        label = Label.REFUTED if plain else Label.CONFLICTING
        return Verdict(label, case.day, summary, both, definitions, queries=queries, one_source=one)
    if slipped := next((row for row in firm if is_slip(details["quantity"], row)), None):
        summary = f"{name}: {slipped['metric_name']} {_said(slipped)}, not {details['printed']}: a power of ten apart."
        plain = len({(row["entity"], row["metric"]) for row in firm}) == 1
        label = Label.REFUTED if plain else Label.CONFLICTING
        return Verdict(label, case.day, summary, evidence, definitions, queries=queries, one_source=one)
    if firm and (_is_plain(case, firm) if case.claim.period is not None else _is_of_these_days(case, firm)):
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


def _not_from(
    case: Case, near: Sequence[Row], rows: Sequence[Row], evidence: tuple[Evidence, ...], queries: tuple[Query, ...]
) -> Verdict | None:
    """Return a verdict where the number from which something came is none that went before by the same metric."""
    came_from = case.claim.details.get("came_from")
    if came_from is None:
        return None
    start, period = came_from
    before = [
        (row, other)
        for row in near
        for other in rows
        if (row["entity"], row["metric"]) == (other["entity"], other["metric"])
        and case.decides(other)
        and other["period_start"] < row["period_start"]
        and (period is None or period_of_row(other).overlaps(period))
    ]
    if any(_fits(start, other) for _, other in before):
        return None
    if turned := _other_way_round(case, start, near, rows):
        return Verdict(Label.REFUTED, case.day, turned, evidence, queries=queries)
    ends = "; ".join(dict.fromkeys(f"{row['metric_name']} {_said(row)}" for row in near))
    summary = f"{case.claim.subject_name}: {ends}; that it came from {start} by the same count is not on record."
    if before and period is not None:
        return Verdict(Label.CONFLICTING, case.day, summary, evidence, queries=queries)
    return not_enough(case, summary, "the value before, by the same count", evidence=evidence, queries=queries)


def _other_way_round(case: Case, start: Quantity, near: Sequence[Row], rows: Sequence[Row]) -> str:
    """Say that a value went the other way, from the one that is given as its end; empty where that is not on record."""
    for row in near:
        for other in rows:
            same = (row["entity"], row["metric"]) == (other["entity"], other["metric"]) and case.decides(other)
            later = other["period_start"] > row["period_start"] and other["kind"] != "change"
            if same and later and not row["qualifier"] and _fits(start, other):
                return f"{row['metric_name']}: {_said(row)}, then {_said(other)}: the other way round."
    return ""


def _of_another(case: Case, rows: Sequence[Row], window: Period) -> Row | None:
    """Return the value of another thing, by the same metric and of the same time, that the number is exactly."""
    claimed: Quantity = case.claim.details["quantity"]
    metrics = sorted({row["metric"] for row in rows})
    listed = case.view.query(
        "SELECT DISTINCT entity FROM observations WHERE list_contains($metrics, metric) ORDER BY ALL",
        {"metrics": metrics},
    )
    own = {entity for entity, _ in case.claim.details["measures"]}
    others = [row["entity"] for row in listed if row["entity"] not in own]
    if not others or len(others) > _MOST_RIVALS:
        return None
    asked = case.ask(SERIES, "values of others by the same metric", entities=others, concepts=None)
    for row in asked.rows:
        alike = [one for one in rows if one["metric"] == row["metric"] and one["period_end"] == row["period_end"]]
        exact = claimed.interval.overlaps(interval_of(abs(row["value"]), "exact"))
        if alike and exact and not row["flag"] and case.decides(row) and period_of_row(row).overlaps(window):
            return row
    return None


_MOST_RIVALS = 12
"""Among more things than this some number is met by chance."""

_POWERS = (0.001, 0.1, 10.0, 1000.0)


def is_slip(claimed: Quantity, row: Row) -> bool:
    """Say whether a number is a value on record with a zero too many or too few, or in thousands for millions.

    Shares are not looked at, nor numbers of one figure: too many of them are a power of ten apart by chance.
    """
    value = abs(row["value"])
    long = claimed.unit.isupper() or min(value, claimed.value) >= _LONG
    if claimed.unit in {"percent", "multiple"} or not long:
        return False
    return any(Interval(value * 0.99, value * 1.01).overlaps(claimed.interval.scaled(power)) for power in _POWERS)


_LONG = 1000


def _window(case: Case) -> Period:
    if case.claim.period is not None:
        return case.claim.period
    if not case.is_dated:
        return ALWAYS
    return Period(case.article_day - STALE_DAYS * ONE_DAY, case.article_day + ONE_DAY)


def _is_plain(case: Case, rows: Sequence[Row]) -> bool:
    """Say whether one definition alone can be meant, and its values lie wholly in the period that is said."""
    period = case.claim.period
    metrics = {(row["entity"], row["metric"]) for row in rows}
    return len(metrics) == 1 and all(period is not None and period.contains(period_of_row(row)) for row in rows)


def _is_of_these_days(case: Case, rows: Sequence[Row]) -> bool:
    """Say whether all that can be meant is one change of the days before the article: "shares fell by half"."""
    metrics = {(row["entity"], row["metric"]) for row in rows}
    late = all(0 <= (case.article_day - row["period_end"]).days <= _THESE_DAYS for row in rows)
    return case.is_dated and len(metrics) == 1 and late and all(row["kind"] == "change" for row in rows)


_THESE_DAYS = 7


def _rivals(row: Row, other: Row) -> bool:
    """Say whether two values are of one thing and time, so that both cannot be right."""
    same = (row["entity"], row["metric"]) == (other["entity"], other["metric"])
    if row["kind"] == "counter":
        # What only grows has another value on every day.
        return same and row["period_end"] == other["period_end"]
    return same and _is_one_time(period_of_row(row), period_of_row(other))


def _is_one_time(one: Period, other: Period) -> bool:
    """Say whether two periods are mostly one: a year is no rival of one that began half a year later."""
    shared = (min(one.end, other.end) - max(one.start, other.start)).days
    return shared > 0 and 2 * shared > max(one.days, other.days)


def _is_of_another_source(case: Case, row: Row, near: Sequence[Row]) -> bool:
    """Say whether a row prints another number for the very time for which others print the one that is claimed."""
    claimed: Quantity = case.claim.details["quantity"]
    same = [other for other in near if period_of_row(other) == period_of_row(row) and other["metric"] == row["metric"]]
    return (
        claimed.qualifier == "exact"
        and _contradicts(claimed, row)
        and any(other["entity"] == row["entity"] and not _contradicts(claimed, other) for other in same)
    )


def _contradicts(claimed: Quantity, row: Row) -> bool:
    """Say whether a printed number is another than the value that a source prints, however both may be rounded."""
    return not claimed.interval.overlaps(interval_of(abs(row["value"]), "exact"))


def _fits(claimed: Quantity, row: Row) -> bool | None:
    value = abs(row["value"])
    possible = interval_of(value, row["qualifier"] or "exact")
    if row["high"]:
        possible = Interval(value, row["high"])
    if possible.high == math.inf:
        possible = Interval(possible.low, value * OVER)
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
