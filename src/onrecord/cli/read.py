"""`onrecord read`: show what an article says - its origin, mentions and claims - without checking any of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import EngineAddress, RecordFolder, day_of, format_named, format_option, out_option, record_of

if TYPE_CHECKING:
    from onrecord.reading.document import Document

SUFFIXES = {"terminal": ".txt", "json": ".json", "jsonl": ".jsonl", "html": ".html"}
"""The formats, and the suffix of a file of each; jsonl is json with one document a line."""

FILE_WIDTH = 100


def read(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="Text, Markdown, HTML, PDF, a feed, a WARC file, JSON lines or a folder of them; - is standard input.",
            show_default=False,
        ),
    ],
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DAY", help="When the article appeared, where it does not say so."),
    ] = None,
    publisher: Annotated[str, typer.Option("--publisher", metavar="NAME", help="Who published the article.")] = "",
    format_: Annotated[str | None, format_option(SUFFIXES)] = None,
    out: Annotated[str | None, out_option("a document")] = None,
    record: RecordFolder = None,
    engine: EngineAddress = None,
) -> None:
    """Show what articles say, before any check: where they are from, their names, dates, numbers and claims."""
    from onrecord.cli.destinations import destination_of
    from onrecord.cli.documents import Documents, show_all
    from onrecord.reading.annotate import annotate
    from onrecord.reports import render_read

    style = format_named(format_, out, {suffix: name for name, suffix in SUFFIXES.items()}, "read") or "html"
    documents = Documents(files, published=day_of(published), publisher=publisher)
    many = len(files) > 1 or documents.are_many
    destination = destination_of(out, style, SUFFIXES[style], files, many=many)
    names = record_of(record, engine)
    to_file = out not in {None, "-"}

    def shown(document: Document) -> str:
        found = annotate(document, names)
        form = "json" if style == "jsonl" else style
        return render_read(found, form, width=FILE_WIDTH, colour=False) if to_file else render_read(found, form)

    show_all(documents, shown, destination, needs_day=False)
