"""A chart of whole series as a file of its own: SVG with its style inside, dark in the dark, on white paper in print.

`charts.py` draws the small chart of a claim, styled by the page around it; this one stands alone, with title, unit,
names and source, and holds several lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.checking.result import Point
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
from onrecord.reports.safe import one_line
from onrecord.terms.quantity import say_number
from onrecord.terms.time import Day, Period

WIDTH, HEIGHT = 760, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 14, 28
LINE, LETTER = 17, 6.3
"""The height of a line of text, and the width of a letter as near as one can know it without measuring."""

_LIGHT = ("#0072b2", "#b84a00", "#00795a", "#a3457c", "#7a5c00", "#5b4bb5", "#333333")
_DARK = ("#6db7f2", "#f28e4b", "#4cc9a0", "#e59ac4", "#d9b640", "#a99bf0", "#dddddd")
_DASHES = ("", "7 3", "2 3")
"""Colours that keep their contrast for most eyes; dashes tell lines apart where colours run out or are not printed."""


@dataclass(frozen=True, slots=True)
class Line:
    """One series: the points of its line, and points beside it (flagged, replaced, or another source's word).

    With `bars` each point is a bar as wide as its period.
    """

    name: str
    points: tuple[Point, ...]
    beside: tuple[Point, ...] = ()
    bars: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A day, or a height, that the chart points out with a dashed line and a word."""

    words: str
    day: Day | None = None
    value: float | None = None


def plot(
    lines: Sequence[Line], *, title: str, subtitle: str, unit: str, source: str, marks: Sequence[Mark] = ()
) -> str:
    """Return the series as one SVG file; a line is not drawn over a gap in which nobody looked.

    >>> from datetime import date
    >>> points = (Point(date(2025, 1, 1), date(2025, 2, 1), 5), Point(date(2025, 2, 1), date(2025, 3, 1), 7))
    >>> drawn = plot([Line("Visits", points)], title="Visits", subtitle="", unit="visits", source="Courier")
    >>> drawn.startswith("<svg xmlns"), "Source: Courier" in drawn
    (True, True)
    """
    lines = [replace(line, points=_finite(line.points), beside=_finite(line.beside)) for line in lines]
    every = [point for line in lines for point in (*line.points, *line.beside)]
    names, head = _broken(title, 17) or [""], _broken(subtitle, 12)
    keys = _keys(lines)
    below = 26 + 21 * (len(names) - 1)
    top = below + 21 + LINE * (len(head) + max((row + 1 for row, _ in keys), default=0))
    frame = _frame(every, top, marks, bars=any(line.bars for line in lines))
    foot = _broken(f"Source: {source}", 11)
    height = top + HEIGHT + LINE * len(foot) + 10
    beside = any(line.beside for line in lines)
    radius = 3 if len(every) <= 80 else 1.6
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="onrecord" viewBox="0 0 {WIDTH} {height}"',
        f' width="{WIDTH}" height="{height}" role="img" aria-labelledby="plot-title plot-words">',
        f'<title id="plot-title">{safe(title)}</title>',
        f'<desc id="plot-words">{safe(describe(lines, unit))}</desc>',
        f"<style>{_style()}</style>",
        f'<rect class="paper" width="{WIDTH}" height="{height}"/>',
        *(f'<text class="title" x="16" y="{26 + 21 * row}">{safe(words)}</text>' for row, words in enumerate(names)),
        *(
            f'<text class="soft" x="16" y="{below + 20 + LINE * row}">{safe(words)}</text>'
            for row, words in enumerate(head)
        ),
        *_legend(lines, keys, below + 20 + LINE * len(head)),
        *(_axes(frame, unit) if every else [f'<text x="16" y="{top + 40}">No values.</text>']),
        *(part for number, line in enumerate(lines) for part in _drawn(frame, line, number, radius)),
        *(part for mark in marks for part in _marked(frame, mark)),
    ]
    if beside:
        note = "hollow: flagged, replaced, or the word of another source"
        x, y = WIDTH - RIGHT - len(note) * LETTER * 0.95, top + TOP - 8
        parts += [
            f'<circle class="beside" cx="{x - 8:.0f}" cy="{y - 4}" r="3"/>',
            f'<text class="soft small" x="{x:.0f}" y="{y}">{note}</text>',
        ]
    parts += [
        f'<text class="soft small" x="16" y="{top + HEIGHT + 14 + LINE * row}">{safe(words)}</text>'
        for row, words in enumerate(foot)
    ]
    return "\n".join([*parts, "</svg>"]) + "\n"


def describe(lines: Iterable[Line], unit: str) -> str:
    """Say in words what is drawn, for those who do not see it."""
    words = []
    for line in lines:
        if line.points:
            first, last = line.points[0], line.points[-1]
            words.append(f"{line.name}: {_said(first, unit)}, {_said(last, unit)}, {len(line.points)} values.")
    return " ".join(words) or "No values."


def _said(point: Point, unit: str) -> str:
    return f"{say_number(point.value, unit)} ({Period(point.start, point.end)})"


def _finite(points: Iterable[Point]) -> tuple[Point, ...]:
    kept = (point for point in points if abs(point.value) < float("inf"))
    return tuple(sorted(kept, key=lambda point: (point.start, point.end, point.value)))


def _style() -> str:
    rules = [
        ".onrecord text{font:12px system-ui,'Segoe UI','Noto Sans','Noto Sans CJK SC',sans-serif;fill:#1a1a1a}",
        ".onrecord .title{font-size:16px;font-weight:700}",
        ".onrecord .soft,.onrecord .tick{fill:#595959}",
        ".onrecord .small,.onrecord .tick{font-size:11px}",
        ".onrecord .paper{fill:#fff}.onrecord .grid{stroke:#ddd}.onrecord .base{stroke:#595959}",
        ".onrecord .line{fill:none;stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}",
        ".onrecord .beside{fill:#fff;stroke:#595959}",
        ".onrecord .mark{stroke:#595959;stroke-dasharray:4 3}.onrecord .bar{stroke:none}",
        ".onrecord .halo{paint-order:stroke;stroke:#fff;stroke-width:3px}",
        *_colours(_LIGHT),
    ]
    dark = [
        ".onrecord text{fill:#eee}.onrecord .soft,.onrecord .tick{fill:#b5b5b5}",
        ".onrecord .paper{fill:#16181b}.onrecord .grid{stroke:#3a3d42}.onrecord .base{stroke:#b5b5b5}",
        ".onrecord .beside{fill:#16181b;stroke:#b5b5b5}",
        ".onrecord .mark{stroke:#b5b5b5}.onrecord .halo{stroke:#16181b}",
        *_colours(_DARK),
    ]
    return "".join(rules) + "@media screen and (prefers-color-scheme:dark){" + "".join(dark) + "}"


def _colours(colours: Sequence[str]) -> list[str]:
    return [
        f".onrecord .l{number}{{stroke:{colour}}}.onrecord .d{number}{{fill:{colour};stroke:{colour}}}"
        f".onrecord .b{number}{{stroke:{colour}}}"
        for number, colour in enumerate(colours)
    ]


def _look(number: int) -> tuple[int, str]:
    """Return the colour and the dash of a line by its number."""
    dash = _DASHES[number // len(_LIGHT) % len(_DASHES)]
    return number % len(_LIGHT), f' stroke-dasharray="{dash}"' if dash else ""


def _broken(text: str, size: int) -> list[str]:
    """Break text into lines that fit the width."""
    room = int((WIDTH - 32) / (LETTER * size / 12))
    lines, line = [], ""
    for word in one_line(text).split():
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line] if line else lines


def _keys(lines: Sequence[Line]) -> list[tuple[int, float]]:
    """Return the row and the left edge of each name above the drawing; a single line is named by the title."""
    if len(lines) < 2:
        return []
    wide = 44 + max(len(one_line(line.name)) for line in lines) * LETTER * 1.05
    room = WIDTH - RIGHT - 16
    columns = max(1, int(room / wide))
    return [(number // columns, 16 + number % columns * room / columns) for number in range(len(lines))]


def _legend(lines: Sequence[Line], keys: Sequence[tuple[int, float]], top: float) -> list[str]:
    parts = []
    for number, (line, (row, x)) in enumerate(zip(lines, keys, strict=False)):
        colour, dash = _look(number)
        y = top + LINE * row
        if line.bars:
            parts.append(f'<rect class="bar d{colour}" x="{x:.0f}" y="{y - 10}" width="24" height="10"/>')
            parts.append(f'<text x="{x + 30:.0f}" y="{y}">{safe(line.name)}</text>')
            continue
        parts.append(f'<line class="line l{colour}"{dash} x1="{x:.0f}" x2="{x + 24:.0f}" y1="{y - 4}" y2="{y - 4}"/>')
        parts.append(f'<text x="{x + 30:.0f}" y="{y}">{safe(line.name)}</text>')
    return parts


def _frame(points: Sequence[Point], top: float, marks: Sequence[Mark], *, bars: bool) -> Frame:
    box = Box(left=LEFT, right=WIDTH - RIGHT, top=top + TOP, bottom=top + HEIGHT - BOTTOM)
    days = [middle(point) for point in points]
    if bars:
        days += [day for point in points for day in (point.start, point.end)]
    values = [point.value for point in points] + [mark.value for mark in marks if mark.value is not None]
    if bars and all(value == int(value) for value in values):
        # Half a launch is no launch: a scale of whole counts has whole steps.
        values.append(5.0)
    return frame_of(box, min(days, default=Day(2000, 1, 1)), max(days, default=Day(2000, 1, 1)), values)


def _marked(frame: Frame, mark: Mark) -> list[str]:
    if mark.value is not None:
        y = frame.y(mark.value)
        line = f'<line class="mark" x1="{frame.box.left}" x2="{frame.box.right}" y1="{y}" y2="{y}"/>'
        x, anchor, height = frame.box.right - 4, "end", y - 5
    elif mark.day is not None and frame.first <= mark.day <= frame.last:
        x = frame.x(mark.day)
        line = f'<line class="mark" x1="{x}" x2="{x}" y1="{frame.box.top}" y2="{frame.box.bottom}"/>'
        right = x > frame.box.right - 80
        x, anchor, height = (x - 5, "end", frame.box.top + 11) if right else (x + 5, "start", frame.box.top + 11)
    else:
        return []
    return [
        line,
        f'<text class="soft small halo" x="{x}" y="{height:.1f}" text-anchor="{anchor}">{safe(mark.words)}</text>',
    ]


def _axes(frame: Frame, unit: str) -> list[str]:
    return [
        f'<text class="soft small" x="16" y="{frame.box.top - 8}">{safe(say_unit(unit))}</text>',
        *lines_of_values(frame, unit),
        *marks_of_days(frame, from_left=0, from_right=24),
    ]


def _bars(frame: Frame, line: Line, colour: int) -> list[str]:
    base = frame.y(0.0)
    parts = []
    for point in line.points:
        left, right, y = frame.x(point.start), frame.x(point.end), frame.y(point.value)
        # A day of a long chart is thinner than a hair; a bar must be seen, and must not touch its neighbour.
        gap = min(1.0, (right - left) / 8)
        width = max(right - left - 2 * gap, 2.5)
        top, height = min(y, base), abs(base - y)
        parts.append(
            f'<rect class="bar d{colour}" x="{left + gap:.1f}" y="{top:.1f}"'
            f' width="{width:.1f}" height="{height:.1f}"/>'
        )
    return parts


def _drawn(frame: Frame, line: Line, number: int, radius: float) -> list[str]:
    colour, dash = _look(number)
    if line.bars:
        return _bars(frame, line, colour)
    parts = []
    for run in _runs(line.points):
        path = " ".join(f"{frame.x(middle(point))},{frame.y(point.value)}" for point in run)
        if len(run) > 1:
            parts.append(f'<polyline class="line l{colour}"{dash} points="{path}"/>')
    parts += [
        f'<circle class="d{colour}" cx="{frame.x(middle(point))}" cy="{frame.y(point.value)}" r="{radius}"/>'
        for point in line.points
    ]
    parts += [
        f'<circle class="beside b{colour}" cx="{frame.x(middle(point))}" cy="{frame.y(point.value)}" r="3"/>'
        for point in line.beside
    ]
    return parts


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    """Divide points where nobody looked for long: no line may tell of those months."""
    if not points:
        return []
    longest = longest_gap(points)
    runs = [[points[0]]]
    for before, after in pairwise(points):
        if (after.start - before.end).days > longest:
            runs.append([])
        runs[-1].append(after)
    return runs
