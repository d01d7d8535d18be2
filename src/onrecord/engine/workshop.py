"""A DuckDB database in memory in which tables are made, checked and written to Parquet."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

Row = tuple[Any, ...]


class Workshop:
    """Runs statements one after the other and writes their results; what does not fit in memory goes to disk.

    >>> with Workshop() as workshop:
    ...     workshop.run("CREATE TABLE made AS SELECT 2 AS two")
    ...     workshop.one("SELECT two FROM made")
    (2,)
    """

    Error = duckdb.Error
    """What a statement that cannot run raises."""

    def __init__(self, memory: str = "4GB", threads: int = 2) -> None:
        """Open the database; `memory` is what it may hold before it spills."""
        self._spill = tempfile.TemporaryDirectory(prefix="onrecord-spill-")
        self._connection = duckdb.connect(
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "memory_limit": memory,
                "threads": str(threads),
                "temp_directory": self._spill.name,
            }
        )

    def run(self, sql: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Run a statement for what it does."""
        self._connection.execute(sql, dict(parameters or {})).fetchall()

    def all(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Run a query and return its rows."""
        return self._connection.execute(sql, dict(parameters or {})).fetchall()

    def one(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Row:
        """Run a query and return its first row."""
        return self.all(sql, parameters)[0]

    def columns(self, relation: str) -> list[str]:
        """Return the names of the columns of a table, a view or a table function."""
        return [name for name, *_ in self.all(f"DESCRIBE SELECT * FROM {relation}")]

    def fill(self, table: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> None:
        """Make a table of rows that Python holds; `columns` are names with SQL types."""
        listed = ", ".join(f"{self.name(column)} {kind}" for column, kind in columns.items())
        self.run(f"CREATE OR REPLACE TEMP TABLE {table} ({listed})")
        self.append(table, rows)

    def append(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Add rows to a table, a stretch at a time: there may be more of them than memory holds."""
        with self._connection.appender(table) as appender:
            for row in rows:
                appender.append_row(*row)

    def write(self, query: str, file: Path, *, row_group: int = 122_880) -> None:
        """Write the result of a query to a Parquet file."""
        self.run(
            f"COPY ({query}) TO {self.quoted(file)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {row_group})"
        )

    @staticmethod
    def quoted(text: object) -> str:
        """Write a text as an SQL literal.

        >>> Workshop.quoted("Xi's")
        "'Xi''s'"
        """
        return "'" + str(text).replace("'", "''") + "'"

    @staticmethod
    def name(column: str) -> str:
        """Write a column name as SQL, whatever characters it holds.

        >>> print(Workshop.name('a "b"'))
        "a \"\"b\"\""
        """
        return '"' + column.replace('"', '""') + '"'

    def close(self) -> None:
        """Give back memory and disk."""
        self._connection.close()
        self._spill.cleanup()

    def __enter__(self) -> Self:
        """Use the workshop until the end of the context."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()
