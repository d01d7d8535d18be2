"""Claims on acts of policy that are not named: "the guidance of 1 June", "Council approval on 29 June".

The act is described: by who acted, by what it is (a rule, an order), by what the article is about. `details`:
`described_act` (True), `actor`, `actor_name`, `verb`, `nouns` (the parts of kinds that fit, empty for any), `topics` of
the sentence, `article_topics`, `about` (ids of the acts that the article names).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.reading.claims.build import claim_span, make_claim, name_of, period_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.predicates import cells_of
from onrecord.reading.claims.vocabulary import topics_in, verb_class
from onrecord.reading.clauses import date_of_verb
from onrecord.reading.context import Context
from onrecord.reading.document import Span
from onrecord.reading.grammar import Match, matches
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import cell_words, word_table

_ON_AN_ACT = re.compile(r" (?:on|for|under|of|to) (?:the )?<policy:")
_NEAR_TOPICS = 600
"""How many characters of the article's beginning say what it is about."""


def find_described_acts(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the dated acts of a sentence that have no name of their own."""
    for match in matches("policy-described", tagged):
        claim = _claim(context, tagged, match)
        if claim:
            yield claim


def _claim(context: Context, tagged: Tagged, match: Match) -> Claim | None:
    at = match.groups["verb"] if "verb" in match.groups else match.groups["object"]
    date = date_of_verb(tagged, *at)
    period = period_of(tagged, match) or (date.period if date else None)
    if period is None or "<policy:" in tagged.text[match.start : match.end]:
        return None
    if match.rule == "noun-on" and " the " in match.texts["claim"]:
        return None  # "The agency pulled the rule on Monday" has a verb of its own
    if "object" in match.groups and _ON_AN_ACT.match(tagged.text, match.groups["object"][1]):
        return None  # guidelines on an act are not the act, and the record may not hold them
    span = claim_span(tagged, match)
    if date and "date" not in match.groups:
        span = Span(min(span.start, date.span.start), max(span.end, date.span.end))
    actor, listed = name_of(tagged, match, "actor"), name_of(tagged, match, "listed")
    object_ = match.texts.get("object", "").strip()
    verb = _verb(match.texts.get("verb", ""), object_)
    sentence = context.document.quote(tagged.sentence.span)
    head = context.document.text[:_NEAR_TOPICS]
    if match.rule == "listed-line" and "entity-list" not in (*topics_in(sentence), *topics_in(head)):
        return None
    about = tuple(dict.fromkeys(id_ for m in context.names if m.role == "policy" for id_ in m.ids))
    details = {
        "policies": (),
        "described_act": True,
        "actor": actor.ids if actor else _acting(context),
        "actor_name": actor.best.name if actor else "",
        "verb": verb,
        "nouns": kinds_of_noun(object_),
        "topics": topics_in(sentence),
        "article_topics": topics_in(head),
        "about": about,
        "listed": listed.ids if listed else (),
        "products": tuple(m.best.name for m in context.names if m.role == "product"),
        "by_words": "words" in match.groups,
        "bars": cells_of([match.texts.get("verb", "")], "bars"),
    }
    name = object_ or (actor.best.name if actor else "")
    return make_claim(context, ClaimType.POLICY_DATE, span, name, name, period=period, details=details)


def _acting(context: Context) -> tuple[str, ...]:
    """Return who may have acted where the sentence does not say it: the authorities of the headline."""
    start = context.document.blocks[0].span.end if context.document.blocks else 0
    named = [m for m in context.names if m.span.end <= start and m.role in {"organisation", "government", "person"}]
    return tuple(dict.fromkeys(id_ for m in named for id_ in m.ids))


def _verb(words: str, noun: str) -> str:
    for row in word_table("acts"):
        if row["part"] == "verb-noun" and words in cell_words(row["words"]):
            return row["acts"]
    if not words:
        return next(
            (r["acts"] for r in word_table("acts") if r["part"] == "verb-noun" and noun in r["words"]), "unveil"
        )
    if words in {"told", "informed", "notified", "warned", "required", "needed", "demanded"}:
        return "impose"
    if words in {"reached", "struck"}:
        return "agree"
    if words in {"said", "declared", "confirmed"} or words.startswith("told <"):
        return "unveil"
    if words.endswith("since"):
        return "apply"
    if words in {"added", "put", "placed", "listed", "included", "joined", "landed", "been put", "blacklisted"}:
        return "impose"
    return "apply" if words in {"effective", "dates from", "date from"} else verb_class(words)


@cache
def kinds_of_noun(noun: str) -> tuple[str, ...]:
    """Return the parts of kinds of acts that a noun fits; empty for a noun that fits any.

    >>> kinds_of_noun("guidance")
    ('guid',)
    """
    for row in word_table("acts"):
        if row["part"] == "noun" and noun in cell_words(row["words"]):
            return cell_words(row["acts"])
    return ()


def act_nouns() -> re.Pattern[str]:
    """Return the pattern of the nouns for acts that are not named."""
    words = [word for row in word_table("acts") if row["part"] == "noun" for word in cell_words(row["words"])]
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
