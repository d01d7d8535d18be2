"""Tables kept as Parquet parts in a folder, with a list of the parts that count.

A part that is written and not yet listed does not count: a run that is killed leaves the folder as it was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from onrecord.engine import Engine, write_parquet
from onrecord.record.folder.durable import sync, write_whole
from onrecord.terms.errors import BadInput

LIST = "prints.json"

FORMAT = "onrecord copies 1"
"""What the list says of itself; raised where the columns of a table change their meaning."""


@dataclass(frozen=True, slots=True)
class Part:
    """A Parquet file of the folder and its size in bytes."""

    file: str
    bytes: int


class Parts:
    """The parts of a folder, table by table; `facts` are whole numbers that the list keeps beside them.

    >>> import numpy, tempfile
    >>> with tempfile.TemporaryDirectory() as name:
    ...     parts = Parts(Path(name))
    ...     parts.keep("sizes", {"article": numpy.array([0, 1])})
    ...     parts.save({"articles": 2})
    ...     Parts(Path(name)).facts
    {'articles': 2}

    Raises `BadInput` for a list that is damaged or of another program, and for parts that are gone or cut short.
    """

    def __init__(self, folder: Path) -> None:
        """Read the list of a folder that exists; without one the folder holds nothing yet."""
        self.folder = folder
        self.facts: dict[str, int] = {}
        self._parts: dict[str, list[Part]] = {}
        self._unlisted: list[Path] = []
        if (folder / LIST).exists():
            self._load()

    def keep(self, table: str, columns: Mapping[str, NDArray[Any]]) -> None:
        """Write columns of equal length as a further part of a table."""
        parts = self._parts.setdefault(table, [])
        path = self.folder / f"{table}-{len(parts):05d}.parquet"
        write_parquet(columns, path)
        parts.append(Part(path.name, path.stat().st_size))
        self._unlisted.append(path)

    def holds(self, table: str) -> bool:
        """Say whether a table has a part."""
        return bool(self._parts.get(table))

    def attach(self, engine: Engine, *tables: str) -> None:
        """Give the tables that have parts their names in an engine; all of them where none is named."""
        for table in tables or tuple(self._parts):
            if self.holds(table):
                engine.attach(table, [self.folder / part.file for part in self._parts[table]])

    def save(self, facts: Mapping[str, int]) -> None:
        """Write down which parts count, in one step that survives a kill."""
        self.facts = dict(facts)
        listed = {table: [[part.file, part.bytes] for part in parts] for table, parts in self._parts.items()}
        for path in self._unlisted:
            _sync(path)
        self._unlisted.clear()
        write_whole(self.folder / LIST, json.dumps({"format": FORMAT, **self.facts, "parts": listed}).encode())

    def _load(self) -> None:
        path = self.folder / LIST
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
            form, listed = held.pop("format"), held.pop("parts")
            self.facts = {name: int(value) for name, value in held.items()}
            self._parts = {
                table: [Part(str(file), int(size)) for file, size in files] for table, files in listed.items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadInput(
                f"{str(path)!r} cannot be read ({type(error).__name__}: {error}): restore the folder from a copy, or "
                "name another."
            ) from None
        if form != FORMAT:
            raise BadInput(f"{str(self.folder)!r} was made by another version of onrecord: name another folder.")
        for part in (part for parts in self._parts.values() for part in parts):
            place = self.folder / part.file
            if not place.is_file() or place.stat().st_size != part.bytes:
                raise BadInput(
                    f"{str(place)!r} is gone or was changed: restore the folder from a copy, or name another."
                )


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        sync(file)
