"""A document with its mentions and claims, before anything is checked: what reading found, each with its exact span."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.claims.claim import Claim
from onrecord.reading.claims.find import find_claims
from onrecord.reading.context import read_context
from onrecord.reading.document import Document
from onrecord.reading.mentions import DateMention, NameMention, NewModelMention, QuantityMention
from onrecord.record import Record
from onrecord.record.names import Names, model_stems


@dataclass(frozen=True, slots=True)
class Annotated:
    """A read document: its mentions in the order of the text, and its claims, none of them checked.

    `vintage` is the record whose names were looked for.
    """

    document: Document
    vintage: str
    names: tuple[NameMention, ...]
    new_models: tuple[NewModelMention, ...]
    dates: tuple[DateMention, ...]
    quantities: tuple[QuantityMention, ...]
    claims: tuple[Claim, ...]

    @property
    def all_names(self) -> tuple[NameMention | NewModelMention, ...]:
        """The names on record, and behind them those of models that the record does not hold."""
        return (*self.names, *self.new_models)


def annotate(document: Document, record: Record) -> Annotated:
    """Return the mentions and the claims of a document, with the names that the record knows.

    >>> from onrecord import open_record, read
    >>> found = annotate(read("The AI Action Summit drew over 1,000 guests to Paris."), open_record())
    >>> found.claims[0].quote, found.claims[0].type.value
    ('AI Action Summit drew over 1,000 guests', 'level')
    >>> [found.document.quote(name.span) for name in found.names]
    ['AI Action Summit', 'Paris']

    Where the document has no day, dates that lean on it ("last week") have no period.
    """
    context = read_context(document, Names.of(record), model_stems(record))
    return Annotated(
        document,
        record.vintage,
        # What a claim's words leave out is understood and stands nowhere: there is nothing to mark.
        tuple(name for name in context.names if name.span.start < name.span.end),
        context.new_models,
        context.dates,
        context.quantities,
        find_claims(context),
    )
