"""Claims that a thing on record had a value: "its share fell to 4.5 %", "Nvidia lost $589 billion in a day".

A number is a claim where the record measures what is counted for something that the sentence, or else the headline,
names. `details`: `measures` (pairs of an entity and a metric that the words can mean best), `quantity`, `printed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from onrecord.reading.claims.build import make_claim
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.measured import ENOUGH, LARGE, best_measures, done_to, is_unit
from onrecord.reading.claims.trends import direction_of
from onrecord.reading.clauses import date_of_verb
from onrecord.reading.context import Context
from onrecord.reading.document import BlockKind
from onrecord.reading.mentions import DateMention, NameMention, QuantityMention
from onrecord.reading.stems import content_stems
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import one_of, word_table, words_where
from onrecord.record.names import Meaning, Names, fold
from onrecord.terms.quantity import Quantity
from onrecord.terms.time import Period

_ROLES = frozenset({"organisation", "family", "product", "model", "place", "government", "policy"})
_PART = re.compile(r"[;,] |\b(?:and|against|while|whereas|versus|compared with|compared to|but|than)\b")
_NEW_CLAUSE = re.compile(r"; |, while |, whereas |, but ")
_BY = re.compile(r"(?:\b(?:by|of) (?:about |over |more than |nearly |almost |some )?|\bdown |\bup )$")
_FROM_TO = re.compile(
    r"\bfrom (?:[a-z]+ ){0,3}?<(?P<start>qty:\d+)>(?: (?:[a-z]+ ){0,3}?<date:\d+>)?,? (?:down |up )?to "
    r"(?:[a-z]+ ){0,2}?<(?P<to>qty:\d+)>"
)
_FROM_BEHIND = re.compile(
    r"<(?P<to>qty:\d+)>[^<;]{0,50}?(?:<date:\d+>)?,? "
    r"(?:down|up|compared|rising|falling|coming|off|a (?:rise|fall|drop)) from (?:[a-z]+ ){0,2}?<(?P<start>qty:\d+)>"
)
_OWN_DATE = re.compile(r" (?:in|at|on|as of|by) (?:the )?(?:early |late |mid-|end of )?<(?P<date>date:\d+)>")
_FROM = re.compile(r"\bfrom (?:about |over |nearly |some )?$")


def find_figure_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield a claim for each number of something that the record measures."""
    quantities = [(mark, _as_share(m)) for mark, m in tagged.mentions.items() if isinstance(m, QuantityMention)]
    quantities = [(mark, _as_count(context, tagged, mark, m)) for mark, m in quantities]
    known = context.known
    if not quantities or known is None:
        return
    moves = {found["to"]: found["start"] for way in (_FROM_TO, _FROM_BEHIND) for found in way.finditer(tagged.text)}
    for mark, quantity in quantities:
        at = tagged.text.find(f"<{mark}>")
        if mark in moves.values() or tagged.text[:at].endswith("per ") or not quantity.digits:
            continue  # "from 8 to 4.5 percent" is one statement, "per million tokens" a unit, "doubled" a movement
        yield from _of_number(context, known, tagged, _Number(mark, quantity, at, moves.get(mark, "")))


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
    clause, period = _clause(context, tagged, at), _period(context, tagged, at)
    own = subjects_at(known, tagged, at)
    day = context.document.published
    if period is not None and day and period == Period.of_day(day):
        period = None  # "now"
    ahead = bool(_ahead().search(clause)) or (period is not None and day is not None and period.start > day)
    change = _is_change(tagged, at, quantity)
    headline = [*own, *of_headline(context)]
    tries = (own, headline)
    meant = next(
        (
            (subjects, found)
            for subjects in tries
            if (found := _measures(known, subjects, clause, quantity, change=change))
        ),
        (headline, ()),
    )
    subjects, found = ((), ()) if ahead else meant
    only = () if ahead or found or headline else _of_the_only_one(known, clause, quantity, change=change)
    if only:
        yield from _claims(context, quantity, known.entities[only[0][0]], only, period)
        return
    if not found and (goal := _goal(context, quantity, headline, clause, period)):
        yield goal
        return
    described = not found
    if not found and not ahead:
        # What a line leaves out the headline says: "Up from 5.7 % to 21.5 %" under one on shares of traffic.
        subjects, found = headline, _measures(known, headline, _with_headline(context, clause), quantity, change=change)
    if not found:
        return
    first = next(m for m in subjects if found[0][0] in reach(known, m))
    start = tagged.mentions.get(number.came_from)
    came_from = None
    if isinstance(start, QuantityMention):
        came_from = (start.quantity, _period(context, tagged, tagged.text.find(f"<{number.came_from}>")))
    yield from _claims(context, quantity, first.best, found, period, came_from, described=described)


def _with_headline(context: Context, clause: str) -> str:
    blocks = context.document.blocks
    headline = blocks[0].span.of(context.document.text) if blocks and blocks[0].kind is BlockKind.HEADLINE else ""
    return f"{clause} {fold(headline)}"


def _claims(
    context: Context,
    quantity: QuantityMention,
    subject: Meaning,
    measures: tuple[tuple[str, str], ...],
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


@cache
def _ahead() -> re.Pattern[str]:
    """Return the words that make a number a goal or a forecast."""
    return re.compile(rf"\b{one_of(words_where('tense', 'tense', 'ahead'))}\b")


def _clause(context: Context, tagged: Tagged, at: int) -> str:
    """Return the clause around a position, in the article's words."""
    start = max((m.end() for m in _NEW_CLAUSE.finditer(tagged.text, 0, at)), default=0)
    stop = _NEW_CLAUSE.search(tagged.text, at)
    span = tagged.span(start, stop.start() if stop else len(tagged.text))
    return fold(context.document.quote(span))


def _period(context: Context, tagged: Tagged, at: int) -> Period | None:
    """Return the time that a number is said of: the date of its clause, else the only one of the sentence."""
    if _FROM.search(tagged.text[:at]):
        # "From 8 to 4.5 percent in May": the day is that of the second, unless the first has one of its own.
        own = _OWN_DATE.match(tagged.text, tagged.text.find(">", at) + 1)
        mention = tagged.mentions.get(own["date"]) if own else None
        return mention.period if isinstance(mention, DateMention) else None
    date = date_of_verb(tagged, at, at + 1)
    if date:
        return date.period
    periods = {date.period for date in context.dates_in(tagged.sentence.span)}
    return periods.pop() if len(periods) == 1 and not _is_of_another(tagged, at) else None


def _is_of_another(tagged: Tagged, at: int) -> bool:
    """Say whether a date stands right behind a later number, of which it then is: "16 %, down from 42 % in March"."""
    return any(
        _OWN_DATE.match(tagged.text, tagged.text.find(">", place) + 1)
        for mark, mention in tagged.mentions.items()
        if isinstance(mention, QuantityMention) and (place := tagged.text.find(f"<{mark}>")) > at
    )


_WITHIN = re.compile(r"\b(?:in|within) (?:\w+ )?(?:\w+) (?:years|months)\b")
"""A time by which a goal is to be reached that names no day: it tells which goal is meant, and cannot be compared."""

_HAS = re.compile(r"\b(?:has|have|had|runs|operates|reached|reaches|owns|built)\b")
_STATED = re.compile(r"\b(?:is|are|was|were|has|have|had|said|says|did)\b")


def _goal(
    context: Context,
    quantity: QuantityMention,
    subjects: Sequence[NameMention],
    clause: str,
    period: Period | None,
) -> Claim | None:
    """Return a claim on a stated goal: a number that a line only names, or one that is told as if it were reached."""
    known = context.known
    if known is None:
        return None
    owners = {id_ for subject in subjects for id_ in _owners(known, subject)}
    words = content_stems(clause)
    states = {id_ for subject in subjects if subject.role in {"place", "government"} for id_ in subject.ids}
    fitting = [
        (goal, concept)
        for goal in known.goals
        if (goal.who in owners or states & set(known.governed.get(goal.who, ())))
        and goal.unit == quantity.quantity.unit
        for concept in goal.concepts
        if (content_stems(concept) <= words or not _STATED.search(clause))
        and (period is None or goal.deadline is None or period.overlaps(goal.deadline) or _HAS.search(clause))
    ]
    if not fitting or (period is None and _WITHIN.search(clause)):
        return None
    named = [(goal, concept) for goal, concept in fitting if content_stems(concept) <= words]
    if quantity.quantity.unit == "percent" and not named:
        return None  # every share would be a goal
    goal = (named or fitting)[0][0]
    concepts = dict.fromkeys(concept for other, concept in named or fitting if other.who == goal.who)
    owner = known.entities.get(goal.who)
    return make_claim(
        context,
        ClaimType.TARGET,
        quantity.span,
        goal.who,
        owner.name if owner else goal.who,
        period=period,
        details={
            "who": (goal.who,),
            "of_state": False,
            "quantity": quantity.quantity,
            "printed": context.document.quote(quantity.span),
            "deadline": period,
            "body": f"{clause} {' '.join(concepts)}",
            # A line that names only the sum may mean another goal.
            "described": not named,
            "as_fact": bool(_HAS.search(clause)) and not _ahead().search(clause),
        },
    )


def _owners(known: Names, mention: NameMention) -> set[str]:
    """Return whose goals a name can mean: its own, those of its author, and of the firm that an act is named after."""
    ids = reach(known, mention) | {meaning.owner for meaning in mention.meanings}
    for meaning in mention.meanings:
        ids.update(m.id for m in known.meanings(meaning.name.split()[0]) if m.kind == "organisation")
    return ids - {""}


def subjects_at(known: Names, tagged: Tagged, at: int) -> list[NameMention]:
    """Return what a number is said of: names of its part of the sentence, else of the parts before, the last first."""
    bounds = [0, *(m.end() for m in _PART.finditer(tagged.text)), len(tagged.text)]
    parts = [(start, end) for start, end in pairwise(bounds) if start <= at]
    if tagged.text.startswith(("with ", "at ")) and len(parts) == 1 and len(bounds) > len(("start", "end")):
        # "With 159 million users, the app is first": said of what comes next.
        first = [m for _, m in tagged.names(bounds[1], bounds[2]) if m.role in _ROLES]
        return [one for one in first if not re.match(r"['’]s ", _behind(tagged, one))][:1]
    for start, end in reversed(parts):
        own = [m for _, m in tagged.names(start, end) if m.role in _ROLES]
        own += _by_nationality(known, tagged, start, end)
        if own:
            return own
    return []


def _by_nationality(known: Names, tagged: Tagged, start: int, end: int) -> list[NameMention]:
    """Return the countries that adjectives name: "American makers", "Chinese firms"."""
    found = []
    adjectives = sorted(_nationalities().finditer(tagged.text[start:end]), key=lambda match: match.lastindex or 0)
    for match in adjectives:
        place = known.entities.get(word_table("nationalities")[(match.lastindex or 1) - 1]["entity"])
        if place:
            span = tagged.span(start + match.start(), start + match.end())
            found.append(NameMention(span, "place", (place,)))
    return found


@cache
def _nationalities() -> re.Pattern[str]:
    """Return the adjectives of all countries, a group for each row of the table."""
    adjectives = "|".join(f"({row['words']})" for row in word_table("nationalities"))
    return re.compile(rf"\b(?:{adjectives})\b")


def of_headline(context: Context) -> list[NameMention]:
    """Return the names of the headline of which a number can be."""
    start = context.document.blocks[0].span.end if context.document.blocks else 0
    return [m for m in context.names if m.span.end <= start and m.role in _ROLES]


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
        return False
    before = tagged.text[:at]
    words = before.split()
    return bool(words) and (bool(direction_of(words[-1])) or bool(_BY.search(before)))


def reach(known: Names, mention: NameMention) -> set[str]:
    """Return what a name can stand for: its meanings, what belongs to them, and the state behind a government."""
    ids = set(mention.ids)
    for id_ in mention.ids:
        ids.update(known.belongings.get(id_, ()))
        if mention.role == "government":
            ids.update(known.governed.get(id_, ()))
    ids.update(m.owner for m in mention.meanings if m.kind in {"model", "product"} and m.owner)
    # A team inside a firm ("Qwen") has its models under the firm.
    for meaning in mention.meanings:
        if meaning.kind == "organisation" and meaning.owner:
            first = meaning.name.split()[0]
            under = known.belongings.get(meaning.owner, ())
            ids.update(id_ for id_ in under if known.entities[id_].name.split()[0] == first)
    for id_ in list(ids):
        ids.update(known.belongings.get(id_, ()))
    return ids


def _measures(
    known: Names, subjects: Sequence[NameMention], clause: str, quantity: QuantityMention, *, change: bool
) -> tuple[tuple[str, str], ...]:
    entities = {id_ for subject in subjects for id_ in reach(known, subject)}
    return best_measures(known, entities, clause, quantity.quantity, change=change)


def _as_count(context: Context, tagged: Tagged, mark: str, mention: QuantityMention) -> QuantityMention:
    """Return "232 million times" as a count of what was done so often: downloads, pulls, visits."""
    found = mention.quantity
    if found.unit != "multiple" or found.value < LARGE:
        return mention
    unit = done_to(_clause(context, tagged, tagged.text.find(f"<{mark}>")))
    return replace(mention, quantity=replace(found, unit=unit)) if unit else mention


def _behind(tagged: Tagged, mention: NameMention) -> str:
    """Return the text behind a name of a sentence."""
    mark = next(mark for mark, one in tagged.mentions.items() if one is mention)
    return tagged.text[tagged.text.find(f"<{mark}>") + len(mark) + 2 :]
