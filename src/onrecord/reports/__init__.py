"""Reports: one checked article, printed for a terminal, a page, a document, a program or a search engine.

What comes in is a `CheckedArticle`, what goes out is text. Nothing is decided here: no verdict, no number, no
wording of evidence. The same article gives the same bytes. Words of an article or of a record are data, never
markup: each format escapes them in its own way.
"""

from __future__ import annotations

from onrecord.checking.result import CheckedArticle
from onrecord.reading.annotate import Annotated
from onrecord.terms.errors import BadInput

FORMATS = ("terminal", "html", "markdown", "json", "claimreview")
"""The names that `render` takes."""


READ_FORMATS = ("terminal", "html", "json")
"""The names that `render_read` takes."""


def render_read(
    found: Annotated,
    format: str,  # noqa: A002 - the word of the command line
    *,
    width: int | None = None,
    colour: bool | None = None,
) -> str:
    """Return a read document, with its mentions and claims, as text in one of `READ_FORMATS`.

    Raises `BadInput` for a format that is not known.
    """
    match format:
        case "terminal":
            from onrecord.reports.read_terminal import read_terminal  # noqa: PLC0415 - loaded when used

            return read_terminal(found, width=width, colour=colour)
        case "html":
            from onrecord.reports.read_html import read_html  # noqa: PLC0415

            return read_html(found)
        case "json":
            from onrecord.reports.read_json import read_json  # noqa: PLC0415

            return read_json(found)
    raise BadInput(f"{format!r} is not a format of what was read: choose one of {', '.join(READ_FORMATS)}.")


def render(
    article: CheckedArticle,
    format: str,  # noqa: A002 - the word of the command line
    *,
    width: int | None = None,
    colour: bool | None = None,
) -> str:
    """Return a checked article as text in one of `FORMATS`.

    `width` and `colour` matter for the terminal alone; left out, they follow the terminal that the text goes
    to (80 columns and no colour where there is none, no colour with NO_COLOR). Pass `colour=False` for a
    file.

    >>> from datetime import date
    >>> from onrecord.reading.document import Document
    >>> empty = CheckedArticle(Document("A quiet day."), date(2025, 7, 25), date(2026, 11, 23), "v1")
    >>> render(empty, "markdown").splitlines()[0]
    '# A single statement'

    Raises `BadInput` for a format that is not known.
    """
    match format:
        case "terminal":
            from onrecord.reports.terminal import terminal_report  # noqa: PLC0415 - loaded when used

            return terminal_report(article, width=width, colour=colour)
        case "html":
            from onrecord.reports.html import html_report  # noqa: PLC0415

            return html_report(article)
        case "markdown":
            from onrecord.reports.markdown import markdown_report  # noqa: PLC0415

            return markdown_report(article)
        case "json":
            from onrecord.reports.json import json_report  # noqa: PLC0415

            return json_report(article)
        case "claimreview":
            from onrecord.reports.claimreview import claimreview_report  # noqa: PLC0415

            return claimreview_report(article)
    raise BadInput(f"{format!r} is not a report format: choose one of {', '.join(FORMATS)}.")
