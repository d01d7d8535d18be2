"""Days and periods: what can be written, what is refused, and that writing and reading agree."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.terms.errors import BadDay
from onrecord.terms.time import FAR_FUTURE, Period, parse_day, say_day
from strategies import days, periods

THE_FORMS = [
    ("2025-07-26", date(2025, 7, 26), date(2025, 7, 26), "26 July 2025"),
    ("2025-07-26/2025-07-28", date(2025, 7, 26), date(2025, 7, 28), "26 to 28 July 2025"),
    ("2025-07-30/2025-08-02", date(2025, 7, 30), date(2025, 8, 2), "30 July to 2 August 2025"),
    ("2025-12-30/2026-01-02", date(2025, 12, 30), date(2026, 1, 2), "30 December 2025 to 2 January 2026"),
    ("2025-07", date(2025, 7, 1), date(2025, 7, 31), "July 2025"),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
    ("2025-Q1", date(2025, 1, 1), date(2025, 3, 31), "1 January to 31 March 2025"),
    ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31), "1 October to 31 December 2025"),
    ("2025-H2", date(2025, 7, 1), date(2025, 12, 31), "1 July to 31 December 2025"),
    ("2025", date(2025, 1, 1), date(2025, 12, 31), "2025"),
    ("2024-11/2025-Q1", date(2024, 11, 1), date(2025, 3, 31), "1 November 2024 to 31 March 2025"),
]


@pytest.mark.parametrize(("text", "first", "last", "said"), THE_FORMS)
def test_a_period_is_written_in_the_forms_of_iso_8601(text, first, last, said):
    period = Period.parse(text)
    assert (period.start, period.last, str(period)) == (first, last, said)


def test_an_open_period_has_no_end():
    period = Period.parse("2023-03-11/..")
    assert (period.start, period.end, str(period)) == (date(2023, 3, 11), FAR_FUTURE, "from 11 March 2023")


@pytest.mark.parametrize(
    "text",
    ["", "unknown", "2025-7-1", "25-07-01", "2025-13", "2025-02-30", "2025-Q5", "2025-H3", "2025-07-28/2025-07-26",
     "2025/2024", "../2025", "2025-07-26/", "0000", "0000-Q1", "9999", "9999-H2", "9999-12", "2025-07-26T10:00"],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_a_sentence(text):
    with pytest.raises(BadDay) as refused:
        Period.parse(text)
    assert str(refused.value).endswith(".")


@given(st.text(alphabet="0123456789-/.QH ", max_size=24))
@example("9999-Q4/..")
def test_any_text_is_a_period_or_refused(text):
    try:
        period = Period.parse(text)
    except BadDay:
        return
    assert period.start < period.end


@given(periods())
def test_a_period_that_is_written_is_read_back(period):
    assert Period.parse(period.to_edtf()) == period


@given(days, days)
def test_the_last_day_of_an_interval_belongs_to_it(one, other):
    first, last = sorted([one, other])
    period = Period.of_days(first, last)
    assert period.contains(first)
    assert period.contains(last)
    assert not period.contains(last + timedelta(days=1))
    assert period.days == (last - first).days + 1


@given(periods(), periods())
def test_two_periods_overlap_where_they_share_a_day(one, other):
    shared = max(one.start, other.start) < min(one.end, other.end)
    assert one.overlaps(other) is other.overlaps(one) is shared


@given(periods(), periods())
def test_a_period_that_lies_inside_another_overlaps_it(one, other):
    if one.contains(other):
        assert one.overlaps(other)
        assert one.contains(other.start)
        assert one.contains(other.last)


@given(days)
def test_periods_that_touch_share_no_day(day):
    assert not Period.of_day(day).overlaps(Period.of_day(day + timedelta(days=1)))


@given(st.integers(1900, 2100))
def test_the_months_of_a_year_make_the_year(year):
    months = [Period.of_month(year, month) for month in range(1, 13)]
    assert sum(month.days for month in months) == Period.of_year(year).days
    assert all(one.end == other.start for one, other in pairwise(months))


def test_a_period_never_ends_before_it_begins():
    with pytest.raises(BadDay, match="must end after it starts"):
        Period(date(2025, 7, 2), date(2025, 7, 2))


@given(days)
def test_a_day_that_is_written_is_read_back(day):
    assert parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "advice"),
    [("2025-02-30", "not a day of the calendar"), ("25 July 2025", "write it as YYYY-MM-DD"),
     ("2025-07", "write it as YYYY-MM-DD"), ("today", "write it as YYYY-MM-DD"), ("", "write it as YYYY-MM-DD")],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_advice(text, advice):
    with pytest.raises(BadDay, match=advice):
        parse_day(text)


def test_a_day_is_said_as_a_newspaper_does():
    assert say_day(date(2025, 7, 5)) == "5 July 2025"
