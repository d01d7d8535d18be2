"""The picture of a measurement: its traces and marks on one scale, with title, unit and sources."""

from __future__ import annotations

from onrecord.checking.result import Point
from onrecord.measures import Measurement
from onrecord.reports.plot import Line, Mark, plot
from onrecord.terms.time import FAR_FUTURE


def drawing(answer: Measurement, known: str, publishers: str, record: str) -> str:
    """Return the answer as one SVG; without anything to draw it says so.

    >>> from datetime import date
    >>> from onrecord.measures import ask
    >>> from onrecord.record import open_record
    >>> found = ask(open_record().as_of(date(2025, 7, 25)), "pace", maker="deepseek")
    >>> "Launches of DeepSeek" in drawing(found, "As public then", "DeepSeek", "record")
    True
    """
    picture = answer.picture
    lines = [
        Line(
            trace.name,
            tuple(Point(start, min(end, FAR_FUTURE), value) for start, end, value in trace.points),
            bars=trace.kind == "bars",
        )
        for trace in (picture.traces if picture else ())
    ]
    return plot(
        lines,
        title=answer.subject,
        subtitle=f"{answer.measure.title}; {known[:1].lower()}{known[1:]}. {answer.words}",
        unit=picture.unit if picture else "",
        source=f"{publishers or 'none'}. onrecord, {record}.",
        marks=[Mark(mark.words, mark.day, mark.value) for mark in (picture.marks if picture else ())],
    )
