"""Decide claims on the figures of an event."""

from __future__ import annotations

from onrecord.checking.case import Case, Row, not_enough, query_of
from onrecord.checking.events import editions_of, meant_edition
from onrecord.checking.figures import event_metrics, say_figure
from onrecord.checking.result import Definition, Verdict
from onrecord.measures.registry import EVENT_FIGURES
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Interval, Quantity, interval_of

OPEN_END = 0.15
"""Organisers who say "over 350,000" count less than this share above it; a claim beyond that is not borne out, though not
excluded either."""


def decide_level(case: Case) -> Verdict:
    """Decide a number of an event against every reported figure; what the reports do not exclude is not refuted."""
    answer, editions = editions_of(case)
    edition = meant_edition(case, editions)
    concept, printed = case.claim.details["concept"], case.claim.details["printed"]
    metrics = event_metrics(case, concept)
    if edition is None or not metrics:
        return not_enough(
            case,
            f"No edition of {case.claim.subject_name} near that day was on record.",
            f"the {concept} of the edition",
            queries=(query_of(answer),),
        )
    series = edition.best["series"]
    figures = case.ask(
        EVENT_FIGURES, f"{concept} of every edition of {case.name(series)}", series=series, metrics=metrics
    )
    queries = (query_of(answer), query_of(figures))
    rows = [row for row in figures.rows if row["event"] == edition.event and case.decides(row)]
    if not rows:
        return not_enough(
            case,
            f"No {concept} of {edition.best['name']} was on record.",
            f"the {concept} of {edition.best['name']}",
            queries=queries,
        )
    fits = [_fits(case.claim.details["quantity"], row) for row in rows]
    definitions = tuple(
        Definition(row["metric_name"], held, _with_plan(row), row["note"], case.source_lines(row))
        for row, held in zip(rows, fits, strict=True)
    )
    evidence = tuple(case.evidence(row, f"{edition.best['name']}: {_with_plan(row)}") for row in rows)
    reported = "; ".join(dict.fromkeys(_with_plan(row) for row in rows))
    summary = f"{edition.best['name']}: {reported} reported"
    one = case.stories(rows) == 1
    if all(held is True for held in fits):
        return Verdict(Label.SUPPORTED, case.day, f"{summary}.", evidence, definitions, queries=queries, one_source=one)
    if True in fits:
        return Verdict(
            Label.CONFLICTING, case.day, f"{summary}; the reports disagree.", evidence, definitions, queries=queries
        )
    if all(held is False for held in fits):
        return Verdict(
            Label.REFUTED, case.day, f"{summary}, not {printed}.", evidence, definitions, queries=queries, one_source=one
        )
    return not_enough(
        case,
        f"{summary}, which neither bears out {printed} nor excludes it.",
        "a closer count",
        evidence=evidence,
        definitions=definitions,
        queries=queries,
    )


def _fits(claimed: Quantity, row: Row) -> bool | None:
    """Say whether a reported figure bears out a claimed number; None where it neither does nor excludes it."""
    value = row["value"]
    possible = interval_of(value, row["qualifier"] or "exact")
    if row["high"]:
        possible = Interval(value, row["high"])
    likely = Interval(max(possible.low, value * (1 - OPEN_END)), min(possible.high, value * (1 + OPEN_END)))
    if claimed.interval.overlaps(likely):
        return True
    # A plan does not exclude another outcome, nor does an estimate exclude its neighbours.
    if row["flag"] == "expected" or claimed.interval.overlaps(possible):
        return None
    return False


def _with_plan(row: Row) -> str:
    return f"{say_figure(row)}{' planned' if row['flag'] == 'expected' else ''}"
