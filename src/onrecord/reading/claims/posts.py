"""Claims where an office stands beside a name whose own office is another: "Finance minister Li", who heads a firm.

Where the two belong together there is nothing to check. `details`: `office` as printed, `own_role` (True); for somebody
who is said to have served under another's government `served_under` (an id).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from onrecord.reading.claims.build import make_claim
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.context import Context
from onrecord.reading.mentions import NameMention
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import cell_words, one_of, word_table
from onrecord.record.people import Post
from onrecord.terms.time import Period

_NOT_NOW = re.compile(r"\b(?:former|then|ex|late|acting|deputy|vice|assistant|future|incoming|outgoing|shadow)[ -]*$")
_UNDER = re.compile(
    r"(?P<who><person:\d+>)(?:(?!<person)[^;.]){0,80}? (?:in|under|for|of|at|within) (?:the |president )?"
    r"(?P<government><person:\d+>)(?P<house>(?:'s)? (?:administration|government|white house|cabinet|team))?"
)
_GOVERNMENT = re.compile(r"(?:administration|government|White House|Cabinet)$", re.IGNORECASE)


@cache
def _before_name() -> re.Pattern[str]:
    words = one_of(word for row in word_table("posts") for word in cell_words(row["words"]))
    return re.compile(
        r"(?:^|[,;:] |\b(?:the|its|their|and|as|with|by|says|said|us) |<(?:place|government):\d+>(?:'s)? )"
        rf"(?P<office>{words}),? (?P<person><person:\d+>)(?!(?:'s)? ?(?:of|at|from) (?:the )?<organisation)"
    )


def find_post_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the offices of a sentence that the people beside them do not hold, as far as the record says."""
    if "<person:" not in tagged.text or context.known is None:
        return
    for found in _before_name().finditer(tagged.text):
        person = _person(tagged, found["person"])
        post = context.known.posts.get(person.best.id) if person else None
        if person is None or post is None or _NOT_NOW.search(tagged.text[: found.start("office")]):
            continue
        if not _holds(post, found["office"]):
            details = {"office": found["office"], "own_role": True}
            yield from _claim(context, tagged, found.span("office")[0], found.end(), person, details)
    for found in _UNDER.finditer(tagged.text):
        yield from _served(context, tagged, found)


def _served(context: Context, tagged: Tagged, found: re.Match[str]) -> Iterator[Claim]:
    """Yield that somebody served under a government that came after or before his own days of office."""
    who, head = _person(tagged, found["who"]), _person(tagged, found["government"])
    if who is None or head is None or context.known is None:
        return
    if not (found["house"] or _GOVERNMENT.search(context.document.quote(head.span))):
        return
    own, theirs = (context.known.posts.get(one.best.id) for one in (who, head))
    if own and theirs and own.holds and theirs.holds and not _overlap(own.holds, theirs.holds):
        details = {"office": "that office", "own_role": True, "served_under": head.best.id}
        yield from _claim(context, tagged, found.start(), found.end(), who, details)


def _overlap(one: Period, other: Period) -> bool:
    """Say whether two terms share more than the day on which one follows the other."""
    return (min(one.end, other.end) - max(one.start, other.start)).days > 1


def _person(tagged: Tagged, mark: str) -> NameMention | None:
    mention = tagged.mentions.get(mark.strip("<>"))
    alone = isinstance(mention, NameMention) and len(mention.ids) == 1 and mention.best.use != "title"
    return mention if alone and isinstance(mention, NameMention) else None


def _holds(post: Post, office: str) -> bool:
    """Say whether a role on record can be the office that is printed."""
    rows = [row for row in word_table("posts") if office in cell_words(row["words"])]
    return any(part in post.role for row in rows for part in cell_words(row["of-record"]))


def _claim(
    context: Context, tagged: Tagged, start: int, end: int, person: NameMention, details: dict[str, Any]
) -> Iterator[Claim]:
    claim = make_claim(
        context, ClaimType.ROLE, tagged.span(start, end), person.best.id, person.best.name, details=details
    )
    if claim:
        yield claim
