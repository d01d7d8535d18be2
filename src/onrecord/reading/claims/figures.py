"""Claims that a thing on record had a value: "its share fell to 4.5 %", "Nvidia lost $589 billion in a day".

A number is a claim where the record measures what is counted for something that the sentence, or else the headline,
names. `details`: `measures` (pairs of an entity and a metric that the words can mean best), `quantity`, `printed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from onrecord.reading.claims.build import make_claim, said_period
from onrecord.reading.claims.changed import find_change, is_difference, says_more, starts
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.goal_lines import ahead_words, find_goal, is_ahead, is_misread
from onrecord.reading.claims.measured import ENOUGH, LARGE, best_measures, done_to, is_counted, is_unit
from onrecord.reading.claims.subjects import of_headline, reach, subjects_at
from onrecord.reading.claims.trends import direction_of
from onrecord.reading.clauses import date_of_verb
from onrecord.reading.context import Context
from onrecord.reading.document import BlockKind
from onrecord.reading.mentions import DateMention, NameMention, QuantityMention
from onrecord.reading.numerals import value_of
from onrecord.reading.stems import content_stems
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import one_of, words_where
from onrecord.record.names import Meaning, Names, fold
from onrecord.terms.quantity import Quantity
from onrecord.terms.time import Period

_NEW_CLAUSE = re.compile(r"; |, while |, whereas |, but ")
_BY = re.compile(r"(?:\b(?:by|of) (?:about |over |more than |nearly |almost |some )?|\bdown |\bup )$")
_FROM_TO = re.compile(
    r"\bfrom (?:[a-z]+ ){0,3}?<(?P<start>qty:\d+)>(?: (?:[a-z]+ ){0,3}?<date:\d+>)?,? (?:down |up )?to "
    r"(?:[a-z]+ ){0,2}?<(?P<to>qty:\d+)>"
)
_FROM_BEHIND = re.compile(
    r"<(?P<to>qty:\d+)>[^<;]{0,50}?(?:<date:\d+>)?,? "
    r"(?:(?:down|up|compared|rising|falling|coming|off|a (?:rise|fall|drop)) |(?<=, ))from (?:[a-z]+ ){0,2}?"
    r"<(?P<start>qty:\d+)>"
)
_DOWN_TO = re.compile(
    r"\b(?:down|up|back|fallen|fell|slipped|falls|risen|rose|rises|dropped|drops|climbed|grew|grown|shrunk|cut|jumped)"
    r" to (?:[a-z]+ ){0,2}?<(?P<to>qty:\d+)>[^<;]{0,40}? from (?:[a-z]+ ){0,2}?<(?P<start>qty:\d+)>"
)
_AGAINST = re.compile(
    r"<(?P<to>qty:\d+)>[^<;]{0,50}?(?:<date:\d+>)?,? (?:against|versus|compared (?:with|to)) (?:[a-z]+ ){0,2}?"
    r"<(?P<start>qty:\d+)>(?: [a-z]+){0,2} <date:\d+>"
)
_OWN_DATE = re.compile(r" (?:(?:in|at|on|as of|by) (?:the )?)?(?:early |late |mid-|end of )?<(?P<date>date:\d+)>")
_THAN_THEN = re.compile(r"\bthan (?:(?:in|at|on|by) )?(?:[a-z]+ ){0,2}<date:\d+>")
_FROM = re.compile(r"\bfrom (?:about |over |nearly |some )?$")


def find_figure_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield a claim for each number of something that the record measures."""
    quantities = [(mark, _as_share(m)) for mark, m in tagged.mentions.items() if isinstance(m, QuantityMention)]
    quantities = [(mark, _as_count(context, tagged, mark, m)) for mark, m in quantities]
    known = context.known
    if not quantities or known is None:
        return
    moves = {
        found["to"]: found["start"]
        for way in (_FROM_TO, _FROM_BEHIND, _DOWN_TO, _AGAINST)
        for found in way.finditer(tagged.text)
    }
    came_from = {*moves.values(), *starts(tagged)}
    for mark, quantity in _with_shared_units(tagged, quantities):
        at = tagged.text.find(f"<{mark}>")
        moved = not quantity.digits and not is_ahead(tagged.text)
        if mark in came_from or tagged.text[:at].endswith("per ") or moved:
            continue  # "from 8 to 4.5 percent" is one statement, "per million tokens" a unit, "doubled" a movement
        yield from _of_number(context, known, tagged, _Number(mark, quantity, at, moves.get(mark, "")))


def _with_shared_units(
    tagged: Tagged, quantities: Sequence[tuple[str, QuantityMention]]
) -> Iterator[tuple[str, QuantityMention]]:
    """Yield the numbers, a bare one with the unit of the one before: "handled 5 trillion tokens, theirs 3 trillion"."""
    before: Quantity | None = None
    last = 0
    for mark, mention in quantities:
        at = tagged.text.find(f"<{mark}>")
        found, shared, behind = mention.quantity, mention, tagged.text[at + len(mark) + 2 :]
        named = _OTHER_NAME.search(tagged.text[last:at])
        last = at
        if found.unit not in _BARE:
            before = None if found.unit in _RATIOS else found
        elif (
            before
            and (named or _BY_THEN.match(behind))
            and _ENDS.match(behind)
            and before.value / _ALIKE < found.value < before.value * _ALIKE
        ):
            shared = replace(mention, quantity=replace(found, unit=before.unit))
        yield mark, shared


_BARE = frozenset({"", "count"})
_BY_THEN = re.compile(r" by <date:\d+>")
_OTHER_NAME = re.compile(r"<(?:organisation|family|product|model|place|government):\d+>(?:['’]s)?(?: ones)? $")
_RATIOS = frozenset({"percent", "percentage-points", "multiple"})
_ALIKE = 1000
"""Two numbers of one thing are not further apart than so many times."""

_ENDS = re.compile(r" ?(?:[.,;)]|$|(?:and|in|by|while|against|a (?:year|month|week))\b)")
"""What stands behind a number that counts what the number before it did."""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of a sentence: its mark and place, and the mark of the number from which it came, if any."""

    mark: str
    mention: QuantityMention
    at: int
    came_from: str


def _of_number(context: Context, known: Names, tagged: Tagged, number: _Number) -> Iterator[Claim]:
    """Yield what a number says of something that is measured, or of a goal."""
    at, quantity = number.at, number.mention
    if not is_counted(known, quantity.quantity) and not is_misread(quantity.quantity.unit):
        return
    clause, period = _clause(context, tagged, at), _period(context, tagged, at)
    own = subjects_at(known, tagged, at)
    day = context.document.published
    if period is not None and day and period == Period.of_day(day):
        period = None  # "now"
    later = period is not None and day is not None and period.start > day
    # A date is a mark there: May is no verb.
    ahead = later or ahead_words().search(tagged.text, *_bounds(tagged, at)) is not None
    change = _is_change(tagged, at, quantity)
    headline = [*own, *of_headline(context)]
    words = clause
    moved = None
    if change and not ahead:
        full = _with_headline(context, words)
        tries = [(own, words), (headline, words), (own, full), (headline, full)]
        moved = find_change(context, tagged, at, quantity, tries)
    subjects, found = ((), ()) if ahead else _meant(known, (own, headline), words, quantity, change=change)
    only = () if ahead or found or headline else _of_the_only_one(known, words, quantity, change=change)
    if only:
        yield from _claims(context, quantity, known.entities[only[0][0]], only, words, period)
        return
    if not found and not moved and (goal := find_goal(context, quantity, headline, clause, period)):
        yield goal
        return
    described = not found
    if not found and not ahead:
        # What a line leaves out the headline says: "Up from 5.7 % to 21.5 %" under one on shares of traffic.
        words = _with_headline(context, words)
        subjects, found = _meant(known, (own, headline), words, quantity, change=change)
        described = subjects is not own
    if not found:
        yield from [moved] if moved else ()
        return
    first = next(m for m in subjects if found[0][0] in reach(known, m))
    start = tagged.mentions.get(number.came_from)
    came_from = None
    if isinstance(start, QuantityMention):
        came_from = (
            _at_one_scale(start, quantity),
            _period(context, tagged, tagged.text.find(f"<{number.came_from}>")),
        )
    for claim in _claims(context, quantity, first.best, found, words, period, came_from, described=described):
        yield replace(claim, details={**claim.details, "moved": moved.details}) if moved else claim


def _at_one_scale(start: QuantityMention, end: QuantityMention) -> Quantity:
    """Return the number from which something came, a bare one at the scale of its end: "from 81.1 to 22.6 million"."""
    scales = [_scale(one) for one in (start, end)]
    if start.quantity.unit not in _BARE or scales[0] != 1 or scales[1] == 1:
        return start.quantity
    found, scale = start.quantity, scales[1]
    return replace(found, value=found.value * scale, unit=end.quantity.unit, interval=found.interval.scaled(scale))


def _scale(mention: QuantityMention) -> float:
    """Return what the digits of a number are multiplied by: a million in "22.6 million"."""
    digits = value_of(mention.digits) if mention.digits else None
    return mention.quantity.value / digits if digits else 1.0


def _meant(
    known: Names, tries: Sequence[Sequence[NameMention]], words: str, quantity: QuantityMention, *, change: bool
) -> tuple[Sequence[NameMention], tuple[tuple[str, str], ...]]:
    """Return the first names of which the record measures what the words say, and what can be meant of them."""
    for subjects in tries:
        entities = {id_ for subject in subjects for id_ in reach(known, subject)}
        if found := best_measures(known, entities, words, quantity.quantity, change=change):
            return subjects, found
    return (), ()


def _with_headline(context: Context, clause: str) -> str:
    blocks = context.document.blocks
    headline = blocks[0].span.of(context.document.text) if blocks and blocks[0].kind is BlockKind.HEADLINE else ""
    return f"{clause} {fold(headline)}"


def _claims(
    context: Context,
    quantity: QuantityMention,
    subject: Meaning,
    measures: tuple[tuple[str, str], ...],
    words: str,
    period: Period | None,
    came_from: tuple[Quantity, Period | None] | None = None,
    *,
    described: bool = False,
) -> Iterator[Claim]:
    """Yield the claim that a number was one of the values that the words can mean, where the text states it."""
    claim = make_claim(
        context,
        ClaimType.SHARE if quantity.quantity.unit == "percent" else ClaimType.LEVEL,
        quantity.span,
        subject.id,
        subject.name,
        period=period,
        details={
            "measures": measures,
            "words": _with_headline(context, words),
            "quantity": quantity.quantity,
            "printed": context.document.quote(quantity.span),
        }
        | ({"came_from": came_from} if came_from else {})
        | ({"described": True} if described else {}),
    )
    if claim:
        yield claim


def _of_the_only_one(
    known: Names, clause: str, quantity: QuantityMention, *, change: bool
) -> tuple[tuple[str, str], ...]:
    """Return what a line without a subject measures, by a metric that its words name whole and that has one subject."""
    words = content_stems(clause)
    found = [
        (min(measured.entities), measured.metric)
        for measured in known.measured
        if len(measured.entities) == 1
        and min(measured.entities) in known.entities
        and is_unit(measured, quantity.quantity, change=change)
        and any(len(content_stems(c)) >= ENOUGH and content_stems(c) <= words for c in measured.concepts)
    ]
    return tuple(found) if len(found) == 1 else ()


def _clause(context: Context, tagged: Tagged, at: int) -> str:
    """Return the clause around a position, in the article's words."""
    return fold(context.document.quote(tagged.span(*_bounds(tagged, at))))


def _bounds(tagged: Tagged, at: int) -> tuple[int, int]:
    """Return where the clause around a position begins and ends."""
    ends = [(m.start(), m.end()) for m in _NEW_CLAUSE.finditer(tagged.text)]
    ends += [(m.start(), m.end()) for m in _and_ahead().finditer(tagged.text)]
    start = max((end for _, end in ends if end <= at), default=0)
    return start, min((first for first, _ in ends if first >= at), default=len(tagged.text))


@cache
def _and_ahead() -> re.Pattern[str]:
    """Return what parts what was from what shall be: "spent 150 billion and plans 160 billion"."""
    return re.compile(rf",? and (?={one_of(words_where('tense', 'tense', 'ahead'))}\b)")


def _period(context: Context, tagged: Tagged, at: int) -> Period | None:
    """Return the time that a number is said of: the date of its clause, else the only one of the sentence."""
    if _FROM.search(tagged.text[:at]):
        # "From 8 to 4.5 percent in May": the day is that of the second, unless the first has one of its own.
        own = _OWN_DATE.match(tagged.text, tagged.text.find(">", at) + 1)
        mention = tagged.mentions.get(own["date"]) if own else None
        return said_period(context, mention) if isinstance(mention, DateMention) else None
    if not _THAN_THEN.search(tagged.text, at) and (date := date_of_verb(tagged, at, at + 1)):
        return said_period(context, date)
    periods = {said_period(context, date) for date in context.dates_in(tagged.sentence.span)}
    return periods.pop() if len(periods) == 1 and not _is_of_another(tagged, at) else None


def _is_of_another(tagged: Tagged, at: int) -> bool:
    """Say whether a date stands right behind a later number, of which it then is: "16 %, down from 42 % in March".

    What is more "than in October" was counted later.
    """
    return _THAN_THEN.search(tagged.text, at) is not None or any(
        _OWN_DATE.match(tagged.text, tagged.text.find(">", place) + 1)
        for mark, mention in tagged.mentions.items()
        if isinstance(mention, QuantityMention) and (place := tagged.text.find(f"<{mark}>")) > at
    )


def _as_share(mention: QuantityMention) -> QuantityMention:
    """Return "half" as 50 percent: what a thing loses is measured in percent."""
    found = mention.quantity
    if found.unit != "multiple" or not 0 < found.value < 1:
        return mention
    return replace(
        mention, quantity=Quantity(found.value * 100, "percent", found.qualifier, found.interval.scaled(100))
    )


def _is_change(tagged: Tagged, at: int, quantity: QuantityMention) -> bool:
    """Say whether a number is how much something moved, not where it stood: "fell 17%", "rose by 3 million"."""
    if quantity.quantity.unit not in {"percent", "multiple"}:
        return is_difference(tagged, at, quantity)
    before = tagged.text[:at]
    words = before.split()
    return bool(words) and (bool(direction_of(words[-1])) or bool(_BY.search(before)) or says_more(tagged, at))


def _as_count(context: Context, tagged: Tagged, mark: str, mention: QuantityMention) -> QuantityMention:
    """Return "232 million times" as a count of what was done so often: downloads, pulls, visits."""
    found = mention.quantity
    if found.unit.split("/", maxsplit=1)[0] != "multiple" or found.value < LARGE:
        return mention
    unit = done_to(_clause(context, tagged, tagged.text.find(f"<{mark}>")))
    return replace(mention, quantity=replace(found, unit=unit)) if unit else mention
