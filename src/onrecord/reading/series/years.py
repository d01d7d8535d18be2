"""Years that a text names, and how they stand to what it states."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TimeKind(StrEnum):
    """How a date stands to the statement."""

    POINT = "point"
    SPAN = "span"
    SINCE = "since"
    LAST = "last"
    WITHIN = "within"
    RECENT = "recent"
    BEFORE = "before"
    UNTIL = "until"
    NOW = "now"
    TERM = "term"
    EVER = "ever"


@dataclass(frozen=True, slots=True)
class Years:
    """Years that a text names, both included; `first` is None where nothing says when they begin.

    `fine` marks a date finer than a year (a month, a day), `season` a pair such as 2016/17 that means one year.
    `spread` is by how many years the beginning may lie later: "since the early 1990s".
    """

    start: int
    end: int
    kind: TimeKind
    first: int | None
    last: int
    fine: bool = False
    season: bool = False
    spread: int = 0
