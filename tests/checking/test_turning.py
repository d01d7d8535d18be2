"""What would have changed a verdict: bounds in words, and verdicts that turn where they say so."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.checking.turning import say_interval, say_turn, turn, turn_of
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Quantity, interval_of

NUMBERS = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)


def test_a_number_with_two_bounds_turns_below_one_and_above_the_other() -> None:
    bounds = turn("the value of 2023", 2.0, 3.0, "{:g} %".format)
    assert say_turn(bounds, Label.SUPPORTED) == (
        "It would be Refuted if the value of 2023 were below 2 % or above 3 %."
    )
    assert say_turn(bounds, Label.REFUTED) == "It would be Supported if the value of 2023 were between 2 % and 3 %."


def test_one_number_of_several_is_not_said_to_turn_the_verdict_round() -> None:
    bounds = turn("the value of 2023", 2.0, float("inf"), "{:g}".format)
    assert say_turn(bounds, Label.SUPPORTED, alone=False) == (
        "It would not be Supported if the value of 2023 were below 2."
    )
    assert (
        say_turn(bounds, Label.REFUTED, alone=False) == "It would not be Refuted if the value of 2023 were at least 2."
    )


@given(low=NUMBERS, high=NUMBERS)
def test_nothing_turns_a_verdict_that_no_number_decided(low: float, high: float) -> None:
    bounds = turn("the value", low, high, "{:g}".format)
    for label in (Label.CONFLICTING, Label.NOT_ENOUGH):
        assert not say_turn(bounds, label)
    assert not say_turn(None, Label.SUPPORTED)


def test_a_fall_is_held_against_the_size_of_a_fall() -> None:
    claimed = Quantity(-72.0, "percent", "exact", interval_of(-72.0, "exact", "72"))
    bounds = turn_of(claimed, "the change")
    assert (bounds.low, bounds.high) == ("71.5%", "72.5%")


def test_an_open_number_has_no_interval_to_show() -> None:
    assert not say_interval(Quantity(300.0, "visitors", "over", interval_of(300.0, "over", "300")))
    assert "stands for" in say_interval(Quantity(5.6e9, "USD", "exact", interval_of(5.6e9, "exact", "5.6")))
