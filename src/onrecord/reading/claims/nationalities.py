"""Claims on which country or city a maker is from: "a French lab", "the Chinese start-up Acme", "Acme is American".

A line that says it of "the lab" alone means the one firm that it and the headline name; then another may be meant, and
nothing is refuted. `details` are those of a seat: `place` (the id of a country or a city) and `place_name`, and
`apposed` where it is said by the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.reading.claims.build import make_claim
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.subjects import MADE, firms_named
from onrecord.reading.context import Context
from onrecord.reading.mentions import NameMention
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import word_table
from onrecord.record.names import Meaning

_FIRM = r"(?:company|firm|start-?up|lab|laboratory|developer|[a-z]+maker|maker|outfit|upstart|unicorn|giant|group)\b"
_MODEL = r"(?:model|chatbot|assistant|app|family of models|model family|llm|reasoner)s?\b"
_PLACE = r"<(?:place|government):\d+>"
_MORE = r"(?:(?!<)[a-z-]+ ){0,2}?"


@dataclass(frozen=True, slots=True)
class _Told:
    """How a country is told of a firm: `named` where no other can be meant, `apposed` where it is said by the way."""

    pattern: re.Pattern[str]
    named: bool
    apposed: bool


def find_nationality_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield of which country a sentence says that a maker, or the maker of a model, is."""
    if context.known is None or not (_nouns().search(tagged.text) and _adjectives().search(tagged.text)):
        return
    for told in _patterns():
        for found in told.pattern.finditer(tagged.text):
            firm = _firm(context, tagged, found)
            country = _place_meant(context, tagged, found["nation"])
            if firm is None or country is None:
                continue
            claim = make_claim(
                context,
                ClaimType.PLACE,
                tagged.span(found.start("claim"), found.end("claim")),
                firm.id,
                firm.name,
                details={
                    "place": country.id,
                    "place_name": country.name,
                    "apposed": told.apposed,
                    "described": not told.named,
                },
            )
            if claim:
                yield claim
                return


@cache
def _patterns() -> tuple[_Told, ...]:
    """Return how a country is told of a firm, the plainest first."""
    nation = rf"(?P<nation>{_nations()}|{_PLACE})"
    of_model = r"(?P<made><(?:model|family|product):\d+>)"
    is_ = r",? (?:(?:which|that) )?(?:is|was|remains) (?:also )?(?:an? |the )?"
    between = r"(?:(?!<(?:model|organisation))[^;.]){0,60}?"
    told = (
        (rf"(?P<claim>(?P<firm><organisation:\d+>){is_}{_MORE}{nation} {_MORE}(?:{_FIRM}|one\b))", True, False),
        (rf"(?P<claim>(?P<firm><organisation:\d+>){is_}{nation})(?= ?[.,;]|$)", True, False),
        (rf"(?P<claim>(?:the|an?) {_MORE}{nation} {_MORE}{_FIRM},? (?P<firm><organisation:\d+>))", True, True),
        (rf"(?P<firm><organisation:\d+>), (?P<claim>(?:the|an?) {_MORE}{nation} {_MORE}{_FIRM})", True, True),
        (rf"(?P<claim>{of_model}{is_}{_MORE}{nation} {_MORE}{_MODEL})", True, False),
        (rf"{of_model}{between} (?P<claim>(?:by|from|of) an? {_MORE}{nation} {_FIRM})", True, False),
        (rf"(?:^|\b(?:by|from) )(?P<claim>the {_MORE}{nation} {_MORE}{_FIRM})(?! <| of\b)", False, True),
    )
    return tuple(_Told(re.compile(pattern), named, apposed) for pattern, named, apposed in told)


def _firm(context: Context, tagged: Tagged, found: re.Match[str]) -> Meaning | None:
    """Return the firm that a country is told of: the one that is named, the maker of the model, the headline's."""
    parts = found.groupdict()
    mark = parts.get("firm") or parts.get("made")
    mention = tagged.mentions.get(mark.strip("<>")) if mark else None
    if isinstance(mention, NameMention):
        return _only(context, {m.owner if mention.role in MADE else m.id for m in mention.meanings})
    return _only(context, firms_named((*context.headline, *(m for _, m in tagged.names()))))


def _only(context: Context, ids: set[str]) -> Meaning | None:
    found = context.known.entities.get(next(iter(ids))) if context.known and len(ids) == 1 else None
    return found if found and found.kind == "organisation" else None


@cache
def _nations() -> str:
    return "|".join(row["words"] for row in word_table("nationalities"))


@cache
def _adjectives() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_nations()})\b|{_PLACE}")


@cache
def _nouns() -> re.Pattern[str]:
    """Return what one of the patterns needs beside a country: what is from there, or the end of what is said of it."""
    return re.compile(rf"\b(?:{_FIRM}|{_MODEL}|one\b|(?:is|was|remains) (?:also )?(?:{_nations()})(?: ?[.,;]|$))")


def _place_meant(context: Context, tagged: Tagged, words: str) -> Meaning | None:
    """Return the country of an adjective, or the city of "the Paris lab"."""
    mention = tagged.mentions.get(words.strip("<>"))
    if isinstance(mention, NameMention):
        return next((meaning for meaning in mention.meanings if meaning.kind in {"place", "country"}), None)
    row = next((row for row in word_table("nationalities") if re.fullmatch(row["words"], words)), None)
    return context.known.entities.get(row["entity"]) if row and context.known else None
