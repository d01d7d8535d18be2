"""Claims that somebody set a goal: how much of what, by when.

`details`: `who` (ids), `of_state` (a government's goal), `quantity`, `deadline`, `body` (the words that say what
shall be reached).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.reading.claims.build import claim_span, make_claim, name_of, period_of, quantity_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.clauses import date_of_verb
from onrecord.reading.context import Context
from onrecord.reading.grammar import Match, matches
from onrecord.reading.tagged import Tagged
from onrecord.record.names import Meaning
from onrecord.terms.time import Period

_CURRENCY = re.compile(r"[A-Z]{3}")
_A_YEAR = 366
_OWNERS = frozenset({"government", "organisation", "person", "place"})


def find_target_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield the goals that a sentence states."""
    for match in matches("target", tagged):
        claim = _target(context, tagged, match)
        if claim:
            yield claim


def _target(context: Context, tagged: Tagged, match: Match) -> Claim | None:
    who, quantity = name_of(tagged, match, "who"), quantity_of(tagged, match)
    if who is None or quantity is None or who.role not in _OWNERS:
        return None
    deadline = period_of(tagged, match) or _year_of_spending(tagged, match)
    day = context.document.published
    if deadline is not None and day is not None and deadline.days > _A_YEAR and deadline.start < day:
        deadline = None  # "in three years" names no day to reach a goal by
    if match.rule == "spend" and who.role != "organisation" and not _CURRENCY.fullmatch(quantity.quantity.unit):
        # Without a day to reach it by, only a sum of money makes a state's wish a goal.
        return None
    span = claim_span(tagged, match)
    named = next(
        (m for _, m in tagged.names(match.groups["body"][0], match.end) if m.role in {"product", "organisation"}), None
    )
    details = {
        # A goal for a project ("500 billion in Stargate") is the project's as much as its backers'.
        "who": tuple(meaning.id for meaning in (*_owners(who.meanings), *(named.meanings if named else ()))),
        "of_state": who.role in {"government", "place"},
        "quantity": quantity.quantity,
        "printed": context.document.quote(quantity.span),
        "deadline": deadline,
        "body": context.document.quote(span),
        # What several do together is nobody's goal alone.
        "described": _is_joint(tagged, match),
    }
    return make_claim(context, ClaimType.TARGET, span, who.best.id, who.best.name, period=deadline, details=details)


_JOINED = re.compile(r"<[a-z]+:\d+>,?(?: and| &)? $")


def _is_joint(tagged: Tagged, match: Match) -> bool:
    """Say whether other names stand beside the owner's: "Alpha, Beta and Gamma will spend"."""
    return bool(_JOINED.search(tagged.text[: match.groups["who"][0]]))


def _year_of_spending(tagged: Tagged, match: Match) -> Period | None:
    """Return the year of a plan that names one without "by": "expects to spend 91 billion this year"."""
    date = date_of_verb(tagged, *match.groups["qty"])
    if date is None or date.period is None or not date.period.is_year:
        return None
    return date.period


def _owners(meanings: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    """Prefer the government behind a city's name to the city itself."""
    governments = tuple(m for m in meanings if m.use == "metonym")
    return governments or meanings
