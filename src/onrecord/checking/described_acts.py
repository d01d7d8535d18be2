"""Decide the day of an act that the article describes and does not name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.checking.acts import (
    act_statement,
    days_of,
    fits_verb,
    in_office,
    is_actor,
    is_next_day,
    say_act,
    started,
    takes_effect,
)
from onrecord.checking.case import Case, Row, not_enough, query_of
from onrecord.checking.result import Query, Verdict
from onrecord.measures.registry import ENTITIES, POLICY_ACTS
from onrecord.terms.labels import Label
from onrecord.terms.time import Day, Period

ACTS_OF_STATE = frozenset({"sign", "impose", "revoke"})
"""Verbs of which only somebody in office can be the subject."""

_ALL = (Day(1900, 1, 1), Day(9999, 1, 1))


def decide_described_act(case: Case) -> Verdict:
    """Decide whether an act of this description fell on the day; refuted only where one act alone can be meant."""
    details, claimed = case.claim.details, case.claim.period
    if (verdict := _out_of_office(case)) is not None:
        return verdict
    answer = case.ask(
        POLICY_ACTS,
        "every act on record, to find the one that is described",
        policies=None,
        actor=None,
        kind=None,
        first=_ALL[0],
        until=_ALL[1],
    )
    queries = (query_of(answer),)
    rows = [row for row in answer.rows if case.decides(row) and _fits(case, row)]
    dated = [(day, row) for row in rows for day in days_of(row, details["verb"])]
    inside = [(day, row) for day, row in dated if any(reading.contains(day) for reading in case.readings)]
    if inside:
        best = max(inside, key=lambda item: _closeness(case, item[1]))
        row = best[1]
        return Verdict(
            started(case, row, case.claim.quote) if takes_effect(row, details["verb"]) else Label.SUPPORTED,
            case.day,
            f"{say_act(row, details['verb'], best[0])}.",
            (case.evidence(row, act_statement(row)),),
            queries=queries,
            one_source=case.stories([row]) == 1,
        )
    if details["listed"] and dated and claimed and not any(claimed.overlaps(day) for day, _ in dated):
        row = dated[0][1]
        evidence = (case.evidence(row, act_statement(row)),)
        return Verdict(Label.REFUTED, case.day, f"{act_statement(row)}.", evidence, queries=queries)
    dated = [(day, row) for day, row in dated if _closeness(case, row)]
    near = [(day, row) for day, row in dated if claimed and is_next_day(claimed, day)]
    if near:
        day, row = near[0]
        return Verdict(
            Label.CONFLICTING,
            case.day,
            f"{say_act(row, details['verb'], day)}, a day from the one claimed; time zones may tell them apart.",
            (case.evidence(row, act_statement(row)),),
            queries=queries,
        )
    if (verdict := _before_the_first(case, dated, queries)) is not None:
        return verdict
    named = [(day, row) for day, row in dated if row["policy"] in details["about"]]
    if claimed and _is_one(named) and not any(claimed.overlaps(day) for day, _ in named) and _is_named(case):
        day, row = named[0]
        return Verdict(
            Label.REFUTED,
            case.day,
            f"{say_act(row, details['verb'], day)}, not {claimed}.",
            (case.evidence(row, act_statement(row)),),
            queries=queries,
            one_source=case.stories([row]) == 1,
        )
    return not_enough(
        case,
        "No act of this description is on record for that day.",
        f"a dated source for {case.claim.subject_name or 'the act'}",
        queries=queries,
    )


def _out_of_office(case: Case) -> Verdict | None:
    """Refute an act of state at a time when the one who is said to have done it held no office."""
    details, claimed = case.claim.details, case.claim.period
    people = [entity for id_ in details["actor"] if (entity := case.entity(id_)) is not None]
    if not details["actor_name"] or claimed is None or details["verb"] not in ACTS_OF_STATE or not people:
        return None
    leaders = [entity for entity in people if entity["subkind"].startswith("head of")]
    if len(leaders) != len(people) or claimed.start > case.article_day:
        return None
    if any(in_office(case, entity, reading) for entity in leaders for reading in case.readings):
        return None
    answer = case.ask(ENTITIES, f"when {details['actor_name']} was in office", entities=[leaders[0]["entity"]])
    rows = [row for row in answer.rows if case.decides(row)]
    evidence = tuple(case.evidence(row, f"{row['name']}: {row['role']}") for row in rows)
    summary = f"{details['actor_name']} held no office in {claimed}."
    return Verdict(Label.REFUTED, case.day, summary, evidence, queries=(query_of(answer),)) if rows else None


FAR_DAYS = 30
"""How long before the first act on record a claimed one must lie to be excluded by it."""


def _before_the_first(case: Case, dated: Sequence[tuple[Period, Row]], queries: tuple[Query, ...]) -> Verdict | None:
    """Refute an act on a product that is dated long before the first on record, where all acts of the state are."""
    details, claimed = case.claim.details, case.claim.period
    mine = [(day, row) for day, row in dated if _names_product(case, row) and is_actor(case, row)]
    if not mine or claimed is None or not details["actor_name"] or claimed.start > case.article_day:
        return None
    day, row = min(mine, key=lambda item: item[0])
    watched = case.watched("policies", [row["jurisdiction"]], claimed.start)
    early = (day.start - claimed.last).days >= FAR_DAYS
    if not early or not claimed.is_day:
        return None
    summary = f"{say_act(row, details['verb'], day)}, the first act of that kind on record, not {claimed}."
    # Only where every act of the state is on record can an earlier one be excluded.
    full = watched is not None and watched["completeness"] in {"full", "main"}
    label = Label.REFUTED if full else Label.CONFLICTING
    return Verdict(label, case.day, summary, (case.evidence(row, act_statement(row)),), queries=queries)


def _is_named(case: Case) -> bool:
    """Say whether it is certain who did what: an actor of the sentence's own and a plain verb."""
    return bool(case.claim.details["actor_name"])


def _is_one(dated: Sequence[tuple[Period, Row]]) -> bool:
    return len({row["policy"] for _, row in dated}) == 1 and all(day.is_day for day, _ in dated)


def _fits(case: Case, row: Row) -> bool:
    """Say whether an act can be the one described: by what it is, who did it, and what article and act are about."""
    details = case.claim.details
    if details["listed"]:
        # A list names firms by their short names: "Zhipu" for Zhipu AI.
        return row["kind"] == "entity list" and _is_listed(case, row, details["listed"])
    if not fits_verb(row, details["verb"]) or any(part in row["title"].casefold() for part in details["bars"]):
        return False
    if details["nouns"] and not any(part in row["kind"] for part in details["nouns"]):
        return False
    if details["actor"] and details["actor_name"] and not is_actor(case, row):
        return False
    if (
        not details["actor_name"]
        and details["actor"]
        and not is_actor(case, row)
        and row["policy"] not in details["about"]
    ):
        return False
    if details["by_words"]:
        # What was announced is told apart by what it is about, in names or in topics of the sentence itself.
        return _names_product(case, row) or len(set(details["topics"]) & set(row["topics"])) > 1
    own = bool(details["actor_name"]) and (bool(details["nouns"]) or details["verb"] == "adopt")
    return own or _closeness(case, row) > 0


def _is_listed(case: Case, row: Row, ids: Sequence[str]) -> bool:
    """Say whether a list of firms names one of them by any of its names."""
    entities = [entity for id_ in ids if (entity := case.entity(id_)) is not None]
    names = {name for entity in entities for name in (entity["name"], *entity["aliases"])}
    text = " . ".join((row["title"], *row["contents"]))
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)


def _names_product(case: Case, row: Row) -> bool:
    """Say whether an act is on a product that the article names: H20, H200."""
    return any(re.search(rf"\b{re.escape(name)}\b", row["title"]) for name in case.claim.details["products"])


def _closeness(case: Case, row: Row) -> int:
    """Return how near an act is to what the article is about: named in it, or on its topics or the sentence's."""
    details = case.claim.details
    topics = {*row["topics"], *row["also"]}
    return (
        3 * _names_product(case, row)
        + 4 * (row["policy"] in details["about"])
        + 2 * len(topics & set(details["topics"]))
        + len(topics & set(details["article_topics"]))
    )
