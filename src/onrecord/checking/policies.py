"""Decide claims on acts of policy: when, by whom and of what kind."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.checking.acts import (
    act_statement,
    days_of,
    fits_verb,
    in_office,
    is_actor,
    is_next_day,
    is_step_of,
    leads,
    means_verb,
    say_act,
    started,
    taken_back,
)
from onrecord.checking.asked_acts import ask_acts
from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.described_acts import decide_described_act
from onrecord.checking.result import Query, Verdict
from onrecord.terms.labels import Label
from onrecord.terms.time import Period, say_on


def decide_policy_date(case: Case) -> Verdict:
    """Decide the day, the person and the kind of an act."""
    details = case.claim.details
    if details.get("described_act"):
        return decide_described_act(case)
    answer = ask_acts(case, details["policies"], details["actor"], details.get("object", ""), case.claim.period)
    rows = [row for row in answer.rows if case.decides(row)]
    queries = (query_of(answer),)
    if not rows:
        return not_enough(
            case,
            "No such act was on record." if not case.now else "No such act is on record.",
            f"a dated source for {case.claim.subject_name}",
            queries=queries,
        )
    verb = details["verb"]
    if verb == "apply":
        rows = [row for row in rows if not is_step_of(row, case.claim.quote)] or rows
    if verb == "revoke" and (verdict := _by_status(case, rows, queries)):
        return verdict
    if verb == "apply" and (verdict := _never_applied(case, rows, queries)):
        return verdict
    if verb in _FINAL and (verdict := _still_pending(case, rows, queries)):
        return verdict
    wider = [row for row in rows if fits_verb(row, verb)]
    fitting = [row for row in wider if means_verb(row, verb)] or wider
    if not fitting:
        return _wrong_act(case, rows, queries)
    # One name covers a proposal, a vote and a law; who acted tells them apart.
    of_actor = [row for row in fitting if is_actor(case, row)] or [row for row in wider if is_actor(case, row)]
    fitting = of_actor or fitting
    if details["actor"] and not of_actor:
        return _another_actor(case, fitting, queries)
    verdict = _by_day(case, fitting, queries)
    if verb == "adopt" and case.claim.period and all(row["act"] == "released" for row in fitting):
        # What was published on a day need not have been adopted on it.
        return not_enough(case, verdict.summary, "the day of the adoption", evidence=verdict.evidence, queries=queries)
    if verdict.label is Label.REFUTED and (other := _other_act_of_the_actor(case)):
        return not_enough(
            case, f"{verdict.summary} {other}", "which act is meant", evidence=verdict.evidence, queries=queries
        )
    if verdict.label is Label.REFUTED and (
        other := _other_act_of_the_day(case, [row for row in wider if row not in fitting])
    ):
        return not_enough(
            case, f"{verdict.summary} {other}", "which act is meant", evidence=verdict.evidence, queries=queries
        )
    return verdict


def _by_status(case: Case, rows: Sequence[Row], queries: tuple[Query, ...]) -> Verdict | None:
    """Decide the taking back of an act whose own status tells the day; None where it does not bear the claim out."""
    for row in rows:
        back = taken_back(row, case.day)
        fits = back and (not case.readings or any(reading.contains(back) for reading in case.readings))
        if back and fits and _may_have_taken_back(case, row, back):
            evidence = (case.evidence(row, f"{act_statement(row)}; {row['status']}"),)
            summary = f"{row['title']}: {row['status'].split()[0]} {say_on(back)}."
            return Verdict(Label.SUPPORTED, case.day, summary, evidence, queries=queries)
    return None


def _may_have_taken_back(case: Case, row: Row, back: Period) -> bool:
    """Say whether those named, if any are, could take an act back on that day: its author, or who leads it then."""
    people = [entity for id_ in case.claim.details["actor"] if (entity := case.entity(id_)) is not None]
    leaders = [entity for entity in people if leads(case, entity, row)]
    if leaders:
        return any(in_office(case, entity, back) for entity in leaders)
    return not people or is_actor(case, row)


_FINAL = frozenset({"apply", "adopt", "sign"})
"""Verbs of the last steps of an act."""


def _still_pending(case: Case, rows: Sequence[Row], queries: tuple[Query, ...]) -> Verdict | None:
    """Refute that an act was adopted or applies which is on record as a plan alone; a day to come is left open."""
    claimed = case.claim.period
    if any(row["status"] != "pending" for row in rows) or (claimed and claimed.start > case.article_day):
        return None
    row = rows[0]
    evidence = (case.evidence(row, f"{act_statement(row)}; {row['status']}"),)
    return Verdict(Label.REFUTED, case.day, f"{row['title']}: still pending.", evidence, queries=queries)


def _never_applied(case: Case, rows: Sequence[Row], queries: tuple[Query, ...]) -> Verdict | None:
    """Decide the start of an act that was taken back before it began to apply, once that was known."""
    claimed = case.claim.period
    for row in rows:
        back = taken_back(row, case.day)
        if back is None or claimed is None:
            continue
        label = started(case, row, case.claim.quote)
        late = "before taking effect" in row["status"] and claimed.start > back.start
        if late or (label is not Label.SUPPORTED and not claimed.contains(days_of(row, "apply")[0])):
            label = Label.REFUTED
        if label is not Label.SUPPORTED:
            evidence = (case.evidence(row, f"{act_statement(row)}; {row['status']}"),)
            summary = f"{row['title']}: {row['status']}, so that it never applied."
            return Verdict(label, case.day, summary, evidence, queries=queries)
    return None


def _other_act_of_the_actor(case: Case) -> str:
    """Name another act of those who are said to have acted, of one kind and on the claimed day: it may be meant."""
    details = case.claim.details
    if not (details["actor"] and details["policies"]) or not case.claim.period or case.claim.period.days > _WEEK:
        return ""
    answer = ask_acts(case, (), (), "", case.claim.period)
    for row in answer.rows:
        on_the_day = any(reading.contains(day) for reading in case.readings for day in days_of(row, details["verb"]))
        if on_the_day and means_verb(row, details["verb"]) and is_actor(case, row) and case.decides(row):
            return f"On that day they acted on {row['title']}."
    return ""


_WEEK = 7


def _other_act_of_the_day(case: Case, rows: Sequence[Row]) -> str:
    """Name what was done on the claimed day, where it is not quite what the article's verb says."""
    verb = case.claim.details["verb"]
    for row in rows:
        for day in days_of(row, verb):
            if any(reading.contains(day) for reading in case.readings):
                return f"It was {row['act']} {say_on(day)}."
    return ""


def _another_actor(case: Case, rows: Sequence[Row], queries: tuple[Query, ...]) -> Verdict:
    """Decide where the record names another actor: refuted between two people, else left open."""
    details, row = case.claim.details, rows[0]
    evidence = tuple(case.evidence(row, act_statement(row)) for row in rows)
    summary = f"{row['title']} was {row['act']} by {row['issuer']} ({_day_of(row, details['verb'])})"
    if all(_is_other_person(case, details["actor"], row) for row in rows):
        summary += f", not by {details['actor_name']}."
        return Verdict(Label.REFUTED, case.day, summary, evidence, queries=queries)
    if all(_is_of_another_term(case, details["actor"], row) for row in rows):
        summary += f", when {details['actor_name']} was not in office."
        return Verdict(Label.REFUTED, case.day, summary, evidence, queries=queries)
    return not_enough(
        case,
        f"{summary}; that {details['actor_name']} did it is not on record.",
        f"a source for the part of {details['actor_name']}",
        evidence=evidence,
        queries=queries,
    )


def _is_of_another_term(case: Case, actors: Sequence[str], row: Row) -> bool:
    """Say whether an act of the executive fell outside the term of the one who is said to have led it."""
    people = [entity for id_ in actors if (entity := case.entity(id_)) is not None]
    return bool(people) and all(
        entity["kind"] == "person" and leads(case, entity, row) and not in_office(case, entity, period_of_row(row))
        for entity in people
    )


def _other_count(case: Case, rows: Sequence[Row]) -> tuple[Label, str] | None:
    """Say how many acts there were, where the article counts them otherwise and all of them are on record.

    Fewer than there were is wrong; more may count orders on other matters, which are not watched.
    """
    count = case.claim.details.get("count")
    acts = {row["policy"]: row["title"] for row in rows}
    jurisdiction = rows[0]["jurisdiction"]
    watched = case.watched("policies", [jurisdiction], case.article_day)
    if not count or count == len(acts) or watched is None or watched["completeness"] != "full":
        return None
    summary = f"{len(acts)} such acts are on record, not {count}: {'; '.join(acts.values())}."
    return (Label.REFUTED if count < len(acts) else Label.NOT_ENOUGH), summary


def _by_day(case: Case, rows: Sequence[Row], queries: tuple[Query, ...]) -> Verdict:
    """Compare the days of all acts that can be meant with the claimed one; refuted only where every one excludes it."""
    claimed, verb = case.claim.period, case.claim.details["verb"]
    days = [(day, row) for row in rows for day in days_of(row, verb)]
    evidence = tuple(case.evidence(row, act_statement(row)) for _, row in days)
    one = case.stories(rows) == 1
    if claimed is None:
        past = [(day, row) for day, row in days if day.start <= case.article_day]
        if past:
            day, row = max(past, key=lambda item: item[0])
            return Verdict(
                Label.SUPPORTED,
                case.day,
                f"{say_act(row, verb, day)}.",
                evidence,
                queries=queries,
                one_source=one,
            )
        return not_enough(
            case, "The act on record came later than the article.", "an earlier act", evidence=evidence, queries=queries
        )
    inside = [(day, row) for day, row in days if any(reading.contains(day) for reading in case.readings)]
    if inside and (other := _other_count(case, [row for _, row in inside])):
        label, summary = other
        if label is Label.NOT_ENOUGH:
            return not_enough(case, summary, "a source for the others", evidence=evidence, queries=queries)
        return Verdict(label, case.day, summary, evidence, queries=queries, one_source=one)
    if inside:
        summary = "; ".join(dict.fromkeys(say_act(row, verb, day) for day, row in inside))
        return Verdict(Label.SUPPORTED, case.day, f"{summary}.", evidence, queries=queries, one_source=one)
    if claimed.start > case.article_day and all(day.start <= case.article_day for day, _ in days):
        # What is announced for a day to come is another step than those taken before.
        return not_enough(
            case,
            f"{_last_step(days, verb)}; the step announced is not on record.",
            "the day of that step",
            evidence=evidence,
            queries=queries,
        )
    exact = [(day, row) for day, row in days if not claimed.overlaps(day)]
    day, row = min(days, key=lambda item: abs((item[0].start - claimed.start).days))
    if len(exact) < len(days):
        return not_enough(
            case,
            f"{say_act(row, verb, day)}; the day is not known.",
            "the exact day",
            evidence=evidence,
            queries=queries,
        )
    if is_next_day(claimed, day):
        return Verdict(
            Label.CONFLICTING,
            case.day,
            f"{say_act(row, verb, day)}, a day from the one claimed; time zones may tell them apart.",
            evidence,
            queries=queries,
            one_source=one,
        )
    summary = f"{say_act(row, verb, day)}, not {claimed}."
    return Verdict(Label.REFUTED, case.day, summary, evidence, queries=queries, one_source=one)


def _last_step(days: Sequence[tuple[Period, Row]], verb: str) -> str:
    day, row = max(days, key=lambda item: item[0])
    return say_act(row, verb, day)


def _wrong_act(case: Case, rows: Sequence[Row], queries: tuple[Query, ...]) -> Verdict:
    row = rows[0]
    evidence = (case.evidence(row, act_statement(row)),)
    summary = f"{row['title']} was {row['act']} {say_on(period_of_row(row))}"
    unsigned = all(r["act"] in {"released", "announced", "stated"} and _is_plan(r) for r in rows)
    if case.claim.details["verb"] == "sign" and unsigned:
        return Verdict(Label.REFUTED, case.day, f"{summary}, not signed.", evidence, queries=queries)
    return not_enough(
        case,
        f"{summary}; the act that the article names is not on record.",
        "a source for that act",
        evidence=evidence,
        queries=queries,
    )


def _is_plan(row: Row) -> bool:
    """Say whether an act is of a kind that nobody signs: a plan or a strategy, not a declaration."""
    return any(word in row["kind"] for word in ("plan", "strategy", "guid", "standard"))


def _day_of(row: Row, verb: str) -> Period:
    return days_of(row, verb)[0]


def _is_other_person(case: Case, actors: Sequence[str], row: Row) -> bool:
    """Say whether the article names a person while the record names another one."""
    if not row["actor"] or not actors or row["actor"] in actors:
        return False
    people = [case.entity(id_) for id_ in (*actors, row["actor"])]
    return all(entity is not None and entity["kind"] == "person" for entity in people)
