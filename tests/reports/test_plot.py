"""The chart that stands alone: bars, marks, titles that fit, and the forms of its file."""

import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest

from onrecord.checking.result import Point
from onrecord.reports.picture import picture
from onrecord.reports.plot import Line, Mark, plot
from onrecord.terms.errors import BadInput

SVG = "{http://www.w3.org/2000/svg}"
POINTS = tuple(Point(date(2025, month, 1), date(2025, month + 1, 1), float(month)) for month in range(1, 5))


def drawn(lines, marks=(), title="Visits"):
    text = plot(lines, title=title, subtitle="", unit="visits", source="Courier", marks=marks)
    return ET.fromstring(text)  # noqa: S314 - our own drawing


def of_class(root, kind, name):
    return [node for node in root.iter(f"{SVG}{kind}") if name in node.get("class", "").split()]


def test_a_bar_is_as_wide_as_its_period_and_as_high_as_its_value():
    bars = of_class(drawn([Line("Visits", POINTS, bars=True)]), "rect", "bar")
    heights = [float(bar.get("height")) for bar in bars]
    assert len(bars) == 4
    assert heights == pytest.approx([heights[0] * n for n in (1, 2, 3, 4)], rel=0.02)
    assert float(bars[0].get("width")) > float(bars[1].get("width"))  # January is longer than February


def test_a_bar_below_zero_hangs_from_the_base():
    fall = (Point(date(2025, 1, 1), date(2025, 2, 1), -5.5), Point(date(2025, 2, 1), date(2025, 3, 1), 5.5))
    bars = of_class(drawn([Line("Visits", fall, bars=True)]), "rect", "bar")
    base = float(bars[0].get("y"))
    assert float(bars[1].get("y")) + float(bars[1].get("height")) == pytest.approx(base, abs=0.2)


def test_whole_counts_have_whole_steps():
    ones = tuple(Point(point.start, point.end, 1.0) for point in POINTS)
    ticks = [node.text for node in of_class(drawn([Line("Launches", ones, bars=True)]), "text", "tick")]
    assert not any("." in tick for tick in ticks)


def test_a_day_and_a_height_are_pointed_out_inside_the_drawing():
    marks = [Mark("split", day=date(2025, 3, 1)), Mark("goal", value=9.0), Mark("never", day=date(2030, 1, 1))]
    root = drawn([Line("Visits", POINTS)], marks)
    assert len([node for node in root.iter(f"{SVG}line") if node.get("class") == "mark"]) == 2
    words = [node.text for node in root.iter(f"{SVG}text")]
    assert "split" in words
    assert "goal" in words
    assert "never" not in words


def test_a_long_title_is_broken_into_lines():
    title = "A measure of one thing against another thing: what is counted a week, by author (models in the top 9)"
    lines = [node.text for node in of_class(drawn([Line("Visits", POINTS)], title=title), "text", "title")]
    assert len(lines) == 2
    assert " ".join(lines) == title


def test_a_png_is_sharp():
    text = plot([Line("Visits", POINTS)], title="Visits", subtitle="", unit="visits", source="Courier")
    data = picture(text, Path("a.PNG"))
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20], "big") == 2 * 760


def test_another_ending_is_refused():
    with pytest.raises(BadInput, match=r"does not end in .svg or .png"):
        picture("<svg/>", Path("a.jpg"))
