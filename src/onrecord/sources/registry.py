"""The sources that can be collected: the name of each section of the settings, and the dataclass that it fills."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from onrecord.sources.atom import Atom
from onrecord.sources.feeds import Feeds
from onrecord.sources.git_file import GitFile
from onrecord.sources.github import GitHub
from onrecord.sources.huggingface import HuggingFace
from onrecord.sources.models_dev import ModelsDev
from onrecord.sources.ollama import Ollama
from onrecord.sources.openrouter import OpenRouter
from onrecord.sources.pypi import PyPI
from onrecord.sources.source import Source
from onrecord.sources.url import Url

SOURCES: Mapping[str, type[Source]] = MappingProxyType(
    {
        "atom": Atom,
        "feeds": Feeds,
        "git": GitFile,
        "github": GitHub,
        "huggingface": HuggingFace,
        "models-dev": ModelsDev,
        "ollama": Ollama,
        "openrouter": OpenRouter,
        "pypi": PyPI,
        "url": Url,
    }
)
"""A section is written `[pypi]`, or `[[url]]` where there may be several of a kind, each with a `name` of its own."""
