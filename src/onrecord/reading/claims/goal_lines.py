"""Goals that a line only names: "10 GW by the end of the year", "$500 billion over four years" under a headline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from onrecord.reading.claims.build import make_claim
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.subjects import reach
from onrecord.reading.context import Context
from onrecord.reading.mentions import NameMention, QuantityMention
from onrecord.reading.stems import content_stems
from onrecord.reading.words import one_of, words_where
from onrecord.record.names import Names
from onrecord.terms.time import Period

_WITHIN = re.compile(r"\b(?:in|within) (?:\w+ )?(?:\w+) (?:years|months)\b")
"""A time by which a goal is to be reached that names no day: it tells which goal is meant, and cannot be compared."""

_HAS = re.compile(r"\b(?:has|have|had|runs|operates|reached|reaches|owns|built)\b")
_STATED = re.compile(r"\b(?:is|are|was|were|has|have|had|said|says|did)\b")


@cache
def ahead_words() -> re.Pattern[str]:
    """Return the words that make a number a goal or a forecast."""
    return re.compile(rf"\b{one_of(words_where('tense', 'tense', 'ahead'))}\b")


def find_goal(
    context: Context,
    quantity: QuantityMention,
    subjects: Sequence[NameMention],
    clause: str,
    period: Period | None,
) -> Claim | None:
    """Return a claim on a stated goal: a number that a line only names, or one that is told as if it were reached."""
    known = context.known
    goals = [goal for goal in known.goals if goal.unit == quantity.quantity.unit] if known else []
    if known is None or not goals:
        return None
    owners = {id_ for subject in subjects for id_ in _owners(known, subject)}
    words = content_stems(clause)
    states = {id_ for subject in subjects if subject.role in {"place", "government"} for id_ in subject.ids}
    fitting = [
        (goal, concept)
        for goal in goals
        if (goal.who in owners or states & set(known.governed.get(goal.who, ())))
        for concept in goal.concepts
        if (content_stems(concept) <= words or not _STATED.search(clause))
        and (period is None or goal.deadline is None or period.overlaps(goal.deadline) or _HAS.search(clause))
    ]
    if not fitting or (period is None and _WITHIN.search(clause)):
        return None
    named = [(goal, concept) for goal, concept in fitting if content_stems(concept) <= words]
    if quantity.quantity.unit == "percent" and not named:
        return None  # every share would be a goal
    goal = (named or fitting)[0][0]
    concepts = dict.fromkeys(concept for other, concept in named or fitting if other.who == goal.who)
    owner = known.entities.get(goal.who)
    return make_claim(
        context,
        ClaimType.TARGET,
        quantity.span,
        goal.who,
        owner.name if owner else goal.who,
        period=period,
        details={
            "who": (goal.who,),
            "of_state": False,
            "quantity": quantity.quantity,
            "printed": context.document.quote(quantity.span),
            "deadline": period,
            "body": f"{clause} {' '.join(concepts)}",
            # A line that names only the sum may mean another goal.
            "described": not named,
            "as_fact": bool(_HAS.search(clause)) and not ahead_words().search(clause),
        },
    )


def _owners(known: Names, mention: NameMention) -> set[str]:
    """Return whose goals a name can mean: its own, those of its author, and of the firm that an act is named after."""
    ids = reach(known, mention) | {meaning.owner for meaning in mention.meanings}
    for meaning in mention.meanings:
        ids.update(m.id for m in known.meanings(meaning.name.split()[0]) if m.kind == "organisation")
    return ids - {""}
