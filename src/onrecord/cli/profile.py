"""An entity's page for a terminal: a head, then sections, two lines a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.cli.holdings import Holdings
from onrecord.cli.list import amount_of
from onrecord.cli.tables import bold, cell, dim, period_of, wrapped
from onrecord.record import Record
from onrecord.terms.time import FAR_FUTURE, Day, say_day

Row = dict[str, Any]
Name = Callable[[str], str]
Words = Callable[[Row, Name], str]

SOURCES_SHOWN = 3
"""More sources than these are counted; JSON holds them all."""

BELONGING_SHOWN = 8

PERIOD_WIDTH = 21
"""Room for the longest usual period, 2025-07-26/2025-07-28."""

WIDE = 110
"""From here on the details of a row stand under its words, below under its period."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is shown of an entity, and how wide; `columns` is None where lines are not broken."""

    record: Record
    held: Holdings
    day: Day | None
    columns: int | None
    colour: bool

    def text(self) -> str:
        """Return the page."""
        held = self.held
        lines = self._head()
        lines += self._section("Releases", held.releases, _release)
        lines += self._section("Events", held.events, _event)
        lines += self._section("Policies", held.policies, _policy)
        lines += self._section("Targets", held.targets, _target)
        lines += self._section("Happenings", held.happenings, _happening)
        lines += self._series()
        lines += self._section("Figures", held.figures, self._figure)
        lines += self._coverage()
        lines += self._section("Facts", held.facts, _fact)
        return "\n".join(lines) + "\n"

    def _head(self) -> list[str]:
        held, entity = self.held, self.held.entity
        kind = ", ".join(part for part in (entity["kind"], entity["subkind"]) if part)
        parts = [
            kind,
            entity["country"],
            entity["role"],
            f"based in {self._name_of(entity['place'])}" if entity["place"] else "",
            f"belongs to {self._name_of(entity['parent'])}" if entity["parent"] else "",
        ]
        lines = [f"{bold(cell(entity['name']), colour=self.colour)}  ({cell(entity['entity'])})"]
        lines += self._broken(" · ".join(cell(part) for part in parts if part))
        aliases = [alias for alias in entity["aliases"] if alias != entity["name"]]
        if aliases:
            lines += self._broken(f"also called {cell(aliases)}")
        for title in held.titles:
            span = period_of(title, "holds")
            lines += self._broken(f"{title['use']}: {cell(title['alias'])}{f' ({span})' if span else ''}")
        if held.belonging:
            shown = ", ".join(self._name_of(key) for key in held.belonging[:BELONGING_SHOWN])
            more = len(held.belonging) - BELONGING_SHOWN
            lines += self._broken(f"with {shown}{f' and {more} more' if more > 0 else ''}")
        if held.via:
            lines += self._broken(cell(held.via))
        asked = f"As public on {say_day(self.day)}" if self.day else "As it stands now"
        lines += [dim(line, colour=self.colour) for line in self._broken(f"{asked}; {self.record}.")]
        if not held.known:
            lines += self._broken("The record's row on the entity itself is younger than that day.")
        return lines

    def _section(self, title: str, rows: Sequence[Row], words: Words) -> list[str]:
        if not rows:
            return []
        lines = self._title(title, len(rows))
        for row in rows:
            lines += self._entry(period_of(row), words(row, self._name_of))
            lines += self._detail(self._times(row))
            if row["note"]:
                lines += self._detail(f"note: {cell(row['note'])}")
        return lines

    def _series(self) -> list[str]:
        if not self.held.series:
            return []
        lines = self._title("Series", len(self.held.series))
        for rows in self.held.series:
            first, last = rows[0], rows[-1]
            start, end = min(row["period_start"] for row in rows), max(row["period_end"] for row in rows)
            # The name leads, because many series of one entity share a span.
            span = period_of({"period_start": start, "period_end": end})
            lines += self._entry(span, f"{self._whose(first)}{cell(first['metric_name'])}, {len(rows)} points")
            lines += self._detail(
                f"first {amount_of(first)} ({period_of(first)}), last {amount_of(last)} ({period_of(last)})"
            )
            lines += self._detail(self._times_of_many(rows))
        return lines

    def _coverage(self) -> list[str]:
        if not self.held.coverage:
            return []
        lines = self._title("Coverage: what is watched, and since when", len(self.held.coverage))
        for row in self.held.coverage:
            lines += self._entry(
                period_of(row), f"{cell(row['table'])} of {cell(row['subject'])}: {row['completeness']}"
            )
            lines += self._detail(
                " · ".join(part for part in (cell(row["note"]), self._sources(row["sources"])) if part)
            )
        return lines

    def _figure(self, row: Row, _name: Name) -> str:
        read = f", read {row['read']}" if row["read"] else ""
        flag = f" [{row['flag']}]" if row["flag"] else ""
        return f"{self._whose(row)}{row['metric_name']}: {amount_of(row)}{flag}{read}"

    def _whose(self, row: Row) -> str:
        """Name what a value is about, where it is not the entity itself."""
        return "" if row["entity"] == self.held.entity["entity"] else f"{self._name_of(row['entity'])}, "

    def _times(self, row: Row) -> str:
        """Return the three times of a row, its tier and its sources."""
        replaced = f"superseded {row['superseded_at']}" if row["superseded_at"] else ""
        parts = (
            f"published {row['published']} ({row['basis']})",
            replaced,
            f"recorded {row['recorded_at']}",
            f"tier {row['tier']}",
            self._sources(row["sources"]),
        )
        return " · ".join(part for part in parts if part)

    def _times_of_many(self, rows: Sequence[Row]) -> str:
        """Return the same for a series: the first and the last of each time."""
        replaced = [row["superseded_at"] for row in rows if row["superseded_at"]]
        bases = ", ".join(sorted({row["basis"] for row in rows}))
        flagged = sum(bool(row["flag"]) for row in rows)
        parts = (
            f"published {_span(row['known_from'] for row in rows)} ({bases})",
            f"{len(replaced)} superseded {_span(replaced)}" if replaced else "",
            f"recorded {_span(row['recorded_at'] for row in rows)}",
            f"tier {min((row['tier'] for row in rows), key='OMSW'.index)}",
            f"{flagged} flagged" if flagged else "",
            self._sources(dict.fromkeys(key for row in rows for key in row["sources"])),
        )
        return " · ".join(part for part in parts if part)

    def _sources(self, keys: Iterable[str]) -> str:
        listed = list(keys)
        shown = [f"{cell(self.record.sources[key]['publisher'])} [{cell(key)}]" for key in listed[:SOURCES_SHOWN]]
        more = len(listed) - len(shown)
        return "; ".join([*shown, f"{more} more"] if more else shown)

    def _name_of(self, key: str) -> str:
        return cell(self.held.names.get(key, key))

    def _title(self, title: str, count: int) -> list[str]:
        return ["", f"{bold(title, colour=self.colour)} ({count})"]

    def _entry(self, period: str, words: str) -> list[str]:
        first = f"  {period:<{PERIOD_WIDTH}}  "
        return wrapped(cell(words), self.columns, first=first, rest=" " * len(first))

    def _detail(self, words: str) -> list[str]:
        # A narrow terminal has no room for a margin.
        indent = " " * (PERIOD_WIDTH + 4 if self.columns is None or self.columns >= WIDE else 4)
        lines = wrapped(cell(words), self.columns, first=indent, rest=indent)
        return [dim(line, colour=self.colour) for line in lines]

    def _broken(self, words: str) -> list[str]:
        return wrapped(words, self.columns)


def _span(days: Iterable[Day]) -> str:
    listed = sorted(days)
    first, last = listed[0], listed[-1]
    return str(first) if first == last else f"{first} to {last if last < FAR_FUTURE else 'now'}"


def _release(row: Row, _name: Name) -> str:
    about = [row["kind"], f"{row['weights']} weights" if row["weights"] else "", row["modality"]]
    variant = " (a variant, no launch of its own)" if row["launch"] == "no" else ""
    return f"{row['model']}: {', '.join(part for part in about if part)}{variant}"


def _event(row: Row, name: Name) -> str:
    extended = period_of(row, "extended")
    venue = f", {row['venue']}" if row["venue"] else ""
    partly = f"; in part {extended}" if extended else ""
    return f"{row['name']}, {row['status']} in {name(row['city'])}{venue}{partly}"


def _policy(row: Row, _name: Name) -> str:
    effective = period_of(row, "effective")
    since = f", in effect {effective}" if effective else ""
    status = f", {row['status']}" if row["status"] else ""
    return f"{row['title']} ({row['jurisdiction']}, {row['kind']}): {row['act']}{since}{status}"


def _target(row: Row, _name: Name) -> str:
    deadline = period_of(row, "deadline")
    until = f" by {deadline}" if deadline else ""
    return f"{row['metric_name']}: {amount_of(row)}{until} ({row['standing']})"


def _happening(row: Row, name: Name) -> str:
    where = f" ({name(row['object'])})" if row["object"] else ""
    said = f": {row['text']}" if row["text"] else ""
    return f"{name(row['entity'])} {row['kind']}{where}{said}"


def _fact(row: Row, name: Name) -> str:
    told = [
        row["name"],
        row["kind"],
        row["subkind"],
        row["role"],
        row["country"],
        name(row["place"]),
        name(row["parent"]),
    ]
    holds = period_of(row, "holds")
    return ", ".join([*(part for part in told if part), *([f"holds {holds}"] if holds else [])])
