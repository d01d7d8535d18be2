"""Which of two was first is said with how it is known, and never guessed."""

from datetime import date

import pytest

from onrecord.copies.order import CERTAINTY, Basis, Order, names_source, order_of
from onrecord.reading.document import Document

EARLY, LATE = date(2025, 5, 5), date(2025, 5, 6)


def paper(text="The port is open.", publisher="", published=None):
    return Document(text, publisher=publisher, published=published)


def test_the_earlier_article_can_be_the_source():
    assert order_of(paper(published=LATE), paper(published=EARLY), 1, 1) == Order(True, Basis.EARLIER)


def test_a_later_article_is_never_the_source_even_where_it_is_named():
    copy = paper("(Nordwire) - The port is open.", published=EARLY)
    assert not order_of(copy, paper(publisher="Nordwire", published=LATE), 1, 0.2).possible


def test_a_credit_is_the_surest_sign():
    copy = paper("KALMAR (Nordwire) - The port is open.", published=LATE)
    assert order_of(copy, paper(publisher="Nordwire", published=EARLY), 1, 1) == Order(True, Basis.CREDITED)


def test_who_is_credited_is_not_the_copy():
    copy = paper("(Nordwire) - The port is open.")
    assert order_of(paper(publisher="Nordwire"), copy, 1, 1) == Order(False, Basis.CREDITED)


def test_on_one_day_the_one_that_holds_more_may_be_the_source():
    assert order_of(paper(published=EARLY), paper(published=EARLY), 0.9, 0.3) == Order(True, Basis.CONTAINING)
    assert order_of(paper(published=EARLY), paper(published=EARLY), 0.3, 0.9) == Order(False, Basis.CONTAINING)


@pytest.mark.parametrize("day", [None, EARLY])
def test_where_nothing_tells_the_order_is_unknown(day):
    assert order_of(paper(published=day), paper(published=day), 0.9, 0.85).basis is Basis.UNKNOWN


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("The port is open. Source: Reuters", "Reuters"),
        ("BERLIN (dpa) - The port is open.", "Deutsche Presse-Agentur (dpa)"),
        ("LONDON (AP) — The port is open.", "Associated Press"),
        ("The port is open, Nordwire reported.", "Nordwire"),
    ],
)
def test_credits_are_read(text, publisher):
    assert names_source(paper(text, "Kalmar Post"), paper(publisher=publisher))


def test_a_paper_that_speaks_of_another_does_not_credit_it():
    assert not names_source(paper("Reuters plans to hire 300 people."), paper(publisher="Reuters"))


def test_every_basis_is_explained():
    assert set(CERTAINTY) == set(Basis)
