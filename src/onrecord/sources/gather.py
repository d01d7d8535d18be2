"""One run of one source: ask, keep what comes, and follow where it leads; a run that was cut is taken up again."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from onrecord.sources.archive import KEPT_HEADERS, Archive
from onrecord.sources.bodies import Bodies
from onrecord.sources.journal import Journal, Run
from onrecord.sources.source import Answer, Capture, Fetch, Request, Source
from onrecord.terms.errors import SourceFailed, Unreadable

Clock = Callable[[], datetime]
"""Tells the time, with its zone; it is asked once for every answer."""

Told = Callable[[str, int, int], None]
"""Called with what is being asked, how many questions have an answer, and how many are known."""

MOST_QUESTIONS = 200_000
"""A list whose pages never end is no list."""

LONGEST_RUN = timedelta(days=3)

CLOCKS_APART = timedelta(days=2)
"""How far the clock of this machine may be from that of the hosts; copies in between make theirs late by hours."""


@dataclass(frozen=True, slots=True)
class _Ask:
    """A question, with the digests of the answers that led to it."""

    request: Request
    behind: frozenset[str] = frozenset()


def gather(source: Source, archive: Archive, fetch: Fetch, clock: Clock, *, licence: str, told: Told) -> Run:
    """Make a run of a source, or end one that was cut, and return it; `licence` is noted with every answer.

    Only for whoever holds `archive.running`. A run that fails is noted with its reason: as cut, to be resumed, or as
    given up where its answers contradict one another; the answers are kept.

    Raises `SourceFailed` where the clock went back behind the last run, and `BadRecord` where the archive is damaged.
    """
    asks = hashlib.sha256(repr(source).encode()).hexdigest()[:16]
    last = archive.last_whole(source.name)
    now = clock()
    if last is not None and last.ended is not None and now < last.ended - CLOCKS_APART:
        raise SourceFailed(
            f"The clock of this machine says {now:%Y-%m-%d %H:%M}, which is before the last run of {source.name} "
            f"({last.ended:%Y-%m-%d %H:%M}): set it."
        )
    journal = archive.journal(source.name, asks, now)
    earlier = last.by_slot if last else {}
    bodies = archive.bodies_of(source.name)
    run = _Gathering(source, archive, fetch, clock, licence, journal, bodies, earlier, told)
    try:
        run.all()
        ended = clock()
        _refuse_wrong_clock(journal, ended)
    except (Unreadable, _Contradiction) as error:
        return journal.end("given up", clock(), str(error))
    except SourceFailed as error:
        return journal.end("cut", clock(), str(error))
    return journal.end("whole", ended)


class _Contradiction(SourceFailed):
    """The answers of a run contradict one another: none of them is used."""


@dataclass(frozen=True, slots=True)
class _Gathering:
    source: Source
    archive: Archive
    fetch: Fetch
    clock: Clock
    licence: str
    journal: Journal
    bodies: Bodies
    earlier: Mapping[str, Capture]
    told: Told
    slots_taken: set[str] = field(default_factory=set)

    def all(self) -> None:
        """Ask everything; what the journal holds already is not asked again."""
        waiting = deque(_Ask(request) for request in self.source.first(self.earlier))
        slots: set[str] = set()
        addresses: set[str] = set()
        while waiting:
            ask = waiting.popleft()
            request = ask.request
            if request.once and (request.address in addresses or self._taken(request)):
                continue
            if request.slot in slots or request.address in addresses:
                raise _Contradiction(f"{self.source.name} leads to {request.address} twice: its pages go in a circle.")
            if len(slots) >= MOST_QUESTIONS:
                raise _Contradiction(f"{self.source.name} leads to more than {MOST_QUESTIONS:,} pages: it has no end.")
            slots.add(request.slot)
            addresses.add(request.address)
            self.told(f"{self.source.name}: {request.slot}", len(slots), len(slots) + len(waiting))
            capture = self._capture(request)
            if capture is None:
                continue
            if capture.digest in ask.behind:
                raise _Contradiction(f"{capture.address} gives the same page as one before it: its pages repeat.")
            body = self.bodies.get(capture.digest)
            behind = ask.behind | {capture.digest}
            waiting.extend(_Ask(further, behind) for further in self._further(capture, body))

    def _further(self, capture: Capture, body: bytes) -> Sequence[Request]:
        try:
            return self.source.further(capture, body)
        except Unreadable:
            raise
        except Exception as error:  # what a source did not expect is a shape that it does not know
            raise Unreadable(f"{capture.address}: {type(error).__name__}: {error}.") from error

    def _taken(self, request: Request) -> bool:
        """Say whether an earlier run has the answer; one that was cut for good has none that was ever read."""
        if request.slot in self.journal.captures:
            return False
        if not self.slots_taken:
            runs = (run for run in self.archive.runs_after(self.source.name, {}) if run.state == "whole")
            self.slots_taken.update(capture.slot for run in runs for capture in run.captures)
        return request.slot in self.slots_taken

    def _capture(self, request: Request) -> Capture | None:
        """Return the answer to a question, from the journal or from outside; None where it may fail and did."""
        if request.slot in self.journal.captures:
            return self.journal.captures[request.slot]
        if request.slot in self.journal.missed:
            return None
        earlier = self.earlier.get(request.slot)
        try:
            answer = self.fetch(request, earlier)
        except Unreadable:
            raise
        except SourceFailed as error:
            if not request.optional:
                raise
            self.journal.miss(request.slot, str(error))
            return None
        capture = self._kept(request, answer, earlier)
        self.journal.keep(capture)
        return capture

    def _kept(self, request: Request, answer: Answer, earlier: Capture | None) -> Capture:
        headers = {name: text for name, text in answer.headers.items() if name in KEPT_HEADERS}
        if answer.unchanged and earlier is not None:
            at = self.clock().astimezone(UTC)
            return replace(
                earlier, fetched_at=at, headers={**earlier.headers, **headers}, unchanged=True, licence=self.licence
            )
        digest = self.bodies.put(answer.body, earlier.digest if earlier else "")
        return Capture(
            source=self.source.name,
            slot=request.slot,
            address=request.address,
            final_address=answer.final_address,
            status=answer.status,
            fetched_at=self.clock().astimezone(UTC),
            headers=headers,
            digest=digest,
            size=len(answer.body),
            licence=self.licence,
            unchanged=earlier is not None and digest == earlier.digest,
        )


def _refuse_wrong_clock(journal: Journal, ended: datetime) -> None:
    """Refuse a run in which the clock jumped, or that no host's clock agrees with: its rows would bear wrong days."""
    times = [ended, *(capture.fetched_at for capture in journal.captures.values())]
    if max(times) - min(times) > LONGEST_RUN:
        raise _Contradiction("The clock of this machine jumped during the run: set it.")
    apart = [(capture, said) for capture in journal.captures.values() if (said := _said_time(capture)) is not None]
    if apart and all(abs(capture.fetched_at - said) > CLOCKS_APART for capture, said in apart):
        capture, said = apart[-1]
        raise _Contradiction(
            f"The clock of this machine says {capture.fetched_at:%Y-%m-%d %H:%M}, that of {capture.address} "
            f"{said:%Y-%m-%d %H:%M}: set it."
        )


def _said_time(capture: Capture) -> datetime | None:
    """Return the time that a host gave with its answer; None where it gave none."""
    try:
        said = parsedate_to_datetime(capture.headers["date"])
        late = timedelta(seconds=int(capture.headers.get("age", "0")))
    except (KeyError, ValueError, OverflowError):
        return None
    return (said if said.tzinfo else said.replace(tzinfo=UTC)) + late
