"""WARC: the pages of a crawl one by one; what breaks off is said, and what came before it is read."""

import gzip
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_files import plain, record, request
from onrecord.reading.read_all import read_all

PAGE = b"""<!doctype html><html><head><title>Port reopens</title><meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2025-07-25T08:00:00Z"></head><body><article><h1>Port reopens</h1>
<p>Ships are back in the port of Oslo after a storm that had kept it closed for three days, its owner said.
Nobody was hurt, and the cranes will follow this week, when the second terminal opens too.</p></article></body></html>
"""

ARCHIVE = [
    request("https://example.org/1"),
    record("https://example.org/1", PAGE),
    record("https://example.org/logo.png", b"\x89PNG", kind="image/png"),
    record("https://example.org/gone", b"", status="404 Not Found"),
    record("https://example.org/2", PAGE.replace(b"Oslo", b"Bergen"), coding="gzip"),
    plain("https://example.org/3", b"Cranes stood still in the port on Monday."),
]


def documents(data):
    found = list(read_all(BytesIO(data)))
    return found, [entry.document for entry in found if entry.document]


@pytest.mark.parametrize("pack", [b"".join, lambda parts: b"".join(map(gzip.compress, parts))])
def test_pages_and_texts_are_read_in_order_and_the_rest_is_counted(pack):
    found, read = documents(pack(ARCHIVE))
    assert [document.address for document in read] == [f"https://example.org/{n}" for n in (1, 2, 3)]
    assert (read[0].title, read[0].publisher, read[0].published) == ("Port reopens", "Harbour Post", date(2025, 7, 25))
    assert read[0].dated_by == "page"
    assert "Bergen" in read[1].text
    assert [entry.skipped for entry in found if entry.skipped] == ["an answer 404 without a page", "image/png, no text"]


def test_a_page_in_the_encoding_of_its_server():
    page = PAGE.replace(b"Oslo", "Malmö".encode("latin-1"))
    _, read = documents(record("https://example.org/1", page, kind="text/html; charset=ISO-8859-1"))
    assert "Malmö" in read[0].text


def test_a_page_that_cannot_be_read_stops_no_other():
    found, read = documents(record("https://example.org/0", b"\xff\xfe\x00\xd8 broken") + ARCHIVE[1])
    assert [document.address for document in read] == ["https://example.org/1"]
    assert "record 1 (https://example.org/0)" in found[0].problem


@pytest.mark.parametrize("cut", [20, 100, 400])
def test_an_archive_that_breaks_off_says_so_behind_what_was_read(cut):
    data = b"".join(map(gzip.compress, ARCHIVE))
    found, read = documents(data[:-cut])
    assert read
    assert any("breaks off" in entry.problem or "cut short" in entry.problem for entry in found)


def test_no_archive_at_all():
    found, read = documents(b"WARC/1.0\r\n")
    assert not read
    assert found[0].problem


@settings(max_examples=40)
@given(st.integers(0, 2500), st.binary(min_size=1, max_size=30))
def test_a_damaged_archive_is_read_or_refused(place, damage):
    data = b"".join(ARCHIVE)
    for entry in read_all(BytesIO(data[:place] + damage + data[place + len(damage) :]), format="warc"):
        assert bool(entry.document) + bool(entry.problem) + bool(entry.skipped) == 1
