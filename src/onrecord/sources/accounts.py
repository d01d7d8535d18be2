"""Whose an account is: the makers behind the names under which hosts list models.

Accounts on Hugging Face are those of the shipped table `models`; names on other hosts are read as those of catalogues
are (`model_names`), and `data/collecting/ollama_makers.csv` has the pages of Ollama whose names say nothing or mislead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from onrecord.record.store import open_record
from onrecord.sources.model_names import collecting_rows, model_names

HUGGINGFACE_OTHERS = "hf-community"
"""The maker of repositories of accounts that are nobody's on record."""

OTHERS = "other-makers"
"""The maker of what other hosts list, where it is nobody on record."""


class Account(NamedTuple):
    """The maker behind an account, and the region that the table `models` gives it, empty where it gives none."""

    maker: str
    region: str = ""


@cache
def huggingface_accounts() -> Mapping[str, Account]:
    """Return the accounts on Hugging Face whose maker is on record.

    >>> huggingface_accounts()["deepseek-ai"]
    Account(maker='deepseek', region='china')
    """
    rows = (
        open_record()
        .latest()
        .query(
            "SELECT namespace, min(maker) AS maker, coalesce(min(nullif(region, '')), '') AS region FROM models "
            f"WHERE namespace <> '' AND maker <> '{HUGGINGFACE_OTHERS}' GROUP BY namespace ORDER BY namespace"
        )
    )
    return MappingProxyType({row["namespace"]: Account(row["maker"], row["region"]) for row in rows})


def ollama_maker(page: str) -> str:
    """Return the maker of a page of the Ollama library, told by how its name begins.

    >>> ollama_maker("qwen3.5"), ollama_maker("llama2-uncensored"), ollama_maker("phind-codellama")
    ('alibaba', 'other-makers', 'other-makers')
    """
    found = [stem for stem in _stems() if page.startswith(stem) and not page[len(stem) : len(stem) + 1].isalpha()]
    return _stems()[max(found, key=len)] if found else model_names().maker(page) or OTHERS


def slug(name: str) -> str:
    """Return a name as keys of the record are written.

    >>> slug("deepseek/deepseek-r1:free")
    'deepseek-deepseek-r1-free'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


@cache
def _stems() -> Mapping[str, str]:
    return MappingProxyType({row["stem"]: row["maker"] for row in collecting_rows("ollama_makers")})
