"""What the robots.txt of a host lets us ask, and how fast (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from onrecord.sources.source import Answer, Request
from onrecord.terms.errors import SourceFailed

AGENT = "onrecord"
"""The name by which a robots.txt can address us."""

LIMIT = 500_000
"""RFC 9309 asks to read 500 kibibytes at least."""

_ABSENT = frozenset({400, 401, 403, 404, 405, 410, 451})


class Robots:
    """The rules of the hosts that were asked for them, each host once."""

    def __init__(self, ask: Callable[[Request], Answer]) -> None:
        """Take how addresses are asked."""
        self._ask = ask
        self._rules: dict[str, RobotFileParser | None] = {}

    def allows(self, address: str) -> bool:
        """Say whether an address may be asked; where the rules cannot be had for a fault of the host, it may not."""
        rules = self._of(address)
        return rules is not None and rules.can_fetch(AGENT, address)

    def delay(self, address: str) -> float:
        """Return how many seconds apart the host wishes its questions; 0 where it does not say."""
        rules = self._of(address)
        return float(rules.crawl_delay(AGENT) or 0) if rules else 0.0

    def _of(self, address: str) -> RobotFileParser | None:
        scheme, host, *_ = urlsplit(address)
        home = f"{scheme}://{host}"
        if home not in self._rules:
            self._rules[home] = self._read(f"{home}/robots.txt")
        return self._rules[home]

    def _read(self, address: str) -> RobotFileParser | None:
        try:
            answer = self._ask(Request(address, "robots", limit=LIMIT, also=_ABSENT))
        except SourceFailed:
            return None
        rules = RobotFileParser()
        # A host without rules has none that forbid.
        rules.parse(answer.body.decode("utf-8-sig", "replace").splitlines() if answer.status not in _ABSENT else [])
        return rules
