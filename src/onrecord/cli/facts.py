"""What rows of any table are called and what they say, in a line for a reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.cli.list import amount_of
from onrecord.cli.tables import cell, period_of

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.record.vintages import Moved

Row = Mapping[str, Any]

TITLES = {
    "events": "Events",
    "policies": "Policies",
    "targets": "Targets",
    "releases": "Releases",
    "happenings": "Happenings",
    "observations": "Values",
    "entities": "Entities",
}
"""What a reader calls the rows of a table."""

KEYS = {
    "events": ("event",),
    "policies": ("policy",),
    "targets": ("target",),
    "releases": ("release", "kind"),
    "happenings": ("happening",),
    "observations": ("entity", "metric"),
    "entities": ("entity",),
}
"""The columns by which a program finds the thing that a row is about."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The names that stand for ids, and the definitions of the metrics."""

    names: Mapping[str, str]
    metrics: Mapping[str, Row]
    publishers: Mapping[str, str]

    @classmethod
    def of(cls, record: Record) -> Labels:
        """Gather the names of a record, as known today."""
        names: dict[str, str] = {}
        latest = record.latest()
        for key, name, table in (("release", "model", "releases"), ("event", "name", "events")):
            rows = latest.query(f"SELECT {key} AS id, {name} AS name FROM {table} ORDER BY {key}, known_from")
            names |= {row["id"]: row["name"] for row in rows}
        names |= {key: row["name"] for key, row in record.entities.items()}
        metrics = {row["metric"]: row for row in latest.query("SELECT * FROM metrics ORDER BY metric")}
        publishers = {key: row["publisher"] for key, row in record.sources.items()}
        return cls(names, metrics, publishers)

    def name(self, key: str) -> str:
        """Return the name of an entity, an event or a release; its id where it has none."""
        return self.names.get(key, key)

    def subject(self, table: str, row: Row) -> str:
        """Return what a row is about."""
        match table:
            case "events":
                words = row["name"]
            case "policies":
                words = row["title"]
            case "targets":
                deadline = period_of(row, "deadline")
                words = f"{self.name(row['who'])}: {self.metrics[row['metric']]['name']}"
                words += f" by {deadline}" if deadline else ""
            case "releases":
                words = f"{row['model']} ({row['kind']})"
            case "happenings":
                where = f" ({self.name(row['object'])})" if row["object"] else ""
                words = f"{self.name(row['entity'])} {row['kind']}{where}"
            case "observations":
                words = f"{self.name(row['entity'])}, {self.metrics[row['metric']]['name']}"
            case _:
                words = row["name"]
        return cell(words)

    def word(self, table: str, row: Row) -> str:
        """Return what a row says."""
        parts: tuple[Any, ...]
        match table:
            case "events":
                parts = (period_of(row), self.name(row["city"]), row["venue"], row["status"])
            case "policies":
                parts = (period_of(row), row["act"], row["status"])
            case "targets":
                parts = (amount_of(dict(row)), row["standing"])
            case "releases":
                parts = (period_of(row), f"{row['weights']} weights" if row["weights"] else "")
            case "happenings":
                parts = (period_of(row), row["text"])
            case "observations":
                amount = amount_of({**row, "unit": self.metrics[row["metric"]]["unit"]})
                parts = (f"{amount} [{row['flag']}]" if row["flag"] else amount, period_of(row))
            case _:
                parts = (row["kind"], row["subkind"], row["role"])
        return ", ".join(cell(part) for part in parts if part)

    def publisher(self, row: Row) -> str:
        """Return who says it: the publisher of the best source."""
        return cell(self.publishers.get(row["sources"][0], row["sources"][0])) if row["sources"] else ""


def change_of(moved: Moved) -> str:
    """Return how a column changed, and by how much.

    >>> from onrecord.record.vintages import Moved
    >>> change_of(Moved("value", 70.0, 88.0, share=18 / 70))
    'value 70 -> 88 (+25.7%)'
    """
    amount = how_much(moved)
    words = f"{moved.column} {said(moved.before) or 'nothing'} -> {said(moved.after) or 'nothing'}"
    return f"{words} ({amount})" if amount else words


def said(value: Any) -> str:
    """Write one side of a change: a period as tables do, a number with its thousands.

    >>> said(1234567.0), said(["a", "b"]), said(None)
    ('1,234,567', 'a | b', '')
    """
    from onrecord.terms.time import Period

    if isinstance(value, Period):
        return value.to_edtf()
    if isinstance(value, float):
        return f"{value:,.10g}"
    return cell(value)


def how_much(moved: Moved) -> str:
    """Return by how much a column changed, or nothing where that has no measure.

    >>> from onrecord.record.vintages import Moved
    >>> how_much(Moved("period", None, None, days=340)), how_much(Moved("status", "planned", "held"))
    ('+340 days', '')
    """
    if moved.days is not None:
        return f"{moved.days:+,} day{'' if abs(moved.days) == 1 else 's'}"
    return f"{moved.share * 100:+,.1f}%" if moved.share is not None else ""
