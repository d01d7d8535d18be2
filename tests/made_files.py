"""PDF and WARC files made for tests: small, exact, and without a library that they are to test."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence

Printed = tuple[float, float, float, str]
"""Left, bottom, size in points, and the words."""


def pdf(pages: Sequence[Sequence[Printed]], *, trailer: str = "") -> bytes:
    """Return a PDF file with these words on its pages, in Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for page in pages:
        words = "\n".join(f"BT /F1 {size} Tf {x} {y} Td ({_escaped(text)}) Tj ET" for x, y, size, text in page)
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {len(objects) + 2} 0 R /Resources "
            "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >> >>"
        )
        objects.append(f"<< /Length {len(words.encode('cp1252'))} >>\nstream\n{words}\nendstream")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    out = b"%PDF-1.4\n"
    starts = []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    return (
        out
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
        ).encode()
    )


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def lines(left: float, top: float, words: Sequence[str], size: float = 10, pitch: float = 12) -> list[Printed]:
    """Return lines below each other."""
    return [(left, top - number * pitch, size, text) for number, text in enumerate(words)]


def record(
    uri: str, body: bytes, *, kind: str = "text/html; charset=utf-8", status: str = "200 OK", coding: str = ""
) -> bytes:
    """Return one WARC record with the answer of a server."""
    packed = {"": lambda data: data, "gzip": gzip.compress, "deflate": zlib.compress}[coding](body)
    extra = f"Content-Encoding: {coding}\r\n" if coding else ""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}Content-Length: {len(packed)}\r\n\r\n".encode()
    return _warc("response", uri, "application/http; msgtype=response", answer + packed)


def request(uri: str) -> bytes:
    """Return one WARC record of what was asked."""
    return _warc("request", uri, "application/http; msgtype=request", b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n")


def plain(uri: str, body: bytes) -> bytes:
    """Return one WARC record of the text of a page, as WET files hold it."""
    return _warc("conversion", uri, "text/plain", body)


def _warc(kind: str, uri: str, content_type: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2025-07-25T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-{abs(hash(uri)) % 10**12:012d}>\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"
