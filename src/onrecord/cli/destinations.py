"""Where the reports of many documents go, one by one: standard output, a folder, or one file of JSON lines."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from onrecord.cli.output import put, write_files
from onrecord.terms.errors import BadInput

_LONGEST_NAME = 120


class Destination:
    """Takes reports in order; on the way out everything is in its place, or where something broke nothing half is.

    `one_line` says that a report is JSON and becomes one line of many.
    """

    def __init__(self, style: str, *, one_line: bool) -> None:
        """Write to standard output."""
        self._style, self._one_line = style, one_line
        self._count = 0

    def put(self, report: str, place: str) -> None:
        """Take the report on the document of a place."""
        del place
        put(self._joined(report), data=self._style != "terminal")
        self._count += 1

    def _joined(self, report: str) -> str:
        """Make several reports on one stream tell apart: JSON one a line, others with a rule between them."""
        if self._one_line:
            return json_line(report)
        rule = "\n---\n\n" if self._style == "markdown" else f"\n{'─' * 40}\n\n"
        return rule + report if self._count else report

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End; nothing is kept open."""


class File(Destination):
    """One file for one report."""

    def __init__(self, file: Path, sources: Sequence[str]) -> None:
        """Write to a file.

        Raises `BadInput` where that is the article.
        """
        super().__init__("", one_line=False)
        self._file = _apart(file, sources)

    def put(self, report: str, place: str) -> None:
        """Write the file."""
        del place
        write_files({self._file: report})


class Folder(Destination):
    """One file a document, each written whole; its name is made of the place."""

    def __init__(self, folder: Path, suffix: str, sources: Sequence[str]) -> None:
        """Write below a folder, which is made when the first report comes.

        Raises `BadInput` where the reports would lie among the articles: the next run would read them.
        """
        super().__init__("", one_line=False)
        self._folder, self._suffix = folder, suffix
        self._sources = sources
        self._roots = tuple(Path(source).resolve() for source in sources)
        self._taken: dict[str, int] = {}
        place = folder.resolve()
        for root in self._roots:
            if root.is_dir() and (place == root or root in place.parents):
                raise BadInput(f"The reports would lie in {str(root)!r}, among the articles: choose another --out.")

    def put(self, report: str, place: str) -> None:
        """Write the file of a document."""
        target = self._folder / f"{self._name(place)}{self._suffix}"
        write_files({_apart(target, self._sources): report})

    def _name(self, place: str) -> str:
        """Return a name that no other document has, on file systems too that do not tell A from a."""
        for root in self._roots:
            place = place.removeprefix(f"{root}{os.sep}")
        path, comma, part = place.partition(", ")
        stem = str(Path(path).with_suffix("")) if not comma else Path(path).name.split(".")[0]
        words = re.sub(r"[^\w.-]+", "-", f"{stem} {part}" if comma else stem).strip("-.") or "document"
        words = words[-_LONGEST_NAME:]
        number = self._taken[words.casefold()] = self._taken.get(words.casefold(), 0) + 1
        return words if number == 1 else self._name(f"{words}-{number}")


class Lines(Destination):
    """One file with a JSON object a line; it takes its place when all are written."""

    def __init__(self, file: Path, sources: Sequence[str]) -> None:
        """Write beside the file first.

        Raises `BadInput` that names the file.
        """
        super().__init__("json", one_line=True)
        self._file = Path(os.path.realpath(_apart(file, sources)))
        self._draft = self._file.with_name(f".{self._file.name}.{os.getpid()}.part")
        try:
            self._out: TextIO = self._draft.open("x", encoding="utf-8")
        except OSError as error:
            reason = "its folder does not exist" if isinstance(error, FileNotFoundError) else error.strerror
            raise BadInput(f"{str(file)!r} cannot be written: {reason}.") from None

    def put(self, report: str, place: str) -> None:
        """Write one line."""
        del place
        self._out.write(json_line(report))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put the file in its place, or take the draft away."""
        try:
            self._out.close()
            if kind is None:
                self._draft.replace(self._file)
        except OSError as failure:
            raise BadInput(f"{str(self._file)!r} cannot be written: {failure.strerror}.") from None
        finally:
            with contextlib.suppress(OSError):
                self._draft.unlink(missing_ok=True)


def destination_of(out: str | None, style: str, suffix: str, sources: Sequence[str], *, many: bool) -> Destination:
    """Return where reports of a style go: `out` is standard output where it is None or `-`.

    Raises `BadInput` where `many` documents do not go there.
    """
    if out is None or out == "-":
        if style == "html" and many:
            raise BadInput("Several documents as html need a folder: give --out DIR.")
        return Destination(style, one_line=style == "jsonl" or (style in {"json", "claimreview"} and many))
    if not out:
        raise BadInput("--out is empty: name a file or a folder.")
    if out.endswith(("/", "\\")) or Path(out).is_dir() or (many and not Path(out).suffix):
        return Folder(Path(out), suffix, sources)
    if style == "jsonl":
        return Lines(Path(out), sources)
    if many:
        raise BadInput(f"{out!r} is one file for several documents: name a folder, or a file that ends in .jsonl.")
    return File(Path(out), sources)


def _apart(file: Path, sources: Sequence[str]) -> Path:
    """Return a file that is none of the articles."""
    if any(file.resolve() == Path(source).resolve() for source in sources if source != "-"):
        raise BadInput(f"The report would overwrite the article {str(file)!r}: choose another --out.")
    return file


def json_line(report: str) -> str:
    """Return a report in JSON on one line."""
    return json.dumps(json.loads(report)) + "\n"
