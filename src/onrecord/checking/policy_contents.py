"""Decide claims on what acts of policy are about, and whether they bind."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.checking.acts import (
    act_statement,
)
from onrecord.checking.asked_acts import RECENT_DAYS, ask_acts
from onrecord.checking.case import Case, Row, not_enough, query_of
from onrecord.checking.result import Definition, Verdict
from onrecord.terms.labels import Label
from onrecord.terms.time import ONE_DAY, Period


def decide_policy_content(case: Case) -> Verdict:
    """Decide what orders are about: every topic that the article names, against the topics of the acts."""
    details = case.claim.details
    if "binding" in details:
        return _decide_binding(case)
    period = case.claim.period or Period(case.article_day - RECENT_DAYS * ONE_DAY, case.article_day + ONE_DAY)
    answer = ask_acts(case, details["policies"], details["actor"], details.get("object", ""), period)
    rows = [row for row in answer.rows if case.decides(row)]
    topics: tuple[str, ...] = details["topics"]
    queries = (query_of(answer),)
    if not rows or not topics:
        missing = "the acts that are meant" if not rows else "a topic that the record knows by these words"
        return not_enough(
            case, "The record cannot tell what the acts that are meant are about.", missing, queries=queries
        )
    definitions = tuple(_topic_row(case, topic, rows) for topic in topics)
    held = {definition.holds for definition in definitions}
    evidence = tuple(
        case.evidence(
            row,
            f"{act_statement(row)}; mainly {_topics(row['topics'])}"
            + (f", touches {_topics(row['also'])}" if row["also"] else ""),
        )
        for row in rows
    )
    number = len({row["policy"] for row in rows})
    count = f"{number} such {'act' if number == 1 else 'acts'} on record ({period}): "
    count += "; ".join(dict.fromkeys(row["title"] for row in rows))
    mainly_not = [definition.name for definition in definitions if definition.holds is not True]
    if held == {True}:
        return Verdict(
            Label.SUPPORTED,
            case.day,
            f"{count}. All topics named are what one of them is mainly about.",
            evidence,
            definitions,
            queries=queries,
        )
    summary = f"{count}. None is mainly about {' or '.join(mainly_not)}."
    if True in held or any("touched" in definition.numbers for definition in definitions):
        return Verdict(Label.CONFLICTING, case.day, summary, evidence, definitions, queries=queries)
    return not_enough(
        case, summary, "an act on that topic", evidence=evidence, definitions=definitions, queries=queries
    )


_FREE_WORDS = ("voluntary", "non-binding")


def _decide_binding(case: Case) -> Verdict:
    """Decide whether an act binds: one that is on record as voluntary does not; of others the record does not tell."""
    details, name = case.claim.details, case.claim.subject_name
    recent = Period(case.article_day - RECENT_DAYS * ONE_DAY, case.article_day + ONE_DAY)
    answer = ask_acts(
        case, details["policies"], details["actor"], details.get("object", ""), None if details["policies"] else recent
    )
    rows = [row for row in answer.rows if case.decides(row)]
    free = [row for row in rows if any(w in f"{row['kind']} {row['status']} {row['note']}" for w in _FREE_WORDS)]
    queries = (query_of(answer),)
    if not rows or len(free) < len(rows):
        return not_enough(case, f"Whether {name} binds is not on record.", "its text", queries=queries)
    label = Label.REFUTED if details["binding"] else Label.SUPPORTED
    evidence = tuple(case.evidence(row, act_statement(row)) for row in free)
    return Verdict(label, case.day, f"{free[0]['title']} is voluntary.", evidence, queries=queries)


def _topic_row(case: Case, topic: str, rows: Sequence[Row]) -> Definition:
    main = [row for row in rows if topic in row["topics"]]
    touched = [row for row in rows if topic in row["also"]]
    words = _topics([topic])
    if main:
        return Definition(words, True, f"{main[0]['title']} is mainly about it", sources=case.source_lines(main[0]))
    if touched:
        return Definition(words, False, f"only touched by {touched[0]['title']}", sources=case.source_lines(touched[0]))
    return Definition(words, False, "in none of them")


def _topics(topics: Sequence[str]) -> str:
    return ", ".join(topic.replace("-", " ") for topic in topics) or "none"
