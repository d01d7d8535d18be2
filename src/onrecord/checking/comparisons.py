"""Decide whether one thing has more of something than another, or the most of all, by every metric that is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.edition_comparisons import decide_edition_comparison
from onrecord.checking.numbers import ALWAYS
from onrecord.checking.result import Definition, Query, Verdict
from onrecord.measures.registry import SERIES
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Interval, Quantity, interval_of
from onrecord.terms.time import ONE_DAY, Period

STALE_DAYS = 250
"""A comparison without a date is one of values this near to the article's day."""

FEWEST_RIVALS = 2
"""Who is the first of one has not been compared with anybody."""


ROUNDED = 0.05
"""How far a ratio of two values may lie from a printed one, as a share of it: "twice" is said of 1.9."""

UNSURE = 0.2
"""The same for a ratio that is not refuted."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two values of one metric and one time: of the first thing, and of the other or the highest of the others.

    `place` is that of the first among all that are beside it.
    """

    one: Row
    two: Row
    place: int = 1

    @property
    def ratio(self) -> Interval:
        """How many times as much the first has."""
        low, high = _interval(self.one), _interval(self.two)
        return Interval(low.low / max(high.high, 1e-12), low.high / max(high.low, 1e-12))


def decide_comparison(case: Case) -> Verdict:
    """Decide who has more; of labs, families, apps, models and states that the record measures in one way."""
    if "other" in case.claim.details:
        return decide_edition_comparison(case)
    details, name = case.claim.details, case.claim.subject_name
    entities = None if details["most"] else sorted({*details["one"], *details["two"]})
    rows, queries = _values(case, entities)
    pairs = [pair for metric in details["metrics"] for pair in _pairs(case, metric, rows)]
    if not pairs:
        return not_enough(
            case,
            f"No values of {name} and {details['two_name']} that can be compared are on record for that time.",
            f"values of {name} and {details['two_name']} by one metric",
            queries=queries,
        )
    held = [_holds(case, pair) for pair in pairs]
    definitions = tuple(
        Definition(pair.one["metric_name"], holds, _said(case, pair), pair.one["note"], case.source_lines(pair.one))
        for pair, holds in zip(pairs, held, strict=True)
    )
    evidence = tuple(
        case.evidence(row, f"{row['metric_name']} of {case.name(row['entity'])}: {_value(row)} ({period_of_row(row)})")
        for pair in pairs
        for row in (pair.one, pair.two)
    )
    decided = set(held) - {None}
    summary = "; ".join(f"{pair.one['metric_name']}: {_said(case, pair)}" for pair in pairs[:3]) + "."
    if not decided:
        return not_enough(case, summary, "a closer count", evidence=evidence, definitions=definitions, queries=queries)
    label = Label.CONFLICTING if len(decided) > 1 else Label.SUPPORTED if True in decided else Label.REFUTED
    one = case.stories([row for pair in pairs for row in (pair.one, pair.two)]) == 1
    return Verdict(label, case.day, summary, evidence, definitions, queries=queries, one_source=one)


def _values(case: Case, entities: Sequence[str] | None) -> tuple[Sequence[Row], tuple[Query, ...]]:
    """Return the values that may decide of the things named, or of all that the metrics measure."""
    details = case.claim.details
    if entities is None:
        listed = case.view.query(
            "SELECT DISTINCT entity FROM observations WHERE list_contains($metrics, metric) ORDER BY ALL",
            {"metrics": list(details["metrics"])},
        )
        entities = [row["entity"] for row in listed]
    asked = case.ask(
        SERIES, f"values of {case.claim.subject_name} and {details['two_name']}", entities=entities, concepts=None
    )
    wanted = set(details["metrics"])
    rows = [row for row in asked.rows if row["metric"] in wanted and case.decides(row) and not row["flag"]]
    return list(rows), (query_of(asked),)


def _pairs(case: Case, metric: str, rows: Sequence[Row]) -> Iterator[Pair]:
    """Yield the newest two values of a metric that are of one time: in the period said, else near the article's day."""
    details, window = case.claim.details, _window(case)
    near = [row for row in rows if row["metric"] == metric and period_of_row(row).overlaps(window)]
    mine = [row for row in near if row["entity"] in details["one"]]
    others = [row for row in near if row["entity"] not in details["one"]]
    if not details["most"]:
        others = [row for row in others if row["entity"] in details["two"]]
    for one in sorted(mine, key=lambda row: (row["period_end"], row["value"]), reverse=True):
        beside = [row for row in others if _is_of_one_time(row, one) and _are_alike(case, row, one)]
        if details["most"] and len({row["entity"] for row in beside}) < FEWEST_RIVALS:
            continue
        if beside:
            yield Pair(one, max(beside, key=lambda row: row["value"]), _place(one, beside))
            return


def _place(one: Row, beside: Sequence[Row]) -> int:
    """Return which place a value has beside those of others, the highest of each."""
    return 1 + len({row["entity"] for row in beside if row["value"] > one["value"]})


def _are_alike(case: Case, one: Row, other: Row) -> bool:
    """Say whether two rows are of things of one kind: a family is no rival of a group of families."""
    first, second = case.entity(one["entity"]), case.entity(other["entity"])
    # A release is of no kind; that its pages are on record beside it changes nothing.
    return first is None or second is None or first["kind"] == second["kind"]


def _window(case: Case) -> Period:
    if case.claim.period is not None:
        return case.claim.period
    if not case.is_dated:
        return ALWAYS
    return Period(case.article_day - STALE_DAYS * ONE_DAY, case.article_day + ONE_DAY)


def _is_of_one_time(one: Row, other: Row) -> bool:
    """Say whether two values end within a week of each other or cover the same time; a level holds while it stands."""
    if one["kind"] == other["kind"] == "level" and period_of_row(one).overlaps(period_of_row(other)):
        return True
    same_end = abs((one["period_end"] - other["period_end"]).days) <= _WEEK
    return same_end and abs(period_of_row(one).days - period_of_row(other).days) <= max(
        _WEEK, period_of_row(one).days // 4
    )


_WEEK = 7


def _holds(case: Case, pair: Pair) -> bool | None:
    """Say whether a pair bears the comparison out; None where the values are too near to tell."""
    details = case.claim.details
    times: Quantity | None = details["times"]
    if times is not None:
        held = times.interval.overlaps(_wider(pair.ratio, ROUNDED))
        return True if held else None if times.interval.overlaps(_wider(pair.ratio, UNSURE)) else False
    rank: int = details.get("rank", 1)
    if rank > 1:
        return pair.place == rank
    one, two = _interval(pair.one), _interval(pair.two)
    if one.overlaps(two):
        return None
    return bool((one.low > two.high) == details["over"])


def _wider(ratio: Interval, share: float) -> Interval:
    return Interval(ratio.low * (1 - share), ratio.high * (1 + share))


def _interval(row: Row) -> Interval:
    value = abs(row["value"])
    qualifier = row["qualifier"] or "exact"
    if qualifier in {"over", "under", "at-least", "at-most", "estimate-over"}:
        qualifier = "about"
    return interval_of(value, qualifier)


def _said(case: Case, pair: Pair) -> str:
    return (
        f"{case.name(pair.one['entity'])} {_value(pair.one)}, {case.name(pair.two['entity'])} {_value(pair.two)} "
        f"({period_of_row(pair.one)})"
    )


def _value(row: Row) -> str:
    qualifier = row["qualifier"] or "exact"
    return str(Quantity(row["value"], row["unit"], qualifier, interval_of(row["value"], qualifier)))
