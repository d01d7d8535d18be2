"""Goals that a line only names: "10 GW by the end of the year", "$500 billion over four years" under a headline.

`details` as in `targets`, and `metrics` (what the goals that can be meant are of), `as_fact` (told as if it were
reached), `not_of` (words that say it of something which the metric does not count) and `unsaid` (what the goal is of,
where the line leaves it out).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from onrecord.reading.claims.build import make_claim
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.subjects import reach
from onrecord.reading.context import Context
from onrecord.reading.mentions import NameMention, QuantityMention
from onrecord.reading.numerals import value_of
from onrecord.reading.stems import content_stems
from onrecord.reading.words import cell_words, one_of, word_table, words_where
from onrecord.record.names import Goal, Names
from onrecord.terms.quantity import Quantity
from onrecord.terms.time import Day, Period

_WITHIN = re.compile(r"\b(?:in|within|over)(?: the next)? (?P<count>\w+) years\b")
_HAS = re.compile(
    r"\b(?:has|have|had|runs|operates|reached|reaches|owns|built|come to|comes to|amounts? to|totals?|so far|already)\b"
)
_STATED = re.compile(r"\b(?:(?:is|are)(?! to\b)|was|were|has|have|had|said|says|did)\b")
_PART = re.compile(r"^ (?:of it|of which|of that|of this|of them)\b")
_MONTH = 28
ENOUGH = 2
"""So many words of a goal name it."""


@cache
def ahead_words() -> re.Pattern[str]:
    """Return the words that make a number a goal or a forecast."""
    return re.compile(rf"\b{one_of(words_where('tense', 'tense', 'ahead'))}\b")


_TO_BE = re.compile(r"\b(?:to be|(?:is|are|was|were|set|due) to|should|shall|must|needs? to)\b")


def is_ahead(text: str) -> bool:
    """Say whether words are of what shall be: "is to triple", "should exceed", "within five years"."""
    return bool(ahead_words().search(text) or _TO_BE.search(text))


@dataclass(frozen=True, slots=True)
class _Line:
    """What a line says of a number: its words, what they are about, by when, and whether as a fact."""

    clause: str
    words: frozenset[str]
    quantity: Quantity
    deadline: Period | None
    as_fact: bool


def find_goal(
    context: Context, quantity: QuantityMention, subjects: Sequence[NameMention], clause: str, period: Period | None
) -> Claim | None:
    """Return a claim on a stated goal: a number that a line only names, or one that is told as if it were reached."""
    known, day = context.known, context.document.published
    behind = context.document.text[quantity.span.end : quantity.span.end + 12]
    if known is None or _PART.match(behind):
        return None
    # A goal is announced on a day; what is said of a whole month or year that is over is said of what was.
    past = period is not None and day is not None and period.end <= day and period.days >= _MONTH
    told = bool(past or _HAS.search(clause)) and not is_ahead(clause)
    line = _Line(clause, content_stems(clause), quantity.quantity, period or _in_years(clause, day), told)
    goals = [goal for goal in known.goals if _fits(line, goal) and _is_owner(known, subjects, goal)]
    if not goals and not told:
        goals = _of_whom_is_not_said(known, line, subjects)
    if period is None and line.deadline is not None:
        # "In two years" names no day: what is of no such year is not held against it.
        goals = [goal for goal in goals if _is_of_that_time(line, goal) or _is_its_sum(line, goal)]
    chosen = _most_named(line, _of_that_time(line, goals))
    if not chosen:
        return None
    named = bool(_misread(clause, chosen[0].metric)[0] or _names_whole(line, chosen[0]))
    named = named or _naming(line, chosen[0]) >= ENOUGH
    if not named and (line.quantity.unit in {"percent", "multiple"} or _STATED.search(clause)):
        return None  # every share would be a goal
    if told and not any(_is_its_sum(line, goal) for goal in chosen):
        return None  # a fact beside the goal
    return _claim(context, quantity, line, chosen, named=named)


def _claim(
    context: Context, quantity: QuantityMention, line: _Line, chosen: Sequence[Goal], *, named: bool
) -> Claim | None:
    goal, known = chosen[0], context.known
    owner = known.entities.get(goal.who) if known else None
    not_of, unsaid = _misread(line.clause, goal.metric)
    return make_claim(
        context,
        ClaimType.TARGET,
        quantity.span,
        goal.who,
        owner.name if owner else goal.who,
        period=line.deadline,
        details={
            "who": tuple(dict.fromkeys(one.who for one in chosen)),
            "of_state": False,
            "quantity": _in_unit_of(goal, line.quantity, not_of),
            "printed": context.document.quote(quantity.span),
            "deadline": line.deadline,
            "body": line.clause,
            "metrics": tuple(dict.fromkeys(one.metric for one in chosen)),
            # A line that names only the sum may mean another goal.
            "described": not named,
            "as_fact": line.as_fact,
            "not_of": not_of,
            "unsaid": unsaid,
        },
    )


def _is_owner(known: Names, subjects: Sequence[NameMention], goal: Goal) -> bool:
    """Say whether a goal is of one of those named, or of an arm of it; a city's goal is not its country's."""
    named = {id_ for subject in subjects for id_ in subject.ids}
    for above in known.governed.get(goal.who, ()):
        if above in named:
            return True
        if above in known.entities and known.entities[above].kind == "place":
            break
    return any(goal.who in _owners(known, subject) for subject in subjects)


def _of_whom_is_not_said(known: Names, line: _Line, subjects: Sequence[NameMention]) -> list[Goal]:
    """Return the goals of the one owner who has such a goal, by that time, on record in these words."""
    if subjects or line.deadline is None:
        return []
    goals = [
        goal
        for goal in known.goals
        if _fits(line, goal)
        and _is_its_sum(line, goal)
        and _is_of_that_time(line, goal)
        and _naming(line, goal) >= ENOUGH
    ]
    return goals if len({goal.who for goal in goals}) == 1 else []


def _fits(line: _Line, goal: Goal) -> bool:
    """Say whether a number can be of a goal: by its unit, or as a count of what the goal is no count of."""
    unit = line.quantity.unit
    if unit == goal.unit or (unit == "multiple" and goal.unit.startswith("times")) or unit in goal.concepts:
        return True
    # "980 million citizens" of a goal that is a share of devices: the same year, and a word of it.
    not_of, _ = _misread(line.clause, goal.metric)
    counted = bool(not_of) and unit not in {"percent", "multiple"} and not unit.isupper()
    return counted and _is_of_that_time(line, goal) and _naming(line, goal) > 0


def _in_unit_of(goal: Goal, quantity: Quantity, not_of: str) -> Quantity:
    """Return "triple" as three times the present, "five plants" as five sites."""
    return quantity if quantity.unit == goal.unit or not_of else replace(quantity, unit=goal.unit)


def _is_of_that_time(line: _Line, goal: Goal) -> bool:
    return line.deadline is not None and goal.deadline is not None and line.deadline.overlaps(goal.deadline)


def _is_its_sum(line: _Line, goal: Goal) -> bool:
    return line.quantity.interval.low <= goal.value <= line.quantity.interval.high


def _of_that_time(line: _Line, goals: Sequence[Goal]) -> list[Goal]:
    """Return the goals of the deadline that is said; one without a deadline only where there is no other."""
    if line.deadline is None:
        return list(goals)
    dated = [goal for goal in goals if _is_of_that_time(line, goal)]
    return dated or [goal for goal in goals if goal.deadline is None or line.as_fact]


def _most_named(line: _Line, goals: Sequence[Goal]) -> list[Goal]:
    """Return the goals that the words name best; where they name none, those of that sum before all."""
    most = max((_naming(line, goal) for goal in goals), default=0)
    best = [goal for goal in goals if _naming(line, goal) == most]
    if len({goal.metric for goal in best}) == 1:
        return best
    return [goal for goal in best if _is_its_sum(line, goal)] or (best if most else [])


def _naming(line: _Line, goal: Goal) -> int:
    """Return how many words of a goal's name, or of a word for it, stand in a line."""
    return max(len(content_stems(words) & line.words) for words in (goal.name, *goal.concepts))


def _names_whole(line: _Line, goal: Goal) -> bool:
    return any(content_stems(concept) <= line.words for concept in goal.concepts)


def _misread(clause: str, metric: str) -> tuple[str, str]:
    """Return the words that say a number of what a metric does not count, and what the goal is of if that is unsaid."""
    for row in word_table("not_counted"):
        if row["metric"] == metric:
            found = _one_of_cell(row["words"]).search(clause)
            said = not row["needs"] or _one_of_cell(row["needs"]).search(clause)
            return (found[0] if found else "", "" if said else row["is"])
    return "", ""


@cache
def is_misread(unit: str) -> bool:
    """Say whether a goal on record may be taken for a number of such things: a share of devices for citizens."""
    return any(_one_of_cell(row["words"]).search(unit) for row in word_table("not_counted"))


@cache
def _one_of_cell(cell: str) -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(cell_words(cell))}\b")


def _in_years(clause: str, day: Day | None) -> Period | None:
    """Return the year that "within three years" ends in."""
    found = _WITHIN.search(clause)
    count = value_of(found["count"]) if found else None
    return Period.of_year(day.year + int(count)) if count and day else None


def _owners(known: Names, mention: NameMention) -> set[str]:
    """Return whose goals a name can mean: its own, those of its author, and of the firm that an act is named after."""
    ids = reach(known, mention) | {meaning.owner for meaning in mention.meanings}
    for meaning in mention.meanings:
        ids.update(m.id for m in known.meanings(meaning.name.split()[0]) if m.kind == "organisation")
    return ids - {""}
