"""Fill a frozen dataclass from the entries of a TOML file: its fields say which entries there are, and of what type."""

from __future__ import annotations

import difflib
import types
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from onrecord.terms.errors import BadInput

Filled = TypeVar("Filled")

SAID: Mapping[type, str] = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    date: "a day such as 2026-11-23, without quotes",
    Path: "the path of a file or folder",
}
"""What a value of each plain type is called in messages."""


def fill(shape: type[Filled], said: Mapping[str, Any], where: str, home: Path) -> Filled:
    """Return an instance of a dataclass whose fields are the entries; paths are relative to `home`.

    A field may be a text, a number, true or false, a day, a path, another dataclass, a tuple, a mapping by text, or one
    of these or None.

    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Hub:
    ...     organisations: tuple[str, ...] = ()
    ...     whole: bool = False
    >>> fill(Hub, {"organisations": ["Qwen"]}, "onrecord.toml, [hub]", Path())
    Hub(organisations=('Qwen',), whole=False)

    Raises `BadInput` for an entry that is unknown, missing or of another type.
    """
    hints = get_type_hints(shape)
    known = [one for one in fields(shape) if one.init]  # type: ignore[arg-type]
    for entry in said:
        if entry not in {one.name for one in known}:
            raise BadInput(f"{where}: {entry!r} is unknown{nearest(entry, (one.name for one in known))}.")
    for one in known:
        if one.name not in said and one.default is MISSING and one.default_factory is MISSING:
            raise BadInput(f"{where}: `{one.name}` is missing.")
    values = {name: _value(hints[name], value, f"{where}, `{name}`", home) for name, value in said.items()}
    return shape(**values)


def nearest(word: str, known: Iterable[str]) -> str:
    """Say which known word is nearest, or which ones there are.

    >>> nearest("orgnisations", ["organisations", "whole"])
    "; did you mean 'organisations'"
    """
    choices = sorted(known)
    close = difflib.get_close_matches(word, choices, n=1)
    if close:
        return f"; did you mean {close[0]!r}"
    return f": choose among {', '.join(choices)}" if choices else ""


def _value(kind: Any, value: Any, where: str, home: Path) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        (kind,) = (one for one in inner if one is not type(None))
        return _value(kind, value, where, home)
    if origin is tuple:
        _must(isinstance(value, list), where, "a list")
        return tuple(_value(inner[0], one, where, home) for one in value)
    if origin is not None:
        _must(isinstance(value, dict), where, "a table of entries")
        return {name: _value(inner[1], one, f"{where}, {name!r}", home) for name, one in value.items()}
    if is_dataclass(kind) and isinstance(kind, type):
        _must(isinstance(value, dict), where, "a table of entries")
        return fill(kind, value, where, home)
    return _plain(kind, value, where, home)


def _plain(kind: type, value: Any, where: str, home: Path) -> Any:
    if kind is Path:
        _must(isinstance(value, str) and value != "", where, SAID[Path])
        return home / value
    if kind is float and type(value) is int:
        return float(value)
    # In Python true is a whole number, in settings it is a slip.
    _must(type(value) is kind, where, SAID[kind])
    return value


def _must(right: bool, where: str, expected: str) -> None:
    if not right:
        raise BadInput(f"{where} must be {expected}.")
