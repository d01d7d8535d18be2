"""Small charts as inline SVG: what was known when the article appeared, and what became known only later.

Colours and type come from the page's style sheet through classes: a chart is dark in the dark, black on paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from onrecord.checking.result import Point, Series
from onrecord.reports.axes import (
    Box,
    Frame,
    frame_of,
    lines_of_values,
    longest_gap,
    marks_of_days,
    middle,
    safe,
    say_unit,
)
from onrecord.terms.quantity import say_number
from onrecord.terms.time import Day, Period, say_day

WIDTH, HEIGHT = 380, 232
BOX = Box(left=44, right=366, top=54, bottom=202)
STEP_POINTS = 14
"""With fewer points each is drawn over its period, as a step; with more as a line through the middles."""


def chart(series: Series, article_day: Day, name: str) -> str:
    """Return an SVG of the series with a mark at the day of the article, or nothing if there are no values.

    `name` starts the ids inside, so that several charts can stand on one page.

    >>> from datetime import date
    >>> known = Point(date(2025, 1, 1), date(2025, 2, 1), 5)
    >>> later = Point(date(2025, 2, 1), date(2025, 3, 1), 7, known=False)
    >>> drawn = chart(Series("s", "Visits", "visits", (known, later)), date(2025, 2, 10), "c1")
    >>> drawn.startswith("<svg"), "known only later" in drawn
    (True, True)
    """
    points = _drawable(series)
    if not points:
        return ""
    frame = _frame(points, article_day)
    parts = [
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{name}-t {name}-d">',
        f'<title id="{name}-t">{safe(series.name)}</title>',
        f'<desc id="{name}-d">{safe(describe(series, article_day))}</desc>',
        *_axes(frame, series.unit),
        *_article_mark(frame, article_day),
        *_values(frame, points),
        *_labels(frame, points, series.unit),
        "</svg>",
    ]
    return "".join(parts)


def describe(series: Series, article_day: Day) -> str:
    """Say in words what the chart shows, for those who do not see it."""
    points = _drawable(series)
    if not points:
        return "No values."
    first, last = points[0], points[-1]
    later = sum(1 for point in points if not point.known)
    text = (
        f"{say_period(first)}: {say_number(first.value, series.unit)}; {say_period(last)}: "
        f"{say_number(last.value, series.unit)}. {len(points)} values. "
        f"The article appeared on {say_day(article_day)}."
    )
    if later == len(points):
        return f"{text} All of them became known only later."
    return f"{text} {later} of them became known only later." if later else text


def say_period(point: Point) -> str:
    """Write the period of a point for a reader."""
    return str(Period(point.start, point.end)) if point.end > point.start else say_day(point.start)


def _drawable(series: Series) -> tuple[Point, ...]:
    finite = (point for point in series.points if abs(point.value) < float("inf"))
    return tuple(sorted(finite, key=lambda point: (point.start, point.end)))


def _steps(points: Sequence[Point]) -> bool:
    return len(points) < STEP_POINTS and all((point.end - point.start).days > 1 for point in points)


def _frame(points: Sequence[Point], article_day: Day) -> Frame:
    first = min(article_day, *(point.start for point in points))
    last = max(article_day, *(max(point.end - timedelta(1), point.start) for point in points))
    return frame_of(BOX, first, last, [point.value for point in points])


def _axes(frame: Frame, unit: str) -> list[str]:
    return [
        f'<text class="unit" x="0" y="11">{safe(say_unit(unit))}</text>',
        *lines_of_values(frame, unit),
        *marks_of_days(frame, from_left=12, from_right=20),
    ]


def _article_mark(frame: Frame, day: Day) -> list[str]:
    x = frame.x(day)
    right = x > (BOX.left + BOX.right) / 2
    anchor, shift = ("end", -4) if right else ("start", 4)
    label = f"article, {say_day(day)}"
    return [
        f'<line class="article-day" x1="{x}" x2="{x}" y1="{BOX.top - 22}" y2="{BOX.bottom}"/>',
        f'<text class="article-day" x="{x + shift:.1f}" y="{BOX.top - 26}" text-anchor="{anchor}">{label}</text>',
    ]


def _values(frame: Frame, points: Sequence[Point]) -> list[str]:
    steps = _steps(points)
    parts = []
    longest = longest_gap(points)
    for before, after in pairwise(points):
        if (after.start - before.end).days > longest:
            continue
        kind = "line" if before.known and after.known else "line later"
        if steps:
            x1, x2 = frame.x(before.end - timedelta(1)), frame.x(after.start)
        else:
            x1, x2 = frame.x(middle(before)), frame.x(middle(after))
        y1, y2 = frame.y(before.value), frame.y(after.value)
        kind += " riser" if steps else ""
        parts.append(f'<line class="{kind}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>')
    for point in points:
        kind, y = ("" if point.known else " later"), frame.y(point.value)
        if steps:
            x1, x2 = frame.x(point.start), frame.x(point.end - timedelta(1))
            parts.append(f'<line class="line step{kind}" x1="{x1}" x2="{x2}" y1="{y}" y2="{y}"/>')
        radius = 3 if len(points) <= 40 else 2
        parts.append(f'<circle class="dot{kind}" cx="{frame.x(middle(point))}" cy="{y}" r="{radius}"/>')
    return parts


def _labels(frame: Frame, points: Sequence[Point], unit: str) -> list[str]:
    last = points[-1]
    end = last.end - timedelta(1) if _steps(points) else middle(last)
    x, y = frame.x(end), frame.y(last.value)
    # The scale leaves room above its highest line, so that the value can always stand over its point.
    above = y - 8 if last.value >= 0 else y + 16
    anchor = "start" if x < BOX.left + 40 else "end"
    kind = "last" if last.known else "last later"
    shown = safe(say_number(last.value, "percent" if unit == "percent" else ""))
    parts = [f'<text class="{kind}" x="{x}" y="{above:.1f}" text-anchor="{anchor}">{shown}</text>']
    later = [point for point in points if not point.known]
    if later:
        # The key to the hollow points stands above the drawing, where no line can run through it.
        width = 96
        parts.append(f'<circle class="dot later" cx="{BOX.right - width}" cy="8" r="3"/>')
        parts.append(f'<text class="later" x="{BOX.right}" y="12" text-anchor="end">known only later</text>')
    return parts
