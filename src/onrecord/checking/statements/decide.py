"""Decide a statement by the facts that its words, names and numbers fit: every one of them must be borne out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.checking.acts import is_next_day, is_signed_by_many, is_step_of, started
from onrecord.checking.case import Case, not_enough
from onrecord.checking.result import Query, Verdict
from onrecord.checking.statements.contents import decide_content
from onrecord.checking.statements.facts import AT_EVENTS, EDITION_DAYS, FREE, Fact, all_facts, all_figures, verdict_by
from onrecord.checking.statements.parts import are_counted, has_part, is_of_another_term, is_stronger, is_told
from onrecord.checking.statements.weighing import decide_by_weight
from onrecord.record.names import Meaning
from onrecord.terms.labels import Label
from onrecord.terms.time import Period

ENOUGH = 2
"""How many words of a headline make it one on the fact."""

_POINTS = {"day": 1, "month": 2, "": 3}
"""How many words, names and numbers must point to a fact, by how closely the statement dates it."""


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that a statement can tell, and how many of its words, names and numbers point to it."""

    fact: Fact
    points: int


def decide_happening(case: Case) -> Verdict:
    """Decide whether what is said was done is on record, whatever the words; open where a word is not borne out."""
    verdict = _decide_deed(case)
    if verdict.label is not Label.NOT_ENOUGH:
        return verdict
    return decide_content(case) or decide_by_weight(case) or verdict


def _decide_deed(case: Case) -> Verdict:
    facts, queries = all_facts(case)
    if "figure" in case.claim.details["bears"]:
        figures, asked = all_figures(case)
        facts, queries = (*facts, *figures), (*queries, *asked)
    found = [told for fact in facts if (told := _told(case, fact, case.claim.details["names"])) is not None]
    if not found:
        undone = (
            _by_another_act(case, facts, queries)
            or _denied(case, facts, queries)
            or _by_another_leader(case, facts, queries)
        )
        return undone or not_enough(case, "No fact on record says this.", "a dated source for it", queries=queries)
    if case.claim.details["first"]:
        earliest = min(found, key=lambda told: told.fact.days)
        found = [told for told in found if told.fact.days == earliest.fact.days]
    if (verdict := _under_another(case, found, queries)) is not None:
        return verdict
    return _by_day(case, found, queries, facts)


def _told(case: Case, fact: Fact, names: Sequence[Sequence[Meaning]]) -> Told | None:
    """Return the fact if all that is said can be said of it; None where a part is left over."""
    details = case.claim.details
    if "allows" in details["contrary"] and FREE.search(fact.text):
        return None  # what may be done need not be
    if not _is_meant(fact, details):
        return None
    words = set(details["words"])
    if details["dates"] and _near(case, fact):
        words -= set(details["about"])  # what the headline says already is said of the same
    if (
        not words <= fact.words
        or not all(is_told(number, fact) for number in details["numbers"])
        or (details["lengths"] and not set(details["lengths"]) <= set(fact.lengths))
    ):
        return None
    if not all(has_part(case, fact, name, names) for name in names) or _is_of_another_edition(case, fact):
        return None
    if "issuer" in fact.row and words <= {"law"} and is_step_of(fact.row, case.claim.quote):
        return None
    if fact.what == "figure" and not (words or are_counted(details["numbers"], fact) or _near(case, fact)):
        return None  # numbers alone may count anything
    if is_stronger(case.claim.quote.casefold().replace("first", ""), fact):
        return None  # which one was the first is decided by the days of all
    # An act that is named is told by its name alone.
    named = sum(name[0].kind == "policy" for name in names)
    return Told(fact, len(words) + len(names) + named + len(details["numbers"]) + _near(case, fact))


def _is_of_another_edition(case: Case, fact: Fact) -> bool:
    """Say whether a fact is of another edition of the event that the article is about, and none but its own is said."""
    details = case.claim.details
    if details["before"] or details["dates"] or fact.what not in AT_EVENTS:
        return False
    if fact.days.days > _ONE_EVENT_DAYS:
        return True  # what was done at several editions together is said of them all
    about = {*details["about_names"], *(meaning.id for name in details["names"] for meaning in name)}
    return bool(about & fact.ids) and abs((fact.days.start - case.article_day).days) > EDITION_DAYS


_ONE_EVENT_DAYS = 31
"""No event lasts longer: what took more days was done at several."""


def _is_meant(fact: Fact, details: Mapping[str, Any]) -> bool:
    """Say whether the words for what was done can mean the fact: by what it was, or because its row uses them."""
    if "issuer" not in fact.row:
        return fact.what in details["bears"] or bool(details["done"] and set(details["done"]) <= fact.words)
    text = fact.row["title"].casefold()
    what = {fact.what} | ({"signed", "adopted"} if fact.what == "released" and is_signed_by_many(fact.row) else set())
    return (
        bool(what & set(details["bears"]))
        and (not details["kinds"] or any(kind in fact.row["kind"] for kind in details["kinds"]))
        and (not details["needs"] or any(part in text for part in details["needs"]))
        and not any(part in text for part in details["bars"])
    )


def _denied(case: Case, facts: Sequence[Fact], queries: tuple[Query, ...]) -> Verdict | None:
    """Refute what a fact on record denies: that a law was vetoed which was signed."""
    details = case.claim.details
    named = [name for name in details["names"] if name[0].kind == "policy"]
    if not details["denies"] or not named:
        return None
    ids = {meaning.id for name in named for meaning in name}
    against = [f for f in facts if f.what in details["denies"] and f.row.get("policy") in ids]
    if not against or len({f.row["policy"] for f in against}) > 1:
        return None
    return verdict_by(case, Label.REFUTED, against[0], f"{against[0].statement}.", queries)


def _by_another_act(case: Case, facts: Sequence[Fact], queries: tuple[Query, ...]) -> Verdict | None:
    """Refute that one act took back another, where that was done on a day which is none of the first one's."""
    names: tuple[tuple[Meaning, ...], ...] = case.claim.details["names"]
    acts = [name for name in names if name[0].kind == "policy"]
    if len(acts) != len(names) or len(acts) != _PAIR:
        return None
    author, taken_back = acts
    found = [f for f in facts if f.what in _TAKING_BACK and _told(case, f, [taken_back]) is not None]
    own = [f for f in facts if has_part(case, f, author) and f.what not in _TAKING_BACK and "issuer" in f.row]
    own = [f for f in own if f.row["policy"] in {meaning.id for meaning in author}]
    if not found or not own or any(one.days.overlaps(f.days) for one in own for f in found):
        return None
    summary = f"{found[0].statement}; {own[0].statement}."
    return verdict_by(case, Label.REFUTED, found[0], summary, queries)


def _by_another_leader(case: Case, facts: Sequence[Fact], queries: tuple[Query, ...]) -> Verdict | None:
    """Refute what is said of a leader where all facts that fit apart from that are of another one's time."""
    names: tuple[tuple[Meaning, ...], ...] = case.claim.details["names"]
    people = [name for name in names if all(meaning.kind == "person" for meaning in name)]
    others = [name for name in names if name not in people]
    if len(people) != 1 or not others:
        return None
    found = [told for f in facts if (told := _told(case, f, others)) is not None and "issuer" in f.row]
    dates: tuple[Period, ...] = case.claim.details["dates"]
    found = [told for told in found if all(_falls_in(case, told.fact, date) for date in dates)]
    ids = [meaning.id for meaning in people[0]]
    if not found or not all(is_of_another_term(case, told.fact, ids) for told in found):
        return None
    # What took effect under the next one may be an act of the first: "Biden's rule took effect".
    acts = {told.fact.row["policy"] for told in found}
    if any(f.row.get("policy") in acts and not is_of_another_term(case, f, ids) for f in facts):
        return None
    fact = max(found, key=lambda told: told.points).fact
    summary = f"{fact.statement}, when {people[0][0].name} was not in office."
    return verdict_by(case, Label.REFUTED, fact, summary, queries)


_PAIR = 2
_TAKING_BACK = frozenset({"undone", "rescinded"})


def _near(case: Case, fact: Fact) -> int:
    """Return 1 where the headline is about the fact: it names the act, or shares its words."""
    details = case.claim.details
    own = {fact.row.get(column) for column in ("policy", "object", "actor", "entity")}
    named = bool(own & set(details["about_names"]))
    return int(named or len(set(details["about"]) & fact.words) >= ENOUGH)


def _under_another(case: Case, found: Sequence[Told], queries: tuple[Query, ...]) -> Verdict | None:
    """Refute what is said to have been done under a leader in whose time no such fact falls."""
    term = case.claim.details["term"]
    if not term:
        return None
    others = [told for told in found if is_of_another_term(case, told.fact, term)]
    if len(others) < len(found) or max(told.points for told in found) < ENOUGH:
        return None
    fact = max(found, key=lambda told: told.points).fact
    summary = f"{fact.statement}, when {case.name(term[0])} was not in office."
    return Verdict(Label.REFUTED, case.day, summary, (case.evidence(fact.row, fact.statement),), queries=queries)


def _by_day(case: Case, found: Sequence[Told], queries: tuple[Query, ...], facts: Sequence[Fact]) -> Verdict:
    """Compare the days of the facts that are told with those that are said."""
    dates: tuple[Period, ...] = case.claim.details["dates"]
    best = max(found, key=lambda told: told.points)
    inside = [told for told in found if all(_falls_in(case, told.fact, date) for date in dates)]
    # A day to come may be told of what is decided already; without a day it is told as done.
    past = [told for told in inside if dates or told.fact.days.start <= case.article_day]
    if past:
        told = max(past, key=lambda told: (told.points, told.fact.days))
        if told.points >= _POINTS[_closeness(dates)] - ("issuer" not in told.fact.row):
            label = started(case, told.fact.row, case.claim.quote) if told.fact.what == "effect" else Label.SUPPORTED
            summary = told.fact.statement if label is Label.SUPPORTED else f"Planned, and {told.fact.row['status']}"
            return verdict_by(case, label, told.fact, f"{summary}.", queries)
        return not_enough(case, "The words may mean several acts.", "which act is meant", queries=queries)
    known = {told.fact.row.get("policy", told.fact.row.get("happening")) for told in found}
    summary = f"{best.fact.statement}, not {case.claim.period}."
    if best.fact.what != "figure" and any(is_next_day(date, best.fact.days) for date in dates):
        return verdict_by(case, Label.CONFLICTING, best.fact, f"{summary} Time zones may tell them apart.", queries)
    certain = (
        best.fact.what != "figure"
        and len(known) == 1
        and len(found) == 1
        and best.points > ENOUGH
        and best.fact.days.is_day
    )
    if (verdict := _long_before(case, found, queries)) is not None:
        return verdict
    act = best.fact.row.get("policy")
    # Another step of the same act on the day that is said: what took effect then was released before.
    step = any(_falls_in(case, f, date) for f in facts for date in dates if act and f.row.get("policy") == act)
    if dates and certain and not step and not any(date.start > case.article_day for date in dates):
        return verdict_by(case, Label.REFUTED, best.fact, summary, queries)
    return not_enough(case, summary, "which act is meant", queries=queries)


_LONG_DAYS = 30


def _long_before(case: Case, found: Sequence[Told], queries: tuple[Query, ...]) -> Verdict | None:
    """Decide a day long before every act on what is named: refuted where the state's acts are all on record."""
    dates: tuple[Period, ...] = case.claim.details["dates"]
    named = any(name[0].kind in {"product", "policy"} for name in case.claim.details["names"])
    first = min(found, key=lambda told: told.fact.days).fact
    if len(dates) != 1 or not named or "issuer" not in first.row:
        return None
    if (first.days.start - dates[0].last).days < _LONG_DAYS:
        return None
    watched = case.watched("policies", [first.row["jurisdiction"]], dates[0].start)
    full = watched is not None and watched["completeness"] in {"full", "main"}
    summary = f"{first.statement}, the first such act on record, not {dates[0]}."
    return verdict_by(case, Label.REFUTED if full else Label.CONFLICTING, first, summary, queries)


def _closeness(dates: Sequence[Period]) -> str:
    """Return how closely a statement dates what it tells: to the day or the week, the month, or not."""
    shortest = min((date.days for date in dates), default=_MONTH + 1)
    return "day" if shortest <= _WEEK else "month" if shortest <= _MONTH else ""


_WEEK, _MONTH = 7, 31


def _falls_in(case: Case, fact: Fact, date: Period) -> bool:
    readings = (date, *case.claim.details.get("other_periods", ())) if date == case.claim.period else (date,)
    return any(reading.contains(fact.days) for reading in readings)
