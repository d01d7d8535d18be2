"""What a measure is, and how it is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

from onrecord.record import View
from onrecord.terms.errors import BadInput

Row = dict[str, Any]

Kind = Literal["word", "words", "day", "number"]
"""What a parameter of a measure is: a text, a list of texts, a day, a number."""

Vintages = Literal["latest", "first-release"]
VINTAGES: tuple[Vintages, ...] = get_args(Vintages)
"""Whose values a measure takes: those that stand on the day, or the first word on each, whatever came after."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A `$name` in the SQL of a measure; `example` is a value with which any record can be asked.

    A parameter that may be left out is null then.
    """

    name: str
    kind: Kind
    meaning: str
    example: Any = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A named, documented computation over the record as of a day; its SQL stands in `sql/NAME.sql`.

    `uncertainty` says what its interval means, `abstains` on what it says nothing; both are empty for a look-up, which
    shows rows as they are.
    """

    name: str
    title: str
    unit: str
    definition: str
    parameters: tuple[Parameter, ...] = ()
    uncertainty: str = ""
    abstains: str = ""

    @property
    def sql(self) -> str:
        """The SQL of its file, with the parts that it names written out."""
        return _sql(self.name, "latest")

    @property
    def example(self) -> dict[str, Any]:
        """Parameters with which the measure can be run on any record."""
        return {parameter.name: parameter.example for parameter in self.parameters}

    def ask(self, view: View, words: str, /, *, vintages: Vintages = "latest", **parameters: Any) -> Answer:
        """Run the measure as of the view's day; `words` say the question to a reader.

        Raises `BadInput` for vintages that there are not.
        """
        if vintages not in VINTAGES:
            raise BadInput(f"{vintages!r} makes no series to measure: choose one of {', '.join(VINTAGES)}.")
        sql = _sql(self.name, vintages)
        rows = view.query(sql, parameters)
        return Answer(self, words, tuple(rows), view.full_sql(sql), {**view.times, **parameters})


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a measure with the question that they answer."""

    measure: Measure
    words: str
    rows: tuple[Row, ...]
    sql: str
    parameters: Mapping[str, Any]


PARTS = ("standing", "usable", "points", "owners", "debuts")
"""What several measures are made of, in `sql/parts`; each may name those before it."""

_NAMED = re.compile(r"\b(?:from|join)\s+(\w+)", re.IGNORECASE)


@cache
def _sql(name: str, vintages: Vintages) -> str:
    text = _file(f"{name}.sql")
    wanted = _named_in(text)
    parts = []
    for part in reversed(PARTS):
        if part in wanted:
            body = _file(
                "parts/first_release.sql" if (part, vintages) == ("standing", "first-release") else f"parts/{part}.sql"
            )
            wanted |= _named_in(body)
            parts.append(f"{part} AS (\n{body}\n)")
    if not parts:
        return text
    together = ",\n".join(reversed(parts))
    own = re.match(r"WITH\s+", text)
    return f"WITH {together},\n{text[own.end() :]}" if own else f"WITH {together}\n{text}"


def _named_in(sql: str) -> set[str]:
    return {name.casefold() for name in _NAMED.findall(sql)}


def _file(path: str) -> str:
    text = resources.files("onrecord.measures").joinpath(f"sql/{path}").read_text(encoding="utf-8")
    # A comment on top says what the file is for; the question that is kept and shown is the statement.
    return re.sub(r"\A(?:--[^\n]*\n)+", "", text).strip()
