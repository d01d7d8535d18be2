"""What every engine does: hold named tables and views, and answer SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

Row = dict[str, Any]
"""One row of an answer: column name to a plain Python value (str, int, float, bool, date, list, None)."""


class Engine(Protocol):
    """A place where SQL runs; all engines give the same rows, in the same order, for the same SQL.

    SQL is written once, in the part of DuckDB's SQL that `docs/scale.md` describes; an engine with another dialect
    translates it. Parameters are written `$name` and are bound, never pasted; one that the SQL does not name does no
    harm. An engine may be asked from several threads.
    """

    @property
    def name(self) -> str:
        """What the engine is called: `duckdb` or `spark`."""

    def attach(self, table: str, parts: Sequence[Path]) -> None:
        """Give Parquet files of one shape a name; all their rows together are the table.

        Raises `BadRecord` where there is no part, or one that cannot be read.
        """

    def define(self, name: str, sql: str) -> None:
        """Give a SELECT without parameters a name, as a view; it replaces a view of that name."""

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement and return all its rows."""

    def close(self) -> None:
        """Give back what the engine holds; it answers no more."""
