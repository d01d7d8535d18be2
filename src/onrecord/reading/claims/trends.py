"""Claims that something rises, falls, slows or stalls, and claims on the pace of releases.

`details` of a trend: `subjects` (ids), `concepts` (downloads, usage ...), `direction` (`up`, `down`, `slow`), `since`.
`details` of a pace: `makers` or `country`, `days` (low and high of "every few days"), `peak` (a period), `direction`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from onrecord.reading.claims.build import claim_span, make_claim, name_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.vocabulary import NUMBER_WORDS, figure_concept
from onrecord.reading.context import Context
from onrecord.reading.grammar import Match, expand, matches, phrase_list
from onrecord.reading.mentions import DateMention
from onrecord.reading.tagged import Tagged

DIRECTIONS = {"MOVE_DOWN": "down", "MOVE_SLOW": "slow", "MOVE_UP": "up", "MOVE_DOUBLE": "up"}
_NOUNS = {
    "slow": ("slowdown", "slowing"),
    "down": ("decline", "drop", "fall", "slump", "falling", "declining"),
}
_RATE = re.compile(
    r"\b(?:every|each) (?P<days>few|couple of|other|[a-z]+|\d+)(?:(?: to | or |-|–)(?P<to>[a-z]+|\d+))? "
    r"(?P<unit>days?|weeks?)\b"
)
_FEW = {"few": (2, 5), "couple of": (2, 3), "other": (2, 2)}


def find_trend_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the trend and pace claims of a sentence."""
    for match in matches("trend", tagged):
        claim = _trend(context, tagged, match)
        if claim:
            yield claim
    for match in matches("pace", tagged):
        claim = _pace(context, tagged, match)
        if claim:
            yield claim


def _trend(context: Context, tagged: Tagged, match: Match) -> Claim | None:
    subject = name_of(tagged, match, "subject")
    concepts = tuple(
        dict.fromkeys(
            concept
            for word in phrase_list("CONCEPT").findall(match.texts["concepts"])
            if (concept := figure_concept(word, "CONCEPT"))
        )
    )
    if subject is None or not concepts:
        return None
    since = _period(tagged, match.start)
    details: dict[str, Any] = {
        "subjects": subject.ids,
        "concepts": concepts,
        "direction": direction_of(match.texts["verb"]),
        "since": since,
    }
    return make_claim(
        context, ClaimType.TREND, claim_span(tagged, match), subject.best.id, subject.best.name, details=details
    )


@lru_cache(maxsize=4096)
def direction_of(words: str) -> str:
    """Return where a verb or noun of movement points: `up`, `down` or `slow`; an empty text where it points nowhere.

    >>> direction_of("have slowed"), direction_of("surge"), direction_of("plunged")
    ('slow', 'up', 'down')
    """
    for direction, nouns in _NOUNS.items():
        if words in nouns:
            return direction
    for name, direction in DIRECTIONS.items():
        if phrase_list(name).search(words):
            return direction
    return (
        "up" if words in {"surge", "rise", "jump", "increase", "growth", "boom", "rising", "growing", "surging"} else ""
    )


def _pace(context: Context, tagged: Tagged, match: Match) -> Claim | None:
    rest = match.texts.get("rest", "")
    rate = rate_in(rest)
    low_high = rate[1] if rate else None
    peak = _period(tagged, match.groups["rest"][0]) if "peak" in rest and "rest" in match.groups else None
    direction = direction_of(rest) or direction_of(tagged.text[: match.start])
    if not (low_high or peak or direction):
        return None
    scopes = [m for _, m in tagged.names() if m.role in {"organisation", "family", "place", "government"}]
    makers = tuple(m.best.id for m in scopes if m.role in {"organisation", "family"})
    details = {
        "makers": makers,
        "days": low_high,
        "peak": peak,
        "direction": direction,
        "scope": match.texts.get("scope", ""),
    }
    return make_claim(
        context,
        ClaimType.PACE,
        claim_span(tagged, match),
        makers[0] if makers else "model releases",
        scopes[0].best.name if scopes else "model releases",
        details=details,
    )


def rate_in(words: str) -> tuple[tuple[int, int], tuple[float, float]] | None:
    """Return where words say how often something comes, and the days that can lie between, from and to.

    >>> rate_in("a model every two to three days"), rate_in("every other week")
    (((8, 31), (1.5, 3.5)), ((0, 16), (10.5, 17.5)))
    """
    found = _RATE.search(words)
    if not found:
        return None
    first, last = _FEW.get(found["days"]) or (_number(found["days"]), _number(found["to"] or found["days"]))
    if first is None or last is None:
        return None
    size = 7 if found["unit"].startswith("week") else 1
    return found.span(), ((first - 0.5) * size, (last + 0.5) * size)


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else NUMBER_WORDS.get(word)


def _period(tagged: Tagged, start: int) -> Any:
    mark = re.compile(expand("{DATE}")).search(tagged.text, start)
    mention = tagged.mentions.get(mark[0].strip("<>")) if mark else None
    return mention.period if isinstance(mention, DateMention) else None
