"""Read amounts: levels, changes by so much, changes from one level to another."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from onrecord.reading.series.amounts import Amount
from onrecord.reading.series.clauses import Clause, apart_by, is_scope
from onrecord.reading.series.cues import cue, pattern
from onrecord.reading.series.statement import FEWER, Shape, Statement
from onrecord.reading.series.topic import known_things, topic_terms
from onrecord.reading.series.years import TimeKind, Years
from onrecord.terms.quantity import Interval


def amount_statements(clause: Clause, base: Statement, *, rise: bool, fall: bool) -> list[Statement]:
    """Read the amounts of a clause: levels, changes by so much, changes from one level to another."""
    text, amounts = clause.text, list(clause.amounts)
    found: list[Statement] = []
    taken = False
    for amount, following in itertools.zip_longest(amounts, amounts[1:]):
        if taken:
            taken = False
            continue
        years = _years_for(clause, amount)
        topic, context = _topic_for(clause, amount, base)
        local = replace(
            base,
            topic=topic,
            context=context,
            places=_place_for(clause, amount, base),
            years=_local_years(clause, amount, base, years),
        )
        taken = (
            following is not None
            and (rise or fall or pattern("went-from").search(text) is not None)
            and amount.unit != "multiple"
            and pattern("from").search(text[: amount.start - clause.start]) is not None
        )
        if taken:
            found += _from_one_to_another(clause, local, amount, following)
        else:
            found += _of_amount(clause, local, amount, rise=rise, fall=fall)
    counted = next((one.open for one in found if one.open and one.amount and one.shape is Shape.LEVEL), "")
    # "Eight countries have half of them": where countries are counted, the other numbers are theirs.
    return [replace(one, open=counted) for one in found] if counted else found


def _topic_for(clause: Clause, amount: Amount, base: Statement) -> tuple[str, str]:
    """Return topic and context without what only the other amounts count.

    Of "5 billion women and 2 billion men" those are the men, of "60 % of a population of 200 million" the population.
    """

    def nouns(one: Amount) -> set[str]:
        return set(re.findall(r"[A-Za-z]{3,}", clause.text[one.start - clause.start : one.end - clause.start]))

    named = pattern("amount-of-it").search(clause.text[: amount.start - clause.start])
    if named and len(clause.amounts) > 1 and set(topic_terms(named["what"])) & known_things():
        return named["what"], ""
    others = set[str]().union(*(nouns(one) for one in clause.amounts if one is not amount)) - nouns(amount)
    words = rf"\b(?:{'|'.join(map(re.escape, sorted(others)))})\b"
    return re.sub(words, " ", base.topic) if others else base.topic, base.context


def _from_one_to_another(clause: Clause, local: Statement, amount: Amount, following: Amount) -> list[Statement]:
    """Read "from 54 in 2003 to 65 in 2023": two levels of two years, or one change between them."""
    first, last = _years_for(clause, amount), _years_for(clause, following)
    if first is not None and last is not None and first is not last:
        return [
            replace(local, amount=amount, years=first, every=False),
            replace(local, amount=following, years=last, every=False),
        ]
    return [replace(local, shape=Shape.CHANGE, before=amount, amount=following, years=first or last or local.years)]


def _of_amount(clause: Clause, local: Statement, amount: Amount, *, rise: bool, fall: bool) -> list[Statement]:
    """Read one amount: by how much something moved, or where it stands."""
    text, moving = clause.text, rise or fall
    before, after = text[: amount.start - clause.start], text[amount.end - clause.start :]
    if amount.unit == "percent" and pattern("not-of-them").match(after) and not pattern("lacking").search(text):
        return [replace(local, amount=amount, open="of how many it does not hold")]
    sign = _sign_near(text, amount.start - clause.start) or local.direction
    counts = amount.unit == "countries" and not pattern("only").search(text)
    if counts or (amount.unit == "count" and pattern("countries-of").match(after)):
        return [replace(local, amount=amount, open="in how many countries that is so")]
    if amount.unit in {"percent", "multiple"} and pattern("of-what-it-was").match(after):
        return [_times_then(clause, local, amount)]
    compared = pattern("percent-more").match(after)
    if (
        compared
        and amount.unit in {"percent", "points"}
        and (changed := _share_more(clause, local, amount, compared["sign"]))
    ):
        return [changed]
    more = pattern("more-by").match(after)
    if more and amount.unit not in {"percent", "points", "multiple", "ratio"}:
        return [_more_than_then(local, amount, after, -1 if more["sign"].lower() in FEWER else 1)]
    if amount.unit == "multiple":
        if not moving and not pattern("multiplied").search(text):
            return []
        sign = -1 if amount.value < 1 or (fall and not rise) else 1
        years = local.years
        if years is not None and years.kind is TimeKind.POINT and pattern("level-then").match(after):
            years = replace(years, kind=TimeKind.SINCE, last=9999)
        return [replace(local, shape=Shape.CHANGE, amount=amount, direction=sign, years=years)]
    if (
        amount.unit in {"percent", "points"}
        and moving
        and not pattern("level-to").search(before)
        and not _past_a_mark(clause, amount)
        and _moved_by(before, after)
    ):
        yearly = local.average and not amount.per and pattern("grew").search(text) is not None
        amount = replace(amount, per="year") if yearly else amount
        return [replace(local, shape=Shape.CHANGE, amount=amount, direction=sign)]
    to = pattern("up-to").search(before) is not None or _past_a_mark(clause, amount)
    units = amount.unit not in {"percent", "ratio"}
    if units and amount.value and moving and not to and pattern("moved-by").search(before):
        return [replace(local, shape=Shape.CHANGE, amount=amount, direction=sign, among="units")]
    if units and pattern("lifted-out").search(text):
        return [replace(local, shape=Shape.CHANGE, amount=amount, direction=-1, among="units")]
    if amount.unit == "percent" and moving and pattern("grown-at").search(before):
        return [replace(local, shape=Shape.CHANGE, amount=amount, direction=sign, among="rate")]
    shape = Shape.SHARE if amount.unit == "percent" and local.whole else Shape.LEVEL
    if moving and to and (pattern("level-to").search(before) or _past_a_mark(clause, amount)):
        # "has increased to over 20 %": the level at the end; the direction is a statement of its own.
        return [replace(local, shape=shape, amount=amount, every=False, among="end")]
    return [replace(local, shape=shape, amount=amount)]


def _times_then(clause: Clause, local: Statement, amount: Amount) -> Statement:
    """Read "half of what it was in 2005", "three times what they were": so many times as much as then."""
    whole = 100 if amount.unit == "percent" else 1
    now = Interval(amount.interval.low / whole, amount.interval.high / whole)
    times = replace(amount, unit="multiple", value=amount.value / whole, interval=now)
    points = [years for years in clause.years if years.kind is TimeKind.POINT]
    then = next((years for years in points if years.start >= amount.end), None)
    until = next((years.last for years in points if years is not then), 9999)
    years = local.years if then is None else replace(then, kind=TimeKind.SINCE, last=until)
    return replace(local, shape=Shape.CHANGE, amount=times, direction=-1 if times.value < 1 else 1, years=years)


def _past_a_mark(clause: Clause, amount: Amount) -> bool:
    """Say whether something moved past an amount and not by it: "has fallen below 10 %"."""
    before = clause.text[: amount.start - clause.start]
    moved = re.search(rf"(?:{cue('rise').pattern}|{cue('fall').pattern})\s+$", before, re.IGNORECASE) is not None
    inside = clause.text[amount.start - clause.start : amount.end - clause.start]
    return moved and re.match(r"\s*(?:below|under|above)\b", inside, re.IGNORECASE) is not None


def _share_more(clause: Clause, local: Statement, amount: Amount, sign: str) -> Statement | None:
    """Read "80 % more fires in 2019 than the year before": a change between two years of one place."""
    rising = -1 if sign.lower().split()[0] in FEWER else 1
    changed = replace(local, shape=Shape.CHANGE, amount=amount, direction=rising)
    points = [years for years in clause.years if years.kind is TimeKind.POINT]
    before = pattern("year-before").search(clause.text)
    outside = [y for y in points if before is None or y.end - clause.start <= before.start()]
    if before is not None:
        last = outside[0].last if outside else local.years.last if local.years else 9999
        first = last - 1 if outside else points[0].last if points else None
        if first is None:
            return None
        span = Years(amount.start, amount.end, TimeKind.SPAN, first, last if outside else first + 1)
        return replace(changed, years=span)
    then = _set_beside(clause, amount)
    if then is None or then.first is None:
        return None
    now = next((years.last for years in points if years is not then), 9999)
    if then.kind is TimeKind.TERM:
        return replace(changed, years=then, against_years=local.years) if local.years not in {None, then} else None
    first, last = sorted((then.first, now))
    kind = TimeKind.SINCE if now == 9999 else TimeKind.SPAN
    return replace(changed, years=replace(then, kind=kind, first=first, last=last))


def _set_beside(clause: Clause, amount: Amount) -> Years | None:
    """Return the time with which an amount sets another: "20 % lower than in 1990"; None where it is a place."""
    for years in clause.years:
        ahead = clause.text[amount.end - clause.start : years.start - clause.start]
        beside = pattern("then-set-beside").search(ahead) if years.start >= amount.end else None
        if beside and not any(amount.end + beside.start() <= p.start < years.start for p in clause.places):
            return years
    return None


def _more_than_then(local: Statement, amount: Amount, after: str, sign: int) -> Statement:
    """Read "a million more people in work than in 2010": a change since then, in units."""
    years = local.years
    if years is not None and years.kind is TimeKind.POINT and pattern("more-than-then").search(after):
        years = replace(years, kind=TimeKind.SINCE, last=9999)
    elsewhere = re.search(r"\bthan\b", after) is not None and not pattern("more-than-then").search(after)
    return replace(
        local,
        shape=Shape.CHANGE,
        amount=amount,
        direction=sign,
        years=years,
        among="units",
        open="the difference between two places" if elsewhere else local.open,
    )


def _local_years(clause: Clause, amount: Amount, base: Statement, years: Years | None) -> Years | None:
    """Return the years of an amount; a year that stands right behind another amount is that one's alone."""
    if len(clause.years) != 1 or len(clause.amounts) < 2:
        windowed = base.years is not None and base.years not in clause.years
        return years if years is not None or windowed or len(clause.years) > 1 else base.years
    only = clause.years[0]
    for other in clause.amounts:
        between = clause.text[other.end - clause.start : only.start - clause.start]
        compared = pattern("compared-level").search(clause.text[: other.start - clause.start])
        then = (
            other.unit == "multiple"
            and pattern("level-then").match(clause.text[other.end - clause.start :]) is not None
        )
        near = compared is not None and len(between.strip()) < CLOSE_BEHIND
        if other is not amount and other.end <= only.start and (near or then):
            return None
    return years


CLOSE_BEHIND = 12
"""So few letters stand between an amount and the year that is its own."""


def _moved_by(before: str, after: str) -> bool:
    """Say whether a percentage is by how much something moved: a verb stands before it, or a noun behind."""
    if re.search(r"\b(?:lost|losing|shed|gained|lose)\s+(?:\w+\s+){0,2}$", before, re.IGNORECASE):
        return True
    if re.match(r"\s*(?:of|growth rate|growth)\b", after) and not re.search(r"\bby\b", before[-25:]):
        return bool(re.match(r"\s*(?:reduction|increase|rise|fall|drop|decline|decrease|cut)\b", after))
    if pattern("change-after").match(after):
        return True
    return (
        re.search(
            cue("rise").pattern
            + r"[^.;]{0,45}$|"
            + cue("fall").pattern
            + r"[^.;]{0,45}$|\b(?:up|down)\s+(?:by\s+)?(?:\w+\s+){0,2}$",
            before,
            re.IGNORECASE,
        )
        is not None
    )


def _sign_near(text: str, position: int) -> int:
    best, sign = 10_000, 0
    for name, value in (("rise", 1), ("fall", -1)):
        for match in cue(name).finditer(text):
            distance = abs(position - match.start())
            if distance < best:
                best, sign = distance, value
    if re.search(r"\bdown\b", text[:position][-25:]):
        return -1
    return sign


def _place_for(clause: Clause, amount: Amount, base: Statement) -> tuple[str, ...]:
    """Return the places that an amount is of: the nearest before it where several are named one by one."""
    own = [p for p in clause.places if not is_scope(p, clause)]
    if len(own) < 2 or len(clause.amounts) < 2 or base.combined:
        return base.places
    behind = next((p for p in own if p.start >= amount.end), None)
    if behind is not None and pattern("place-behind").fullmatch(
        clause.text[amount.end - clause.start : behind.start - clause.start]
    ):
        return (behind.code,)
    before = [p for p in own if p.start < amount.start]
    chosen = before[-1] if before else own[0]
    return (chosen.code,)


def _years_for(clause: Clause, amount: Amount) -> Years | None:
    """Return the years that an amount is of: the nearest behind it in its part of the clause, else before it."""
    if not clause.years:
        return None
    if len(clause.years) == 1:
        return clause.years[0]
    if any(y.fine for y in clause.years):
        return replace(clause.years[-1], fine=True)
    behind = [y for y in clause.years if y.start >= amount.end]
    ahead = [y for y in clause.years if y.end <= amount.start]
    stop = min((a.start for a in clause.amounts if a.start > amount.start), default=clause.end)
    near = [y for y in behind if y.start < stop]
    if near and (
        not ahead or apart_by(clause, amount.end, near[0].start) <= apart_by(clause, ahead[-1].end, amount.start)
    ):
        return near[0]
    return ahead[-1] if ahead else near[0] if near else clause.years[0]
