"""How the columns of a file become the columns of a table: read from TOML or JSON, or the table's own columns."""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from onrecord.record.schema import TABLES, Table
from onrecord.terms.errors import BadRecord

MISSING = ("", "NA", "N/A", "NaN", "nan", "null", "..", "-")
"""Cells that say that there is no value; a row without a value that its table requires is left out and counted."""

ALONG = ("sources", "metrics", "entities")
"""Tables of which a mapping may bring rows of its own: an observation needs a metric, an entity and a source."""


@dataclass(frozen=True, slots=True)
class Wide:
    """One column an entity (or metric, or period): each further column becomes a row of its own.

    `header` is the column of the table that takes the name of the column, `cell` the one that takes the cell.
    `columns` are the columns meant; left empty, all that the mapping does not name elsewhere, but for `leave`.
    """

    header: str
    cell: str
    columns: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column of a file, or which constant, fills each column of a table.

    In constants `{stem}` is the file's name without its ending. `values` exchange words of the file for words of the
    record, by column. `missing` are cells that say nothing. `along` are rows of other tables that come first.
    With `vintages` a later word of a source ends its earlier one; without, rows end where they say so themselves.
    `one_word_a_day` refuses two values of one thing that one source gives on one day: in most files that is a slip.

    >>> Mapping("observations", {"value": "Count"}, {"metric": "{stem}"}).constant("metric", Path("pulls.csv"))
    'pulls'
    """

    table: str
    columns: Dictionary[str, str] = field(default_factory=dict)
    constants: Dictionary[str, str] = field(default_factory=dict)
    values: Dictionary[str, Dictionary[str, str]] = field(default_factory=dict)
    wide: Wide | None = None
    missing: tuple[str, ...] = MISSING
    along: Dictionary[str, tuple[Dictionary[str, str], ...]] = field(default_factory=dict)
    vintages: bool = True
    one_word_a_day: bool = True

    def constant(self, column: str, file: Path) -> str:
        """Return the constant of a column for a file, empty where there is none."""
        return self.constants.get(column, "").replace("{stem}", file.stem)

    @property
    def own(self) -> Table:
        """The table that is filled."""
        return TABLES[self.table]


def own_columns(table: str) -> Mapping:
    """Return the mapping of a file that has the columns of a table, such as an exported one.

    Raises `BadRecord` where there is no such table.
    """
    if table not in TABLES:
        raise BadRecord(f"{table!r} is no table: choose one of {', '.join(TABLES)}.")
    columns = {column.name: column.name for column in TABLES[table].all_columns}
    return Mapping(table, columns, missing=("",), vintages=False, one_word_a_day=False)


def read_mapping(file: Path, changes: Dictionary[str, str] | None = None) -> Mapping:
    """Read a mapping from a TOML or JSON file; `changes` are constants that are given on the command line.

    Raises `BadRecord` that names the entry that is wrong, and the nearest one that is right.
    """
    said = _parsed(file)
    known = {*(one.name for one in fields(Mapping)), *ALONG} - {"along"}
    _refuse_unknown(file, "entry", said, known)
    table = said.get("table")
    if not isinstance(table, str) or table not in TABLES:
        raise BadRecord(f"{file}: `table` must name one of {', '.join(TABLES)}.")
    names = {column.name for column in TABLES[table].all_columns}
    columns, constants = _texts(file, said, "columns"), _texts(file, said, "constants") | dict(changes or {})
    for part, given in (("columns", columns), ("constants", constants), ("values", said.get("values", {}))):
        _refuse_unknown(file, f"[{part}]", given, names)
    values = {column: _texts(file, said["values"], column) for column in said.get("values", {})}
    columns = {column: name for column, name in columns.items() if column not in (changes or {})}
    twice = sorted(columns.keys() & constants.keys())
    if twice:
        raise BadRecord(f"{file}: {twice[0]!r} is both a column and a constant: keep one of the two.")
    wide = _wide(file, said["wide"], names) if "wide" in said else None
    missing = said.get("missing", MISSING)
    if not isinstance(missing, (list, tuple)) or not all(isinstance(one, str) for one in missing):
        raise BadRecord(f'{file}: `missing` must be a list of texts, for example ["", "NA"].')
    along = {name: _rows(file, name, said[name]) for name in ALONG if name in said}
    choices = {name: said.get(name, True) for name in ("vintages", "one_word_a_day")}
    for name, choice in choices.items():
        if not isinstance(choice, bool):
            raise BadRecord(f"{file}: `{name}` must be true or false.")
    return Mapping(table, columns, constants, values, wide, tuple(missing), along, **choices)


def _parsed(file: Path) -> dict[str, Any]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadRecord(f"{file} is not there: name the file of the mapping.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadRecord(f"{file} cannot be read ({error}): a mapping is a TOML or JSON file in UTF-8.") from None
    try:
        said = json.loads(text) if file.suffix == ".json" else tomllib.loads(text)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        raise BadRecord(f"{file}: {error}: write it as {'JSON' if file.suffix == '.json' else 'TOML'}.") from None
    if not isinstance(said, dict):
        raise BadRecord(f"{file} must hold named entries such as `table` and `columns`.")
    return said


def _wide(file: Path, said: Any, names: set[str]) -> Wide:
    if not isinstance(said, dict):
        raise BadRecord(f"{file}: [wide] must say `header` and `cell`.")
    _refuse_unknown(file, "[wide]", said, {one.name for one in fields(Wide)})
    header, cell = said.get("header"), said.get("cell")
    for entry, name in (("header", header), ("cell", cell)):
        if name not in names:
            raise BadRecord(f"{file}: [wide] `{entry}` must name a column of the table, and {name!r} is none.")
    return Wide(str(header), str(cell), tuple(said.get("columns", ())), tuple(said.get("leave", ())))


def _texts(file: Path, said: Dictionary[str, Any], name: str) -> dict[str, str]:
    given = said.get(name, {})
    if not isinstance(given, dict) or not all(isinstance(value, (str, int, float)) for value in given.values()):
        raise BadRecord(f"{file}: [{name}] must give a text for each column.")
    return {key: str(value) for key, value in given.items()}


def _rows(file: Path, name: str, said: Any) -> tuple[dict[str, str], ...]:
    if not isinstance(said, list) or not all(isinstance(row, dict) for row in said):
        raise BadRecord(f"{file}: write the rows of {name} as [[{name}]] with one entry a column.")
    allowed = {column.name for column in TABLES[name].all_columns}
    for row in said:
        _refuse_unknown(file, f"[[{name}]]", row, allowed)
    return tuple({key: str(value) for key, value in row.items()} for row in said)


def _refuse_unknown(file: Path, where: str, given: Any, known: set[str]) -> None:
    for name in given:
        if name not in known:
            close = difflib.get_close_matches(name, sorted(known), n=1)
            hint = f"; did you mean {close[0]!r}" if close else f": choose among {', '.join(sorted(known))}"
            raise BadRecord(f"{file}: {where} {name!r} is unknown{hint}.")
