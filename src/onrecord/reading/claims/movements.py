"""Claims on how far something moved between two times: "halved", "up 60 % in 2025", "50-fold in a year".

A number of a metric at two times is asked for, where the words name one that moved and which way, and by how much or
when. `details`: `measures` (pairs of an entity and a metric that the words can mean best), `direction` (up or down),
`times` (how many times as much in the end, or None), `dates` (periods that the sentence names, the earlier first),
`gap` (days between the two times that the words say, or None), `printed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from onrecord.reading.claims.build import make_claim, said_period
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.measured import LARGE, moving_measures
from onrecord.reading.claims.subjects import of_headline, reach, subjects_at
from onrecord.reading.claims.trends import direction_of
from onrecord.reading.context import Context
from onrecord.reading.document import BlockKind
from onrecord.reading.grammar import phrase_list
from onrecord.reading.mentions import DateMention, QuantityMention
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import cell_words, one_of, word_table
from onrecord.record.names import fold
from onrecord.terms.quantity import Interval, Quantity

LONGEST = 160
"""A longer sentence may speak of the movement of something else."""

_MOVES = ("MOVE_DOWN", "MOVE_UP")
_BY = re.compile(
    r"(?:\b(?:by|up|down|rose|fell|grew|jumped|climbed|dropped|surged|slid|plunged|declined|increased"
    r"|shrank|slipped|soared|lost|gained)(?: by)? (?:about |some |nearly |almost |over |more than |around )?)$"
)
_BEHIND = re.compile(
    r"^ (?:rise|increase|jump|growth|gain|surge|higher|more|drop|fall|decline|slump|lower|less|fewer)\b"
)
_YEAR = re.compile(
    r"\b(?:(?:in|within|over) (?:a|the past|the last) year|(?:a year|twelve months|12 months) (?:earlier|before|ago)"
    r"|year on year|year-on-year|(?:in|within|over) (?:the (?:past|last) )?(?:twelve|12) months|from the year before)\b"
)
_MONTH = re.compile(r"\b(?:in a month|a month (?:earlier|before|ago)|month on month|within a month)\b")
_SINCE = re.compile(r"\bsince\b")
_DOWN = re.compile(r"\b(?:down|lower|less|fewer)\b")
_UP = re.compile(r"\b(?:up|higher|more)\b")


def find_movements(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield how far a sentence says that what is measured moved."""
    span, known = tagged.sentence.span, context.known
    if known is None or tagged.sentence.block.kind is BlockKind.HEADLINE or span.end - span.start > LONGEST:
        return
    if not any(isinstance(m, QuantityMention | DateMention) for m in tagged.mentions.values()):
        return
    multiple = _multiple(context, tagged)
    number = _number(tagged)
    direction = _direction(tagged, multiple)
    said = {said_period(context, m) for m in tagged.mentions.values() if isinstance(m, DateMention)}
    dates = sorted(period for period in said if period)
    gap = gap_in(tagged.text)
    times = multiple or (number and times_of(number, direction))
    if not direction or not (times or dates or gap) or (times is None and _SINCE.search(tagged.text)):
        return  # where something stands since a day is a trend
    text = fold(context.document.quote(span))
    headline = fold(context.document.blocks[0].span.of(context.document.text))
    own, above = subjects_at(known, tagged, len(tagged.text)), of_headline(context)
    for subjects, words in ((own, text), (above, text), (own, f"{text} {headline}"), (above, f"{text} {headline}")):
        ids = {id_ for subject in subjects for id_ in reach(known, subject)}
        if measures := moving_measures(known, ids, words):
            first = next(m for m in subjects if measures[0][0] in reach(known, m))
            claim = make_claim(
                context,
                ClaimType.CHANGE,
                tagged.span(0, len(tagged.text.rstrip(" ."))),
                first.best.id,
                first.best.name,
                period=dates[-1] if dates else None,
                details={
                    "measures": measures,
                    "direction": direction,
                    "times": times,
                    "dates": tuple(dates),
                    "gap": gap,
                    "printed": context.document.quote(span),
                },
            )
            if claim:
                yield claim
            return


@cache
def verb_multiples() -> re.Pattern[str]:
    """Return the verbs that are a multiple: doubled, halved, tenfold."""
    words = (word for row in word_table("multiples") if row["kind"] == "verb" for word in cell_words(row["words"]))
    return re.compile(rf"\b{one_of(words)}\b")


def _multiple(context: Context, tagged: Tagged) -> Quantity | None:
    """Return the multiple that a verb says: "more than doubled" is over 2; of a round word a tenth either way holds."""
    for mention in tagged.mentions.values():
        if isinstance(mention, QuantityMention) and verb_multiples().search(fold(context.document.quote(mention.span))):
            found = mention.quantity
            if found.qualifier != "exact":
                return found
            return replace(found, interval=Interval(found.value * 0.9, found.value * 1.1))
    return None


def _number(tagged: Tagged) -> QuantityMention | None:
    """Return the number that says by how much something moved: a percentage or a multiple beside a word of movement."""
    for mark, mention in tagged.mentions.items():
        if not isinstance(mention, QuantityMention) or mention.quantity.unit not in {"percent", "multiple"}:
            continue
        at = tagged.text.find(f"<{mark}>")
        before, behind = tagged.text[:at], tagged.text[at + len(mark) + 2 :]
        if mention.quantity.value < LARGE and (_BY.search(before) or _BEHIND.search(behind)):
            return mention
    return None


def _direction(tagged: Tagged, multiple: Quantity | None) -> str:
    if multiple is not None:
        return "down" if multiple.value < 1 else "up"
    found = [(match.start(), name) for name in _MOVES for match in phrase_list(name).finditer(tagged.text)]
    if found:
        return "down" if min(found)[1] == "MOVE_DOWN" else "up"
    words = [direction_of(word) for word in re.findall(r"[a-z]+", tagged.text)]
    first = next((word for word in words if word in {"up", "down"}), "")
    return first or ("down" if _DOWN.search(tagged.text) else "up" if _UP.search(tagged.text) else "")


def gap_in(text: str) -> int | None:
    """Return how many days lie between the two times that words say something moved in.

    >>> gap_in("it fell within a year"), gap_in("it fell")
    (365, None)
    """
    return 365 if _YEAR.search(text) else 30 if _MONTH.search(text) else None


def times_of(mention: QuantityMention, direction: str) -> Quantity | None:
    """Return how many times as much there is in the end: "up 60 %" is 1.6 times, "down 30 %" 0.7."""
    found = mention.quantity
    if found.unit == "multiple":
        return found if found.value > 1 and direction == "up" else None
    sign = 1 if direction == "up" else -1
    low, high = abs(found.interval.low), abs(found.interval.high)
    ends = sorted(1 + sign * end / 100 for end in (low, high))
    return replace(
        found, value=1 + sign * abs(found.value) / 100, unit="multiple", interval=Interval(max(ends[0], 0.0), ends[1])
    )
