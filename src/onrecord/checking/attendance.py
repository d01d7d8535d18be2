"""Decide who is at an event. Absence is never concluded: no list of attendants is complete."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.checking.acts import in_office
from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.events import Edition, editions_of, meant_edition
from onrecord.checking.result import Definition, Evidence, Query, Verdict
from onrecord.measures.registry import ENTITIES, HAPPENINGS
from onrecord.reading.words import cell_words, word_table
from onrecord.terms.labels import Label
from onrecord.terms.lists import say_list
from onrecord.terms.time import Period

NEAR_DAYS = 62
"""A visit this far from the claimed time may be the one that had been planned for it."""

_ACTED = re.compile(r"\b(?:spoke|speak|open|keynot|address|deliver|gave|took the stage|takes the stage|debated)")

KINDS = ("attended", "spoke", "opened", "met")


def decide_attendance(case: Case) -> Verdict:
    """Decide whether those named were at the event, as far as reports on record place them there."""
    if "visited" in case.claim.details:
        return _decide_visit(case)
    answer, editions = editions_of(case)
    edition = meant_edition(case, editions)
    who: tuple[str, ...] = case.claim.details["who"]
    names: tuple[str, ...] = case.claim.details["who_names"]
    event = edition.best["name"] if edition else case.claim.details.get("event") or "the event"
    if edition is None:
        return not_enough(
            case,
            "No edition of the event near that day was on record.",
            f"a list of who attended {event}",
            queries=(query_of(answer),),
        )
    asked = case.ask(
        HAPPENINGS,
        f"who of {', '.join(names)} was at {event}",
        kinds=list(KINDS),
        entities=list(who),
        object=edition.event,
    )
    if verdict := _out_of_office(case, edition.period, (query_of(answer), query_of(asked))):
        return verdict
    if verdict := _done_by_another(case, edition, (query_of(answer),)):
        return verdict
    found: dict[str, list[Row]] = {}
    for row in asked.rows:
        if case.decides(row):
            found.setdefault(row["entity"], []).append(row)
    definitions = tuple(
        Definition(name, True if id_ in found else None, _said(found.get(id_, [])))
        for id_, name in zip(who, names, strict=True)
    )
    evidence: tuple[Evidence, ...] = tuple(
        case.evidence(row, f"{case.name(row['entity'])} {row['kind']} {event} ({period_of_row(row)})")
        for rows in found.values()
        for row in rows
    )
    queries = (query_of(answer), query_of(asked))
    absent = [name for id_, name in zip(who, names, strict=True) if id_ not in found]
    if absent:
        placed = [name for id_, name in zip(who, names, strict=True) if id_ in found]
        summary = f"No report public by then places {say_list(absent)} at {event}"
        summary = summary if not case.now else f"No report on record places {say_list(absent)} at {event}"
        summary += f"; {say_list(placed)} {'is' if len(placed) == 1 else 'are'} reported there." if placed else "."
        return not_enough(
            case,
            summary,
            f"a list of who attended {event}, or a report that names {say_list(absent)}",
            evidence=evidence,
            definitions=definitions,
            queries=queries,
        )
    rows = [row for rows in found.values() for row in rows]
    if left := _not_told(case, rows):
        summary = f"{say_list(list(names))} {'was' if len(names) == 1 else 'were'} at {event}; {left}."
        return not_enough(case, summary, left, evidence=evidence, definitions=definitions, queries=queries)
    if other := _other_day(case, rows):
        summary = f"{say_list(list(names))}: {other['text'] or other['kind']} on {period_of_row(other)}."
        label = Label.REFUTED if other["kind"] == "opened" else Label.CONFLICTING
        return Verdict(label, case.day, summary, evidence, definitions, queries=queries)
    summary = f"{say_list(list(names))} {'was' if len(names) == 1 else 'were'} at {event}: {_said(rows)}."
    return Verdict(
        Label.SUPPORTED, case.day, summary, evidence, definitions, queries=queries, one_source=case.stories(rows) == 1
    )


def _out_of_office(case: Case, period: Period, queries: tuple[Query, ...]) -> Verdict | None:
    """Refute that somebody was at an event in an office that another held by then."""
    for id_ in case.claim.details.get("titled", ()):
        person = case.entity(id_)
        if person is None or not person["subkind"].startswith("head of") or in_office(case, person, period):
            continue
        asked = case.ask(ENTITIES, f"when {person['name']} was in office", entities=[id_])
        rows = [row for row in asked.rows if case.decides(row)]
        evidence = tuple(case.evidence(row, f"{row['name']}: {row['role']}") for row in rows)
        summary = f"{person['name']} did not hold that office in {period}: {person['role']}."
        return Verdict(Label.REFUTED, case.day, summary, evidence, queries=(*queries, query_of(asked)))
    return None


def _other_day(case: Case, rows: Sequence[Row]) -> Row | None:
    """Return what those named did on another day than the claim says; None where the days agree or are not known."""
    said = case.claim.details.get("on_day")
    acts = [row for row in rows if row["kind"] in {"spoke", "opened"} and period_of_row(row).is_day]
    if said is None or not acts or any(period_of_row(row).overlaps(said) for row in acts):
        return None
    return acts[0] if _ACTED.search(case.claim.quote) else None


def _not_told(case: Case, rows: Sequence[Row]) -> str:
    """Say what of a claim no row tells: what was done there, or whether by video; empty where all is told."""
    texts = [row["text"] or "" for row in rows]
    part = next((row for row in word_table("event_roles") if one_in(case.claim.quote, row["words"])), None)
    if part is not None and not any(one_in(text, part["of-record"]) for text in texts):
        return f"whether anybody of them {part['role']} is not on record"
    how = case.claim.details.get("how")
    by_video = any("video" in text for text in texts)
    unknown = all("by video is" in row["note"] for row in rows)
    if how and (by_video != (how == "video") or unknown):
        return f"whether it was {'by' if how == 'video' else 'in'} {how} is not on record"
    return ""


def _done_by_another(case: Case, edition: Edition, queries: tuple[Query, ...]) -> Verdict | None:
    """Refute that somebody did at an event what one person alone does, where another is on record for it.

    What several may have done is Conflicting.
    """
    part = next((row for row in word_table("event_roles") if one_in(case.claim.quote, row["words"])), None)
    if part is None:
        return None
    event = edition.best["name"]
    asked = case.ask(
        HAPPENINGS, f"who {part['role']} at {event}", kinds=list(KINDS), entities=None, object=edition.event
    )
    rows = [row for row in asked.rows if case.decides(row) and one_in(row["text"] or "", part["of-record"])]
    if not rows or {row["entity"] for row in rows} & set(case.claim.details["who"]):
        return None
    names = say_list(list(dict.fromkeys(case.name(row["entity"]) for row in rows)))
    summary = f"{names} {part['role']} at {event}, not {say_list(list(case.claim.details['who_names']))}."
    evidence = tuple(case.evidence(row, f"{case.name(row['entity'])}: {row['text']}, {event}") for row in rows)
    one = case.stories(rows) == 1
    label = Label.REFUTED if part["alone"] == "yes" else Label.CONFLICTING
    return Verdict(label, case.day, summary, evidence, queries=(*queries, query_of(asked)), one_source=one)


def one_in(text: str, cell: str) -> bool:
    """Say whether a text holds one of the words of a cell.

    >>> one_in("gave the opening keynote", "opening keynote|opening speech")
    True
    """
    return any(word in text.casefold() for word in cell_words(cell))


def _decide_visit(case: Case) -> Verdict:
    """Decide whether somebody was in a place on a day: at an event on record that lay there."""
    details, name = case.claim.details, case.claim.subject_name
    asked = case.ask(
        HAPPENINGS, f"where {name} is on record", kinds=list(KINDS), entities=list(details["who"]), object=None
    )
    events = {row["event"]: row for row in case.view.query("SELECT event, name, city FROM events ORDER BY known_from")}
    rows = [
        row
        for row in asked.rows
        if case.decides(row)
        and row["object"] in events
        and details["visited"] in case.ancestors(events[row["object"]]["city"])
        and any(reading.overlaps(period_of_row(row)) for reading in case.readings)
    ]
    queries = (query_of(asked),)
    near = [
        row
        for row in asked.rows
        if case.decides(row)
        and row["object"] in events
        and details["visited"] in case.ancestors(events[row["object"]]["city"])
        and any(abs((period_of_row(row).start - reading.start).days) <= NEAR_DAYS for reading in case.readings)
    ]
    if not rows and near:
        said = f"{events[near[0]['object']]['name']} ({period_of_row(near[0])})"
        evidence = tuple(case.evidence(row, f"{name}: {said}") for row in near[:1])
        summary = f"{name} was there at {said}; no visit in {case.claim.period} is on record."
        return Verdict(Label.CONFLICTING, case.day, summary, evidence, queries=queries)
    if not rows:
        return not_enough(
            case, f"No report places {name} there on that day.", f"a report of {name} there", queries=queries
        )
    said = "; ".join(dict.fromkeys(f"{events[row['object']]['name']} ({period_of_row(row)})" for row in rows))
    evidence = tuple(case.evidence(row, f"{name}: {said}") for row in rows)
    return Verdict(Label.SUPPORTED, case.day, f"{name} was at {said}.", evidence, queries=queries)


def _said(rows: list[Row]) -> str:
    return (
        "; ".join(dict.fromkeys(row["text"] or f"{row['kind']}, {period_of_row(row)}" for row in rows)) or "no report"
    )
