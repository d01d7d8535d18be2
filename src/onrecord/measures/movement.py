"""How a series moved up to a day: the last weeks against the weeks before, a period against one of its length.

A series is what one metric says of one subject. Values that are flagged never enter; a window that has not ended by
the day is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.terms.labels import tier_rank
from onrecord.terms.quantity import say_number
from onrecord.terms.time import ONE_DAY, Day, Period

Row = Mapping[str, Any]

FLAT = 0.03
"""A change of less than 3 % either way is no movement: published figures are rounded to two or three figures."""

STALE_DAYS = 75
"""A series whose last value ended longer ago than this and the length of its period says nothing of now."""

LONGEST_CHANGE = 100
"""How much of its period counts for a published change: one over a year does not speak for the year after."""

WINDOW = 28
"""Days of a window of a dense series: four weeks, so that every window holds the same weekdays."""

LATE_START = 45
"""A series that begins this many days after the start of "since" still speaks for it."""

LONGEST_STEP = 60
"""Readings of a counter further apart than this have a gap between them, as the record's rule `gap` has it."""

DENSE = 6
"""A series with this many values in its last 120 days is compared by windows, a thinner one value by value."""


@dataclass(frozen=True, slots=True)
class Movement:
    """How much a series moved: `change` as a share (-0.72 is down 72 %), None where it cannot be told."""

    change: float | None
    numbers: str
    last: Day | None = None

    @property
    def direction(self) -> str:
        """`up`, `down`, `flat` or an empty text where it cannot be told."""
        if self.change is None:
            return ""
        return "flat" if abs(self.change) < FLAT else "up" if self.change > 0 else "down"


def usable(rows: Sequence[Row], day: Day) -> list[Row]:
    """Return the rows that may enter a rate: not flagged, over by the day, one a period, the best source's last."""
    chosen: dict[tuple[Day, Day], Row] = {}
    for row in sorted(rows, key=lambda row: (-tier_rank(row["tier"]), row["known_from"])):
        if not row["flag"] and row["period_end"] <= day + ONE_DAY:
            chosen[row["period_start"], row["period_end"]] = row
    return sorted(chosen.values(), key=lambda row: (row["period_end"], row["period_start"]))


def movement(rows: Sequence[Row], day: Day, since: Day | None = None) -> Movement:
    """Say how the series of one metric and subject moved up to a day, of late or `since` a day."""
    kind = rows[0]["kind"]
    values = usable(rows, day)
    if not values:
        return Movement(None, "no value by then")
    last, length = values[-1]["period_end"] - ONE_DAY, _length(values[-1])
    unit = rows[0]["unit"]
    published = kind == "sign" or unit == "multiple" or (kind == "change" and unit == "percent")
    if (day - last).days > STALE_DAYS + (min(length, LONGEST_CHANGE) if published else length):
        return Movement(None, f"no value after {Period.of_day(last)}", last)
    if published:
        return _published_change(values[-1])
    if kind == "change":
        return Movement(None, "a change in numbers, with nothing to set it against", last)
    if kind == "counter":
        return _counter(values, last, since)
    recent = [row for row in values if (last - row["period_start"]).days <= 120]
    if len(recent) >= DENSE and len({_length(row) for row in recent[-8:]}) == 1:
        return _windows(values, last, since)
    return _like_periods(values, last, since)


def _published_change(row: Row) -> Movement:
    period = Period(row["period_start"], row["period_end"])
    if row["kind"] == "sign":
        return Movement(
            row["value"], f"{'up' if row['value'] > 0 else 'down'} by its publisher's word, {period}", period.last
        )
    if row["unit"] == "multiple":
        return Movement(row["value"] - 1, f"{say_number(row['value'], 'multiple')} over {period}", period.last)
    return Movement(row["value"] / 100, f"{row['value']:+g}% over {period}", period.last)


def _counter(values: Sequence[Row], last: Day, since: Day | None) -> Movement:
    """Compare the growth of the last four weeks with that of four weeks before."""
    now = growth(values, last - WINDOW * ONE_DAY, last)
    before = growth(values, last - 2 * WINDOW * ONE_DAY, last - WINDOW * ONE_DAY)
    first = values[0]["period_end"] - ONE_DAY
    start = last - 4 * WINDOW * ONE_DAY
    if since:
        # "Since spring" may begin some weeks before the counter was first read.
        start = max(since, first) if (first - since).days <= LATE_START else since
    earlier = growth(values, start, start + WINDOW * ONE_DAY) if start + WINDOW * ONE_DAY < last else None
    unit = values[-1]["unit"]
    if now is None or before is None:
        return Movement(None, "too few readings", last)
    numbers = f"{say_number(_round(now), unit)} in the four weeks to {Period.of_day(last)}"
    return _of_two(now, before, earlier, numbers, unit, last, since)


def _of_two(
    now: float, before: float, earlier: float | None, numbers: str, unit: str, last: Day, since: Day | None
) -> Movement:
    """Compare with the four weeks before and with four weeks further back; where the two disagree nothing is concluded.

    With `since` only the four weeks from that day on count.
    """
    recent = now / before - 1 if before > 0 else None
    longer = now / earlier - 1 if earlier and earlier > 0 else None
    if recent is not None:
        numbers += f", {say_number(_round(before), unit)} in the four before: {recent:+.0%}"
    if longer is not None:
        back = f"from {Period.of_day(since)}" if since else "a quarter earlier"
        numbers += f"; {longer:+.0%} on the four weeks {back}"
    if since:
        return Movement(longer, numbers, last)
    if recent is not None and longer is not None and abs(longer) >= FLAT and recent * longer < 0:
        return Movement(None, f"{numbers}: the two disagree", last)
    return Movement(recent, numbers, last)


def growth(values: Sequence[Row], start: Day, end: Day) -> float | None:
    """Return by how much a counter grew between two days, read at the reading nearest to each within five days."""
    ends = [_reading(values, start), _reading(values, end)]
    if ends[0] is None or ends[1] is None:
        return None
    return float(ends[1] - ends[0])


def _reading(values: Sequence[Row], day: Day) -> float | None:
    near = [(abs((row["period_end"] - ONE_DAY - day).days), row["value"]) for row in values]
    distance, value = min(near, key=lambda item: item[0])
    return float(value) if distance <= 5 else None


def _windows(values: Sequence[Row], last: Day, since: Day | None) -> Movement:
    """Compare the mean of the last four weeks with the mean of four weeks before.

    Weeks are weeks of days, however many readings fell out; two that were read unlike often are not compared.
    """
    recent, before = (_ending(values, last - back * WINDOW * ONE_DAY) for back in (0, 1))
    if 2 * min(len(recent), len(before)) < max(len(recent), len(before)):
        return Movement(None, "too few values", last)
    start = since or recent[0]["period_start"] - 3 * WINDOW * ONE_DAY
    earlier = values[: -len(recent)]
    back = [row for row in earlier if start <= row["period_start"] < start + WINDOW * ONE_DAY]
    unit = values[-1]["unit"]
    numbers = f"{say_number(_round(_mean(recent)), unit)} on average over {_span(recent)}"
    moved = _of_two(_mean(recent), _mean(before), _mean(back) if back else None, numbers, unit, last, since)
    if values[-1]["value"] >= max(row["value"] for row in values):
        highest = f"; the last is the highest on record since {Period.of_day(values[0]['period_start'])}"
        return Movement(moved.change, moved.numbers + highest, last)
    return moved


def _ending(values: Sequence[Row], last: Day) -> list[Row]:
    """Return the values whose periods end within four weeks, of which `last` is the last day."""
    return [row for row in values if last - WINDOW * ONE_DAY < row["period_end"] - ONE_DAY <= last]


def _like_periods(values: Sequence[Row], last: Day, since: Day | None) -> Movement:
    """Compare the last value with an earlier one over a period of the same length: the one before, or `since`'s."""
    newest = values[-1]
    like = [
        row
        for row in values[:-1]
        if abs(_length(row) - _length(newest)) <= 3 and row["period_end"] <= newest["period_start"] + ONE_DAY
    ]
    if since:
        like = [row for row in like if row["period_end"] > since][:1]
    if not like:
        return Movement(None, f"only one value, for {_period(newest)}", last)
    before = like[-1]
    if not before["value"]:
        return Movement(None, "nothing to compare with", last)
    change = newest["value"] / before["value"] - 1
    unit = newest["unit"]
    numbers = (
        f"{say_number(before['value'], unit)} in {_period(before)}, {say_number(newest['value'], unit)} in "
        f"{_period(newest)}: {change:+.0%}"
    )
    return Movement(change, numbers, last)


def weekly_growth(values: Sequence[Row]) -> list[tuple[Day, Day, float]]:
    """Return a counter's growth a week between its readings, as (start, end, growth), for a chart.

    Readings less than six days apart are passed over: the figures are rounded, and a day's growth is all rounding.
    What was gained over a gap belongs to no week of it.
    """
    points: list[tuple[Day, Day, float]] = []
    last = values[0]
    for row in values[1:]:
        days = (row["period_end"] - last["period_end"]).days
        if days > LONGEST_STEP:
            last = row
        elif days >= 6:
            points.append((last["period_end"], row["period_end"], (row["value"] - last["value"]) * 7 / days))
            last = row
    return points


def _mean(rows: Sequence[Row]) -> float:
    return float(sum(row["value"] for row in rows)) / len(rows)


def _round(value: float) -> float:
    return float(f"{value:.3g}")


def _length(row: Row) -> int:
    return int((row["period_end"] - row["period_start"]).days)


def _period(row: Row) -> Period:
    return Period(row["period_start"], row["period_end"])


def _span(rows: Sequence[Row]) -> Period:
    return Period(rows[0]["period_start"], rows[-1]["period_end"])
