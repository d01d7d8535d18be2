"""A real HTTP server on loopback that does what it is told, also what no server should."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Say:
    """What the server says to one question; `act`, where given, writes to the connection itself."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    act: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class Asked:
    """A question that came, with its headers in lower case."""

    path: str
    headers: dict[str, str]


class Loopback:
    """The server: `pages` are what it says by path, `next` what it says first, whatever is asked."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.pages: dict[str, Say] = {}
        self.next: list[Say] = []
        self.asked: list[Asked] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.answer(self)

            def date_time_string(self, _: float | None = None) -> str:
                return format_datetime(clock(), usegmt=True)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                """Say nothing of clients that hang up: they have their reasons."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(Asked(handler.path, {name.lower(): text for name, text in handler.headers.items()}))
        say = self.next.pop(0) if self.next else self.pages.get(handler.path, Say(b"not here", 404))
        if say.act is not None:
            handler.close_connection = True
            say.act(handler)
            return
        etag = say.headers.get("ETag")
        if etag and handler.headers.get("If-None-Match") == etag:
            say = Say(b"", 304, say.headers)
        handler.send_response(say.status)
        for name, text in say.headers.items():
            handler.send_header(name, text)
        if say.status != 304:
            handler.send_header("Content-Length", str(len(say.body)))
        handler.end_headers()
        handler.wfile.write(say.body)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def raw(*pieces: bytes) -> Say:
    """Write bytes as they are and close the connection."""

    def act(handler: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()

    return Say(act=act)


def packed(body: bytes) -> Say:
    return Say(gzip.compress(body), headers={"Content-Encoding": "gzip"})
