"""The sources that can be collected: the name of each section of the settings, and the dataclass that it fills."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from onrecord.sources.pypi import PyPI
from onrecord.sources.source import Source

SOURCES: Mapping[str, type[Source]] = MappingProxyType(
    {
        "pypi": PyPI,
    }
)
"""A section is written `[pypi]`, or `[[url]]` where there may be several of a kind, each with a `name` of its own."""
