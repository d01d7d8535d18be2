"""Fingerprints find what two articles share, and depend on nothing but the article."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.copies.fingerprints import FINE_WINDOW, RUN, WINDOW, fingerprint, fingerprint_all

WORDS = st.lists(st.sampled_from([f"word{number}" for number in range(300)]), max_size=60)


def prints(found, number):
    return set(found.prints[found.articles == number].tolist())


@given(WORDS, WORDS, WORDS, WORDS, st.sampled_from([FINE_WINDOW, WINDOW]))
def test_a_shared_passage_of_run_and_window_words_is_never_missed(before, after, first, last, window):
    passage = [f"shared{number}" for number in range(RUN + window - 1)]
    one, other = " ".join([*before, *passage, *after]), " ".join([*first, *passage, *last])
    found = fingerprint([one, other], window)
    assert prints(found, 0) & prints(found, 1)


@given(st.lists(st.text(max_size=120), min_size=1, max_size=6))
def test_the_prints_of_an_article_do_not_depend_on_its_neighbours(texts):
    together = fingerprint(texts)
    for number, text in enumerate(texts):
        alone = fingerprint([text])
        assert prints(together, number) == prints(alone, 0)
        assert together.whole[number] == alone.whole[0]
        assert together.words[number] == alone.words[0]


@given(WORDS)
def test_prints_of_one_article_do_not_repeat(words):
    found = fingerprint([" ".join([*words, *words])])
    assert len(found.prints) == len(set(found.prints.tolist()))


def test_case_marks_and_spacing_change_nothing():
    text = "The port of Kalmar opened again on Monday, 1,200 days after the flood, its owner said."
    shouted = "THE PORT -- OF KALMAR\n\nopened AGAIN on Monday; 1200 days after the flood: its owner “said”!"
    found = fingerprint([text, shouted])
    assert prints(found, 0) == prints(found, 1)
    assert found.whole[0] == found.whole[1]


def test_the_order_of_words_matters():
    assert np.diff(fingerprint(["one two three four five", "five four three two one"]).whole)[0] != 0


def test_one_word_articles_have_no_prints():
    found = fingerprint(["Breaking", "", "!!!", "Two words"])
    assert found.articles.size == 0
    assert found.words.tolist() == [1, 0, 0, 2]


def test_one_endless_word_is_read_like_any_other():
    assert fingerprint(["x" * 2_000_000]).words.tolist() == [1]


def test_other_scripts_are_words_too():
    found = fingerprint(
        ["Порт снова открыт после наводнения в понедельник утром", "порт СНОВА открыт, после наводнения"]
    )
    assert found.words.tolist() == [8, 5]


def test_batches_in_processes_give_what_one_process_gives():
    batches = [["one two three four five six seven"], ["eight nine ten eleven twelve thirteen"], ["one"]]
    alone, together = list(fingerprint_all(batches)), list(fingerprint_all(batches, workers=2))
    assert [found.prints.tolist() for found in alone] == [found.prints.tolist() for found in together]
