"""Check staged cells column by column: each different cell once, by the rules that hold for tables people edit."""

from __future__ import annotations

import difflib
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass
from typing import Any

from onrecord.engine import Workshop
from onrecord.record.imports.mapping import Mapping
from onrecord.record.imports.staging import STAGED, Staged
from onrecord.record.load import Cell, Row, best_tier, columns_of, read_cell
from onrecord.record.schema import Column
from onrecord.terms.errors import BadRecord
from onrecord.terms.time import FAR_FUTURE, Period

TYPED = "typed"

PROBLEMS = "problems"
"""The table of what is wrong: the number `n` of a staged row, and a `message`; such a row is not in `typed`."""


@dataclass(frozen=True, slots=True)
class Known:
    """The names that rows may use: `keys` by table, `subjects` of observations, `sources` with their tiers."""

    keys: Dictionary[str, set[str]]
    subjects: frozenset[str]
    sources: Dictionary[str, Row]


def check_cells(workshop: Workshop, staged: Staged, mapping: Mapping, known: Known) -> None:
    """Make the table `typed` of all rows that keep the rules, and `problems` of those that do not.

    `typed` has the columns of `columns_of`, and the number `n` of the staged row.
    """
    workshop.run(f"CREATE OR REPLACE TEMP TABLE {PROBLEMS} (n BIGINT, message VARCHAR)")
    expressions: dict[str, str] = {}
    joins: list[str] = []
    for number, column in enumerate(mapping.own.all_columns):
        _require(workshop, column)
        name = f"s.{workshop.name(column.name)}"
        if column.kind == "text" and column.name not in mapping.values and not _is_subject(mapping, column):
            expressions[column.name] = name
        elif column.kind == "number":
            _check_numbers(workshop, column)
            expressions[column.name] = f"TRY_CAST(nullif({name}, '') AS DOUBLE)"
        else:
            expressions |= _parse(workshop, staged, mapping, known, column, f"p{number}")
            joins.append(f"JOIN p{number} ON p{number}.cell = {name}")
    if mapping.own.timed:
        expressions |= {name: text.format_map(expressions) for name, text in TIMES.items()}
    listed = ", ".join(f"CAST({expressions[c]} AS {kind}) AS {workshop.name(c)}" for c, kind in _all(mapping).items())
    workshop.run(
        f"CREATE OR REPLACE TEMP TABLE {TYPED} AS SELECT s.n, {listed} FROM {STAGED} AS s {' '.join(joins)} "
        f"WHERE NOT EXISTS (SELECT 1 FROM {PROBLEMS} AS bad WHERE bad.n = s.n)"
    )
    if mapping.own.timed:
        _check_times(workshop)


TIMES = {
    "published_at": "{published_last}",
    "known_from": "CASE WHEN {published_last} IS NULL THEN {recorded} ELSE least({published_last}, {recorded}) END",
    "known_until": f"coalesce({{superseded}}, DATE '{FAR_FUTURE}')",
    "superseded_at": "{superseded}",
    "recorded_at": "{recorded}",
    "until_recorded_at": "CASE WHEN {superseded} IS NOT NULL THEN coalesce({superseded_recorded}, {recorded}) END",
}
"""How the times of a row follow from its cells; `record/load.py` says the same of tables that people edit."""


def _all(mapping: Mapping) -> dict[str, str]:
    return columns_of(mapping.own) | ({"published_first": "DATE"} if mapping.own.timed else {})


def _is_subject(mapping: Mapping, column: Column) -> bool:
    return mapping.table == "observations" and column.name == "entity"


def _require(workshop: Workshop, column: Column) -> None:
    if column.required:
        message = workshop.quoted(f"{_column(column)} is empty: it must say {column.meaning}.")
        _refuse(workshop, f"SELECT n, {message} FROM {STAGED} WHERE {workshop.name(column.name)} = ''")


def _check_numbers(workshop: Workshop, column: Column) -> None:
    name = workshop.name(column.name)
    message = workshop.quoted(f"{_column(column)} is '{{}}': write a plain, finite number such as 350000 or 4.5.")
    _refuse(
        workshop,
        f"SELECT n, format({message}, {name}) FROM {STAGED} "
        f"WHERE {name} <> '' AND (TRY_CAST({name} AS DOUBLE) IS NULL OR NOT isfinite(TRY_CAST({name} AS DOUBLE)))",
    )


def _parse(
    workshop: Workshop, staged: Staged, mapping: Mapping, known: Known, column: Column, table: str
) -> dict[str, str]:
    """Read every different cell of a column into a table; returns the expressions of the columns that it fills."""
    name = workshop.name(column.name)
    cells = workshop.all(
        f"SELECT {name}, arg_min(file, n), arg_min(line, n) FROM {STAGED} GROUP BY {name} ORDER BY min(n)"
    )
    exchanged = mapping.values.get(column.name, {})
    outputs = _outputs(column, mapping)
    read: list[tuple[Any, ...]] = []
    wrong: list[tuple[str, str]] = []
    for cell, file, line in cells:
        place = Cell(staged.files[file], line, column.name)
        text = exchanged.get(cell, cell)
        try:
            values = read_cell(column, text, place, known.keys)
            if _is_subject(mapping, column):
                _require_subject(text, place, known)
        except BadRecord as error:
            # The place stands before the message once more when it is shown, with the line of each row.
            wrong.append((cell, f"column {column.name!r}" + str(error).removeprefix(str(place))))
            values = {}
        read.append((cell, *(_output(values, output, column, text, known) for output in outputs)))
    workshop.fill(table, {"cell": "VARCHAR", **outputs}, read)
    if wrong:
        workshop.fill("wrong", {"cell": "VARCHAR", "message": "VARCHAR"}, wrong)
        # An empty cell of a required column has been refused already.
        _refuse(workshop, f"SELECT s.n, w.message FROM {STAGED} AS s JOIN wrong AS w ON w.cell = s.{name}")
    return {output: f"{table}.{workshop.name(output)}" for output in outputs}


def _require_subject(name: str, place: Cell, known: Known) -> None:
    if name and name not in known.subjects:
        close = difflib.get_close_matches(name, sorted(known.subjects), n=1)
        hint = f"; did you mean {close[0]!r}" if close else ": import it first"
        raise BadRecord(f"{place}: {name!r} is no entity, event or release of the record{hint}.")


def _outputs(column: Column, mapping: Mapping) -> dict[str, str]:
    stored = columns_of(mapping.own)
    match column.kind:
        case "period":
            stem = "period_" if column.name == "period" else f"{column.name}_"
            return {f"{stem}start": "DATE", f"{stem}end": "DATE"}
        case "published":
            names = {"published": "VARCHAR", "published_first": "DATE", "published_last": "DATE"}
            return names if mapping.own.timed else {"published": "VARCHAR", "published_at": "DATE"}
        case "day":
            return {column.name: "DATE"}
        case "keys" if column.name == "sources" and mapping.own.timed:
            return {"sources": "VARCHAR[]", "tier": "VARCHAR"}
    return {column.name: stored[column.name]}


def _output(values: Row, output: str, column: Column, text: str, known: Known) -> Any:
    match output:
        case "published_first" | "published_last":
            period = None if values.get("published", "unknown") in {"", "unknown"} else Period.parse(text)
            return None if period is None else period.start if output == "published_first" else period.last
        case "tier" if column.name == "sources":
            return best_tier(values.get("sources", []), known.sources)
    return values.get(output)


def _check_times(workshop: Workshop) -> None:
    """Refuse rows whose times contradict each other, as `record/load.py` does."""
    for condition, (message, values) in _BAD_TIMES.items():
        said = f"format({workshop.quoted(message)}, {values})"
        _refuse(workshop, f"SELECT n, {said} FROM {TYPED} WHERE {condition}")
        workshop.run(f"DELETE FROM {TYPED} WHERE {condition}")


_BAD_TIMES = {
    "(published_at IS NULL) <> (basis = 'recorded')": (
        "column 'basis' is '{}' while published is '{}': write basis `recorded` with published `unknown`, and only so.",
        "basis, published",
    ),
    "published_first > recorded_at": (
        "column 'recorded' is {}, before the row was published ({}): correct one of the two.",
        "recorded_at, published",
    ),
    "superseded_at <= known_from": (
        "column 'superseded' is {}, not after {} when the row became public: a row must have stood for a day at least.",
        "superseded_at, known_from",
    ),
}


def _refuse(workshop: Workshop, rows: str) -> None:
    workshop.run(f"INSERT INTO {PROBLEMS} {rows}")


def _column(column: Column) -> str:
    return f"column {column.name!r}"
