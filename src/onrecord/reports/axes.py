"""What charts share: where a day and a value stand on the drawing, its axes, and gaps that no line may cross."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import escape
from itertools import pairwise

from onrecord.checking.result import Point
from onrecord.reports.safe import one_line
from onrecord.reports.scales import day_ticks, nice_ticks, say_day_tick, say_short
from onrecord.terms.time import Day


@dataclass(frozen=True, slots=True)
class Box:
    """The edges of the drawing inside its picture, in pixels."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The days and values that a box holds, and where each stands in it."""

    box: Box
    first: Day
    last: Day
    low: float
    high: float

    def x(self, day: Day) -> float:
        """Return how far right a day stands."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(self.box.left + share * (self.box.right - self.box.left), 1)

    def y(self, value: float) -> float:
        """Return how far down a value stands."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.box.bottom - share * (self.box.bottom - self.box.top), 1)


def frame_of(box: Box, first: Day, last: Day, values: Sequence[float]) -> Frame:
    """Return the frame that holds some days and values, with round numbers at its ends and never a single day."""
    if last == first:
        first, last = first - timedelta(1), last + timedelta(1)
    # A scale that does not begin at zero makes every change look large.
    held = [0.0, *values]
    ticks = nice_ticks(min(held), max(held))
    return Frame(box, first, last, ticks[0], ticks[-1])


def lines_of_values(frame: Frame, unit: str) -> list[str]:
    """Draw a line and a number for each round value."""
    left, right = frame.box.left, frame.box.right
    parts = []
    for tick in nice_ticks(frame.low, frame.high):
        y = frame.y(tick)
        kind = "base" if tick == 0 else "grid"
        parts.append(f'<line class="{kind}" x1="{left}" x2="{right}" y1="{y}" y2="{y}"/>')
        label = say_short(tick, percent=unit == "percent")
        parts.append(f'<text class="tick" x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
    return parts


def marks_of_days(frame: Frame, *, from_left: float, from_right: float) -> list[str]:
    """Draw a mark and a date for each round day; nearer than so many pixels to an edge its words turn inwards."""
    box, ticks = frame.box, day_ticks(frame.first, frame.last)
    parts = []
    for number, day in enumerate(ticks):
        x = frame.x(day)
        parts.append(f'<line class="base" x1="{x}" x2="{x}" y1="{box.bottom}" y2="{box.bottom + 4}"/>')
        label = say_day_tick(day, None if number == 0 else ticks[number - 1])
        anchor = "end" if x > box.right - from_right else "start" if x < box.left + from_left else "middle"
        parts.append(f'<text class="tick" x="{x}" y="{box.bottom + 17}" text-anchor="{anchor}">{label}</text>')
    return parts


def say_unit(unit: str) -> str:
    """Write a unit over an axis.

    >>> say_unit("percent"), say_unit("visits")
    ('per cent', 'visits')
    """
    return {"percent": "per cent", "count": "", "multiple": "times"}.get(unit, unit)


def safe(text: str) -> str:
    """Return words that can stand in SVG."""
    return escape(one_line(text))


def middle(point: Point) -> Day:
    """Return the day in the middle of the period of a point."""
    return point.start + (max(point.end - point.start, timedelta(1)) - timedelta(1)) / 2


def longest_gap(points: Sequence[Point]) -> float:
    """Return how many days a line may cross: it must not tell of months in which nobody looked."""
    gaps = sorted((after.start - before.end).days for before, after in pairwise(points))
    return max(45, 4 * gaps[len(gaps) // 2]) if gaps else 0
