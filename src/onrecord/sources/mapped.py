"""Rows of any file through a mapping, with the same mappings and the same words of what is wrong as `record import`."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from onrecord.engine import Workshop
from onrecord.record.imports.mapping import ALONG, Mapping
from onrecord.record.imports.run import silent
from onrecord.record.imports.staging import STAGED, Staged, stage
from onrecord.record.load import Cell, read_cell
from onrecord.record.schema import Table
from onrecord.sources.source import Row
from onrecord.terms.errors import BadRecord, Unreadable
from onrecord.terms.time import Day

FORMS = ("csv", "tsv", "json", "jsonl")
"""What a file can be; Parquet is for imports by hand."""


class Content(NamedTuple):
    """A file as it came: `name` stands in messages, its last part without ending is the `{stem}` of a mapping.

    `form` is one of `FORMS`; `within` says where in a JSON file the list of rows lies (`data.items`), empty where the
    file is that list.
    """

    name: str
    body: bytes
    form: str
    within: str = ""


def form_of(address: str, content_type: str) -> str:
    """Tell what a file is: by the ending of its address, else by what the host calls it; empty where neither says.

    >>> form_of("https://example.org/api/counts?format=x", "text/csv; charset=utf-8")
    'csv'
    """
    ending = PurePosixPath(address.partition("?")[0]).suffix.removeprefix(".").lower()
    if ending in FORMS:
        return ending
    kind = content_type.partition(";")[0].strip().lower()
    called = {
        "text/csv": "csv",
        "text/tab-separated-values": "tsv",
        "application/json": "json",
        "application/jsonl": "jsonl",
        "application/x-ndjson": "jsonl",
    }
    return called.get(kind, "")


def mapped_rows(content: Content, mapping: Mapping, published: Day, cited: str) -> list[Row]:
    """Return the rows of a file, and before them those that the mapping brings along.

    A row that does not say when it was published counts from the day `published`, on which its source showed it; one
    that names no source rests on `cited`.

    Raises `Unreadable` that names the file, the line, the column and the mend where the file has another shape, or a
    cell breaks the rules of its table.
    """
    if content.form not in FORMS:
        raise Unreadable(f"{content.name} does not say what it is: set `form` to one of {', '.join(FORMS)}.")
    along = [Row(table, row) for table in ALONG for row in mapping.along.get(table, ())]
    filled = _with_times(mapping, published, cited)
    with Workshop() as workshop, tempfile.TemporaryDirectory(prefix="onrecord-rows-") as home:
        file = Path(home) / f"{PurePosixPath(content.name.partition('?')[0]).stem or 'rows'}.{content.form}"
        file.write_bytes(_list_of_rows(content) if content.form == "json" else content.body)
        try:
            staged = stage(workshop, [file], filled, published, silent)
            rows = list(_rows(workshop, staged, filled, content))
        except BadRecord as error:
            raise Unreadable(str(error).replace(str(file), content.name)) from None
    return along + rows


def _with_times(mapping: Mapping, published: Day, cited: str) -> Mapping:
    said = {*mapping.columns, *mapping.constants}
    names = {column.name for column in mapping.own.all_columns}
    more: dict[str, str] = {}
    if mapping.own.timed and "published" not in said:
        more |= {"published": published.isoformat(), "basis": "shown"}
    if "sources" in names and "sources" not in said:
        more["sources"] = cited
    return replace(mapping, constants={**more, **mapping.constants})


def _rows(workshop: Workshop, staged: Staged, mapping: Mapping, content: Content) -> Iterator[Row]:
    table = mapping.own
    listed = ", ".join(workshop.name(column.name) for column in table.all_columns)
    said = {*mapping.columns, *mapping.constants}
    for file, line, *cells in workshop.all(f"SELECT file, line, {listed} FROM {STAGED} ORDER BY n"):
        texts = {column.name: cell for column, cell in zip(table.all_columns, cells, strict=True) if cell}
        for column, exchanged in mapping.values.items():
            if column in texts:
                texts[column] = exchanged.get(texts[column], texts[column])
        if "recorded" not in said:
            texts.pop("recorded", None)
        place = f"{content.name}, {'row' if content.form == 'json' else 'line'} {line}"
        try:
            _check(texts, table, staged.files[file], line)
        except BadRecord as error:
            raise Unreadable(str(error).replace(f"{staged.files[file]}, line {line}", place)) from None
        yield Row(table.name, texts, place)


def _check(texts: dict[str, str], table: Table, file: Path, line: int) -> None:
    """Refuse what can be seen to be wrong in the row alone; whether the record knows its names, the record says."""
    for column in table.all_columns:
        place = Cell(file, line, column.name)
        text = texts.get(column.name, "")
        if column.required and not text and column.name != "recorded":
            raise BadRecord(f"{place} is empty: it must say {column.meaning}.")
        if column.kind not in {"key", "keys"}:
            read_cell(column, text, place, {})


def _list_of_rows(content: Content) -> bytes:
    """Return the rows of a JSON file as a list of flat objects: `{"price": {"usd": 1}}` has a column `price.usd`."""
    try:
        said = json.loads(content.body)
    except ValueError as error:
        raise Unreadable(f"{content.name} is not JSON ({error}).") from None
    for name in filter(None, content.within.split(".")):
        if not isinstance(said, dict) or name not in said:
            there = ", ".join(list(said)[:12]) if isinstance(said, dict) else f"a {_called(said)}"
            raise Unreadable(f"{content.name}: expected {name!r} of {content.within!r}, and there is {there}.")
        said = said[name]
    if not isinstance(said, list) or not all(isinstance(row, dict) for row in said):
        where = f" at {content.within!r}" if content.within else ""
        raise Unreadable(f"{content.name}: expected a list of objects{where}, and there is a {_called(said)}.")
    return json.dumps([dict(_flat(row)) for row in said]).encode()


def _flat(row: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _called(value: Any) -> str:
    return {dict: "JSON object", list: "list of other things", str: "text", type(None): "null"}.get(
        type(value), type(value).__name__
    )
