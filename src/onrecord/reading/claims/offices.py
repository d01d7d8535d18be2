"""Claims on who leads or founded a firm: "Acme chief executive Ann Li", "Li, the founder of Acme", "founded by Li".

`details`: `person` (id), `person_name`, `office` (a class of `words/roles.csv`); for an office of a state `office` as
printed, `holders` (ids) and `holder_names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.reading.claims.build import claim_span, make_claim, name_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.context import Context
from onrecord.reading.grammar import Match, matches
from onrecord.reading.mentions import NameMention
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import cell_words, word_table
from onrecord.terms.time import say_day

_NOT_NOW = re.compile(r"\b(?:former|then|ex|late|acting|deputy|vice|future|incoming|outgoing)[ -]*$")


def find_office_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield who is said to lead or to have founded an organisation."""
    yield from _former_leaders(context, tagged)
    for match in matches("role", tagged):
        if match.rule == "state-office":
            claim = _of_state(context, tagged, match)
            if claim:
                yield claim
            continue
        org = name_of(tagged, match, "org") or (_of_headline(context) if match.rule == "its-office" else None)
        person = name_of(tagged, match, "person")
        office = office_of(match.texts.get("office", "founder"))
        if org is None or person is None or not office or len(org.ids) > 1 or person.reference:
            continue
        at = match.groups.get("office", (match.start, match.start))[0]
        if len(person.ids) > 1 or person.best.use == "title" or _NOT_NOW.search(tagged.text[:at]):
            continue
        claim = make_claim(
            context,
            ClaimType.ROLE,
            claim_span(tagged, match),
            org.best.id,
            org.best.name,
            details={"person": person.best.id, "person_name": person.best.name, "office": office}
            | ({"described": True} if org.reference and org.span.end > org.span.start else {}),
        )
        if claim:
            yield claim


def _of_headline(context: Context) -> NameMention | None:
    """Return the one firm that the headline names: whose "its founder" is."""
    firms = {mention.ids: mention for mention in context.headline if mention.role == "organisation"}
    return next(iter(firms.values())) if len(firms) == 1 else None


_FORMER = re.compile(
    r"\b(?P<former>former|ex-?|erstwhile|one-time|then-former) ?(?:us |american |chinese |french |indian |british )?"
    r"(?:president|premier|prime minister|leader) (?P<person><person:\d+>)"
)


def _former_leaders(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield that a leader who holds the office on the article's day is called a former one."""
    known, day = context.known, context.document.published
    for found in _FORMER.finditer(tagged.text):
        person = tagged.mentions[found["person"].strip("<>")]
        if known is None or day is None or not isinstance(person, NameMention):
            continue
        mine = next((one for one in known.officials if one.person == person.best.id), None)
        if mine is None or mine.holds is None or not mine.holds.contains(day):
            continue
        claim = make_claim(
            context,
            ClaimType.ROLE,
            tagged.span(*found.span()),
            person.best.id,
            person.best.name,
            details={
                "office": f"former {mine.role}",
                "holders": (mine.person,),
                "holder_names": (f"{mine.name}, in office since {say_day(mine.holds.start)}",),
            },
        )
        if claim:
            yield claim


def _of_state(context: Context, tagged: Tagged, match: Match) -> Claim | None:
    """Return a claim where an office of a state stands beside a leader of that state who does not hold it.

    Where the two belong together there is nothing to check.
    """
    person, known, day = name_of(tagged, match, "person"), context.known, context.document.published
    if person is None or known is None or day is None or person.reference or len(person.ids) > 1:
        return None
    if _NOT_NOW.search(tagged.text[: match.groups["office"][0]]):
        return None
    word = match.texts["office"].title()
    mine = next((official for official in known.officials if official.person == person.best.id), None)
    if mine is None or word in mine.role or (mine.holds and not mine.holds.contains(day)):
        return None
    holders = [
        official
        for official in known.officials
        if official.country == mine.country
        and re.search(rf"(?<!Vice ){word}\b", official.role)
        and official.holds is not None
        and official.holds.contains(day)
    ]
    if not holders:
        return None
    return make_claim(
        context,
        ClaimType.ROLE,
        claim_span(tagged, match),
        person.best.id,
        person.best.name,
        details={
            "office": match.texts["office"],
            "holders": tuple(official.person for official in holders),
            "holder_names": tuple(official.name for official in holders),
        },
    )


@cache
def office_of(words: str) -> str:
    """Return the class of an office; empty for one that is not in the table.

    >>> office_of("CEO"), office_of("co-founder"), office_of("gardener")
    ('chief executive', 'founder', '')
    """
    for row in word_table("roles"):
        if words.casefold() in cell_words(row["words"]):
            return row["office"]
    return ""
