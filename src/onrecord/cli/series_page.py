"""The page of `onrecord series` for a terminal: the definition, a table, a sparkline, and how the series moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.cli.list import amount_of
from onrecord.cli.sparkline import WIDEST, sparkline
from onrecord.cli.tables import bold, cell, dim, period_of, table, wrapped
from onrecord.measures.movement import weekly_growth
from onrecord.terms.quantity import say_number
from onrecord.terms.time import Period, say_day

if TYPE_CHECKING:
    from onrecord.cli.lines import Asked, Line, Row
    from onrecord.record import Record

HISTORIES = frozenset({"all-vintages", "revisions-only"})
"""Kinds of vintage in which a row may have been replaced."""


def page(record: Record, asked: Asked, columns: int | None, *, colour: bool) -> str:
    """Return the page: the metrics to choose from, or the lines of one."""
    lines = _choices(asked, columns, colour) if asked.metric is None else _series(record, asked, columns, colour)
    return "\n".join(lines) + "\n"


def _choices(asked: Asked, columns: int | None, colour: bool) -> list[str]:
    name = cell(asked.subject.name)
    lines = wrapped(f"{name} has {len(asked.choices)} metrics on record: add the name of one.", columns)
    for choice in asked.choices:
        metric = choice.metric
        values = f"{choice.values:,} value{'' if choice.values == 1 else 's'}"
        span = Period(choice.first, choice.last).to_edtf()
        key = bold(cell(metric["metric"]), colour=colour)
        lines += ["", f"{key}  {cell(metric['name'])} · {values}, {span}"]
        for words in _definition(metric):
            lines += [dim(line, colour=colour) for line in wrapped(words, columns, first="  ", rest="  ")]
    return lines


def _definition(metric: Row) -> list[str]:
    scope = " · ".join(cell(metric[key]) for key in ("unit", "kind", "window", "scope") if metric[key])
    told = [(key, cell(metric[key])) for key in ("counts", "misses", "breaks") if metric[key]]
    return [scope, *(f"{key}: {words}" for key, words in told)]


def _series(record: Record, asked: Asked, columns: int | None, colour: bool) -> list[str]:
    metric = asked.metric or {}
    lines = [f"{bold(cell(metric['name']), colour=colour)}  ({cell(metric['metric'])})"]
    for words in _definition(metric):
        lines += wrapped(words, columns)
    known = f"As public on {say_day(asked.day)}" if asked.day else "As it stands now"
    lines += [dim(line, colour=colour) for line in wrapped(f"{known}; {asked.mode}; {record}.", columns)]
    if not asked.lines:
        nothing = "no revision" if asked.mode == "revisions-only" else "no value"
        return [*lines, "", f"The record holds {nothing} of {cell(asked.subject.name)} for these days."]
    for line in asked.lines:
        lines += ["", bold(cell(line.name), colour=colour), _table(line, asked, columns, colour=colour)]
        foot = _foot(line, columns)
        lines += [""] if foot else []
        for words in foot:
            lines += wrapped(words, columns)
    return lines


def _table(line: Line, asked: Asked, columns: int | None, *, colour: bool) -> str:
    several = len({row["entity"] for row in line.rows}) > 1
    history = asked.mode in HISTORIES
    unit = (asked.metric or {})["unit"]
    head = ["period", *(["of"] if several else []), "value", "unit", "published"]
    head += [*(["superseded"] if history else []), "recorded", "tier", "source", "flag"]
    rows = []
    for row in line.rows:
        cells = [period_of(row), *([cell(row["name"])] if several else [])]
        cells += [_amount(row), cell(unit), f"{cell(row['published'])} ({row['basis']})"]
        cells += [cell(row["superseded_at"])] if history else []
        cells += [cell(row["recorded_at"]), row["tier"], cell(row["sources"]), cell(row["flag"])]
        rows.append(cells)
    return table(head, rows, columns, colour=colour)


def _amount(row: Row) -> str:
    """Return the value with its wording; the unit has a column of its own."""
    return amount_of({**row, "unit": "percent" if row["unit"] == "percent" else ""})


def _foot(line: Line, columns: int | None) -> list[str]:
    words = []
    room = min(WIDEST, (columns or WIDEST) - 4)
    if line.usable and line.usable[0]["kind"] == "counter":
        growth = [value for _, _, value in weekly_growth(line.usable)]
        drawn, of = sparkline(growth, room), "growth a week"
    else:
        growth = [row["value"] for row in line.usable]
        drawn, of = sparkline(growth, room), "values"
    if drawn:
        low, high = (say_number(float(f"{value:.3g}"), line.usable[0]["unit"]) for value in (min(growth), max(growth)))
        words += [drawn, f"{of}, lowest {low}, highest {high}, on a scale from zero"]
    if line.movement is not None and line.rows[0]["kind"] != "sign":
        words.append(f"of late: {line.movement.numbers}")
    flagged = [
        f"{row['flag']} by the rule {row['rule']}" if row["rule"] else row["flag"] for row in line.rows if row["flag"]
    ]
    if flagged:
        kinds = ", ".join(f"{flagged.count(flag)} {flag}" for flag in dict.fromkeys(flagged))
        words.append(f"{len(flagged)} flagged ({kinds}): shown, and left out of the rates")
    return words
