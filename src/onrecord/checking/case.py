"""A claim before the record: the view that is asked, the sources that may not testify, and how evidence is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from onrecord.checking.result import Evidence, Query, SourceLine, Verdict
from onrecord.measures.measure import Answer, Measure
from onrecord.measures.registry import COVERAGE
from onrecord.reading.claims.claim import Claim
from onrecord.reading.document import Document
from onrecord.record import View
from onrecord.record.names import fold
from onrecord.record.vintages import fact_of
from onrecord.terms.labels import Label, tier_rank
from onrecord.terms.time import ONE_DAY, Day, Period

Row = Mapping[str, Any]

_COMPLETENESS = ("full", "main", "partial", "thin")

SAME_STORY_DAYS = 4
"""A page of the same publisher this close to the article's day is taken for the article itself."""


Gathered = TypeVar("Gathered")


@dataclass(frozen=True)
class Case:
    """One claim asked of the record as of one day; `now` is True for the verdict as known today.

    `answers` are shared by the claims of one article: several of them ask the same, as of the same day.
    """

    claim: Claim
    document: Document
    view: View
    excluded: frozenset[str]
    now: bool
    answers: dict[str, Answer] = field(default_factory=dict, repr=False, compare=False)

    @property
    def day(self) -> Day:
        """The day whose knowledge is asked."""
        return self.view.day

    @property
    def article_day(self) -> Day:
        """The day of the article, which fixes what its words mean."""
        return self.document.published or self.view.day

    @property
    def is_dated(self) -> bool:
        """Whether the article says when it appeared; of one that does not, "now" may have been at any time."""
        return bool(self.document.dated_by)

    @property
    def readings(self) -> tuple[Period, ...]:
        """All periods that the date of the claim can mean, the likeliest first."""
        likeliest = (self.claim.period,) if self.claim.period else ()
        return (*likeliest, *self.claim.details.get("other_periods", ()))

    def ask(self, measure: Measure, words: str, **parameters: Any) -> Answer:
        """Ask a measure, and leave out rows that rest on the article itself or on a copy of it alone."""
        answer = self._asked(measure, words, **parameters)
        rows = tuple(row for row in answer.rows if self.may_testify(row))
        return Answer(answer.measure, words, rows, answer.sql, answer.parameters)

    def left_out(self, measure: Measure, words: str, **parameters: Any) -> tuple[Row, ...]:
        """Return the rows of an answer that rest on the article itself, or on a copy of it: they bear nothing out."""
        rows = self._asked(measure, words, **parameters).rows
        return tuple(row for row in rows if not self.may_testify(row))

    def _asked(self, measure: Measure, words: str, **parameters: Any) -> Answer:
        question = f"{measure.name} {self.view.day} {sorted(parameters.items())}"
        answer = self.answers.get(question) or measure.ask(self.view, words, **parameters)
        self.answers[question] = answer
        return answer

    def once(self, what: str, gather: Callable[[Case], Gathered]) -> Gathered:
        """Return what is gathered from the record alone, as of the day and by the sources that may testify.

        Nothing in it may lean on the claim or the article: others of the same day, and all as known now, share it.
        """
        key = (what, self.view.day, self.view.recorded_as_of, self.excluded)
        return self.view.record.memory.gathered(key, lambda: gather(self))

    def may_testify(self, row: Row) -> bool:
        """Say whether a source other than the article and its copies carries the row."""
        sources = row.get("sources")
        return sources is None or any(name not in self.excluded for name in sources)

    def sources(self, row: Row) -> tuple[str, ...]:
        """Return the sources that may testify: not the article's own, and those public by the day if any was."""
        known = self.view.record.sources
        allowed = tuple(name for name in row["sources"] if name not in self.excluded)
        days = {name: known[name]["published_at"] for name in allowed}
        public = tuple(name for name, day in days.items() if day is None or day <= self.day)
        return public or allowed

    def tier(self, row: Row) -> str:
        """Return the best tier among the sources of a row that may testify."""
        known = self.view.record.sources
        return min((known[name]["tier"] for name in self.sources(row)), key=tier_rank, default="W")

    def decides(self, row: Row) -> bool:
        """Say whether a row may decide: content farms and undated pages alone never do."""
        return self.tier(row) != "W"

    def evidence(self, row: Row, statement: str, *, decisive: bool = True, note: str = "") -> Evidence:
        """Write a row as evidence."""
        basis = {
            "recorded": "its day of publication is unknown; it counts from the day this record got it",
            "shown": "shown by its publisher at the time; the reading that was kept is later",
        }.get(row["basis"], "")
        if row["basis"] == "shown" and row.get("read"):
            basis += f", of {row['read'].isoformat()}"
        notes = "; ".join(part for part in (note, basis) if part)
        return Evidence(
            statement, self.source_lines(row), row["known_from"], row["basis"], decisive, notes, fact_of(row)
        )

    def source_lines(self, row: Row) -> tuple[SourceLine, ...]:
        """Write the sources of a row, best tier first; a mirror's address is not offered as a link."""
        known = self.view.record.sources
        lines = [
            SourceLine(
                name,
                known[name]["publisher"],
                known[name]["published"],
                known[name]["tier"],
                "" if known[name]["mirror"] == "yes" else known[name]["address"],
            )
            for name in self.sources(row)
        ]
        lines.sort(key=lambda line: (tier_rank(line.tier), not line.address))
        # A publisher that stands twice with one date is one line to a reader.
        return tuple({(line.publisher, line.published): line for line in reversed(lines)}.values())[::-1]

    def stories(self, rows: Iterable[Row]) -> int:
        """Count independent sources: copies of one text are one."""
        known = self.view.record.sources
        return len({known[name]["story"] or known[name]["publisher"] for row in rows for name in self.sources(row)})

    def stories_of(self, lines: Iterable[SourceLine]) -> int:
        """Count the independent sources of lines that a report shows."""
        known = self.view.record.sources
        return len({known[line.source]["story"] or line.publisher for line in lines})

    def entity(self, id_: str) -> Row | None:
        """Return who an entity is."""
        return self.view.record.entities.get(id_)

    def name(self, id_: str) -> str:
        """Return the name of an entity."""
        row = self.entity(id_)
        return str(row["name"]) if row else id_

    def ancestors(self, id_: str) -> tuple[str, ...]:
        """Return an entity and all that it belongs to: a city, its region, its country; a lab and its owner."""
        chain: list[str] = []
        at: str = id_
        while at and at not in chain:
            chain.append(at)
            row = self.entity(at)
            at = row["parent"] if row else ""
        return tuple(chain)

    def watched(self, table: str, subjects: Sequence[str], day: Day) -> Row | None:
        """Return the fullest word of coverage on subjects on a day; None where the record was not watching."""
        rows = self.ask(COVERAGE, "", watched=table, subjects=list(subjects)).rows
        there = [row for row in rows if row["period_start"] <= day < row["period_end"]]
        return min(there, key=lambda row: _COMPLETENESS.index(row["completeness"]), default=None)


def period_of_row(row: Row) -> Period:
    """Return the period that a row is about."""
    return Period(row["period_start"], row["period_end"])


def query_of(answer: Answer) -> Query:
    """Write an answered question as it stands in a report."""
    parameters = tuple((name, str(value)) for name, value in sorted(answer.parameters.items()))
    return Query(answer.words, answer.sql, parameters)


def not_enough(case: Case, summary: str, missing: str, **parts: Any) -> Verdict:
    """Return Not Enough Evidence with the datum that is missing."""
    return Verdict(Label.NOT_ENOUGH, case.day, summary, missing=missing, **parts)


def sources_of_article(document: Document, sources: Mapping[str, Row]) -> frozenset[str]:
    """Return the sources that are the article itself, or a copy or rewrite of the same story: none may testify.

    What was public well before the article is no copy of it: a study that is retold is what the tale is checked by.
    """
    own = {name for name, source in sources.items() if _is_the_article(document, source)}
    stories = {sources[name]["story"] for name in own} - {""}
    told = {name for name, source in sources.items() if source["story"] in stories}
    return frozenset(own | {name for name in told if not _is_older(document, sources[name])})


def _is_older(document: Document, source: Row) -> bool:
    """Say whether a source was public well before the article."""
    published, day = source["published_at"], document.published if document.dated_by else None
    return published is not None and day is not None and bool(published < day - SAME_STORY_DAYS * ONE_DAY)


def _is_the_article(document: Document, source: Row) -> bool:
    if document.address and document.address == source["address"]:
        return True
    publisher = _folded(document.publisher).strip()
    if not publisher or publisher not in _folded(source["publisher"]):
        return False
    published = source["published_at"]
    if published is None or document.published is None:
        return True
    return bool(abs(published - document.published) <= SAME_STORY_DAYS * ONE_DAY)


@lru_cache(maxsize=4096)
def _folded(publisher: str) -> str:
    return fold(publisher)


def merge_labels(labels: Sequence[Label]) -> Label:
    """Return the label of a claim whose parts have these: right only if every part is.

    >>> merge_labels([Label.SUPPORTED, Label.REFUTED]), merge_labels([Label.SUPPORTED, Label.NOT_ENOUGH])
    (<Label.REFUTED: 'Refuted'>, <Label.NOT_ENOUGH: 'Not Enough Evidence'>)
    """
    for label in (Label.REFUTED, Label.CONFLICTING, Label.NOT_ENOUGH):
        if label in labels:
            return label
    return Label.SUPPORTED
