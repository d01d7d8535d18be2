"""Claims that an event was moved: "put off from July", "first planned for 7 May", "extended by a day".

A line is one where nothing else is said, so that no delay of something else is taken for the event's. `details`: the
event as in `events`, `moment` (`moved`), `way` (`later`, `earlier`, `longer`; empty where only the first plan is told),
`days` (by how many, as the words allow: a pair, or None), `why` (words for the reason, as a tuple of synonyms); the
period of the claim is that of the first plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.reading.claims.build import event_details, make_claim
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.vocabulary import NUMBER_WORDS
from onrecord.reading.context import Context
from onrecord.reading.document import BlockKind
from onrecord.reading.event_kinds import word_groups
from onrecord.reading.mentions import DateMention
from onrecord.reading.tagged import MARK, Tagged
from onrecord.reading.words import one_of, words_where
from onrecord.terms.time import Period

_LATER = (
    r"puts? off|postpone[ds]?|postponing|postponement|delay(?:ed|s|ing)?|(?:pushed|moved|put|set) (?:it )?back"
    r"|deferred|rescheduled|shifted"
)
_EARLIER = r"(?:brought|moved|pulled|put) (?:it )?forward|moved up"
_LONGER = r"(?:extended|prolonged|lengthened)(?= by)"
_HOW_LONG = rf"(?P<number>an?|{one_of(NUMBER_WORDS)}|\d{{1,2}}) (?P<unit>day|week|month)s?"
_WAY = re.compile(rf"\b(?:(?P<later>{_LATER})|(?P<earlier>{_EARLIER})|(?P<longer>{_LONGER}))\b")
_DISTANCE = re.compile(
    rf"\b{_HOW_LONG} (?P<way>later|earlier|longer) than (?:it was |had been )?(?:originally |first |initially )?"
    r"(?:planned|announced|scheduled|intended|set)\b"
)
_BY = re.compile(rf"\bby {_HOW_LONG}\b")
_FROM = re.compile(r"\b(?:from|instead of|not in|rather than in) (?:the )?<(?P<date>date:\d+)>")
_FIRST = re.compile(
    r"\b(?:originally|initially|at first|first (?:planned|scheduled|set|announced|due|meant|intended))\b"
    r"(?: [a-z]+){0,6}? (?:the )?<(?P<date>date:\d+)>"
)
_WORD = re.compile(r"[a-z][a-z'-]*|<")
_OTHER_NAMES = re.compile(r"<(?!qty|date|event)")
_DAYS = {"day": (1, 1), "week": (7, 7), "month": (27, 32)}
"""How many days the words for a length allow for each."""


def find_event_moves(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield that the event that an article is about was moved, from a line of nothing else."""
    if _OTHER_NAMES.search(tagged.text) or tagged.sentence.block.kind is BlockKind.HEADLINE:
        return
    way, first = _way(tagged.text), _first_plan(tagged)
    if not (way or first):
        return
    event = context.main_event
    if event is None or not _says_nothing_else(tagged.text):
        return
    if any(m.best.id != event.best.id for _, m in tagged.names()):
        return
    details = event_details(event) | {
        "moment": "moved",
        "way": way,
        "days": _days(tagged.text),
        "why": _reason(tagged.text),
    }
    span = tagged.span(0, len(tagged.text.rstrip(" .")))
    claim = make_claim(
        context, ClaimType.EVENT_DATE, span, event.best.id, event.best.name, period=first, details=details
    )
    if claim:
        yield claim


def _way(text: str) -> str:
    """Return whether an event is said to have become later, earlier or longer; empty where it is not."""
    if distance := _DISTANCE.search(text):
        return distance["way"]
    found = _WAY.search(text)
    return str(found.lastgroup) if found else ""


def _days(text: str) -> tuple[int, int] | None:
    found = _DISTANCE.search(text) or _BY.search(text)
    if found is None:
        return None
    number = NUMBER_WORDS.get(found["number"]) or (1 if found["number"].startswith("a") else int(found["number"]))
    low, high = _DAYS[found["unit"]]
    return number * low, number * high


def _first_plan(tagged: Tagged) -> Period | None:
    """Return the time for which an event is said to have been planned before."""
    found = _FROM.search(tagged.text) if _WAY.search(tagged.text) else None
    found = found or _FIRST.search(tagged.text)
    mention = tagged.mentions.get(found["date"]) if found else None
    return mention.period if isinstance(mention, DateMention) else None


def _reason(text: str) -> tuple[str, ...]:
    """Return the words for why it was moved, with those that mean the same."""
    groups = (group for group in word_groups("reason") if any(re.search(rf"\b{word}\b", text) for word in group))
    return tuple(sorted(word for group in groups for word in group))


@cache
def _of_moves() -> frozenset[str]:
    kinds = ("move", "line", "noun", "subject", "reason")
    phrases = frozenset[str]().union(*(words_where("event_words", "kind", kind) for kind in kinds))
    return frozenset(word.lower() for phrase in phrases for word in phrase.split())


def _says_nothing_else(text: str) -> bool:
    bare = MARK.sub(" ", _BY.sub(" ", _DISTANCE.sub(" ", _WAY.sub(" ", text))))
    return all(word in _of_moves() for word in _WORD.findall(bare))
