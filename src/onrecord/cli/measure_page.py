"""The pages of `onrecord measure`: the list of measures, and an answer with its estimates and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.cli.measuring import usage
from onrecord.cli.tables import bold, cell, dim, table, wrapped
from onrecord.measures import QUESTIONS
from onrecord.measures.asking import say_left_out
from onrecord.measures.measurement import say_interval
from onrecord.measures.registry import MEASURES
from onrecord.terms.time import say_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.measures import Estimate, Measurement
    from onrecord.record import Record

MOST_SHOWN = 40
"""A page shows so many estimates; JSON, CSV and Parquet hold them all."""


def listed(columns: int | None, *, colour: bool) -> str:
    """Return the list of measures: what each answers, what it asks for, what it cannot tell."""
    lines: list[str] = []
    for measure in MEASURES:
        if measure.name not in QUESTIONS:
            continue
        lines += [f"{bold(measure.name, colour=colour)}  {measure.title}"]
        lines += wrapped(measure.definition, columns, first="  ", rest="  ")
        typed = wrapped(usage(measure.name), columns, first="  ", rest="  ")
        lines += [dim(line, colour=colour) for line in typed]
        lines.append("")
    return "\n".join(lines)


def page(record: Record, answer: Measurement, known: str, columns: int | None, *, colour: bool) -> str:
    """Return the answer for a terminal."""
    measure = answer.measure
    lines = [f"{bold(cell(answer.subject), colour=colour)}  ({measure.title.lower()})"]
    lines += [dim(line, colour=colour) for line in wrapped(f"{known}; {record}.", columns)]
    lines += ["", *wrapped(cell(answer.words), columns), ""]
    lines += [_estimates(answer.estimates[:MOST_SHOWN], columns, colour=colour), ""]
    if len(answer.estimates) > MOST_SHOWN:
        lines += [f"{len(answer.estimates) - MOST_SHOWN} more with --format csv, json or parquet.", ""]
    if answer.missing:
        lines += wrapped(f"missing: {cell(answer.missing)}", columns)
    if answer.left_out:
        lines += wrapped(say_left_out(answer.left_out), columns)
    lines += wrapped(f"definition: {measure.definition}", columns)
    lines += wrapped(f"uncertainty: {measure.uncertainty}", columns)
    publishers = publishers_of(record, answer.sources)
    rests = f"{len(answer.rows)} row{'' if len(answer.rows) == 1 else 's'}"
    lines += wrapped(f"rests on: {rests} of {cell('; '.join(publishers)) or 'no source'}", columns)
    return "\n".join(lines) + "\n"


def publishers_of(record: Record, sources: Sequence[str], most: int = 4) -> list[str]:
    """Return who published the sources, each once; many are cut to a few and a count."""
    names = list(dict.fromkeys(record.sources[key]["publisher"] for key in sources if key in record.sources))
    return names if len(names) <= most else [*names[:most], f"and {len(names) - most} more"]


def _estimates(estimates: Sequence[Estimate], columns: int | None, *, colour: bool) -> str:
    of = any(estimate.of for estimate in estimates)
    rows = []
    for estimate in estimates:
        span = estimate.interval
        shown = span is not None and span.low != span.high and estimate.value is not None
        said = str(estimate).partition(" (")[0] if shown else str(estimate)
        cells = [estimate.name, *([cell(estimate.of)] if of else []), cell(said)]
        cells += [say_interval(span, estimate.unit) if shown and span else ""]
        cells += [str(estimate.n) if estimate.n else "", str(estimate.period or "")]
        rows.append(cells)
    head = ["estimate", *(["of"] if of else []), "value", "interval", "n", "period"]
    return table(head, rows, columns, colour=colour)


def known_as(day: Any, vintages: str) -> str:
    """Say as of when, and in which vintage, an answer was asked."""
    words = f"As public on {say_day(day)}" if day else "As it stands now"
    return f"{words}, as first published" if vintages == "first-release" else words
