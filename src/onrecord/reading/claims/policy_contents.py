"""Claims on what an act of policy is: whether it binds, and what one of several orders is about.

`details`: as in `policies`, and `binding`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from onrecord.reading.claims.build import claim_span, make_claim, name_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.vocabulary import topics_in
from onrecord.reading.context import Context
from onrecord.reading.grammar import Match, matches
from onrecord.reading.mentions import NameMention
from onrecord.reading.tagged import Tagged

_FREE = ("voluntary", "non-binding", "not ")


_ORDER = re.compile(r"\border\b")


def find_policy_contents(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield what a sentence says of the force and of the matter of acts."""
    for match in matches("policy-binding", tagged):
        claim = _binding(context, tagged, match)
        if claim:
            yield claim
    for match in matches("policy-content-order", tagged):
        claim = _one_order(context, tagged, match)
        if claim:
            yield claim


def _binding(context: Context, tagged: Tagged, match: Match) -> Claim | None:
    """Return the claim that an act binds, or that it does not; of a line without an act, the one of the headline."""
    policy = name_of(tagged, match, "policy") or next((m for m in context.names if m.role == "policy"), None)
    if policy is None:
        return _order_binding(context, tagged, match)
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


def _order_binding(context: Context, tagged: Tagged, match: Match) -> Claim | None:
    """Return the claim that "the order" binds: the one that who is named before has signed in the days before."""
    actor = next((m for m in context.names if m.role == "person" and m.span.start < tagged.sentence.span.end), None)
    if actor is None or not _ORDER.search(tagged.text):
        return None
    force = match.texts["force"]
    details = {"object": "order", "content": force, "topics": (), "binding": not force.startswith(_FREE)}
    return _of_actor(context, tagged, match, actor, details)


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
    details = {"verb": "sign", "object": "orders", "content": match.texts["content"].strip(), "topics": topics}
    return _of_actor(context, tagged, match, people[-1], details)


def _of_actor(
    context: Context, tagged: Tagged, match: Match, actor: NameMention, details: Mapping[str, object]
) -> Claim | None:
    """Return a claim on what somebody has signed that is not named."""
    return make_claim(
        context,
        ClaimType.POLICY_CONTENT,
        claim_span(tagged, match),
        actor.best.id,
        actor.best.name,
        details={"policies": (), "actor": actor.ids, "actor_name": actor.best.name, **details},
    )
