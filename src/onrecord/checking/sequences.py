"""Decide claims that put an event so long after, or before, an act of policy."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.checking.acts import act_statement, days_of, fits_verb, is_actor
from onrecord.checking.asked_acts import ask_acts
from onrecord.checking.case import Case, Row, not_enough, query_of
from onrecord.checking.events import editions_of, meant_edition
from onrecord.checking.orders import decide_order
from onrecord.checking.result import Evidence, Query, Verdict
from onrecord.reading.claims.vocabulary import NUMBER_WORDS
from onrecord.terms.labels import Label
from onrecord.terms.time import ONE_DAY, Day, Period, say_day, say_on

_UNIT_DAYS = {"hour": 0, "day": 1, "week": 7, "month": 30}
_FEW = {"": (1, 13), "a few": (2, 6), "several": (2, 9)}
"""How many units a wording without a number spans: "days after" is up to a fortnight."""


def gap_days(words: str) -> tuple[int, int]:
    """Return how many days a wording spans, from and to.

    >>> gap_days("days"), gap_days("two weeks"), gap_days("a day")
    ((1, 13), (11, 17), (1, 1))
    """
    count, _, unit = words.rpartition(" ")
    size = _UNIT_DAYS[unit.rstrip("s")]
    if size == 0:
        return 0, 1
    if count in _FEW:
        low, high = _FEW[count] if size == 1 else (1, 8)
        return low * size, high * size + size // 3
    number = int(count) if count.isdigit() else NUMBER_WORDS.get(count, 1)
    return number * size - size // 2, number * size + size // 2


def decide_sequence(case: Case) -> Verdict:
    """Decide whether an event began so long after (or before) an act."""
    details = case.claim.details
    if "what" in details:
        return decide_order(case)
    answer, editions = editions_of(case)
    edition = meant_edition(case, editions)
    low, high = gap_days(details["gap"])
    if edition is None:
        return not_enough(
            case,
            "No edition of the event near that day was on record.",
            "the days of the event",
            queries=(query_of(answer),),
        )
    start = edition.period.start
    after = details["relation"] == "after"
    window = (
        Period(start - high * ONE_DAY, start - low * ONE_DAY + ONE_DAY)
        if after
        else Period(start + low * ONE_DAY, start + high * ONE_DAY + ONE_DAY)
    )
    acts = ask_acts(case, details["policies"], details["actor"], details["object"], window)
    days = _days_meant(case, [row for row in acts.rows if case.decides(row)])
    queries = (query_of(answer), query_of(acts))
    evidence = (
        case.evidence(edition.best, f"{edition.best['name']}: {edition.period}"),
        *(case.evidence(row, act_statement(row)) for _, row in days),
    )
    inside = [(day, row) for day, row in days if window.contains(day)]
    if inside:
        summary = _gap_between(inside, start)
        return Verdict(Label.SUPPORTED, case.day, f"{summary}.", evidence, queries=queries)
    if days and not edition.is_coarse and all(day.is_day for day, _ in days):
        return _other_gap(case, days, start, (low, high, after), evidence, queries)
    side = "before" if after else "after"
    return not_enough(
        case,
        f"No such act in the {details['gap']} {side} the event is on record.",
        "the day of the act",
        evidence=evidence,
        queries=queries,
    )


def _days_meant(case: Case, rows: Sequence[Row]) -> list[tuple[Period, Row]]:
    """Return the days of the acts that the verb of a sequence can mean, those of the named actor where there are."""
    verb = case.claim.details["verb"]
    fitting = [row for row in rows if fits_verb(row, verb)]
    of_actor = [row for row in fitting if is_actor(case, row)]
    return [(day, row) for row in of_actor or fitting for day in days_of(row, verb)]


def _gap_between(days: Sequence[tuple[Period, Row]], start: Day) -> str:
    """Write which acts lie how far from the first day of an event, measured from the nearest."""
    day, _ = min(days, key=lambda item: abs((start - item[0].start).days))
    gap = (start - day.start).days
    titles = dict.fromkeys(row["title"] for _, row in days)
    count = f"{len(titles)} acts ({'; '.join(titles)})" if len(titles) > 1 else next(iter(titles))
    length = f"{abs(gap)} {'day' if abs(gap) == 1 else 'days'} {'before' if gap >= 0 else 'after'}"
    return f"{count}, {say_on(day)}, {length} the event began ({say_day(start)})"


def _other_gap(
    case: Case,
    days: Sequence[tuple[Period, Row]],
    start: Day,
    claimed: tuple[int, int, bool],
    evidence: tuple[Evidence, ...],
    queries: tuple[Query, ...],
) -> Verdict:
    """Decide a sequence whose acts all lie outside the claimed gap: refuted on the wrong side or far off."""
    low, high, after = claimed
    gaps = [(start - day.start).days * (1 if after else -1) for day, _ in days]
    summary = f"{_gap_between(days, start)}, not {case.claim.details['gap']} {'before' if after else 'after'}."
    if len({row["policy"] for _, row in days}) > 1:
        return not_enough(case, summary, "which act is meant", evidence=evidence, queries=queries)
    far = all(gap < 0 or gap > 2 * high or 2 * gap < low for gap in gaps)
    return Verdict(Label.REFUTED if far else Label.CONFLICTING, case.day, summary, evidence, queries=queries)
