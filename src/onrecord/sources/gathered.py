"""What a run was told, before it is known which of it is new: readings in a table, other rows in a file a table."""

from __future__ import annotations

import csv
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self, TextIO

from onrecord.engine import Workshop
from onrecord.record.schema import TABLES
from onrecord.sources.source import Document, Parsed, Part, Reading, Row, Watching
from onrecord.terms.time import Day


class Rename(NamedTuple):
    """A model that goes by a new name, and whose it is."""

    old: str
    new: str
    maker: str


class Gathered:
    """Readings, rows and heartbeats of one run; use it as a context, for it holds temporary files.

    `known` are the keys that the record holds already, for tables without times: what they say stands. `subjects` are
    those of models that are not their own name, and `identities` the models by the name that their host never changes:
    one that was renamed stays one series.

    >>> with Gathered({}, {}, {}) as gathered:
    ...     gathered.take([Watching("ollama_pulls")])
    ...     gathered.watched
    {Watching(metric='ollama_pulls', scope='', completeness='full')}
    """

    def __init__(
        self, known: Mapping[str, set[str]], subjects: Mapping[str, str], identities: Mapping[str, str]
    ) -> None:
        """Begin with nothing."""
        self.workshop = Workshop()
        self.watched: set[Watching] = set()
        self.renames: list[Rename] = []
        self.read = 0
        self._known = {table: set(keys) for table, keys in known.items()}
        self._subjects, self._identities = subjects, identities
        self._moved: dict[str, str] = {}
        self._sums: dict[tuple[str, str], tuple[float, Day]] = {}
        self._home = tempfile.TemporaryDirectory(prefix="onrecord-run-")
        self._files: dict[str, tuple[TextIO, csv.DictWriter[str]]] = {}
        self._lines: Counter[str] = Counter()
        self._places: dict[tuple[str, int], str] = {}
        self._open = ExitStack()
        columns = {"entity": "VARCHAR", "metric": "VARCHAR", "value": "DOUBLE", "day": "DATE", "published": "DATE"}
        self.workshop.fill("readings", columns, [])

    def take(self, parsed: Iterable[Parsed]) -> None:
        """Take in what parsers made of the answers; their errors go through."""
        self.workshop.append("readings", self._readings(parsed))
        self.workshop.append("readings", self._added_up())

    def file(self, table: str) -> Path | None:
        """Return the CSV file of the rows of a table; None where there are none."""
        if table not in self._files:
            return None
        self._files[table][0].flush()
        return self.home / f"{table}.csv"

    def placed(self, message: str) -> str:
        """Return a message on a row with the place where its source has it, for ours is a temporary file."""

        def place(found: re.Match[str]) -> str:
            table, number = found[1], int(found[2])
            ours = "a reading" if table == "readings" else f"row {number - 1:,} of its {table}"
            return self._places.get((table, number), ours)

        return re.sub(rf"{re.escape(str(self.home))}/(\w+)\.\w+, (?:line|row) (\d+)", place, message)

    @property
    def home(self) -> Path:
        """A folder for temporary files, which goes away with the context."""
        return Path(self._home.name)

    def _readings(self, parsed: Iterable[Parsed]) -> Iterator[Reading]:
        for one in parsed:
            self.read += 1
            match one:
                case Reading():
                    yield one
                case Part():
                    value, day = self._sums.get(one[:2], (0.0, one.day))
                    self._sums[one[:2]] = value + one.value, max(day, one.day)
                case Row():
                    self._write(one)
                case Watching():
                    self.watched.add(one)
                case Document():
                    pass  # Prose is kept by the archive and written out with the run; the record holds rows.

    def _added_up(self) -> Iterator[Reading]:
        """Yield the sums of the parts, where all of them were seen."""
        whole = {one.metric for one in self.watched if not one.scope}
        for (entity, metric), (value, day) in self._sums.items():
            if metric in whole:
                yield Reading(entity, metric, value, day, day)

    def _write(self, row: Row) -> None:
        table = TABLES[row.table]
        cells = dict(row.cells)
        if row.table == "host_ids":
            self._recognise(cells)
        if not table.timed and table.key:
            known = self._known.setdefault(row.table, set())
            if cells[table.key] in known:
                return
            known.add(cells[table.key])
        if row.table == "models" and (old := self._moved.get(cells["model"])):
            cells["subject"] = self._subjects.get(old, old)
            self.renames.append(Rename(old, cells["model"], cells["maker"]))
        if row.table not in self._files:
            file = self._open.enter_context((self.home / f"{row.table}.csv").open("w", encoding="utf-8", newline=""))
            writer = csv.DictWriter(file, [column.name for column in table.all_columns], lineterminator="\n")
            writer.writeheader()
            self._files[row.table] = file, writer
            self._lines[row.table] = 1
        self._lines[row.table] += 1
        if row.place:
            self._places[row.table, self._lines[row.table]] = row.place
        # A line break inside a cell would make the place of a row a guess.
        self._files[row.table][1].writerow({name: " ".join(cell.split()) for name, cell in cells.items()})

    def _recognise(self, cells: Mapping[str, str]) -> None:
        """Note a model that the record knows under another name, by what its host says before its row."""
        formerly = cells.get("formerly", "")
        old = self._identities.get(cells["id"]) or (formerly if formerly in self._known.get("models", ()) else "")
        if old and old != cells["model"]:
            self._moved[cells["model"]] = old

    def __enter__(self) -> Self:
        """Use it until the end of the context."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give back memory and disk."""
        self._open.close()
        self._home.cleanup()
        self.workshop.close()
