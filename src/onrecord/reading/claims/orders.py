"""Claims on which of two came first: releases of models, listings and foundings of firms.

`details`: `one` and `two` (ids), `two_name`, `what` (`release`, `listed` or `founded`), `after` (whether the first came
later), `gap` as printed, empty where none is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.claims.build import claim_span, make_claim, name_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.context import Context
from onrecord.reading.grammar import Match, matches
from onrecord.reading.mentions import NameMention
from onrecord.reading.tagged import Tagged

_FOUNDED = ("founded", "set up", "established")
_LATER = frozenset({"after", "afterwards", "later than", "later", "followed", "follows"})
SAME_DAY = "same day"
"""The relation, and the gap, of two that are said to have come on one day."""


def find_orders(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield which of two a sentence puts before the other; a line that names one sets it beside the headline's."""
    for match in matches("order", tagged):
        one, two = name_of(tagged, match, "one"), name_of(tagged, match, "two")
        if match.rule.startswith("line-"):
            role = next((named.role for named in (one, two) if named), "model")
            one = one or _named_before(tagged, match, role) or _of_headline(context, role)
            two = two or _of_headline(context, role)
        if one and two and one.reference and one.role != two.role:
            one = _of_headline(context, two.role)  # "it" is whatever can have come before the other
        if one is None or two is None or one.role != two.role or one.ids == two.ids:
            continue
        relation = match.texts["relation"]
        what = "founded" if match.texts.get("verb", "").endswith(_FOUNDED) else "listed"
        claim = make_claim(
            context,
            ClaimType.SEQUENCE,
            claim_span(tagged, match),
            one.best.id,
            one.best.name,
            details={
                "one": one.ids,
                "two": two.ids,
                "two_name": two.best.name,
                "what": "release" if one.role == "model" else what,
                "after": relation in _LATER,
                "gap": SAME_DAY if relation == SAME_DAY else match.texts.get("gap", ""),
            },
        )
        if claim:
            yield claim


def _named_before(tagged: Tagged, match: Match, role: str) -> NameMention | None:
    """Return the model or the firm that a line names before "a day ahead of the other"."""
    named = [mention for _, mention in tagged.names(0, match.groups["claim"][0]) if mention.role == role]
    return named[-1] if named else None


def _of_headline(context: Context, role: str) -> NameMention | None:
    """Return the one model, or the one firm, that the headline names."""
    named = {mention.ids: mention for mention in context.headline if mention.role == role}
    return next(iter(named.values())) if len(named) == 1 else None
