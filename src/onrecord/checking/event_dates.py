"""Decide when an event was held, opened or closed, and how long it lasted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.event_moves import decide_move
from onrecord.checking.events import Edition, editions_of, meant_edition
from onrecord.checking.result import Verdict
from onrecord.terms.labels import Label
from onrecord.terms.time import Day, Period, say_day


def decide_date(case: Case) -> Verdict:
    """Decide when an event is held, opens or closes, or how long it lasts."""
    if case.claim.details["moment"] == "moved":
        return decide_move(case)
    answer, editions = editions_of(case)
    edition = meant_edition(case, editions)
    queries = (query_of(answer),)
    if edition is None:
        return not_enough(
            case,
            f"No edition of {case.claim.subject_name} near that day was on record.",
            "an announcement of the edition's days",
            queries=queries,
        )
    label, reason = _date_label(case, edition)
    if label is Label.REFUTED and "planned" in case.claim.details:
        return decide_move(case)  # "was to end on Friday" tells the plan
    other = _edition_of_another_reading(case, editions) if label is Label.REFUTED else None
    if other is not None:
        label, reason = Label.NOT_ENOUGH, f"; the day claimed fits the edition of {other.period.start.year}"
    days = str(edition.period)
    extension = edition.with_extension
    if extension != edition.period:
        days += f", a part of it (the exhibition) to {say_day(extension.last)}"
    verb = "was announced for" if edition.best["status"] == "planned" else "took place"
    summary = f"{edition.best['name']} {verb} {'on ' if edition.period.is_day else ''}{days}{reason}."
    evidence = tuple(case.evidence(row, _date_statement(row)) for row in edition.rows)
    one = case.stories(edition.rows) == 1
    if label is Label.NOT_ENOUGH:
        return not_enough(case, summary, "the exact days of the event", evidence=evidence, queries=queries)
    return Verdict(label, case.day, summary, evidence, queries=queries, one_source=one)


def _date_label(case: Case, edition: Edition) -> tuple[Label, str]:
    actual, extended = edition.period, edition.with_extension
    moment = case.claim.details["moment"]
    if moment == "lasts":
        days = case.claim.details["days"]
        if edition.is_coarse:
            return Label.NOT_ENOUGH, ""
        if days in {actual.days, extended.days}:
            return Label.SUPPORTED, ""
        return Label.REFUTED, f": {actual.days} days, not {days}"
    if moment == "held" and _RANGE.search(case.claim.quote) and (other := _other_days(edition, case.claim.period)):
        return other
    labels = [_label_of(edition, moment, reading) for reading in case.readings]
    borne_out = next((found for found in labels if found[0] is Label.SUPPORTED), None)
    return borne_out or (labels[0] if labels else (Label.NOT_ENOUGH, ""))


_RANGE = re.compile(r"\d\s?(?:-|–|to|and|until|through)\s?(?:[A-Z][a-z]+\.?\s)?\d")
"""Days that are given one by one: "15-19 March"; "this week" only contains them."""


def _other_days(edition: Edition, claimed: Period | None) -> tuple[Label, str] | None:
    """Return that a range of days has another first or last one; None where it has not, or lies elsewhere."""
    actual, extended = edition.period, edition.with_extension
    if claimed is None or edition.is_coarse or not claimed.overlaps(extended) or claimed in {actual, extended}:
        return None
    if extended.contains(claimed) and claimed.start != actual.start:
        return None  # a part of the days may be told of, not all
    return Label.CONFLICTING, f", which is not quite {claimed}" if claimed != actual else ""


def _edition_of_another_reading(case: Case, editions: Sequence[Edition]) -> Edition | None:
    """Return another edition that a second reading of the date fits: "opened on July 4", said of last year's."""
    moment = case.claim.details["moment"]
    for reading in case.readings[1:]:
        for edition in editions:
            if not edition.is_coarse and _label_of(edition, moment, reading)[0] is Label.SUPPORTED:
                return edition
    return None


def _label_of(edition: Edition, moment: str, claimed: Period) -> tuple[Label, str]:
    """Compare one reading of the claimed date with the days of the edition."""
    actual, extended = edition.period, edition.with_extension
    if edition.is_coarse:
        return (Label.SUPPORTED, "") if claimed.contains(actual) else (Label.NOT_ENOUGH, "")
    if moment == "opens":
        return (Label.SUPPORTED, "") if claimed.contains(actual.start) else (Label.REFUTED, f", not {claimed}")
    if moment == "closes":
        # "It runs through the weekend" names days that it still has, not its last one.
        within = not claimed.is_day and extended.contains(claimed)
        fits = within or claimed.contains(actual.last) or claimed.contains(extended.last)
        return (Label.SUPPORTED, "") if fits else (Label.REFUTED, f", not {claimed}")
    if not claimed.overlaps(extended):
        return Label.REFUTED, f", not {claimed}"
    if extended.contains(claimed) or claimed.contains(actual) or claimed.contains(actual.start):
        return Label.SUPPORTED, ""
    return Label.CONFLICTING, f", which only overlaps {claimed}"


def _date_statement(row: Row) -> str:
    extended = f" (a part of it to {say_day(period_end)})" if (period_end := _extended_last(row)) else ""
    return f"{row['name']}: {period_of_row(row)}{extended}"


def _extended_last(row: Row) -> Day | None:
    if not row["extended_end"]:
        return None
    return Period(row["extended_start"], row["extended_end"]).last
