"""Decide claims that a figure of an event is a record."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.checking.case import Case, Row, not_enough, query_of
from onrecord.checking.events import Edition, editions_of, meant_edition
from onrecord.checking.result import Definition, Verdict
from onrecord.measures.registry import EVENT_FIGURES
from onrecord.reading.claims.claim import Modality
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Quantity, interval_of
from onrecord.terms.time import say_day

OPEN_MODALITIES = frozenset({Modality.FORECAST, Modality.HEDGED})


def decide_extreme(case: Case) -> Verdict:
    """Decide whether the figure of an edition is the highest so far; open until the edition is over and counted."""
    answer, editions = editions_of(case)
    edition = meant_edition(case, editions)
    concept = case.claim.details["concept"]
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
    counted = [row for row in figures.rows if case.decides(row) and row["flag"] != "expected"]
    own = [row for row in counted if row["event"] == edition.event]
    before = [row for row in counted if row["period_start"] < edition.period.start]
    if not before:
        return not_enough(
            case,
            f"No earlier {concept} of this event is on record to compare with.",
            f"the {concept} of earlier editions",
            queries=queries,
        )
    to_beat = max(before, key=lambda row: (row["value"], row["tier"] == "O"))
    beat = f"the record to beat is {say_figure(to_beat)} ({to_beat['period_start'].year})"
    evidence = [
        case.evidence(to_beat, f"{_edition_name(to_beat, editions)}: {say_figure(to_beat)}, the highest before")
    ]
    over = case.day >= edition.period.end
    if not own:
        state = "its figure is not on record" if over else f"the event runs to {say_day(edition.period.last)}: open"
        return not_enough(
            case,
            f"{_sentence(beat)}; {state}.",
            f"the {concept} of {edition.best['name']}",
            evidence=tuple(evidence),
            queries=queries,
        )
    evidence = [case.evidence(row, f"{edition.best['name']}: {say_figure(row)}") for row in own] + evidence
    label = _label(own, to_beat)
    one = case.stories(own) == 1
    source = " on the word of one source" if one else ""
    word = "more than" if label is Label.SUPPORTED else "not more than" if label is Label.REFUTED else "against"
    summary = (
        f"{edition.best['name']} drew {say_figure(own[0])}{source}, {word} {say_figure(to_beat)} in "
        f"{to_beat['period_start'].year}, the highest before."
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
    return Verdict(label, case.day, summary, tuple(evidence), definitions, queries=queries, one_source=one)


def _label(own: Sequence[Row], to_beat: Row) -> Label:
    higher = {row["value"] > to_beat["value"] for row in own}
    if higher == {True}:
        return Label.SUPPORTED
    return Label.REFUTED if higher == {False} else Label.CONFLICTING


def event_metrics(case: Case, concept: str) -> list[str]:
    """Return the metrics of events that a concept can mean."""
    rows = case.view.query("SELECT metric, concepts FROM metrics WHERE metric LIKE 'event-%' ORDER BY metric")
    return [row["metric"] for row in rows if concept in row["concepts"]]


def say_figure(row: Row) -> str:
    """Write a reported figure with its wording and unit."""
    qualifier = row["qualifier"] or "exact"
    return str(Quantity(row["value"], row["unit"], qualifier, interval_of(row["value"], qualifier)))


def _edition_name(row: Row, editions: Sequence[Edition]) -> str:
    return next((str(e.best["name"]) for e in editions if e.event == row["event"]), str(row["event"]))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
