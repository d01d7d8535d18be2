"""Downloads of Python packages over 30 days, as pypistats.org counts them for PyPI."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.sources.source import MEGABYTE, Capture, Parsed, Parser, Reading, Request
from onrecord.terms.errors import Unreadable
from onrecord.terms.time import Day

PACKAGES = ("anthropic", "google-generativeai", "mistralai", "ollama", "openai", "torch", "transformers", "vllm")


@dataclass(frozen=True)
class PyPI:
    """Python packages, by name.

    >>> [request.address for request in PyPI(("openai",)).first({})]
    ['https://pypistats.org/api/packages/openai/recent']
    """

    packages: tuple[str, ...] = PACKAGES
    base: str = "https://pypistats.org"

    name = "pypi"
    cited = "pypistats"

    @property
    def parsers(self) -> Sequence[Parser]:
        """One shape so far."""
        return (Parser(Day(2018, 1, 1), read_recent),)

    def first(self, earlier: Mapping[str, Capture]) -> Sequence[Request]:
        """Ask for each package once."""
        del earlier
        return [
            Request(f"{self.base}/api/packages/{package}/recent", f"recent/{package}", limit=MEGABYTE)
            for package in self.packages
        ]

    def further(self, capture: Capture, body: bytes) -> Sequence[Request]:
        """Ask nothing more: no answer has a second page."""
        del capture, body
        return ()


def read_recent(capture: Capture, body: bytes) -> Iterator[Parsed]:
    """Read the downloads of one package over the 30 days before the retrieval.

    >>> from datetime import UTC, datetime
    >>> capture = Capture("pypi", "recent/openai", "", "", 200, datetime(2026, 11, 23, tzinfo=UTC), {}, "", 0, "")
    >>> said = b'{"data": {"last_day": 1, "last_month": 30, "last_week": 7}, "package": "openai"}'
    >>> next(read_recent(capture, said))  # doctest: +NORMALIZE_WHITESPACE
    Reading(entity='pypi-openai', metric='pypi_downloads_30d', value=30.0, day=datetime.date(2026, 11, 23),
            published=datetime.date(2026, 11, 23))
    """
    try:
        said = json.loads(body)
        package, count = said["package"], said["data"]["last_month"]
    except (ValueError, KeyError, TypeError):
        raise Unreadable(f"{capture.address} does not say `package` and `data.last_month`.") from None
    if not isinstance(count, int) or isinstance(count, bool) or not isinstance(package, str):
        raise Unreadable(f"{capture.address}: `last_month` is {count!r} and no whole number.")
    yield Reading(f"pypi-{package}", "pypi_downloads_30d", float(count), capture.day, capture.day)
