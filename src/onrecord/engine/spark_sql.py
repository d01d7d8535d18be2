"""DuckDB's SQL as Spark's: sqlglot translates, and what it does not see is rewritten or refused here.

Each rewriting and refusal is named after its row in `onrecord.engine.differences`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sqlglot
from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.errors import ErrorLevel, SqlglotError

from onrecord.terms.errors import BadInput


class _Source(DuckDB):  # type: ignore[misc] # sqlglot is not there for mypy
    """DuckDB's SQL with the places of list elements left as they are written; they are rewritten here."""

    INDEX_OFFSET = 0


@dataclass(frozen=True, slots=True)
class Translated:
    """One statement for Spark, and the parameters that it names as `:name`."""

    sql: str
    parameters: frozenset[str]


def translated(sql: str, nothing: frozenset[str] = frozenset()) -> Translated:
    """Return one statement of DuckDB's SQL as Spark's; the parameters in `nothing` are NULL.

    >>> translated("SELECT a[1] AS b FROM t WHERE c = $c ORDER BY b").sql
    'SELECT TRY_ELEMENT_AT(a, 1) AS b FROM t WHERE c = :c ORDER BY b NULLS LAST'

    Raises `BadInput` for SQL that means something else on Spark, or nothing.
    """
    try:
        tree = sqlglot.parse_one(sql, read=_Source)
        for node in tree.walk():
            if why := _refused(node):
                text = node.sql(dialect="duckdb")
                raise BadInput(f"{text!r} is not the same on Spark ({why}): docs/scale.md says what to write.")
        tree = tree.transform(lambda node: exp.Null() if _name(node) in nothing else node)
        for rewrite in REWRITES.values():
            tree = tree.transform(rewrite)
        named = frozenset(filter(None, map(_name, tree.walk())))
        text = tree.sql(dialect="spark", unsupported_level=ErrorLevel.RAISE, comments=False)
    except SqlglotError as error:
        raise BadInput(f"This SQL does not run on Spark: {str(error).splitlines()[0]}") from None
    return Translated(text, named)


def _name(node: exp.Expression) -> str:
    return node.name if isinstance(node, exp.Placeholder | exp.Parameter) else ""


_REFUSED_NAMES = {
    "date_part": "parts of a date by name",
    "datepart": "parts of a date by name",
    "weekday": "parts of a date by name",
}

_REFUSED_NODES: Mapping[type[exp.Expression], str] = {
    exp.Pivot: "quantiles and pivots",
    exp.PercentileCont: "quantiles and pivots",
    exp.PercentileDisc: "quantiles and pivots",
    exp.Quantile: "quantiles and pivots",
    exp.GroupConcat: "text of rows",
    exp.Monthname: "names of months and days",
    exp.Dayname: "names of months and days",
}


def _refused(node: exp.Expression) -> str:
    """Return the name of the difference for which a node is refused, or nothing."""
    if isinstance(node, exp.Join) and node.args.get("method") == "ASOF":
        return "join of the nearest row"
    if isinstance(node, exp.Extract) and node.name.casefold() in {"dow", "isodow", "weekday", "dayofweek", "week"}:
        return "parts of a date by name"
    if isinstance(node, exp.Anonymous) and (why := _REFUSED_NAMES.get(node.name.casefold())):
        return why
    if isinstance(node, exp.DateDiff) and node.text("unit").upper() not in {"DAY", *_PER_YEAR}:
        return "weeks between"
    return _REFUSED_NODES.get(type(node), "")


def _first_element(node: exp.Expression) -> exp.Expression:
    if not isinstance(node, exp.Bracket) or len(node.expressions) != 1:
        return node
    (place,) = node.expressions
    if isinstance(place, exp.Slice) or place.is_string:
        return node
    return exp.Anonymous(this="TRY_ELEMENT_AT", expressions=[node.this, place])


def _membership(node: exp.Expression) -> exp.Expression:
    if not isinstance(node, exp.ArrayContains | exp.ArrayOverlaps):
        return node
    if isinstance(node.this, exp.Null) or isinstance(node.expression, exp.Null):
        # Also where a parameter is NULL, which has no type that these functions take.
        return exp.cast(exp.Null(), "boolean")
    if isinstance(node, exp.ArrayContains):
        return exp.Anonymous(this="ARRAY_CONTAINS", expressions=[_compact(node.this), node.expression])
    return exp.Anonymous(this="ARRAYS_OVERLAP", expressions=[_compact(node.this), _compact(node.expression)])


def _compact(list_: exp.Expression) -> exp.Expression:
    # A list that is bound is one of Python, and holds no None.
    return list_ if _name(list_) else exp.Anonymous(this="ARRAY_COMPACT", expressions=[list_])


def _list_of_rows(node: exp.Expression) -> exp.Expression:
    """Collect structs, which are never NULL, then take out the value; without a row the list is NULL."""
    if isinstance(node.parent, exp.Filter) or not isinstance(node, exp.ArrayAgg | exp.Filter):
        return node
    listed = node.this if isinstance(node, exp.Filter) else node
    if not isinstance(listed, exp.ArrayAgg):
        return node
    value, order = (
        (listed.this.this, listed.this.expressions) if isinstance(listed.this, exp.Order) else (listed.this, [])
    )
    distinct = isinstance(value, exp.Distinct)
    if distinct:
        (value,) = value.expressions
    keys = {f"k{number}": key for number, key in enumerate(order)}
    fields = [exp.alias_(key.this, name) for name, key in keys.items()] + [exp.alias_(value, "v")]
    struct: exp.Expression = exp.Anonymous(this="STRUCT", expressions=fields)
    collected: exp.Expression = exp.Anonymous(
        this="COLLECT_LIST", expressions=[exp.Distinct(expressions=[struct]) if distinct else struct]
    )
    if isinstance(node, exp.Filter):
        collected = exp.Filter(this=collected, expression=node.expression)
    if keys:
        collected = exp.Anonymous(this="ARRAY_SORT", expressions=[collected, _comparison(keys)])
    taken = exp.Anonymous(this="TRANSFORM", expressions=[collected, _lambda(("e",), "e.v")])
    return exp.Nullif(this=taken, expression=exp.Array(expressions=[]))


def _lambda(names: tuple[str, ...], body: str) -> exp.Expression:
    return exp.Lambda(
        this=sqlglot.parse_one(body, read="spark"), expressions=[exp.to_identifier(name) for name in names]
    )


def _comparison(keys: Mapping[str, exp.Expression]) -> exp.Expression:
    cases = []
    for name, key in keys.items():
        down = bool(key.args.get("desc"))
        first = -1 if key.args.get("nulls_first") else 1
        cases.append(f"WHEN l.{name} IS NULL AND r.{name} IS NOT NULL THEN {first}")
        cases.append(f"WHEN l.{name} IS NOT NULL AND r.{name} IS NULL THEN {-first}")
        cases.append(f"WHEN l.{name} < r.{name} THEN {1 if down else -1}")
        cases.append(f"WHEN l.{name} > r.{name} THEN {-1 if down else 1}")
    return _lambda(("l", "r"), f"CASE {' '.join(cases)} ELSE 0 END")


def _list_of_lists(node: exp.Expression) -> exp.Expression:
    return exp.Flatten(this=_compact(node.this)) if isinstance(node, exp.Flatten) else node


def _list_without_repeats(node: exp.Expression) -> exp.Expression:
    if not isinstance(node, exp.ArrayDistinct):
        return node
    return exp.Anonymous(this="ARRAY_DISTINCT", expressions=[_compact(node.this)])


def _value_of_the_extreme_row(node: exp.Expression) -> exp.Expression:
    if not isinstance(node, exp.ArgMax | exp.ArgMin) or node.args.get("count"):
        return node
    there = exp.Not(this=exp.Is(this=node.this.copy(), expression=exp.Null()))
    key = exp.If(this=there, true=node.expression, false=exp.Null())
    return exp.Anonymous(this="MAX_BY" if isinstance(node, exp.ArgMax) else "MIN_BY", expressions=[node.this, key])


_PER_YEAR = {"MONTH": 12, "QUARTER": 4, "YEAR": 1}


def _calendar_units_between(node: exp.Expression) -> exp.Expression:
    if not isinstance(node, exp.DateDiff) or (unit := node.text("unit").upper()) not in _PER_YEAR:
        return node

    def count(day: exp.Expression) -> exp.Expression:
        years = exp.Anonymous(this="YEAR", expressions=[day.copy()])
        if unit == "YEAR":
            return years
        return exp.paren(years * _PER_YEAR[unit] + exp.Anonymous(this=unit, expressions=[day.copy()]))

    return exp.paren(count(node.this) - count(node.expression))


def _numbers_of_weekdays(node: exp.Expression) -> exp.Expression:
    if isinstance(node, exp.DayOfWeek):
        return exp.paren(exp.Anonymous(this="DAYOFWEEK", expressions=[node.this]) - 1)
    if isinstance(node, exp.DayOfWeekIso):
        return exp.paren(exp.Anonymous(this="WEEKDAY", expressions=[node.this]) + 1)
    return node


REWRITES: Mapping[str, Callable[[exp.Expression], exp.Expression]] = {
    "first element": _first_element,
    "membership beside NULL": _membership,
    "list of rows": _list_of_rows,
    "list of lists": _list_of_lists,
    "list without repeats": _list_without_repeats,
    "value of the extreme row": _value_of_the_extreme_row,
    "months between": _calendar_units_between,
    "numbers of weekdays": _numbers_of_weekdays,
}
"""What sqlglot does not see, by the name of the difference."""
