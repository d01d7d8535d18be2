"""Decide whether somebody spoke on a matter, at an event or on a day. What is not on record may have been said."""

from __future__ import annotations

from onrecord.checking.case import Case, Row, not_enough, period_of_row, query_of
from onrecord.checking.events import editions_of, meant_edition
from onrecord.checking.result import Verdict
from onrecord.measures.registry import HAPPENINGS
from onrecord.terms.labels import Label
from onrecord.terms.time import say_on

KINDS = ("stated", "spoke", "opened", "met")


def decide_attribution(case: Case) -> Verdict:
    """Decide whether somebody is on record with these topics at that event or in that time; never Refuted."""
    details, name = case.claim.details, case.claim.subject_name
    event = ""
    queries = []
    if details["series"] or details["event"]:
        answer, editions = editions_of(case)
        queries.append(query_of(answer))
        edition = meant_edition(case, editions)
        event = edition.event if edition else ""
    asked = case.ask(
        HAPPENINGS, f"what {name} is on record as having said", kinds=list(KINDS), entities=[case.claim.subject],
        object=None,
    )  # fmt: skip
    queries.append(query_of(asked))
    rows = [row for row in asked.rows if case.decides(row) and _on_occasion(case, row, event)]
    evidence = tuple(case.evidence(row, f"{name}: {_said(row)}, {say_on(period_of_row(row))}") for row in rows)
    said = {topic for row in rows for topic in row["topics"]}
    missing = [topic for topic in details["topics"] if topic not in said]
    if not rows or missing:
        about = f" on {', '.join(missing)}".replace("-", " ") if rows else ""
        return not_enough(
            case,
            f"No statement of {name} of that occasion{about} is on record.",
            f"a report of what {name} said",
            evidence=evidence,
            queries=tuple(queries),
        )
    return Verdict(
        Label.SUPPORTED,
        case.day,
        f"{name} {'; '.join(dict.fromkeys(_said(row) for row in rows))}.",
        evidence,
        queries=tuple(queries),
        one_source=case.stories(rows) == 1,
    )


def _on_occasion(case: Case, row: Row, event: str) -> bool:
    if event:
        return bool(row["object"] == event)
    return any(reading.overlaps(period_of_row(row)) for reading in case.readings)


def _said(row: Row) -> str:
    return str(row["text"] or row["kind"])
