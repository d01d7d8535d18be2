"""Copy and source side by side."""

from onrecord.copies.align import Alignment
from onrecord.copies.sides import Fate, lay_out
from onrecord.copies.words import words_of

PARTS = (
    "The port of Kalmar opened again on Monday.",
    "Nobody was hurt in the great flood of March.",
    "Forty ships wait outside the harbour for a pilot.",
    "The mayor promised higher walls along the quay.",
)


def sides(copy, source=PARTS):
    return lay_out(Alignment(words_of(" ".join(copy)), (words_of(" ".join(source)),)))


def test_an_exact_copy_keeps_every_sentence_in_its_place():
    found = sides(PARTS)
    assert [(side.fate, side.behind[0], side.moved) for side in found.copy] == [
        (Fate.KEPT, number, False) for number in range(4)
    ]
    assert found.dropped == ()


def test_what_was_left_out_is_dropped():
    assert sides(PARTS[::2]).dropped == (1, 3)


def test_a_sentence_in_another_place_moved_and_the_others_did_not():
    found = sides([PARTS[3], *PARTS[:3]])
    assert [side.moved for side in found.copy] == [True, False, False, False]


def test_a_sentence_of_ones_own_is_new():
    found = sides([*PARTS, "Bakers gave away cinnamon rolls and coffee."])
    assert found.copy[4].fate is Fate.NEW


def test_a_rewritten_sentence_is_changed():
    assert sides(["On Monday Kalmar saw its port opened again after weeks."]).copy[0].fate is Fate.CHANGED
