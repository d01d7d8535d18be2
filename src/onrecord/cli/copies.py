"""`onrecord copies`: which articles are copies or rewrites of which, and what the rewriting did to the facts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import EngineAddress, format_named, format_option, out_option
from onrecord.terms.errors import BadInput

if TYPE_CHECKING:
    from onrecord.copies.article import Article
    from onrecord.copies.compare import Progress
    from onrecord.copies.result import Compared
    from onrecord.engine import Engine

_SUFFIXES = {".html": "html", ".htm": "html", ".json": "json", ".txt": "terminal"}
FORMATS = ("terminal", "html", "json")


def copies(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Folders, feeds, WARC archives, JSON lines or single articles; - is standard input.",
            show_default=False,
        ),
    ],
    archive: Annotated[
        Path | None,
        typer.Option(
            "--archive",
            metavar="DIR",
            help="Compare with all that earlier runs kept there, and keep these too; made where there is none.",
        ),
    ] = None,
    format_: Annotated[str | None, format_option(FORMATS)] = None,
    out: Annotated[str | None, out_option("")] = None,
    engine: EngineAddress = None,
) -> None:
    """Tell copies, rewrites and independent reports apart, and show where each sentence came from."""
    from onrecord.cli.output import has_colour, put, width, write_files
    from onrecord.engine import open_engine
    from onrecord.reports.copies import render_copies

    style = _format(format_, out)
    articles, missing = articles_of(sources)
    opened = open_engine(engine) if engine else None
    try:
        compared = _compared(articles, archive, opened)
    finally:
        if opened is not None:
            opened.close()
    if out is None or out == "-":
        shown = render_copies(compared, style, missing=missing, width=width(), colour=has_colour())
        put(shown, data=style != "terminal")
    else:
        write_files({Path(out): render_copies(compared, style, missing=missing)})


def _compared(articles: list[Article], archive: Path | None, engine: Engine | None) -> Compared:
    from onrecord.copies.archive import compare_with_archive
    from onrecord.copies.compare import compare

    if archive is None:
        return compare(articles, engine=engine, progress=_progress())
    return compare_with_archive(articles, archive, engine=engine, progress=_progress())


def articles_of(sources: list[str]) -> tuple[list[Article], list[str]]:
    """Read all articles of the sources, and say in a sentence each what could not be read.

    Raises `BadInput` where there is nothing to compare.
    """
    from onrecord.copies.article import Article
    from onrecord.reading.read_all import read_all

    opened = [sys.stdin.buffer if source == "-" else Path(source) for source in sources]
    articles, missing = [], []
    for entry in read_all(*opened):
        if entry.document is not None:
            articles.append(Article(entry.place, entry.document))
        elif entry.problem:
            missing.append(entry.problem)
    if not articles:
        raise BadInput(missing[0] if missing else f"{sources[0]!r} holds no article: name a folder, a feed or a file.")
    return articles, missing


def _format(wanted: str | None, out: str | None) -> str:
    style = format_named(wanted, out, _SUFFIXES, "copies")
    if style is None:
        raise BadInput(f"{out!r} does not say its format: end it with .html, .json or .txt, or give --format.")
    return style


def _progress() -> Progress | None:
    """Say on a terminal how far the work is; files and programs are told nothing."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    shown = ""

    def tell(doing: str, done: int, articles: int) -> None:
        nonlocal shown
        share = f"{doing}: {100 * done // max(1, articles)}% of {articles:,} articles"
        if share != shown:
            shown = share
            print(f"\r{share:<70}", end="" if done < articles else "\r" + " " * 70 + "\r", file=sys.stderr, flush=True)

    return tell
