"""Until when a forecast is open."""

from __future__ import annotations

from onrecord.checking.case import Case
from onrecord.checking.events import editions_of, meant_edition
from onrecord.reading.claims.claim import ClaimType, Modality
from onrecord.terms.time import FAR_FUTURE, Day, Period

OF_EVENTS = frozenset({ClaimType.EVENT_PLACE, ClaimType.EVENT_DATE, ClaimType.ATTENDANCE, ClaimType.EXTREME})
"""Claims that speak of an edition of an event, whose days the record may know."""


def open_until(case: Case) -> Day | None:
    """Return the last day of the time that a claim looks ahead to; None where it looks back, or names no time.

    That is the deadline of a goal, the period of a forecast, else the days of the event that it is about, where the
    record knows them.
    """
    claim, day = case.claim, case.article_day
    deadline = claim.details.get("deadline")
    if isinstance(deadline, Period):
        return _last(deadline, day)
    ahead = claim.modality is Modality.FORECAST
    if claim.period is not None and (ahead or claim.period.start > day):
        return _last(claim.period, day)
    if ahead and claim.type in OF_EVENTS and (claim.details.get("series") or claim.details.get("event")):
        edition = meant_edition(case, editions_of(case)[1])
        return _last(edition.period, day) if edition else None
    return None


def _last(period: Period, day: Day) -> Day | None:
    """Return the last day of a period that reaches beyond a day."""
    return period.last if day <= period.last and period.end < FAR_FUTURE else None
