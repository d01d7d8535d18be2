"""Decide where an organisation is based and when it was founded."""

from __future__ import annotations

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.result import Verdict
from onrecord.measures.registry import ENTITIES, HAPPENINGS
from onrecord.reading.words import cell_words, word_table
from onrecord.terms.labels import Label
from onrecord.terms.lists import say_list
from onrecord.terms.time import Day, Period, say_day


def decide_seat(case: Case) -> Verdict:
    """Decide where an organisation is based; its owner's seat, or an office elsewhere, is not on record."""
    name, claimed = case.claim.subject_name, case.claim.details["place"]
    answer = case.ask(ENTITIES, f"where {name} is based", entities=[case.claim.subject])
    rows = [row for row in answer.rows if _seat(case, row) and case.decides(row)]
    queries = (query_of(answer),)
    if not rows:
        return not_enough(case, f"The seat of {name} was not on record.", f"the seat of {name}", queries=queries)
    row = rows[0]
    seat = _seat(case, row)
    place = case.name(seat)
    evidence = (case.evidence(row, f"{name} is based in {place}"),)
    if claimed in case.ancestors(seat):
        return Verdict(Label.SUPPORTED, case.day, f"{name} is based in {place}.", evidence, queries=queries)
    owners = case.ancestors(case.claim.subject)[1:]
    owned = any(claimed in case.ancestors(entity["place"]) for id_ in owners if (entity := case.entity(id_)))
    if seat in case.ancestors(claimed) or owned or not row["place"] or not _is_called_so(case, row):
        return not_enough(
            case, f"{name} is based in {place}.", "the seat in more detail", evidence=evidence, queries=queries
        )
    summary = f"{name} is based in {place}, not in {case.claim.details['place_name']}."
    return Verdict(Label.REFUTED, case.day, summary, evidence, queries=queries)


def _is_called_so(case: Case, row: Row) -> bool:
    """Say whether a firm can be meant by "the lab": a maker of chips is none."""
    return row["subkind"] in _LABS or not case.claim.quote.casefold().startswith(("lab", "the lab"))


_LABS = frozenset({"lab", "research"})


def _seat(case: Case, row: Row) -> str:
    """Return where a firm is based: its city, or its country where no city is on record."""
    countries = (e for e in case.view.record.entities.values() if e["kind"] == "country")
    return row["place"] or next((e["entity"] for e in countries if e["country"] == row["country"] != ""), "")


def decide_role(case: Case) -> Verdict:
    """Decide that an office and a name which stand together do not belong together on the article's day."""
    details = case.claim.details
    if "person" in details:
        return _decide_office(case)
    if "own_role" in details:
        return _decide_own_role(case)
    answer = case.ask(ENTITIES, f"who held the office of {details['office']}", entities=list(details["holders"]))
    holders = [row for row in answer.rows if case.decides(row)]
    queries = (query_of(answer),)
    if not holders:
        return not_enough(
            case, f"Who was {details['office']} was not on record.", "the holder of the office", queries=queries
        )
    evidence = tuple(case.evidence(row, f"{row['name']}: {row['role']}") for row in holders[:1])
    names = " or ".join(details["holder_names"])
    summary = f"{details['office']} on {say_day(case.article_day)} was {names}, not {case.claim.subject_name}."
    return Verdict(Label.REFUTED, case.day, summary, evidence, queries=queries)


def _decide_own_role(case: Case) -> Verdict:
    """Refute an office by the one that the person holds on record."""
    name, details = case.claim.subject_name, case.claim.details
    answer = case.ask(ENTITIES, f"the role of {name}", entities=[case.claim.subject])
    rows = [row for row in answer.rows if case.decides(row) and _in_office(row, case.article_day)]
    if "served_under" in details:
        rows = [row for row in answer.rows if case.decides(row)]
    queries = (query_of(answer),)
    if not rows:
        return not_enough(case, f"The office of {name} was not on record.", f"the office of {name}", queries=queries)
    row = rows[0]
    years = f" ({Period(row['holds_start'], row['holds_end'])})" if row["holds_start"] else ""
    said = f"{name} is on record as {row['role']}{years}"
    summary = (
        f"{said}, not under {case.name(details['served_under'])}."
        if "served_under" in details
        else (f"{said}, not as {details['office']}.")
    )
    return Verdict(Label.REFUTED, case.day, summary, (case.evidence(row, f"{said}."),), queries=queries)


def _decide_office(case: Case) -> Verdict:
    """Decide who leads or founded a firm: borne out by the role on record, refuted where it is another's."""
    details, org = case.claim.details, case.claim.subject
    office, person = details["office"], details["person"]
    answer = case.ask(ENTITIES, f"the role of {details['person_name']}", entities=[person])
    queries = [query_of(answer)]
    rows = [row for row in answer.rows if case.decides(row)]
    own = [row for row in rows if _belongs(case, row, org)]
    evidence = [case.evidence(row, f"{row['name']}: {row['role']}") for row in rows]
    if any(_is_office(row, office) for row in own):
        return Verdict(
            Label.SUPPORTED, case.day, f"{rows[0]['name']}: {rows[0]['role']}.", tuple(evidence), queries=tuple(queries)
        )
    holders = _holders(case, org, office)
    names = say_list([row["name"] for row in holders]) if holders else ""
    evidence += [case.evidence(row, f"{row['name']}: {row['role']}") for row in holders]
    if holders and rows and not own and _is_sole(office):
        return Verdict(
            Label.REFUTED,
            case.day,
            f"{case.claim.subject_name}: {office} on record is {names}; {rows[0]['name']} is {rows[0]['role']}.",
            tuple(evidence),
            queries=tuple(queries),
        )
    known = f"{office} on record is {names}" if holders else f"no {office} was on record"
    return not_enough(
        case,
        f"{case.claim.subject_name}: {known}.",
        f"who the {office} is",
        evidence=tuple(evidence),
        queries=tuple(queries),
    )


def _holders(case: Case, org: str, office: str) -> list[Row]:
    """Return those on record for an office of a firm whose days of office, if known, hold the article's day."""
    people = [
        row["entity"]
        for row in case.view.record.entities.values()
        if row["kind"] == "person" and row["parent"] == org and _is_office(row, office)
    ]
    answer = case.ask(ENTITIES, f"who is {office} of {case.name(org)}", entities=sorted(people))
    return [row for row in answer.rows if case.decides(row) and _in_office(row, case.article_day)]


def _in_office(row: Row, day: Day) -> bool:
    return not row["holds_start"] or bool(row["holds_start"] <= day < row["holds_end"])


def _belongs(case: Case, row: Row, org: str) -> bool:
    """Say whether a person belongs to a firm: by its id, a firm over or under it, or its name in the role."""
    if row["parent"] and (org in case.ancestors(row["parent"]) or row["parent"] in case.ancestors(org)):
        return True
    return case.name(org) in row["role"]


def _is_office(row: Row, office: str) -> bool:
    words = [w for r in word_table("roles") if r["office"] == office for w in cell_words(r["of-record"])]
    now = [part for part in row["role"].split(";") if not part.strip().casefold().startswith(("former", "ex-"))]
    return any(word in part for part in now for word in words)


def _is_sole(office: str) -> bool:
    """Say whether one person alone holds an office; founders and chairs may be several."""
    return office == "chief executive"


def decide_founding(case: Case) -> Verdict:
    """Decide when an organisation was founded."""
    name, claimed = case.claim.subject_name, case.claim.period
    answer = case.ask(
        HAPPENINGS, f"when {name} was founded", kinds=["founded"], entities=[case.claim.subject], object=None
    )
    rows = [row for row in answer.rows if case.decides(row)]
    queries = (query_of(answer),)
    if not rows or claimed is None:
        return not_enough(
            case, f"The founding of {name} was not on record.", "the day of the founding", queries=queries
        )
    evidence = tuple(case.evidence(row, f"{name} was founded in {period_of_row(row)}") for row in rows)
    fits = [claimed.overlaps(period_of_row(row)) for row in rows]
    years = ", ".join(dict.fromkeys(str(period_of_row(row)) for row in rows))
    summary = f"{name} was founded in {years}" + ("." if any(fits) else f", not {claimed}.")
    label = Label.SUPPORTED if all(fits) else Label.CONFLICTING if any(fits) else Label.REFUTED
    return Verdict(label, case.day, summary, evidence, queries=queries, one_source=case.stories(rows) == 1)
