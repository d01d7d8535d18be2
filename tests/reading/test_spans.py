"""Finding by place gives what looking at everything would give."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.document import Span
from onrecord.reading.spans import Spans


@dataclass(frozen=True)
class Thing:
    span: Span


spans = st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
things = st.lists(spans.map(Thing), max_size=12)


@given(things, spans)
def test_what_overlaps_a_span_is_found_and_nothing_else(items, span):
    assert sorted(t.span for t in items if t.span.overlaps(span)) == [t.span for t in Spans(items).overlapping(span)]


@given(things, spans)
def test_what_lies_inside_a_span_is_found_and_nothing_else(items, span):
    assert sorted(t.span for t in items if span.contains(t.span)) == [t.span for t in Spans(items).inside(span)]


@given(things, spans)
def test_what_holds_a_span_is_found(items, span):
    around = Spans(items).around(span)
    assert (around is not None) == any(t.span.contains(span) for t in items)


@given(st.integers(0, 80))
def test_the_last_before_a_position_is_found_among_things_side_by_side(position):
    row = [Thing(Span(start, start + 4)) for start in range(0, 60, 5)]
    last = Spans(row).last_before(position)
    assert last == max((t for t in row if t.span.end <= position), key=lambda t: t.span, default=None)
