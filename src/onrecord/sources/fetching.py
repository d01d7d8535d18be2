"""Who asks an address: that follows from its scheme."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from onrecord.sources.git import SCHEMES, GitFetch
from onrecord.sources.http import Http, Manners
from onrecord.sources.network import Seconds
from onrecord.sources.settings import General
from onrecord.sources.source import Answer, Capture, Fetch, Request
from onrecord.terms.errors import SourceFailed


@contextmanager
def fetching(
    general: General,
    secrets: Mapping[str, str],
    clock: Callable[[], datetime],
    seconds: Seconds,
    sleep: Callable[[float], None],
) -> Iterator[Fetch]:
    """Give a `Fetch` for every scheme, and close what it opened."""
    manners = Manners(general.contact, general.pace, general.paces, general.allow)
    git = GitFetch(general.archive / "git", clock().astimezone(UTC).date())
    with Http(manners, secrets, clock=clock, seconds=seconds, sleep=sleep) as http:
        yield by_scheme({"http": http, "https": http} | dict.fromkeys(SCHEMES, git))


def by_scheme(fetchers: Mapping[str, Fetch]) -> Fetch:
    """Return a `Fetch` that hands each address to the one of its scheme."""

    def fetch(request: Request, earlier: Capture | None) -> Answer:
        scheme = request.address.partition(":")[0].lower()
        if scheme not in fetchers:
            raise SourceFailed(f"{request.address} cannot be asked: choose among {', '.join(sorted(fetchers))}.")
        return fetchers[scheme](request, earlier)

    return fetch
