"""Findings: what an editor should see that is no verdict. Nothing is found in an article with nothing wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from onrecord.checking.result import Finding, Place
from onrecord.reading.claims.claim import Claim, ClaimType, Modality
from onrecord.reading.context import Context
from onrecord.reading.document import Span
from onrecord.reading.mentions import NameMention
from onrecord.reading.spans import Spans
from onrecord.reading.words import word_table
from onrecord.record import Record
from onrecord.terms.time import parse_day, say_day

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY_DATE = re.compile(
    rf"\b({'|'.join(_WEEKDAYS)}),?\s+(?:the\s+)?(?=\d{{1,2}}\s+[A-Z][a-z]+|[A-Z][a-z]+\.?\s+\d{{1,2}}\b)"
)


def find_findings(
    context: Context,
    claims: Sequence[Claim],
    record: Record,
    confirmed: frozenset[str] = frozenset(),
    vague: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """Return the findings in the order of their first places.

    `confirmed` are the ids of supported claims, `vague` of those whose words fit several quantities of the record.
    """
    found = [
        *_places_that_disagree(context, claims, record),
        *_days_that_disagree(context),
        *_names_without_introduction(context, record),
        *_goals_without_source(context, claims, confirmed, vague),
    ]
    return tuple(sorted(found, key=lambda finding: (finding.places[0].span, finding.kind)))


def _place(context: Context, span: Span) -> Place:
    return Place(span, context.document.quote(span))


def _places_that_disagree(context: Context, claims: Sequence[Claim], record: Record) -> Iterator[Finding]:
    """Yield a contradiction where the article itself puts one edition of an event in two places."""
    by_event: dict[tuple[str, int | None], dict[str, Claim]] = {}
    for claim in claims:
        if claim.type is ClaimType.EVENT_PLACE and claim.modality is not Modality.ATTRIBUTED:
            key = (claim.subject, claim.details["year"])
            by_event.setdefault(key, {}).setdefault(claim.details["place"], claim)
    for places in by_event.values():
        for first, second in combinations(places.values(), 2):
            if _one_holds_the_other(record, first.details["place"], second.details["place"]):
                continue
            spans = sorted({*first.places, *second.places})
            names = f"{first.details['place_name']} and {second.details['place_name']}"
            yield Finding(
                "contradiction",
                tuple(_place(context, span) for span in spans),
                f"The article puts {first.subject_name} in two places: {names}.",
            )


def _one_holds_the_other(record: Record, first: str, second: str) -> bool:
    return first in _holders(record, second) or second in _holders(record, first)


def _holders(record: Record, place: str) -> set[str]:
    """Return a place and all that it lies in."""
    holders: set[str] = set()
    while place and place not in holders:
        holders.add(place)
        place = record.entities[place]["parent"] if place in record.entities else ""
    return holders


def _days_that_disagree(context: Context) -> Iterator[Finding]:
    """Yield a contradiction where a weekday and a date that stand together are not the same day."""
    text = context.document.text
    dated = Spans(d for d in context.dates if d.period is not None and d.period.is_day)
    for match in _WEEKDAY_DATE.finditer(text):
        date = dated.around(Span(match.end(), match.end() + 1))
        if date is None or date.period is None or date.value != date.period.start.isoformat():
            continue
        day = parse_day(date.value)
        if _WEEKDAYS[day.weekday()] != match[1]:
            span = Span(min(match.start(), date.span.start), date.span.end)
            yield Finding(
                "contradiction",
                (_place(context, span),),
                f"{say_day(day)} was a {_WEEKDAYS[day.weekday()]}, not a {match[1]}.",
            )


def _names_without_introduction(context: Context, record: Record) -> Iterator[Finding]:
    """Yield a finding for a bare surname whose bearer the article never introduces.

    Heads of state and government need no introduction. A name that the record does not hold is not judged.
    """
    people = [m for m in context.names if m.role == "person" and not m.reference]
    introduced = {m.ids[0] for m in people if len(m.ids) == 1 and _introduces(context, m)}
    seen: set[str] = set()
    for mention in people:
        printed = context.document.quote(mention.span)
        if " " in printed or printed in seen or not _stands_in_body(context, mention):
            continue
        if set(mention.ids) & introduced:
            continue
        roles = _facts(record, mention.ids)
        if len(mention.ids) == 1 and _needs_no_introduction(roles.get(mention.ids[0], ("", ""))[0]):
            continue
        seen.add(printed)
        yield Finding(
            "unintroduced-name",
            tuple(_place(context, m.span) for m in people if context.document.quote(m.span) == printed),
            _who_it_may_be(context, record, printed, mention, roles),
        )


def _introduces(context: Context, mention: NameMention) -> bool:
    """Say whether the words tell who somebody is: by the full name, or by the role before or behind a surname."""
    text = context.document.text
    if " " in context.document.quote(mention.span).strip():
        return True
    after, before = _role_patterns()
    return bool(after.match(text, mention.span.end) or before.search(context.before(mention.span, 40)))


@cache
def _role_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return how a role stands behind a name and before it."""
    words = "|".join(row["words"] for row in word_table("role_words"))
    return (
        re.compile(rf",\s+(?:who\b|whose\b|(?:(?:the|a|an|its|their)\s+)?(?:[\w’'-]+\s+){{0,3}}?(?:{words})\b)"),
        re.compile(rf"\b(?:{words}),?\s+$"),
    )


def _stands_in_body(context: Context, mention: NameMention) -> bool:
    sentence = context.sentence_of(mention.span)
    return sentence is not None and sentence.block.kind == "paragraph"


def _facts(record: Record, ids: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    rows = [record.entities[id_] for id_ in ids if id_ in record.entities]
    return {row["entity"]: (row["role"], row["name"], row["parent"]) for row in rows}


def _needs_no_introduction(role: str) -> bool:
    offices = [word for row in word_table("offices") for word in row["words"].split("|")]
    return any(office in role for office in offices) and not role.startswith("former")


def _who_it_may_be(
    context: Context, record: Record, printed: str, mention: NameMention, facts: dict[str, tuple[str, str, str]]
) -> str:
    """Name the likeliest bearer: the one whose organisation, or what it makes, is named nearest by."""
    named: dict[str, int] = {}
    for other in context.names:
        if other.role in {"organisation", "product", "family", "model"}:
            distance = abs(other.span.start - mention.span.start)
            for id_ in _makers(record, other):
                named[id_] = min(named.get(id_, distance), distance)
    far = len(context.document.text)
    ranked = sorted(mention.ids, key=lambda id_: (named.get(facts.get(id_, ("", "", ""))[2], far), id_))
    role, name, parent = facts.get(ranked[0], ("", printed, ""))
    likely = f"most likely {name}, {role}" if parent in named or len(ranked) == 1 else f"perhaps {name}, {role}"
    others = [facts[id_][1] for id_ in ranked[1:] if id_ in facts]
    also = f" The record knows {len(ranked)} people of that name: also {', '.join(others)}." if others else ""
    return f"“{printed}” is never introduced; {likely}.{also}"


def _makers(record: Record, mention: NameMention) -> tuple[str, ...]:
    """Return an organisation, or who makes what is named."""
    parents = tuple(record.entities[id_]["parent"] for id_ in mention.ids if id_ in record.entities)
    return (*mention.ids, *parents)


def _goals_without_source(
    context: Context, claims: Sequence[Claim], confirmed: frozenset[str], vague: frozenset[str]
) -> Iterator[Finding]:
    """Yield a finding for a state's goal with a sum that names neither a document nor who says so.

    A goal that the record confirms needs none, and a firm speaks for its own plans.
    """
    for claim in claims:
        if claim.type is not ClaimType.TARGET or claim.modality in {Modality.ATTRIBUTED, Modality.QUOTED}:
            continue
        if claim.id in confirmed or not claim.details["of_state"]:
            continue
        around = context.tagged_around(claim.span)
        words = context.document.quote(around.sentence.span).casefold() if around else ""
        sourced = [w for row in word_table("source_words") for w in row["words"].split("|")]
        named_act = around is not None and any(mention.role == "policy" for _, mention in around.names())
        if named_act or any(re.search(rf"\b{re.escape(word)}\b", words) for word in sourced):
            continue
        yield Finding(
            "unsourced-quantity",
            tuple(_place(context, span) for span in sorted(claim.places)),
            f"The goal of {claim.details['printed']} has no source"
            + (", and the text does not define what is counted." if claim.id in vague else " in the text."),
        )
