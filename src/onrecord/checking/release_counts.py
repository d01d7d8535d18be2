"""Decide how many models a maker brought out in a time, where the record was watching it."""

from __future__ import annotations

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.releases import LAUNCH_KINDS
from onrecord.checking.result import Verdict
from onrecord.measures.registry import PACE, RELEASES
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Interval, Quantity
from onrecord.terms.time import say_day


def decide_release_count(case: Case) -> Verdict:
    """Decide a number of launches; refuted where all of the maker are on record, or some where none is said."""
    details, period = case.claim.details, case.claim.period
    count: Quantity = details["count"]
    makers = list(details["makers"])
    answer = case.ask(PACE, f"launches of {case.claim.subject_name}", makers=makers, country=None, families=None)
    rows = [row for row in answer.rows if row["exact"] and period and period.contains(row["day"]) and case.decides(row)]
    watched = case.watched("releases", makers, period.start) if period else None
    full = watched is not None and watched["completeness"] == "full"
    fully = full and watched is not None and period is not None and period.last < watched["period_end"]
    listed = case.ask(RELEASES, f"releases of {case.claim.subject_name}", releases=None, makers=makers)
    # Models that came on one day may be told as one launch, and variants of one model as several.
    every = {row["release"] for row in listed.rows if row["kind"] in LAUNCH_KINDS and _is_in(case, row)}
    models = max(len(every), sum(row["models"] for row in rows))
    queries = (query_of(answer), query_of(listed))
    named = ", ".join(f"{row['model']} on {say_day(row['day'])}" for row in rows)
    summary = f"{len(rows) or 'No'} launches of {case.claim.subject_name} in {period}{': ' if named else ''}{named}."
    evidence = tuple(case.evidence(row, f"{row['model']}: launched on {say_day(row['day'])}") for row in rows)
    if count.interval.overlaps(Interval(len(rows), models)) and (fully or rows):
        return Verdict(Label.SUPPORTED, case.day, summary, evidence, queries=queries)
    none_said = count.value == 0
    if (none_said and rows) or (fully and count.interval.low > models):
        return Verdict(Label.REFUTED, case.day, summary, evidence, queries=queries)
    return not_enough(case, summary, "a full list of launches", evidence=evidence, queries=queries)


def _is_in(case: Case, row: Row) -> bool:
    return case.decides(row) and case.claim.period is not None and case.claim.period.contains(period_of_row(row))
