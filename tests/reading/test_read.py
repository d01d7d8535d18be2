"""The way in: what is read, what it is read as, and the one sentence for what cannot be read."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.document import BlockKind
from onrecord.reading.load.text import MAX_BYTES
from onrecord.reading.read import read
from onrecord.terms.errors import BadDocument

ARTICLE = """Port reopens after storm

Harbour Post, Friday, July 25, 2025- Ships are back in the port. Cranes are not.
"""


def test_an_article_as_text_bytes_and_file_is_the_same_document(tmp_path):
    file = tmp_path / "port.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    document = read(ARTICLE)
    assert document == read(ARTICLE.encode()) == read(file) == read(str(file))
    assert (document.title, document.publisher) == ("Port reopens after storm", "Harbour Post")
    assert document.published == date(2025, 7, 25)
    assert document.text == ARTICLE


def test_what_is_given_wins_over_what_the_article_says():
    document = read(
        ARTICLE, published=date(2025, 7, 26), publisher="Wire", title="Port", address="https://example.org/1"
    )
    assert (document.published, document.publisher, document.title) == (date(2025, 7, 26), "Wire", "Port")
    assert document.address == "https://example.org/1"


def test_an_article_without_a_day_has_none():
    assert read("Ships are back in the port.").published is None
    assert read("Port reopens\n\nOSLO, July 25 (Reuters) - Ships are back.").published is None


def test_an_impossible_day_must_be_replaced_by_the_reader():
    text = "Port reopens\n\nHarbour Post, June 31, 2025- Ships are back."
    with pytest.raises(BadDocument, match=r"June 31, 2025.*not in the calendar.*--published"):
        read(text)
    assert read(text, published=date(2025, 7, 1)).published == date(2025, 7, 1)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_with_their_mark_and_every_newline(newline, encoding):
    data = ARTICLE.replace("\n", newline).encode(encoding)
    assert read(data).text == ARTICLE


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\t\n ", "empty"),
        ("\ufeff\n".encode(), "empty"),
        (b"...\n---\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04 ...", "ZIP"),
        (b"abc\x00def", "binary"),
        (bytes(range(1, 32)) * 9, "binary"),
        ("Ships are back in Malmö.".encode("latin-1"), r"not UTF-8: byte 0xF6 at offset 22.*convert"),
        (b"\xff\xfea\x00b", "UTF-16"),
        (b"Ships. " * 1_500_000, r"10\.5 MB.*limit is 5 MB"),
    ],
)
def test_bytes_that_are_no_article_get_one_clear_sentence(data, message):
    with pytest.raises(BadDocument, match=message) as caught:
        read(data)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("missing.txt", "no file"),
        ("no/such/folder/article", "no file"),
        ("./article", "no file"),
        ("my article.html", "no file"),
        ("https://example.org/article", "not fetched"),
        ("", "empty"),
        ("ab\x00cd ef", "binary"),
        ("half a character: \ud800", "half of a character"),
        ("x" * (MAX_BYTES + 1), "5.0 MB"),
    ],
)
def test_strings_that_are_no_article_get_one_clear_sentence(source, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadDocument, match=message):
        read(source)


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(BadDocument, match="directory"):
        read(tmp_path)
    (tmp_path / "a.docx").write_bytes(b"x")
    with pytest.raises(BadDocument, match=r"'\.docx' is not a file type that is read"):
        read(tmp_path / "a.docx")
    (tmp_path / "a.txt").write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(BadDocument, match="limit"):
        read(tmp_path / "a.txt")


def test_an_unknown_format_is_refused_and_a_known_one_needs_no_dot():
    with pytest.raises(BadDocument, match="'docx' is not a format"):
        read("Ships are back.", format="docx")
    assert read("# Port\n\nShips are back.", format=".md").title == "Port"


def test_a_sentence_that_ends_in_an_address_is_text():
    document = read("The list is published on example.org")
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH]


def test_plain_text_does_not_load_the_reader_of_html():
    script = (
        "import sys; from onrecord.reading.read import read; read('It rained.');print('trafilatura' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "False"


ADVERSARIAL = [
    "“He said ‘she said “no” twice’ and left.” Nobody did.",
    "\u202eThe port\u202c opened.\u200f It \u200brained.",
    "THE PORT OPENED. IT RAINED. U.S. SHIPS CAME.",
    "a " * 500_000,
    "\u00a0\u2003\u3000 Ships\u2028came\u2029back.\x0b\x0cNow.",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "<b>Ships & cranes</b> came. <script>alert(1)</script>",
    "\x1b[31mShips\x1b[0m came back.",
]


@pytest.mark.parametrize("text", ADVERSARIAL)
def test_hostile_text_is_read_as_it_stands(text):
    document = read(text)
    assert document.sentences
    assert all(document.quote(sentence.span) for sentence in document.sentences)


@given(
    st.text() | st.lists(st.sampled_from([ARTICLE, "\r", "\n\n", "• ", "“", "\u200f", "By A. B. ", " - "])).map("".join)
)
def test_any_text_is_read_or_refused_and_spans_are_exact(text):
    try:
        document = read(text + "\n")
    except BadDocument:
        return
    for sentence in document.sentences:
        assert sentence.block in document.blocks
        assert sentence.block.span.contains(sentence.span)
        assert document.quote(sentence.span).strip() == document.quote(sentence.span) != ""


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    for kind in (None, "md"):
        try:
            read(data, format=kind)
        except BadDocument as error:
            assert str(error).endswith(".")  # noqa: PT017
