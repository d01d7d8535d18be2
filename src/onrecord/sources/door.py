"""Hygiene at the door: readings that the rules mark come in marked, never mended and never dropped."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import Any

from onrecord.engine import Workshop
from onrecord.record.hygiene import flags
from onrecord.record.load import columns_of
from onrecord.record.schema import METRICS, RULES, SOURCES, Table
from onrecord.record.store import Record


@dataclass(frozen=True, slots=True)
class Incoming:
    """The readings of a run with what the rules ask beside them, asked as a view of a record is."""

    workshop: Workshop

    def query(self, sql: str) -> list[dict[str, Any]]:
        """Run a query and return its rows."""
        names = self.workshop.columns(f"({sql})")
        return [dict(zip(names, row, strict=True)) for row in self.workshop.all(sql)]


def flag_changed(workshop: Workshop, record: Record, cited: str) -> None:
    """Make the table `flagged`: `entity`, `metric`, `day`, with `flag` and `rule` of the readings that a rule marks.

    Needs the tables `changed`, `told`, `last` and `held_rows`; `record` has the rules and what the metrics are.
    """
    for table in (METRICS, SOURCES, RULES):
        _bring(workshop, record, table)
    text = resources.files("onrecord.sources").joinpath("sql/readings.sql").read_text(encoding="utf-8")
    workshop.run(text, {"cited": cited})
    raised = [(flag.entity, flag.metric, flag.period.start, flag.flag, flag.rule) for flag in flags(Incoming(workshop))]
    columns = {"entity": "VARCHAR", "metric": "VARCHAR", "day": "DATE", "flag": "VARCHAR", "rule": "VARCHAR"}
    workshop.fill("flagged", columns, raised)


def _bring(workshop: Workshop, record: Record, table: Table) -> None:
    columns = columns_of(table)
    listed = ", ".join(f'"{column}"' for column in columns)
    rows = record.latest().query(f"SELECT {listed} FROM {table.name}")
    workshop.fill(table.name, columns, [tuple(row[column] for column in columns) for row in rows])
