"""Where SQL runs: DuckDB in memory over Parquet files.

SQL text and named parameters come in, rows go out as dictionaries; no other room opens a database.
"""

from onrecord.engine.duck import DuckEngine

__all__ = ["DuckEngine"]
