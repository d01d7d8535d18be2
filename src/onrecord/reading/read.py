"""The way in: a file, a text or bytes become a `Document`."""

from __future__ import annotations

import os
import re
from pathlib import Path

from onrecord.reading.document import Block, BlockKind, Document
from onrecord.reading.layout import find_blocks
from onrecord.reading.load import Loaded
from onrecord.reading.load.markdown import load_markdown
from onrecord.reading.load.text import MAX_BYTES, check_size, decode, load_text, tidy
from onrecord.reading.sentences import find_sentences
from onrecord.terms.errors import BadDocument
from onrecord.terms.time import Day

FORMATS = {
    "txt": "text", "text": "text", "md": "markdown", "markdown": "markdown", "html": "html", "htm": "html",
    "xhtml": "html",
}  # fmt: skip
"""The formats that are read, by suffix."""

_LONGEST_PATH = 1024
_HTML_START = re.compile(
    r"\s*(?:<!--.{0,500}?-->\s*|<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN = re.compile(r"^#{1,6} \S", re.MULTILINE)
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
    not say its day; it is never guessed. Raises `BadDocument`, in one sentence, for what cannot be read.
    """
    loaded = _load(source, format)
    layout = find_blocks(loaded.text, loaded.known)
    day = published or loaded.published or layout.published
    if day is None and layout.impossible_day:
        raise BadDocument(
            f"The article is dated {layout.impossible_day!r}, a day that is not in the calendar: "
            "give the day on which it appeared (--published YYYY-MM-DD)."
        )
    return Document(
        text=loaded.text,
        title=title or loaded.title or _headline(loaded.text, layout.blocks),
        publisher=publisher or loaded.publisher or layout.publisher,
        published=day,
        address=address,
        blocks=layout.blocks,
        sentences=find_sentences(loaded.text, layout.blocks),
    )


def _load(source: str | os.PathLike[str] | bytes, wanted: str | None) -> Loaded:
    kind = _format(wanted, "format") if wanted else ""
    if isinstance(source, bytes):
        name = "The input"
        text = decode(source, name, html=kind in {"", "html"})
    elif not isinstance(source, str) or _is_path(source):
        path = Path(source)
        name = path.name or str(path)
        kind = kind or (_format(path.suffix, "file type") if path.suffix else "")
        text = decode(_bytes_of(path), name, html=kind in {"", "html"})
    else:
        name = "The text"
        check_size(len(source), name)
        text = tidy(source, name)
        check_size(len(text.encode()), name)
    if not kind:
        kind = "html" if _HTML_START.match(text) else "markdown" if _MARKDOWN.search(text) else "text"
    if kind == "html":
        from onrecord.reading.load.html import load_html  # noqa: PLC0415 - see there

        return load_html(text, name)
    return load_markdown(text) if kind == "markdown" else load_text(text)


def _format(word: str, what: str) -> str:
    kind = FORMATS.get(word.removeprefix(".").casefold())
    if kind is None:
        raise BadDocument(f"{word!r} is not a {what} that is read: use .txt, .md or .html.")
    return kind


def _is_path(source: str) -> bool:
    """Say whether a string names a file: one that exists, or what nobody would write as an article."""
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


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise BadDocument(f"{str(path)!r} is a directory: name an article in it.")
        if path.is_file():
            check_size(path.stat().st_size, path.name)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise BadDocument(f"There is no file {str(path)!r}: check the name and the folder.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadDocument(f"{str(path)!r} cannot be read: {reason}.") from None
    return data


def _headline(text: str, blocks: tuple[Block, ...]) -> str:
    for block in blocks:
        if block.kind is BlockKind.HEADLINE:
            return " ".join(block.span.of(text).split())
    return ""
