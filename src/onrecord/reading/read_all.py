"""Many articles one by one: files, folders of them, feeds, WARC archives and JSON lines, however large.

Each article is read when it is asked for, and what cannot be read is said with its place and stops nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from onrecord.reading.document import Document
from onrecord.reading.load import Part
from onrecord.reading.load.formats import ARCHIVES, FORMATS, format_named, format_of, format_signed, suffix_of
from onrecord.reading.load.open import load_article, parts_of
from onrecord.reading.load.source import BROKEN, Source
from onrecord.reading.read import to_document
from onrecord.terms.errors import BadDocument
from onrecord.terms.time import Day


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of many, or why it is missing.

    `place` says where it stands ("news.jsonl, line 7"). Exactly one of the others is given: the document, the `problem`
    that kept it from being read, or for what is no article the reason why it was `skipped`.
    """

    place: str
    document: Document | None = None
    problem: str = ""
    skipped: str = ""


def read_all(
    *sources: str | os.PathLike[str] | BinaryIO,
    published: Day | None = None,
    publisher: str = "",
    format: str | None = None,  # noqa: A002 - the word that users type
) -> Iterator[Entry]:
    r"""Read all articles of files and folders, one after another, in a fixed order.

    >>> import io
    >>> lines = io.BytesIO(b'{"text": "It rained.", "published": "2025-07-25"}\n{"text": \n')
    >>> for entry in read_all(lines):
    ...     print(entry.place, "|", entry.document or entry.problem)
    The input, line 1 | untitled (no publisher, 2025-07-25, 1 sentences)
    The input, line 2 | The input, line 2 is no JSON: Expecting value; write one object a line.

    A folder is read with all folders in it, files in the order of their names; what is not read is said as skipped.
    `published` and `publisher` win over what each article says. Nothing is raised for an article that cannot be read.
    Raises `BadDocument` for a `format` that is not known.
    """
    kind = format_named(format) if format else ""
    for source in sources:
        if not isinstance(source, (str, os.PathLike)):
            yield from _file(source, "The input", kind, published, publisher)
        elif Path(source).is_dir():
            yield from _folder(Path(source), kind, published, publisher)
        else:
            yield from _file(Path(source), str(source), kind, published, publisher)


def _folder(folder: Path, kind: str, published: Day | None, publisher: str) -> Iterator[Entry]:
    failures: list[OSError] = []
    for at, folders, names in os.walk(folder, onerror=failures.append):
        while failures:
            yield _unlisted(failures.pop())
        hidden = sorted(name for name in (*folders, *names) if name.startswith("."))
        if hidden:
            yield Entry(f"{at}: {', '.join(hidden[:3])}{' ...' if hidden[3:] else ''}", skipped="hidden")
        for linked in sorted(name for name in folders if not name.startswith(".") and Path(at, name).is_symlink()):
            yield Entry(str(Path(at, linked)), skipped="a link to a folder")
        # In place: `os.walk` goes on with what is left.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            yield from _in_folder(Path(at, name), kind, published, publisher)
    while failures:
        yield _unlisted(failures.pop())


def _unlisted(error: OSError) -> Entry:
    return Entry(str(error.filename), problem=f"{str(error.filename)!r} cannot be listed: {error.strerror}.")


def _in_folder(path: Path, kind: str, published: Day | None, publisher: str) -> Iterator[Entry]:
    """Yield the articles of a file that nobody named: what is of no format that is read is skipped, not refused."""
    if path.exists() and not path.is_file():
        yield Entry(str(path), skipped="no plain file")
        return
    suffix = suffix_of(path.name)
    if not kind and suffix and suffix not in FORMATS and not _is_signed(path):
        yield Entry(str(path), skipped=f"{'.' + suffix!r} is not a file type that is read")
        return
    yield from _file(path, str(path), kind, published, publisher)


def _is_signed(path: Path) -> bool:
    try:
        with Source.of(path, str(path)) as source:
            return bool(format_signed(source.head))
    except BadDocument:
        return False


def _file(source: Path | BinaryIO, name: str, kind: str, published: Day | None, publisher: str) -> Iterator[Entry]:
    try:
        opened = Source.of(source, name)
    except BadDocument as error:
        yield Entry(name, problem=str(error))
        return
    with opened:
        try:
            kind = kind or format_of(opened.head, name if isinstance(source, Path) else "")
            if kind not in ARCHIVES:
                loaded = load_article(kind, opened)
                yield Entry(name, to_document(loaded, published=published, publisher=publisher))
                return
            for part in parts_of(kind, opened):
                if isinstance(part, Part):
                    yield _entry(part, name, published, publisher)
                else:
                    yield Entry(part.place, skipped=part.reason)
        except BadDocument as error:
            yield Entry(name, problem=str(error))
        except BROKEN as error:
            yield Entry(name, problem=f"{name} breaks off: {error}.")


def _entry(part: Part, name: str, published: Day | None, publisher: str) -> Entry:
    place = f"{name}, {part.place}" if part.place else name
    try:
        return Entry(place, to_document(part.load(), published=published, publisher=publisher))
    except BadDocument as error:
        return Entry(place, problem=str(error))
