"""PDF: paragraphs in reading order, words made whole, and one sentence for what holds no text."""

import builtins

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_files import lines, pdf
from onrecord.reading.document import BlockKind
from onrecord.reading.load.pdf import load_pdf
from onrecord.reading.read import read
from onrecord.terms.errors import BadDocument

LEFT = [
    "The port of Oslo reopened on Monday after a",
    "storm that had kept it closed for three days, said",
    "its owner. Ships are back and the cranes will fol-",
    "low this week. It was the longest pause for the AI-",
    "driven terminal since 2019.",
]
RIGHT = [
    "Nobody was hurt. The owner said that the cost of",
    "the storm is not known yet. It drew 1,200 visitors",
    "last year, and over 300 ships a month came in",
    "the spring of 2025. A second terminal is to be",
    "built by 2030.",
]


def rows_across(first, second, top=700):
    """Print two columns line by line, as careless programs do."""
    return [line for pair in zip(lines(50, top, first), lines(320, top, second), strict=True) for line in pair]


def test_columns_are_read_one_after_the_other_even_where_the_file_prints_across():
    text = load_pdf(pdf([rows_across(LEFT, RIGHT)]), "a.pdf").text
    assert text.split("\n\n") == [
        (
            "The port of Oslo reopened on Monday after a storm that had kept it closed for three days, said its owner. "
            "Ships are back and the cranes will follow this week. It was the longest pause for the AI-driven terminal "
            "since 2019."
        ),
        (
            "Nobody was hurt. The owner said that the cost of the storm is not known yet. It drew 1,200 visitors last "
            "year, and over 300 ships a month came in the spring of 2025. A second terminal is to be built by 2030.\n"
        ),
    ]


WORDS = (["The port has a", "quay that goes"], ["on and on. It is long."], ["Rain fell."])


def test_what_every_page_prints_is_left_out_and_a_sentence_goes_on_over_the_page():
    head, foot = (50, 780, 8, "Harbour Post, all rights reserved"), (300, 20, 8)
    pages = [[head, *lines(50, 700, words), (*foot, f"{number}")] for number, words in enumerate(WORDS, 1)]
    text = load_pdf(pdf(pages), "a.pdf").text
    assert "Harbour" not in text
    assert text == "The port has a quay that goes on and on. It is long.\n\nRain fell.\n"


def test_sizes_make_the_headline_and_the_subheadings():
    page = [
        (50, 740, 22, "Port reopens after storm"),
        *lines(50, 700, LEFT),
        (50, 600, 13, "What is next"),
        *lines(50, 580, RIGHT),
    ]
    document = read(pdf([page]))
    assert document.title == "Port reopens after storm"
    kinds = [(block.kind, document.quote(block.span)) for block in document.blocks]
    assert kinds[0] == (BlockKind.HEADLINE, "Port reopens after storm")
    assert (BlockKind.SUBHEADING, "What is next") in kinds


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("It was a hard-", "won peace.", "hardwon"),
        ("The US-", "led talks ended.", "US-led"),
        ("It was a soft\u00ad", "ware maker.", "software"),
        ("A high-level plan is a high-", "level plan.", "high-level plan."),
        ("He met Li-", "Wei there.", "Li-Wei"),
    ],
)
def test_a_hyphen_at_a_lines_end_is_told_from_one_of_the_word(first, second, whole):
    assert whole in load_pdf(pdf([lines(50, 700, [first, second])]), "a.pdf").text


def test_spans_are_exact():
    document = read(pdf([rows_across(LEFT, RIGHT)]))
    assert next(document.quote(sentence.span) for sentence in document.sentences).endswith("said its owner.")
    assert all(document.text[s.span.start : s.span.end] == document.quote(s.span) for s in document.sentences)


ENCRYPTED = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >> /ID [<{1}> <{1}>]".format(
    "00" * 32, "11" * 16
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7", "broken"),
        (b"%PDF-1.7\n" + b"\x00\xff" * 500, "broken"),
        (pdf([lines(50, 700, LEFT)])[:400], "broken|without text"),
        (pdf([[]]), "without text"),
        (pdf([]), "without text|broken"),
        (pdf([lines(50, 700, LEFT)], trailer=ENCRYPTED), "password"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_sentence(data, message):
    with pytest.raises(BadDocument, match=message) as caught:
        read(data)
    assert str(caught.value).endswith(".")


def test_without_the_extra_it_is_named(monkeypatch):
    real = builtins.__import__

    def missing(name, *rest, **more):
        if name == "pypdfium2":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(BadDocument, match=r"pip install 'onrecord\[pdf\]'"):
        read(pdf([lines(50, 700, LEFT)]))


@given(st.integers(0, 1500), st.binary(max_size=40))
def test_a_damaged_file_is_read_or_refused(place, damage):
    data = pdf([lines(50, 700, LEFT), lines(50, 700, RIGHT)])
    try:
        document = read(data[:place] + damage + data[place + len(damage) :], format="pdf")
    except BadDocument as error:
        assert str(error).endswith(".")  # noqa: PT017
    else:
        assert all(document.quote(sentence.span) for sentence in document.sentences)
