"""Tables kept as Parquet parts in a folder, with a list of the parts that count.

A part that is written and not yet listed does not count: a run that is killed leaves the folder as it was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from onrecord.engine import Engine, Workshop, write_parquet
from onrecord.record.folder.durable import sync, write_whole
from onrecord.record.folder.manifest import digest_of_file
from onrecord.terms.errors import BadInput

LIST = "prints.json"

FORMAT = "onrecord copies 2"
"""What the list says of itself; raised where the columns of a table change their meaning."""

MANY = 32
"""So many small parts of one table are put together."""

LARGE = 64_000_000
"""A part of so many bytes is left alone, so that a folder is put together at the price of what came since."""


@dataclass(frozen=True, slots=True)
class Part:
    """A Parquet file of the folder, its size in bytes and its SHA-256."""

    file: str
    bytes: int
    sha256: str


class Parts:
    """The parts of a folder, table by table; `facts` are whole numbers that the list keeps beside them.

    >>> import numpy, tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     parts = Parts(Path(name))
    ...     parts.keep("sizes", {"article": numpy.array([0, 1])})
    ...     parts.save({"articles": 2})
    ...     Parts(Path(name)).facts
    {'articles': 2}

    Raises `BadInput` for a list that is damaged or of another program, and for parts that are gone or were changed.
    """

    def __init__(self, folder: Path) -> None:
        """Read the list of a folder that exists; without one the folder holds nothing yet."""
        self.folder = folder
        self.facts: dict[str, int] = {}
        self._parts: dict[str, list[Part]] = {}
        self._unlisted: list[Path] = []
        self._numbers: dict[str, int] = {}
        if (folder / LIST).exists():
            self._load()

    def keep(self, table: str, columns: Mapping[str, NDArray[Any]]) -> None:
        """Write columns of equal length as a further part of a table."""
        path = self._next(table)
        write_parquet(columns, path)
        self._parts.setdefault(table, []).append(self._written(path))

    def holds(self, table: str) -> bool:
        """Say whether a table has a part."""
        return bool(self._parts.get(table))

    def attach(self, engine: Engine, *tables: str) -> None:
        """Give the tables that have parts their names in an engine; all of them where none is named."""
        for table in tables or tuple(self._parts):
            self.attach_as(engine, table, table)

    def attach_as(self, engine: Engine, table: str, name: str) -> None:
        """Give a table another name in an engine, if it has parts."""
        if self.holds(table):
            engine.attach(name, [self.folder / part.file for part in self._parts[table]])

    def cut(self, keys: Mapping[str, str], size: int) -> None:
        """Keep of each named table the rows whose key, a column of whole numbers, is below `size`."""
        with Workshop() as workshop:
            for table, key in keys.items():
                kept: list[Part] = []
                for part in self._parts.get(table, ()):
                    column, source = workshop.name(key), self._source(workshop, [part])
                    least, most = workshop.one(f"SELECT min({column}), max({column}) FROM {source}")
                    if least is None or least >= size:
                        continue
                    below = f"SELECT * FROM {source} WHERE {column} < {int(size)}"
                    kept.append(part if most < size else self._rewritten(workshop, table, below))
                self._parts[table] = kept

    def save(self, facts: Mapping[str, int]) -> None:
        """Write down which parts count, in one step that survives a kill; many small parts become one."""
        self._merge()
        self.facts = dict(facts)
        listed = {
            table: [[part.file, part.bytes, part.sha256] for part in parts] for table, parts in self._parts.items()
        }
        for path in self._unlisted:
            _sync(path)
        write_whole(self.folder / LIST, json.dumps({"format": FORMAT, **self.facts, "parts": listed}).encode())
        self._unlisted.clear()
        self._sweep()

    def _merge(self) -> None:
        small = {table: [part for part in parts if part.bytes < LARGE] for table, parts in self._parts.items()}
        many = {table: parts for table, parts in small.items() if len(parts) >= MANY}
        if not many:
            return
        with Workshop() as workshop:
            for table, parts in many.items():
                merged = self._rewritten(workshop, table, f"SELECT * FROM {self._source(workshop, parts)}")
                self._parts[table] = [*(part for part in self._parts[table] if part.bytes >= LARGE), merged]

    def _sweep(self) -> None:
        """Remove parts that do not count: those that others took the place of, and what a killed run left."""
        for table, parts in self._parts.items():
            listed = {part.file for part in parts}
            for path in self.folder.glob(f"{table}-[0-9]*.parquet"):
                if path.name not in listed:
                    path.unlink(missing_ok=True)

    def _rewritten(self, workshop: Workshop, table: str, query: str) -> Part:
        path = self._next(table)
        workshop.write(query, path)
        return self._written(path)

    def _written(self, path: Path) -> Part:
        self._unlisted.append(path)
        return Part(path.name, path.stat().st_size, digest_of_file(path))

    def _source(self, workshop: Workshop, parts: Sequence[Part]) -> str:
        return f"read_parquet([{', '.join(workshop.quoted(self.folder / part.file) for part in parts)}])"

    def _next(self, table: str) -> Path:
        """Return a name that no part has or had in this run: the list of before counts until the next is written."""
        if table not in self._numbers:
            names = (path.stem.rpartition("-")[2] for path in self.folder.glob(f"{table}-[0-9]*.parquet"))
            self._numbers[table] = 1 + max(map(int, names), default=-1)
        number = self._numbers[table]
        self._numbers[table] += 1
        return self.folder / f"{table}-{number:05d}.parquet"

    def _load(self) -> None:
        path = self.folder / LIST
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
            form, listed = held.pop("format"), held.pop("parts")
            if form != FORMAT:
                raise BadInput(f"{str(self.folder)!r} was made by another version of onrecord: name another folder.")
            self.facts = {name: int(value) for name, value in held.items()}
            self._parts = {
                table: [Part(str(file), int(size), str(digest)) for file, size, digest in files]
                for table, files in listed.items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadInput(
                f"{str(path)!r} cannot be read ({type(error).__name__}: {error}): restore the folder from a copy, or "
                "name another."
            ) from None
        for part in (part for parts in self._parts.values() for part in parts):
            place = self.folder / part.file
            if not place.is_file() or place.stat().st_size != part.bytes or digest_of_file(place) != part.sha256:
                raise BadInput(
                    f"{str(place)!r} is gone or was changed: restore the folder from a copy, or name another."
                )


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        sync(file)
