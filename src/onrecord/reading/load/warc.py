"""WARC: the archived pages of a crawl, one after another; warcio is imported here when needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from io import BufferedReader
from typing import Any

from onrecord.reading.load import Loaded, Part, Skipped
from onrecord.reading.load.markup import load_markup
from onrecord.reading.load.source import BROKEN
from onrecord.reading.load.text import MAX_BYTES, decode
from onrecord.terms.errors import BadDocument

_PAGES = ("text/html", "application/xhtml")
_TEXTS = ("text/plain", "text/markdown")
_HELD = frozenset({"response", "resource", "conversion"})


def warc_parts(stream: BufferedReader, name: str) -> Iterator[Part | Skipped]:
    """Yield the pages and texts of an archive in its order, and at last what else it held.

    A record is read when it is reached, never more than one at a time. Where the archive breaks off, the last part
    says so.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - only archives need it

    others: Counter[str] = Counter()
    source = _AsItComes(stream)
    number = pages = 0
    try:
        for record in ArchiveIterator(source):
            number += 1
            if record.rec_type not in _HELD:
                continue
            what = _what_it_is(record)
            if what not in {"page", "text"}:
                others[what] += 1
                continue
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            place, pages = f"record {number}", pages + 1
            data, problem = _content(record)
            yield Part(
                place, partial(_load, data, problem, what, address, _charset(record), f"{name}, {place} ({address})")
            )
    except Exception as error:  # noqa: BLE001 - a broken archive breaks in many ways, in zlib, gzip and warcio
        source.broken = source.broken or str(error) or type(error).__name__
    if source.broken:
        yield Part(f"after record {number}", partial(_broken, name, number, source.broken))
    elif not pages:
        yield Part("", partial(_empty, name, number))
    for what, count in sorted(others.items()):
        yield Skipped(f"{name}, {count:,} record{'s' if count > 1 else ''}", what)


class _AsItComes:
    """A stream that hands out what it has: whoever waits for more loses it where the stream breaks off."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self.broken = ""
        """Why no more could be read; warcio takes a stream that breaks off for one that ends."""

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read1(size)
        except BROKEN as error:
            self.broken = str(error)
            raise


def _what_it_is(record: Any) -> str:
    """Return `page`, `text` or what the record is instead."""
    if record.http_headers:
        status = str(record.http_headers.get_statuscode() or "")
        if status and not status.startswith("2"):
            return f"an answer {status[:3]} without a page"
    kind = _content_type(record)
    if kind.startswith(_PAGES):
        return "page"
    return "text" if kind.startswith(_TEXTS) else f"{kind or 'of unknown type'}, no text"


def _content_type(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return str(headers.get_header("Content-Type") or "").split(";")[0].strip().lower()[:60]


def _charset(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    _, _, charset = str(headers.get_header("Content-Type") or "").lower().partition("charset=")
    return charset.split(";")[0].strip(" \"'")[:40]


def _content(record: Any) -> tuple[bytes, str]:
    """Return the bytes of a record, no more than shows that it is too large, or why there are none."""
    try:
        content = record.content_stream()
        parts, size = [], 0
        while size <= MAX_BYTES and (part := content.read(1 << 16)):
            parts.append(part)
            size += len(part)
        if size <= MAX_BYTES:
            record.raw_stream.read()
            if getattr(record.raw_stream, "limit", 0) > 0:
                return b"", "the archive breaks off in it"
        return b"".join(parts), ""
    except Exception as error:  # noqa: BLE001 - an encoding that cannot be undone; the next record is another matter
        return b"", str(error) or type(error).__name__


def _load(data: bytes, problem: str, what: str, address: str, charset: str, name: str) -> Loaded:
    if problem:
        raise BadDocument(f"{name} cannot be unpacked: {problem.rstrip('.')}.")
    text = decode(data, name, html=what == "page", charset=charset)
    loaded = load_markup(text, name) if what == "page" else Loaded(text)
    return Loaded(
        loaded.text,
        loaded.title,
        loaded.author,
        loaded.publisher,
        loaded.published,
        loaded.dated_by,
        address,
        loaded.known,
    )


def _empty(name: str, number: int) -> Loaded:
    raise BadDocument(f"{name} holds no page: none of its {number:,} records is a page or a text.")


def _broken(name: str, number: int, reason: str) -> Loaded:
    why = " ".join(reason.split()).rstrip(".")[:200]
    raise BadDocument(f"{name} breaks off after record {number:,}: {why}.")
