"""The path to a target: the growth that is needed, beside the growth that there was."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.measures.asking import interval_of_row, measured, metric_of, name_of
from onrecord.measures.measurement import Estimate, Mark, Measurement, Picture, Trace, say, say_when
from onrecord.measures.registry import PATH
from onrecord.record import View
from onrecord.terms.quantity import Interval, interval_of
from onrecord.terms.time import FAR_FUTURE, ONE_DAY, Period, say_day

YEAR = 365.25

COLUMNS = (
    "target",
    "who",
    "wanted",
    "wanted_unit",
    "deadline_end",
    "entity",
    "value",
    "unit",
    "period_end",
    "standing",
)

Row = Mapping[str, Any]


def path(
    view: View,
    *,
    targets: Sequence[str] | None = None,
    who: Sequence[str] | None = None,
    metric: str | None = None,
) -> Measurement:
    """Return for each stated goal the yearly growth that it needs, and the one that there was.

    >>> from onrecord.record import open_record
    >>> record = open_record()
    >>> found = path(record.as_of(record.now), targets=["cn-digital-2030"])
    >>> str(found["required growth"])
    '4.83%'
    """
    asked = [list(given) if given else None for given in (targets, who)]
    answer = PATH.ask(view, "goals and values so far", targets=asked[0], who=asked[1], metric=metric)
    goals: dict[str, list[Row]] = {}
    for row in answer.rows:
        goals.setdefault(row["target"], []).append(row)
    estimates: list[Estimate] = []
    said: list[str] = []
    used: list[Row] = []
    pictures: list[Picture] = []
    for rows in goals.values():
        # Of several words on one goal the newest stands; the others are kept on record.
        newest = [row for row in rows if row["stated_known_from"] == max(r["stated_known_from"] for r in rows)]
        goal = _goal(view, newest)
        estimates += goal.estimates
        said.append(goal.words)
        used += goal.rows
        pictures += [goal.picture] if goal.picture else []
    nothing = f"a stated goal{f' of {metric}' if metric else ''}, public by {say_day(view.day)}"
    lacking = list(dict.fromkeys(estimate.missing for estimate in estimates if estimate.missing))
    return measured(
        answer,
        view=view,
        subject="Paths to goals" if len(goals) != 1 else _subject(view, next(iter(goals.values()))[0]),
        words=" ".join(said) or "No goal is on record.",
        estimates=estimates or [Estimate("required growth", None, "percent", missing=nothing)],
        columns=COLUMNS,
        rows=used,
        missing=("; ".join(lacking[:3]) + ("; ..." if len(lacking) > 3 else "")) if goals else nothing,
        picture=pictures[0] if len(pictures) == 1 else None,
    )


@dataclass(frozen=True, slots=True)
class _Goal:
    """What is said of one goal."""

    words: str
    estimates: list[Estimate]
    rows: Sequence[Row]
    picture: Picture | None


def required_growth(value: float, wanted: float, years: float) -> float:
    """Return the yearly growth, in per cent, that leads from a value to another in so many years.

    >>> round(required_growth(100, 121, 2), 6)
    10.0

    Raises `ValueError` for values or years that are not above nought.
    """
    if value <= 0 or wanted <= 0 or years <= 0:
        raise ValueError("growth needs values and years above nought")
    return 100 * math.expm1(math.log(wanted / value) / years)


def _subject(view: View, row: Row) -> str:
    return f"{name_of(view, row['who'])}: {metric_of(view, row['metric'])['name']}"


def _goal(view: View, rows: Sequence[Row]) -> _Goal:
    goal = rows[0]
    name, what = goal["target"], metric_of(view, goal["metric"])["name"]
    wanted = _wanted(goal)
    words = f"{_standing(goal)} of {name_of(view, goal['who'])}: {say(goal['wanted'], goal['wanted_unit'])}, {what}"
    if goal["deadline_end"] is None or goal["deadline_end"] >= FAR_FUTURE:
        missing = f"a deadline of {name}"
        return _Goal(f"{words}, without a deadline.", [_needed(None, name, missing=missing)], rows[:1], None)
    deadline = Period(goal["deadline_start"], goal["deadline_end"])
    words += f", by {deadline if ' to ' not in str(deadline) else say_day(deadline.last)}"
    values = _values(rows)
    if not values:
        missing = f"a value in {goal['wanted_unit']} of {what}, {name_of(view, goal['who'])}"
        return _Goal(f"{words}; no value is on record.", [_needed(None, name, missing=missing)], rows[:1], None)
    first, last = values[0], values[-1]
    actual = _actual(first, last, name)
    picture = _picture(values, goal, deadline)
    at_deadline = [row for row in values if deadline.start < row["period_end"] <= deadline.end]
    span, period = interval_of_row(last), Period(last["period_start"], last["period_end"])
    if view.day >= deadline.end or at_deadline:
        estimate, verdict = _outcome(at_deadline, wanted, deadline, what, name)
        return _Goal(f"{words}; {verdict}.", [estimate, actual], values, picture)
    if span.low >= wanted.low:
        reached = f"{say(last['value'], last['unit'])} {say_when(period)} is there already"
        return _Goal(f"{words}; {reached}.", [_needed(0.0, name, n=1, period=period), actual], values, picture)
    years = (deadline.end - last["period_end"]).days / YEAR
    need = required_growth(last["value"], goal["wanted"], years)
    low = required_growth(span.high, wanted.low, years) if math.isfinite(span.high) else -math.inf
    high = required_growth(span.low, wanted.high, years) if math.isfinite(wanted.high) else need
    growth = Interval(min(low, need), max(high, need))
    needed = _needed(need, name, growth, n=len(values), period=Period(last["period_end"], deadline.end))
    words += f"; {say(last['value'], last['unit'])} {say_when(period)} must grow by {say(need, 'percent')} a year"
    words += f", and grew by {say(actual.value, 'percent')} a year" if actual.value is not None else ""
    words += f" from {Period(first['period_start'], first['period_end'])}" if actual.value is not None else ""
    return _Goal(f"{words}.", [needed, actual], values, picture)


def _standing(goal: Row) -> str:
    return {"official": "Goal", "reported": "Reported goal"}.get(goal["standing"], f"Goal ({goal['standing']})")


def _wanted(goal: Row) -> Interval:
    if goal["wanted_high"] is not None:
        return Interval(goal["wanted"], goal["wanted_high"])
    return interval_of(goal["wanted"], goal["wanted_qualifier"] or "exact")


def _values(rows: Sequence[Row]) -> list[Row]:
    """Return the values of the nearest entity, in the goal's unit and over periods of one length."""
    like = [row for row in rows if row["value"] is not None and row["value"] > 0 and row["unit"] == row["wanted_unit"]]
    if not like:
        return []
    nearest = [row for row in like if row["away"] == min(row["away"] for row in like)]
    lengths = [row["days"] for row in nearest]
    usual = max(lengths, key=lambda days: (sum(abs(days - other) <= 3 for other in lengths), days))
    kept = [row for row in nearest if abs(row["days"] - usual) <= 3]
    return sorted(kept, key=lambda row: (row["period_end"], row["period_start"]))


def _needed(
    value: float | None,
    name: str,
    interval: Interval | None = None,
    *,
    n: int = 0,
    period: Period | None = None,
    missing: str = "",
) -> Estimate:
    return Estimate("required growth", value, "percent", interval, n, period, name, missing)


def _actual(first: Row, last: Row, name: str) -> Estimate:
    years = (last["period_end"] - first["period_end"]).days / YEAR
    if years <= 0:
        lacking = f"an earlier value for {name}, over a period of the same length"
        return Estimate("actual growth", None, "percent", n=1, of=name, missing=lacking)
    early, late = interval_of_row(first), interval_of_row(last)
    value = required_growth(first["value"], last["value"], years)
    span = None
    if early.low > 0 and math.isfinite(early.high) and late.low > 0:
        high = required_growth(early.low, late.high, years) if math.isfinite(late.high) else math.inf
        span = Interval(required_growth(early.high, late.low, years), high)
    return Estimate("actual growth", value, "percent", span, 2, Period(first["period_end"], last["period_end"]), name)


def _outcome(values: Sequence[Row], wanted: Interval, deadline: Period, what: str, name: str) -> tuple[Estimate, str]:
    if not values:
        missing = f"a value of {what} for {deadline}"
        return Estimate("reached", None, "", of=name, missing=missing), "whether that was reached is not on record"
    last = values[-1]
    span = interval_of_row(last)
    share = 100 * last["value"] / wanted.low if wanted.low > 0 else None
    found = Estimate("reached", share, "percent", None, 1, Period(last["period_start"], last["period_end"]), name)
    said = f"it was {say(last['value'], last['unit'])}"
    if span.low >= wanted.low:
        return found, f"{said}: reached"
    if span.high < wanted.low:
        return found, f"{said}: missed"
    return found, f"{said}: by its wording either may be"


def _picture(values: Sequence[Row], goal: Row, deadline: Period) -> Picture:
    points = tuple((row["period_start"], row["period_end"], row["value"]) for row in values)
    goal_words = f"the goal: {say(goal['wanted'], goal['wanted_unit'])} by {say_day(deadline.end - ONE_DAY)}"
    ahead = ((deadline.start, deadline.end, goal["wanted"]),)
    traces = (Trace("values", points), Trace("goal", ahead))
    return Picture(goal["wanted_unit"], traces, (Mark(goal_words, value=goal["wanted"]),))
