"""The words of a watch list: what is kept of articles, claims and verdicts, and what a run has to tell.

All of it is plain enough to be written as JSON and read back; the JSON of a report is the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.checking.result import SourceLine
from onrecord.record.vintages import Fact
from onrecord.terms.labels import Label
from onrecord.terms.time import Day

Cause = Literal["facts", "names", "reading", "rules"]
"""Why a verdict is another one.

`facts`: the record holds other rows. `names`: the same version reads the article otherwise, for the record knows other
names. `reading`: a new version of onrecord reads it otherwise. `rules`: a new version decides otherwise on the same
rows.
"""

Change = Literal["new", "revised", "ended", "decides now", "decides no more"]
"""What became of a row: the record got it, holds another word on the fact, or ended it; or it only weighs otherwise."""


@dataclass(frozen=True, slots=True)
class Head:
    """An article for a reader: `name` is what it was called when it was added."""

    id: str
    title: str
    publisher: str
    published: Day | None
    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim of an article: its exact words and place, and `reading`, a digest of how it was read.

    `until` is the last day of the time that a forecast speaks of; after it the claim can be decided.
    """

    id: str
    start: int
    end: int
    quote: str
    type: str
    modality: str
    speaker: str
    subject: str
    subject_name: str
    until: Day | None
    reading: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row that bore on a verdict, as it was then."""

    statement: str
    fact: Fact
    known_from: Day
    decisive: bool
    note: str
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """A definition under which a claim was tried, and whether it held."""

    name: str
    holds: bool | None
    numbers: str


@dataclass(frozen=True, slots=True)
class Told:
    """A verdict that was given, by a record of a vintage."""

    id: str
    label: Label
    as_of: Day
    vintage: str
    summary: str
    missing: str
    one_source: bool
    rows: tuple[Row, ...]
    trials: tuple[Trial, ...]

    @property
    def substance(self) -> tuple[object, ...]:
        """What makes it another verdict: not the day on which it was asked, nor a sentence that counts the days."""
        return self.label, self.missing, self.rows, self.trials


@dataclass(frozen=True, slots=True)
class KeptClaim:
    """A claim with its verdict by what was public on the day of the article, and by what is known now."""

    statement: Statement
    then: Told
    now: Told

    @property
    def substance(self) -> tuple[object, ...]:
        """What must be kept again when it changes."""
        return self.statement, self.then.substance, self.now.substance


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict as a report shows it."""

    id: str
    verdict: Label
    as_of: Day
    vintage: str
    summary: str
    missing: str

    @classmethod
    def of(cls, told: Told) -> Verdict:
        """Leave out the rows."""
        return cls(told.id, told.label, told.as_of, told.vintage, told.summary, told.missing)


@dataclass(frozen=True, slots=True)
class Turn:
    """A verdict, and the one in its place."""

    before: Verdict
    after: Verdict

    @property
    def flipped(self) -> bool:
        """Whether the label is another one."""
        return self.before.verdict is not self.after.verdict


@dataclass(frozen=True, slots=True)
class RowChange:
    """What became of a row that decided; `before` is the earlier word where it was revised."""

    change: Change
    statement: str
    before: str
    known_from: Day
    note: str
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class TrialChange:
    """A definition under which the claim holds otherwise than before; None where it cannot tell, or is not tried."""

    name: str
    before: bool | None
    after: bool | None
    numbers: str


@dataclass(frozen=True, slots=True)
class Flip:
    """A claim whose verdict is another one than at the last check: by what is known now, or was known then, or both.

    `rows` are those that the newer record holds and the older did not, or the other way, among those that decided.
    """

    id: str
    day: Day
    article: Head
    claim: Statement
    now: Turn
    then: Turn
    cause: Cause
    rows: tuple[RowChange, ...]
    definitions: tuple[TrialChange, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """An article that is read otherwise than at the last check: claims that came, and claims that are gone."""

    id: str
    day: Day
    article: Head
    cause: Cause
    came: tuple[Statement, ...]
    gone: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A forecast whose time has come: `decided` where the record reaches beyond its last day and tells."""

    id: str
    day: Day
    article: Head
    claim: Statement
    verdict: Verdict
    decided: bool


@dataclass(frozen=True, slots=True)
class Open:
    """A forecast whose time has not come, with the verdict so far."""

    article: Head
    claim: Statement
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something that the record newly shows of a subject: a successor `overdue`, a value that is a `record`."""

    id: str
    day: Day
    kind: Literal["overdue", "highest", "lowest"]
    subject: str
    subject_name: str
    metric: str
    words: str
    sources: tuple[SourceLine, ...]


Event = Flip | Reading | Due | Announcement
"""What a run has to tell."""
