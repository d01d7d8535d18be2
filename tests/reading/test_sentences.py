"""Sentences: where they end, where they do not, and that no character is lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.document import Block, BlockKind, Span
from onrecord.reading.sentences import find_sentences, split_sentences
from operations import grows_linearly

TWO_SENTENCES = [
    ("The port opened. Ships came back.", "Ships came back."),
    ("Is the port open? Nobody knows.", "Nobody knows."),
    ("It opened! Ships came back.", "Ships came back."),
    ("It was closed for years… Ships came back.", "Ships came back."),
    ("It cost 3.5 billion. That was too much.", "That was too much."),
    ("It runs GPT-4.5. The rest run others.", "The rest run others."),
    ("She works at Lumen Inc. The firm makes lamps.", "The firm makes lamps."),
    ("It was made in the U.S. The others were not.", "The others were not."),
    ("The bell rings at 9 a.m. It is loud.", "It is loud."),
    ("“The port is open.” Ships came back.", "Ships came back."),
    ("The port is open (it was closed.) Ships came back.", "Ships came back."),
    ("They went on to Plan B. Ships came back.", "Ships came back."),
    ("It was said before.[12] Ships came back.", "Ships came back."),
    ("Use has slowed.The port is shut.", "The port is shut."),
    ("The port opened. iPhone makers cheered.", "iPhone makers cheered."),
    ("The port opened. xAI did not come.", "xAI did not come."),
    ("It is led by Li Wei. 30 ships came.", "30 ships came."),
    ("It was no. 7. Ships came back.", "Ships came back."),
    ("The port is open.\n\u00a0 Ships came back.", "Ships came back."),
    ("港口开放。船回来了。", "船回来了。"),
]

ONE_SENTENCE = [
    "Mr. Berg met Dr. Li and Sen. Ola Dahl.",
    "Lumen Holding Ltd. to Berg Corp. rose.",
    "The U.S. Commerce Department agreed.",
    "Lumen Inc. Chief Executive Ola Berg left.",
    "J. D. Berg and Harry S. Dahl came.",
    "Growth was 3.5 percent, or approx. 4 ships.",
    "It opened on Jan. 5 and on Sept. 12, 2024.",
    "It was No. 1 in the list.",
    "Gates open at 9 a.m. and close at 5 p.m. on Sundays.",
    "Visit deepseek.com, Z.ai, or Character.AI for more.",
    "It uses ASP.NET and Node.js on v2.5 of the system.",
    "Well ... it was closed.",
    "“Is it open?” Ola Berg asked.",
    "“It is open!” said the mayor.",
    "Fruit, e.g. apples vs. pears, i.e. food.",
    "St. Gallen and Mt. Fuji.",
    "A headline without a stop",
    "1. The first item of a list.",
    "He said “no.” and left.",
    "The A.I. Act passed.",
    "Yahoo! said it was open.",
]


@pytest.mark.parametrize(("text", "second"), TWO_SENTENCES)
def test_a_stop_before_a_new_sentence_ends_the_one_before(text, second):
    assert [span.of(text) for span in split_sentences(text)][1:] == [second]


@pytest.mark.parametrize("text", ONE_SENTENCE)
def test_a_stop_inside_a_sentence_ends_nothing(text):
    assert [span.of(text) for span in split_sentences(text)] == [text]


def test_only_blocks_that_state_something_have_sentences():
    text = "Oslo Post, May 5- It rained. It snowed."
    blocks = (Block(BlockKind.DATELINE, Span(0, 16)), Block(BlockKind.PARAGRAPH, Span(17, len(text))))
    found = find_sentences(text, blocks)
    assert [sentence.span.of(text) for sentence in found] == ["It rained.", "It snowed."]
    assert {sentence.block for sentence in found} == {blocks[1]}


NEWS_LIKE = st.text(
    st.sampled_from("aB 1.!?…\"'“”‘’()[]\n\t ,:;-–—。\u200f\u00a0éİ") | st.characters(codec="utf-8"),
    max_size=200,
)


@given(NEWS_LIKE, NEWS_LIKE, NEWS_LIKE)
def test_sentences_cover_every_printed_character_once_and_in_order(before, text, after):
    whole = before + text + after
    block = Span(len(before), len(before) + len(text))
    spans = split_sentences(whole, block)
    assert all(block.contains(span) and span.start < span.end for span in spans)
    assert all(first.end <= second.start for first, second in pairwise(spans))
    covered = "".join(span.of(whole) for span in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert not any(span.of(whole)[0].isspace() or span.of(whole)[-1].isspace() for span in spans)


@given(NEWS_LIKE)
def test_a_sentence_does_not_depend_on_where_its_block_stands(text):
    moved = [Span(span.start - 3, span.end - 3) for span in split_sentences("x\n\n" + text, Span(3, 3 + len(text)))]
    assert moved == list(split_sentences(text))


@pytest.mark.parametrize("piece", ["word ", "A.B.", "... ", "“.” ", ".", "Mr. ", "(", "\n", "'", "a" * 50])
def test_work_grows_with_the_length_and_no_faster(piece):
    assert grows_linearly(split_sentences, piece)
