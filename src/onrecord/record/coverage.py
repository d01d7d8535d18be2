"""What the record watches, since when and how fully, what it holds there, and what is missing.

Absence is evidence only inside what is watched: this is the list of where that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from onrecord.record.store import Record
from onrecord.record.vintages import IDENTITIES
from onrecord.terms.time import ONE_DAY, Day, Period

SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "releases": ("maker",),
    "events": ("series",),
    "policies": ("jurisdiction",),
    "targets": ("metric", "who"),
    "happenings": ("kind", "entity"),
    "observations": ("metric", "entity"),
}
"""The columns that a subject of `coverage` can name, by table."""


@dataclass(frozen=True, slots=True)
class Watched:
    """One stretch that is watched for something, as known on a day.

    `completeness` is empty where rows are held though nobody said how fully; `period` ends on the day at the latest;
    `ended` says that watching had stopped by then; `held` counts the rows on it, `last` is the last day they are about;
    `gap` is the longest stretch inside the period that no row is about.
    """

    table: str
    subject: str
    period: Period
    completeness: str
    ended: bool
    held: int
    last: Day | None
    gap: Period | None
    note: str
    sources: tuple[str, ...]


HOSTED = {"observations": "list_contains(c.hosted, h.named)"}
"""Tables whose rows go by subjects that a scope, which is how a host names them, may begin otherwise than."""


def watched(
    record: Record, day: Day, *, about: Sequence[str] | None = None, tables: Iterable[str] = SUBJECTS
) -> list[Watched]:
    """Return what is watched as of a day; `about` counts only rows about these ids, and leaves out what names others.

    >>> from onrecord.record import open_record
    >>> found = watched(open_record(), Day(2025, 7, 25), about=["waic"], tables=["events"])
    >>> [(stretch.subject, stretch.completeness) for stretch in found]
    [('*', 'partial'), ('waic', 'full')]
    """
    view = record.as_of(day)
    text = resources.files("onrecord.record").joinpath("sql/watched.sql").read_text(encoding="utf-8")
    found = []
    for table in tables:
        whose = ", ".join(f"t.{name}" for name in IDENTITIES[table].about)
        sql = text.format(
            table=table,
            subjects=f"[{', '.join(f't.{name}' for name in SUBJECTS[table])}]",
            named=SUBJECTS[table][-1],
            hosted=HOSTED.get(table, "FALSE"),
            about=f"list_has_any(CAST($about AS VARCHAR[]), [{whose}])",
        )
        for row in view.query(sql, {"about": None if about is None else list(about)}):
            # What is said of everything, or of what was asked for, stays even where nothing is held: that is the point.
            if about is not None and not row["held"] and row["subject"] not in {*about, "*"}:
                continue
            end = min(row["period_end"], day + ONE_DAY)
            if end <= row["period_start"]:
                # Rows about the future alone are held, but nothing is watched yet.
                end = row["period_end"]
            period = Period(row["period_start"], end)
            spans = sorted((start, until) for start, until in row["periods"] or ())
            found.append(
                Watched(
                    table=table,
                    subject=row["subject"],
                    period=period,
                    completeness=row["completeness"] or "",
                    ended=row["period_end"] <= day,
                    held=row["held"],
                    last=max((min(until, end) for _, until in spans), default=end) - ONE_DAY if spans else None,
                    gap=longest_gap(spans, period),
                    note=row["note"],
                    sources=tuple(row["sources"]),
                )
            )
    return found


def longest_gap(spans: Iterable[tuple[Day, Day]], within: Period) -> Period | None:
    """Return the longest stretch of a period that none of the spans (start, end) touches; the first of equal ones.

    >>> str(longest_gap([(Day(2025, 1, 1), Day(2025, 1, 8))], Period.of_month(2025, 1)))
    '8 to 31 January 2025'
    """
    reached, longest = within.start, None
    for start, end in [*sorted(spans), (within.end, within.end)]:
        stop = min(start, within.end)
        if stop > reached and (longest is None or stop - reached > longest.end - longest.start):
            longest = Period(reached, stop)
        reached = max(reached, end)
    return longest
