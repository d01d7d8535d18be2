"""A read document for a terminal: where it is from, its text with the claims marked, and what was found in it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from onrecord.reading.annotate import Annotated
from onrecord.reading.document import Span
from onrecord.reading.spans import HasSpan
from onrecord.reports.marks import Mark, Piece, paragraphs
from onrecord.reports.read_words import say_date, say_found, say_from, say_name, say_quantity, say_title
from onrecord.reports.safe import one_line, visible
from onrecord.reports.terminal import console_of, indented, line_of
from onrecord.reports.words import about

_STYLES = {"claim": "bold", "name": "cyan", "date": "magenta", "number": "green"}


def read_terminal(found: Annotated, *, width: int | None = None, colour: bool | None = None) -> str:
    """Return the text: claims stand in numbered brackets, mentions in colour where there is colour."""
    out = io.StringIO()
    console = console_of(out, width=width, colour=colour)
    document = found.document
    console.print(line_of((one_line(say_title(document)), "bold")))
    console.print(line_of((f"{one_line(say_from(document))}.", "dim")))
    console.print(line_of((say_found(found), "")))
    for block in paragraphs(document, marks_of(found)):
        console.print()
        lead = " • " if block.kind == "bullet" else ""
        text = line_of(*(part for _, pieces in block.parts for part in _marked(pieces)))
        indented(console, text, 3, lead=lead)
    for title, rows in _tables(found):
        console.print()
        console.print(line_of((title, "bold")))
        for number, quote, meaning in rows:
            words = line_of((f"“{one_line(quote)}” ", ""), (one_line(meaning), "dim"))
            indented(console, words, 5, lead=f"{number:>3} ")
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def marks_of(found: Annotated) -> tuple[Mark, ...]:
    """Return the marks of all that was found, each kind with numbers of its own, in the order of the lists."""
    marks = [
        Mark("claim", number, place, span)
        for number, claim in enumerate(found.claims, 1)
        for place, span in enumerate(dict.fromkeys(claim.places or (claim.span,)))
    ]
    groups: dict[str, Sequence[HasSpan]] = {
        "name": found.all_names,
        "date": found.dates,
        "number": found.quantities,
    }
    for kind, group in groups.items():
        marks += (Mark(kind, number, 0, item.span) for number, item in enumerate(group, 1))
    return tuple(marks)


def _marked(pieces: Iterable[Piece]) -> Iterable[tuple[str, str]]:
    for piece in pieces:
        for mark in piece.first:
            if mark.kind == "claim":
                yield f"[{mark.number} ", "bold"
        style = " ".join(dict.fromkeys(_STYLES[mark.kind] for mark in piece.marks))
        yield " ".join(visible(piece.text).split("\n")), style
        for mark in reversed(piece.last):
            if mark.kind == "claim":
                yield "]", "bold"


def _tables(found: Annotated) -> Iterable[tuple[str, list[tuple[int, str, str]]]]:
    document = found.document

    def rows(items: Iterable[tuple[Span, str]]) -> list[tuple[int, str, str]]:
        return [(number, document.quote(span), meaning) for number, (span, meaning) in enumerate(items, 1)]

    tables = {
        "Claims": rows((claim.span, f"{about(claim)}; {claim.subject_name}") for claim in found.claims),
        "Names": rows((name.span, say_name(name)) for name in found.all_names),
        "Dates": rows((date.span, say_date(date)) for date in found.dates),
        "Quantities": rows((number.span, say_quantity(number)) for number in found.quantities),
    }
    return ((title, table) for title, table in tables.items() if table)
