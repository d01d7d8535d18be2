"""From kept answers to rows: each is read by the parser that holds on its day, and nothing is asked again."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.sources.archive import Archive
from onrecord.sources.journal import Run
from onrecord.sources.source import Capture, Parsed, Source
from onrecord.terms.errors import Unreadable


class Unparsed(Unreadable):
    """An answer that no parser of its source can read; `slot` names it."""

    def __init__(self, capture: Capture, why: str) -> None:
        """Name the answer and where its bytes are."""
        self.slot = capture.slot
        super().__init__(f"{why.rstrip('.')} (the bytes are kept under {capture.digest[:12]}).")


def parsed(run: Run, source: Source, archive: Archive) -> Iterator[Parsed]:
    """Yield all that a run says, answer by answer.

    Raises `Unparsed` where an answer has a shape that no parser knows.
    """
    for capture in run.captures:
        yield from parsed_answer(capture, source, archive)


def parsed_answer(capture: Capture, source: Source, archive: Archive) -> Iterator[Parsed]:
    """Yield what one answer says.

    Raises `Unparsed` where it has a shape that no parser knows.
    """
    parser = next((parser for parser in source.parsers if parser.holds(capture.day)), None)
    if parser is None:
        raise Unparsed(capture, f"No parser of {source.name} holds on {capture.day}")
    body = archive.bodies.get(capture.digest)
    try:
        yield from parser.parse(capture, body)
    except Unreadable as error:
        raise Unparsed(capture, str(error)) from None
    except Exception as error:
        raise Unparsed(capture, f"{capture.address}: {type(error).__name__}: {error}") from error
