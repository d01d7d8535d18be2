"""The format of a source: by what it begins with, and by its name where that says nothing."""

import pytest

from onrecord.reading.load.formats import format_named, format_of, suffix_of
from onrecord.terms.errors import BadDocument


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"It rained.", "a.txt", "text"),
        (b"It rained.", "a", "text"),
        (b"# Rain\n\nIt rained.", "a", "markdown"),
        (b"# Rain\n\nIt rained.", "a.txt", "text"),
        (b"<!doctype html><p>It rained.", "a.txt", "html"),
        (b"<p>It rained.</p>", "a.html", "html"),
        (b"\xef\xbb\xbf<html>", "", "html"),
        ("<html>".encode("utf-16"), "", "html"),
        (b"junk %PDF-1.4", "a.txt", "pdf"),
        (b"WARC/1.1\r\n", "a.html", "warc"),
        (b'<?xml version="1.0"?>\n<!-- x --><rss version="2.0">', "a.txt", "feed"),
        (b'<?xml version="1.0"?><?xml-stylesheet href="x"?><feed xmlns="x">', "", "feed"),
        (b'<rdf:RDF xmlns="x">', "", "feed"),
        (b'{"text": "It rained."}', "a.txt", "json"),
        (b"{Rain} fell", "a.txt", "text"),
        (b"[1]", "a.ndjson", "json"),
        (b"It rained", "a.jsonl.gz", "json"),
    ],
)
def test_what_a_source_begins_with_decides_before_its_name(head, name, kind):
    assert format_of(head, name) == kind


def test_a_name_that_promises_what_is_not_there():
    with pytest.raises(BadDocument, match="named as PDF and is none"):
        format_of(b"It rained.", "a.pdf")
    with pytest.raises(BadDocument, match=r"'\.docx' is not a file type"):
        format_of(b"It rained.", "a.docx")
    with pytest.raises(BadDocument, match="'docx' is not a format"):
        format_named("docx")


def test_the_suffix_below_gzip_counts():
    assert (suffix_of("a/b.WARC.gz"), suffix_of("b.gz"), suffix_of("b")) == ("warc", "", "")
