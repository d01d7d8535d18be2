"""The Hugging Face Hub: lists of models, of some accounts or whole, and single models.

The addresses and fields are those of the Hub's own client (huggingface-hub 2.4.0): `list_models` with `author`, `sort`,
`limit` and `expand`, whose pages follow one another by the header `Link`, and `model_info`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import quote, urlencode

from onrecord.sources.accounts import Account, huggingface_accounts
from onrecord.sources.huggingface_models import GONE, Listing, read_list, read_model
from onrecord.sources.shapes import expected
from onrecord.sources.source import MEGABYTE, Capture, Parsed, Parser, Request
from onrecord.terms.time import Day

ORGANISATIONS = (
    "01-ai",
    "allenai",
    "baidu",
    "deepseek-ai",
    "google",
    "meta-llama",
    "microsoft",
    "MiniMaxAI",
    "mistralai",
    "moonshotai",
    "nvidia",
    "openai",
    "Qwen",
    "stepfun-ai",
    "tencent",
    "zai-org",
)
"""The accounts that are collected where the settings name none."""

TOKEN = "HF_TOKEN"  # noqa: S105 - the name of a variable

PAGE = 1000
"""So many models are asked for at a time, the most that the Hub gives."""

EXPANDED = (
    "childrenModelCount",
    "createdAt",
    "downloads",
    "downloadsAllTime",
    "gated",
    "likes",
    "safetensors",
    "tags",
)

_NEXT = re.compile(r"<([^<>]+)>\s*;[^,<>]*\brel=\"?next\"?")


@dataclass(frozen=True)
class HuggingFace:
    """Models of the accounts `organisations`, or with `whole` all of them; beside them single `models`, by name.

    `makers` says whose an account is where the record does not know it, by the names of entities. Without a token in
    the environment variable `HF_TOKEN` the Hub answers too, and wants a slower pace.

    >>> [request.slot for request in HuggingFace(("Qwen",), models=("deepseek-ai/DeepSeek-R1",)).first({})]
    ['organisation/Qwen/1', 'model/deepseek-ai/DeepSeek-R1']
    """

    organisations: tuple[str, ...] = ORGANISATIONS
    whole: bool = False
    models: tuple[str, ...] = ()
    makers: Mapping[str, str] = field(default_factory=dict)
    base: str = "https://huggingface.co"

    name = "huggingface"
    cited = "s_hf_hub"

    @property
    def parsers(self) -> Sequence[Parser]:
        """One shape so far: `expand` came in 2024, `_id` and `createdAt` before."""
        return (Parser(Day(2024, 6, 1), partial(_read, self)),)

    def first(self, earlier: Mapping[str, Capture]) -> Sequence[Request]:
        """Ask for the first page of every list, and for every single model."""
        del earlier
        listed = (
            {"models": {}} if self.whole else {f"organisation/{one}": {"author": one} for one in self.organisations}
        )
        return [
            *(self._asked(f"{slot}/1", self._list(author)) for slot, author in listed.items()),
            *(self._asked(f"model/{one}", self._model(one), also=GONE) for one in self.models),
        ]

    def further(self, capture: Capture, body: bytes) -> Sequence[Request]:
        """Ask for the page that an answer names as the next one."""
        del body
        following = next_page(capture)
        if following is None:
            return ()
        if not following.startswith(f"{self.base}/api/models?"):
            expected(f"a next page below {self.base}/api/models", following, capture.address)
        stem, _, number = capture.slot.rpartition("/")
        return [self._asked(f"{stem}/{int(number) + 1}", following)]

    def accounts(self) -> Mapping[str, Account]:
        """Return whose the accounts are: those on record, and what the settings say of others."""
        return {**huggingface_accounts(), **{name: Account(maker) for name, maker in self.makers.items()}}

    def _asked(self, slot: str, address: str, also: frozenset[int] = frozenset()) -> Request:
        return Request(address, slot, limit=50 * MEGABYTE, secret=TOKEN, also=also)

    def _list(self, author: Mapping[str, str]) -> str:
        # The newest come first: what is made while the pages are asked for moves no model to a page that was read.
        asked = {**author, "sort": "createdAt", "limit": PAGE}
        return f"{self.base}/api/models?{urlencode(asked)}&{_EXPAND}"

    def _model(self, model: str) -> str:
        return f"{self.base}/api/models/{quote(model)}?{_EXPAND}"


_EXPAND = urlencode([("expand", one) for one in EXPANDED])


def next_page(capture: Capture) -> str | None:
    """Return the address that the header `Link` names as the next page; None on the last one.

    >>> from datetime import UTC, datetime
    >>> link = {"link": '<https://huggingface.co/api/models?cursor=eyJ>; rel="next"'}
    >>> next_page(Capture("huggingface", "models/1", "", "", 200, datetime(2026, 11, 23, tzinfo=UTC), link, "", 0, ""))
    'https://huggingface.co/api/models?cursor=eyJ'
    """
    found = _NEXT.search(capture.headers.get("link", ""))
    return found[1] if found else None


def _read(source: HuggingFace, capture: Capture, body: bytes) -> list[Parsed]:
    kind, _, rest = capture.slot.partition("/")
    if kind == "model":
        return read_model(source.accounts(), rest, capture, body)
    scope = "" if kind == "models" else f"{rest.rpartition('/')[0]}/"
    # A full page that names no next one may be the end, or a list that was cut: then nothing is said to be gone.
    listing = Listing(scope, last=next_page(capture) is None, full=PAGE)
    return read_list(source.accounts(), listing, capture, body)
