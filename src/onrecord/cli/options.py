"""Options that several commands share, and how their words are read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.terms.errors import BadInput

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.terms.time import Day

AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="What was public on that day, written YYYY-MM-DD."),
]
About = Annotated[str | None, typer.Argument(metavar="[NAME]", help="An id, a name or an alias; all where left out.")]
RecordFolder = Annotated[
    Path | None,
    typer.Option("--record", metavar="DIR", help="A folder of tables to use instead of the shipped record."),
]

EngineAddress = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="ADDRESS",
        help="Where SQL runs: duckdb, spark, spark://HOST:PORT or sc://HOST:PORT.",
    ),
]


def day_of(text: str | None) -> Day | None:
    """Read the day of an option; None where it was not given.

    >>> str(day_of("2025-07-25")), day_of(None)
    ('2025-07-25', None)

    Raises `BadDay` for a day that does not exist or is written otherwise.
    """
    from onrecord.terms.time import parse_day

    return None if text is None else parse_day(text)


def chosen(word: str, choices: Sequence[str], what: str) -> str:
    """Return the word if it is one of the choices.

    >>> chosen("json", ("terminal", "json"), "a format")
    'json'

    Raises `BadInput` that lists them.
    """
    if word in choices:
        return word
    raise BadInput(f"{word!r} is not {what}: choose one of {', '.join(choices)}.")


def record_of(folder: Path | None, engine: str | None = None) -> Record:
    """Open the record that was asked for, on DuckDB where no engine is named.

    Raises `BadInput` for an engine that there is not.
    """
    from onrecord.record import open_record

    return open_record(folder, engine=engine or "duckdb")
