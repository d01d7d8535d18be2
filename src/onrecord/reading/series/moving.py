"""Read amounts: levels, changes by so much, changes from one level to another."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.reading.series.amounts import Amount
from onrecord.reading.series.clauses import Clause, apart_by, is_scope
from onrecord.reading.series.cues import cue, pattern
from onrecord.reading.series.statement import Shape, Statement
from onrecord.reading.series.years import Years


def amount_statements(clause: Clause, base: Statement, *, rise: bool, fall: bool) -> list[Statement]:
    """Read the amounts of a clause: levels, changes by so much, changes from one level to another."""
    text, amounts = clause.text, list(clause.amounts)
    found: list[Statement] = []
    used: set[int] = set()
    moving = rise or fall
    for number, amount in enumerate(amounts):
        if number in used:
            continue
        place, years = _place_for(clause, amount, base), _years_for(clause, amount)
        before = text[: amount.start - clause.start]
        local = replace(
            base, places=place, years=years if years is not None else (base.years if len(clause.years) <= 1 else None)
        )
        if amount.unit == "multiple":
            factor = amount.value
            if moving or re.search(r"\b(?:doubl|tripl|trebl|quadrupl|quintupl|halv|fold)", text, re.IGNORECASE):
                sign = -1 if factor < 1 or (fall and not rise) else 1
                found.append(replace(local, shape=Shape.CHANGE, amount=amount, direction=sign))
            continue
        following = amounts[number + 1] if number + 1 < len(amounts) else None
        if pattern("from").search(before) and following is not None and moving:
            used.add(number + 1)
            first, last = _years_for(clause, amount), _years_for(clause, following)
            if first is not None and last is not None and first is not last:
                found.append(replace(local, amount=amount, years=first, every=False))
                found.append(replace(local, amount=following, years=last, every=False, places=place))
            else:
                found.append(
                    replace(
                        local, shape=Shape.CHANGE, before=amount, amount=following, years=first or last or local.years
                    )
                )
            continue
        if (
            amount.unit in {"percent", "points"}
            and moving
            and not pattern("level-to").search(before)
            and _moved_by(before, text[amount.end - clause.start :])
        ):
            sign = _sign_near(text, amount.start - clause.start) or base.direction
            found.append(replace(local, shape=Shape.CHANGE, amount=amount, direction=sign))
            continue
        if (
            amount.unit not in {"percent", "ratio"}
            and amount.value
            and moving
            and not re.search(r"\bto\s+(?:\w+\s+){0,3}$", before)
            and pattern("moved-by").search(before)
        ):
            sign = _sign_near(text, amount.start - clause.start) or base.direction
            found.append(replace(local, shape=Shape.CHANGE, amount=amount, direction=sign, among="units"))
            continue
        if pattern("lifted-out").search(text) and amount.unit not in {"percent", "ratio"}:
            found.append(replace(local, shape=Shape.CHANGE, amount=amount, direction=-1, among="units"))
            continue
        shape = Shape.SHARE if amount.unit == "percent" and base.whole else Shape.LEVEL
        if (
            moving
            and pattern("level-to").search(before)
            and re.search(r"\bto\s+(?:\w+\s+){0,3}$", before, re.IGNORECASE)
        ):
            # "has increased to over 20 %": the level at the end; the direction is a statement of its own.
            found.append(replace(local, shape=shape, amount=amount, every=False, among="end"))
            continue
        found.append(replace(local, shape=shape, amount=amount))
    return found


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
