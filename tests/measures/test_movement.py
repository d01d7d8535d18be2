"""How a series moved: what enters, what is compared with what, and when nothing can be said."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onrecord.measures.movement import FLAT, Movement, growth, movement, usable, weekly_growth
from onrecord.terms.time import Period

DAY = date(2025, 7, 25)


def row(period, value, kind="flow", unit="pulls", flag="", tier="M", known=DAY):
    period = Period.parse(period) if isinstance(period, str) else period
    return {"period_start": period.start, "period_end": period.end, "value": float(value), "kind": kind, "unit": unit,
            "flag": flag, "tier": tier, "known_from": known}  # fmt: skip


def weeks(values, last=DAY, **kind):
    """One value a week, the last week ending on `last`."""
    ends = [last - timedelta(weeks=back) for back in range(len(values))][::-1]
    return [row(Period.of_days(end - timedelta(days=6), end), v, **kind) for end, v in zip(ends, values, strict=True)]


def readings(values, last=DAY, every=7):
    """A counter that was read every week, the last time on `last`."""
    days = [last - timedelta(days=every * back) for back in range(len(values))][::-1]
    return [row(Period.of_day(day), v, kind="counter") for day, v in zip(days, values, strict=True)]


def test_flagged_values_never_enter():
    rows = [row("2025-05", 1), row("2025-06", 9, flag="suspect"), row("2025-06", 2)]
    assert [r["value"] for r in usable(rows, DAY)] == [1, 2]


def test_a_period_that_has_not_ended_is_left_out():
    rows = [row("2025-06", 1), row("2025-07", 2)]
    assert [r["value"] for r in usable(rows, DAY)] == [1]
    assert [r["value"] for r in usable(rows, date(2025, 7, 31))] == [1, 2]


def test_of_two_words_on_one_period_the_newer_counts():
    old, new = row("2025-06", 1, known=DAY - timedelta(days=9)), row("2025-06", 2)
    assert [r["value"] for r in usable([new, old], DAY)] == [2]


def test_of_two_sources_on_one_period_the_better_decides_though_it_spoke_earlier():
    official, digest = row("2025-06", 1, tier="O", known=DAY - timedelta(days=9)), row("2025-06", 2, tier="S")
    assert [r["value"] for r in usable([digest, official], DAY)] == [1]


def test_no_value_by_then_is_said():
    assert movement([row("2025-08", 1)], DAY) == Movement(None, "no value by then")


def test_a_series_that_fell_silent_says_nothing_of_now():
    moved = movement([row("2025-01", 100), row("2025-02", 50)], DAY)
    assert moved.change is None
    assert "no value after 28 February 2025" in moved.numbers


def test_a_month_is_compared_with_the_month_before():
    moved = movement([row("2025-04", 50), row("2025-05", 100), row("2025-06", 28)], DAY)
    assert moved.change == pytest.approx(-0.72)
    assert moved.direction == "down"
    assert moved.numbers == "100 pulls in May 2025, 28 pulls in June 2025: -72%"


def test_a_quarter_is_never_compared_with_a_month():
    moved = movement([row("2025-Q1", 300), row("2025-06", 100)], DAY)
    assert moved == Movement(None, "only one value, for June 2025", date(2025, 6, 30))


def test_since_a_day_the_first_value_from_then_on_is_the_one_to_compare_with():
    rows = [row("2025-01", 10), row("2025-03", 40), row("2025-05", 100), row("2025-06", 50)]
    assert movement(rows, DAY).change == pytest.approx(-0.5)
    assert movement(rows, DAY, since=date(2025, 1, 1)).change == pytest.approx(4.0)
    assert movement(rows, DAY, since=date(2025, 2, 1)).change == pytest.approx(0.25)


def test_weeks_are_compared_by_fours():
    moved = movement(weeks([100] * 4 + [150] * 4), DAY)
    assert moved.change == pytest.approx(0.5)
    assert "150 pulls on average over 28 June to 25 July 2025, 100 pulls in the four before: +50%" in moved.numbers


def test_readings_that_fell_out_do_not_lengthen_the_four_weeks():
    days = [row((DAY - timedelta(days=back)).isoformat(), 150 if back < 28 else 100) for back in range(84)]
    kept = [one for at, one in enumerate(days) if at % 5 != 3]
    moved = movement(list(reversed(kept)), DAY)
    assert moved.change == pytest.approx(0.5)
    assert "150 pulls on average over 28 June to 25 July 2025, 100 pulls in the four before" in moved.numbers


def test_four_weeks_that_were_hardly_read_are_not_compared():
    days = [row((DAY - timedelta(days=back)).isoformat(), 100 + back) for back in range(84)]
    kept = days[:28:3] + days[28:]
    assert movement(list(reversed(kept)), DAY) == Movement(None, "too few values", DAY)


def test_figures_of_thirty_days_that_are_read_daily_are_compared_by_months_not_by_days():
    read = [DAY - timedelta(days=back) for back in range(100)]
    thirty = [row(f"{day - timedelta(days=29)}/{day}", 200 - (DAY - day).days) for day in read]
    moved = movement(list(reversed(thirty)), DAY)
    assert moved.change == pytest.approx(186.5 / 158.5 - 1)


def test_one_odd_week_is_no_movement_of_its_own():
    assert movement(weeks([100] * 8), DAY).direction == "flat"
    assert movement(weeks([100] * 7 + [104]), DAY).direction == "flat"


def test_a_record_week_is_named():
    assert "the highest on record since" in movement(weeks([100] * 7 + [180]), DAY).numbers
    assert "the highest on record" not in movement(weeks([180] + [100] * 7), DAY).numbers


def test_where_the_last_month_and_the_quarter_disagree_nothing_is_concluded():
    moved = movement(weeks([300] * 4 + [200] * 4 + [100] * 4 + [150] * 4), DAY)
    assert moved.change is None
    assert "the two disagree" in moved.numbers


def test_a_counter_is_compared_by_its_growth_not_by_its_height():
    moved = movement(readings([0, 10, 20, 30, 40, 45, 50, 55, 60]), DAY)
    assert moved.change == pytest.approx(-0.5)
    assert moved.numbers.startswith("20 pulls in the four weeks to 25 July 2025, 40 pulls in the four before: -50%")


def test_a_counter_without_readings_near_the_ends_cannot_tell():
    assert movement(readings([0, 10], every=28), DAY) == Movement(None, "too few readings", DAY)


def test_growth_is_read_at_most_five_days_from_the_day():
    values = readings([10, 30], every=20)
    assert growth(values, DAY - timedelta(days=25), DAY) == 20
    assert growth(values, DAY - timedelta(days=26), DAY) is None


@pytest.mark.parametrize(
    ("kind", "unit", "value", "change", "direction"),
    [("change", "percent", -72.2, -0.722, "down"), ("change", "percent", 1.0, 0.01, "flat"),
     ("flow", "multiple", 1.5, 0.5, "up"), ("sign", "", -1, -1.0, "down"), ("sign", "", 1, 1.0, "up")],
)  # fmt: skip
def test_a_change_that_was_published_is_taken_as_it_is(kind, unit, value, change, direction):
    moved = movement([row("2025-Q2", value, kind=kind, unit=unit)], DAY)
    assert moved.change == pytest.approx(change)
    assert moved.direction == direction


def test_a_change_in_numbers_cannot_tell():
    assert movement([row("2025-Q2", 5, kind="change", unit="users")], DAY).direction == ""


def test_a_rise_from_nothing_has_no_rate():
    assert movement([row("2025-05", 0), row("2025-06", 5)], DAY).change is None


values = st.lists(st.integers(1, 10_000), min_size=8, max_size=20)


@given(values, st.integers(2, 50))
def test_the_unit_changes_no_rate(numbers, factor):
    one, other = movement(weeks(numbers), DAY), movement(weeks([n * factor for n in numbers]), DAY)
    assert other.change == (None if one.change is None else pytest.approx(one.change))


@given(values, st.integers(1, 60))
def test_what_comes_after_the_day_changes_nothing(numbers, days):
    rows = weeks(numbers)
    later = [row(Period.of_days(DAY + timedelta(days=d), DAY + timedelta(days=d + 6)), 1) for d in range(1, days)]
    assert movement(rows, DAY) == movement(rows + later, DAY)


@given(values, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(numbers, dice):
    rows = weeks(numbers)
    assert movement(dice.sample(rows, len(rows)), DAY) == movement(rows, DAY)


@given(values, st.integers(0, 6))
def test_a_later_day_of_the_same_week_gives_the_same_numbers(numbers, days):
    assert movement(weeks(numbers), DAY + timedelta(days=days)) == movement(weeks(numbers), DAY)


@given(st.floats(-0.99, 10).filter(lambda change: abs(abs(change) - FLAT) > 1e-9))
def test_a_small_change_either_way_is_flat(change):
    expected = "flat" if abs(change) < FLAT else "up" if change > 0 else "down"
    assert Movement(change, "").direction == expected


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=12), st.integers(1, 20))
def test_the_growth_between_readings_adds_up_to_the_whole(steps, every):
    assume(every >= 6)
    heights = [sum(steps[: i + 1]) for i in range(len(steps))]
    rows = readings(heights, every=every)
    grown = sum(rate / 7 * (end - start).days for start, end, rate in weekly_growth(rows))
    assert grown == pytest.approx(heights[-1] - heights[0])


def test_readings_a_day_apart_make_no_point():
    rows = readings([0, 7, 8, 14], every=1)
    assert weekly_growth(rows) == []


def test_what_a_counter_gained_over_a_gap_is_no_rate():
    first, after = date(2025, 1, 6), date(2025, 6, 2)
    days = [first, first + timedelta(days=7), after, after + timedelta(days=7)]
    rows = [
        row(Period.of_day(day), value, kind="counter") for day, value in zip(days, (100, 110, 900, 920), strict=True)
    ]
    assert [growth for _, _, growth in weekly_growth(rows)] == [10, 20]
    # The reading after the gap is flagged by the rule of the record and left out; nothing is drawn across then either.
    assert [growth for _, _, growth in weekly_growth([rows[0], rows[1], rows[3]])] == [10]
