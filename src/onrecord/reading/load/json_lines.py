"""JSON lines: one article a line, with the fields of `data/words/json_fields.csv`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Any, BinaryIO

from onrecord.reading.load import Loaded, Part
from onrecord.reading.load.days import day_in_stamp
from onrecord.reading.load.markup import load_markup
from onrecord.reading.load.pieces import one_line
from onrecord.reading.load.text import MAX_BYTES, check_size, tidy
from onrecord.reading.words import cell_words, word_table
from onrecord.terms.errors import BadDocument

MAX_LINE = 4 * MAX_BYTES
"""The longest line, in bytes: an article may take several bytes a character once it is escaped."""


def json_parts(stream: BinaryIO, name: str) -> Iterator[Part]:
    """Yield the lines of a file as articles; blank lines count, but are none."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        too_long = len(line) > MAX_LINE
        while too_long and line and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE + 1)
        place = f"line {number}"
        if too_long:
            yield Part(place, partial(_too_long, f"{name}, {place}"))
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield Part(place, partial(_load, line, f"{name}, {place}"))


def _too_long(name: str) -> Loaded:
    raise BadDocument(f"{name} has more than {MAX_LINE // 1_000_000} MB: one line is one article.")


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    return {row["field"]: cell_words(row["names"]) for row in word_table("json_fields")}


def _load(line: bytes, name: str) -> Loaded:
    row = _object(line, name)
    text, markup = _field(row, "text"), _field(row, "html")
    if text:
        check_size(len(text.encode("utf-8", "surrogatepass")), name)
        loaded = Loaded(tidy(text, name))
    elif markup:
        check_size(len(markup.encode("utf-8", "surrogatepass")), name)
        loaded = load_markup(tidy(markup, name), name)
    else:
        wanted = " or ".join(repr(_names()[field][0]) for field in ("text", "html"))
        raise BadDocument(f"{name} has no field {wanted} with an article in it.")
    stamp = _field(row, "published")
    day = day_in_stamp(stamp) if stamp else None
    if stamp and day is None:
        raise BadDocument(f"{name} is dated {stamp[:40]!r}, which is no day: write it as YYYY-MM-DD.")
    return Loaded(
        loaded.text,
        one_line(_field(row, "title")) or loaded.title,
        one_line(_field(row, "author")) or loaded.author,
        one_line(_field(row, "publisher")) or loaded.publisher,
        day or loaded.published,
        "json" if day else loaded.dated_by,
        _field(row, "url").strip(),
        loaded.known,
    )


def _object(line: bytes, name: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadDocument(
            f"{name} is not UTF-8: byte 0x{line[error.start]:02X} does not fit; convert it and try again."
        ) from None
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "its numbers or brackets are beyond measure"
        raise BadDocument(f"{name} is no JSON: {reason}; write one object a line.") from None
    if not isinstance(row, dict):
        raise BadDocument(f"{name} is no JSON object: write one article a line, as an object with its fields.")
    return row


def _field(row: Mapping[str, Any], field: str) -> str:
    """Return the words of a field by the first of its names that is there; several words are joined by commas."""
    for name in _names()[field]:
        value = row.get(name)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
            return str(value)
        if isinstance(value, list) and value:
            return ", ".join(str(item.get("name", "") if isinstance(item, dict) else item) for item in value)
        if isinstance(value, dict) and value.get("name"):
            return str(value["name"])
    return ""
