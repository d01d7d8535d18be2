"""`onrecord reproduce`: published figures beside what the record gives for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.options import EngineAddress, RecordFolder, chosen, record_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.measures.reproductions import Reproduction

FORMATS = ("terminal", "markdown", "csv", "json")

COLUMNS = (
    "study",
    "figure",
    "about",
    "published",
    "record_gives",
    "outcome",
    "how",
    "missing",
    "note",
    "read",
    "source",
)


def reproduce(
    contains: Annotated[
        str, typer.Option("--contains", metavar="TEXT", help="Only figures that hold these words.")
    ] = "",
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=", ".join(FORMATS))] = "terminal",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to a file.")] = None,
    record: RecordFolder = None,
    engine: EngineAddress = None,
) -> None:
    """Set figures of published studies beside what the record gives, and say why where it gives none.

    The studies are the ATOM Report, Economies of Open Intelligence, and OpenRouter's State of AI.
    """
    from onrecord.cli.formats import csv_text, json_text
    from onrecord.cli.output import has_colour, put, width, write_files
    from onrecord.measures.reproductions import reproductions
    from onrecord.reports.reproductions import markdown

    chosen(format_, FORMATS, "a format of `onrecord reproduce`")
    opened = record_of(record, engine)
    wanted = contains.casefold()
    found = [
        one
        for one in reproductions(opened)
        if wanted in f"{one.published.study} {one.published.figure} {one.outcome}".casefold()
    ]
    if format_ == "markdown":
        text = markdown(found, opened)
    elif format_ == "csv":
        text = csv_text(COLUMNS, [_flat(one) for one in found])
    elif format_ == "json":
        text = json_text(opened, {"reproductions": [_flat(one) for one in found]})
    else:
        text = _page(found, str(opened), None if out else width(), colour=not out and has_colour())
    if out is not None:
        write_files({out: text})
    else:
        put(text, data=format_ in {"csv", "json"})


def _flat(found: Reproduction) -> dict[str, Any]:
    from onrecord.measures.reproductions import say_given

    figure = found.published
    return {
        "study": figure.study,
        "figure": figure.figure,
        "about": figure.about,
        "published": figure.printed,
        "record_gives": say_given(found),
        "outcome": found.outcome,
        "how": found.how.replace("`", ""),
        "missing": found.given.missing if found.given else "",
        "note": figure.note,
        "read": figure.read,
        "source": figure.source,
    }


def _page(found: Sequence[Reproduction], record: str, columns: int | None, *, colour: bool) -> str:
    from onrecord.cli.tables import bold, table

    lines: list[str] = []
    for study in dict.fromkeys(one.published.study for one in found):
        rows = [
            [row["figure"], row["published"], row["record_gives"], row["outcome"]]
            for row in (_flat(one) for one in found if one.published.study == study)
        ]
        head = ("figure", "published", "the record gives", "outcome")
        lines += [bold(study, colour=colour), table(head, rows, columns, colour=colour), ""]
    counts = {outcome: sum(one.outcome == outcome for one in found) for outcome in sorted({o.outcome for o in found})}
    lines.append(", ".join(f"{many} {outcome}" for outcome, many in counts.items()) or "No figure holds these words.")
    lines.append(f"Why, and how each was asked: --format markdown, csv or json. Asked of {record}.")
    return "\n".join(lines) + "\n"
