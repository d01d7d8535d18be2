"""A printed number stands for an interval; two numbers disagree only where their intervals do not meet."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.terms.quantity import (
    QUALIFIERS,
    Interval,
    Quantity,
    interval_of,
    rounding_half_width,
    say_number,
)

numbers = st.floats(0.01, 1e13, allow_nan=False)
worded = st.sampled_from([word for word in QUALIFIERS if word != "range"])


@given(numbers, worded)
def test_a_wording_always_allows_the_number_itself(value, qualifier):
    assert interval_of(value, qualifier).contains(value)


@given(st.floats(1, 1e13), st.integers(0, 3))
def test_a_number_allows_all_that_round_to_it(value, decimals):
    printed = f"{value:.{decimals}f}"
    interval = interval_of(float(printed), "exact", printed)
    assert interval.low <= value * (1 + 1e-12)
    assert value * (1 - 1e-12) <= interval.high


@given(numbers)
def test_more_words_of_doubt_never_narrow_a_number(value):
    exact, about = interval_of(value, "exact"), interval_of(value, "about")
    assert about.low <= exact.low <= exact.high <= about.high


@pytest.mark.parametrize(
    ("value", "qualifier", "digits", "low", "high"),
    [
        (5.6, "exact", "5.6", 5.55, 5.65),
        (350_000, "exact", "350,000", 345_000, 355_000),
        (350_000, "about", "350,000", 332_500, 367_500),
        (350_000, "over", "350,000", 350_000, math.inf),
        (350_000, "estimate-over", "350,000", 350_000, math.inf),
        (350_000, "under", "350,000", -math.inf, 350_000),
        (1e12, "exact", "1", 0.95e12, 1.05e12),
        (20, "nearly", "20", 18, 20),
        (0, "exact", "0", 0, 0),
    ],
)
def test_what_a_printed_number_stands_for(value, qualifier, digits, low, high):
    assert interval_of(value, qualifier, digits) == Interval(low, high)


def test_a_range_has_its_own_two_ends():
    assert interval_of(26, "range", high=28) == Interval(26, 28)
    assert interval_of(26, "range") == Interval(26, 26)


@given(numbers)
def test_over_and_under_one_number_meet_only_there(value):
    over, under = interval_of(value, "over"), interval_of(value, "under")
    assert over.overlaps(under)
    assert not interval_of(value * 1.01, "over").overlaps(under)


@given(st.tuples(numbers, numbers), st.tuples(numbers, numbers))
def test_intervals_overlap_where_one_number_lies_in_both(one, other):
    one, other = Interval(*sorted(one)), Interval(*sorted(other))
    assert one.overlaps(other) is other.overlaps(one)
    assert one.overlaps(other) is (max(one.low, other.low) <= min(one.high, other.high))


@given(numbers, st.floats(0.01, 100))
def test_a_change_of_unit_keeps_what_lies_inside(value, factor):
    interval = interval_of(value, "about").scaled(factor)
    assert interval.contains(value * factor)


def test_an_interval_is_never_upside_down():
    with pytest.raises(ValueError, match="must not end before it starts"):
        Interval(2, 1)


@given(st.integers(1, 10**9))
def test_rounding_is_never_wider_than_trailing_zeros_allow(value):
    assert 0.5 <= rounding_half_width(value, f"{value:,}") <= max(0.5, 0.025 * value)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [(1e12, "CNY", "1 trillion yuan"), (5.6e9, "USD", "$5.6 billion"), (-72.2, "percent", "-72.2%"),
     (1.5, "multiple", "1.5 times"), (350_000, "visits", "350,000 visits"), (12, "count", "12"), (0.25, "", "0.25")],
)  # fmt: skip
def test_a_number_is_said_as_a_newspaper_does(value, unit, said):
    assert say_number(value, unit) == said


@pytest.mark.parametrize(
    ("qualifier", "said"),
    [("exact", "$20 million"), ("about", "about $20 million"), ("over", "over $20 million"),
     ("estimate-over", "an estimated over $20 million"), ("range", "$20 million to $30 million")],
)  # fmt: skip
def test_a_quantity_keeps_its_wording(qualifier, said):
    assert str(Quantity(2e7, "USD", qualifier, interval_of(2e7, qualifier, high=3e7))) == said
