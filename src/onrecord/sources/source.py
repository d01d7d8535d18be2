"""What a source is: which addresses it asks, and how a kept answer becomes rows.

Both are pure. `first` and `further` say what to ask, from the settings and from the answers that are kept already, so
a run that was cut goes on where it stopped. A parser reads kept bytes and nothing else; it can be run again any time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple, Protocol

from onrecord.terms.time import Day

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Request:
    """One address to ask, with GET.

    `slot` names the question: it is unique within a run and the same on every day (`models/12`), which is how a run
    that was cut finds what it has, and how a page is kept as the difference from that of an earlier day. `limit` is the
    number of bytes, decompressed, above which an answer is refused. `secret` names the environment variable whose value
    is sent as a bearer token; the value itself is never kept. `headers` go along wherever the host redirects to, so no
    secret may stand in them. `also` are statuses that are answers beside 200: 404 where it is news that a page is gone.
    An `optional` answer may fail to come, and the run is whole without it. With `robots` an address is asked only where
    the robots.txt of its host lets us. With `once` it is not asked again where any earlier run has kept its answer: an
    article is taken once.
    """

    address: str
    slot: str
    headers: Mapping[str, str] = field(default_factory=dict)
    limit: int = 50 * MEGABYTE
    secret: str = ""
    also: frozenset[int] = frozenset()
    optional: bool = False
    robots: bool = False
    once: bool = False


@dataclass(frozen=True, slots=True)
class Capture:
    """An answer as it was kept: all that is known of it but for the bytes, which `digest` names in the archive.

    `fetched_at` is in UTC. `address` is what was asked, `final_address` where redirects led. `headers` are the ones
    that matter (`archive.KEPT_HEADERS`), with names in lower case. `unchanged` says that the bytes are those of
    the earlier capture, sent again or not (304). `licence` is that of the source, as an SPDX name or `facts only`.
    """

    source: str
    slot: str
    address: str
    final_address: str
    status: int
    fetched_at: datetime
    headers: Mapping[str, str]
    digest: str
    size: int
    licence: str
    unchanged: bool = False

    @property
    def day(self) -> Day:
        """The day of the retrieval, in UTC: what was there for all to see on it.

        >>> at = datetime(2026, 11, 23, 23, 59, tzinfo=UTC)
        >>> Capture("ollama", "library", "", "", 200, at, {}, "", 0, "facts only").day
        datetime.date(2026, 11, 23)
        """
        return self.fetched_at.astimezone(UTC).date()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for a request, before it is kept; `body` is empty where the host answered 304 (`unchanged`)."""

    status: int
    final_address: str
    headers: Mapping[str, str]
    body: bytes
    unchanged: bool = False


class Fetch(Protocol):
    """Gets one answer; which one is used follows from the scheme of the address (`https`, `git+file`)."""

    def __call__(self, request: Request, earlier: Capture | None) -> Answer:
        """Ask; `earlier` is the capture of the same slot whose ETag or commit makes the question conditional.

        Raises `SourceFailed` where no usable answer came, after every retry that good manners allow.
        """


class Reading(NamedTuple):
    """One value of a series as a source showed it: the compact form of a row of `observations`.

    `day` is the last day of the period that the value is about. `published` is the publisher's own day where it gives
    one, else the day of the retrieval. The metric says over which window a value counts.
    """

    entity: str
    metric: str
    value: float
    day: Day
    published: Day


class Part(NamedTuple):
    """A part of a value that the answers of a run add up to, such as one model that names a base of a maker.

    The sum becomes a reading where the run saw all there is (`Watching` of the metric); without that it says nothing.
    """

    entity: str
    metric: str
    value: float
    day: Day


@dataclass(frozen=True, slots=True)
class Row:
    """One row of any table, with the columns that people edit; a column that is left out is empty.

    `place` says where in its source it stands, for messages on what is wrong with it.

    >>> Row("happenings", {"kind": "renamed", "entity": "deepseek"}).cells["kind"]
    'renamed'
    """

    table: str
    cells: Mapping[str, str]
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Watching:
    """A parser's word that it saw all there is: a series that is not among the readings of the run is not there.

    `scope` is how the names begin that were listed (`Qwen/`), empty for all; without a slash at its end it is one name
    (`Qwen/Qwen3-8B`). It becomes the heartbeat of the run, a row of `coverage`: values are stored only where they
    change, and this says that they were read. Where an answer was cut there is none: nobody knows what is gone then.
    """

    metric: str
    scope: str = ""
    completeness: str = "full"


@dataclass(frozen=True, slots=True)
class Document:
    """A page of prose that a run brought: its capture holds the bytes, the feed that named it the rest."""

    address: str
    title: str = ""
    publisher: str = ""
    published: str = ""


Parsed = Reading | Part | Row | Watching | Document


Parse = Callable[[Capture, bytes], Iterable[Parsed]]
"""Reads one kept answer.

Raises `Unreadable` where the answer has another shape than the parser is for.
"""


@dataclass(frozen=True, slots=True)
class Parser:
    """A way to read answers that holds for captures from one day to another (`until` is open where it still holds)."""

    since: Day
    parse: Parse
    until: Day | None = None

    def holds(self, day: Day) -> bool:
        """Say whether captures of a day have the shape that this parser reads."""
        return self.since <= day and (self.until is None or day < self.until)


class Source(Protocol):
    """One place that is collected: a frozen dataclass whose fields are its part of the settings (see `settings`)."""

    @property
    def name(self) -> str:
        """The name on the command line and in the settings: `huggingface`."""

    @property
    def cited(self) -> str:
        """The row of the table `sources` on which its rows rest: with its publisher, tier and licence."""

    @property
    def parsers(self) -> Sequence[Parser]:
        """All ways to read it, each with the days for which it holds."""

    def first(self, earlier: Mapping[str, Capture]) -> Sequence[Request]:
        """Return the questions with which a run starts; `earlier` are the captures of the last whole run, by slot."""

    def further(self, capture: Capture, body: bytes) -> Sequence[Request]:
        """Return the questions that an answer leads to: the next page, the pages that a list names.

        Raises `Unreadable` where the answer has another shape than expected.
        """
