import gzip
from datetime import date
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collected import Collecting, capture
from loopback import Say
from made_history import instant
from onrecord.sources.feeds import Feeds, entries
from onrecord.sources.source import Document
from onrecord.terms.errors import Unreadable

DAY = date(2031, 5, 6)
FEED = "https://example.org/news/feed.xml"


def item(link, title="It opened", day="2031-05-05", mark=""):
    guid = f"<guid isPermaLink='false'>{mark}</guid>" if mark else ""
    stamp = format_datetime(instant(day))
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{stamp}</pubDate>{guid}</item>"


def rss(*items, title="The Desk"):
    return f"<rss version='2.0'><channel><title>{title}</title>{''.join(items)}</channel></rss>".encode()


ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Desk</title><entry><id>tag:one</id><title>It
 opened</title><link href="../one.html#top"/><updated>2031-05-06T01:00:00+02:00</updated></entry></feed>"""


def read(body, address=FEED):
    return list(entries(capture("feeds", f"feed/{address}", address=address), body))


def test_a_feed_gives_documents_with_its_own_dates():
    (found,) = read(rss(item("https://example.org/a")))
    assert found == Document("https://example.org/a", "It opened", "The Desk", "2031-05-05T00:00:00Z")


def test_links_are_whole_and_days_in_universal_time():
    (found,) = read(ATOM)
    assert found == Document("https://example.org/one.html", "It opened", "The Desk", "2031-05-05T23:00:00Z")


def test_an_entry_is_one_by_its_mark_and_by_its_address():
    found = read(rss(item("/a", mark="1"), item("/b", mark="1"), item("/a#x", mark="2"), item("/c", mark="3")))
    assert [one.address for one in found] == ["https://example.org/a", "https://example.org/c"]


@pytest.mark.parametrize(
    "link", ["", "javascript:go()", "file:///etc/passwd", "http://[", "mailto:a@example.org", "/" + "x" * 3000]
)
def test_an_entry_without_an_address_that_can_be_asked_is_left_out(link):
    assert read(rss(item(link), item("/b"))) == read(rss(item("/b")))


def test_an_empty_feed_is_no_fault():
    assert read(rss()) == []


@pytest.mark.parametrize("body", [b"", b"<html><p>Sign in</p></html>", b"{}", b"https://example.org/feed.xml"])
def test_what_is_no_feed_is_said(body):
    with pytest.raises(Unreadable, match="expected an RSS or Atom feed"):
        read(body)


@given(st.permutations(["/a", "/b", "/c", "/a"]))
def test_the_order_of_entries_changes_nothing(links):
    assert {one.address for one in read(rss(*map(item, links)))} == {f"https://example.org/{name}" for name in "abc"}


PAGE = "<html><head><title>{0}</title></head><body><article><p>{0} was held in Shanghai.</p></article></body></html>"


@pytest.fixture
def desk(host):
    host.pages["/robots.txt"] = Say(b"User-agent: *\nDisallow: /private/\n")
    host.pages["/feed.xml"] = Say(rss(item("/a.html"), item("/private/b.html"), item("/gone.html")))
    host.pages["/other.xml"] = Say(rss(item("/a.html"), item("/c.html"), title="The Other"))
    host.pages["/a.html"] = Say(PAGE.format("A").encode())
    host.pages["/c.html"] = Say(PAGE.format("C").encode())
    host.pages["/private/b.html"] = Say(PAGE.format("B").encode())
    return host


def warcs(collecting):
    return [gzip.decompress(file.read_bytes()) for file in sorted(collecting.home.documents.glob("*.warc.gz"))]


def test_pages_are_taken_once_where_their_host_lets_us(tmp_path, desk, http):
    collecting = Collecting(tmp_path, http())
    source = Feeds((f"{desk.address}/feed.xml", f"{desk.address}/other.xml"))
    first = collecting.run(source, DAY)
    assert not first.failure
    asked = [one.path for one in desk.asked]
    assert asked.count("/a.html") == 1
    assert "/private/b.html" not in asked
    (taken,) = warcs(collecting)
    assert b"A was held" in taken
    assert b"C was held" in taken
    desk.pages["/feed.xml"] = Say(rss(item("/d.html"), item("/a.html")))
    desk.pages["/d.html"] = Say(PAGE.format("D").encode())
    assert not collecting.run(source, date(2031, 5, 7)).failure
    assert [one.path for one in desk.asked].count("/a.html") == 1
    assert [b"D was held" in one for one in warcs(collecting)] == [False, True]


def test_a_page_that_failed_is_asked_again_another_day(tmp_path, desk, http):
    collecting = Collecting(tmp_path, http(attempts=1))
    source = Feeds((f"{desk.address}/feed.xml",))
    collecting.run(source, DAY)
    desk.pages["/gone.html"] = Say(PAGE.format("Gone").encode())
    collecting.run(source, date(2031, 5, 7))
    assert [b"Gone was held" in one for one in warcs(collecting)] == [False, True]


def test_without_pages_only_feeds_are_asked(tmp_path, desk, http):
    Collecting(tmp_path, http()).run(Feeds((f"{desk.address}/feed.xml",), pages=False), DAY)
    assert [one.path for one in desk.asked] == ["/feed.xml"]
