"""Which words are quantities, their units and wordings, and what numbers are none."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.document import Span
from onrecord.reading.quantities import find_quantities

# text, the words, value, unit, qualifier
FOUND = [
    ("It drew over 300,000 visitors.", "over 300,000 visitors", 300_000, "visitors", "over"),
    ("It drew more than 800 companies.", "more than 800 companies", 800, "companies", "over"),
    ("It lists nearly 20.", "nearly 20", 20, "count", "nearly"),
    ("It fell about 20%.", "about 20%", 20, "percent", "about"),
    ("It drew an estimated 350,000 people.", "an estimated 350,000 people", 350_000, "people", "estimate"),
    ("an estimated over 350,000 visitors", "an estimated over 350,000 visitors", 350_000, "visitors", "estimate-over"),
    ("up to 40 firms", "up to 40 firms", 40, "firms", "at-most"),
    ("at least 5 models", "at least 5 models", 5, "models", "at-least"),
    ("at least one model", "at least one model", 1, "model", "at-least"),
    ("fewer than 50 labs", "fewer than 50 labs", 50, "labs", "under"),
    ("Some 1,200 exhibitors came.", "Some 1,200 exhibitors", 1200, "exhibitors", "about"),
    ("300,000+ users", "300,000+ users", 300_000, "users", "over"),
    ("20 or more labs", "20 or more labs", 20, "labs", "at-least"),
    ("~20% of them", "~20%", 20, "percent", "about"),
    ("a $40 billion industry", "$40 billion", 4e10, "USD", "exact"),
    ("worth US$100bn", "US$100bn", 1e11, "USD", "exact"),
    ("worth 100 billion dollars", "100 billion dollars", 1e11, "USD", "exact"),
    ("1 trillion yuan", "1 trillion yuan", 1e12, "CNY", "exact"),
    ("RMB 1 trillion", "RMB 1 trillion", 1e12, "CNY", "exact"),
    ("380bn yuan", "380bn yuan", 380e9, "CNY", "exact"),
    ("€200bn", "€200bn", 200e9, "EUR", "exact"),
    ("£2.5m", "£2.5m", 2.5e6, "GBP", "exact"),
    ("₹500 crore", "₹500 crore", 5e9, "INR", "exact"),
    ("a $100-billion plan", "$100-billion", 1e11, "USD", "exact"),
    ("10 GW of power", "10 GW", 10, "GW", "exact"),
    ("671B parameters", "671B parameters", 671e9, "parameters", "exact"),
    ("128K tokens", "128K tokens", 128_000, "tokens", "exact"),
    ("72.2 percent", "72.2 percent", 72.2, "percent", "exact"),
    ("down -72.2%", "-72.2%", -72.2, "percent", "exact"),
    ("3 percentage points", "3 percentage points", 3, "percentage-points", "exact"),
    ("20x cheaper", "20x", 20, "multiple", "exact"),
    ("a twentyfold rise", "twentyfold", 20, "multiple", "exact"),
    ("grew nearly twenty times", "nearly twenty times", 20, "multiple", "nearly"),
    ("It more than doubled.", "more than doubled", 2, "multiple", "over"),
    ("Traffic halved.", "halved", 0.5, "multiple", "exact"),
    ("twice as many", "twice", 2, "multiple", "exact"),
    ("one in four", "one in four", 25, "percent", "exact"),
    ("1 in 4 users", "1 in 4", 25, "percent", "exact"),
    ("odds of 1:600", "1:600", 1 / 600, "ratio", "exact"),
    ("two-thirds of them", "two-thirds", 66.6667, "percent", "exact"),
    ("a quarter of them", "a quarter", 25, "percent", "exact"),
    ("half of them", "half", 50, "percent", "exact"),
    ("5.6 billion", "5.6 billion", 5.6e9, "count", "exact"),
    ("10 lakh crore", "10 lakh crore", 1e13, "count", "exact"),
    ("a dozen labs", "a dozen labs", 12, "labs", "exact"),
    ("half a million users", "half a million users", 500_000, "users", "exact"),
    ("28 nations signed", "28 nations", 28, "nations", "exact"),
    ("three Chinese labs", "three Chinese labs", 3, "labs", "exact"),
    ("two hundred and five models", "two hundred and five models", 205, "models", "exact"),
    ("a hundred startups", "a hundred startups", 100, "startups", "exact"),
    ("a 20-nation group", "20-nation", 20, "nation", "exact"),
    ("2024 companies joined", "2024 companies", 2024, "companies", "exact"),
    ("3 trillion tokens a day", "3 trillion tokens a day", 3e12, "tokens/day", "exact"),
    ("$5 million per year", "$5 million per year", 5e6, "USD/year", "exact"),
    ("$0.14 per million tokens", "$0.14 per million tokens", 0.14, "USD/million tokens", "exact"),
]

RANGES = [
    ("$630-660 billion", "$630-660 billion", 630e9, 660e9, "USD"),
    ("between 26 and 28 nations", "between 26 and 28 nations", 26, 28, "nations"),
    ("115 to 135 billion dollars", "115 to 135 billion dollars", 115e9, 135e9, "USD"),
    ("10% to 15%", "10% to 15%", 10, 15, "percent"),
    ("two or three companies", "two or three companies", 2, 3, "companies"),
    ("hundreds of firms", "hundreds of firms", 200, 999, "firms"),
]

NONE = [
    "It opened on July 25, 2025, and closes in 2026.",
    "It opens at 10 a.m. and ends at 14:58 UTC.",
    "for six months, a three-day meeting, in the past decade",
    "GPT-4, GPT-4.5, R1, V3-0324, H100 and the A380",
    "Qwen 2.5 and Llama 3 models",
    "Boeing 787 planes",
    "the 20th session",
    "the Group of 20",
    "Article 5 and No. 7",
    "EO 14179",
    "Regulation (EU) 2024/1689",
    "call +1 202 555 1234",
    "see example.org/2024/1689?page=12",
    "1. The first point",
    "COVID-19, 5G, 3D, 4o, 9/11, 24/7",
    "one of the labs, no one, one model",
    "double-digit growth",
    "a second model",
    "",
]


@pytest.mark.parametrize(("text", "quote", "value", "unit", "qualifier"), FOUND)
def test_a_quantity_has_exact_words_a_value_a_unit_and_a_qualifier(text, quote, value, unit, qualifier):
    (mention,) = find_quantities(text)
    assert mention.span.of(text) == quote
    assert mention.quantity.value == pytest.approx(value)
    assert (mention.quantity.unit, mention.quantity.qualifier) == (unit, qualifier)


@pytest.mark.parametrize(("text", "quote", "low", "high", "unit"), RANGES)
def test_a_range_has_two_ends(text, quote, low, high, unit):
    (mention,) = find_quantities(text)
    assert mention.span.of(text) == quote
    assert (mention.quantity.interval.low, mention.quantity.interval.high) == (low, high)
    assert (mention.quantity.unit, mention.quantity.qualifier) == (unit, "range")


@pytest.mark.parametrize("text", ["It rose from 3 to 5.", "It rose 3 to 5."])
def test_a_change_from_one_number_to_another_is_two_quantities(text):
    assert [mention.quantity.value for mention in find_quantities(text)] == [3, 5]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_quantity_is_not_found(text):
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("over 300,000 visitors", 300_000, math.inf),
        ("nearly 20 labs", 18, 20),
        ("at most 20 labs", -math.inf, 20),
        ("about 100 labs", 95, 105),
        ("5.6 billion users", 5.55e9, 5.65e9),
        ("72.2%", 72.15, 72.25),
        ("1 trillion yuan", 0.95e12, 1.05e12),
    ],
)
def test_the_wording_sets_the_interval(text, low, high):
    interval = find_quantities(text)[0].quantity.interval
    assert interval.low == pytest.approx(low)
    assert interval.high == pytest.approx(high)


WORDS = [
    "over", "about", "nearly", "at", "least", "more", "than", "between", "and", "to", "or", "$", "US$5", "RMB",
    "1", "20", "300,000", "5.6", "1,2", "0", "99999999999999999999", "million", "billion", "bn", "%", "percent",
    "x", "times", "models", "visitors", "a", "day", "per", "half", "of", "one", "two", "hundred", "dozens", "-",
    "–", ":", "/", "1:600", "in", "\n", "two-thirds", "doubled", "2025", "July", "GPT-4", "Qwen", ".", ",", "(",
    "671B", "~", "+",
]  # fmt: skip
news = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(text=st.one_of(st.text(max_size=120), news, st.text("0123456789.,-$% kmbn", max_size=40)))
def test_every_find_lies_inside_the_text_in_order_and_holds_its_value(text):
    last = 0
    for mention in find_quantities(text):
        assert last <= mention.span.start < mention.span.end <= len(text)
        assert mention.span.of(text).strip() == mention.span.of(text)
        interval = mention.quantity.interval
        slack = 1e-9 * max(abs(mention.quantity.value), 1)
        assert interval.low - slack <= mention.quantity.value <= interval.high + slack
        assert mention.quantity.unit
        last = mention.span.end


@settings(max_examples=200, deadline=None)
@given(text=news, shift=st.integers(1, 50))
def test_moving_a_text_moves_its_spans(text, shift):
    here = find_quantities(text)
    there = find_quantities("\n" * shift + text)
    assert [(m.span.start + shift, m.span.end + shift, m.quantity) for m in here] == [
        (m.span.start, m.span.end, m.quantity) for m in there
    ]


def test_only_the_asked_span_is_read():
    text = "It drew 300 firms. It drew 500 labs."
    assert [m.quantity.value for m in find_quantities(text, Span(19, len(text)))] == [500]


@pytest.mark.parametrize("piece", ["a", " ", "1", "111,", "1 ", "$", "hundred ", "alpha beta 1 ", "between 1 and 2 "])
def test_a_text_without_an_end_is_read_in_linear_time(piece):
    # No clock here: a quadratic rule on this size would run for minutes and be noticed.
    find_quantities(piece * (200_000 // len(piece)))
