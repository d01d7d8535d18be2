"""Ask addresses over HTTP with good manners, and believe nothing that comes back before it is whole.

We say who we are, ask again only for what has changed, keep the pace of a host and come back when it says. A question
ends in time, an answer within its limit; a redirect is followed at most five times and never to a private address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Self

import httpcore2
import httpx2
import stamina

from onrecord import __version__
from onrecord.sources.network import CAME_LAST, Network, Seconds
from onrecord.sources.pace import Pace, quota_back, retry_after
from onrecord.sources.robots import AGENT, Robots
from onrecord.sources.source import Answer, Capture, Request
from onrecord.sources.unpack import CutShort, unpacked
from onrecord.terms.errors import SourceFailed

REDIRECTS = 5

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that another attempt may mend."""

_REFUSED = frozenset({403, 429})
_PEEKED = 256
_MOVED = frozenset({301, 302, 303, 307, 308})
_SIGNS = ("signature", "token", "key", "credential", "sig", "secret", "password")


@dataclass(frozen=True, slots=True)
class Manners:
    """How hosts are asked.

    `contact` stands in the User-Agent. `pace` is the number of seconds between two questions to a host, `paces` that of
    some. `allow` names hosts that may lie in a private network. `step` is how many seconds a connection may be silent,
    `whole` how many a question may take with all its redirects. `attempts` are made, the first two `backoff` seconds
    apart, then ever more; a host that asks for more than `patience` seconds is left alone.
    """

    contact: str
    pace: float = 1.0
    paces: Mapping[str, float] = field(default_factory=dict)
    allow: tuple[str, ...] = ()
    step: float = 30.0
    whole: float = 300.0
    attempts: int = 5
    backoff: float = 2.0
    patience: float = 900.0


class _Passing(SourceFailed):
    """Something that another attempt may mend, not before `wait` seconds where the host said so."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class Http:
    """A `Fetch` for http and https; use it as a context.

    `secrets` are the variables of the environment, of which a request may name one.
    """

    def __init__(
        self,
        manners: Manners,
        secrets: Mapping[str, str],
        *,
        clock: Callable[[], datetime],
        seconds: Seconds,
        sleep: Callable[[float], None],
    ) -> None:
        """Open nothing yet."""
        self._manners, self._secrets, self._clock, self._seconds = manners, secrets, clock, seconds
        self._pace = Pace(manners.pace, manners.paces, seconds, sleep)
        self._network = Network(manners.allow, seconds)
        self._pool = httpcore2.ConnectionPool(network_backend=self._network, keepalive_expiry=15, max_connections=8)
        self._robots = Robots(lambda request: self._persistent(request, {}))

    def __call__(self, request: Request, earlier: Capture | None) -> Answer:
        """Ask; see `Fetch`."""
        if request.robots and not self._robots.allows(request.address):
            raise SourceFailed(f"The robots.txt of its host does not let us ask {request.address}.")
        if request.robots:
            self._pace.slow_down(_address(request.address).host, self._robots.delay(request.address))
        conditions = {}
        if earlier is not None and earlier.address == request.address and earlier.status == 200:
            said = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}
            conditions = {ask: earlier.headers[kept] for ask, kept in said.items() if kept in earlier.headers}
        return self._persistent(request, conditions)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all connections."""
        self._pool.close()

    def _persistent(self, request: Request, conditions: Mapping[str, str]) -> Answer:
        """Ask until there is an answer, as often as manners allow."""
        manners = self._manners
        for attempt in stamina.retry_context(
            on=lambda error: isinstance(error, _Passing) and (True if error.wait is None else 0.0),
            attempts=manners.attempts,
            timeout=None,
            wait_initial=manners.backoff,
            wait_max=manners.backoff * 16,
            wait_jitter=manners.backoff / 2,
        ):
            with attempt:
                return self._led(request, conditions)
        raise AssertionError("an attempt returns or raises")

    def _led(self, request: Request, conditions: Mapping[str, str]) -> Answer:
        """Ask once, and follow where the answer leads."""
        self._network.until = self._seconds() + self._manners.whole
        start = address = _address(request.address)
        for _ in range(REDIRECTS + 1):
            if address.scheme not in ("http", "https") or not address.host or address.userinfo:
                raise SourceFailed(f"{_said(address)} is no address that is asked: it must be plain http or https.")
            same = (address.scheme, address.netloc) == (start.scheme, start.netloc)
            answer = self._asked(request, conditions, address, secret=same)
            if isinstance(answer, Answer):
                return answer
            address = address.join(_address(answer))
        raise SourceFailed(f"{request.address} is redirected more than {REDIRECTS} times.")

    def _asked(
        self, request: Request, conditions: Mapping[str, str], address: httpx2.URL, *, secret: bool
    ) -> Answer | str:
        """Return the answer of one address, or the one to which it redirects."""
        host, place = address.host, _said(address)
        before = self._seconds()
        self._pace.wait(host)
        # Waiting for its turn takes nothing from the time for the question.
        self._network.until += self._seconds() - before
        headers = self._headers(request, conditions, secret=secret)
        times = dict.fromkeys(("connect", "read", "write", "pool"), self._manners.step)
        try:
            with self._pool.stream("GET", str(address), headers=headers, extensions={"timeout": times}) as response:
                kept = _kept(response)
                if response.status in _MOVED and "location" in kept and response.status not in request.also:
                    return kept["location"]
                self._refuse(request, conditions, response.status, kept, host, place)
                body = unpacked(_no_longer_than_said(response, kept), kept.get("content-encoding", ""), request.limit)
            self._refuse_secret(request, body)
        except CutShort as error:
            raise _Passing(f"{place}: {error}.") from None
        except (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.RemoteProtocolError) as error:
            raise _Passing(f"{place} gave no whole answer ({str(error) or type(error).__name__}).") from None
        except (httpcore2.ProtocolError, httpcore2.UnsupportedProtocol, UnicodeError, ValueError) as error:
            raise SourceFailed(f"{place} cannot be asked ({error}).") from None
        except SourceFailed as error:
            if isinstance(error, _Passing) or place in str(error):
                raise
            raise type(error)(f"{place}: {error}.") from None
        return Answer(response.status, place, kept, body, unchanged=response.status == 304)

    def _headers(self, request: Request, conditions: Mapping[str, str], *, secret: bool) -> list[tuple[str, str]]:
        headers = {
            "User-Agent": f"{AGENT}/{__version__} (+{self._manners.contact})",
            "Accept": "*/*",
            "Accept-Encoding": "gzip, deflate",
            **request.headers,
            **conditions,
        }
        if secret and request.secret and (value := self._secrets.get(request.secret)):
            headers["Authorization"] = f"Bearer {value}"
        return list(headers.items())

    def _refuse_secret(self, request: Request, body: bytes) -> None:
        """Raise where a host sends back the secret that it was sent: what is kept is kept for others to read."""
        if (value := self._secrets.get(request.secret)) and value.encode() in body:
            raise SourceFailed("its answer repeats the secret that was sent, and is not kept")

    def _refuse(
        self,
        request: Request,
        conditions: Mapping[str, str],
        status: int,
        headers: Mapping[str, str],
        host: str,
        place: str,
    ) -> None:
        """Raise where a status is no answer."""
        if status == 200 or status in request.also or (status == 304 and conditions):
            return
        back = quota_back(headers, self._clock()) if status in _REFUSED else None
        if status not in PASSING and back is None:
            raise SourceFailed(f"{place} answered {status}.")
        wait = retry_after(headers.get("retry-after", ""), self._clock())
        wait = back if wait is None else wait
        if wait is not None and wait > self._manners.patience:
            raise SourceFailed(f"{place} answered {status} and asks to be left alone for {wait:,.0f} seconds.")
        if wait is not None:
            self._pace.hold(host, wait)
        raise _Passing(f"{place} answered {status}.", wait)


def _no_longer_than_said(response: httpcore2.Response, headers: Mapping[str, str]) -> Iterator[bytes]:
    """Yield the pieces of a body; one that goes on where its announced length ends was announced wrongly.

    Raises `CutShort` at its end, for what was announced is then a part.
    """
    piece = b""
    for piece in response.iter_stream():
        yield piece
    came = response.extensions["network_stream"].get_extra_info(CAME_LAST)
    if "content-length" in headers and not came.endswith(piece[-_PEEKED:]):
        raise CutShort("it is longer than it announces")


def _kept(response: httpcore2.Response) -> dict[str, str]:
    """Return the headers of an answer by their names in lower case; of several with one name the texts are joined."""
    headers: dict[str, str] = {}
    for name, text in response.headers:
        key, value = name.decode("latin-1").lower(), text.decode("latin-1").strip()
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    return headers


def _address(text: str) -> httpx2.URL:
    try:
        return httpx2.URL(text)
    except (httpx2.InvalidURL, ValueError) as error:
        raise SourceFailed(f"{text[:200]!r} is no address ({error}).") from None


def _said(address: httpx2.URL) -> str:
    """Write an address as it is kept and shown: without what signs it or lets somebody in."""
    shown = address.copy_with(userinfo=b"", fragment=None)
    for name in shown.params:
        if any(sign in name.lower() for sign in _SIGNS):
            shown = shown.copy_set_param(name, "...")
    return str(shown)
