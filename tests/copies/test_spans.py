"""The origin of each word."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.copies.align import Alignment
from onrecord.copies.spans import Origin, origins_of
from onrecord.copies.words import words_of

WIRE = "The port of Kalmar opened again on Monday, two weeks after the flood, its owner said. Ships wait outside."
OWN = "Down at the market a fiddler played until dusk while children chased pigeons between empty stalls."


def origins(copy, source=WIRE):
    return [
        (copy[one.span.start : one.span.end], one.origin)
        for one in origins_of(Alignment(words_of(copy), (words_of(source),)))
    ]


def test_a_copy_is_verbatim():
    assert {origin for _, origin in origins(WIRE)} == {Origin.VERBATIM}


def test_a_text_of_its_own_is_new():
    assert {origin for _, origin in origins(OWN)} == {Origin.NEW}


def test_a_copied_and_an_own_sentence_are_told_apart():
    first = WIRE.partition(". ")[0]
    found = origins(f"{first}. {OWN}")
    assert found[0][1] is Origin.VERBATIM
    assert found[0][0].startswith("The port of Kalmar opened")
    assert found[-1][1] is Origin.NEW
    assert found[-1][0].endswith("empty stalls")


@given(st.text(max_size=200), st.text(max_size=200))
def test_spans_follow_each_other_and_hold_every_word(copy, source):
    aligned = Alignment(words_of(copy), (words_of(source),))
    found = origins_of(aligned)
    for span in aligned.copy.spans:
        assert sum(one.span.contains(span) for one in found) == 1
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
