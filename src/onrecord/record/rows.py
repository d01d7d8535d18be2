"""The SQL that every question starts from: the rows of a table as public on a day, and as held on a day."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from onrecord.record.load import columns_of
from onrecord.record.schema import TABLES
from onrecord.terms.time import FAR_FUTURE

_NAMED = re.compile(r"\b(?:from|join)\s+\"?(\w+)", re.IGNORECASE)
"""The tables that a query names; house style writes every join as JOIN, never as a comma."""


@cache
def as_of(sql: str, ended: frozenset[str]) -> str:
    """Return a query over the tables as it can be run on the stored ones, with the as-of rule written out.

    `ended` are the tables that have ends in parts of their own. The parameters `$as_of` and `$recorded_as_of` are days.

    >>> as_of("SELECT 1 FROM sources", frozenset()).splitlines()[0]
    'WITH sources AS ('
    """
    named = {name.casefold() for name in _NAMED.findall(sql)}
    used = [name for name in TABLES if name in named]
    parts = [f"{name} AS (\n{_rows_as_of(name, has_ends=name in ended)}\n)" for name in used]
    return f"WITH {', '.join(parts)}\nSELECT * FROM (\n{sql.strip().rstrip(';')}\n)" if parts else sql


@cache
def held(table: str, *, has_ends: bool, learned: bool = False) -> str:
    """Return the query for all rows of a timed table that the record held on `$recorded_as_of`, ended ones too.

    With `learned` there is a further column `superseded_recorded`: when the record learned of the end.
    """
    own = "CASE WHEN t.until_recorded_at <= CAST($recorded_as_of AS DATE) THEN t.superseded_at END"
    superseded = f"least({own}, e.superseded_at)" if has_ends else own
    changed = {
        "superseded_at": f"{superseded} AS superseded_at",
        "known_until": f"coalesce({superseded}, DATE '{FAR_FUTURE}') AS known_until",
    }
    columns = [changed.get(column, f't."{column}"') for column in _shown(table)]
    if learned:
        later = "CASE WHEN e.superseded_at < coalesce(t.superseded_at, DATE '9999-12-31') THEN e.recorded_at END"
        known = f"coalesce({later}, t.until_recorded_at)" if has_ends else "t.until_recorded_at"
        columns.append(f"{known} AS superseded_recorded")
    joined = f"\n{_text('ends_held').format(table=table)}" if has_ends else ""
    return _text("held").format(table=table, columns=", ".join(columns), ends=joined)


def _rows_as_of(table: str, *, has_ends: bool) -> str:
    columns = ", ".join(f't."{column}"' for column in _shown(table))
    if not TABLES[table].timed:
        return f"SELECT {columns} FROM record_{table} AS t"
    ended = f"\n{_text('not_ended').format(table=table)}" if has_ends else ""
    return _text("as_of").format(table=table, columns=columns, not_ended=ended)


def _shown(table: str) -> list[str]:
    return [column for column in columns_of(TABLES[table]) if column != "until_recorded_at"]


def _text(name: str) -> str:
    text = resources.files("onrecord.record").joinpath(f"sql/{name}.sql").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("--")).rstrip()
