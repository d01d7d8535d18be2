"""Whose a model is and what the record calls it, told by the name that a catalogue gives it.

The words stand in `data/collecting/`. A name that they do not know belongs to nobody: better no row than a wrong maker.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

HOSTS = re.compile(r"^(hf:|@cf/|accounts/)")
_DATED = re.compile(r"-20\d{6}$")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a name such as `preview`: the kind of date that it makes, and whether it is no part of the release."""

    kind: str
    dropped: bool
    launch: str


@dataclass(frozen=True, slots=True)
class ModelNames:
    """The words: `accounts` that publish models and `makers` by how names `begin`; `parts` of names."""

    accounts: Mapping[str, str]
    makers: Mapping[str, str]
    begin: re.Pattern[str]
    parts: Mapping[str, Part]

    def maker(self, entry: str) -> str:
        """Return the maker of a catalogue's entry, empty where the name does not tell.

        >>> names = model_names()
        >>> names.maker("deepseek-ai/DeepSeek-V3"), names.maker("workers-ai/@cf/qwen3-30b"), names.maker("auto")
        ('deepseek', 'alibaba', '')
        """
        *folders, last = entry.lower().split("/")
        for folder in folders:
            if maker := self.accounts.get(HOSTS.sub("", folder)):
                return maker
        begins = self.begin.match(last)
        return self.makers[begins[1]] if begins else ""

    def release(self, maker: str, entry: str) -> str:
        """Return the name under which the record holds a release.

        >>> names = model_names()
        >>> names.release("anthropic", "claude-opus-4-5-20251101"), names.release("google", "gemini-3-pro-preview")
        ('anthropic-claude-opus-4-5', 'google-gemini-3-pro')
        """
        name = re.sub(r"[^a-z0-9]+", "-", entry.lower().rpartition("/")[2]).strip("-")
        if maker == "anthropic":
            name = _DATED.sub("", name)
        parts = name.split("-")
        while len(parts) > 1 and parts[-1] in self.parts and self.parts[parts[-1]].dropped:
            parts.pop()
        name = "-".join(parts)
        return name if name == maker or name.startswith(f"{maker}-") else f"{maker}-{name}".rstrip("-")

    def kind(self, entry: str) -> str:
        """Return which date of a model its catalogue gives: that of its release, of a preview, or of an update.

        >>> model_names().kind("mistral-large-latest")
        'update'
        """
        return next((part.kind for part in self._parts(entry) if part.kind), "release")

    def launch(self, entry: str) -> str:
        """Return `no` for what came with another model: sizes, modes, tools.

        >>> model_names().launch("gpt-5-mini")
        'no'
        """
        return next((part.launch for part in self._parts(entry) if part.launch), "")

    def _parts(self, entry: str) -> list[Part]:
        words = re.split(r"[^a-z0-9]+", entry.lower().rpartition("/")[2])
        return [self.parts[word] for word in words if word in self.parts]


@cache
def model_names() -> ModelNames:
    """Return the shipped words."""
    rows = collecting_rows("model_makers")
    named = {row["word"]: row["maker"] for row in rows if row["where"] == "name"}
    longest_first = sorted(named, key=lambda word: (-len(word), word))
    return ModelNames(
        {row["word"]: row["maker"] for row in rows if row["where"] == "account"},
        named,
        re.compile(f"({'|'.join(map(re.escape, longest_first))})(?![a-z])"),
        {
            row["part"]: Part(row["kind"], row["dropped"] == "yes", row["launch"])
            for row in collecting_rows("name_parts")
        },
    )


def collecting_rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a table of `data/collecting/`."""
    text = resources.files("onrecord.data").joinpath(f"collecting/{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
