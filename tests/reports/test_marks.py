"""Spans that nest, overlap and run over gaps are cut into pieces that print."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.document import Block, BlockKind, Document, Span
from onrecord.reports.marks import Mark, cut, paragraphs
from onrecord.reports.runs import runs_of
from onrecord.terms.labels import Label

TEXT = "The fair in Porto opens.\n\n• A bullet\n\nIts end is near."

spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).map(
    lambda pair: Span(min(pair), max(pair)) if pair[0] != pair[1] else Span(pair[0], pair[1] + 1)
)
marks = st.lists(st.tuples(st.sampled_from(["claim", "finding"]), spans), max_size=6).map(
    lambda found: [Mark(kind, number, 0, span) for number, (kind, span) in enumerate(found, 1)]
)


@given(marks, spans)
def test_the_pieces_are_the_text(found: list[Mark], span: Span) -> None:
    pieces = cut(TEXT, span, found)
    assert "".join(piece.text for piece in pieces) == span.of(TEXT)
    for piece in pieces:
        here = Span(piece.start, piece.start + len(piece.text))
        assert set(piece.marks) == {mark for mark in found if mark.span.contains(here)}


@given(marks)
def test_each_mark_begins_and_ends_once_and_tab_stops_once(found: list[Mark]) -> None:
    document = Document(TEXT)
    parts = [pieces for block in paragraphs(document, found) for _, pieces in block.parts]
    pieces = [piece for part in parts for piece in part]
    shown = {mark for piece in pieces for mark in piece.marks}
    for name in ("first", "last"):
        ends = [mark for piece in pieces for mark in getattr(piece, name)]
        assert sorted(ends, key=repr) == sorted(shown, key=repr)
    labels = dict.fromkeys(range(1, 7), Label.SUPPORTED)
    runs = runs_of(pieces, labels)
    stops = [element.claim for run in runs for element in run.elements if element.tab]
    stops += [ref.number for run in runs for ref in run.refs if ref.tab and ref.kind == "claim" and not ref.inside]
    assert sorted(stops) == sorted(mark.number for mark in shown if mark.kind == "claim")
    assert all(sum(bool(element.href) for element in run.elements) <= 1 for run in runs)


def test_a_dateline_opens_its_paragraph_and_a_bullets_sign_is_dropped() -> None:
    text = "  • One\n\nPorto, May 12- The fair opens.\n\nLoose words."
    document = Document(
        text,
        blocks=(
            Block(BlockKind.BULLET, Span(4, 7)),
            Block(BlockKind.DATELINE, Span(9, 23)),
            Block(BlockKind.PARAGRAPH, Span(24, 39)),
        ),
    )
    printed = paragraphs(document, [])
    assert [[kind for kind, _ in block.parts] for block in printed] == [
        ["bullet"],
        ["dateline", "paragraph"],
        ["text"],
    ]
