"""JSON lines: one article a line, by documented fields, and a bad line stops no other."""

import json
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.load.json_lines import MAX_LINE
from onrecord.reading.read_all import read_all

LINE = {
    "text": "Ships are back in the port.",
    "title": "Port reopens",
    "author": "Kari Nord",
    "publisher": "Harbour Post",
    "published": "2025-07-25T23:30:00-05:00",
    "url": "https://example.org/1",
}


def read_lines(*lines, **options):
    data = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    return list(read_all(BytesIO(data), format="jsonl", **options))


def test_the_fields_are_those_of_the_document_and_the_text_stays_as_it_is():
    document = read_lines(LINE)[0].document
    assert document.text == LINE["text"]
    assert (document.title, document.author, document.publisher) == ("Port reopens", "Kari Nord", "Harbour Post")
    assert (document.published, document.dated_by, document.address) == (date(2025, 7, 25), "json", LINE["url"])


def test_other_names_of_the_fields_are_known():
    row = {
        "body": "It rained.",
        "headline": "Rain",
        "authors": ["A. B.", {"name": "C. D."}],
        "source": {"name": "Post"},
    }
    document = read_lines(row | {"date": "25 Jul 2025", "link": "https://example.org/2"})[0].document
    assert (document.title, document.author, document.publisher) == ("Rain", "A. B., C. D.", "Post")
    assert (document.published, document.address) == (date(2025, 7, 25), "https://example.org/2")


def test_html_is_read_as_the_article_that_it_is():
    document = read_lines({"html": "<h2>Rain</h2><p>It <i>rained</i> in Oslo &amp; Bergen.</p>"})[0].document
    assert document.text == "Rain\n\nIt rained in Oslo & Bergen.\n"


def test_what_is_given_wins():
    document = read_lines(LINE, published=date(2025, 7, 26), publisher="Wire")[0].document
    assert (document.published, document.publisher, document.dated_by) == (date(2025, 7, 26), "Wire", "given")


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (b'{"text": ', "is no JSON"),
        (b"[1, 2]", "is no JSON object"),
        (b"[" * 100_000, "is no JSON"),
        (b'{"text": ' + b"9" * 5000 + b"}", "is no JSON"),
        (b'{"title": "x"}', "no field 'text' or 'html'"),
        (b'{"text": "  "}', "empty"),
        (b'{"text": "\\ud800 half"}', "half of a character"),
        (b'{"text": "Malm\xf6"}', "not UTF-8"),
        (b'{"text": "It rained.", "published": "soon"}', "'soon', which is no day"),
        (b'{"text": "It rained.", "published": "2025-02-30"}', "no day"),
        (b'{"text": "' + b"x" * MAX_LINE + b'"}', "one line is one article"),
    ],
)
def test_a_bad_line_is_said_with_its_number_and_the_next_is_read(bad, words):
    first, wrong, last = read_lines(LINE, bad, LINE)
    assert wrong.document is None
    assert words in wrong.problem
    assert "line 2" in wrong.problem
    assert first.document == last.document
    assert last.place.endswith("line 3")


def test_blank_lines_and_a_byte_order_mark_are_no_articles():
    places = [entry.place for entry in read_lines(b"\xef\xbb\xbf" + json.dumps(LINE).encode(), b"", b"  ", LINE)]
    assert places == ["The input, line 1", "The input, line 4"]


@given(
    st.lists(
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(),
            lambda v: st.lists(v) | st.dictionaries(st.sampled_from([*LINE, "html", "body", "date"]), v),
            max_leaves=8,
        ),
        max_size=4,
    )
)
def test_any_json_is_read_or_refused_line_by_line(values):
    assert len(read_lines(*values)) == len(values)
