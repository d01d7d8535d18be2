"""An opened record, and its views as of a day."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from onrecord.engine import Engine, open_engine
from onrecord.record.build import MANIFEST, built_record
from onrecord.record.memory import Memory
from onrecord.record.schema import TABLES
from onrecord.terms.errors import BadRecord
from onrecord.terms.time import FAR_FUTURE, Day

Row = dict[str, Any]


def shipped_tables() -> Path:
    """Return the folder of the tables that come with onrecord."""
    return Path(str(resources.files("onrecord"))) / "data"


def open_record(folder: Path | str | None = None, *, engine: Engine | str = "duckdb") -> Record:
    """Open the shipped record, or the one whose tables are below `folder`, on an engine or the address of one.

    >>> record = open_record()
    >>> record.as_of(record.now).query("SELECT count(*) > 0 AS any FROM events")
    [{'any': True}]

    Raises `BadRecord` where a table breaks a rule, with file, line and column, and `BadInput` for an unknown engine.
    """
    tables = Path(folder) if folder else shipped_tables()
    if not tables.is_dir():
        raise BadRecord(f"{tables} is not a folder of tables: name the folder that holds sources.csv and the others.")
    place = built_record(tables)
    manifest = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
    runs = open_engine(engine) if isinstance(engine, str) else engine
    for name in TABLES:
        runs.attach(_stored(name), [place / f"{name}.parquet"])
    return Record(runs, vintage=manifest["digest"], now=Day.fromisoformat(manifest["now"]), rows=manifest["rows"])


_NAMED = re.compile(r"\b(?:from|join)\s+\"?(\w+)", re.IGNORECASE)
"""The tables that a query names; house style writes every join as JOIN, never as a comma."""


def _stored(name: str) -> str:
    return f"record_{name}"


@dataclass(frozen=True)
class Record:
    """A record that can be asked as of any day.

    `now` is the day of its newest row, so that the same record gives the same answers next year; `vintage` is the
    digest of its tables.
    """

    engine: Engine
    vintage: str
    now: Day
    rows: Mapping[str, int] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory, repr=False, compare=False)

    def as_of(self, day: Day, *, recorded_as_of: Day | None = None) -> View:
        """Return the record as the public could know it on a day; with `recorded_as_of`, as this record then stood."""
        return View(self, day, recorded_as_of or FAR_FUTURE)

    def latest(self) -> View:
        """Return the record with everything that still stands."""
        return self.as_of(FAR_FUTURE.replace(month=1))

    @cached_property
    def sources(self) -> Mapping[str, Row]:
        """All sources by name; a source has no times of its own."""
        rows = self.engine.query(f"SELECT * FROM {_stored('sources')} ORDER BY source")
        return {row["source"]: row for row in rows}

    @cached_property
    def entities(self) -> Mapping[str, Row]:
        """Who is who, by id, as known today: names, kinds and what belongs to what are no news of a day."""
        rows = self.latest().query("SELECT * FROM entities ORDER BY entity, known_from DESC")
        return {row["entity"]: row for row in reversed(rows)}

    def all_vintages(self, table: str) -> list[Row]:
        """Return every row of a table that was ever public, replaced ones too."""
        return self.engine.query(f"SELECT * FROM {_stored(table)} ORDER BY ALL")

    def __str__(self) -> str:
        """Say in one line which record this is."""
        return f"record {self.vintage} of {self.now.isoformat()}: {sum(self.rows.values()):,} rows"


@dataclass(frozen=True)
class View:
    """The record as of a day. SQL names the tables plainly; each name means what was known on that day."""

    record: Record
    day: Day
    recorded_as_of: Day

    @property
    def times(self) -> dict[str, Any]:
        """The parameters that fix the vintage."""
        return {"as_of": self.day, "recorded_as_of": self.recorded_as_of}

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Run one SELECT over the tables as of this day; a question asked again is not run again."""
        asked = {**self.times, **(parameters or {})}
        question = (sql, repr(sorted(asked.items())))
        return self.record.memory.rows(question, lambda: self.record.engine.query(self.full_sql(sql), asked))

    def full_sql(self, sql: str) -> str:
        """Return the SQL with the as-of rule written out, as it can be run on the stored tables."""
        return _full_sql(sql)


@cache
def _full_sql(sql: str) -> str:
    named = {name.casefold() for name in _NAMED.findall(sql)}
    used = [table for table in TABLES.values() if table.name in named]
    parts = [f"{table.name} AS (\n{_as_of(table.name, timed=table.timed)}\n)" for table in used]
    return f"WITH {', '.join(parts)}\nSELECT * FROM (\n{sql.strip().rstrip(';')}\n)" if parts else sql


@cache
def _as_of(table: str, *, timed: bool) -> str:
    if not timed:
        return f"SELECT * FROM {_stored(table)}"
    text = resources.files("onrecord.record").joinpath("sql/as_of.sql").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("--")]
    return "\n".join(lines).format(table=table).strip()
