"""Names in a text: the longest, whole, with all that they can mean, and when."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.names import Names, fold, model_stems
from strategies import small, stated


@pytest.fixture(scope="module")
def record():
    from strategies import opened

    def release(name, model, maker="acme", aliases=""):
        return stated(release=name, maker=maker, model=model, aliases=aliases, kind="release", period="2025-01-01",
                      published="2025-01-01")  # fmt: skip

    tables = small(
        entities=[
            stated(entity="ann", kind="person", name="Ann Li", aliases="Li", published="2024-01-01"),
            stated(entity="bo", kind="person", name="Bo Li", aliases="Li|李强", published="2024-01-01"),
            stated(entity="bank", kind="organisation", name="The Bank", published="2024-01-01"),
        ],
        aliases=[{"alias": "Norwegian Minister", "entity": "ann", "use": "title", "holds": "2024/2025-06-30"}],
        policies=[stated(policy="plan", title="AI Action Plan", jurisdiction="NO", issuer="Acme", kind="plan",
                         act="released", period="2025-01-01", published="2025-01-01")],
        releases=[release("q1", "Quill 1"), release("q2", "Quill 2"), release("q25", "Quill2.5"),
                  release("q25s", "Quill2.5-0.5B"), release("b1", "Bolt", "bolt", "B-1")],
    )  # fmt: skip
    with opened(tables) as made:
        yield made


@pytest.fixture(scope="module")
def names(record):
    return Names.of(record)


def found(names, text):
    return [(text[hit.start : hit.end], *sorted({meaning.id for meaning in hit.meanings})) for hit in names.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme met Haven.", [("Acme", "acme"), ("Haven", "haven")]),
        ("Quill2.5-0.5B beats Quill2.5", [("Quill2.5-0.5B", "q25s"), ("Quill2.5", "q25")]),
        ("Acme's own", [("Acme", "acme")]),
        ("Acmeville and Preacme", []),
        ("Quill 1.5 is another model", []),
        ("Quill 1. It came first", [("Quill 1", "q1")]),
        ("acme in small letters", []),
        ("the ai action plan", [("ai action plan", "plan")]),
        ("Li spoke", [("Li", "ann", "bo")]),
        ("Bo Li spoke", [("Bo Li", "bo")]),
        ("总理李强", [("李强", "bo")]),
        ("Bank of all", [("Bank", "bank")]),
        ("", []),
    ],
)
def test_names_are_found_whole_and_the_longest(names, text, expected):
    assert found(names, text) == expected


def test_one_name_may_mean_several_and_one_thing_may_have_several_names(names):
    assert {meaning.id for meaning in names.meanings("Li")} == {"ann", "bo"}
    assert [meaning.id for meaning in names.meanings("B-1")] == ["b1"]
    assert names.meanings("Nobody") == ()


def test_a_title_means_its_bearer_for_as_long_as_it_is_held(names):
    (title,) = names.meanings("Norwegian Minister")
    assert title.held_on(date(2025, 6, 30))
    assert not title.held_on(date(2025, 7, 1))
    assert title.held_on(None)


@given(
    st.lists(st.sampled_from(["Acme", "Quill 2", "Bo Li", "the plan", "Quill2.5", "Lisa", ", ", " ", "."]), max_size=12)
)
def test_what_is_found_stands_there_in_order_and_never_overlaps(names, words):
    text = "".join(words)
    hits = names.find(text)
    assert all(names.meanings(text[hit.start : hit.end]) for hit in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))


@given(st.text())
def test_folding_keeps_every_character_at_its_place(text):
    assert len(fold(text)) == len(text)


def test_a_family_is_a_word_that_a_maker_numbers_more_than_once(record):
    assert model_stems(record)["Quill"] == ("acme",)
    assert "Bolt" not in model_stems(record)
