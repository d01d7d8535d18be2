"""Undo the compression of an answer, piece by piece, and stop where it grows beyond its limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from onrecord.terms.errors import SourceFailed

ENCODINGS = ("gzip", "deflate", "identity", "")
"""What we say that we take, and what comes without a word."""

_PIECE = 1 << 16


class CutShort(SourceFailed):
    """An answer ends before it is complete; the next attempt may bring it whole."""


class TooLarge(SourceFailed):
    """An answer holds more bytes than a question allows."""


def unpacked(pieces: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """Return the bytes of a body, of which no more than `limit` are ever made or taken.

    >>> import gzip
    >>> unpacked([gzip.compress(b"as it came")], "gzip", 100)
    b'as it came'

    Raises `TooLarge` where there are more, `CutShort` where the packed stream has no end, and `SourceFailed` for an
    encoding that nobody asked for.
    """
    encoding = encoding.strip().lower()
    if encoding not in ENCODINGS:
        raise SourceFailed(f"its encoding {encoding!r} was not asked for")
    within = _within(pieces, limit)
    if encoding in ("identity", ""):
        return b"".join(within)
    body = bytearray()
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    try:
        for piece in within:
            left = piece
            while left:
                if unpacking.eof:  # several members one after another are one body
                    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
                body += unpacking.decompress(left, _PIECE)
                if len(body) > limit:
                    raise TooLarge(f"it unpacks to more than {limit:,} bytes")
                left = unpacking.unused_data if unpacking.eof else unpacking.unconsumed_tail
    except zlib.error as error:
        raise CutShort(f"its compression is damaged ({error})") from None
    if not unpacking.eof:
        raise CutShort("its compression breaks off")
    return bytes(body)


def _within(pieces: Iterable[bytes], limit: int) -> Iterable[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise TooLarge(f"it is larger than {limit:,} bytes")
        yield piece
