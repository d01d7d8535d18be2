"""Options that several commands share, and how their words are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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


def format_option(formats: Iterable[str]) -> Any:
    """Return the option --format of a command that writes one of these formats, to standard output or to --out."""
    shown = f"{', '.join(formats)}; by the suffix of --out where left out, else terminal."
    return typer.Option("--format", metavar="FORMAT", help=shown)


def out_option(one: str) -> Any:
    """Return the option --out of a command that writes a report, or into a folder one for each `one`."""
    shown = f"Write it there; a folder gets one file {one}." if one else "Write it there."
    return typer.Option("--out", metavar="FILE|DIR" if one else "FILE", help=shown)


def format_named(wanted: str | None, out: str | None, by_suffix: Mapping[str, str], command: str) -> str | None:
    """Return the format that --format or the suffix of --out names, "terminal" without either; None for another suffix.

    >>> format_named(None, "a.HTML", {".html": "html"}, "check"), format_named(None, "a", {".html": "html"}, "check")
    ('html', None)

    Raises `BadInput` for a format that the command has not.
    """
    if wanted is not None:
        return chosen(
            wanted, tuple(dict.fromkeys(["terminal", *by_suffix.values()])), f"a format of `onrecord {command}`"
        )
    if out is None or out == "-":
        return "terminal"
    return by_suffix.get(Path(out).suffix.casefold())


def day_of(text: str | None) -> Day | None:
    """Read the day of an option; None where it was not given.

    >>> str(day_of("2025-07-25")), day_of(None)
    ('2025-07-25', None)

    Raises `BadDay` for a day that does not exist or is written otherwise.
    """
    from onrecord.terms.time import parse_day

    return None if text is None else parse_day(text)


def day_or_today(text: str | None) -> Day:
    """Read the day of an option; today, in UTC, where it was not given: the only place that asks the clock.

    >>> str(day_or_today("2025-07-25"))
    '2025-07-25'

    Raises `BadDay` for a day that does not exist or is written otherwise.
    """
    from datetime import UTC, datetime

    return day_of(text) or datetime.now(UTC).date()


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
