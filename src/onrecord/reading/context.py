"""An article with all its mentions and tagged sentences: what the claim readers work on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.reading.dates import find_dates
from onrecord.reading.document import STATING_BLOCKS, Document, Span
from onrecord.reading.mentions import DateMention, NameMention, NewModelMention, QuantityMention
from onrecord.reading.names import find_names, find_new_models, main_event
from onrecord.reading.quantities import find_quantities
from onrecord.reading.tagged import Tagged, tag
from onrecord.record.names import Names


@dataclass(frozen=True, slots=True)
class Context:
    """A read article: mentions over the whole text, and one tagged sentence for each sentence that states something."""

    document: Document
    names: tuple[NameMention, ...]
    new_models: tuple[NewModelMention, ...]
    dates: tuple[DateMention, ...]
    quantities: tuple[QuantityMention, ...]
    sentences: tuple[Tagged, ...]

    @property
    def main_event(self) -> NameMention | None:
        """The event that the article is about: the one it names most often, the first of them on a tie."""
        return main_event(self.names)

    def dates_in(self, span: Span) -> tuple[DateMention, ...]:
        """Return the resolved dates inside a span."""
        return tuple(d for d in self.dates if d.period is not None and span.contains(d.span))


def read_context(document: Document, names: Names, stems: Mapping[str, tuple[str, ...]]) -> Context:
    """Find all mentions of an article and tag its sentences."""
    mentions = find_names(document, names)
    new_models = find_new_models(document, mentions, dict(stems))
    # "Llama 9" is read whole, not as the family with a number behind it.
    mentions = tuple(m for m in mentions if not any(new.span.contains(m.span) for new in new_models))
    dates: list[DateMention] = []
    quantities: list[QuantityMention] = []
    tagged: list[Tagged] = []
    for sentence in document.sentences:
        if sentence.block.kind not in STATING_BLOCKS:
            continue
        own_dates = find_dates(document.text, document.published, sentence.span)
        own_quantities = find_quantities(document.text, sentence.span)
        dates += own_dates
        quantities += own_quantities
        inside = tuple(m for m in mentions if sentence.span.contains(m.span))
        new_inside = tuple(m for m in new_models if sentence.span.contains(m.span))
        tagged.append(tag(document, sentence, inside, new_inside, own_dates, own_quantities))
    return Context(document, mentions, new_models, tuple(dates), tuple(quantities), tuple(tagged))
