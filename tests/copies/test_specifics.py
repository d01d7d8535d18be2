"""Similar is not same."""

import pytest

from onrecord.copies.align import Alignment
from onrecord.copies.specifics import kept_specifics
from onrecord.copies.words import words_of

REPORT = (
    "Sales of Varnell rose {} percent to {} million kronor in the quarter, while profit fell {} percent to {} million."
)


def is_form(copy, source):
    return kept_specifics(Alignment(words_of(copy), (words_of(source),))).is_form


def test_other_numbers_in_the_same_words_are_a_form():
    assert is_form(REPORT.format(4, 120, 2, 31), REPORT.format(7, 133, 5, 28))


@pytest.mark.parametrize("changed", [(4, 120, 2, 31), (4, 120, 2, 99)])
def test_the_same_numbers_but_one_are_a_copy(changed):
    assert not is_form(REPORT.format(*changed), REPORT.format(4, 120, 2, 31))


def test_other_words_are_no_form():
    assert not is_form("A dog bit 4 of 7 postmen in 3 towns.", REPORT.format(4, 120, 2, 31))
