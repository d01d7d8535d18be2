"""Decide whether an event was moved: the plans that were on record before it was held, against its days."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.events import Edition, editions_of, meant_edition
from onrecord.checking.result import Verdict
from onrecord.terms.labels import Label
from onrecord.terms.time import Period


def decide_move(case: Case) -> Verdict:
    """Decide whether an edition was held at another time than was first planned, as far as its plans are on record."""
    answer, editions = editions_of(case)
    edition, queries = meant_edition(case, editions), (query_of(answer),)
    told = _told(case, edition) if edition else []
    plans = _plans(edition, told) if edition else []
    if edition is None or edition.is_coarse or not plans:
        return not_enough(
            case,
            f"No other days of {case.claim.subject_name} than its own were on record.",
            "what had been planned before",
            queries=queries,
        )
    name = edition.best["name"]
    evidence = tuple(case.evidence(row, f"{name}: planned for {period_of_row(row)}") for row in plans)
    evidence += (case.evidence(edition.best, f"{name}: {edition.period}"),)
    summary = f"{name} had been planned for {period_of_row(plans[0])}, and was set for {edition.period}"
    label = _label(case, edition, plans, " ".join(str(row["note"]) for row in told).casefold())
    if label is Label.NOT_ENOUGH:
        return not_enough(case, f"{summary}.", "why it was moved", evidence=evidence, queries=queries)
    return Verdict(label, case.day, f"{summary}.", evidence, queries=queries, one_source=case.stories(plans) == 1)


def _told(case: Case, edition: Edition) -> list[Row]:
    """Return all that was public on an edition by the day, what was replaced since too, the oldest word first."""
    rows = [row for row in case.view.record.all_vintages("events") if row["event"] == edition.event]
    known = [row for row in rows if row["known_from"] <= case.day and case.may_testify(row) and case.decides(row)]
    return sorted(known, key=lambda row: (row["known_from"], row["period_start"]))


def _plans(edition: Edition, told: Sequence[Row]) -> list[Row]:
    """Return what had been planned for an edition, where that was another time."""
    return [row for row in told if row["status"] == "planned" and period_of_row(row) != edition.period]


def _label(case: Case, edition: Edition, plans: Sequence[Row], notes: str) -> Label:
    details = case.claim.details
    if case.claim.period is not None and not any(_was_plan(case, period_of_row(row)) for row in plans):
        return Label.REFUTED
    way, why = details.get("way"), details.get("why", ())
    if way and not any(_moved_so(way, details["days"], edition, row) for row in plans):
        return Label.REFUTED
    return Label.SUPPORTED if not why or any(word in notes for word in why) else Label.NOT_ENOUGH


def _was_plan(case: Case, plan: Period) -> bool:
    """Say whether a day or a time is that of a plan: of its first or last day, where that is what is told."""
    ends = {"opens": plan.start, "closes": plan.last}
    if day := ends.get(case.claim.details["moment"]):
        return any(reading.contains(day) for reading in case.readings)
    return any(reading.contains(plan.start) or plan.contains(reading) for reading in case.readings)


def _moved_so(way: str, days: tuple[int, int] | None, edition: Edition, plan: Row) -> bool:
    """Say whether an edition came later or earlier, or took longer, than a plan, by as much as is said."""
    was = period_of_row(plan)
    by = {
        "later": (edition.period.start - was.start).days,
        "earlier": (was.start - edition.period.start).days,
        "longer": edition.with_extension.days - was.days,
    }[way]
    return by > 0 if days is None else days[0] <= by <= days[1]
