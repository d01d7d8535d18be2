"""Which format bytes are in: what they begin with decides, and where that is silent, the name does."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from onrecord.reading.load.markup import PAGE_START
from onrecord.terms.errors import BadDocument

FORMATS = {
    "txt": "text", "text": "text", "md": "markdown", "markdown": "markdown", "html": "html", "htm": "html",
    "xhtml": "html", "pdf": "pdf", "xml": "feed", "rss": "feed", "atom": "feed", "jsonl": "json", "ndjson": "json",
    "warc": "warc",
}  # fmt: skip
"""The formats that are read, by suffix."""

ARCHIVES = frozenset({"feed", "json", "warc"})
"""The formats that may hold several articles."""

READ = ".txt, .md, .html, .pdf, .xml, .jsonl or .warc"

HEAD = 8192
"""How many bytes of a source are looked at to tell its format."""

_PDF_WITHIN = 1024
_FEED_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}>\s*)?(?:<\?xml-[^>]{0,500}>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE\s[^>\[]{0,300}>\s*){0,8}"
    r"<(?:rss|(?:\w{1,20}:)?feed|rdf:RDF)\b",
    re.IGNORECASE | re.DOTALL,
)
_JSON_START = re.compile(r"\s*\{\s*\"[^\"\n]{0,80}\"\s*:")
_MARKDOWN = re.compile(r"^#{1,6} \S", re.MULTILINE)


def format_named(word: str) -> str:
    """Return the format that a user names.

    >>> format_named(".HTML"), format_named("md")
    ('html', 'markdown')

    Raises `BadDocument` for a word that names none.
    """
    kind = FORMATS.get(word.removeprefix(".").casefold())
    if kind is None:
        raise BadDocument(f"{word!r} is not a format that is read: use {READ}.")
    return kind


def format_of(head: bytes, name: str = "") -> str:
    """Return the format of a source by its first bytes and its name.

    >>> format_of(b"%PDF-1.7 ...", "article.txt"), format_of(b"It rained.", "a.md"), format_of(b"WARC/1.0")
    ('pdf', 'markdown', 'warc')

    Raises `BadDocument` where the name is of a format that is not read, or the bytes are not what the name says.
    """
    kind = format_signed(head)
    if kind:
        return kind
    suffix = suffix_of(name)
    if not suffix:
        return "markdown" if _MARKDOWN.search(_text(head)) else "text"
    kind = FORMATS.get(suffix, "")
    if not kind:
        raise BadDocument(f"{'.' + suffix!r} is not a file type that is read: use {READ}.")
    if kind in {"pdf", "warc"}:
        raise BadDocument(f"{name} is named as {kind.upper()} and is none: it does not begin like one.")
    return kind


def format_signed(head: bytes) -> str:
    """Return the format that the first bytes show without doubt; empty where they might be any text."""
    if head.startswith(b"WARC/"):
        return "warc"
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "pdf"
    text = _text(head)
    if _FEED_START.match(text):
        return "feed"
    if PAGE_START.match(text):
        return "html"
    return "json" if _JSON_START.match(text) else ""


def suffix_of(name: str) -> str:
    """Return the suffix of a file name in small letters, of `news.jsonl.gz` the one before that of gzip."""
    path = PurePath(name)
    return PurePath(path.stem if path.suffix.casefold() == ".gz" else path.name).suffix.removeprefix(".").casefold()


def _text(head: bytes) -> str:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    return head.decode("utf-8-sig", "replace")
