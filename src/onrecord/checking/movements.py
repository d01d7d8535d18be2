"""Decide how far something moved: by every two values of one metric that stand as far apart as the words say."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.result import Verdict
from onrecord.checking.values import fits
from onrecord.measures.registry import SERIES
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Interval, Quantity, interval_of
from onrecord.terms.time import ONE_DAY, Period

LONGEST_GAP = 400
"""Two values further apart than this are not the ends of one movement, unless the words say so."""

FRESH_DAYS = 200
"""Without a date the later value is of this many days before the article."""

CLOSE = 0.04
"""How far the measured movement may lie from the one that is said, as a share of it."""

SLACK = 0.25
"""How far two values may lie from the distance in time that the words say, as a share of it."""

_WEEK = 7

FLAT = 0.02
"""A smaller movement is neither up nor down."""


def decide_movement(case: Case) -> Verdict:
    """Decide a change of what is measured; refuted where every two values that can be meant moved the other way."""
    details, name = case.claim.details, case.claim.subject_name
    pairs = set(details["measures"])
    asked = case.ask(SERIES, f"values of {name}", entities=sorted({entity for entity, _ in pairs}), concepts=None)
    queries = (query_of(asked),)
    rows = [row for row in asked.rows if (row["entity"], row["metric"]) in pairs and case.decides(row)]
    rows = [row for row in rows if row["flag"] in {"", "suspect"}]
    found = [(before, after, _ratio(before, after)) for before, after in _meant(case, rows)]
    if not found:
        return not_enough(
            case, f"No two values of {name} for those times are on record.", f"two values of {name}", queries=queries
        )
    difference: Quantity | None = details.get("difference")
    held = [
        _holds(details["times"], details["direction"], ratio)
        if difference is None
        else _differs_by(difference, details["direction"], before, after)
        for before, after, ratio in found
    ]
    deciding = (
        [one for one, holds in zip(found, held, strict=True) if holds is (True in held)]
        if any(holds is not None for holds in held)
        else found
    )
    summary = "; ".join(dict.fromkeys(_said(case, before, after) for before, after, _ in deciding[:3])) + "."
    evidence = tuple(case.evidence(after, _said(case, before, after)) for before, after, _ in deciding[:3])
    one = case.stories([row for before, after, _ in deciding for row in (before, after)]) == 1
    measured = details["times"] is not None or difference is not None
    if True in held and (measured or False not in held):
        return Verdict(Label.SUPPORTED, case.day, summary, evidence, queries=queries, one_source=one)
    if set(held) == {False}:
        label = Label.REFUTED if len({metric for _, metric in pairs}) == 1 else Label.CONFLICTING
        return Verdict(label, case.day, summary, evidence, queries=queries, one_source=one)
    return not_enough(case, summary, "the values and the times that are meant", evidence=evidence, queries=queries)


def _meant(case: Case, rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield the values before and after that the dates of the claim can mean; a recorded change stands for both."""
    for after in rows:
        if not _is_end(case, after):
            continue
        if after["kind"] == "change":
            if after["unit"] in {"percent", "multiple"}:
                yield after, after
            continue
        for before in rows:
            same = (before["entity"], before["metric"]) == (after["entity"], after["metric"])
            in_order = before["period_start"] < after["period_start"] and _is_start(case, before, after)
            if same and in_order and _is_side(case, "start", before) and _is_side(case, "end", after):
                yield before, after


def _is_side(case: Case, side: str, row: Row) -> bool:
    """Say whether a value is the one that the line gives for the start or the end, if it gives one."""
    said: Quantity | None = case.claim.details.get(side)
    return said is None or bool(fits(said, row))


def _is_end(case: Case, row: Row) -> bool:
    dates: tuple[Period, ...] = case.claim.details["dates"]
    if dates and row["kind"] == "change":
        return period_of_row(row).overlaps(Period(dates[0].start, dates[-1].end))
    if dates:
        return _is_of(row, dates[-1])
    if not case.is_dated:
        return True
    if row["kind"] == "change":
        # The share price of another day is another movement.
        return bool(0 <= (case.article_day - row["period_end"]).days <= max(_WEEK, period_of_row(row).days))
    return Period(case.article_day - FRESH_DAYS * ONE_DAY, case.article_day + ONE_DAY).overlaps(period_of_row(row))


def _is_of(row: Row, date: Period) -> bool:
    """Say whether a value is of a date: it lies in it, or covers it and not much more."""
    period = period_of_row(row)
    return date.contains(period) or (period.overlaps(date) and period.days <= 2 * max(date.days, _WEEK))


def _is_start(case: Case, before: Row, after: Row) -> bool:
    details = case.claim.details
    dates: tuple[Period, ...] = details["dates"]
    gap: int = (after["period_end"] - before["period_end"]).days
    if len(dates) > 1:
        return _is_of(before, dates[0])
    if details["gap"] is not None:
        said: int = details["gap"]
        return abs(gap - said) <= SLACK * said + _WEEK
    if dates and after["kind"] in {"flow", "level", "share"}:
        # "In the second quarter" against the one before.
        return 0 < gap <= 1.4 * max(dates[-1].days, period_of_row(after).days)
    return 0 < gap <= LONGEST_GAP


def _ratio(before: Row, after: Row) -> Interval:
    """Return how many times as much there was in the end."""
    if before is after and after["unit"] == "multiple":
        return _of(after)
    if before is after:
        low, high = (1 + value / 100 for value in sorted((_of(after).low, _of(after).high)))
        return Interval(max(low, 0.0), max(high, 0.0))
    one, two = _of(before), _of(after)
    return Interval(two.low / max(one.high, 1e-12), two.high / max(one.low, 1e-12))


def _of(row: Row) -> Interval:
    qualifier = row["qualifier"] if row["qualifier"] in {"", "about", "estimate"} else "about"
    found = interval_of(abs(row["value"]), qualifier or "exact")
    return found if row["value"] >= 0 else Interval(-found.high, -found.low)


def _holds(times: Quantity | None, direction: str, ratio: Interval) -> bool | None:
    """Say whether a movement is the one that is said; None where it only goes the same way."""
    moved = "up" if ratio.low > 1 + FLAT else "down" if ratio.high < 1 - FLAT else ""
    if times is None:
        return None if not moved else moved == direction
    wide = Interval(ratio.low * (1 - CLOSE), ratio.high * (1 + CLOSE))
    if times.interval.overlaps(wide):
        return True
    return False if moved and moved != direction else None


def _differs_by(difference: Quantity, direction: str, before: Row, after: Row) -> bool | None:
    """Say whether as much came to something as is said; None where it only went the same way."""
    if before is after:
        return None  # a change on record is of another unit
    one, two = _of(before), _of(after)
    moved = Interval(two.low - one.high, two.high - one.low)
    if direction == "down":
        moved = Interval(-moved.high, -moved.low)
    if moved.high < 0:
        return False
    said = difference.interval
    slack = CLOSE * max(abs(said.low), abs(said.high) if said.high < math.inf else 0.0)
    return True if Interval(said.low - slack, said.high + slack).overlaps(moved) else None


def _said(case: Case, before: Row, after: Row) -> str:
    name = f"{after['metric_name']}, {case.name(after['entity'])}"
    if before is after:
        moved = f"{after['value']:+g} %" if after["unit"] == "percent" else f"{after['value']:g} times as much"
        return f"{name}: {moved} ({period_of_row(after)})"
    first, last = (str(Quantity(row["value"], row["unit"], "exact", _of(row))) for row in (before, after))
    return f"{name}: {first} ({period_of_row(before)}), {last} ({period_of_row(after)})"
