"""Repositories on GitHub: how many accounts starred them, and the releases that they publish."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.sources.source import MEGABYTE, Capture, Parsed, Parser, Reading, Request, Row, Watching
from onrecord.terms.errors import Unreadable
from onrecord.terms.time import Day

HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}

TOKEN = "GITHUB_TOKEN"  # noqa: S105 - the name of a variable, not what it holds
"""Without a token GitHub answers sixty questions an hour, with one five thousand."""

STARS = "github_stars"

_NEXT = re.compile(r'<([^<>]+)>\s*;[^,]*\brel="?next"?')


@dataclass(frozen=True)
class GitHub:
    """Repositories, written `owner/name`.

    `stars` gives for each the subject of the record whose stars they are, `releases` the organisation that publishes.

    >>> source = GitHub({"deepseek-ai/DeepSeek-V3": "deepseek-v3"}, {"ollama/ollama": "ollama"})
    >>> [request.slot for request in source.first({})]
    ['repository/deepseek-ai/DeepSeek-V3', 'releases/ollama/ollama/1']
    """

    stars: Mapping[str, str] = field(default_factory=dict)
    releases: Mapping[str, str] = field(default_factory=dict)
    base: str = "https://api.github.com"

    name = "github"
    cited = "github_api"

    @property
    def parsers(self) -> Sequence[Parser]:
        """The answers of version 2022-11-28 of the interface."""
        return (Parser(Day(2022, 11, 28), self._read),)

    def first(self, earlier: Mapping[str, Capture]) -> Sequence[Request]:
        """Ask for each repository, and for the first page of each list of releases."""
        del earlier
        return [
            *(self._request(f"repos/{name}", f"repository/{name}") for name in self.stars),
            *(self._request(f"repos/{name}/releases?per_page=100", f"releases/{name}/1") for name in self.releases),
        ]

    def further(self, capture: Capture, body: bytes) -> Sequence[Request]:
        """Ask for the next page of a list, where its headers name one.

        Raises `Unreadable` where that page lies elsewhere: the token is for this host alone.
        """
        del body
        following = _NEXT.search(capture.headers.get("link", ""))
        if following is None:
            return ()
        if not following[1].startswith(f"{self.base}/"):
            raise Unreadable(f"{capture.address}: its next page lies elsewhere, at {following[1]}.")
        slot, page = capture.slot.rsplit("/", 1)
        return (self._request(following[1].removeprefix(f"{self.base}/"), f"{slot}/{int(page) + 1}"),)

    def _request(self, path: str, slot: str) -> Request:
        return Request(
            f"{self.base}/{path}", slot, HEADERS, limit=20 * MEGABYTE, secret=TOKEN, also=frozenset({404, 451})
        )

    def _read(self, capture: Capture, body: bytes) -> Iterator[Parsed]:
        kind, _, rest = capture.slot.partition("/")
        if capture.status != 200:
            # A repository that is gone has no stars, and nothing else is known of it.
            return
        if kind == "repository":
            yield Reading(self.stars[rest], STARS, _stars(capture, body), capture.day, capture.day)
            yield Watching(STARS, self.stars[rest], "partial")
        else:
            repository = rest.rpartition("/")[0]
            yield from _releases(capture, body, repository, self.releases[repository])


def _stars(capture: Capture, body: bytes) -> float:
    said = _json(capture, body)
    stars = said.get("stargazers_count") if isinstance(said, dict) else None
    if not isinstance(stars, int) or isinstance(stars, bool) or stars < 0:
        raise Unreadable(f"{capture.address}: expected a whole number as `stargazers_count`, and there is {stars!r}.")
    return float(stars)


def _releases(capture: Capture, body: bytes, repository: str, organisation: str) -> Iterator[Row]:
    said = _json(capture, body)
    if not isinstance(said, list):
        raise Unreadable(f"{capture.address}: expected a list of releases, and there is {str(said)[:60]!r}.")
    for release in said:
        try:
            tag, published, draft = release["tag_name"], release["published_at"], release["draft"]
            day = Day.fromisoformat(published[:10]).isoformat() if published else ""
        except (KeyError, TypeError, ValueError):
            raise Unreadable(
                f"{capture.address}: expected releases with `tag_name`, `published_at` and `draft`, and one is "
                f"{str(release)[:60]!r}."
            ) from None
        if draft or not day:
            continue
        yield Row(
            "happenings",
            {
                "happening": f"release-{repository}@{tag}".lower(),
                "kind": "released",
                "entity": organisation,
                "object": repository,
                "period": day,
                "text": f"published release {tag} of {repository}",
                "published": day,
                "basis": "act",
                "sources": GitHub.cited,
                "note": "A pre-release." if release.get("prerelease") else "",
            },
        )


def _json(capture: Capture, body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        raise Unreadable(f"{capture.address}: expected JSON, and it begins {body[:60]!r}.") from None
