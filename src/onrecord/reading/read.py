"""The way in: a file, a text or bytes become a `Document`."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from itertools import islice
from pathlib import Path

from onrecord.reading.document import Block, BlockKind, Document
from onrecord.reading.layout import find_blocks
from onrecord.reading.load import Loaded, Part
from onrecord.reading.load.formats import ARCHIVES, FORMATS, HEAD, format_named, format_of
from onrecord.reading.load.open import load_article, parts_of
from onrecord.reading.load.source import Source
from onrecord.reading.load.text import check_size, tidy
from onrecord.reading.sentences import find_sentences
from onrecord.terms.errors import BadDocument
from onrecord.terms.time import Day

_LONGEST_PATH = 1024
FIRST_YEAR, LAST_YEAR = 1000, 8999
"""Articles are from these years; arithmetic with other days leaves the calendar."""

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_PATH_LIKE = re.compile(
    r"[^\s/<>|]+(?:/[^\s/<>|]+){2,}|(?:\.{0,2}/|~/|[A-Za-z]:\\)\S*|[^\s/]\S*/\S*\.\w{1,8}|\S*\w\.[A-Za-z]\w{1,7}"
)


def read(
    source: str | os.PathLike[str] | bytes,
    *,
    published: Day | None = None,
    publisher: str = "",
    title: str = "",
    address: str = "",
    format: str | None = None,  # noqa: A002 - the word that users type
) -> Document:
    r"""Read an article from a file, a text or bytes.

    >>> document = read("Port reopens\n\nOslo Courier, Monday, May 5, 2025- Ships are back. Cranes are not.")
    >>> print(document)
    Port reopens (Oslo Courier, 2025-05-05, 3 sentences)
    >>> [document.quote(sentence.span) for sentence in document.sentences]
    ['Port reopens', 'Ships are back.', 'Cranes are not.']

    A string that names a file is read as that file, every other string is the article itself. What is given as
    `published`, `publisher` or `title` wins over what the article says. `published` stays None where the article does
    not say its day; it is never guessed. Raises `BadDocument`, in one sentence, for what cannot be read, and for a
    feed or an archive that holds several articles: `read_all` reads those.
    """
    loaded = _load(source, format)
    document = to_document(loaded, published=published, publisher=publisher)
    return replace(document, title=title or document.title, address=address or document.address)


def to_document(loaded: Loaded, *, published: Day | None = None, publisher: str = "") -> Document:
    """Find the blocks and sentences of a loaded text; what is given wins over what the article says.

    Raises `BadDocument` for an article whose only date is not in the calendar, or no day on which articles appear.
    """
    layout = find_blocks(loaded.text, loaded.known)
    day = published or loaded.published or layout.published
    if day is None and layout.impossible_day:
        raise BadDocument(
            f"The article is dated {layout.impossible_day!r}, a day that is not in the calendar: "
            "give the day on which it appeared (--published YYYY-MM-DD)."
        )
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadDocument(f"The article is dated {day.isoformat()}, and no article is: give its day with --published.")
    return Document(
        text=loaded.text,
        title=loaded.title or _headline(loaded.text, layout.blocks),
        publisher=publisher or loaded.publisher or layout.publisher,
        published=day,
        address=loaded.address,
        blocks=layout.blocks,
        sentences=find_sentences(loaded.text, layout.blocks),
        author=loaded.author,
        dated_by="given" if published else loaded.dated_by if loaded.published else "dateline" if day else "",
    )


def _load(source: str | os.PathLike[str] | bytes, wanted: str | None) -> Loaded:
    kind = format_named(wanted) if wanted else ""
    if isinstance(source, bytes):
        return _from_bytes(source, "The input", kind)
    if not isinstance(source, str) or is_path(source):
        return _from_bytes(Path(source), Path(source).name or str(source), kind)
    name = "The text"
    check_size(len(source), name)
    text = tidy(source, name)
    data = text.encode()
    check_size(len(data), name)
    return _from_bytes(data, name, kind or format_of(data[:HEAD]))


def _from_bytes(source: Path | bytes, name: str, kind: str) -> Loaded:
    with Source.of(source, name) as opened:
        kind = kind or format_of(opened.head, "" if isinstance(source, bytes) else name)
        if kind not in ARCHIVES:
            return load_article(kind, opened)
        parts = list(islice((part for part in parts_of(kind, opened) if isinstance(part, Part)), 2))
        if len(parts) != 1:
            raise BadDocument(f"{name} holds several articles: read them one by one with onrecord.read_all.")
        return parts[0].load()


def is_path(source: str) -> bool:
    """Say whether a string names a file: one that exists, or what nobody would write as an article.

    >>> is_path("news/today.txt"), is_path("It rained in Oslo.")
    (True, False)

    Raises `BadDocument` for an address of the web.
    """
    if not source or "\n" in source or "\x00" in source or len(source) > _LONGEST_PATH:
        return False
    if _ADDRESS.fullmatch(source.strip()):
        raise BadDocument(f"{source.strip()!r} is an address, and pages are not fetched: save it as .html first.")
    try:
        if os.path.lexists(source):
            return True
    except (OSError, ValueError):
        return False
    suffix = Path(source).suffix.removeprefix(".").casefold()
    return suffix in FORMATS or bool(_PATH_LIKE.fullmatch(source))


def _headline(text: str, blocks: tuple[Block, ...]) -> str:
    for block in blocks:
        if block.kind is BlockKind.HEADLINE:
            return " ".join(block.span.of(text).split())
    return ""
