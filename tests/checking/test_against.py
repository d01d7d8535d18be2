"""An article checked beside others: what it took, what it did to the facts, who else says so."""

from datetime import date

import pytest

from onrecord.checking.check import check
from onrecord.copies.article import Article
from onrecord.reading.read import read
from onrecord.record import open_record

WIRE = (
    "China opened the World AI Conference in Shanghai on Saturday, where more than 800 companies showed their work. "
    "Visitors queued for hours at the gates of the halls. "
    "Wu Fang, an analyst at Peach Securities, said that some of the robots could go on sale in the autumn."
)
COPY = WIRE.replace("Shanghai", "Beijing").replace(
    "Wu Fang, an analyst at Peach Securities, said that some of the robots could go on sale", "The robots go on sale"
)


def article(text, publisher, day):
    return Article(publisher, read(text.encode(), publisher=publisher, published=date(2025, 7, day), format="txt"))


@pytest.fixture(scope="module")
def shipped():
    return open_record()


@pytest.fixture
def beside(shipped):
    def found(text, *others, all_=False):
        checked = check(article(text, "Harbour Post", 28).document, shipped, against=others)
        told = {finding.kind: finding for finding in reversed(checked.findings)}
        return told if not all_ else [finding.message for finding in checked.findings]

    return found


def test_a_rewrite_is_named_with_its_source_and_what_it_changed(beside):
    findings = beside(COPY, article(WIRE, "Nordwire", 26))
    assert "from Nordwire" in findings["derived"].message
    assert "likely" in findings["derived"].message
    assert findings["name-changed"].places[0].quote == "Beijing"
    assert {"hedge-dropped", "attribution-dropped", "scope-lost"} <= findings.keys()


def test_copies_that_say_the_same_are_one_source(beside):
    findings = beside(WIRE, article(WIRE, "Nordwire", 26), article(WIRE, "Lake Times", 27))
    assert "2 other articles state this, and all go back to one source" in findings["told-elsewhere"].message


def test_a_second_desk_is_a_second_source(beside):
    desk = (
        "Robots that box and pour beer drew record crowds this weekend. The World AI Conference was held in Shanghai,"
        " by the river, and a student who had come by night train from Chengdu slept on a bench outside."
    )
    messages = beside(WIRE, article(WIRE, "Nordwire", 26), article(desk, "Fjord Daily", 27), all_=True)
    assert any("2 other articles state this, and with it they are 2 sources" in message for message in messages)


def test_the_article_itself_among_the_others_is_left_out(beside):
    assert beside(WIRE, article(WIRE, "Harbour Post", 28)) == {}


def test_a_name_that_only_the_source_introduces_is_one_finding(beside):
    wire = (
        "DeepSeek's founder, Liang Wenfeng, spoke in Hangzhou on Friday. Liang said that the next model would be open, "
        "and that forty engineers had worked on it since the spring."
    )
    copy = "Liang said that the next model would be open, and that forty engineers had worked on it since the spring."
    assert "unintroduced-name" in beside(copy, article(WIRE, "Nordwire", 26))
    findings = beside(copy, article(wire, "Nordwire", 26))
    assert "the source names Liang Wenfeng" in findings["introduction-cut"].message
    assert "unintroduced-name" not in findings


def test_without_others_nothing_is_found(beside):
    assert beside(WIRE) == {}
