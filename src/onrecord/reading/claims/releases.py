"""Claims that a model came out, or that it did not.

`details`: `releases` (ids that the name can mean), `model` (the name as printed), `makers` (ids), `family`,
`said_maker` (the firm that the words name as its maker); for a maker without a model only `makers`,
with what it brought out as `described_as` ("open reasoning") or the `thing` that is no model ("device"). Of an absence
also `unseen`: whether the words deny that the model was even shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from onrecord.reading.claims.build import claim_span, make_claim, mention_of, model_of, name_of
from onrecord.reading.claims.claim import Claim, ClaimType, Modality
from onrecord.reading.clauses import date_of_verb
from onrecord.reading.context import Context
from onrecord.reading.document import BlockKind, Span
from onrecord.reading.grammar import Match, matches
from onrecord.reading.mentions import DateMention, NameMention, NewModelMention
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import one_of, words_where

REACH = 60
"""A date further behind the words than this is not quoted with them."""

_NEXT_NAME = re.compile(r" (?P<word>[A-Z][a-z]{2,})\b")


def find_release_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the release claims and the absence claims of a sentence."""
    for match in matches("absence-of-release", tagged):
        claim = _claim(context, tagged, match, ClaimType.ABSENCE_OF_RELEASE)
        if claim:
            yield claim
    for match in matches("release", tagged):
        if _NO.search(tagged.text[: match.start]):
            continue
        date = _date(tagged, match)
        claim = _claim(context, tagged, match, ClaimType.RELEASE, date)
        # Without a date only what is said to have happened can be wrong: that the model was out, and whose it is.
        if claim and (date or claim.details["thing"] or (_names_a_model(claim) and claim.modality in _HAPPENED)):
            yield claim


_NO = re.compile(r"\bno (?:<organisation:\d+>(?:'s)? )?$")

_HAPPENED = frozenset({Modality.ASSERTED, Modality.ATTRIBUTED})


def _names_a_model(claim: Claim) -> bool:
    return bool(claim.details["releases"] or claim.details["model"])


def _with_date(span: Span, date: DateMention | None) -> Span:
    """Return the claim's span up to its date, where the date stands right behind it; else the words alone."""
    if date and span.end <= date.span.start and date.span.start - span.end < REACH:
        return Span(span.start, date.span.end)
    return Span(min(span.start, date.span.start), span.end) if date and 0 <= span.start - date.span.end < 3 else span


def _variant(context: Context, tagged: Tagged, who: NameMention) -> str:
    """Return the longer name where a capitalised word behind a model's name belongs to it; empty where none does."""
    if tagged.sentence.block.kind is BlockKind.HEADLINE or not tagged.sentence.span.contains(who.span):
        return ""
    found = _NEXT_NAME.match(context.document.text, who.span.end)
    if not found or context.name_at(found.start("word")):
        return ""
    return context.document.text[who.span.start : found.end("word")]


def _date(tagged: Tagged, match: Match) -> DateMention | None:
    """Return the date of a release: the one that its pattern names, else the one that goes with its verb."""
    mention = mention_of(tagged, match, "date")
    if isinstance(mention, DateMention):
        return mention if mention.period else None
    return date_of_verb(tagged, *match.groups["verb"]) if "verb" in match.groups else None


_BY = re.compile(r"[^;]{0,40}?\bby (?P<maker><organisation:\d+>)(?!'s)")


def _by_whom(tagged: Tagged, match: Match) -> NameMention | None:
    """Return the firm that the passive names behind the verb: "was released on Monday by the lab"."""
    found = _BY.match(tagged.text, match.groups["verb"][1]) if "verb" in match.groups else None
    mention = tagged.mentions.get(found["maker"].strip("<>")) if found else None
    return mention if isinstance(mention, NameMention) else None


def _claim(
    context: Context, tagged: Tagged, match: Match, type_: ClaimType, date: DateMention | None = None
) -> Claim | None:
    who = model_of(tagged, match, "who")
    if who is None and match.rule.startswith("line-"):
        who = context.headline_new_model or context.headline_model
    by = _by_whom(tagged, match)
    maker = name_of(tagged, match, "maker") or by
    if who is None and {"described", "thing"} & match.texts.keys():
        who = maker
    if who is None:
        return None
    subject, name, details = release_details(context, tagged, who, maker, by=maker is by)
    if type_ is ClaimType.ABSENCE_OF_RELEASE:
        details["unseen"] = bool(_shown().search(tagged.text[match.start : match.end]))
    details |= {"described_as": match.texts.get("described", ""), "thing": match.texts.get("thing", "")}
    return make_claim(
        context,
        type_,
        _with_date(claim_span(tagged, match), date),
        subject,
        name,
        period=date.period if date else None,
        # The negation is the claim itself here, not a denial of one.
        modality=Modality.ASSERTED if type_ is ClaimType.ABSENCE_OF_RELEASE else None,
        details=details,
    )


@cache
def _shown() -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(words_where('release_words', 'kind', 'shown'))}\b")


def release_details(
    context: Context, tagged: Tagged, who: NameMention | NewModelMention, maker: NameMention | None, *, by: bool
) -> tuple[str, str, dict[str, Any]]:
    """Return the subject of a claim on a release, its name, and the details: of a model, or of a maker without one.

    `by` says that the maker is named behind the model ("by the lab"), who may also be one that only sells it.
    """
    details: dict[str, Any] = {"releases": (), "model": "", "makers": maker.ids if maker else (), "family": ""}
    if maker and maker.role == "organisation" and not maker.reference and len(maker.ids) == 1:
        details |= {"said_maker": maker.best.id, "by": by}
    if isinstance(who, NewModelMention):
        details |= {"model": who.name, "makers": details["makers"] or who.makers, "family": who.family}
        return who.name, who.name, details
    if who.role == "model" and (variant := _variant(context, tagged, who)):
        # "Llama 4 Behemoth" is another model than the Llama 4 that is on record.
        details |= {"model": variant, "makers": details["makers"] or tuple(m.owner for m in who.meanings)}
        return variant, variant, details
    if who.role == "model":
        makers = tuple(dict.fromkeys(meaning.owner for meaning in who.meanings))
        details |= {"releases": who.ids, "model": context.document.quote(who.span), "makers": makers}
        return who.best.id, who.best.name, details
    return who.best.id, who.best.name, details | {"makers": who.ids}
