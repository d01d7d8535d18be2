"""Read ranks and records: the third highest in a group, the lowest in 50 years, the only one."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.reading.numerals import value_of_words
from onrecord.reading.series.clauses import Clause, blank, set_apart, set_beside
from onrecord.reading.series.cues import cue, has, is_absent, pattern
from onrecord.reading.series.moving import amount_statements
from onrecord.reading.series.places import WORLD
from onrecord.reading.series.statement import Shape, Statement
from onrecord.reading.series.topic import topic_terms
from onrecord.reading.series.years import TimeKind

_ORDINALS = {
    word: number
    for number, word in enumerate(
        ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], start=2
    )
}


DENIED_NEAR = 40
"""So few letters before a superlative stands what denies it."""

_EXTREME_SCOPE = (TimeKind.WITHIN, TimeKind.EVER)


def find_superlative(text: str) -> tuple[int, int] | None:
    """Return direction and position of a superlative; "most of" and "at least" are none."""
    spell = re.search(r"\b[\w]+[- ](?:year|decade)[- ](?P<what>high|low|peak)\b", text, re.IGNORECASE)
    if spell:
        return (-1 if spell["what"].lower() == "low" else 1), spell.start()
    for name, sign in (("high", 1), ("low", -1), ("best", 0)):
        for match in cue(name).finditer(text):
            word = match.group().lower()
            after = text[match.end() :].lower()
            before = text[: match.start()].lower()
            if word in {"most", "least"} and (
                after.startswith((" of", " likely", " recent")) or before.rstrip().endswith(("at", "the vast"))
            ):
                continue
            if (
                word == "most"
                and re.match(r"\s+(?:people|countries|years)\b", after)
                and "the most" not in before[-4:] + word
            ):
                continue
            if word == "most" and pattern("than-most").search(text[: match.end()]):
                continue
            if word in {"top", "leading", "peak", "maximum", "minimum"} and not pattern("leading-of").match(after):
                continue
            if word == "leading" and "up" in after[:4]:
                continue
            return 0 if word == "worst" else sign, match.start()
    return None


def superlative_statements(clause: Clause, base: Statement, found: tuple[int, int]) -> list[Statement]:
    """Read a rank within a group, a record within a time, or neither."""
    text, (sign, at) = clause.text, found
    # "It has never been good: the worst in Africa": what is denied further off is not the rank.
    base = replace(base, negated=pattern("not").search(text[max(0, at - DENIED_NEAR) : at]) is not None)
    base = replace(base, worst=text[at:].lower().startswith("worst"))
    ordinal = pattern("ordinal").search(text)
    rank = 1
    if ordinal:
        word = ordinal["n"].lower()
        rank = _ORDINALS.get(word) or int(re.sub(r"\D", "", word))
    scoped = [years for years in clause.years if years.kind in _EXTREME_SCOPE]
    within = scoped[0] if scoped else None
    since = next((years for years in clause.years if years.kind is TimeKind.SINCE), None)
    last = next((years for years in clause.years if years.kind is TimeKind.LAST), None)
    timed = (
        within is not None
        or (pattern("at-its").search(text) is not None and not (base.scope and not since))
        or (since is not None and not base.scope)
    )
    one_of = has("one-of", text)
    if pattern("source").search(text):
        # "Gas has overtaken coal as the largest source": it is the first that is said to lead.
        taken = pattern("overtaken").search(clause.bare)
        if taken and set(topic_terms(clause.bare[: taken.start()])) and topic_terms(clause.bare[taken.end() :]):
            return [_overtaken(clause, base, taken)]
        own = blank(clause.bare, [(taken.start(), len(clause.bare))]) if taken else ""
        topic = f"{own} {pattern('overtaken-whole').sub(' ', clause.bare[taken.end() :])}" if taken else base.topic
        return [replace(base, shape=Shape.RANK, direction=sign, rank=rank, scope="", among="source", topic=topic)]
    if (timed or last) and not (base.scope and within is None and since is None):
        point = next((years for years in clause.years if years.kind in {TimeKind.POINT, TimeKind.TERM}), None)
        scope = since if since and (within is None or within.kind is TimeKind.EVER) else within or last
        return [
            replace(
                base,
                shape=Shape.EXTREME,
                direction=sign,
                years=scope,
                against_years=point,
                rank=rank,
                among="one-of" if one_of else "pace" if pattern("pace").search(text) else "",
            )
        ]
    if base.scope or (base.places and pattern("ranked-noun").search(text)):
        spared = set_apart(clause) - {base.scope}
        # "Led the world in cutting its emissions": it is the change that is ranked.
        led = pattern("led-in").match(text, at) is not None and base.direction != 0
        if moving := pattern("fastest-moving").match(text, at):
            led, base = True, replace(base, direction=-1 if has("fall", moving["how"]) else 1)
        # "The second richest, behind Japan" is the second and not the third.
        rank += 0 if ordinal else len(spared - set_beside(clause))
        ahead = tuple(sorted(spared - set_beside(clause)))
        base = replace(base, places=tuple(code for code in base.places if code not in spared), against=ahead)
        return [
            replace(
                base,
                shape=Shape.RANK,
                direction=base.direction if led else sign,
                rank=rank,
                scope=base.scope or WORLD,
                among="one-of" if one_of else "change" if led else "",
            )
        ]
    return []


def _overtaken(clause: Clause, base: Statement, taken: re.Match[str]) -> Statement:
    """Read "wind has overtaken coal as the largest source of power": two series of one place."""
    behind = clause.bare[taken.end() :]
    whole = pattern("overtaken-whole").sub(" ", behind)
    other = re.split(r"\b(?:as|to become|to be)\b", behind, maxsplit=1)[0]
    mine = blank(clause.bare, [(taken.start(), len(clause.bare))])
    return replace(
        base,
        shape=Shape.COMPARISON,
        against=base.places[:1],
        places=base.places[:1],
        direction=1,
        topic=f"{mine} {whole}",
        against_topic=f"{other} {whole}",
        context="",
        among="overtook",
    )


def no_other_statements(clause: Clause, base: Statement) -> list[Statement]:
    """Read "no other country has planted as many trees as China": the first in rank, worldwide or in a group."""
    match = pattern("no-other").search(clause.text)
    named = [p for p in clause.places if match and p.start >= clause.start + match.end() and not p.group]
    if match is None or not named:
        return []
    sign = -1 if has("less", clause.text) or has("low", clause.text) else 1
    years = base.years if base.years is not None and base.years.kind is not TimeKind.EVER else None
    first = replace(base, shape=Shape.RANK, places=(named[0].code,), scope=base.scope or WORLD, years=years)
    # "Nobody has cut its emissions faster than Britain" ranks the cuts.
    improved = pattern("improved").search(clause.text) is not None and not base.direction
    direction = 0 if improved else base.direction or sign
    return [replace(first, direction=direction, negated=False, among="change" if base.direction or improved else "")]


def beyond_the_next(clause: Clause, base: Statement) -> list[Statement]:
    """Read "spends more than the next seven countries put together": against the sum of those behind it."""
    match = pattern("next-so-many").search(clause.text)
    if match is None or match["n"] is None or not base.places:
        return []
    number = int(value_of_words(match["n"].lower()) or match["n"])
    first = replace(base, shape=Shape.RANK, among="next", rank=number, scope=base.scope or WORLD, amount=None)
    mine = replace(first, places=base.places[:1], direction=1, negated=False)
    counted = clause.start + match.start(), clause.start + match.end()
    rest = tuple(a for a in clause.amounts if not counted[0] <= a.start < counted[1])
    beside = replace(base, combined=False, topic=base.topic)
    return [mine, *(amount_statements(replace(clause, amounts=rest), beside, rise=False, fall=False) if rest else [])]


def rank_by_count(clause: Clause, base: Statement) -> list[Statement]:
    """Read "only four countries have done better than Australia": it is the fifth."""
    match = pattern("only-so-many").search(clause.text)
    if match is None:
        return []
    number = value_of_words(match["n"].lower()) or float(match["n"])
    named = [p.code for p in clause.places if not p.group] or list(base.places)
    sign = -1 if has("less", match.group()) and not has("more", match.group()) else 1
    return [
        replace(
            base,
            shape=Shape.RANK,
            direction=base.direction or sign,
            places=tuple(named[:1]),
            rank=int(number) + 1,
            scope=base.scope or WORLD,
            among="change" if base.direction else "than",
        )
    ]


def only_statements(clause: Clause, base: Statement) -> list[Statement]:
    """Read "the only country of a group that": it holds there, and nowhere else."""
    text = clause.text
    if not base.places:
        return []
    inner: Statement | None = None
    multiple = next((amount for amount in clause.amounts if amount.unit == "multiple"), None)
    if multiple or re.search(r"\bdoubl", text):
        inner = replace(base, shape=Shape.CHANGE, amount=multiple, direction=base.direction or 1)
    elif is_absent(text):
        inner = replace(base, shape=Shape.ABSENCE)
    elif base.direction and not clause.amounts:
        inner = replace(base, shape=Shape.TREND)
    elif own := [a for a in clause.amounts if a.unit not in {"countries", "count"}]:
        held = amount_statements(
            replace(clause, amounts=tuple(own)), base, rise=base.direction > 0, fall=base.direction < 0
        )
        return [replace(one, among="only", scope=base.scope or WORLD) for one in held[:1]]
    else:
        inner = replace(base, shape=Shape.LEVEL)
    return [replace(inner, among="only", scope=base.scope or WORLD)]
