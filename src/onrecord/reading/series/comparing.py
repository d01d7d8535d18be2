"""Read comparisons with another place, another series, another period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.reading.series.clauses import Clause, blank, first_of_list, listed
from onrecord.reading.series.cues import cue, has, pattern
from onrecord.reading.series.places import WORLD, PlaceMention
from onrecord.reading.series.statement import FEWER, Shape, Statement
from onrecord.reading.series.topic import known_things, topic_terms
from onrecord.reading.series.years import TimeKind


def _is_all_of(clause: Clause, end: int, place: PlaceMention) -> bool:
    """Say whether a share is one of another place's number, and not of a thing there: "a tenth of Russia's"."""
    between = clause.text[end - clause.start : place.start - clause.start]
    closing = clause.text[place.end - clause.start :]
    named = place.start >= end and pattern("part-of-other").match(between) is not None
    return named and not place.group and pattern("of-it").match(closing) is not None


def _part_of_average(clause: Clause, base: Statement) -> list[Statement]:
    """Read "less than half of the world average", "a third of the EU average"."""
    for amount in clause.amounts:
        behind = clause.text[amount.end - clause.start :]
        if amount.unit != "percent":
            continue
        after = [p.code for p in clause.places if p.start >= amount.end and p.group]
        if pattern("of-the-average").match(behind) is None:
            after = [p.code for p in clause.places if _is_all_of(clause, amount.end, p)]
        mine = [p.code for p in clause.places if p.start < amount.start] or [c for c in base.places if c not in after]
        share = replace(amount, unit="multiple", value=amount.value / 100)
        if after and mine:
            compared = replace(base, shape=Shape.COMPARISON, amount=share, direction=1, average=False, whole="")
            return [replace(compared, places=(mine[0],), against=(after[0],))]
    return []


def times_as(clause: Clause, base: Statement) -> list[Statement]:
    """Read "five times the global average", "twice as many as in France"."""
    if part := _part_of_average(clause, base):
        return part
    match = pattern("times-as").search(clause.text)
    multiple = next((amount for amount in clause.amounts if amount.unit == "multiple"), None)
    if match is None or multiple is None:
        return []
    if pattern("any-other").search(clause.text, match.start()):
        return [replace(base, shape=Shape.RANK, direction=1, amount=multiple, scope=base.scope or WORLD, average=False)]
    than = pattern("than").search(clause.text, match.end())
    hinge = clause.start + (than.start() if than else match.end())
    after = [p for p in clause.places if p.start >= hinge]
    before = [p.code for p in clause.places if p.start < hinge] or [
        c for c in base.places if c not in {p.code for p in after}
    ]
    if not after or not before:
        return []
    return [
        replace(
            base,
            shape=Shape.COMPARISON,
            places=(before[0],),
            against=(after[0].code,),
            amount=multiple,
            direction=1,
            average=False,
        )
    ]


def apart_by_so_much(clause: Clause, base: Statement) -> list[Statement]:
    """Read "800 hours more than the Germans", "30 % less CO2 than France": by how much two places differ."""
    for amount in clause.amounts:
        behind = amount.end - clause.start
        apart = pattern("apart-by").match(clause.text[behind:])
        if apart is None or amount.unit in {"multiple", "ratio", "countries"}:
            continue
        hinge = re.search(r"\bthan\b", clause.text[behind + apart.end() :])
        beside = apart["sign"].lower() in _BESIDE
        at = behind + apart.end() + (0 if beside else hinge.end() if hinge else len(clause.text))
        after = [p for p in clause.places if p.start >= clause.start + at and not _a_time_is_ahead(clause, at, p)]
        others = {p.code for p in after}
        mine = [p.code for p in clause.places if p.end <= clause.start + at] or [
            c for c in base.places if c not in others
        ]
        if not mine or len(others) != 1 or pattern("any-other").search(clause.text, at):
            continue
        sign = -1 if apart["sign"].lower().split()[0] in FEWER else 1
        compared = replace(base, shape=Shape.COMPARISON, places=(mine[-1],), against=(after[0].code,), amount=amount)
        return [replace(compared, direction=sign, among="apart", average=False, whole="")]
    return []


_BESIDE = frozenset({"above", "below", "ahead of", "behind"})
"""Words behind which the other place stands without "than"."""


def _a_time_is_ahead(clause: Clause, at: int, place: PlaceMention) -> bool:
    """Say whether a time stands between a comparison and a place: "than in 2010, under Ghana's old rulers"."""
    return any(clause.start + at <= years.start < place.start for years in clause.years)


def _is_first(one: re.Match[str] | None, other: re.Match[str] | None) -> bool:
    """Say whether a word stands there, and no other before it."""
    return one is not None and (other is None or one.start() < other.start())


def _than_before(clause: Clause, base: Statement, sign: int) -> list[Statement]:
    """Read "burns more coal than before" since a time, and "more than the year before", in each year or in one."""
    before = pattern("than-before").search(clause.text)
    if before is None or clause.amounts:
        return []
    step = before["step"] is not None
    moved, years = replace(base, shape=Shape.TREND, direction=sign), base.years
    if years is not None and years.kind in _BEGINNING and (base.stepwise or not step):
        return [moved]
    if years is not None and years.kind is TimeKind.POINT and step:
        return [replace(moved, years=replace(years, kind=TimeKind.SPAN, first=years.last - 1), stepwise=False)]
    return []


_BEGINNING = frozenset({TimeKind.SINCE, TimeKind.TERM, TimeKind.SPAN, TimeKind.LAST, TimeKind.RECENT})
"""Times that begin, so that there was something before them."""


def _with_earlier(clause: Clause, base: Statement, sign: int) -> list[Statement]:
    """Read a comparison with other times: "fewer than a decade ago", "more than in any year"."""
    than = pattern("than-time").search(clause.text)
    if than is None:
        return []
    at = clause.start + than.start()
    after = [years for years in clause.years if years.end > at]
    if any(at < place.start < (after[0].start if after else clause.end) for place in clause.places if not than["any"]):
        # "Than in Britain in a year" is held against a place.
        return []
    if than["any"] or than["been"]:
        point = next((y for y in clause.years if y.kind is TimeKind.POINT), None)
        within = next((y for y in after if y.kind in {TimeKind.WITHIN, TimeKind.LAST, TimeKind.SINCE}), None)
        return [replace(base, shape=Shape.EXTREME, direction=sign, years=within, against_years=point)]
    if not after or after[0].first is None or clause.amounts:
        return []
    first = replace(after[0], kind=TimeKind.SINCE, last=max(after[0].last, base.years.last if base.years else 0))
    ends = [y.last for y in clause.years if y not in after and y.kind is TimeKind.POINT]
    return [replace(base, shape=Shape.TREND, direction=sign, years=replace(first, last=ends[0] if ends else 9999))]


PAIR = 2
"""Of two places named before, "it" is the second."""

NEAR = 25
"""So few letters behind a word of comparison stands the number that it is about: "more than 60 %"."""


def _of_two_named(clause: Clause, base: Statement) -> list[Statement]:
    """Read that two places differ, that they are alike, that one has overtaken "it"."""
    one, two = base.places[:1], base.places[1:2]
    if has("different", clause.text) and two:
        return [replace(base, shape=Shape.COMPARISON, places=one, against=two, direction=0, among="different")]
    if has("similar", clause.text) and two:
        return [replace(base, shape=Shape.COMPARISON, places=one, against=two, direction=0, among="similar")]
    pair = tuple(dict.fromkeys(place.code for place in clause.places if not place.group))
    if pattern("overtaken-it").search(clause.text) and len(pair) == PAIR:
        return [replace(base, shape=Shape.COMPARISON, places=pair[:1], against=pair[1:], direction=1, years=None)]
    return []


def _of_two_times(
    clause: Clause, base: Statement, more: re.Match[str] | None, less: re.Match[str] | None
) -> list[Statement]:
    """Read a comparison with what was before, and of the means or the movements of two periods."""
    first = more if _is_first(more, less) else less
    if first is None:
        return []
    sign = 1 if first is more else -1
    if then := _than_before(clause, base, sign):
        return then
    at = clause.start + first.start()
    counted = any(amount.start - 1 <= at < amount.end or 0 <= amount.start - at < NEAR for amount in clause.amounts)
    terms = [years for years in clause.years if years.kind in {TimeKind.TERM, TimeKind.SPAN, TimeKind.POINT}]
    joint = pattern("than").search(clause.text)
    if not joint or len(terms) < PAIR or len(base.places) > 1 or counted:
        return []
    compared = replace(base, shape=Shape.PERIODS, years=terms[0], against_years=terms[1], direction=sign)
    moved = base.direction and pattern("moved-more").search(clause.text[: first.start()]) is not None
    return [replace(compared, direction=sign * base.direction, among="change") if moved else compared]


def comparison_statements(clause: Clause, base: Statement) -> list[Statement]:
    """Read a comparison with another place, another series, or another period."""
    text = clause.text
    more, less = cue("more").search(text), cue("less").search(text)
    if told := (_of_two_times(clause, base, more, less) or _of_two_named(clause, base)):
        return told
    word = more or less
    if word is None:
        return []
    earlier = _with_earlier(clause, base, 1 if word is more and (not less or word.start() <= less.start()) else -1)
    if earlier:
        return earlier
    near = re.search(r"\bthan\b|\bthat of\b|['’]s\b", text[word.end() :]) if word else None
    verb = pattern("comparing-verb").match(word.group())
    if not (near or verb):
        return []
    hinge = word.end() + (near.start() if near and not verb else 0)
    if verb:
        hinge = word.end()
    at = clause.start + hinge
    sign = 1 if word is more and (less is None or more.start() <= less.start()) else -1 if less else 1
    if more and less:
        sign = 1 if more.start() < less.start() else -1
    # A threshold ("more than 60 %") is no comparison between places.
    if any(
        0 <= amount.start - at < NEAR or amount.start <= clause.start + word.start() < amount.end
        for amount in clause.amounts
        if amount.unit != "multiple"
    ):
        return []
    after = [p for p in clause.places if p.start >= at]
    before = [p for p in clause.places if p.start < at]
    multiple = next((amount for amount in clause.amounts if amount.unit == "multiple"), None)
    if pattern("than-most").search(text) and clause.start + hinge:
        return [replace(_beyond_all_others(clause, base, sign, before, after), among="most", direction=sign)]
    if pattern("any-other").search(text, hinge) and not pattern("rest-of").search(text, hinge):
        return [_beyond_all_others(clause, base, sign, before, after)]
    if after and (before or base.places):
        subjects = tuple(dict.fromkeys(p.code for p in before)) or tuple(
            code for code in base.places if code not in {p.code for p in after}
        )
        other_topic = _up_to_the_next_part(blank(clause.bare, [(0, hinge)]), after[-1].end - clause.start)
        own_topic = blank(clause.bare, [(hinge, len(clause.bare))])
        distinct = bool(topic_terms(other_topic)) and bool(topic_terms(own_topic))
        if subjects:
            others = tuple(dict.fromkeys(p.code for p in (first_of_list(clause, after) if base.combined else after)))
            moved = pattern("moved-faster").match(text, word.start()) if base.direction else None
            sign = -sign if moved and moved.group().lower().endswith("slowly") else sign
            compared = replace(
                base,
                among="change" if moved else "",
                shape=Shape.COMPARISON,
                places=subjects[:1],
                against=others if base.combined else others[:1],
                direction=sign * base.direction if moved else sign,
                amount=multiple,
                rest=pattern("rest-of").search(text, hinge) is not None,
                topic=own_topic if distinct else base.topic,
                against_topic=other_topic if distinct else "",
                context="" if distinct else base.context,
            )
            if base.combined or not listed(clause, after):
                return [compared]
            return [replace(compared, against=(code,)) for code in others]
    other_topic = blank(clause.bare, [(0, hinge)])
    own_topic = blank(clause.bare, [(hinge, len(clause.bare))])
    both = set(topic_terms(other_topic)) & known_things() and set(topic_terms(own_topic)) & known_things()
    if (
        base.places
        and topic_terms(other_topic)
        and topic_terms(own_topic)
        and not clause.amounts
        and (both or re.search(r"\bthan (?:the|its|their|that)\b", text, re.IGNORECASE))
    ):
        return [
            replace(
                base,
                shape=Shape.COMPARISON,
                places=base.places[:1],
                against=base.places[:1],
                direction=sign,
                topic=own_topic,
                against_topic=other_topic,
                context="",
                among="overtook" if verb and pattern("overtaken").search(word.group()) else "",
            )
        ]
    return []


def _up_to_the_next_part(topic: str, end: int) -> str:
    """Return a topic without what stands behind the comma after its last place, or says that places are added up."""
    parted = pattern("next-part").search(topic, end)
    kept = blank(topic, [(parted.start(), len(topic))]) if parted else topic
    return blank(kept, [match.span() for match in cue("combined").finditer(kept)])


def _beyond_all_others(
    clause: Clause, base: Statement, sign: int, before: Sequence[PlaceMention], after: Sequence[PlaceMention]
) -> Statement:
    """Read "more than any other country of a group, bar one"."""
    spared = [p for p in after if pattern("exception").search(clause.text[: p.start - clause.start])]
    groups = [p.code for p in after if p.group and p not in spared]
    return replace(
        base,
        shape=Shape.RANK,
        direction=base.direction or sign,
        among="one-of" if pattern("almost-every").search(clause.text) else "change" if base.direction else "",
        rank=1 + len(spared),
        scope=base.scope or (groups[0] if groups else WORLD),
        places=tuple(p.code for p in before if not p.group) or base.places,
    )
