"""Bytes to characters: which encodings are read, and what is refused as no text."""

from __future__ import annotations

import codecs
import re

from onrecord.reading.load import Loaded
from onrecord.terms.errors import BadDocument

MAX_BYTES = 5_000_000
"""The largest article that is read, in bytes; a long magazine piece has about 60,000."""

_MAX_CONTROL_SHARE = 0.05
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_NEWLINES = re.compile(r"\r\n?")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_CHARSET_WITHIN = 2048

_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"WARC/", "a WARC archive"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
)
_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def load_text(text: str) -> Loaded:
    """Take plain text as it is; all of its layout is found by rules."""
    return Loaded(text)


def decode(data: bytes, name: str, *, html: bool = False, charset: str = "") -> str:
    r"""Return the characters of an article: UTF-8 with or without a mark, or UTF-16 with its mark.

    >>> decode(b"\xef\xbb\xbfOne line.\r\nAnother.", "a.txt")
    'One line.\nAnother.'

    An encoding that an HTML page names itself, or `charset` from what came with the bytes, is used where they are not
    UTF-8; nothing else is guessed. Raises
    `BadDocument` for files that are empty, too large, binary, or in another encoding; the message says `name`.
    """
    check_size(len(data), name)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise BadDocument(f"{name} is {what}, not text: save the article as .txt, .md or .html first.")
    return tidy(_decode(data, name, html=html, charset=charset), name)


def tidy(text: str, name: str) -> str:
    r"""Return text with `\n` for every newline and without a byte order mark.

    Raises `BadDocument` where the text is empty, or no text at all.
    """
    controls = len(_CONTROLS.findall(text))
    if "\x00" in text or controls > max(1, _MAX_CONTROL_SHARE * len(text)):
        raise BadDocument(f"{name} is binary data, not text: save the article as .txt, .md or .html first.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BadDocument(
            f"{name} holds half of a character at offset {error.start}: save the text as UTF-8 and try again."
        ) from None
    text = _NEWLINES.sub("\n", text.removeprefix("\ufeff"))
    if not any(character.isalnum() for character in text):
        raise BadDocument(f"{name} is empty: there is no article to read.")
    return text


def check_size(size: int, name: str, most: int = MAX_BYTES) -> None:
    """Refuse an article above so many bytes, with its size and the limit in the sentence."""
    if size > most:
        raise BadDocument(
            f"{name} has {size / 1e6:,.1f} MB and the limit is {most / 1e6:.0f} MB: "
            "hand in one article, not a collection."
        )


def _decode(data: bytes, name: str, *, html: bool, charset: str) -> str:
    for mark, encoding in _UTF16:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise BadDocument(
                    f"{name} begins as UTF-16 but breaks at byte {error.start + len(mark)}: "
                    "convert it to UTF-8 and try again."
                ) from None
    if b"\x00" in data:
        raise BadDocument(f"{name} is binary data, not text: save the article as .txt, .md or .html first.")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        meta = _CHARSET.search(data[:_CHARSET_WITHIN]) if html else None
        for declared in (charset, meta[1].decode("ascii") if meta else ""):
            try:
                if declared:
                    return data.decode(declared)
            except (LookupError, UnicodeError, ValueError):
                continue
        raise BadDocument(
            f"{name} is not UTF-8: byte 0x{data[error.start]:02X} at offset {error.start} does not fit; "
            "convert the file to UTF-8 and try again."
        ) from None
