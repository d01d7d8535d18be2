"""`onrecord schema`: what the JSON of a check looks like."""

from __future__ import annotations


def schema() -> None:
    """Print the JSON Schema of `onrecord check --format json`; every property says what it means."""
    from onrecord.cli.output import put
    from onrecord.reports.json import schema as report_schema
    from onrecord.reports.safe import dump_json

    put(dump_json(report_schema()) + "\n", data=True)
