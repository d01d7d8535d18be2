"""RSS and Atom feeds, and the article pages that they name: as documents, to be read and checked."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import strftime
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from onrecord.sources.source import MEGABYTE, Capture, Document, Parsed, Parser, Request
from onrecord.terms.errors import Unreadable
from onrecord.terms.time import Day

LONGEST_ADDRESS = 2_000


@dataclass(frozen=True)
class Feeds:
    """Feeds by their addresses.

    With `pages` the pages of the `newest` entries are taken too, each once, where the robots.txt of their host lets us.

    >>> [request.slot for request in Feeds(("https://example.org/feed.xml",)).first({})]
    ['feed/https://example.org/feed.xml']
    """

    addresses: tuple[str, ...]
    pages: bool = True
    newest: int = 50

    name = "feeds"
    cited = "feeds"

    @property
    def parsers(self) -> Sequence[Parser]:
        """Whatever feedparser reads, which is every version of both."""
        return (Parser(Day.min, read_feed),)

    def first(self, earlier: Mapping[str, Capture]) -> Sequence[Request]:
        """Ask for each feed."""
        del earlier
        return [Request(address, f"feed/{address}", limit=20 * MEGABYTE) for address in dict.fromkeys(self.addresses)]

    def further(self, capture: Capture, body: bytes) -> Sequence[Request]:
        """Ask for the pages that a feed names."""
        if not self.pages or not capture.slot.startswith("feed/"):
            return ()
        found = [document.address for document in entries(capture, body)][: self.newest]
        return [
            Request(address, f"page/{address}", limit=10 * MEGABYTE, optional=True, robots=True, once=True)
            for address in found
            if address not in self.addresses
        ]


def read_feed(capture: Capture, body: bytes) -> Iterator[Parsed]:
    """Read the documents that a feed names; a page is kept as it is, for the reader of articles."""
    if capture.slot.startswith("feed/"):
        yield from entries(capture, body)


def entries(capture: Capture, body: bytes) -> Iterator[Document]:
    """Yield the entries of a feed that have an address, each once, with the feed's own dates.

    >>> from datetime import UTC, datetime
    >>> now = datetime(2026, 11, 23, tzinfo=UTC)
    >>> capture = Capture("feeds", "feed/a", "https://example.org/a", "", 200, now, {}, "", 0, "")
    >>> feed = b"<rss version='2.0'><channel><title>The Desk</title><item><title>It opened</title><link>/it</link>"
    >>> feed += b"<pubDate>Sun, 22 Nov 2026 23:30:00 -0100</pubDate></item></channel></rss>"
    >>> next(entries(capture, feed))  # doctest: +NORMALIZE_WHITESPACE
    Document(address='https://example.org/it', title='It opened', publisher='The Desk',
             published='2026-11-23T00:30:00Z')

    Raises `Unreadable` where the answer is no feed.
    """
    import feedparser  # noqa: PLC0415 - a tenth of a second that other sources need not pay

    # As a stream: feedparser takes bytes that look like an address for one, and would fetch it.
    feed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    if not feed.get("version") and not feed.entries:
        raise Unreadable(f"{capture.address}: expected an RSS or Atom feed, and it begins {body[:60]!r}.")
    publisher = _line(feed.feed.get("title"))
    seen: set[str] = set()
    for entry in feed.entries:
        address = _address(capture.final_address or capture.address, entry.get("link"))
        once = str(entry.get("id") or address)
        if address and not {once, address} & seen:
            seen |= {once, address}
            yield Document(address, _line(entry.get("title")), publisher, _published(entry))


def _address(base: str, link: Any) -> str:
    """Return the whole address of an entry, without the mark within the page; empty where none can be asked."""
    try:
        address = urldefrag(urljoin(base, str(link or "").strip())).url if link else ""
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in {"http", "https"} and parts.netloc and len(address) <= LONGEST_ADDRESS else ""


def _published(entry: Any) -> str:
    for name in ("published_parsed", "created_parsed", "updated_parsed"):
        # Not `get`: feedparser answers for `published` with `updated`, which is the day of something else.
        stamp = dict.get(entry, name)
        if stamp and stamp[0]:
            return strftime("%Y-%m-%dT%H:%M:%SZ", stamp)
    return ""


def _line(text: Any) -> str:
    return " ".join(str(text or "").split())
