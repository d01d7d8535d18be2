"""Claims on organisations and people: where a firm is based, when it was founded, who holds an office.

`details`: `place`; `year`; `office`, `holders` (ids) of a role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from onrecord.reading.claims.build import claim_span, make_claim, name_of, period_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.subjects import firms_named
from onrecord.reading.context import Context
from onrecord.reading.document import Span
from onrecord.reading.grammar import matches
from onrecord.reading.mentions import NameMention
from onrecord.reading.tagged import Tagged

_NOT_THE_HOLDER = re.compile(
    r"\b(?:former|then|ex|acting|outgoing|incoming|late|deputy|vice|future)[\s-]+$", re.IGNORECASE
)
_SHARED = re.compile(r"founder|vice premier|godfather|adviser|czar", re.IGNORECASE)
"""Offices that several people hold at a time."""

_TITLE_FIRST = re.compile(r"\bthe\s*$", re.IGNORECASE)
_APPOSED = re.compile(r"\s|,\s+(?:the\s+)?")
"""What stands between an office and a name: "Premier Li", "Li, the premier"."""


def _as_place(named: NameMention | None) -> NameMention | None:
    """Return the city behind a name that can be a government's too: "the Beijing start-up"; None without one."""
    if named is None or named.role == "place":
        return named
    cities = tuple(meaning for meaning in named.meanings if meaning.kind == "place")
    return replace(named, meanings=cities) if cities else None


def find_organisation_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield what a sentence says of an organisation's seat and founding."""
    for match in matches("place", tagged):
        org, place = name_of(tagged, match, "org"), _as_place(name_of(tagged, match, "place"))
        if org and place:
            claim = make_claim(
                context,
                ClaimType.PLACE,
                claim_span(tagged, match),
                org.best.id,
                org.best.name,
                details={"place": place.best.id, "place_name": place.best.name} | _how_certain(context, org),
            )
            if claim:
                yield claim
    yield from _roles(context, tagged)
    for match in matches("founding", tagged):
        org, period = name_of(tagged, match, "org"), period_of(tagged, match)
        if org and period:
            claim = make_claim(
                context,
                ClaimType.FOUNDING,
                claim_span(tagged, match),
                org.best.id,
                org.best.name,
                period=period,
                details=_how_certain(context, org),
            )
            if claim:
                yield claim


def _how_certain(context: Context, org: NameMention) -> dict[str, bool]:
    """Mark what is said of "the company": another one may be meant, so that nothing of it is refuted.

    Not where the whole article names no other firm, and no model of another.
    """
    refers = org.reference and org.span.end > org.span.start and firms_named(context.names) != set(org.ids)
    return {"described": True} if refers or org.described else {}


def _roles(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield a claim where an office and a name stand together that do not belong together.

    Where they belong together they were read as one mention, and there is nothing to check.
    """
    people = [mention for _, mention in tagged.names() if mention.role == "person"]
    for first, second in pairwise(people):
        between = context.document.text[first.span.end : second.span.start]
        title, name = (first, second) if first.best.use == "title" else (second, first)
        if title.best.use != "title" or name.best.use == "title" or not _APPOSED.fullmatch(between):
            continue
        apposed = title is first and bool(_TITLE_FIRST.search(context.document.text[: first.span.start][-5:]))
        apposed = apposed or context.document.quote(first.span).casefold().startswith("the ")
        if (between.strip() == "") != (title is first) and not (apposed and between.strip() == ","):
            continue
        if len(name.ids) > 1 or name.best.id in title.ids:
            continue
        if _NOT_THE_HOLDER.search(context.before(first.span, 30)) or _SHARED.search(context.document.quote(title.span)):
            continue
        span = Span(first.span.start, second.span.end)
        claim = make_claim(
            context,
            ClaimType.ROLE,
            span,
            name.best.id,
            name.best.name,
            details={
                "office": context.document.quote(title.span),
                "holders": title.ids,
                "holder_names": tuple(meaning.name for meaning in title.meanings),
            },
        )
        if claim:
            yield claim
