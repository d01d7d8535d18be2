"""Rows for programs: CSV, JSON and Parquet of the commands that ask the record over time."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.terms.errors import BadInput

if TYPE_CHECKING:
    from onrecord.record import Record

Row = Mapping[str, Any]


def csv_text(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Write rows as CSV under these columns; several words in one cell are joined by | as in the tables themselves.

    >>> csv_text(("a", "b"), [{"a": 1.0, "b": ["x", "y"], "c": 0}])
    'a,b\\n1,x|y\\n'
    """
    from onrecord.cli.tables import plain
    from onrecord.reports.safe import visible

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        values = (plain(row[column]) for column in columns)
        writer.writerow("|".join(map(str, value)) if isinstance(value, list) else value for value in values)
    return visible(out.getvalue())


def json_text(record: Record, answer: Mapping[str, Any]) -> str:
    """Write an answer as JSON, with the record that gave it."""
    from onrecord import __version__
    from onrecord.cli.tables import plain
    from onrecord.reports.safe import dump_json

    asked = {"vintage": record.vintage, "now": record.now}
    return dump_json(plain({"onrecord": __version__, "record": asked, **answer})) + "\n"


def write_parquet(columns: Mapping[str, str], rows: Sequence[Row], path: Path) -> None:
    """Write rows as a Parquet file with typed columns (name to SQL type), whole or not at all.

    Raises `BadInput` that names the file.
    """
    from onrecord.cli.tables import plain
    from onrecord.engine import DuckEngine

    place = Path(os.path.realpath(path))
    if place.exists() and not place.is_file():
        raise BadInput(f"{str(path)!r} is no plain file: name a file for --out.")
    try:
        with tempfile.TemporaryDirectory(prefix=".onrecord-", dir=place.parent) as folder:
            staged, draft = Path(folder, "rows.jsonl"), Path(folder, "rows.parquet")
            with staged.open("w", encoding="utf-8") as lines:
                for row in rows:
                    lines.write(json.dumps({name: plain(row[name]) for name in columns}, ensure_ascii=False) + "\n")
            struct = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
            source, target = (str(file).replace("'", "''") for file in (staged, draft))
            DuckEngine().query(
                f"COPY (SELECT * FROM read_json('{source}', format='newline_delimited', columns={{{struct}}})) "
                f"TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
            )
            draft.replace(place)
    except OSError as error:
        reason = "its folder does not exist" if isinstance(error, FileNotFoundError) else error.strerror
        raise BadInput(f"{str(path)!r} cannot be written: {reason}.") from None
