"""Where bytes come from: a file, standard input or memory, unpacked where they are gzipped, never read ahead."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from onrecord.reading.load.formats import HEAD
from onrecord.reading.load.text import MAX_BYTES, check_size
from onrecord.terms.errors import BadDocument

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_GZIP = b"\x1f\x8b"
_GZIP_WINDOW = 31
"""How zlib is told that a gzip header comes first."""

BROKEN = (OSError, EOFError, ValueError, zlib.error)
"""What reading a source may raise where it is damaged."""

MAX_PDF = 100_000_000
"""The largest PDF file, in bytes: pictures take room that text does not."""


class Source:
    """An open source, whose first bytes can be looked at before it is read.

    >>> with Source.of(b"It rained.", "a.txt") as source:
    ...     source.head, source.stream.read()
    (b'It rained.', b'It rained.')
    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        """Take a stream of bytes, and what it is called in a message."""
        self.name = name
        self._opened = stream
        self.head = _read(stream, HEAD)
        self.stream = _rejoined(self.head, stream)
        if self.head.startswith(_GZIP):
            try:
                self.head = zlib.decompressobj(_GZIP_WINDOW).decompress(self.head, HEAD)
            except zlib.error as error:
                raise BadDocument(f"{name} is packed by gzip and cannot be unpacked: {error}.") from None
            # What stands before the place where a file breaks off must not be lost with it.
            self.stream = _rejoined(b"", gzip.GzipFile(fileobj=self.stream))

    @classmethod
    def of(cls, source: Path | bytes | BinaryIO, name: str) -> Source:
        """Open a file, bytes, or a stream that is open already.

        Raises `BadDocument` for a file that is not there or cannot be read.
        """
        if isinstance(source, bytes):
            return cls(io.BytesIO(source), name)
        if not isinstance(source, Path):
            return cls(source, name)
        try:
            if source.is_dir():
                raise BadDocument(f"{str(source)!r} is a directory: name an article in it, or read all of them.")
            stream = source.open("rb")
        except FileNotFoundError:
            raise BadDocument(f"There is no file {str(source)!r}: check the name and the folder.") from None
        except (OSError, ValueError) as error:
            raise BadDocument(_unreadable(source, error)) from None
        try:
            return cls(stream, name)
        except OSError as error:
            stream.close()
            raise BadDocument(_unreadable(source, error)) from None
        except BaseException:
            stream.close()
            raise

    def read_article(self, most: int = MAX_BYTES) -> bytes:
        """Return all bytes of one article; no more than shows that it is too large is read.

        Raises `BadDocument` for more than `most` bytes, and where the source breaks off.
        """
        try:
            data = _read(self.stream, most + 1)
        except BROKEN as error:
            raise BadDocument(f"{self.name} breaks off: {error}.") from None
        if len(data) > most:
            size = self._size()
            check_size(size if size is not None and size > most else len(data), self.name, most)
        return data

    def _size(self) -> int | None:
        """Return the size of a plain file or of bytes in memory."""
        if not self._opened.seekable():
            return None
        return self._opened.seek(0, io.SEEK_END)

    def __enter__(self) -> Self:
        """Return the source itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close what was opened."""
        self._opened.close()


def _rejoined(head: bytes, rest: BinaryIO | gzip.GzipFile) -> io.BufferedReader:
    return io.BufferedReader(_Rejoined(head, rest), 1 << 16)


class _Rejoined(io.RawIOBase):
    """A stream with the bytes in front that were looked at."""

    def __init__(self, head: bytes, rest: BinaryIO | gzip.GzipFile) -> None:
        self._head, self._read = head, getattr(rest, "read1", rest.read)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        room = memoryview(buffer).cast("B")
        part = self._head[: len(room)] if self._head else self._read(len(room))
        self._head = self._head[len(part) :]
        room[: len(part)] = part
        return len(part)


def _read(stream: BinaryIO, most: int) -> bytes:
    """Read until there are so many bytes or no more: a pipe hands out less at a time."""
    parts, size = [], 0
    while size < most and (part := stream.read(min(most - size, 1 << 20))):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _unreadable(path: Path, error: Exception) -> str:
    reason = getattr(error, "strerror", None) or str(error)
    return f"{str(path)!r} cannot be read: {reason}."
