"""`onrecord demo`: what onrecord does, shown on an article that comes with it."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.options import chosen
from onrecord.terms.errors import OnrecordError


def demo(
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="Where the HTML report goes.", show_default=True)
    ] = Path("onrecord-demo.html"),
) -> None:
    """Check the bundled example article, show the result, and write the full report as a page."""
    from onrecord import check, open_record, read
    from onrecord.cli.output import put, write_files
    from onrecord.reports import render

    place = out / "onrecord-demo.html" if out.is_dir() else out
    chosen(place.suffix.casefold(), (".html", ".htm"), "the suffix of a page")
    checked = check(read(example()), open_record())
    write_files({place: render(checked, "html")})
    put(render(checked, "terminal"))
    put(f"\nThe full report is {place.resolve()}: open it in a browser.\n")


def example() -> Path:
    """Return the article that comes with onrecord.

    Raises `OnrecordError` where the installation has lost it.
    """
    folder = Path(str(resources.files("onrecord"))) / "data" / "examples"
    articles = sorted(folder.glob("*.txt"))
    if not articles:
        raise OnrecordError(f"The example article is missing from {folder}: install onrecord again.")
    return articles[0]
