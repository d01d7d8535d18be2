"""What a measure is, and how it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from onrecord.record import View

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """A named, documented computation over the record as of a day; its SQL stands in `sql/NAME.sql`."""

    name: str
    title: str
    unit: str
    definition: str

    @property
    def sql(self) -> str:
        """The SQL as it stands in its file."""
        return _sql(self.name)

    def ask(self, view: View, words: str, /, **parameters: Any) -> Answer:
        """Run the measure as of the view's day; `words` say the question to a reader."""
        rows = view.query(self.sql, parameters)
        return Answer(self, words, tuple(rows), view.full_sql(self.sql), {**view.times, **parameters})


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a measure with the question that they answer."""

    measure: Measure
    words: str
    rows: tuple[Row, ...]
    sql: str
    parameters: Mapping[str, Any]


@cache
def _sql(name: str) -> str:
    return resources.files("onrecord.measures").joinpath(f"sql/{name}.sql").read_text(encoding="utf-8")
