"""Reports of a comparison: who copied whom, for a terminal, for a program, or as a page with both sides."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from onrecord.copies.result import Compared
from onrecord.terms.errors import BadInput

FORMATS = ("terminal", "html", "json")
"""The names that `render_copies` takes."""


def render_copies(
    compared: Compared,
    format: str,  # noqa: A002 - the word of the command line
    *,
    missing: Sequence[str] = (),
    width: int | None = None,
    colour: bool = False,
) -> str:
    """Return a comparison as text in one of `FORMATS`; `missing` says in a sentence each what could not be read.

    >>> render_copies(Compared((), (), ()), "terminal").splitlines()[0]
    'No articles.'

    Raises `BadInput` for a format that is not known.
    """
    match format:
        case "terminal":
            from onrecord.reports.copies.terminal import copies_lines  # noqa: PLC0415 - loaded when used

            return copies_lines(compared, missing, width=width, colour=colour)
        case "html":
            from onrecord.reports.copies.page import copies_page  # noqa: PLC0415

            return copies_page(compared, missing)
        case "json":
            from onrecord import __version__  # noqa: PLC0415
            from onrecord.copies.as_dict import compared_as_dict  # noqa: PLC0415
            from onrecord.reports.safe import dump_json  # noqa: PLC0415

            shown = {"onrecord": __version__, **compared_as_dict(compared), "missing": list(missing)}
            return dump_json(shown) + "\n"
    raise BadInput(f"{format!r} is not a format of `onrecord copies`: choose one of {', '.join(FORMATS)}.")


def copies_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a comparison as JSON.

    >>> copies_schema()["title"]
    'A comparison of articles'
    """
    text = files("onrecord.reports.copies").joinpath("schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))
