"""The bodies of answers, each under the digest of its bytes, in zstd; most pages as the difference from an earlier day.

    bodies/3f/3f9a...c1.zst     the body whose SHA-256 is 3f9a...c1, whole
    bodies/b0/b07e...44.diff    a body as the difference from one or two others that are there whole

Each begins with a skippable frame, so that any zstd unpacks it. That of a whole body holds its sketch (see
`resemblance`), that of a difference the digests of the others: `zstd -d --patch-from=BASE FILE`, where BASE is the
others, unpacked, one after the other.
"""

from __future__ import annotations

import hashlib
import struct
import sys
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from onrecord.record.folder.durable import write_whole
from onrecord.sources.resemblance import SIZE, Resembling, Sketch, sketch_of
from onrecord.terms.errors import BadRecord

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

WHOLE, DIFFERENCE = ".zst", ".diff"

LEVEL = 3
"""On pages of an API's list, 9 makes a whole page 4 % smaller and a difference none, for three times the work."""

POOR = 0.5
"""A body whose difference is no smaller than this share of it, both packed, is kept whole; later ones start from it."""

_BASES, _SKETCH = 0x184D2A50, 0x184D2A51
"""The first word of the frame before the packed bytes: zstd skips frames with such words."""

_DIGEST = 32

_SHORTEST = 8
"""zstd takes no shorter base."""
_UNPACKING: Mapping[int, int] = {zstd.DecompressionParameter.window_log_max: 31}


class Bodies:
    """The bodies below a folder; whoever writes names a folder for drafts that nobody else writes to."""

    def __init__(self, folder: Path, drafts: Path) -> None:
        """Name the folders; nothing is made before the first body comes."""
        self._folder, self._drafts = folder, drafts

    def put(self, body: bytes, like: str = "") -> str:
        """Keep a body, once, and return its digest; `like` is the digest of one that it may resemble."""
        digest = hashlib.sha256(body).hexdigest()
        if self._file(digest) is None:
            sketch = sketch_of(body)
            # A page of a list moves on by what was added before it, so the same page of an earlier day is not its base.
            bases = self._whole_ones.nearest(sketch) or self._whole_behind(like)
            kind, packed = self._packed(body, sketch, bases)
            self._write(digest, kind, packed)
            if kind == WHOLE:
                self._whole_ones.add(digest, sketch)
        return digest

    def get(self, digest: str) -> bytes:
        """Return the body of a digest.

        Raises `BadRecord` where it is not there, or its bytes are no longer those that were kept.
        """
        file = self._file(digest)
        if file is None:
            raise BadRecord(f"{self._folder} holds no body {digest}: restore it from a copy.")
        try:
            kept = file.read_bytes()
            body = self._unpacked(kept, file)
        except (OSError, zstd.ZstdError) as error:
            raise BadRecord(f"{file} cannot be read ({error}): restore it from a copy.") from None
        if hashlib.sha256(body).hexdigest() != digest:
            raise BadRecord(f"{file} no longer holds the bytes that were kept: restore it from a copy.")
        return body

    def size(self) -> tuple[int, int]:
        """Return how many bodies are kept, and how many bytes they take."""
        sizes = [file.stat().st_size for file in self._files()]
        return len(sizes), sum(sizes)

    def digests(self) -> Iterator[str]:
        """Name every body that is kept."""
        for file in self._files():
            yield file.stem

    def sweep(self) -> None:
        """Remove the drafts that a killed run left."""
        if self._drafts.is_dir():
            for draft in self._drafts.iterdir():
                draft.unlink()

    def _files(self) -> Iterator[Path]:
        yield from sorted(self._folder.glob("??/*"))

    def _place(self, digest: str, kind: str) -> Path:
        return self._folder / digest[:2] / f"{digest}{kind}"

    def _file(self, digest: str) -> Path | None:
        places = (self._place(digest, kind) for kind in (WHOLE, DIFFERENCE))
        return next((place for place in places if place.is_file()), None)

    @cached_property
    def _whole_ones(self) -> Resembling:
        """The bodies that are kept whole, by their sketches; looked through once for each writer."""
        known = Resembling()
        for file in self._files():
            if file.suffix == WHOLE:
                with file.open("rb") as kept:
                    known.add(file.stem, _sketch_in(kept.read(8 + 4 * SIZE)))
        return known

    def _whole_behind(self, digest: str) -> tuple[str, ...]:
        """Return the digests of the whole bodies from which a difference to this one can start.

        Differences are one step deep: any body is read by unpacking three files at most.
        """
        file = self._file(digest) if digest else None
        if file is None:
            return ()
        return (digest,) if file.suffix == WHOLE else _bases_in(file.read_bytes())[0]

    def _packed(self, body: bytes, sketch: Sketch, bases: tuple[str, ...]) -> tuple[str, bytes]:
        whole = zstd.compress(body, options=_options(len(body)))
        try:
            other = b"".join(self.get(base) for base in bases)
        except BadRecord:
            other = b""  # A base that is damaged is for `status` to report: it must not keep out what comes now.
        if len(other) > _SHORTEST:
            options = _options(len(body) + len(other)) | {zstd.CompressionParameter.enable_long_distance_matching: 1}
            prefix = zstd.ZstdDict(other, is_raw=True).as_prefix
            packed = zstd.compress(body, options=options, zstd_dict=prefix)
            if len(packed) < POOR * len(whole):
                return DIFFERENCE, _frame(_BASES, b"".join(bytes.fromhex(base) for base in bases)) + packed
        return WHOLE, _frame(_SKETCH, struct.pack(f"<{len(sketch)}I", *sketch)) + whole

    def _unpacked(self, kept: bytes, file: Path) -> bytes:
        if file.suffix == WHOLE:
            return zstd.decompress(kept[_length_of_frame(kept) :], options=_UNPACKING)
        bases, start = _bases_in(kept)
        prefix = zstd.ZstdDict(b"".join(self.get(base) for base in bases), is_raw=True).as_prefix
        return zstd.decompress(kept[start:], options=_UNPACKING, zstd_dict=prefix)

    def _write(self, digest: str, kind: str, packed: bytes) -> None:
        place = self._place(digest, kind)
        for folder in (place.parent, self._drafts):
            folder.mkdir(parents=True, exist_ok=True)
        write_whole(place, packed, drafts=self._drafts)


def _frame(word: int, content: bytes) -> bytes:
    return struct.pack("<II", word, len(content)) + content


def _length_of_frame(kept: bytes) -> int:
    """Return how many bytes the frame before the packed ones takes; 0 where what is kept is damaged."""
    return 8 + struct.unpack_from("<I", kept, 4)[0] if len(kept) >= 8 else 0


def _bases_in(kept: bytes) -> tuple[tuple[str, ...], int]:
    end = _length_of_frame(kept)
    return tuple(kept[start : start + _DIGEST].hex() for start in range(8, end, _DIGEST)), end


def _sketch_in(head: bytes) -> Sketch:
    """Return the sketch at the head of a whole body; an empty one where the head is damaged."""
    end = min(_length_of_frame(head), len(head) - len(head) % 4)
    return tuple(value for (value,) in struct.iter_unpack("<I", head[8:end]))


def _options(size: int) -> dict[int, int]:
    """Return how bytes are packed: with a window that reaches over all of them."""
    window = min(max(size.bit_length(), 10), 27)
    parameter = zstd.CompressionParameter
    return {parameter.compression_level: LEVEL, parameter.window_log: window, parameter.checksum_flag: 1}
