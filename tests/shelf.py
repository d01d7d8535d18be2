"""A made source, a list in pages, with a record that knows what stands on it; and every trouble that it can make."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from loopback import Say, packed, raw
from onrecord.record import open_record
from onrecord.record.folder.transaction import create_record
from onrecord.sources.archive import Archive
from onrecord.sources.source import Parser, Reading, Request, Row, Watching
from onrecord.sources.waiting import Home
from onrecord.terms.errors import Unreadable

ITEMS = ("ale", "bread", "corn", "dill", "eggs")
PAGES = ("/list/1", "/list/2", "/list/3")


_TIMES = {"published": "unknown", "basis": "recorded", "recorded": "2031-01-01", "sources": "shop"}

KNOWN = (
    Row("sources", {"source": "shop", "publisher": "Shop", "published": "unknown", "tier": "O", "licence": "CC0-1.0"}),
    Row(
        "metrics",
        {
            "metric": "sales",
            "name": "sales",
            "concepts": "sales",
            "unit": "items",
            "kind": "flow",
            "window": "a day",
            "counts": "items sold",
            "misses": "the rest",
        },
    ),
    *(Row("entities", {"entity": item, "kind": "product", "name": item, **_TIMES}) for item in ITEMS),
)
"""What the readings rest on; the record stands alone and is told with them."""


@dataclass(frozen=True)
class Shelf:
    """The list at an address."""

    base: str

    name = "shelf"
    cited = "shop"

    @property
    def parsers(self):
        return (Parser(date(2031, 1, 1), read_shelf),)

    def first(self, _):
        return [Request(self.base + PAGES[0], "list/1", limit=100_000)]

    def further(self, capture, body):
        following = _said(capture, body)["next"]
        number = int(capture.slot.partition("/")[2]) + 1
        return [Request(self.base + following, f"list/{number}", limit=100_000)] if following else []


def read_shelf(capture, body):
    said = _said(capture, body)
    yield from KNOWN
    for item in said["items"]:
        if not isinstance(item.get("sold"), int):
            raise Unreadable(f"{capture.address} does not say how much of {item} was sold.")
        yield Reading(item["item"], "sales", float(item["sold"]), capture.day, capture.day)
    if not said["next"]:
        yield Watching("sales")


def _said(capture, body) -> dict[str, Any]:
    try:
        said = json.loads(body)
        return {"items": said["items"], "next": said["next"]}
    except (ValueError, KeyError, TypeError):
        raise Unreadable(f"{capture.address} does not say `items` and `next`.") from None


def shelf_home(folder):
    """Make a record that stands alone, with an archive beside it."""
    create_record(folder / "record", "")
    return Home(Archive(folder / "archive"), folder / "record", folder / "documents")


def stock(host, sold: Sequence[int]) -> None:
    """Have the server list how much of each item was sold, two on a page."""
    items = [{"item": item, "sold": count} for item, count in zip(ITEMS, sold, strict=True)]
    for number, path in enumerate(PAGES):
        following = PAGES[number + 1] if number + 1 < len(PAGES) else None
        body = json.dumps({"items": items[2 * number : 2 * number + 2], "next": following}).encode()
        host.pages[path] = Say(body, headers={"ETag": f'"{hash(body)}"'})


def values(record) -> list[tuple[Any, ...]]:
    """Return what a record says of sales, and when that was known."""
    sql = "SELECT entity, value, period_start, published_at, superseded_at, recorded_at FROM record_observations"
    return sorted((tuple(row.values()) for row in open_record(record).engine.query(sql)), key=str)


def _cut(say: Say) -> Say:
    return raw(f"HTTP/1.1 200 OK\r\nContent-Length: {len(say.body) + 9}\r\n\r\n".encode(), say.body)


def _short(say: Say) -> Say:
    return raw(f"HTTP/1.1 200 OK\r\nContent-Length: {len(say.body) - 9}\r\n\r\n".encode(), say.body)


TROUBLES = {
    "an error": lambda _: Say(b"oops", 500),
    "too many questions": lambda _: Say(b"", 429, {"Retry-After": "86400"}),
    "a page that is gone": lambda _: Say(b"gone", 404),
    "a cut body": _cut,
    "a wrong length": _short,
    "a bomb": lambda _: packed(b"[" * 5_000_000),
    "a way into a private network": lambda _: Say(b"", 302, {"Location": "http://127.0.0.9/"}),
    "redirects without end": lambda _: Say(b"", 302, {"Location": "?"}),
    "a page of errors": lambda _: Say(b"<html>We will be back soon.</html>"),
    "a changed schema": lambda say: Say(say.body.replace(b'"items"', b'"rows"')),
    "a changed item": lambda say: Say(say.body.replace(b'"sold"', b'"units_sold"')),
    "a page that repeats": lambda _: Say(json.dumps({"items": [], "next": PAGES[0]}).encode()),
    "a page that leads to itself by another name": lambda _: Say(b'{"items": [], "next": "/list/2?again"}'),
}
"""What can become of a page, by what it is."""
