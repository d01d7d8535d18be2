"""Claims on acts of policy: when and by whom they were done, and what unnamed orders are about.

`details`: `policies` (ids that the name can mean), `actor` (ids), `verb`, `object` for unnamed orders, `count` of them,
`content` (the words that say what they are about) with its `topics`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from onrecord.reading.claims.build import claim_span, make_claim, name_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.vocabulary import NUMBER_WORDS, topics_in, verb_class
from onrecord.reading.clauses import date_of_verb
from onrecord.reading.context import Context
from onrecord.reading.document import Span
from onrecord.reading.grammar import Match, expand, matches
from onrecord.reading.mentions import NameMention
from onrecord.reading.tagged import Tagged

_ORDERS = re.compile(r"(?:executive )?orders?$|proclamations?$")
"""Orders at the end of their words, so that a number before them ("three executive orders") does no harm."""


_AGENT = re.compile(expand(r" (?:into law )?by (?:[a-z-]+ ){0,3}?(?P<actor>{ACTOR})"))


_ANOTHER_STEP = re.compile(r"\b(?:amend(?:ments?|ing)|changes?|revisions?|updates?|additions?) (?:to|of) (?:the )?$")
"""What is said of amendments to an act is not said of the act."""

_NUMBER = re.compile(rf"\b(?:\d{{1,2}}|{'|'.join(NUMBER_WORDS)})\b")


NEAR_CHARACTERS = 60
"""How far from the claim a date may stand and still be quoted with it."""


def find_policy_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the policy claims of a sentence."""
    for match in matches("policy-date", tagged):
        claim = _named(context, tagged, match)
        if claim:
            yield claim
    for match in matches("policy-order", tagged):
        yield from _orders(context, tagged, match)


def _named(context: Context, tagged: Tagged, match: Match) -> Claim | None:
    policy, actor = name_of(tagged, match, "policy"), name_of(tagged, match, "actor")
    if policy is None or _ANOTHER_STEP.search(context.before(policy.span, 40)):
        return None
    if (
        match.rule == "act-passive"
        and verb_class(match.texts["verb"]) == "impose"
        and match.texts["verb"].endswith("s")
    ):
        # "The plan bans exports" says what the plan does, not what was done to it.
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
    actor = name_of(tagged, match, "actor") or _person_before(context, tagged)
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
        "count": _count(_before_the_orders(context, tagged, match)),
    }
    date = date_of_verb(tagged, *match.groups["verb"])
    content = match.texts.get("content", "")
    head = tagged.span(match.start, max(match.groups["object"][1], match.groups["verb"][1]))
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


def _before_the_orders(context: Context, tagged: Tagged, match: Match) -> str:
    """Return the words that may count the orders: between the verb and them, or in the passive they themselves."""
    start, end = match.groups["verb"][1], match.groups["object"][1]
    return context.document.quote(tagged.span(start, end) if start < end else tagged.span(*match.groups["object"]))


def _person_before(context: Context, tagged: Tagged) -> NameMention | None:
    """Return who signed where the passive does not say it: the one person named before."""
    people = {m.ids: m for m in context.names if m.role == "person" and m.span.start < tagged.sentence.span.start}
    return next(iter(people.values())) if len(people) == 1 else None


def _count(words: str) -> int | None:
    """Return how many orders are said to have been signed: "three executive orders"."""
    number = _NUMBER.search(words.casefold())
    if number is None:
        return None
    return int(number[0]) if number[0].isdigit() else NUMBER_WORDS[number[0]]
