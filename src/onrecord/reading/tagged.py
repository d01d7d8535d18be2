"""A sentence as the claim grammar sees it: lower case, with a mark for every mention.

"WAIC 2025 will open in Shanghai on July 26" becomes `<event:0> will open in <place:1> on <date:0>`; a pattern of the
grammar names the marks it wants, and every match leads back to the exact characters of the article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.reading.document import Document, Sentence, Span
from onrecord.reading.mentions import DateMention, NameMention, NewModelMention, QuantityMention
from onrecord.record.names import fold

Mention = NameMention | NewModelMention | DateMention | QuantityMention

MARK = re.compile(r"<[a-z]+:\d+>(?:'s\b)?")
"""The mark of a mention, with the ending that says whose something is."""

_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\n": " ", "\t": " ", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence with marks; `starts` and `sources` map its characters back to the article."""

    sentence: Sentence
    text: str
    starts: tuple[int, ...]
    sources: tuple[int, ...]
    mentions: dict[str, Mention]
    end: int

    def span(self, start: int, end: int) -> Span:
        """Return the span in the article of a range of the tagged text."""
        return Span(self._source(start), self._source_end(end))

    def _source(self, position: int) -> int:
        at = bisect_right(self.starts, position) - 1
        inside = position - self.starts[at]
        is_mark = self.text.startswith("<", self.starts[at]) and self._mark_at(self.starts[at]) is not None
        return self.sources[at] + (0 if is_mark else inside)

    def _source_end(self, position: int) -> int:
        if position <= 0:
            return self.sources[0]
        at = bisect_right(self.starts, position - 1) - 1
        mark = self._mark_at(self.starts[at])
        if mark is not None:
            return self.mentions[mark].span.end
        return self.sources[at] + (position - self.starts[at])

    def _mark_at(self, position: int) -> str | None:
        if not self.text.startswith("<", position):
            return None
        close = self.text.find(">", position)
        mark = self.text[position + 1 : close]
        return mark if mark in self.mentions else None

    def names(self, start: int = 0, end: int | None = None) -> Iterator[tuple[str, NameMention]]:
        """Yield the names whose marks stand between two positions, in order, with their marks."""
        stop = len(self.text) if end is None else end
        for mark, mention in self.mentions.items():
            if isinstance(mention, NameMention) and start <= self.text.find(f"<{mark}>") < stop:
                yield mark, mention


def tag(
    document: Document,
    sentence: Sentence,
    names: Sequence[NameMention],
    new_models: Sequence[NewModelMention],
    dates: Sequence[DateMention],
    quantities: Sequence[QuantityMention],
) -> Tagged:
    """Mark the mentions of a sentence; where two overlap, a name wins over a date and a date over a number."""
    chosen: list[tuple[Span, str, Mention]] = []
    for group, kind in ((names, ""), (new_models, "newmodel"), (dates, "date"), (quantities, "qty")):
        for mention in group:
            if kind == "date" and isinstance(mention, DateMention) and mention.period is None:
                continue
            if any(mention.span.overlaps(span) for span, _, _ in chosen):
                continue
            chosen.append((mention.span, kind or mention.role, mention))  # type: ignore[union-attr]
    chosen.sort(key=lambda item: item[0])
    return _write(document, sentence, chosen)


def _write(document: Document, sentence: Sentence, chosen: list[tuple[Span, str, Mention]]) -> Tagged:
    pieces: list[str] = []
    starts: list[int] = []
    sources: list[int] = []
    mentions: dict[str, Mention] = {}
    length = 0
    position = sentence.span.start

    def put(piece: str, source: int) -> None:
        nonlocal length
        if piece:
            pieces.append(piece)
            starts.append(length)
            sources.append(source)
            length += len(piece)

    for number, (span, role, mention) in enumerate(chosen):
        put(_plain(document.text[position : span.start]), position)
        mark = f"{role}:{number}"
        mentions[mark] = mention
        # A subject that the line leaves out has no width, and needs a space of its own.
        put(f"<{mark}>" if span.end > span.start else f"<{mark}> ", span.start)
        position = span.end
    put(_plain(document.text[position : sentence.span.end]), position)
    return Tagged(sentence, "".join(pieces), tuple(starts), tuple(sources), mentions, sentence.span.end)


def _plain(text: str) -> str:
    # "<" in the article must never look like a mark.
    return fold(text.translate(_PLAIN).replace("<", "(").replace(">", ")"))
