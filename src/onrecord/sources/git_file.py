"""Any CSV or JSON file with a git history: each day's state of the file is a vintage of its series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from onrecord.record.imports.mapping import Mapping as ColumnMapping
from onrecord.record.imports.mapping import read_mapping
from onrecord.record.vintages import IDENTITIES
from onrecord.sources.git_stream import changes, further_request, history_request
from onrecord.sources.mapped import Content, form_of, mapped_rows
from onrecord.sources.source import Capture, Parsed, Parser, Request, Row
from onrecord.terms.errors import BadRecord, Unreadable
from onrecord.terms.time import Day


@dataclass(frozen=True)
class GitFile:
    """Files of one shape in a repository.

    `checkout` is a folder, or `repository` an address that begins with https://; `path` is a glob for the files
    (`data/*.csv`). The rest is as for an address: see `url.Url`.
    """

    name: str
    path: str
    mapping: Path
    cited: str
    checkout: Path | None = None
    repository: str = ""
    form: str = ""
    within: str = ""

    @property
    def parsers(self) -> Sequence[Parser]:
        """The shape is what the mapping says."""
        return (Parser(Day.min, self._read),)

    def first(self, earlier: Mapping[str, Capture]) -> Sequence[Request]:
        """Ask for what changed since the last run."""
        return (history_request(self.checkout or self.repository, [self.path], earlier),)

    def further(self, capture: Capture, body: bytes) -> Sequence[Request]:
        """Ask for the rest of a long history."""
        return further_request(capture, body)

    def _read(self, capture: Capture, body: bytes) -> Iterator[Parsed]:
        try:
            mapping = read_mapping(self.mapping)
        except BadRecord as error:
            raise Unreadable(str(error)) from None
        states = _States(self, mapping)
        for change in changes(capture, body):
            before, after = (states.rows(change.path, text, change.day) for text in (change.before, change.after))
            yield from changed_rows(before, after, change.day, mapping)


class _States:
    """The rows of files, of which each state is read once though it stands after one change and before the next."""

    def __init__(self, source: GitFile, mapping: ColumnMapping) -> None:
        self._source, self._mapping = source, mapping
        self._last: dict[str, tuple[str, Sequence[Row]]] = {}

    def rows(self, path: str, text: str | None, day: Day) -> Sequence[Row]:
        if text is None:
            return ()
        known = self._last.get(path)
        if known is None or known[0] != text:
            source = self._source
            content = Content(path, text.encode(), source.form or form_of(path, ""), source.within)
            known = self._last[path] = text, mapped_rows(content, self._mapping, day, source.cited)
        return known[1]


def changed_rows(before: Sequence[Row], after: Sequence[Row], day: Day, mapping: ColumnMapping) -> Iterator[Row]:
    """Yield what a day changed in a file: rows that came, with that day, and an end for each that went.

    A fact that the file knew already and now tells otherwise was told so on that day, whatever day the row names.

    >>> fact = {"entity": "acme", "metric": "pulls", "period": "2026-03"}
    >>> before, after = (Row("observations", {**fact, "value": value}) for value in ("100", "120"))
    >>> [row.cells["value"] for row in changed_rows([before], [after], Day(2026, 4, 1), ColumnMapping("observations"))]
    ['120']
    """
    dated = {"published", "basis"}
    told = {_words(row, dated) for row in before}
    facts = {_fact(row) for row in before}
    left = {_fact(row) for row in after}
    owned = "published" in {*mapping.columns, *mapping.constants}
    for row in after:
        if _words(row, dated) in told:
            continue
        if row.table != mapping.table or not mapping.own.timed or (owned and _fact(row) not in facts):
            yield row
        else:
            yield replace(row, cells={**row.cells, "published": day.isoformat(), "basis": "stated"})
    last = (day - timedelta(days=1)).isoformat()
    for row in before:
        if row.table == mapping.table and mapping.own.timed and _fact(row) not in left:
            ended = {"published": last, "basis": "stated", "superseded": day.isoformat()}
            yield replace(row, cells={**row.cells, **ended})


def _words(row: Row, without: set[str]) -> tuple[str, frozenset[tuple[str, str]]]:
    return row.table, frozenset((name, text) for name, text in row.cells.items() if name not in without)


def _fact(row: Row) -> tuple[str, ...]:
    if row.table not in IDENTITIES:
        return (row.table, *row.cells.values())
    columns = dict.fromkeys(name.removesuffix("_start").removesuffix("_end") for name in IDENTITIES[row.table].subject)
    return (row.table, *(row.cells.get(name, "") for name in columns))
