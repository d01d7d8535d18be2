"""Where SQL runs: DuckDB in memory over Parquet files, or Apache Spark for a record that outgrows one machine.

SQL text and named parameters come in, rows go out as dictionaries, the same from each engine; no other room opens a
database.
"""

from onrecord.engine.address import open_engine
from onrecord.engine.base import Engine, Row
from onrecord.engine.duck import DuckEngine, write_parquet
from onrecord.engine.workshop import Workshop

__all__ = ["DuckEngine", "Engine", "Row", "Workshop", "open_engine", "write_parquet"]
