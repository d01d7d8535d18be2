"""The list of the Ollama library, from its page to readings."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_answers import AT, a_library, answer
from onrecord.sources.ollama import FEWEST, Ollama
from onrecord.sources.source import Reading, Row, Watching
from onrecord.terms.errors import Unreadable

DAY = AT.date()
MANY = [(f"model-{number}", f"{number}K") for number in range(FEWEST)]


def read(body):
    capture, raw = answer("ollama", "library", body)
    (parser,) = [one for one in Ollama().parsers if one.holds(capture.day)]
    return list(parser.parse(capture, raw))


def library(*pages, **more):
    return read(a_library([*pages, *MANY], **more))


def test_pulls_are_read_as_they_are_shown():
    parsed = library(("deepseek-r1", "54.5M"), ("smollm2", "987"), ("llama3.1", "1.1B"))
    found = [one for one in parsed if isinstance(one, Reading)][:3]
    assert found == [
        Reading("ollama.com/library/deepseek-r1", "ollama_pulls", 54_500_000.0, DAY, DAY),
        Reading("ollama.com/library/smollm2", "ollama_pulls", 987.0, DAY, DAY),
        Reading("ollama.com/library/llama3.1", "ollama_pulls", 1_100_000_000.0, DAY, DAY),
    ]


def test_a_new_page_is_of_the_maker_whose_models_are_named_so():
    parsed = library(("qwen9-coder", "1K"), ("strange", "1K"))
    makers = {one.cells["model"]: one.cells["maker"] for one in parsed if isinstance(one, Row)}
    assert makers["ollama.com/library/qwen9-coder"] == "alibaba"
    assert makers["ollama.com/library/strange"] == "other-makers"


def test_the_whole_list_says_that_it_saw_all():
    assert [one for one in library() if isinstance(one, Watching)] == [Watching("ollama_pulls", "ollama.com/library/")]


def test_a_list_that_was_cut_is_refused():
    with pytest.raises(Unreadable, match="it was cut"):
        library(end="")


def test_a_page_without_the_marks_is_refused():
    with pytest.raises(Unreadable, match="50 pages or more marked `x-test-model`, got 0"):
        read("<html><body><h1>Models</h1></body></html>")


@pytest.mark.parametrize("pulls", ["", "many", "-3", "3.5.1K", "12 M"])
def test_pulls_that_are_no_count_are_refused_with_their_place(pulls):
    with pytest.raises(Unreadable, match="model 1: expected pulls such as"):
        library(("qwen3", pulls))


@pytest.mark.parametrize("page", ["", "a/b", "Über"])
def test_a_link_of_another_kind_is_refused(page):
    with pytest.raises(Unreadable, match="expected one link such as /library/deepseek-r1"):
        library((page, "1K"))


@given(order=st.permutations(MANY))
def test_the_order_of_the_list_changes_no_row(order):
    assert sorted(map(repr, read(a_library(order)))) == sorted(map(repr, read(a_library(MANY))))


@given(body=st.binary(max_size=60), inside=st.text(max_size=40))
def test_anything_else_is_unreadable_and_nothing_else(body, inside):
    for page in (body, body + b"</html>", a_library([(inside, inside)] * FEWEST)):
        with suppress(Unreadable):
            read(page)
