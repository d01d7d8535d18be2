"""DuckDB over Parquet parts, one in-memory connection an engine."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from onrecord.engine.base import Row
from onrecord.terms.errors import BadInput, BadRecord

IN_MEMORY = 16 << 20
"""Bytes of Parquet up to which a table is loaded: it is then read once, and answers in half the time."""

_PARAMETER = re.compile(r"\$(\w+)")


class DuckEngine:
    """Runs SQL over named Parquet tables.

    `memory` limits what DuckDB holds, such as `4GB` (what is more goes to `spill`, a temporary folder of its own by
    default); `in_memory` is the size of Parquet, in bytes, up to which a table is loaded when it is attached.

    >>> DuckEngine().query("SELECT $a + 1 AS b", {"a": 1})
    [{'b': 2}]

    Raises `BadInput` for a limit that DuckDB cannot read.
    """

    name = "duckdb"

    def __init__(
        self,
        *,
        memory: str | None = None,
        threads: int = 2,
        spill: Path | None = None,
        in_memory: int = IN_MEMORY,
    ) -> None:
        """Open a database in memory, apart from all others."""
        # DuckDB would spill into a folder `.tmp` where the user happens to stand; it makes and removes this one itself.
        folder = spill or Path(tempfile.gettempdir(), f"onrecord-spill-{os.urandom(8).hex()}")
        config: dict[str, str | bool | int | float | list[str]] = {
            # Extensions would be fetched over the network; the record needs none and asks for none.
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "threads": str(threads),
            "temp_directory": str(folder),
        }
        if memory is not None:
            config["memory_limit"] = memory
        try:
            self._connection = duckdb.connect(config=config)
        except duckdb.Error as error:
            raise BadInput(f"DuckDB does not take these limits: {str(error).splitlines()[0]}") from None
        # A cursor does not inherit what was set for its connection alone.
        self._connection.execute("SET GLOBAL TimeZone = 'UTC'")
        # Parts never change, so that what their footers say is read once.
        self._connection.execute("SET GLOBAL parquet_metadata_cache = true")
        self._in_memory = in_memory

    def attach(self, table: str, parts: Sequence[Path]) -> None:
        """Load small parts, leave large ones where they are; see `Engine.attach`."""
        if not parts:
            raise BadRecord(f"The table {table!r} has no part: build the record anew.")
        files = ", ".join(_quoted(str(part), "'") for part in parts)
        try:
            small = sum(part.stat().st_size for part in parts) <= self._in_memory
            kind = "TABLE" if small else "VIEW"
            self._make_room(table, kind)
            self._run(f"CREATE OR REPLACE {kind} {_quoted(table)} AS SELECT * FROM read_parquet([{files}])")
        except (OSError, duckdb.IOException, duckdb.InvalidInputException) as error:
            raise BadRecord(f"A part of the table {table!r} cannot be read: {str(error).splitlines()[0]}") from None

    def _make_room(self, name: str, kind: str) -> None:
        """Remove what has a name and is of the other kind; DuckDB replaces a table by a table alone."""
        held = self.query("SELECT table_type FROM information_schema.tables WHERE table_name = $name", {"name": name})
        other = "VIEW" if kind == "TABLE" else "TABLE"
        if held and held[0]["table_type"].endswith(other):
            self._run(f"DROP {other} {_quoted(name)}")

    def define(self, name: str, sql: str) -> None:
        """Make a view; see `Engine.define`."""
        self._run(f"CREATE OR REPLACE VIEW {_quoted(name)} AS {sql}")

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement and return all its rows; parameters are written `$name` in the SQL."""
        # DuckDB refuses a value that the statement does not name.
        named = set(_PARAMETER.findall(sql))
        used = {name: value for name, value in (parameters or {}).items() if name in named}
        # A connection shared by threads refuses instead of waiting; a cursor of one's own does not.
        cursor = self._connection.cursor()
        cursor.execute(sql, used)
        columns = [column[0] for column in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    def close(self) -> None:
        """Close the database; what it spilled is removed."""
        self._connection.close()

    def _run(self, statement: str) -> None:
        self._connection.cursor().execute(statement)


def _quoted(text: str, mark: str = '"') -> str:
    return mark + text.replace(mark, mark * 2) + mark


def write_parquet(columns: Mapping[str, Any], path: Path) -> None:
    """Write columns of equal length, numpy arrays by name, as a Parquet file, whole or not at all.

    >>> import numpy, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_parquet({"a": numpy.array([1, 2])}, Path(folder, "a.parquet"))
    ...     engine = DuckEngine()
    ...     engine.attach("a", [Path(folder, "a.parquet")])
    ...     engine.query("SELECT sum(a) AS sum FROM a")
    [{'sum': 3}]
    """
    draft = path.with_name(f".{path.name}.part")
    with duckdb.connect(config={"threads": "1"}) as connection:
        connection.register("columns", dict(columns))
        connection.execute(f"COPY (SELECT * FROM columns) TO {_quoted(str(draft), chr(39))} (FORMAT parquet)")
    draft.replace(path)
