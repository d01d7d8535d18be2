"""`onrecord schema`: what the JSON of a check, or of what was read, looks like."""

from __future__ import annotations

from typing import Annotated

import typer


def schema(
    of: Annotated[
        str, typer.Argument(metavar="[check|read|copies|watch]", help="The command whose JSON is described.")
    ] = "check",
) -> None:
    """Print the JSON Schema of the JSON of a command; every property says what it means."""
    from onrecord.cli.options import chosen
    from onrecord.cli.output import put
    from onrecord.reports.copies import copies_schema
    from onrecord.reports.json import schema as report_schema
    from onrecord.reports.read_json import read_schema
    from onrecord.reports.safe import dump_json
    from onrecord.reports.watching.json import watch_schema

    described = {"check": report_schema, "read": read_schema, "copies": copies_schema, "watch": watch_schema}
    put(dump_json(described[chosen(of, tuple(described), "a command with JSON")]()) + "\n", data=True)
