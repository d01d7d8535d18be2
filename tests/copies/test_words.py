"""The words of an article keep their places, whatever their case, marks and spacing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.copies.words import words_of


@given(st.text(max_size=400))
def test_every_word_stands_where_its_span_says(text):
    words = words_of(text)
    for form, span in zip(words.forms, words.spans, strict=True):
        printed = text[span.start : span.end]
        assert printed
        assert form == printed.casefold().replace("’", "'").removesuffix("'s") or form == printed.replace(",", "")


@given(st.text(max_size=400))
def test_sentences_hold_all_words_in_order(text):
    words = words_of(text)
    ends = [0, *(end for _, end in words.sentences)]
    assert [first for first, _ in words.sentences] == ends[:-1]
    assert ends[-1] == len(words)


def test_case_quotes_and_commas_of_thousands_do_not_tell_words_apart():
    assert words_of("THE MAYOR’S 1,200 cats").forms == words_of("the mayor's 1200 Cats").forms


def test_a_small_number_is_the_same_in_letters_and_in_digits():
    assert words_of("twelve boats").stems == words_of("12 boats").stems


def test_words_inside_quotation_marks_are_marked():
    words = words_of('He said: "We will come back in the spring." Then he left.')
    assert [form for form, quoted in zip(words.forms, words.quoted, strict=True) if quoted] == [
        "we", "will", "come", "back", "in", "the", "spring",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "said", ["'We won't come back to Orrby'", "‘We won’t come back to Orrby’", "``We won't come back to Orrby''"]
)
def test_single_marks_quote_as_double_ones_do(said):
    words = words_of(f"The pilots' union of Kalmar was angry: {said}, its chair's letter began.")
    assert [form for form, quoted in zip(words.forms, words.quoted, strict=True) if quoted] == [
        "we", "won't", "come", "back", "to", "orrby",
    ]  # fmt: skip


def test_a_possessive_and_a_lone_mark_quote_nothing():
    assert not any(words_of("The pilots' union, the ships' owners and the boys' choir came.").quoted)
    assert not any(words_of("'We come back in the spring.\n\nThe pilots' union waits.").quoted)


def test_no_more_words_are_read_than_asked_for():
    assert len(words_of("one two three four", 2)) == 2
