"""From an open source to its articles, by its format."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reading.load import Loaded, Part, Skipped
from onrecord.reading.load.markdown import load_markdown
from onrecord.reading.load.source import MAX_PDF, Source
from onrecord.reading.load.text import decode, load_text


def load_article(kind: str, source: Source) -> Loaded:
    """Return the one article of a text, Markdown, HTML or PDF source.

    Raises `BadDocument` for what cannot be read.
    """
    if kind == "pdf":
        from onrecord.reading.load.pdf import load_pdf  # noqa: PLC0415 - loaded when used, like all formats below

        return load_pdf(source.read_article(MAX_PDF), source.name)
    text = decode(source.read_article(), source.name, html=kind in {"", "html"})
    if kind == "html":
        from onrecord.reading.load.html import load_html  # noqa: PLC0415

        return load_html(text, source.name)
    return load_markdown(text) if kind == "markdown" else load_text(text)


def parts_of(kind: str, source: Source) -> Iterator[Part | Skipped]:
    """Yield the articles of a feed, an archive or JSON lines, and what it holds beside them, in order.

    Raises `BadDocument` where the source as a whole cannot be read.
    """
    if kind == "feed":
        from onrecord.reading.load.feed import feed_parts  # noqa: PLC0415

        yield from feed_parts(source.stream, source.name)
    elif kind == "json":
        from onrecord.reading.load.json_lines import json_parts  # noqa: PLC0415

        yield from json_parts(source.stream, source.name)
    else:
        from onrecord.reading.load.warc import warc_parts  # noqa: PLC0415

        yield from warc_parts(source.stream, source.name)
