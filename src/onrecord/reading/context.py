"""An article with all its mentions and tagged sentences: what the claim readers work on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from onrecord.reading.dates import find_dates
from onrecord.reading.document import STATING_BLOCKS, BlockKind, Document, Sentence, Span
from onrecord.reading.mentions import DateMention, NameMention, NewModelMention, QuantityMention
from onrecord.reading.names import find_names
from onrecord.reading.new_models import find_new_models
from onrecord.reading.occasions import event_told, occasions_told, series_told
from onrecord.reading.quantities import find_quantities
from onrecord.reading.references import main_event
from onrecord.reading.spans import Spans
from onrecord.reading.tagged import Tagged, tag
from onrecord.record.names import Names, Occasion

LONGEST = 5000
"""A sentence of more characters is a table or a list gone wrong: its names are kept, and no claim is read in it."""


_WHERE = re.compile(r"\b(?:in|at|to|from|outside|near) (?:the )?$")
"""What stands before the place of an event; a state may also sign, send or say something."""


@dataclass(frozen=True)
class Context:
    """A read article: mentions over the whole text, and one tagged sentence for each sentence that states something."""

    document: Document
    names: tuple[NameMention, ...]
    new_models: tuple[NewModelMention, ...]
    dates: tuple[DateMention, ...]
    quantities: tuple[QuantityMention, ...]
    sentences: tuple[Tagged, ...]
    known: Names | None = None

    @cached_property
    def main_event(self) -> NameMention | None:
        """The event that the article is about: the one it names most often, else the one that its headline tells."""
        named = main_event(self.names)
        if named or self.known is None:
            return named
        told = event_told(occasions_told(self.document, self.names, self.known), Span(0, 0))
        return told or series_told(self.document, self.names, self.known)

    @property
    def occasions(self) -> tuple[Occasion, ...]:
        """The editions of all events."""
        return self.known.occasions if self.known else ()

    def event_spoken_of(self, tagged: Tagged) -> NameMention | None:
        """Return the event that a sentence without an event's name speaks of: the one that the article is about.

        A place in the sentence may mean an earlier edition of it ("58 signatories had backed the text in Paris"); where
        it fits none, the sentence may speak of anything.
        """
        event = self.main_event
        places = {
            m.best.id
            for mark, m in tagged.names()
            if m.role == "place" and _WHERE.search(tagged.text[: tagged.text.find(f"<{mark}>")])
        }
        if event is None or not places:
            return event
        own = next((one.series for one in self.occasions if one.meaning.id == event.best.id), event.best.id)
        there = {one.meaning.id: one for one in self.occasions if one.series == own and places & set(one.places[:1])}
        if event.best.id in there or len({one.places[0] for one in self.occasions if one.series == own}) == 1:
            return event
        return replace(event, meanings=(next(iter(there.values())).meaning,)) if len(there) == 1 else None

    @cached_property
    def headline(self) -> tuple[NameMention, ...]:
        """The names of the headline, in their order; none where the article has no headline."""
        return tuple(mention for mention in self.names if mention.span.end <= self._headline_end)

    @cached_property
    def headline_model(self) -> NameMention | None:
        """The one model that the headline names: what a line without a subject says is said of it."""
        models = {mention.ids: mention for mention in self.headline if mention.role == "model"}
        return next(iter(models.values())) if len(models) == 1 else None

    @cached_property
    def headline_new_model(self) -> NewModelMention | None:
        """The one model of the headline that the record does not hold: what is not out yet."""
        models = {mention.name: mention for mention in self.new_models if mention.span.end <= self._headline_end}
        return next(iter(models.values())) if len(models) == 1 else None

    @cached_property
    def _headline_end(self) -> int:
        """Where the headline ends; 0 where the article has none."""
        blocks = self.document.blocks
        return blocks[0].span.end if blocks and blocks[0].kind is BlockKind.HEADLINE else 0

    @cached_property
    def _dates(self) -> Spans[DateMention]:
        return Spans(self.dates)

    @cached_property
    def _sentences(self) -> Spans[Sentence]:
        return Spans(tagged.sentence for tagged in self.sentences)

    @cached_property
    def _tagged(self) -> dict[Span, Tagged]:
        return {tagged.sentence.span: tagged for tagged in self.sentences}

    @cached_property
    def _names(self) -> Spans[NameMention]:
        return Spans(self.names)

    def dates_in(self, span: Span) -> tuple[DateMention, ...]:
        """Return the resolved dates inside a span."""
        return tuple(d for d in self._dates.inside(span) if d.period is not None)

    def sentence_of(self, span: Span) -> Sentence | None:
        """Return the sentence in which a span stands."""
        return self._sentences.around(span)

    def tagged_around(self, span: Span) -> Tagged | None:
        """Return the tagged sentence in which a span stands."""
        sentence = self.sentence_of(span)
        return self._tagged[sentence.span] if sentence else None

    def before(self, span: Span, length: int) -> str:
        """Return the last characters before a span, at most so many."""
        return self.document.text[max(0, span.start - length) : span.start]

    def name_at(self, position: int) -> NameMention | None:
        """Return the name that covers a position."""
        return next(iter(self._names.overlapping(Span(position, position + 1))), None)


def read_context(document: Document, names: Names, stems: Mapping[str, tuple[str, ...]]) -> Context:
    """Find all mentions of an article and tag its sentences."""
    mentions = find_names(document, names)
    new_models = tuple(find_new_models(document, mentions, stems))
    new = Spans(new_models)
    # "Llama 9" is read whole, not as the family with a number behind it.
    mentions = tuple(m for m in mentions if new.around(m.span) is None)
    known = Spans(mentions)
    dates: list[DateMention] = []
    quantities: list[QuantityMention] = []
    tagged: list[Tagged] = []
    for sentence in document.sentences:
        if sentence.block.kind not in STATING_BLOCKS or sentence.span.end - sentence.span.start > LONGEST:
            continue
        own_dates = find_dates(document.text, document.published, sentence.span)
        own_quantities = find_quantities(document.text, sentence.span, own_dates)
        dates += own_dates
        quantities += own_quantities
        inside, new_inside = known.inside(sentence.span), new.inside(sentence.span)
        tagged.append(tag(document, sentence, inside, new_inside, own_dates, own_quantities))
    return Context(document, mentions, new_models, tuple(dates), tuple(quantities), tuple(tagged), names)
