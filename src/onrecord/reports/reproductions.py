"""Reproductions as Markdown: a table for each study, with how each figure was read, asked, and why it may differ."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.measures.reproductions import Reproduction, say_given
from onrecord.record import Record


def markdown(found: Sequence[Reproduction], record: Record) -> str:
    """Return a section for each study, in the order in which they come.

    >>> from onrecord.record import open_record
    >>> markdown((), open_record())
    ''
    """
    parts = []
    for study in dict.fromkeys(one.published.study for one in found):
        own = [one for one in found if one.published.study == study]
        keys = dict.fromkeys(one.published.source for one in own)
        sources = "; ".join(
            f"{record.sources[key]['publisher']} ({record.sources[key]['address']})"
            for key in keys
            if key in record.sources
        )
        rows = "\n".join(_row(one) for one in own)
        head = "| figure | published | the record gives | outcome | how it was read and asked, and why |"
        head += "\n|---|---|---|---|---|"
        parts.append(f"## {study}\n\nSource: {sources}\n\n{head}\n{rows}")
    return "\n\n".join(parts) + ("\n" if parts else "")


def _row(found: Reproduction) -> str:
    figure = found.published
    about = f"{figure.figure}, {figure.about}" if figure.about else figure.figure
    missing = found.given.missing if found.given else ""
    why = [
        f"Read from {figure.read}.",
        f"Asked as {found.how}." if found.how else "",
        f"Missing: {missing}." if missing else "",
        figure.note,
    ]
    words = " ".join(part for part in why if part).replace("|", "\\|")
    return f"| {about} | {figure.printed} | {say_given(found)} | {found.outcome} | {words} |"
