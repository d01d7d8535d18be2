"""Reports of a watch list: what flipped, what fell due, what is newly shown; for a terminal, a program or a feed."""

from __future__ import annotations

from onrecord.terms.errors import BadInput
from onrecord.watching.report import ClaimHistory, ListReport, RunReport

FORMATS = ("terminal", "json")
"""The names that the functions of this package take; a feed is a file beside them."""


def render_run(
    report: RunReport,
    format: str,  # noqa: A002 - the word of the command line
    *,
    width: int | None = None,
    colour: bool | None = None,
) -> str:
    """Return what is new on a watch list as text in one of `FORMATS`.

    Raises `BadInput` for a format that is not known.
    """
    from onrecord.reports.watching.json import run_json  # noqa: PLC0415 - loaded when used
    from onrecord.reports.watching.terminal import run_lines  # noqa: PLC0415

    if _known(format) == "json":
        return run_json(report)
    return run_lines(report, width=width, colour=colour)


def render_list(
    report: ListReport,
    format: str,  # noqa: A002
    *,
    width: int | None = None,
    colour: bool | None = None,
) -> str:
    """Return what a watch list holds as text in one of `FORMATS`.

    Raises `BadInput` for a format that is not known.
    """
    from onrecord.reports.watching.history import list_lines  # noqa: PLC0415
    from onrecord.reports.watching.json import list_json  # noqa: PLC0415

    return list_json(report) if _known(format) == "json" else list_lines(report, width=width, colour=colour)


def render_history(
    claims: list[ClaimHistory],
    format: str,  # noqa: A002
    *,
    width: int | None = None,
    colour: bool | None = None,
) -> str:
    """Return the verdicts that were told of some claims as text in one of `FORMATS`.

    Raises `BadInput` for a format that is not known.
    """
    from onrecord.reports.watching.history import history_lines  # noqa: PLC0415
    from onrecord.reports.watching.json import history_json  # noqa: PLC0415

    return history_json(claims) if _known(format) == "json" else history_lines(claims, width=width, colour=colour)


def _known(name: str) -> str:
    if name not in FORMATS:
        raise BadInput(f"{name!r} is not a format of a watch list: choose one of {', '.join(FORMATS)}.")
    return name
