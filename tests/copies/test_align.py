"""Shared runs and nearest sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.copies.align import RUNS, Alignment, longest_runs
from onrecord.copies.words import words_of

FEW = st.lists(st.sampled_from("abcd"), max_size=30)


def plainly(copy, source):
    """The same by comparing everything with everything."""
    best = [0] * len(copy)
    for length in (1, *RUNS):
        held = {tuple(source[at : at + length]) for at in range(len(source) - length + 1)}
        for at in range(len(copy) - length + 1):
            if tuple(copy[at : at + length]) in held:
                best[at : at + length] = [max(length, one) for one in best[at : at + length]]
    return best


@given(FEW, FEW)
def test_runs_are_those_that_comparing_everything_finds(copy, source):
    assert longest_runs(copy, [source]).tolist() == plainly(copy, source)


@given(FEW, FEW, FEW)
def test_no_run_reaches_over_the_end_of_a_source(copy, one, other):
    both = longest_runs(copy, [one, other]).tolist()
    assert both == [max(a, b) for a, b in zip(plainly(copy, one), plainly(copy, other), strict=True)]


def test_another_form_of_a_content_word_is_the_same_and_one_of_grammar_is_not():
    aligned = Alignment(words_of("He jails them."), (words_of("They were jailed."),))
    assert aligned.same.tolist() == [False, True, False]


def test_the_nearest_sentence_shares_most_content():
    source = words_of("The port opened. Nobody was hurt in the flood. Ships wait outside the port.")
    aligned = Alignment(words_of("Outside the port, ships have to wait."), (source,))
    assert aligned.nearest[0][0] == 2
    assert aligned.local[0] == pytest.approx(1.0)


def test_an_article_without_words_is_aligned_with_nothing():
    aligned = Alignment(words_of("..."), (words_of("The port opened."),))
    assert aligned.runs.size == 0
    assert aligned.nearest == ()
