"""Any CSV or JSON address, through a mapping that says what its columns mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.record.imports.mapping import read_mapping
from onrecord.sources.mapped import Content, form_of, mapped_rows
from onrecord.sources.source import Capture, Parsed, Parser, Request
from onrecord.terms.errors import BadRecord, Unreadable
from onrecord.terms.time import Day


@dataclass(frozen=True)
class Url:
    """One address whose answer is a table.

    `mapping` is a file as `onrecord record import` takes it, `cited` the row of `sources` on which the rows rest (the
    mapping may bring it along). `form` says what the answer is where neither its address nor its host does, `within`
    where in a JSON answer the list of rows lies. `secret` names the environment variable that holds a key.

    >>> [request.address for request in Url("counts", "https://example.org/c.csv", Path("c.toml"), "office").first({})]
    ['https://example.org/c.csv']
    """

    name: str
    address: str
    mapping: Path
    cited: str
    form: str = ""
    within: str = ""
    secret: str = ""

    @property
    def parsers(self) -> Sequence[Parser]:
        """The shape is what the mapping says."""
        return (Parser(Day.min, self._read),)

    def first(self, earlier: Mapping[str, Capture]) -> Sequence[Request]:
        """Ask the address."""
        del earlier
        return (Request(self.address, "rows", secret=self.secret),)

    def further(self, capture: Capture, body: bytes) -> Sequence[Request]:
        """Ask nothing more."""
        del capture, body
        return ()

    def _read(self, capture: Capture, body: bytes) -> Iterator[Parsed]:
        form = self.form or form_of(self.address, capture.headers.get("content-type", ""))
        try:
            mapping = read_mapping(self.mapping)
        except BadRecord as error:
            raise Unreadable(str(error)) from None
        yield from mapped_rows(Content(self.address, body, form, self.within), mapping, capture.day, self.cited)
