"""DuckDB over Parquet parts, one in-memory connection an engine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

Row = dict[str, Any]

_PARAMETER = re.compile(r"\$(\w+)")


class DuckEngine:
    """Runs SQL over named Parquet tables.

    >>> DuckEngine({}).query("SELECT $a + 1 AS b", {"a": 1})
    [{'b': 2}]
    """

    name = "duckdb"

    def __init__(self, tables: Mapping[str, Path]) -> None:
        """Read each Parquet file into a table of a database in memory."""
        # Extensions would be fetched over the network; the record needs none and asks for none.
        self._connection = duckdb.connect(
            config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "threads": "2"}
        )
        for table, path in tables.items():
            location = str(path).replace("'", "''")
            self._connection.execute(f"CREATE TABLE \"{table}\" AS SELECT * FROM read_parquet('{location}')")

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement and return all its rows; parameters are written `$name` in the SQL."""
        cursor = self._connection.cursor()
        # DuckDB refuses a value that the statement does not name.
        named = set(_PARAMETER.findall(sql))
        used = {name: value for name, value in (parameters or {}).items() if name in named}
        cursor.execute(sql, used)
        columns = [column[0] for column in cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
