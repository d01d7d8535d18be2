"""Decide claims on the figures of an event: how many came, and whether that was a record."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.checking.case import Case, Row, not_enough, query_of
from onrecord.checking.events import Edition, editions_of, meant_edition
from onrecord.checking.models import decide_listed, decide_size
from onrecord.checking.numbers import decide_number
from onrecord.checking.result import Definition, Query, Verdict
from onrecord.checking.turning import say_interval, say_turn, turn_of
from onrecord.checking.values import FAR_ABOVE, say_own_word
from onrecord.measures.registry import EVENT_FIGURES
from onrecord.reading.claims.levels import concept_of_unit
from onrecord.reading.claims.specs import ACTIVE, TOTAL
from onrecord.reading.quantities import find_quantities
from onrecord.terms.labels import Label, tier_rank
from onrecord.terms.quantity import Interval, Quantity, interval_of
from onrecord.terms.time import say_day

OPEN_END = 0.15
"""Organisers who say "over 350,000" count less than this share above it; a claim beyond that is not borne out, though
not excluded either."""


PLAN_END = 0.05
"""What was planned bears out no more than its own number: the outcome is another."""

DISPUTED = 0.25
"""A count that is more than this share above an open one ("over 40") is told otherwise, though not excluded."""

SIZES = ("attendance", "exhibitors", "exhibition area")
"""What "the largest edition" can be measured by."""

RETOLD_DAYS = 366
"""A figure that first appears so long after the event is retold; counts of the time stand before it."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one concept for all editions of a series, and the edition that the claim means.

    `untold` are those that rest on the article itself: they bear nothing out.
    """

    edition: Edition
    editions: tuple[Edition, ...]
    rows: tuple[Row, ...]
    untold: tuple[Row, ...]
    queries: tuple[Query, ...]

    @property
    def own(self) -> list[Row]:
        """The figures of the edition that is meant."""
        return [row for row in self.rows if row["event"] == self.edition.event]

    def name(self, row: Row) -> str:
        """Return the name of the edition of a row."""
        return next((str(e.best["name"]) for e in self.editions if e.event == row["event"]), str(row["event"]))


def figures_of(case: Case, concept: str) -> Figures | Verdict:
    """Ask for the figures that the claim is about; a verdict where there are none to ask for."""
    answer, editions = editions_of(case)
    edition = meant_edition(case, editions)
    rows = case.view.query("SELECT metric, concepts FROM metrics WHERE metric LIKE 'event-%' ORDER BY metric")
    metrics = [row["metric"] for row in rows if concept in row["concepts"]]
    if edition is None or not metrics:
        return not_enough(
            case,
            f"No edition of {case.claim.subject_name} near that day was on record.",
            f"the {concept} of the edition",
            queries=(query_of(answer),),
        )
    series = edition.best["series"]
    words = f"{concept} of every edition of {case.name(series)}"
    asked = case.ask(EVENT_FIGURES, words, series=series, metrics=metrics)
    decisive = tuple(row for row in asked.rows if case.decides(row))
    untold = case.left_out(EVENT_FIGURES, words, series=series, metrics=metrics)
    return Figures(edition, editions, decisive, untold, (query_of(answer), query_of(asked)))


def decide_extreme(case: Case) -> Verdict:
    """Decide whether the figure of an edition is the highest so far; open until the edition is over and counted."""
    concept = case.claim.details["concept"]
    return _decide_highest(case, concept) if concept else _decide_largest(case)


def _decide_largest(case: Case) -> Verdict:
    """Decide whether an edition was the largest as a whole: by every size of it that was counted before."""
    tried = [_decide_highest(case, concept) for concept in SIZES]
    decided = [verdict for verdict in tried if verdict.label is not Label.NOT_ENOUGH]
    if not decided:
        return tried[0]
    labels = {verdict.label for verdict in decided}
    return Verdict(
        labels.pop() if len(labels) == 1 else Label.CONFLICTING,
        case.day,
        " ".join(verdict.summary for verdict in decided),
        tuple(evidence for verdict in decided for evidence in verdict.evidence),
        tuple(definition for verdict in decided for definition in verdict.definitions),
        queries=tuple(query for verdict in decided for query in verdict.queries),
        one_source=all(verdict.one_source for verdict in decided),
    )


def _decide_highest(case: Case, concept: str) -> Verdict:
    figures = figures_of(case, concept)
    if isinstance(figures, Verdict):
        return figures
    edition = figures.edition
    counted = [row for row in figures.rows if row["flag"] != "expected"]
    own, before = _of_one_metric(counted, edition)
    if not before:
        return not_enough(
            case,
            f"No earlier {concept} of this event is on record to compare with.",
            f"the {concept} of earlier editions",
            queries=figures.queries,
        )
    to_beat = max(before, key=lambda row: (row["value"], row["tier"] == "O"))
    highest = case.evidence(to_beat, f"{figures.name(to_beat)}: {say_figure(to_beat)}, the highest before")
    if not own:
        over = case.day >= edition.period.end
        state = "its figure is not on record" if over else f"the event runs to {say_day(edition.period.last)}: open"
        return not_enough(
            case,
            f"The record to beat is {say_figure(to_beat)} ({to_beat['period_start'].year}); {state}.",
            f"the {concept} of {edition.best['name']}",
            evidence=(highest,),
            queries=figures.queries,
        )
    evidence = (*(case.evidence(row, f"{edition.best['name']}: {say_figure(row)}") for row in own), highest)
    higher = {row["value"] > to_beat["value"] for row in own}
    label = Label.CONFLICTING if len(higher) > 1 else Label.SUPPORTED if True in higher else Label.REFUTED
    one = case.stories(own) == 1
    word = {Label.SUPPORTED: "more than", Label.REFUTED: "not more than"}.get(label, "against")
    summary = (
        f"{edition.best['name']} drew {say_figure(own[0])}{' on the word of one source' if one else ''}, {word} "
        f"{say_figure(to_beat)} in {to_beat['period_start'].year}, the highest before."
    )
    definitions = tuple(
        Definition(
            f"{row['metric_name']}, {row['period_start'].year}",
            row["value"] > to_beat["value"],
            say_figure(row),
            row["note"],
            case.source_lines(row),
        )
        for row in own
    )
    return Verdict(label, case.day, summary, evidence, definitions, queries=figures.queries, one_source=one)


def _of_one_metric(rows: Sequence[Row], edition: Edition) -> tuple[list[Row], list[Row]]:
    """Return the edition's figures and earlier ones, counted in one way: visits are not compared with guests."""
    before = [row for row in rows if row["period_start"] < edition.period.start]
    own = [row for row in rows if row["event"] == edition.event]
    shared = {row["metric"] for row in own} & {row["metric"] for row in before}
    counts = Counter(row["metric"] for row in before if not shared or row["metric"] in shared)
    if not counts:
        return own, []
    metric = min(counts, key=lambda name: (-counts[name], name))
    return [row for row in own if row["metric"] == metric], [row for row in before if row["metric"] == metric]


def decide_level(case: Case) -> Verdict:
    """Decide a number of an event against every reported figure; what the reports do not exclude is not refuted."""
    if "releases" in case.claim.details:
        of_size = {TOTAL, ACTIVE} >= set(case.claim.details.get("listed", ()))
        return decide_size(case) if of_size else decide_listed(case)
    if "measures" in case.claim.details:
        return decide_number(case)
    concept, printed = case.claim.details["concept"], case.claim.details["printed"]
    figures = figures_of(case, concept)
    if isinstance(figures, Verdict):
        return figures
    name, rows = figures.edition.best["name"], figures.own
    if not rows:
        return _told_beside(case, figures) or not_enough(
            case,
            f"No {concept} of {name} was on record.",
            f"the {concept} of {name}",
            queries=figures.queries,
        )
    rows = believed(case, rows)
    if "planned" in case.claim.details:
        rows = [row for row in figures.own if row["flag"] == "expected"] or rows
    fits = [_fits(case.claim.details["quantity"], row) for row in rows]
    one_day = case.claim.details.get("period")
    of_one_day = "alone" in case.claim.details or (one_day is not None and one_day.is_day)
    if True in fits and of_one_day and concept == "attendance" and figures.edition.period.days > 1:
        row = rows[fits.index(True)]
        summary = f"{name}: {say_figure(row)} is the count of all {figures.edition.period.days} days, not of one."
        label = Label.REFUTED if case.claim.details.get("alone") else Label.CONFLICTING
        return Verdict(label, case.day, summary, (case.evidence(row, summary),), queries=figures.queries)
    definitions = tuple(
        Definition(row["metric_name"], held, _with_plan(row), row["note"], case.source_lines(row))
        for row, held in zip(rows, fits, strict=True)
    )
    evidence = tuple(case.evidence(row, f"{name}: {_with_plan(row)}") for row in rows)
    reported = "; ".join(dict.fromkeys(_with_plan(row) for row in rows))
    summary = f"{name}: {reported} reported"
    one = case.stories(rows) == 1
    if True in fits and not any(
        _disputes(case.claim.details["quantity"], *pair) for pair in zip(rows, fits, strict=True)
    ):
        return Verdict(
            Label.SUPPORTED,
            case.day,
            f"{summary}.",
            evidence,
            definitions,
            queries=figures.queries,
            one_source=one,
            tolerance=say_interval(case.claim.details["quantity"]),
            turns=_turns(case, rows, Label.SUPPORTED),
        )
    dispute = "the reports disagree" if True in fits else _own_word(case, figures) or _planned_word(case, figures)
    if dispute and any(held is not None for held in fits):
        return Verdict(
            Label.CONFLICTING, case.day, f"{summary}; {dispute}.", evidence, definitions, queries=figures.queries
        )
    if all(held is False for held in fits):
        return Verdict(
            Label.REFUTED,
            case.day,
            f"{summary}, not {printed}.",
            evidence,
            definitions,
            queries=figures.queries,
            one_source=one,
            tolerance=say_interval(case.claim.details["quantity"]),
            turns=_turns(case, rows, Label.REFUTED),
        )
    return not_enough(
        case,
        f"{summary}, which neither bears out {printed} nor excludes it.",
        "a closer count",
        evidence=evidence,
        definitions=definitions,
        queries=figures.queries,
    )


def _told_beside(case: Case, figures: Figures) -> Verdict | None:
    """Bear a number out that stands in the note of another figure of the edition: "from 13 countries"."""
    series = figures.edition.best["series"]
    metrics = [
        row["metric"] for row in case.view.query("SELECT metric FROM metrics WHERE metric LIKE 'event-%' ORDER BY 1")
    ]
    asked = case.ask(EVENT_FIGURES, f"every figure of {case.name(series)}", series=series, metrics=metrics)
    claimed, concept = case.claim.details["quantity"], case.claim.details["concept"]
    for row in asked.rows:
        if row["event"] != figures.edition.event or not row["note"] or row["flag"] or not case.decides(row):
            continue
        told = [mention.quantity for mention in find_quantities(row["note"])]
        if any(concept_of_unit(one.unit) == concept and one.interval.overlaps(claimed.interval) for one in told):
            summary = f"{figures.edition.best['name']}: {say_figure(row)}, {row['note']}."
            evidence = (case.evidence(row, summary),)
            queries = (*figures.queries, query_of(asked))
            one = case.stories([row]) == 1
            return Verdict(Label.SUPPORTED, case.day, summary, evidence, queries=queries, one_source=one)
    return None


def _own_word(case: Case, figures: Figures) -> str:
    """Say that the record holds the number by the article's own source, where it does; an empty text where not."""
    claimed = case.claim.details["quantity"]
    held = any(row["event"] == figures.edition.event and _fits(claimed, row) for row in figures.untold)
    return say_own_word(case.claim.details["printed"]) if held else ""


def _planned_word(case: Case, figures: Figures) -> str:
    """Say that the number is what had been planned, where it is; an empty text where not."""
    plans = [row for row in figures.own if row["flag"] == "expected"]
    fits = any(_fits(case.claim.details["quantity"], row) for row in plans)
    return f"{case.claim.details['printed']} had been planned" if fits else ""


def _turns(case: Case, rows: Sequence[Row], label: Label) -> str:
    """Say which count would have changed the verdict; empty where several reports decided it together."""
    if len(rows) != 1:
        return ""
    what = f"the reported {rows[0]['metric_name']}"
    # A count outside these bounds may still be an open one ("over 300"), which excludes nothing.
    return say_turn(turn_of(case.claim.details["quantity"], what), label, alone=label is Label.REFUTED)


def believed(case: Case, rows: Sequence[Row]) -> list[Row]:
    """Return the counts of an edition that may decide: those of the best tier, and what tells far from them."""
    return _with_dissent(case, rows, _best_tier(case, rows))


def _best_tier(case: Case, rows: Sequence[Row]) -> list[Row]:
    """Return the counts of the best tier; a lower one has no say where a better one has counted the same thing.

    Nor has a count that is retold years later where one of the time is on record.
    """
    best: dict[str, int] = {}
    for row in rows:
        if row["flag"] != "expected":
            best[row["metric"]] = min(best.get(row["metric"], 9), tier_rank(case.tier(row)))
    kept = [row for row in rows if tier_rank(case.tier(row)) <= best.get(row["metric"], 9)]
    at_the_time = [row for row in kept if (row["known_from"] - row["period_end"]).days < RETOLD_DAYS]
    counted = {row["metric"] for row in at_the_time if row["flag"] != "expected"}
    # What was counted stands before what had been planned.
    return [row for row in kept if row["metric"] not in counted or (row in at_the_time and row["flag"] != "expected")]


def _with_dissent(case: Case, rows: Sequence[Row], best: list[Row]) -> list[Row]:
    """Return the counts that are believed, with those of other sources of the time that tell far from them.

    What is official stands against any other count. An undated page is not taken for one that retells later.
    """
    if not best or any(case.tier(row) == "O" or row["flag"] == "expected" for row in best):
        return best
    others = [
        row
        for row in rows
        if row not in best
        and row["metric"] in {one["metric"] for one in best}
        and row["flag"] != "expected"
        and (row["basis"] == "recorded" or (row["known_from"] - row["period_end"]).days < RETOLD_DAYS)
        and all(_far_apart(row, one) for one in best if one["metric"] == row["metric"])
    ]
    return [*best, *others]


def _far_apart(one: Row, other: Row) -> bool:
    low, high = sorted((one["value"], other["value"]))
    return bool(high > low * (1 + OPEN_END))


def _fits(claimed: Quantity, row: Row) -> bool | None:
    """Say whether a reported figure bears out a claimed number; None where it neither does nor excludes it."""
    value = row["value"]
    possible = interval_of(value, row["qualifier"] or "exact")
    if row["high"]:
        possible = Interval(value, row["high"])
    if claimed.qualifier == "under" and possible.low >= claimed.value:
        return None if row["flag"] else False  # "fewer than 800" is not said of 800
    open_end = PLAN_END if row["flag"] == "expected" else OPEN_END
    likely = Interval(max(possible.low, value * (1 - open_end)), min(possible.high, value * (1 + open_end)))
    if claimed.interval.overlaps(likely):
        # "More than 2,000" is no word for 12,000.
        return True if claimed.interval.high < math.inf or value <= FAR_ABOVE * claimed.value else None
    # A plan does not exclude another outcome, nor does an estimate exclude its neighbours.
    if row["flag"] or (claimed.interval.overlaps(possible) and claimed.interval.low <= FAR_ABOVE * value):
        return None
    return False


def _disputes(claimed: Quantity, row: Row, held: bool | None) -> bool:
    """Say whether a figure stands against a number that another bears out: "over 300" is no word against 351."""
    return held is False or (held is None and claimed.value > row["value"] * (1 + DISPUTED))


def _with_plan(row: Row) -> str:
    return f"{say_figure(row)}{' planned' if row['flag'] == 'expected' else ''}"


def say_figure(row: Row) -> str:
    """Write a reported figure with its wording and unit."""
    qualifier = row["qualifier"] or "exact"
    return str(Quantity(row["value"], row["unit"], qualifier, interval_of(row["value"], qualifier)))
