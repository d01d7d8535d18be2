"""What a claim is: exact words, a type, a modality, and what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from onrecord.reading.document import Span
from onrecord.terms.ids import stable_id
from onrecord.terms.time import Period


class ClaimType(StrEnum):
    """The claim types of the design; each is one module of this folder."""

    EVENT_PLACE = "event-place"
    EVENT_DATE = "event-date"
    EDITION = "event-edition"
    ATTENDANCE = "attendance"
    EXTREME = "extreme"
    POLICY_DATE = "policy-date"
    POLICY_CONTENT = "policy-content"
    AUTHOR = "policy-author"
    SEQUENCE = "sequence"
    RELEASE = "release"
    ABSENCE_OF_RELEASE = "absence-of-release"
    TREND = "trend"
    PACE = "pace"
    TARGET = "target"
    LEVEL = "level"
    CHANGE = "change"
    SHARE = "share"
    RANK = "rank"
    COMPARISON = "comparison"
    PLACE = "place"
    FOUNDING = "founding"
    ATTRIBUTION = "attribution"
    ROLE = "role"
    DEAL = "deal"
    WEIGHTS = "weights"
    MAKER = "maker"
    TRAINING = "training"
    HAPPENING = "happening"
    OPINION = "opinion"


class Modality(StrEnum):
    """How the article says it."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    FORECAST = "forecast"
    ATTRIBUTED = "attributed"
    CONDITIONAL = "conditional"
    DENIED = "denied"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that could be true or false.

    `span` are its exact words at the first place that states it in the body, `places` all places that say the same
    (headline, summary bullet, body), the first of them equal to `span`. `subject` is an id of the record or plain words
    where nothing on record is meant. `details` holds what the type needs, by the names that its module documents, and
    `other_periods`: what else a date without its year or week can mean.
    """

    type: ClaimType
    span: Span
    quote: str
    subject: str
    subject_name: str
    modality: Modality = Modality.ASSERTED
    speaker: str = ""
    period: Period | None = None
    places: tuple[Span, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """An id that depends on the words, their place and the type."""
        return stable_id("claim", self.type, self.span.start, self.span.end, self.quote)
