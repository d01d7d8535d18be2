"""Read answers in JSON strictly: what is expected is named, and what came instead; nothing is guessed."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn, TypeVar

from onrecord.sources.source import Capture
from onrecord.terms.errors import Unreadable
from onrecord.terms.time import Day

Kind = TypeVar("Kind", str, int, bool, list[Any], dict[str, Any])

LARGEST = 2**63
"""A count above this is no count."""

SHOWN = 80
"""So many characters of what came instead are repeated in a message."""

_NAMES = {str: "a text", int: "a whole number from 0", bool: "true or false", list: "a list", dict: "an object"}

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?")


def json_of(capture: Capture, body: bytes) -> Any:
    """Parse an answer as JSON.

    Raises `Unreadable` where it is cut or is none.
    """
    try:
        return json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{capture.address}: expected JSON, got {shown(body[:SHOWN])} ({error}).") from None


def needed(entry: Any, field: str, kind: type[Kind], where: str) -> Kind:
    """Return a field that must be there.

    >>> needed({"likes": 12}, "likes", int, "model 1")
    12

    Raises `Unreadable` that says what was expected where, and what came.
    """
    value = optional(entry, field, kind, where)
    if value is None:
        expected(f"`{field}` to be {_NAMES[kind]}", None, where)
    return value


def optional(entry: Any, field: str, kind: type[Kind], where: str) -> Kind | None:
    """Return a field that may be absent or null.

    Raises `Unreadable` where it is of another kind, or where there are no fields.
    """
    if not isinstance(entry, dict):
        expected("an object", entry, where)
    value = entry.get(field)
    if value is None:
        return None
    # In JSON true is no number; in Python it is.
    if type(value) is not kind or (isinstance(value, int) and not 0 <= value < LARGEST):
        expected(f"`{field}` to be {_NAMES[kind]}", value, where)
    return value


def day_of(text: str, where: str) -> Day:
    """Return the day of a time as APIs write it.

    >>> day_of("2025-01-20T03:46:07.000Z", "model 1")
    datetime.date(2025, 1, 20)

    Raises `Unreadable` where it is none.
    """
    match = _DAY.fullmatch(text)
    try:
        if match:
            return Day.fromisoformat(match[1])
    except ValueError:
        pass
    return expected("a time such as 2025-01-20T03:46:07.000Z", text, where)


def expected(what: str, came: Any, where: str) -> NoReturn:
    """Raise `Unreadable`: at `where` something was expected, and something else came."""
    raise Unreadable(f"{where}: expected {what}, got {'nothing' if came is None else shown(came)}.")


def shown(value: Any) -> str:
    """Return a value as it stands in a message, cut where it is long."""
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")
