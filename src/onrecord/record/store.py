"""An opened record, and its views as of a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from onrecord.engine import Engine, open_engine
from onrecord.record.build import built_record
from onrecord.record.folder.manifest import (
    Kind,
    Manifest,
    is_record_folder,
    nothing,
    read_manifest,
    stored_columns,
)
from onrecord.record.memory import Memory
from onrecord.record.rows import as_of, held
from onrecord.record.schema import TABLES
from onrecord.terms.errors import BadRecord
from onrecord.terms.time import FAR_FUTURE, Day

Row = dict[str, Any]


def shipped_tables() -> Path:
    """Return the folder of the tables that come with onrecord."""
    return Path(str(resources.files("onrecord"))) / "data"


def open_record(folder: Path | str | None = None, *, engine: Engine | str = "duckdb") -> Record:
    """Open the shipped record, or the one in `folder`, on an engine or the address of one.

    A folder holds tables that people edit, or a record that was made by `onrecord record init`; such a one lies over
    the shipped record unless it was made to stand alone.

    >>> record = open_record()
    >>> record.as_of(record.now).query("SELECT count(*) > 0 AS any FROM events")
    [{'any': True}]

    Raises `BadRecord` where a table breaks a rule, with file, line and column, and `BadInput` for an unknown engine.
    """
    place = Path(folder) if folder else shipped_tables()
    if not place.is_dir():
        raise BadRecord(f"{place} is not a folder of tables: name the folder that holds sources.csv and the others.")
    return _opened(_layers(place), open_engine(engine) if isinstance(engine, str) else engine)


def open_layer(folder: Path) -> Record:
    """Open the rows of a record folder alone, without the record that it lies over.

    Raises `BadRecord` where it is no record folder.
    """
    return _opened([(folder, read_manifest(folder))], open_engine("duckdb"))


def _opened(layers: Sequence[tuple[Path, Manifest]], runs: Engine) -> Record:
    ended = _attach(runs, layers)
    manifests = [manifest for _, manifest in layers]
    return Record(
        runs,
        vintage="+".join(manifest.vintage for manifest in manifests),
        now=max(manifest.now for manifest in manifests),
        rows={name: sum(manifest.rows_of(name) for manifest in manifests) for name in TABLES},
        ended=ended,
    )


def _layers(folder: Path) -> list[tuple[Path, Manifest]]:
    """Return the folders of parts that make a record, the lowest first."""
    if not is_record_folder(folder):
        place = built_record(folder)
        return [(place, read_manifest(place))]
    manifest = read_manifest(folder)
    below = _layers(shipped_tables()) if manifest.base else []
    return [*below, (folder, manifest)]


def _attach(engine: Engine, layers: Sequence[tuple[Path, Manifest]]) -> frozenset[str]:
    """Name the stored tables in an engine; returns those that have ends in parts of their own."""

    def parts(table: str, kind: Kind) -> list[Path]:
        return [folder / part.file for folder, manifest in layers for part in manifest.of(table, kind)]

    ended = set()
    for table in TABLES.values():
        if rows := parts(table.name, "rows"):
            engine.attach(f"record_{table.name}", rows)
        else:
            engine.define(f"record_{table.name}", nothing(stored_columns(table)))
        if ends := parts(table.name, "ends"):
            engine.attach(f"ends_{table.name}", ends)
            ended.add(table.name)
    return frozenset(ended)


@dataclass(frozen=True)
class Record:
    """A record that can be asked as of any day.

    `now` is the day of its newest row, so that the same record gives the same answers next year; `vintage` is the
    digest of its tables. `ended` are the tables of which some rows ended after they were written.
    """

    engine: Engine
    vintage: str
    now: Day
    rows: Mapping[str, int] = field(default_factory=dict)
    ended: frozenset[str] = frozenset()
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
        rows = self.latest().query("SELECT * FROM sources ORDER BY source")
        return {row["source"]: row for row in rows}

    @cached_property
    def entities(self) -> Mapping[str, Row]:
        """Who is who, by id, as known today: names, kinds and what belongs to what are no news of a day."""
        rows = self.latest().query("SELECT * FROM entities ORDER BY entity, known_from DESC")
        return {row["entity"]: row for row in reversed(rows)}

    def all_vintages(self, table: str) -> list[Row]:
        """Return every row of a table that was ever public, replaced ones too."""
        sql = held(table, has_ends=table in self.ended) if TABLES[table].timed else f"SELECT * FROM record_{table}"
        return self.engine.query(f"SELECT * FROM ({sql}) ORDER BY ALL", {"recorded_as_of": FAR_FUTURE})

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
        return as_of(sql, self.record.ended)
