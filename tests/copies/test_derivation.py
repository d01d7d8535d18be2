"""How far an article is derived."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.copies.align import Alignment
from onrecord.copies.derivation import Derivation, derivation_of, features_of
from onrecord.copies.model import load_weights, ordered
from onrecord.copies.words import words_of

WIRE = (
    "The port of Kalmar opened again on Monday, two weeks after the flood, its owner said. Forty ships wait outside for"
    " a pilot. The mayor promised higher walls along the quay before the winter."
)


def test_a_copy_is_wholly_derived():
    assert derivation_of(Alignment(words_of(WIRE), (words_of(WIRE),))).kind is Derivation.WHOLLY


def test_a_text_of_its_own_is_independent():
    own = words_of(
        "Down at the market a fiddler played until dusk. Children chased pigeons between the empty stalls. A retired"
        " welder sold his last herring and shut the booth that his grandmother had opened after the war."
    )
    assert derivation_of(Alignment(own, (words_of(WIRE),))).kind is Derivation.INDEPENDENT


def test_what_other_papers_have_and_the_source_has_not_speaks_against_it():
    copy = words_of(f"{WIRE} Police found a wallet with nine thousand kronor under the broken crane.")
    other = words_of("Under the broken crane police found a wallet that held nine thousand kronor.")
    alone = features_of(Alignment(copy, (words_of(WIRE),)))
    beside = features_of(Alignment(copy, (words_of(WIRE),)), (other,))
    assert alone["elsewhere_words"] == alone["elsewhere_pairs"] == 0
    assert beside["elsewhere_words"] > 2
    assert beside["elsewhere_pairs"] > 0


@given(st.floats(-50, 50), st.floats(-5, 5), st.floats(0, 5))
def test_the_chances_of_the_classes_add_up(score, low, gap):
    chances = ordered(score, low, low + gap)
    assert sum(chances) == pytest.approx(1)
    assert all(chance >= -1e-12 for chance in chances)


def test_more_of_the_source_never_makes_an_article_less_derived():
    weights = dict(zip(load_weights("derivation").features, load_weights("derivation").weights[:, 0], strict=True))
    assert weights["shared"] < 0 > weights["weakest"]
    assert min(weights["new"], weights["elsewhere_words"], weights["elsewhere_pairs"]) > 0


def test_an_article_without_words_is_no_error():
    assert derivation_of(Alignment(words_of("..."), (words_of(WIRE),))).probability <= 1
