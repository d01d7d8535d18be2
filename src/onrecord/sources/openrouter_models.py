"""The list of models on OpenRouter: prices, context windows, the day of listing, and how many there are."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from onrecord.sources.openrouter_names import SCOPE, entry, maker_of, row_of
from onrecord.sources.shapes import expected, json_of, needed, optional
from onrecord.sources.source import Capture, Parsed, Reading, Row, Watching
from onrecord.terms.time import Day

PRICES = {"prompt": "or_price_input", "completion": "or_price_output"}
"""The prices that are read, in dollars a token, and their metrics, in dollars a million tokens."""

CONTEXT = "context-window"

MILLION = Decimal(1_000_000)

SOURCE = "s_or_api"


def read_models(capture: Capture, body: bytes) -> list[Parsed]:
    """Read a page of the list of models; the last one says that all were seen.

    Names that point to another entry (`~latest`), and routers, whose price depends on where they lead, are left out.

    Raises `Unreadable` where an entry has another shape.
    """
    said = json_of(capture, body)
    entries = needed(said, "data", list, capture.address)
    if not entries:
        expected("models", None, capture.address)
    read: list[Parsed] = []
    for number, one in enumerate(entries, 1):
        read += _of_model(one, capture.day, f"{capture.address}, model {number}")
    links = optional(said, "links", dict, capture.address)
    total = optional(said, "total_count", int, capture.address)
    if capture.slot == "models/1" and not (links and links.get("next")) and total in {None, len(entries)}:
        read += _counts(entries, capture.day)
        read += [Watching(metric, SCOPE) for metric in (*PRICES.values(), CONTEXT)]
    return read


def _counts(entries: list[Any], day: Day) -> list[Parsed]:
    free = sum(one["id"].endswith(":free") for one in entries)
    return [
        Reading("openrouter", "or_models_listed", float(len(entries)), day, day),
        Reading("openrouter", "or_models_free", float(free), day, day),
    ]


def _of_model(one: Any, day: Day, where: str) -> list[Parsed]:
    name = needed(one, "id", str, where)
    permanent = needed(one, "canonical_slug", str, where)
    if optional(one, "alias_target", dict, where) is not None:
        return []
    variant = name.partition(":")[2]
    permaslug = f"{permanent}:{variant}" if variant and ":" not in permanent else permanent
    maker = maker_of(permaslug, optional(one, "hugging_face_id", str, where) or "", where)
    listed = _day_of_listing(needed(one, "created", int, where), where)
    pricing = needed(one, "pricing", dict, where)
    prices = {metric: _price(needed(pricing, key, str, where), key, where) for key, metric in PRICES.items()}
    if any(price < 0 for price in prices.values()):
        return []
    read: list[Parsed] = [row_of(permaslug, maker, SOURCE, listed), _listing(one, permaslug, maker, listed, day, where)]
    read += [Reading(entry(permaslug), metric, float(price), day, day) for metric, price in prices.items()]
    if (window := optional(one, "context_length", int, where)) is not None:
        read.append(Reading(entry(permaslug), CONTEXT, float(window), day, day))
    return read


def _listing(one: dict[str, Any], permaslug: str, maker: str, listed: str, day: Day, where: str) -> Row:
    """Return the row of `releases`: that a shop began to list a model, which is no launch of it."""
    entity = row_of(permaslug, maker, SOURCE).cells["subject"]
    cells = {
        "release": entity,
        "maker": maker,
        "model": f"{needed(one, 'name', str, where)} on OpenRouter",
        "kind": "listing",
        "period": listed,
        "launch": "no",
        "published": listed,
        "basis": "act",
        "recorded": day.isoformat(),
        "sources": SOURCE,
    }
    return Row("releases", cells)


def _day_of_listing(seconds: int, where: str) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return expected("`created` in seconds since 1970", seconds, where)


def _price(text: str, key: str, where: str) -> Decimal:
    """Return a price in dollars a million tokens; prices come as texts, for they are exact.

    >>> _price("0.00000055", "prompt", "model 1")
    Decimal('0.55')
    """
    try:
        price = Decimal(text)
    except InvalidOperation:
        price = Decimal("NaN")
    if not price.is_finite():
        expected(f"`pricing.{key}` to be a decimal number of dollars", text, where)
    return (price * MILLION).normalize()
