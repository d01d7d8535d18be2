"""Claims on acts of policy: when and by whom, what orders are about, and what came how long after them.

`details`: `policies` (ids that the name can mean), `actor` (ids), `verb`, `object` for unnamed orders, `content`
(the words that say what they are about), `gap` and `relation` of a sequence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from onrecord.reading.claims.build import claim_span, event_details, make_claim, name_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.events import NUMBER_WORDS
from onrecord.reading.clauses import date_of_verb
from onrecord.reading.context import Context
from onrecord.reading.document import Span
from onrecord.reading.grammar import Match, expand, matches, phrase_list
from onrecord.reading.mentions import NameMention
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import cell_words, word_table
from onrecord.record.names import fold

_ORDERS = re.compile(r"(?:executive )?orders?$|proclamations?$")
"""Orders at the end of their words, so that a number before them ("three executive orders") does no harm."""

_AGENT = re.compile(expand(r" (?:into law )?by (?:[a-z-]+ ){0,3}?(?P<actor>{ACTOR})"))

_NUMBER = re.compile(rf"\b(?:\d{{1,2}}|{'|'.join(NUMBER_WORDS)})\b")

NEAR_CHARACTERS = 60
"""How far from the claim a date may stand and still be quoted with it."""

VERB_LISTS = ("AGREE", "IMPOSE", "SIGN", "ADOPT", "REVOKE", "APPLY", "UNVEIL")


def find_policy_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the policy claims of a sentence."""
    for match in matches("policy-date", tagged):
        claim = _named(context, tagged, match)
        if claim:
            yield claim
    for match in matches("policy-order", tagged):
        yield from _orders(context, tagged, match)
    for match in matches("policy-binding", tagged):
        claim = _binding(context, tagged, match)
        if claim:
            yield claim
    for match in matches("policy-content-order", tagged):
        claim = _one_order(context, tagged, match)
        if claim:
            yield claim
    for match in matches("sequence", tagged):
        claim = _sequence(context, tagged, match)
        if claim:
            yield claim


def _named(context: Context, tagged: Tagged, match: Match) -> Claim | None:
    policy, actor = name_of(tagged, match, "policy"), name_of(tagged, match, "actor")
    if policy is None:
        return None
    actor = actor or _by_whom(tagged, match)
    date = date_of_verb(tagged, *match.groups["verb"])
    whole = claim_span(tagged, match)
    span = _with_date(whole, date.span) if date else whole
    details = {
        "policies": policy.ids,
        "actor": actor.ids if actor else (),
        "actor_name": actor.best.name if actor else "",
        "verb": "adopt" if match.rule == "gave-approval" else verb_class(match.texts["verb"]),
    }
    return make_claim(
        context,
        ClaimType.POLICY_DATE,
        span,
        policy.best.id,
        policy.best.name,
        period=date.period if date else None,
        details=details,
    )


def _with_date(claim: Span, date: Span) -> Span:
    """Extend the words of a claim to its date, unless other matter lies between them."""
    if max(date.start - claim.end, claim.start - date.end) > NEAR_CHARACTERS:
        return claim
    return Span(min(claim.start, date.start), max(claim.end, date.end))


def _by_whom(tagged: Tagged, match: Match) -> NameMention | None:
    """Return who acts in the passive: "was signed by the president"."""
    found = _AGENT.match(tagged.text, match.groups["verb"][1])
    mention = tagged.mentions.get(found["actor"].strip("<>")) if found else None
    return mention if isinstance(mention, NameMention) else None


def _orders(context: Context, tagged: Tagged, match: Match) -> Iterator[Claim]:
    """Yield a claim on the day of unnamed orders, where one is said, and one on what they are about."""
    actor = name_of(tagged, match, "actor")
    if actor is None or actor.role == "organisation" or "<policy:" in tagged.text[match.start : match.end]:
        # An order that is named ("an order to start the Genesis Mission") is a claim on that act, not on unnamed ones.
        return
    orders = _ORDERS.search(context.document.quote(tagged.span(*match.groups["object"])).casefold())
    if orders is None:
        return
    details: dict[str, Any] = {
        "policies": (),
        "actor": actor.ids,
        "actor_name": actor.best.name,
        "verb": verb_class(match.texts["verb"]),
        "object": orders[0],
        "count": _count(context.document.quote(tagged.span(match.groups["verb"][1], match.groups["object"][1]))),
    }
    date = date_of_verb(tagged, *match.groups["verb"])
    content = match.texts.get("content", "")
    head = tagged.span(match.start, match.groups["object"][1])
    if date:
        span = _with_date(head, date.span)
        claim = make_claim(
            context, ClaimType.POLICY_DATE, span, actor.best.id, actor.best.name, period=date.period, details=details
        )
        if claim:
            yield claim
    if content.strip() and (content.startswith((" to ", " that ", " which ")) or topics_in(content)):
        span = tagged.span(match.start, match.groups["content"][1])
        claim = make_claim(
            context,
            ClaimType.POLICY_CONTENT,
            span,
            actor.best.id,
            actor.best.name,
            period=date.period if date else None,
            details=details | {"content": content.strip(), "topics": topics_in(content)},
        )
        if claim:
            yield claim


_FREE = ("voluntary", "non-binding", "not ")


def _binding(context: Context, tagged: Tagged, match: Match) -> Claim | None:
    """Return the claim that an act binds, or that it does not; of a line without an act, the one of the headline."""
    policy = name_of(tagged, match, "policy") or next((m for m in context.names if m.role == "policy"), None)
    if policy is None:
        return None
    return make_claim(
        context,
        ClaimType.POLICY_CONTENT,
        claim_span(tagged, match),
        policy.best.id,
        policy.best.name,
        details={
            "policies": policy.ids,
            "actor": (),
            "actor_name": "",
            "content": match.texts["force"],
            "topics": (),
            "binding": not match.texts["force"].startswith(_FREE),
        },
    )


def _one_order(context: Context, tagged: Tagged, match: Match) -> Claim | None:
    """Return what one of several orders is about: "one order speeds up permits"; whose they are was said before."""
    before = [m for m in context.names if m.span.start < tagged.sentence.span.start]
    people = [m for m in before if m.role == "person"]
    known = context.known
    owners = [known.entities.get(m.best.owner) for m in before if m.role == "policy"] if known else []
    people += [NameMention(tagged.sentence.span, "person", (o,)) for o in owners if o and o.kind == "person"]
    topics = topics_in(context.document.quote(tagged.span(match.groups["verb"][0], match.end)))
    if not people or not topics:
        return None
    actor = people[-1]
    return make_claim(
        context,
        ClaimType.POLICY_CONTENT,
        claim_span(tagged, match),
        actor.best.id,
        actor.best.name,
        details={
            "policies": (),
            "actor": actor.ids,
            "actor_name": actor.best.name,
            "verb": "sign",
            "object": "orders",
            "content": match.texts["content"].strip(),
            "topics": topics,
        },
    )


def _count(words: str) -> int | None:
    """Return how many orders are said to have been signed: "three executive orders"."""
    number = _NUMBER.search(words.casefold())
    if number is None:
        return None
    return int(number[0]) if number[0].isdigit() else NUMBER_WORDS[number[0]]


def _sequence(context: Context, tagged: Tagged, match: Match) -> Claim | None:
    event = name_of(tagged, match, "event")
    order = next((m for m in matches("policy-order", tagged) if m.start >= match.groups["other"][0]), None)
    named = next((m for m in matches("policy-date", tagged) if m.start >= match.groups["other"][0]), None)
    found = order or named
    if event is None or found is None:
        return None
    actor = name_of(tagged, found, "actor")
    policy = name_of(tagged, found, "policy")
    end = found.groups["object"][1] if order else found.end
    details = event_details(event) | {
        "gap": match.texts["gap"],
        "relation": match.texts["relation"],
        "actor": actor.ids if actor else (),
        "actor_name": actor.best.name if actor else "",
        "policies": policy.ids if policy else (),
        "object": found.texts.get("object", ""),
        "verb": verb_class(found.texts["verb"]),
    }
    span = tagged.span(match.groups["claim"][0], end)
    return make_claim(context, ClaimType.SEQUENCE, span, event.best.id, event.best.name, details=details)


def topics_in(words: str) -> tuple[str, ...]:
    """Return the topics of `words/topics.csv` that a text names, in its order.

    >>> topics_in("to ease nothing that is known")
    ()
    """
    text = fold(words)
    found: list[tuple[int, str]] = []
    for row in word_table("topics"):
        places = [text.find(fold(phrase)) for phrase in cell_words(row["words"])]
        hits = [place for place in places if place >= 0]
        if hits:
            found.append((min(hits), row["topic"]))
    return tuple(topic for _, topic in sorted(found))


def verb_class(verb: str) -> str:
    """Return the list of `words/verbs.csv` that holds a verb of policy.

    >>> verb_class("signed"), verb_class("unveiled")
    ('sign', 'unveil')
    """
    return next((name.lower() for name in VERB_LISTS if phrase_list(name).match(verb)), "unveil")
