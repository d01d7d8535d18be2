"""RSS and Atom: every entry a document with its own day, author and address."""

from datetime import date

import pytest

from onrecord.reading.document import BlockKind
from onrecord.reading.read import read
from onrecord.reading.read_all import read_all
from onrecord.terms.errors import BadDocument

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Harbour Post</title><link>https://example.org/</link>
<item><title>Port &amp; cranes</title><link>https://example.org/1</link><dc:creator>Kari Nord</dc:creator>
<pubDate>Fri, 25 Jul 2025 23:30:00 -0500</pubDate><description>A teaser.</description>
<content:encoded><![CDATA[<p>Ships are <b>back</b> in the port.</p><ul><li>Cranes are not</li></ul>
<script>alert(1)</script>]]></content:encoded></item>
<item><title>No day</title><description>It rained in Oslo.</description><pubDate>sometime soon</pubDate></item>
<item><title></title><description></description></item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Port Notes</title>
<entry><title>One</title><updated>2025-07-20T10:00:00Z</updated><author><name>Ola Vik</name></author>
<link href="https://example.org/a"/><summary>Ships came to the port.</summary></entry>
<entry><title>Two</title><published>2025-07-18</published><updated>2025-07-20T10:00:00Z</updated>
<content type="html">&lt;p&gt;Cranes stood still.&lt;/p&gt;</content></entry></feed>"""


def entries(tmp_path, text, name="feed.xml"):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return list(read_all(file))


def test_an_entry_is_a_document_with_its_headline_author_day_and_address(tmp_path):
    first = entries(tmp_path, RSS)[0].document
    assert first.text == "Port & cranes\n\nShips are back in the port.\n\n• Cranes are not\n"
    assert (first.title, first.author, first.publisher) == ("Port & cranes", "Kari Nord", "Harbour Post")
    assert first.address == "https://example.org/1"
    assert [block.kind for block in first.blocks] == [BlockKind.HEADLINE, BlockKind.PARAGRAPH, BlockKind.BULLET]


def test_the_day_is_that_of_the_place_where_it_was_printed(tmp_path):
    first = entries(tmp_path, RSS)[0].document
    assert (first.published, first.dated_by) == (date(2025, 7, 25), "feed")


def test_a_bad_day_is_no_day_and_an_empty_entry_is_said_with_its_place(tmp_path):
    _, second, third = entries(tmp_path, RSS)
    assert (second.document.published, second.document.dated_by) == (None, "")
    assert third.place.endswith("feed.xml, entry 3")
    assert "empty" in third.problem


def test_atom_gives_the_day_of_publication_or_says_that_it_is_that_of_a_change(tmp_path):
    one, two = (entry.document for entry in entries(tmp_path, ATOM))
    assert (one.published, one.dated_by, one.author) == (date(2025, 7, 20), "feed-update", "Ola Vik")
    assert (two.published, two.dated_by) == (date(2025, 7, 18), "feed")


@pytest.mark.parametrize("name", ["feed.txt", "feed", "feed.html", "feed.rss"])
def test_a_feed_is_known_by_what_it_begins_with(tmp_path, name):
    assert [entry.document.title for entry in entries(tmp_path, ATOM, name)] == ["One", "Two"]


def test_a_feed_of_several_is_not_one_article(tmp_path):
    (tmp_path / "feed.xml").write_text(ATOM)
    with pytest.raises(BadDocument, match=r"several articles.*read_all"):
        read(tmp_path / "feed.xml")


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel></channel></rss>",
        "<rss",
        "<feed>" * 5000,
        "<?xml version='1.0'?><!DOCTYPE rss><rss>" + "<item>" * 2000,
        "<other/>",
    ],
)
def test_what_holds_no_entry_gets_one_sentence(tmp_path, text):
    found = entries(tmp_path, text)
    assert found
    assert all(entry.document is None and entry.problem.endswith(".") for entry in found)


def test_entities_that_grow_are_not_written_out(tmp_path):
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    text = f"<?xml version='1.0'?>{bomb}]><rss><channel><item><title>x &j;</title></item></channel></rss>"
    for entry in entries(tmp_path, text):
        assert entry.problem or len(entry.document.text) < 1000
