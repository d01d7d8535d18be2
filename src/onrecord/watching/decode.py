"""Read plain JSON values back into the frozen dataclasses that they were written from."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from onrecord.terms.time import Day

T = TypeVar("T")


def decode(shape: type[T], value: Mapping[str, Any]) -> T:
    """Return the dataclass that a mapping holds; what is left out has its default.

    >>> from onrecord.watching.model import Trial
    >>> decode(Trial, {"name": "tokens", "holds": None, "numbers": "down 3%"})
    Trial(name='tokens', holds=None, numbers='down 3%')

    Raises `KeyError`, `TypeError` or `ValueError` where the mapping is of another shape.
    """
    readers: Mapping[str, Callable[[Any], Any] | None] = _readers(shape)  # type: ignore[arg-type]
    found = {}
    for name, inner in value.items():
        reader = readers[name]
        found[name] = inner if reader is None or inner is None else reader(inner)
    return shape(**found)


@cache
def _readers(shape: Any) -> dict[str, Callable[[Any], Any] | None]:
    """Return what reads each field of a dataclass; None where the value is what it is in JSON."""
    return {name: _reader(hint) for name, hint in get_type_hints(shape).items()}


def _reader(hint: Any) -> Callable[[Any], Any] | None:
    if get_origin(hint) in {Union, types.UnionType}:
        return _reader(next(one for one in get_args(hint) if one is not type(None)))
    if get_origin(hint) is tuple:
        inner = _reader(get_args(hint)[0])
        return tuple if inner is None else lambda values: tuple(map(inner, values))
    if hint is Day:
        return Day.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return lambda value: decode(hint, value)
    return None
