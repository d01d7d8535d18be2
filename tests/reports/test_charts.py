"""Charts: what was known when the article appeared stands apart from what was known only later."""

from __future__ import annotations

import math
from datetime import date, timedelta
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.checking.result import CheckedArticle, Point, Series
from onrecord.reports.charts import HEIGHT, WIDTH, chart, describe
from onrecord.reports.scales import day_ticks, nice_ticks

DAY = date(2025, 5, 12)

points = st.lists(
    st.builds(
        lambda start, days, value, known: Point(start, start + timedelta(days), value, known),
        st.dates(date(2018, 1, 1), date(2030, 1, 1)),
        st.integers(0, 400),
        st.floats(allow_nan=True, allow_infinity=True, width=32),
        st.booleans(),
    ),
    max_size=20,
)


@settings(max_examples=40, deadline=None)
@given(points)
def test_any_series_gives_a_drawing_inside_its_frame_or_none(found: list[Point]) -> None:
    drawn = chart(Series("s", "<Visits> & more", "visits", tuple(found)), DAY, "c1")
    if not drawn:
        assert not any(math.isfinite(point.value) for point in found)
        return
    root = ET.fromstring(drawn)  # noqa: S314 - our own drawing
    for node in root.iter():
        for name in ("x", "x1", "x2", "cx"):
            assert 0 <= float(node.get(name, 0)) <= WIDTH
        for name in ("y", "y1", "y2", "cy"):
            assert 0 <= float(node.get(name, 0)) <= HEIGHT


def test_the_drawing_says_in_words_what_it_shows(article: CheckedArticle) -> None:
    series = article.claims[3].series[0]
    drawn = chart(series, DAY, "c1")
    root = ET.fromstring(drawn)  # noqa: S314
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "c1-t c1-d"
    assert [node.tag for node in root][:2] == ["title", "desc"]
    assert "1 of them became known only later" in describe(series, DAY)


def test_points_known_only_later_are_hollow_and_labelled(article: CheckedArticle) -> None:
    drawn = chart(article.claims[3].series[0], DAY, "c1")
    assert drawn.count('class="dot"') == 3
    assert drawn.count('class="dot later"') == 1 + 1, "the point and the key"
    assert "known only later" in drawn
    assert "article, 12 May 2025" in drawn


def test_no_line_crosses_months_without_a_value() -> None:
    first = date(2025, 1, 1)
    weeks = [Point(first + timedelta(7 * n), first + timedelta(7 * n + 1), 5.0) for n in (0, 1, 2, 40, 41)]
    drawn = chart(Series("s", "Visits", "visits", tuple(weeks)), DAY, "c1")
    assert drawn.count('class="line"') == 2 + 1


def test_nothing_is_labelled_later_where_all_was_known() -> None:
    known = Series("s", "Visits", "visits", (Point(date(2025, 1, 1), date(2025, 2, 1), 5.0),))
    assert "later" not in chart(known, DAY, "c1")


@given(st.floats(-1e15, 1e15), st.floats(0, 1e15))
def test_ticks_hold_all_values_and_are_few(low: float, size: float) -> None:
    ticks = nice_ticks(low, low + size)
    assert len(ticks) <= 8
    slack = max(abs(low), size) * 1e-6 + 1e-9
    assert ticks[0] <= low + slack
    assert ticks[-1] >= low + size - slack


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 15_000))
def test_day_ticks_are_few_and_inside(first: date, days: int) -> None:
    last = first + timedelta(days)
    ticks = day_ticks(first, last)
    assert len(ticks) <= 5
    assert all(first <= day <= last for day in ticks)
