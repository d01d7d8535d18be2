"""The articles of a watch list: their bytes under the name of their digest, and how they are read again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from onrecord.reading.document import Document
from onrecord.reading.load.formats import FORMATS, format_of, suffix_of
from onrecord.reading.load.source import Source
from onrecord.reading.read_all import Entry, read_all
from onrecord.record.folder.durable import sync, sync_folder, write_whole
from onrecord.record.folder.manifest import digest_of_file
from onrecord.terms.errors import BadDocument
from onrecord.terms.ids import stable_id
from onrecord.watching.journal import Added

ARTICLES = "articles"

_CHUNK = 1 << 20


def keep(folder: Path, source: Path | bytes) -> str:
    """Keep the bytes of a file, or of a text; returns the name under which they stand.

    The suffix stays, for it may tell the format. Raises `BadDocument` for a file that is not there, cannot be read or
    is of no format that is read.
    """
    if isinstance(source, Path):
        with Source.of(source, str(source)) as opened:
            format_of(opened.head, source.name)
    home = folder / ARTICLES
    home.mkdir(exist_ok=True)
    if isinstance(source, bytes):
        name = f"{hashlib.sha256(source).hexdigest()}.txt"
        if not (home / name).exists():
            write_whole(home / name, source)
        return name
    draft = home / f".{os.getpid()}.part"
    try:
        total = hashlib.sha256()
        with source.open("rb") as read, draft.open("wb") as out:
            while chunk := read.read(_CHUNK):
                total.update(chunk)
                out.write(chunk)
            sync(out)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise BadDocument(f"{str(source)!r} cannot be kept: {error.strerror}.") from None
    suffix = suffix_of(source.name)
    packed = ".gz" if source.name.casefold().endswith(".gz") else ""
    name = f"{total.hexdigest()}{f'.{suffix}' if suffix in FORMATS else ''}{packed}"
    draft.replace(home / name)
    sync_folder(home)
    return name


def sweep(folder: Path, watched: Iterable[Added]) -> None:
    """Remove the bytes of articles that are not watched any more."""
    wanted = {added.file for added in watched}
    for file in (folder / ARTICLES).glob("*"):
        if file.name not in wanted:
            file.unlink()


def is_whole(folder: Path, file: str) -> bool:
    """Say whether the bytes of a kept file are there, and still those that were kept."""
    place = folder / ARTICLES / file
    return place.is_file() and digest_of_file(place) == file.partition(".")[0]


def article_id(added: Added, part: str) -> str:
    """Return the id of an article: the same bytes with the same day and publisher are the same article."""
    return stable_id("article", added.file, part, added.published, added.publisher)


def read_kept(folder: Path, added: Added) -> Iterator[tuple[str, Entry]]:
    """Yield the entries of a kept file with the part of it in which each stands.

    What cannot be read is an entry with its problem.
    """
    place = folder / ARTICLES / added.file
    for entry in read_all(place, published=added.published, publisher=added.publisher):
        part = entry.place.removeprefix(str(place)).removeprefix(", ")
        yield part, entry


def documents(folder: Path, added: Added) -> Iterator[tuple[str, Document | str]]:
    """Yield the articles of a kept file that are watched, by id; instead of what cannot be read, a sentence."""
    wanted: Mapping[str, str] = {place.part: place.id for place in added.articles}
    if not is_whole(folder, added.file):
        for id_ in wanted.values():
            yield id_, f"{added.name} ({id_}): {folder / ARTICLES / added.file} is lost or damaged: add it again."
        return
    found = set()
    for part, entry in read_kept(folder, added):
        if part in wanted:
            found.add(part)
            yield wanted[part], entry.document or f"{added.name} ({wanted[part]}): {entry.problem or entry.skipped}"
    for part, id_ in wanted.items():
        if part not in found:
            yield id_, f"{added.name} ({id_}): {part or 'the article'} is not found in it any more."
