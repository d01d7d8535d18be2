"""By how much a number says something moved: "rose 41 % to 8.7 million", "100 million more than in October".

What a number adds or takes away is no value of anything: it is asked of two values of one metric. `details` are those
of a movement, with `difference` (a number of things that came to it, instead of `times`), and `start` and `end` (the
values that the line gives beside it, or None).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.reading.claims.build import make_claim, said_period
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.measured import LARGE, moving_measures
from onrecord.reading.claims.movements import gap_in, times_of
from onrecord.reading.claims.subjects import reach
from onrecord.reading.claims.trends import direction_of
from onrecord.reading.context import Context
from onrecord.reading.mentions import DateMention, NameMention, QuantityMention
from onrecord.reading.tagged import Tagged
from onrecord.terms.quantity import Quantity
from onrecord.terms.time import Period

_RATIOS = frozenset({"percent", "multiple"})
_HEDGES = r"(?:(?:about|around|some|nearly|almost|over|roughly|only|just|another|more than|less than|a full) )?"
_BY = re.compile(rf"(?P<verb>[a-z]+)(?: by| of)? {_HEDGES}$")
_SIGNS = {"up": "up", "added": "up", "adding": "up", "adds": "up", "gain": "up", "down": "down", "loss": "down"}
_MORE = re.compile(
    r"(?: [a-z]+)? (?P<how>more|higher|above|up|fewer|less|lower|below|down|increase|rise|jump|growth|gain|surge|drop"
    r"|fall|decline|slump)\b(?P<rest>[^,;<]{0,20}(?:<(?P<mark>[a-z]+):)?)"
)
_DOWN = frozenset({"fewer", "less", "lower", "below", "down", "drop", "fall", "decline", "slump"})
_NAMES = frozenset({"organisation", "family", "product", "model", "place", "government"})
_START = re.compile(r"[^;]{0,60}?\b(?:from|against|compared with|compared to) (?:[a-z]+ ){0,2}?<(?P<mark>qty:\d+)>")
_END = re.compile(r"^(?:[^;,<]|<date:\d+>){0,30}? to (?:[a-z]+ ){0,3}?<(?P<mark>qty:\d+)>")
_BEFORE = re.compile(r"<(?P<mark>qty:\d+)>(?: [a-z]+){0,3}(?: [a-z]+ <date:\d+>)?,(?: [a-z]+){0,4} $")


def is_difference(tagged: Tagged, at: int, mention: QuantityMention) -> bool:
    """Say whether a count is what came to something or left it, and no value of its own."""
    return mention.quantity.unit not in _RATIOS and bool(_direction(tagged, at))


def starts(tagged: Tagged) -> frozenset[str]:
    """Return the marks of the numbers from which something moved by another: they are no values of the time named."""
    numbers = [(mark, m) for mark, m in tagged.mentions.items() if isinstance(m, QuantityMention)]
    places = (tagged.text.find(f"<{mark}>") for mark, m in numbers if m.quantity.unit in _RATIOS)
    found = (_START.match(tagged.text, tagged.text.find(">", at) + 1) for at in places if _direction(tagged, at))
    return frozenset(match["mark"] for match in found if match)


def find_change(
    context: Context,
    tagged: Tagged,
    at: int,
    mention: QuantityMention,
    tries: Sequence[tuple[Sequence[NameMention], str]],
) -> Claim | None:
    """Return the claim that something moved by a number; None where no metric of what is named can be meant.

    `tries` are names with the words that are said of them, the nearest first.
    """
    direction, found, known = _direction(tagged, at), mention.quantity, context.known
    times = times_of(mention, direction) if found.unit in _RATIOS and found.value < LARGE else None
    if known is None or not direction or (found.unit in _RATIOS and times is None):
        return None
    dates = _dates(context, tagged)
    start, end = _sides(tagged, at)
    for subjects, words in tries:
        ids = {id_ for subject in subjects for id_ in reach(known, subject)}
        if measures := moving_measures(known, ids, words):
            first = next(m for m in subjects if measures[0][0] in reach(known, m))
            return make_claim(
                context,
                ClaimType.CHANGE,
                mention.span,
                first.best.id,
                first.best.name,
                period=dates[-1] if dates else None,
                details={
                    "measures": measures,
                    "direction": direction,
                    "times": times,
                    "difference": None if found.unit in _RATIOS else found,
                    "start": start,
                    "end": end,
                    "dates": dates,
                    "gap": gap_in(tagged.text),
                    "printed": context.document.quote(mention.span),
                },
            )
    return None


def says_more(tagged: Tagged, at: int) -> bool:
    """Say whether a word of more or less stands behind a number, and not a thing that it is compared with."""
    found = _MORE.match(tagged.text, tagged.text.find(">", at) + 1)
    return found is not None and found["mark"] not in _NAMES


def _direction(tagged: Tagged, at: int) -> str:
    """Return which way a number says that something went: by the verb before it, or the word of more or less behind."""
    before = tagged.text[:at]
    if found := _BY.search(before):
        word = found["verb"]
        word = before[: found.start()].split()[-1] if word in {"by", "of"} and before[: found.start()].split() else word
        if way := _SIGNS.get(word) or direction_of(word):
            return "up" if way == "up" else "down"
    found = _MORE.match(tagged.text, tagged.text.find(">", at) + 1)
    if found and found["mark"] not in _NAMES:
        return "down" if found["how"] in _DOWN else "up"
    return ""


def _sides(tagged: Tagged, at: int) -> tuple[Quantity | None, Quantity | None]:
    """Return the values from which and to which a line says that the number led, where it gives them."""
    before, behind = tagged.text[:at], tagged.text[tagged.text.find(">", at) + 1 :]
    start, end = _START.match(behind), _END.match(behind) or _BEFORE.search(before)
    return _quantity(tagged, start), _quantity(tagged, end)


def _quantity(tagged: Tagged, found: re.Match[str] | None) -> Quantity | None:
    mention = tagged.mentions.get(found["mark"]) if found else None
    return mention.quantity if isinstance(mention, QuantityMention) and mention.quantity.unit not in _RATIOS else None


def _dates(context: Context, tagged: Tagged) -> tuple[Period, ...]:
    said = {said_period(context, m) for m in tagged.mentions.values() if isinstance(m, DateMention)}
    return tuple(sorted(period for period in said if period))
