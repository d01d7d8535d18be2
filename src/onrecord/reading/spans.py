"""Things with spans, found by place without looking at all of them: an article may hold thousands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from onrecord.reading.document import Span


class HasSpan(Protocol):
    """Anything that stands somewhere in a text."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        ...


T = TypeVar("T", bound=HasSpan)


class Spans(Generic[T]):
    """Items in the order of their spans.

    >>> from onrecord.reading.document import Block, BlockKind
    >>> items = Spans([Block(BlockKind.BULLET, Span(0, 4)), Block(BlockKind.BULLET, Span(5, 9))])
    >>> [item.span.start for item in items.overlapping(Span(3, 6))], items.last_before(5).span.end
    ([0, 5], 4)
    """

    def __init__(self, items: Iterable[T]) -> None:
        """Sort the items by their spans."""
        self.items = sorted(items, key=lambda item: item.span)
        self._starts = [item.span.start for item in self.items]
        self._longest = max((item.span.end - item.span.start for item in self.items), default=0)

    def overlapping(self, span: Span) -> list[T]:
        """Return the items that share a character with a span."""
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_left(self._starts, span.end)
        return [item for item in self.items[first:last] if item.span.overlaps(span)]

    def inside(self, span: Span) -> list[T]:
        """Return the items that stand wholly inside a span."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [item for item in self.items[first:last] if span.contains(item.span)]

    def around(self, span: Span) -> T | None:
        """Return the first item that wholly contains a span."""
        return next((item for item in self.overlapping(span) if item.span.contains(span)), None)

    def last_before(self, position: int) -> T | None:
        """Return the last item that ends at or before a position, of those that do not overlap others."""
        last = bisect_right(self._starts, position)
        for item in reversed(self.items[max(0, last - 4) : last]):
            if item.span.end <= position:
                return item
        return None

    def ended_by(self, position: int, most: int) -> list[T]:
        """Return at most so many of the last items that end at or before a position, in order."""
        last = bisect_right(self._starts, position)
        upto = self.items[max(0, last - most - 4) : last]
        return [item for item in upto if item.span.end <= position][-most:]
