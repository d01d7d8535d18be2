"""An id is the same for the same thing, in every run and in a year."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.terms.ids import stable_id

parts = st.lists(st.one_of(st.text(), st.integers(), st.dates(), st.none()), max_size=4)


def test_an_id_is_the_same_in_every_run():
    assert stable_id("claim", "event-place", 12, 30) == "claim-e69c0d6a1bcd"


@given(parts)
def test_the_same_parts_give_the_same_id(given_parts):
    assert stable_id("x", *given_parts) == stable_id("x", *given_parts)


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_other_parts_give_another_id(one, other):
    assert (stable_id("x", *one) == stable_id("x", *other)) is (one == other)


def test_the_order_of_keys_is_no_part_of_an_id():
    assert stable_id("x", {"a": 1, "b": 2}) == stable_id("x", {"b": 2, "a": 1})


def test_the_prefix_says_what_the_id_is_of():
    assert stable_id("verdict", 1).startswith("verdict-")
