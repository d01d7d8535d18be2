"""Apache Spark: the same SQL, translated, on this machine, on a cluster, or through Spark Connect.

Imported only where Spark is asked for; the extra `onrecord[spark]` brings what it needs.
"""

from __future__ import annotations

import logging
import os
import re
import socket
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.errors import PySparkException
from pyspark.sql.pandas.types import from_arrow_schema

from onrecord.engine.base import Row
from onrecord.engine.spark_sql import Translated, translated
from onrecord.terms.errors import BadInput, BadRecord

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SENT = 16 << 20
"""Bytes of Parquet up to which a table is sent to Spark; a larger one is read by Spark where it lies."""

PATIENCE = 10.0
"""Seconds in which a cluster must take a connection."""

_LOCAL = re.compile(r"local(\[(\d+|\*)\])?")

_EVERYWHERE = {
    "spark.sql.session.timeZone": "UTC",
    # What DuckDB refuses, Spark must refuse too: numbers that overflow, texts that are no numbers.
    "spark.sql.ansi.enabled": "true",
}

_HERE = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "localhost",
    "spark.driver.bindAddress": "127.0.0.1",
}
"""On this machine Spark opens no page, draws no bar and listens to nobody else."""


class SparkEngine:
    """Runs DuckDB's SQL on Spark; the address is `spark`, `spark://local[2]`, `spark://HOST:PORT` or `sc://HOST:PORT`.

    `settings` are Spark's own, by their full names. `sent` is the size of Parquet, in bytes, up to which a table is
    sent to Spark; a larger one must lie where every node of the cluster can read it, under the same path.

    Raises `BadInput` where Spark does not start or does not answer.
    """

    name = "spark"

    def __init__(self, address: str = "spark", *, settings: Mapping[str, str] | None = None, sent: int = SENT) -> None:
        """Start Spark, or connect to it, in a session of its own."""
        # pyspark logs every exception that it raises, with the stack of the JVM.
        logging.getLogger("SQLQueryContextLogger").disabled = True
        asked = {**_EVERYWHERE, **(settings or {})}
        self._session = _connected(address, asked) if address.startswith("sc://") else _started(address, asked)
        self._remote = address.startswith("sc://")
        self._sent = sent
        self._tables: list[str] = []
        self._translated = lru_cache(maxsize=512)(translated)

    def attach(self, table: str, parts: Sequence[Path]) -> None:
        """Send small parts, have large ones read where they lie; see `Engine.attach`."""
        if not parts:
            raise BadRecord(f"The table {table!r} has no part: build the record anew.")
        try:
            if sum(part.stat().st_size for part in parts) <= self._sent:
                rows = pa.concat_tables([pq.read_table(part) for part in parts])
                # Spark Connect infers no schema from a table without rows.
                schema = None if rows.num_rows else from_arrow_schema(rows.schema)
                frame = self._session.createDataFrame([] if schema else rows, schema)
            else:
                frame = self._session.read.parquet(*map(_place, parts))
        except (OSError, pa.ArrowException, PySparkException) as error:
            raise BadRecord(f"A part of the table {table!r} cannot be read: {str(error).splitlines()[0]}") from None
        frame.createOrReplaceTempView(table)
        self._tables.append(table)

    def define(self, name: str, sql: str) -> None:
        """Make a view; see `Engine.define`."""
        self._session.sql(translated(sql).sql).createOrReplaceTempView(name)
        self._tables.append(name)

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one statement and return all its rows; parameters are written `$name` in the SQL.

        Raises `BadInput` for SQL that is not the same on Spark.
        """
        given = dict(parameters or {})
        statement: Translated = self._translated(sql, frozenset(name for name, value in given.items() if value is None))
        bound = {name: _bound(given[name]) for name in statement.parameters if name in given}
        return _rows(self._session.sql(statement.sql, args=bound).toArrow())

    def close(self) -> None:
        """Forget the tables; a session of Spark Connect ends, a Spark on this machine ends with its process."""
        for table in self._tables:
            self._session.catalog.dropTempView(table)
        self._tables.clear()
        if self._remote:
            self._session.stop()


def _place(part: Path) -> str:
    """Return a path as Spark reads it: it takes some characters for a pattern, and %20 for itself."""
    return "file://" + re.sub(r"([\[\]{}*?\\])", r"\\\1", part.resolve().as_posix())


def _bound(value: Any) -> Any:
    return list(value) if isinstance(value, list | tuple | set | frozenset) else value


def _rows(table: pa.Table) -> list[Row]:
    return [{name: _plain(value) for name, value in row.items()} for row in table.to_pylist()]


def _plain(value: Any) -> Any:
    """Return a moment as DuckDB gives it, without the zone, which is UTC."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).replace(tzinfo=None)
    return value


def _connected(address: str, settings: Mapping[str, str]) -> SparkSession:
    from pyspark.sql import SparkSession  # noqa: PLC0415 - the classic and the remote session are different classes

    _must_answer(address, default_port=15002)
    try:
        session: SparkSession = SparkSession.builder.remote(address).create()
        for name, value in settings.items():
            session.conf.set(name, value)
    except Exception as error:  # noqa: BLE001 - grpc, Spark and the server each have errors of their own
        raise BadInput(f"Spark does not answer at {address}: {_first_line(error)}") from None
    return session


def _started(address: str, settings: Mapping[str, str]) -> SparkSession:
    master = address.removeprefix("spark://") if address != "spark" else "local[*]"
    local = _LOCAL.fullmatch(master)
    if not local:
        master = address
        _must_answer(address, default_port=7077)
    threads = local and (os.cpu_count() if local[2] in {None, "*"} else int(local[2]))
    wanted = {
        "spark.master": master,
        "spark.app.name": "onrecord",
        **(_HERE if local else {}),
        **({"spark.sql.shuffle.partitions": str(threads)} if threads else {}),
        **settings,
    }
    from pyspark import SparkConf, SparkContext  # noqa: PLC0415 - see above
    from pyspark.sql import SparkSession  # noqa: PLC0415

    running = SparkContext._active_spark_context  # noqa: SLF001 - there is no public way to ask without starting one
    if running is None:
        with _java_log() as log:
            from pyspark.java_gateway import launch_gateway  # noqa: PLC0415

            conf = SparkConf(loadDefaults=False).setAll(list(wanted.items()))
            try:
                # The machine under Spark talks on stderr before any setting can stop it.
                gateway = launch_gateway(conf, popen_kwargs={"stdout": log, "stderr": log})
                running = SparkContext(conf=conf, gateway=gateway)
            except Exception as error:  # noqa: BLE001 - Java, py4j and Spark each have errors of their own
                raise BadInput(f"Spark does not start at {address}: {_why(log, error)}") from None
    elif address != "spark" and running.master != master:
        raise BadInput(f"This process already runs Spark at {running.master}: it cannot run another at {master}.")
    session = SparkSession(running).newSession()
    for name, value in wanted.items():
        if session.conf.isModifiable(name):
            session.conf.set(name, value)
    return session


@contextmanager
def _java_log() -> Iterator[Any]:
    with tempfile.TemporaryFile() as log:
        yield log


def _why(log: Any, error: Exception) -> str:
    log.seek(0)
    said = log.read().decode(errors="replace")
    if "JAVA_HOME is not set" in said or "java: not found" in said or "No such file" in said:
        return "it needs Java 17 or newer: install it, or name a server with sc://HOST:PORT."
    return _first_line(error)


def _first_line(error: Exception) -> str:
    text = str(error).strip()
    return text.splitlines()[0] if text else type(error).__name__


def _must_answer(address: str, default_port: int) -> None:
    """Try the door first: Spark itself would knock for many minutes."""
    place = address.partition("://")[2].partition("/")[0].partition(";")[0]
    host, _, port = place.rpartition(":")
    if not host:
        host, port = place, str(default_port)
    if not port.isdecimal() or not host:
        raise BadInput(
            f"{address!r} names no host and port: write {address.partition('://')[0]}://HOST:{default_port}."
        )
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE).close()
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error) or "no answer"
        raise BadInput(f"Nobody answers at {address} ({reason}): start Spark there, or mend the address.") from None
