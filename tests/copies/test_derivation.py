"""How far an article is derived."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.copies.align import Alignment
from onrecord.copies.derivation import Derivation, chances_of, derivation_of, features_of
from onrecord.copies.model import load_weights
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
    assert alone["elsewhere"] == 0
    assert beside["elsewhere"] > 0.1


def test_quotations_that_no_source_has_speak_of_a_reporter_who_was_there():
    heard = words_of(f"{WIRE} 'I slept on my nets for two weeks,' fisherman Olle Brant told our reporter.")
    passed_on = words_of(WIRE.replace("The mayor promised higher walls", "The mayor promised 'higher walls'"))
    source = (words_of(WIRE),)
    assert features_of(Alignment(heard, source))["own_quotes"] > 0.1
    assert features_of(Alignment(passed_on, source))["own_quotes"] == 0


def test_a_phrase_of_the_source_counts_as_wording_outside_quotations_alone():
    said = "forty ships wait outside for a pilot"
    source = (words_of(WIRE),)
    wording, quotation = (
        features_of(Alignment(words_of(text), source))["phrases"]
        for text in (f"On Monday {said}.", f"'{said.capitalize()}', an angler told us.")
    )
    assert wording > 0.7
    assert quotation == 0


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_the_chances_are_chances_whatever_the_scores(one, other):
    assert all(0 <= chance <= 1 for chance in chances_of(np.array([one, other])))


def test_more_of_the_source_never_makes_an_article_less_derived():
    table = load_weights("derivation")
    against = ("elsewhere", "odd_numbers", "own_quotes", "new", "gap", "new_numbers")
    for question, column in (("independent", 0), ("partly", 1)):
        weights = dict(zip(table.features, table.weights[:, column], strict=True))
        assert max(weights[name] for name in ("shared", "pairs", "phrases", "weakest")) <= 0, question
        assert min(weights[name] for name in against) >= 0, question


def test_numbers_and_long_stretches_of_its_own_are_counted():
    own = words_of(f"{WIRE} Repairs of the 14 cranes cost 90 million kronor, says surveyor Ansgar Holm.")
    features = features_of(Alignment(own, (words_of(WIRE),)))
    assert features["new_numbers"] == pytest.approx(2**0.5)
    assert features["gap"] ** 2 > 5


def test_an_article_without_words_is_no_error():
    assert derivation_of(Alignment(words_of("..."), (words_of(WIRE),))).probability <= 1
