"""What a claim's details may carry comes out as plain JSON, the same each time."""

from __future__ import annotations

import json
import math
from datetime import date
from enum import StrEnum
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.checking.as_dict import as_plain
from onrecord.reading.document import Span
from onrecord.terms.quantity import Interval, Quantity
from onrecord.terms.time import FAR_FUTURE, Period


class Colour(StrEnum):
    RED = "red"


class Nameless:
    """Has no text of its own: Python would print its address in memory."""


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None),
        (True, True),
        (Colour.RED, "red"),
        (date(2025, 7, 25), "2025-07-25"),
        (
            Period.parse("2025-Q2"),
            {"start": "2025-04-01", "end": "2025-07-01", "text": "2025-04-01/2025-06-30"},
        ),
        (
            Period(date(2025, 3, 1), FAR_FUTURE),
            {"start": "2025-03-01", "end": None, "text": "2025-03-01/.."},
        ),
        (
            Quantity(3.0, "visits", "over", Interval(3.0, math.inf)),
            {"value": 3.0, "unit": "visits", "qualifier": "over", "low": 3.0, "high": None},
        ),
        (Interval(-math.inf, 2.0), {"low": None, "high": 2.0}),
        (Span(1, 2), {"start": 1, "end": 2}),
        ((1, (2.5, "x")), [1, [2.5, "x"]]),
        ({"b", "a"}, ["a", "b"]),
        ({"b": 1, "a": math.nan}, {"a": None, "b": 1}),
        ({Colour.RED: 1, 2: 3}, {"2": 3, "red": 1}),
        (Fraction(1, 2), 0.5),
        (Nameless(), "Nameless"),
    ],
)
def test_a_value_is_reduced_to_plain_types(value: object, plain: object) -> None:
    assert as_plain(value) == plain


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates()
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=12,
)


@given(values)
def test_any_value_is_json(value: object) -> None:
    json.dumps(as_plain(value), allow_nan=False)


@given(st.dictionaries(st.text(), scalars))
def test_the_order_of_a_mapping_does_not_matter(details: dict[str, object]) -> None:
    turned = dict(reversed(details.items()))
    assert json.dumps(as_plain(details)) == json.dumps(as_plain(turned))
