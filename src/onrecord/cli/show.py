"""`onrecord show`: all that the record holds on an entity, with the three times and the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.options import AsOf, EngineAddress, RecordFolder, chosen, day_of, record_of

if TYPE_CHECKING:
    from onrecord.cli.holdings import Holdings
    from onrecord.record import Record
    from onrecord.terms.time import Day

FORMATS = ("terminal", "json")


def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="An id, a name or an alias: deepseek, 'Sam Altman', WAIC.",
            show_default=False,
        ),
    ],
    as_of: AsOf = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=", ".join(FORMATS))] = "terminal",
    record: RecordFolder = None,
    engine: EngineAddress = None,
) -> None:
    """Show what the record holds on an entity, and on what belongs to it."""
    from onrecord.cli.holdings import holdings_of
    from onrecord.cli.output import has_colour, put, width

    chosen(format_, FORMATS, "a format of `onrecord show`")
    day = day_of(as_of)
    opened = record_of(record, engine)
    held = holdings_of(opened, name, opened.as_of(day) if day else opened.latest())
    if format_ == "json":
        put(_json(opened, held, day), data=True)
    else:
        from onrecord.cli.profile import Profile

        put(Profile(opened, held, day, columns=width(), colour=has_colour()).text())


def _json(record: Record, held: Holdings, day: Day | None) -> str:
    from onrecord.cli.formats import json_text

    sections: dict[str, Any] = {
        name: list(getattr(held, name))
        for name in (
            "facts",
            "releases",
            "events",
            "policies",
            "targets",
            "happenings",
            "figures",
            "coverage",
        )
    }
    sections["series"] = [
        {
            "entity": rows[0]["entity"],
            "metric": rows[0]["metric"],
            "metric_name": rows[0]["metric_name"],
            "unit": rows[0]["unit"],
            "points": list(rows),
        }
        for rows in held.series
    ]
    answer = {
        "as_of": day,
        "entity": held.entity,
        "via": held.via or None,
        "known": held.known,
        "titles": list(held.titles),
        "belonging": list(held.belonging),
        "sections": sections,
        "sources": {key: _source(record, key) for key in _keys(sections)},
    }
    return json_text(record, answer)


def _keys(sections: dict[str, Any]) -> list[str]:
    """Return every source that a row names, once."""
    found: set[str] = set()
    for rows in sections.values():
        for row in rows:
            for part in row.get("points", [row]):
                found.update(part["sources"])
    return sorted(found)


def _source(record: Record, key: str) -> dict[str, Any]:
    """Return a source as it may be shown: a mirror is no address to send a reader to."""
    row = dict(record.sources[key])
    if row["mirror"]:
        row["address"] = ""
    return row
