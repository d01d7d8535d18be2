"""OpenRouter: the models that it lists, with prices and days, and the tokens a day of its fifty largest models.

Addresses and fields are those of its own client (openrouter 1.3.84). The rankings are an open dataset (CC BY 4.0) that
wants a key; each answer says as of when it is, and days that are over may be given otherwise later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from onrecord.sources.openrouter_models import read_models
from onrecord.sources.openrouter_rankings import read_rankings
from onrecord.sources.shapes import expected, json_of, optional
from onrecord.sources.source import MEGABYTE, Capture, Parsed, Parser, Request
from onrecord.terms.time import Day

KEY = "OPENROUTER_API_KEY"

BEGINS = Day(2025, 1, 1)
"""The first day of the dataset of rankings."""


@dataclass(frozen=True)
class OpenRouter:
    """The list of models; with `rankings` the tokens of the largest too, which needs a key in `OPENROUTER_API_KEY`.

    The first run asks for the rankings since the day `since`, later ones for the last thirty days, so that figures
    which OpenRouter corrects within them become revisions.

    >>> [request.slot for request in OpenRouter(rankings=True).first({})]
    ['models/1', 'rankings']
    """

    rankings: bool = False
    since: Day = BEGINS
    base: str = "https://openrouter.ai"

    name = "openrouter"
    cited = "s_or_api"

    @property
    def parsers(self) -> Sequence[Parser]:
        """One shape so far: `canonical_slug` came in spring 2025."""
        return (Parser(Day(2025, 6, 1), _read),)

    def first(self, earlier: Mapping[str, Capture]) -> Sequence[Request]:
        """Ask for the list, and for the days of the rankings that may be new or given otherwise."""
        asked = [Request(f"{self.base}/api/v1/models", "models/1", limit=20 * MEGABYTE)]
        if self.rankings:
            since = "" if "rankings" in earlier else f"?start_date={self.since.isoformat()}"
            asked.append(Request(f"{self.base}/api/v1/datasets/rankings-daily{since}", "rankings", secret=KEY))
        return asked

    def further(self, capture: Capture, body: bytes) -> Sequence[Request]:
        """Ask for the page of models that an answer names as the next one; as long as all fit in one, it names none."""
        stem, _, number = capture.slot.partition("/")
        if stem != "models":
            return ()
        links = optional(json_of(capture, body), "links", dict, capture.address)
        following = optional(links, "next", str, f"{capture.address}, `links`") if links else None
        if following is None:
            return ()
        address = urljoin(capture.address, following)
        if not address.startswith(f"{self.base}/api/v1/models?"):
            expected(f"a next page below {self.base}/api/v1/models", following, capture.address)
        return [Request(address, f"models/{int(number) + 1}", limit=20 * MEGABYTE)]


def _read(capture: Capture, body: bytes) -> list[Parsed]:
    return read_rankings(capture, body) if capture.slot == "rankings" else read_models(capture, body)
