"""What a statement about a series says, in parts that can be asked of a record."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.reading.series.amounts import Amount
from onrecord.reading.series.years import Years


class Shape(StrEnum):
    """The kinds of statements about series."""

    LEVEL = "level"
    CHANGE = "change"
    TREND = "trend"
    COMPARISON = "comparison"
    PERIODS = "periods"
    RANK = "rank"
    EXTREME = "extreme"
    ABSENCE = "absence"
    SHARE = "share"


FEWER = frozenset(
    {"fewer", "less", "lower", "smaller", "poorer", "cheaper", "shorter", "younger", "below", "down", "behind"}
)
"""Words by which something has less of a thing than another."""

UNDATED = "when that was"
"""What is missing of a movement whose time hangs on something that nobody dated."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One part of a sentence that a record of series can bear out or not.

    `topic` is the text that names what is measured, the rest blanked out; `context` the same of the whole claim.
    `places` are codes of `data/places`, `against` those it is compared with, `scope` the group within which it is
    ranked, `whole` what a share is of. `direction` is +1 or -1 (more, rising, highest), `rank` counts from that end.
    `every` asks every year, `average` their mean, `combined` the sum of places. `novel`: for the first time.
    `denied`: a number that is said not to have been reached. `stepwise`: the movement is one of every single year.
    `rest` counts what is not of the place; `worst` asks for what is least good, whichever
    way that lies; `implied` says that the place is that of "we", which nobody named.
    `open` is what keeps the statement from being decided at all, `unread` what keeps it from being borne out.
    """

    shape: Shape
    start: int
    end: int
    topic: str
    context: str
    places: tuple[str, ...]
    years: Years | None = None
    against_years: Years | None = None
    amount: Amount | None = None
    before: Amount | None = None
    direction: int = 0
    rank: int = 1
    scope: str = ""
    among: str = ""
    against: tuple[str, ...] = ()
    against_topic: str = ""
    whole: str = ""
    every: bool = False
    average: bool = False
    combined: bool = False
    negated: bool = False
    novel: bool = False
    forecast: bool = False
    denied: bool = False
    cause: bool = False
    stepwise: bool = False
    rest: bool = False
    implied: bool = False
    worst: bool = False
    open: str = ""
    unread: str = ""
