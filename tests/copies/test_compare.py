"""Articles compared: families, hostile input, and nothing that depends on the order in which they come."""

from datetime import date
from unicodedata import normalize

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.copies.article import Article
from onrecord.copies.compare import compare
from onrecord.copies.derivation import Derivation
from onrecord.copies.order import Basis
from onrecord.copies.pairs import CROWD
from onrecord.reading.document import Document
from onrecord.reading.read import read

WIRE = (
    "The port of Kalmar opened again on Monday, two weeks after the flood, its owner said. Forty ships wait outside for"
    " a pilot. The mayor promised higher walls along the quay before the winter."
)


def article(place, text, published=None, publisher=""):
    return Article(place, Document(text, published=published, publisher=publisher))


def days(*texts):
    return [article(str(number), text, date(2025, 5, number + 1)) for number, text in enumerate(texts)]


def test_no_articles_are_no_error():
    assert compare([]).independent_sources == 0


def test_a_twin_comes_from_the_earlier_one():
    found = compare(days(WIRE, WIRE.upper()))
    assert found.traced[1].twin
    assert found.traced[1].links[0].basis is Basis.EARLIER
    assert found.families[0].ordered


def test_twins_without_a_day_have_no_known_order():
    found = compare([article("a", WIRE), article("b", WIRE)])
    assert found.independent_sources == 1
    assert not found.families[0].ordered


def test_a_thousand_equal_articles_are_one_source():
    found = compare([article(str(number), WIRE) for number in range(1000)])
    assert found.independent_sources == 1
    assert len(found.families) == 1


def test_articles_of_one_word_are_left_alone():
    found = compare([article("a", "Breaking"), article("b", "Goal!"), article("c", "...")])
    assert found.independent_sources == 3


def test_an_article_of_ten_megabytes_is_compared_by_its_head():
    long = " ".join(f"word{number % 9973 * 7}" for number in range(1_200_000))
    found = compare([article("long", long, date(2025, 5, 1)), article("short", long[:4000], date(2025, 5, 2))])
    assert found.traced[1].kind is Derivation.WHOLLY


def test_one_footer_under_all_makes_no_family():
    footer = (
        "Sign up for our letter and read the news of the day at breakfast. All rights reserved by the Harbour Post and"
        " its owners. Nothing may be printed again without the written leave of the editor in chief."
    )
    stories = (
        "A dog in Orrby found its way home over three mountains. Its owner had given up hope and bought a parrot.",
        "Bakers in Tranby want to sell bread on Sundays again. The council said no twice, and will vote in October.",
        "The river Svarta is so low that a car came to light. Its plate leads to a robbery that was never solved.",
        "Choirs from nine countries sang in the quarry at Holsa. Rain fell on the second evening, and nobody left.",
    )
    found = compare(days(*(f"{story}\n\n{footer}" for story in stories)))
    assert found.families == ()
    assert {one.kind for one in found.traced} == {Derivation.INDEPENDENT}


def test_two_pages_of_one_site_share_their_menus_and_tell_two_stories():
    menu = "\n".join(f"  * {place} harbour news\n  * {place} ferries and cranes" for place in "ABCDEFGHIJKLMNOPQRST")
    ferry = (
        "Shipowner Brita Holm gave her last steam ferry to a museum. Children rang the bell until dusk. It burned ten"
        " tonnes of coal on its way to the island, and nobody else knows how to fire the boiler."
    )
    found = compare(days(*(f"{menu}\n\n{story}" for story in (WIRE, ferry))))
    assert found.families == ()


@pytest.mark.parametrize("fine", [20_000, 10])
def test_a_footer_longer_than_the_articles_makes_no_family_in_a_crowd(fine, monkeypatch):
    monkeypatch.setattr("onrecord.copies.compare.FINE", fine)
    footer = " ".join(f"Nothing of part {at} may be printed again without leave of owner {at * 7}." for at in range(9))
    random = np.random.default_rng(3)
    texts = [
        " ".join(f"v{word}" for word in random.integers(0, 10**6, 60)) + f".\n\n{footer}" for _ in range(3 * CROWD)
    ]
    found = compare([article(str(number), text) for number, text in enumerate(texts)])
    assert found.families == ()


@pytest.mark.parametrize("fine", [20_000, 10])
def test_a_crowd_of_near_copies_is_one_family(fine, monkeypatch):
    monkeypatch.setattr("onrecord.copies.compare.FINE", fine)
    found = compare(
        [article(str(number), f"{WIRE} Printed in Orrby by press {number}.") for number in range(3 * CROWD)]
    )
    assert found.independent_sources == 1


def test_articles_of_one_word_join_only_where_it_is_the_same():
    words = ["Breaking", "Goal", "BREAKING!", "", "..."] * 40
    found = compare([article(str(number), word) for number, word in enumerate(words)])
    assert len(found.families) == 2
    assert found.independent_sources == 2 + 80


def test_one_text_in_capitals_and_in_several_encodings_is_one_source():
    text = WIRE.replace("Kalmar", "Kalmår").replace(" two", " “two”")
    pages = [read(text.encode(code), format="txt") for code in ("utf-8", "utf-8-sig", "utf-16")]
    pages += [Document(text.upper()), read(normalize("NFD", text).encode(), format="txt")]
    found = compare([Article(str(number), page) for number, page in enumerate(pages)])
    assert found.independent_sources == 1
    assert all(one.twin for one in found.traced[1:])


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(4)))
def test_the_order_of_the_input_changes_nothing(order):
    texts = [
        WIRE,
        WIRE.partition(". ")[0] + ".",
        f"{WIRE} Bakers gave away rolls.",
        "A dog bit a postman in Orrby today.",
    ]
    articles = days(*texts)
    found, other = compare(articles), compare([articles[number] for number in order])
    assert found == other


def test_progress_is_told():
    told = []
    compare(days(WIRE, WIRE), progress=lambda *step: told.append(step))
    assert told[0] == ("fingerprinting", 0, 2)
    assert told[-1] == ("laying side by side", 2, 2)
