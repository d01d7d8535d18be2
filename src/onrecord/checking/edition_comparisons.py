"""Decide how the figure of one edition of an event compares with that of another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.checking.case import Case, Row, not_enough
from onrecord.checking.events import meant_edition
from onrecord.checking.figures import Figures, believed, figures_of, say_figure
from onrecord.checking.result import Definition, Verdict
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Interval, Quantity, interval_of

CLOSE = 0.05
"""How far a ratio or a difference may lie from a printed one, as a share of it: "twice" is said of 1.9."""

UNSURE = 0.2
"""The same for one that is not refuted."""

_BEYOND = {"over": 1, "at-least": 1, "estimate-over": 1, "under": -1, "at-most": -1}
"""On which side of the printed number a count lies that is worded so."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures of one metric: of the edition that a line is about, and of the one that it is set beside."""

    one: Row
    two: Row

    @property
    def values(self) -> tuple[Interval, Interval]:
        """What the two can be: who says "over 350,000" has counted little more."""
        return _interval(self.one), _interval(self.two)

    @property
    def is_counted(self) -> bool:
        """Whether neither is a plan."""
        return "expected" not in {self.one["flag"], self.two["flag"]}


def decide_edition_comparison(case: Case) -> Verdict:
    """Decide whether an edition had more than another, or so many times as many, by every metric that counted both."""
    concept = case.claim.details["concept"]
    figures = figures_of(case, concept)
    if isinstance(figures, Verdict):
        return figures
    pairs = list(_pairs(case, figures))
    if not pairs:
        return not_enough(
            case,
            f"No {concept} of {figures.edition.best['name']} and the other edition by one count is on record.",
            f"the {concept} of both editions",
            queries=figures.queries,
        )
    held = [_holds(case, pair) for pair in pairs]
    said = [f"{figures.name(p.one)}: {say_figure(p.one)}; {figures.name(p.two)}: {say_figure(p.two)}" for p in pairs]
    definitions = tuple(
        Definition(pair.one["metric_name"], holds, words, pair.one["note"], case.source_lines(pair.one))
        for pair, holds, words in zip(pairs, held, said, strict=True)
    )
    evidence = tuple(
        case.evidence(row, f"{figures.name(row)}: {say_figure(row)}") for pair in pairs for row in (pair.one, pair.two)
    )
    summary = f"{'. '.join(dict.fromkeys(said))}."
    decided = set(held) - {None}
    if not decided:
        missing = f"a closer count of the {concept}"
        return not_enough(case, summary, missing, evidence=evidence, definitions=definitions, queries=figures.queries)
    label = Label.CONFLICTING if len(decided) > 1 else Label.SUPPORTED if True in decided else Label.REFUTED
    one = case.stories([row for pair in pairs for row in (pair.one, pair.two)]) == 1
    return Verdict(label, case.day, summary, evidence, definitions, queries=figures.queries, one_source=one)


def _pairs(case: Case, figures: Figures) -> Iterator[Pair]:
    """Yield the figures of both editions that one metric counts; where both were counted no plan stands beside."""
    beside = replace(case.claim, details={**case.claim.details, **case.claim.details["other"]})
    other = meant_edition(replace(case, claim=beside), figures.editions)
    if other is None or other.event == figures.edition.event:
        return
    theirs = believed(case, [row for row in figures.rows if row["event"] == other.event])
    pairs = [Pair(a, b) for a in believed(case, figures.own) for b in theirs if a["metric"] == b["metric"]]
    yield from [pair for pair in pairs if pair.is_counted] or pairs


def _holds(case: Case, pair: Pair) -> bool | None:
    """Say whether two figures bear the comparison out; None where they are too near to tell, or one is a plan."""
    details = case.claim.details
    one, two = pair.values
    found: bool | None
    if details["times"] is not None:
        found = _agrees(details["times"], Interval(one.low / max(two.high, 1e-9), one.high / max(two.low, 1e-9)))
    elif details["by"] is not None:
        found = _agrees(details["by"], Interval(one.low - two.high, one.high - two.low))
    else:
        found = None if one.overlaps(two) else (one.low > two.high) == details["over"]
    # What was planned turned out otherwise, so it refutes nothing.
    return found if found or pair.is_counted else None


def _agrees(said: Quantity, actual: Interval) -> bool | None:
    if said.interval.overlaps(_wider(actual, CLOSE)):
        return True
    return None if said.interval.overlaps(_wider(actual, UNSURE)) else False


def _wider(interval: Interval, share: float) -> Interval:
    return Interval(interval.low - abs(interval.low) * share, interval.high + abs(interval.high) * share)


def _interval(row: Row) -> Interval:
    value, qualifier = row["value"], row["qualifier"] or "exact"
    if qualifier not in _BEYOND:
        return interval_of(value, qualifier)
    return Interval(*sorted((value, value * (1 + _BEYOND[qualifier] * CLOSE))))
