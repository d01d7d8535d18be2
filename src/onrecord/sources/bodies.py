"""The bodies of answers, each under the digest of its bytes, in zstd; most pages as the difference from an earlier day.

    bodies/3f/3f9a...c1.zst     the body whose SHA-256 is 3f9a...c1, whole
    bodies/b0/b07e...44.diff    a body as the difference from another that is there whole

A difference begins with a skippable frame that holds the digest of the other body, so that any zstd unpacks it:
`zstd -d --patch-from=BASE FILE`, with the unpacked base.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from onrecord.record.folder.manifest import sync_folder
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

_SKIPPABLE = (0x184D2A50).to_bytes(4, "little") + (32).to_bytes(4, "little")
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
            self._write(digest, *self._packed(body, self._whole_behind(like)))
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

    def _whole_behind(self, digest: str) -> str:
        """Return the digest of the whole body from which a difference to this one can start; empty where there is none.

        Differences are one step deep: any body is read by unpacking two files at most.
        """
        file = self._file(digest) if digest else None
        if file is None or file.suffix == WHOLE:
            return digest if file else ""
        with file.open("rb") as kept:
            return kept.read(len(_SKIPPABLE) + 32)[len(_SKIPPABLE) :].hex()

    def _packed(self, body: bytes, base: str) -> tuple[str, bytes]:
        whole = zstd.compress(body, options=_options(len(body)))
        if base:
            other = self.get(base)
            prefix = zstd.ZstdDict(other, is_raw=True).as_prefix if len(other) > 8 else None
            options = _options(len(body) + len(other)) | {zstd.CompressionParameter.enable_long_distance_matching: 1}
            packed = _SKIPPABLE + bytes.fromhex(base) + zstd.compress(body, options=options, zstd_dict=prefix)
            if len(packed) < POOR * len(whole):
                return DIFFERENCE, packed
        return WHOLE, whole

    def _unpacked(self, kept: bytes, file: Path) -> bytes:
        if file.suffix == WHOLE:
            return zstd.decompress(kept, options=_UNPACKING)
        start = len(_SKIPPABLE)
        base = self.get(kept[start : start + 32].hex())
        prefix = zstd.ZstdDict(base, is_raw=True).as_prefix
        return zstd.decompress(kept[start + 32 :], options=_UNPACKING, zstd_dict=prefix)

    def _write(self, digest: str, kind: str, packed: bytes) -> None:
        place = self._place(digest, kind)
        for folder in (place.parent, self._drafts):
            folder.mkdir(parents=True, exist_ok=True)
        draft = self._drafts / place.name
        with draft.open("wb") as out:
            out.write(packed)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(place)
        sync_folder(place.parent)


def _options(size: int) -> dict[int, int]:
    """Return how bytes are packed: with a window that reaches over all of them."""
    window = min(max(size.bit_length(), 10), 27)
    parameter = zstd.CompressionParameter
    return {parameter.compression_level: LEVEL, parameter.window_log: window, parameter.checksum_flag: 1}
