"""What a check returns: verdicts then and now with their evidence, and findings.

These types are the contract with every report; `to_dict` of `CheckedArticle` is the documented JSON.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from onrecord.reading.claims.claim import Claim
from onrecord.reading.document import Document, Span
from onrecord.record.vintages import Fact
from onrecord.terms.ids import stable_id
from onrecord.terms.labels import Label
from onrecord.terms.time import Day


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as a report shows it; `address` is empty where the record has only a mirror."""

    source: str
    publisher: str
    published: str
    tier: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of the record that bears on a claim.

    `statement` says in our own words what the row holds; `decisive` marks the rows that made the verdict;
    `known_from` is the day from which the public could know it, `basis` how that is known. `fact` is what the row is a
    word on: two rows of one fact are vintages of it, or two sources.
    """

    statement: str
    sources: tuple[SourceLine, ...]
    known_from: Day
    basis: str = "stated"
    decisive: bool = True
    note: str = ""
    fact: Fact = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """One definition under which a vague claim was tried.

    `holds` is True, False, or None where the record cannot tell. `numbers` is the arithmetic in words
    ("81.1 million a month in Q1 2025, 22.6 million in Q2 2025: down 72.2%").
    """

    name: str
    holds: bool | None
    numbers: str
    note: str = ""
    sources: tuple[SourceLine, ...] = ()
    series: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a series: `known` is False where it became public after the article appeared."""

    start: Day
    end: Day
    value: float
    known: bool = True


@dataclass(frozen=True, slots=True)
class Series:
    """A series for a chart, in the metric's unit; `counter` series are shown as growth per period."""

    id: str
    name: str
    unit: str
    points: tuple[Point, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """How the record was asked: in words, and in SQL that can be run again."""

    words: str
    sql: str = ""
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class UsedSeries:
    """A series that a verdict on a statement about series looked at: its metric, the years that matter, its places."""

    metric: str
    first: int
    last: int
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the record says of a claim as of a day.

    `missing` names the datum that would decide, for Not Enough Evidence. `summary` is one or two sentences for a
    reader. `used` are the series and years of a statement about series. `tolerance` is how far a number was allowed to
    lie from the claimed one, `turns` which number would have changed the verdict; both are empty where none decided.
    """

    label: Label
    as_of: Day
    summary: str
    evidence: tuple[Evidence, ...] = ()
    definitions: tuple[Definition, ...] = ()
    missing: str = ""
    queries: tuple[Query, ...] = ()
    one_source: bool = False
    used: tuple[UsedSeries, ...] = ()
    tolerance: str = ""
    turns: str = ""

    def id(self, claim: Claim, vintage: str) -> str:
        """Return the verdict's id: a hash of claim, query and vintage (the digest of the record that was asked)."""
        asked = [(query.words, query.sql, query.parameters) for query in self.queries]
        return stable_id("verdict", claim.id, asked, self.as_of.isoformat(), vintage)


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim with its verdict on the day of the article and its verdict now."""

    claim: Claim
    then: Verdict
    now: Verdict
    series: tuple[Series, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the article that a finding points at."""

    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an editor should see that is no verdict.

    `kind` is `contradiction`, `unintroduced-name`, `unsourced-quantity` or `unresolved-date`; beside other articles
    also `derived`, `told-elsewhere`, and the kinds of `onrecord.copies.facts`.
    """

    kind: str
    places: tuple[Place, ...]
    message: str


@dataclass(frozen=True, slots=True)
class CheckedArticle:
    """The answer to "is this article right?": claims with verdicts, findings, and what was asked of which record."""

    document: Document
    then: Day
    now: Day
    vintage: str
    claims: tuple[CheckedClaim, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = field(default_factory=tuple)

    def to_dict(self) -> dict[str, Any]:
        """Return the documented JSON form (schema: `onrecord schema`)."""
        from onrecord.checking.as_dict import article_as_dict  # noqa: PLC0415 - the form is a module of its own

        return article_as_dict(self)
