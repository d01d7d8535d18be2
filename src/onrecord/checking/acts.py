"""What acts of policy are: which of them a verb can mean, who acted, on which days."""

from __future__ import annotations

import re
from functools import cache

from onrecord.checking.case import Case, Row, period_of_row
from onrecord.reading.words import cell_words, word_table
from onrecord.record.names import fold
from onrecord.terms.labels import Label
from onrecord.terms.time import ONE_DAY, Day, Period, say_on


@cache
def acts_of_verb(verb: str, *, looser: bool = False) -> frozenset[str]:
    """Return the acts of the tables that a list of verbs means; `looser`: those that it can mean too.

    A plan is released and never signed; what is signed is thereby made public, so that "unveiled" may mean that day.

    >>> sorted(acts_of_verb("sign")), "signed" in acts_of_verb("unveil", looser=True)
    (['signed'], True)
    """
    rows = [row for row in word_table("acts") if row["part"] == "verb" and row["words"] == verb]
    return frozenset(act for row in rows for act in cell_words(row["looser" if looser else "acts"]))


def fits_verb(row: Row, verb: str) -> bool:
    """Say whether a verb can mean what was done to an act, in the wider sense."""
    if verb == "sign" and row["act"] == "released" and is_signed_by_many(row):
        return True  # what many states sign is made public by that
    return row["act"] in acts_of_verb(verb) | acts_of_verb(verb, looser=True) or takes_effect(row, verb)


def is_signed_by_many(row: Row) -> bool:
    """Say whether an act is one that states sign or adopt together by making it public: a declaration."""
    return any(kind in row["kind"] for kind in _SIGNED_BY_MANY)


def means_verb(row: Row, verb: str) -> bool:
    """Say whether a verb plainly means what was done to an act."""
    return row["act"] in acts_of_verb(verb) or takes_effect(row, verb)


def is_actor(case: Case, row: Row) -> bool:
    """Say whether the article's actor is the row's: by id, by the issuer's name, or as the state that it acts for."""
    actors, issuer = case.claim.details["actor"], fold(row["issuer"])
    if not actors or row["actor"] in actors:
        return bool(actors)
    for id_ in actors:
        entity = case.entity(id_)
        if entity is None:
            continue
        if row["actor"] and (id_ in case.ancestors(row["actor"]) or row["actor"] in case.ancestors(id_)):
            return True
        if leads(case, entity, row) and in_office(case, entity, period_of_row(row)):
            return True
        names = {fold(name) for name in (entity["name"], *entity["aliases"]) if len(name) > 2}
        if any(name in issuer for name in names):
            return True
        if entity["kind"] in {"country", "place"} and entity["country"] == row["jurisdiction"]:
            return True
    return False


def leads(case: Case, person: Row, row: Row) -> bool:
    """Say whether a person leads the executive to which the author of an act belongs: a president and a ministry."""
    if not person["subkind"].startswith("head of") or not row["actor"] or not person["parent"]:
        return False
    own = {id_ for id_ in case.ancestors(person["parent"]) if _is_organisation(case, id_)}
    return bool(own & {id_ for id_ in case.ancestors(row["actor"]) if _is_organisation(case, id_)})


def _is_organisation(case: Case, id_: str) -> bool:
    entity = case.entity(id_)
    return entity is not None and entity["kind"] == "organisation"


def in_office(case: Case, person: Row, period: Period) -> bool:
    """Say whether a person held an office at some time of a period; True where its days are not on record."""
    terms = _terms(case, person)
    return not terms or any(term.overlaps(period) for term in terms)


def _terms(case: Case, person: Row) -> list[Period]:
    """Return when a person held an office.

    Somebody may have held it before, as the dated titles tell: "US President", from 2017 to 2021 and again.
    """
    terms = [Period(person["holds_start"], person["holds_end"])] if person["holds_start"] else []
    return terms + [
        Period(row["holds_start"], row["holds_end"])
        for row in case.view.query(
            "SELECT DISTINCT holds_start, holds_end FROM aliases WHERE entity = $who AND use = 'title' "
            "AND holds_start IS NOT NULL AND alias NOT LIKE 'former%' AND alias NOT LIKE '%elect%' "
            "AND alias NOT LIKE '%administration' ORDER BY ALL",
            {"who": person["entity"]},
        )
    ]


def led(case: Case, person: Row, row: Row) -> bool | None:
    """Say whether a person led the executive on the day of an act of it; None where only its month is known."""
    period, terms = period_of_row(row), _terms(case, person)
    if not leads(case, person, row) or not in_office(case, person, period):
        return False
    held = (min(term.end, period.end) - max(term.start, period.start) for term in terms if term.overlaps(period))
    return True if max(held, default=period.days * ONE_DAY) >= _MOSTLY * period.days * ONE_DAY else None


_MOSTLY = 0.9
"""The share of a year in office that lets an act of that year be taken for one's own."""


def say_act(row: Row, verb: str, day: Period) -> str:
    """Write what happened to an act on a day."""
    did = "took effect" if takes_effect(row, verb) else row["act"]
    return f"{row['title']}: {did} {say_on(day)}"


_TAKEN_BACK = re.compile(r"(?:repealed|revoked|rescinded|reversed|withdrawn) (\d{4}-\d{2}-\d{2})")
_SIGNED_BY_MANY = ("declaration", "statement", "commitments", "treaty")


def taken_back(row: Row, day: Day) -> Period | None:
    """Return the day on which an act was taken back, as its status tells, where it was known on a day."""
    found = _TAKEN_BACK.search(row["status"] or "")
    back = Period.parse(found[1]) if found else None
    return back if back and back.start <= day else None


_IN_FORCE = re.compile(r"\b(?:law|force)\b")


def is_step_of(row: Row, said: str) -> bool:
    """Say whether an act is a later step of a law of which the words speak as a whole: "has been law since"."""
    return row["kind"] == "milestone" and _IN_FORCE.search(said) is not None


_PLANNED = re.compile(
    r"\b(?:(?:was|were|been) (?:due|to|set|meant|supposed|scheduled|slated|planned)|would|never|planned)\b"
)


def started(case: Case, row: Row, said: str) -> Label:
    """Say whether an act began to apply as is said: half right if it was planned so when the article appeared.

    An act that was taken back before its first day never did; that it was due to start is told rightly for ever.
    """
    back = taken_back(row, case.day)
    starts = row["effective_start"]
    if back is None or starts is None or starts < back.start or _PLANNED.search(said):
        return Label.SUPPORTED
    return Label.CONFLICTING if case.article_day < back.start else Label.REFUTED


def takes_effect(row: Row, verb: str) -> bool:
    """Say whether a verb speaks of the day from which an act applies, and the record knows that day."""
    return verb == "apply" and row["effective_start"] is not None


def days_of(row: Row, verb: str) -> list[Period]:
    """Return the days that a verb can mean: the act's own, its effect's, and for making public its publication too."""
    if takes_effect(row, verb):
        return [Period(row["effective_start"], row["effective_end"])]
    days = [period_of_row(row)]
    if verb == "unveil" and row["published"] == row["known_from"].isoformat() and row["known_from"] > days[0].last:
        days.append(Period.of_day(row["known_from"]))
    return days


def is_next_day(claimed: Period, day: Period) -> bool:
    """Say whether two days are neighbours, so that time zones may tell them apart."""
    return claimed.is_day and day.is_day and abs((claimed.start - day.start).days) == 1


def act_statement(row: Row) -> str:
    """Write an act as a line of evidence: its title, by whom, what was done and when."""
    return f"{row['title']} ({row['issuer']}): {row['act']} {say_on(period_of_row(row))}"
