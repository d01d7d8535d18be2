"""Mentions: spans of a text that name an entity, a date or a quantity."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.document import Span
from onrecord.record.names import Meaning
from onrecord.terms.quantity import Quantity
from onrecord.terms.time import Period


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name with what it can mean here, best first; more than one meaning is an ambiguity that is kept.

    `role` is how the claim grammar sees it: event, place, government, person, organisation, model, family, policy,
    product.
    `year` is the edition's year where one stands beside an event's name, `place` the place that the name itself carries
    ("the Paris summit"). A `reference` ("the conference", "the
    company") names nothing itself and means what was named before it; what is `described` ("China's AI summit") is not
    named anywhere, and something else may be meant.
    """

    span: Span
    role: str
    meanings: tuple[Meaning, ...]
    year: int | None = None
    reference: bool = False
    place: Meaning | None = None
    described: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all meanings."""
        return tuple(meaning.id for meaning in self.meanings)

    @property
    def best(self) -> Meaning:
        """The likeliest meaning."""
        return self.meanings[0]


@dataclass(frozen=True, slots=True)
class NewModelMention:
    """A model name that the record does not hold, read by its form: DeepSeek's R2, Llama 9.

    `makers` are the ids of the makers that it can belong to, by the maker named beside it or by its family.
    """

    span: Span
    name: str
    makers: tuple[str, ...]
    family: str = ""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression with the period that it stands for; None where it cannot be resolved.

    `value` is the TIMEX3 value (2025-07-26, 2025-W30-WE, 2025-SP, P3D), `type` DATE, TIME, DURATION or SET.
    """

    span: Span
    period: Period | None
    value: str
    type: str = "DATE"


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A number with its unit and wording: "over 300,000 visitors", "$100 billion", "72.2 %"."""

    span: Span
    quantity: Quantity
    digits: str
