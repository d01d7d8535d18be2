"""Which edition of an event a claim means, and where it was held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.result import Query, Verdict
from onrecord.measures.measure import Answer
from onrecord.measures.registry import EVENT_EDITIONS, MEETINGS
from onrecord.reading.claims.claim import Modality
from onrecord.reading.stems import content_stems
from onrecord.reading.words import one_of, words_where
from onrecord.terms.labels import Label, tier_rank
from onrecord.terms.time import Day, Period

NEAR_DAYS = 250
"""An edition further than this from the article's day is not the one that it speaks of without naming a year."""

COARSE_DAYS = 27
"""A period this long or longer is a month or a year in which the event fell, not its days."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition with all rows that speak of it, best first."""

    event: str
    rows: tuple[Row, ...]

    @property
    def best(self) -> Row:
        """The row that is believed."""
        return self.rows[0]

    @property
    def period(self) -> Period:
        """The days of the edition."""
        return period_of_row(self.best)

    @property
    def with_extension(self) -> Period:
        """The days of the edition and of the part of it that ran longer."""
        extended = self.best["extended_end"]
        return Period(self.period.start, max(self.period.end, extended)) if extended else self.period

    @property
    def is_coarse(self) -> bool:
        """Whether the record knows only the month or the year."""
        return self.period.days >= COARSE_DAYS


def editions_of(case: Case) -> tuple[Answer, tuple[Edition, ...]]:
    """Return all editions of the claim's event series that were on record, or the meetings of the two people named."""
    if met := case.claim.details.get("meeting"):
        words = f"all meetings of {case.name(met[0])} and {case.name(met[1])}, with dates and places"
        first, second = (rf"\b({'|'.join(case.name(id_).split())})\b" for id_ in met)
        answer = case.ask(MEETINGS, words, one=met[0], two=met[1], one_names=first, two_names=second)
        return answer, _as_editions(case, answer)
    series = case.claim.details["series"] or _series_of(case, case.claim.details["event"])
    answer = case.ask(EVENT_EDITIONS, f"all editions of {case.name(series)}, with dates and places", series=series)
    return answer, _as_editions(case, answer)


def _as_editions(case: Case, answer: Answer) -> tuple[Edition, ...]:
    by_event: dict[str, list[Row]] = {}
    # The best tier decides; within it the newest word on an edition that was held stands before its announcement.
    for row in sorted(answer.rows, key=lambda row: tier_rank(case.tier(row))):
        by_event.setdefault(row["event"], []).append(row)
    # An edition that only weak sources know is still the one that is meant; it then decides nothing.
    return tuple(
        Edition(event, tuple(row for row in rows if case.decides(row)) or tuple(rows))
        for event, rows in sorted(by_event.items(), key=lambda item: item[1][0]["period_start"])
    )


def _series_of(case: Case, event: str) -> str:
    rows = case.view.record.latest().query("SELECT series FROM events WHERE event = $event LIMIT 1", {"event": event})
    return str(rows[0]["series"]) if rows else ""


def meant_edition(case: Case, editions: Sequence[Edition]) -> Edition | None:
    """Return the edition that the claim means; None where there is none, or where only weak sources know it."""
    edition = _likeliest(case, editions)
    return edition if edition is not None and case.decides(edition.best) else None


def _likeliest(case: Case, editions: Sequence[Edition]) -> Edition | None:
    """Return the named edition, that of the named year, else the nearest."""
    details = case.claim.details
    period = details.get("period")
    event, year = details.get("event"), details.get("year")
    named = next((edition for edition in editions if edition.event == event), None)
    # "Last year's summit" under a name that only this year's edition bears is last year's.
    if event and (not year or (named and named.period.start.year == year)):
        if named and period is not None and distance(period, named.period.start) > NEAR_DAYS / 2:
            # "The summit began as a talk in 2023" is said of the series.
            return next((edition for edition in editions if edition.period.overlaps(period)), named)
        return named
    day = case.article_day
    if year:
        # A series may meet twice a year.
        about = period.start if period is not None else day
        same_year = [edition for edition in editions if edition.period.start.year == year]
        # One that is near is meant, else the one that goes by the year alone.
        return min(
            same_year,
            key=lambda one: (
                distance(one.period, about) > COARSE_DAYS,
                one.best["edition"] != str(year),
                distance(one.period, about),
            ),
            default=None,
        )
    readings = case.readings
    if readings and all(distance(reading, day) > NEAR_DAYS / 2 for reading in readings):
        # "Last year", "in 2023": the edition of that time, not the one that is near.
        return next((edition for edition in editions if edition.period.overlaps(readings[0])), None)
    # "Was held in" is never said of an edition that was yet to come, nor "will be held in" of one that was over.
    pool = list(editions)
    if _past().search(case.claim.quote):
        pool = [edition for edition in editions if edition.period.start <= day] or pool
    elif case.claim.modality is Modality.FORECAST or (period is not None and period.start > case.article_day):
        pool = [edition for edition in editions if edition.with_extension.end > day]
    near = [(distance(edition.period, day), edition.period.start, edition) for edition in pool]
    near = [item for item in near if item[0] <= NEAR_DAYS]
    return min(near, key=lambda item: item[:2])[2] if near else None


@cache
def _past() -> re.Pattern[str]:
    """Return the verbs that say that an event lies behind: "was held", "opened"."""
    return re.compile(rf"\b{one_of(words_where('tense', 'tense', 'event-past'))}\b")


def distance(period: Period, day: Day) -> int:
    """Return how many days lie between a day and a period; 0 inside it."""
    if period.contains(day):
        return 0
    return (period.start - day).days if day < period.start else (day - period.last).days


def decide_place(case: Case) -> Verdict:
    """Decide where an event is held."""
    answer, editions = editions_of(case)
    edition = meant_edition(case, editions)
    claimed, claimed_name = case.claim.details["place"], case.claim.details["place_name"]
    queries = (query_of(answer),)
    if edition is None:
        past = _one_place(case, editions)
        tail = f" All {len(editions)} editions on record were in {past}." if past and len(editions) > 1 else ""
        return not_enough(
            case,
            f"No edition of {case.claim.subject_name} near that day was on record.{tail}",
            "an announcement of the edition's place",
            queries=queries,
        )
    city = edition.best["city"]
    city_name = case.name(city)
    venues = " ".join(str(row["venue"]) for row in edition.rows)
    if not claimed:
        return _decide_venue(case, edition, venues, queries)
    agree = claimed == city or claimed in case.ancestors(city) or claimed_name in venues
    # A region or suburb inside the recorded place is a closer look at it, not a contradiction.
    finer = city in case.ancestors(claimed)
    label = Label.SUPPORTED if agree else Label.NOT_ENOUGH if finer else Label.REFUTED
    verb = "was announced for" if edition.best["status"] == "planned" else "took place in"
    summary = f"{edition.best['name']} {verb} {city_name} ({edition.period})"
    summary += "." if agree else f", not in {claimed_name}." if label is Label.REFUTED else "; no venue in more detail."
    others = [other for other in editions if other.event != edition.event and other.period.start < edition.period.start]
    same = [other for other in others if other.best["city"] == city]
    if others and len(same) == len(others):
        summary += f" Every earlier edition on record ({len(others)}) was in {city_name} too."
    evidence = [case.evidence(row, _place_statement(case, row)) for row in edition.rows]
    evidence += [case.evidence(other.best, _place_statement(case, other.best), decisive=False) for other in others]
    if label is Label.NOT_ENOUGH:
        return not_enough(
            case, summary, f"whether the venue lay in {claimed_name}", evidence=tuple(evidence), queries=queries
        )
    return Verdict(
        label, case.day, summary, tuple(evidence), queries=queries, one_source=case.stories(edition.rows) == 1
    )


def _decide_venue(case: Case, edition: Edition, venues: str, queries: tuple[Query, ...]) -> Verdict:
    """Decide in which building an event was held; open where the record has another word for it."""
    rows = [row for row in edition.rows if row["venue"]]
    summary = f"{edition.best['name']}: {venues.strip() or 'no venue'} on record."
    evidence = tuple(case.evidence(row, _place_statement(case, row)) for row in rows)
    if not content_stems(case.claim.details["place_name"]) <= content_stems(venues):
        return not_enough(case, summary, "the venue of the event", evidence=evidence, queries=queries)
    return Verdict(Label.SUPPORTED, case.day, summary, evidence, queries=queries, one_source=case.stories(rows) == 1)


def _place_statement(case: Case, row: Row) -> str:
    verb = "announced for" if row["status"] == "planned" else "held in"
    venue = f", {row['venue']}" if row["venue"] else ""
    return f"{row['name']}: {verb} {case.name(row['city'])}{venue}, {period_of_row(row)}"


def _one_place(case: Case, editions: Sequence[Edition]) -> str:
    cities = {edition.best["city"] for edition in editions}
    return case.name(cities.pop()) if len(cities) == 1 else ""
