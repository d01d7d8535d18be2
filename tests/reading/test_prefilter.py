"""A prefilter keeps every pattern that a text has the words for, and no other."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.prefilter import Prefilter

WORDS = st.text(alphabet="abc ", min_size=1, max_size=3)
NEEDS = st.lists(st.lists(st.lists(WORDS, min_size=1, max_size=3), max_size=3), max_size=8)


@given(needs=NEEDS, text=st.text(alphabet="abc ", max_size=12))
def test_what_fits_has_a_word_of_each_list(needs, text):
    has_all = [all(any(word in text for word in words) for words in lists) for lists in needs]
    assert list(Prefilter(needs).fitting(text)) == [number for number, fits in enumerate(has_all) if fits]


def test_a_word_inside_another_is_seen_too():
    assert list(Prefilter([[["open"], ["pen"]]]).fitting("an open fair")) == [0]
