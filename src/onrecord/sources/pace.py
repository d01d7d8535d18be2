"""How often a host is asked: so many seconds apart, and not before it said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from onrecord.sources.network import Seconds


class Pace:
    """Waits until a host may be asked; `apart` is the number of seconds between two questions, `hosts` that of some."""

    def __init__(
        self, apart: float, hosts: Mapping[str, float], seconds: Seconds, sleep: Callable[[float], None]
    ) -> None:
        """Nobody was asked yet."""
        self._apart, self._hosts = apart, dict(hosts)
        self._seconds, self._sleep = seconds, sleep
        self._not_before: dict[str, float] = {}

    def wait(self, host: str) -> None:
        """Wait until a host may be asked, and count that it is."""
        wait = self._not_before.get(host, 0.0) - self._seconds()
        if wait > 0:
            self._sleep(wait)
        self.hold(host, self._hosts.get(host, self._apart))

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for so many seconds."""
        self._not_before[host] = max(self._not_before.get(host, 0.0), self._seconds() + seconds)

    def slow_down(self, host: str, apart: float) -> None:
        """Ask a host no faster than it wishes."""
        self._hosts[host] = max(self._hosts.get(host, self._apart), apart)


def retry_after(said: str, now: datetime) -> float | None:
    """Return how many seconds a host asks to be left alone: it says so in seconds, or with the time when it is back.

    >>> now = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    >>> retry_after("120", now), retry_after("Mon, 23 Nov 2026 08:01:00 GMT", now), retry_after("soon", now)
    (120.0, 60.0, None)
    """
    if said.strip().isascii() and said.strip().isdigit():
        return float(said)
    try:
        back = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max((back if back.tzinfo else back.replace(tzinfo=UTC)) - now, now - now).total_seconds()


def quota_back(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return how many seconds it takes until a host answers again whose quota is used up; None where it is not.

    Hosts such as GitHub answer 403 then, and say the second of the day in `x-ratelimit-reset`.

    >>> now = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    >>> quota_back({"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(now.timestamp()) + 90)}, now)
    90.0
    """
    reset = headers.get("x-ratelimit-reset", "")
    if headers.get("x-ratelimit-remaining") != "0" or not (reset.isascii() and reset.isdigit()):
        return None
    return max(float(reset) - now.timestamp(), 0.0)
