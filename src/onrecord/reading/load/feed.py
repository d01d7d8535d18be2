"""RSS and Atom: each entry is an article; feedparser, which reads broken feeds too, is imported here when needed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from onrecord.reading.load import Loaded, Part
from onrecord.reading.load.days import day_in_stamp
from onrecord.reading.load.pieces import headed, join_pieces, one_line, pieces_of_fragment
from onrecord.reading.load.text import tidy
from onrecord.terms.errors import BadDocument

MAX_FEED = 50_000_000
"""The largest feed, in bytes: a feed is read whole, unlike an archive."""


def feed_parts(stream: BinaryIO, name: str) -> Iterator[Part]:
    """Yield the entries of a feed in its order.

    Raises `BadDocument` where there is no entry, or the feed is larger than `MAX_FEED`.
    """
    import feedparser  # noqa: PLC0415 - a tenth of a second that other formats need not pay

    data = stream.read(MAX_FEED + 1)
    if len(data) > MAX_FEED:
        raise BadDocument(f"{name} is a feed of more than {MAX_FEED // 1_000_000} MB: split it, or write JSON lines.")
    try:
        # As a stream: feedparser takes bytes that look like an address for one, and would fetch it.
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # noqa: BLE001 - a feed may be broken in ways that no library foresees
        raise BadDocument(f"{name} is a feed that cannot be taken apart ({type(error).__name__}).") from None
    publisher = one_line(str(feed.feed.get("title") or ""))
    if not feed.entries:
        raise BadDocument(f"{name} holds no entry of a feed: name an RSS or Atom file with items in it.")
    for number, entry in enumerate(feed.entries, 1):
        place = f"entry {number}"
        yield Part(place, partial(_load, entry, publisher, f"{name}, {place}"))


def _load(entry: Any, publisher: str, name: str) -> Loaded:
    title = one_line(" ".join(words for _, words in pieces_of_fragment(str(entry.get("title") or ""))))
    author = one_line(str(entry.get("author") or ""))
    source = entry.get("source")
    publisher = one_line(str(source.get("title") or "")) if source else publisher
    day, dated_by = None, ""
    for key, how in (("published", "feed"), ("created", "feed"), ("updated", "feed-update")):
        # Not `in`: feedparser answers for `published` with `updated`, and then the day would be said to be another.
        stamp = dict.get(entry, key)
        day = day_in_stamp(str(stamp)) if stamp else None
        if day:
            dated_by = how
            break
    text, known = join_pieces(headed(list(pieces_of_fragment(_body(entry))), title), author)
    return Loaded(tidy(text, name), title, author, publisher, day, dated_by, str(entry.get("link") or ""), known)


def _body(entry: Any) -> str:
    """Return the fullest text of an entry: its content where it has one, else its summary."""
    bodies = [str(content.get("value") or "") for content in entry.get("content") or ()]
    return max([*bodies, str(entry.get("summary") or "")], key=len)
