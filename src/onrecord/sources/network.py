"""Connections that reach public hosts only, and that end when the time for a question is over.

A name is looked up once and the connection goes to the address that was looked at: a name that later stands for another
address gains nothing by it. Works below the HTTP of httpcore2, where names become addresses.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Collection, Iterable
from typing import Any

import httpcore2

from onrecord.terms.errors import SourceFailed

Seconds = Callable[[], float]
"""Counts seconds from some moment on, and never goes back."""

_EMBEDDING = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))
"""IPv6 networks whose last 32 bits are an IPv4 address (RFC 6052, RFC 4291)."""


CAME_LAST = "onrecord.came_last"
"""The extra information of a connection that holds the bytes which came last."""


class PrivateAddress(SourceFailed):
    """A host stands for an address that is not public."""


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the public network.

    >>> [is_public(one) for one in ("8.8.8.8", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1")]
    [True, False, False, False, False]
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and any(ip in network for network in _EMBEDDING):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


class Network(httpcore2.NetworkBackend):
    """Opens connections; `allowed` are hosts that may lie in a private network.

    `until` is when the question at hand must be answered, on the clock of `seconds`.
    """

    def __init__(self, allowed: Collection[str], seconds: Seconds) -> None:
        """Open nothing yet."""
        self.until = 0.0
        self._allowed = {host.lower() for host in allowed}
        self._seconds = seconds
        self._sockets = httpcore2.SyncBackend()

    def left(self, timeout: float | None) -> float:
        """Return how long the next step may take.

        Raises `httpcore2.ReadTimeout` where no time is left.
        """
        left = self.until - self._seconds()
        if left <= 0:
            raise httpcore2.ReadTimeout("it took too long as a whole")
        return left if timeout is None else min(timeout, left)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to a host at an address that was looked at.

        Raises `PrivateAddress`, and the errors of httpcore2.
        """
        addresses = _looked_up(host, port, self.left(timeout))
        if host.lower() not in self._allowed and not all(is_public(address) for address in addresses):
            raise PrivateAddress(
                f"{host} stands for {addresses[0]}, which is not public; name it under `allow` if it may be asked"
            )
        failure: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                stream = self._sockets.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
                return _Stream(stream, self)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure


class _Stream(httpcore2.NetworkStream):
    """A connection of which no step outlasts the question."""

    def __init__(self, stream: httpcore2.NetworkStream, network: Network) -> None:
        self._stream, self._network = stream, network
        self._came = b""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._came = self._stream.read(max_bytes, self._network.left(timeout))
        return self._came

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._network.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._network.left(timeout))
        return _Stream(stream, self._network)

    def get_extra_info(self, info: str) -> Any:
        if info == CAME_LAST:
            return self._came
        return self._stream.get_extra_info(info)


def _looked_up(host: str, port: int, timeout: float) -> list[str]:
    """Return the addresses of a host; the look-up of the system knows no time-out, so a thread of its own makes it."""
    found: list[str] = []
    problems: list[OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            found.extend(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            problems.append(error)

    looking = threading.Thread(target=look_up, daemon=True)
    looking.start()
    looking.join(timeout)
    if problems:
        raise httpcore2.ConnectError(f"{host} is not found ({problems[0]})")
    if not found:
        raise httpcore2.ConnectTimeout(f"the look-up of {host} took too long")
    return found
