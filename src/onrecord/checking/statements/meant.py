"""Which act a statement on its contents means: the one it names, or the one that the headline is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from onrecord.checking.case import Case, period_of_row
from onrecord.checking.statements.provisions import Provision
from onrecord.terms.time import Period

_NEWS_DAYS = 14
"""For how many days an act is news, so that a headline need say little to be about it."""

_MONTH_DAYS = 31
"""An act of which only the month is known is news in it, and so long after."""

_SHARED = 2
"""How many words of a headline must be those of an older act for the article to be about it."""

_NAMED, _SPOKEN_OF = 100, 99


@dataclass(frozen=True, slots=True)
class _About:
    """What a statement and its headline speak of: ids of names, acts and products by their names, days of events."""

    said: frozenset[str]
    headline: frozenset[str]
    words: frozenset[str]
    named: frozenset[str]
    products: AbstractSet[str]
    events: tuple[Period, ...]


def provisions_meant(case: Case, known: Sequence[Provision]) -> tuple[list[Provision], list[Provision]]:
    """Return the provisions of the act that is meant, with those of other acts that speak of it, and its own alone."""
    about = _about(case, frozenset(one.policy for one in known))
    close = [(one, _closeness(case, one, about)) for one in known]
    most = max((how for _, how in close), default=0)
    if not most:
        return [], []
    acts = {one.policy for one, how in close if how == most}
    own = [one for one, how in close if how and one.policy in acts]
    if most >= _SPOKEN_OF:
        return [one for one, how in close if how >= _SPOKEN_OF], own
    # Of several acts that are news the headline need not tell which one the sentence is on.
    return [one for one, how in close if how and (one.policy in acts or _is_news(case, one))], own


def _about(case: Case, acts: frozenset[str]) -> _About:
    details = case.claim.details
    said = frozenset(meaning.id for name in details["names"] for meaning in name)
    headline = frozenset(details["about_names"])
    held = case.view.query(
        "SELECT DISTINCT period_start, period_end FROM events WHERE list_contains($ids, event) ORDER BY ALL",
        {"ids": sorted(headline)},
    )
    events = tuple(period_of_row(row) for row in held)
    rows = [case.entity(id_) for id_ in sorted(said or headline)]
    products = [row for row in rows if row is not None and row["kind"] == "product"]
    called = {name for row in products for name in (row["name"], *row["aliases"])}
    return _About(said, headline, frozenset(details["about"]), said & acts or headline & acts, called, events)


def _closeness(case: Case, one: Provision, about: _About) -> int:
    """Return how surely an act is the one that the article is about; 0 for another one.

    It is named in the sentence or the headline, or a product of the sentence in its title, or it was done at an event
    of which the headline speaks, or its matter is that of the headline: a little of it where it was done in the days
    before.
    """
    if (one.fact.days.start - case.article_day).days > 1:
        return 0
    if about.named:
        return _NAMED if one.policy in about.named else _SPOKEN_OF if about.named & one.others else 0
    if one.made in about.said or any(one.fact.days.overlaps(days) for days in about.events):
        return _NAMED
    if any(re.search(rf"\b{re.escape(name)}\b", one.fact.row["title"]) for name in about.products):
        return _NAMED if _is_news(case, one) else _SPOKEN_OF
    shared = len(about.words & (one.act_words | one.words)) + len(about.headline & one.fact.ids)
    if _is_news(case, one):
        return shared + 1 if shared else 0
    return 1 if shared >= _SHARED else 0


def _is_news(case: Case, one: Provision) -> bool:
    """Say whether an act was done, or began to apply, in the days before the article."""
    act, days = one.fact.row, one.fact.days
    starts = Period(act["effective_start"], act["effective_end"]) if act["effective_start"] else days
    return any(
        when.days <= _MONTH_DAYS and -when.days <= (case.article_day - when.last).days <= _NEWS_DAYS
        for when in (days, starts)
    )
