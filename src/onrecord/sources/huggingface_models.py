"""What the Hub says of its models: a page of a list, or one model, to readings and rows.

Fields as in `ModelInfo` of huggingface-hub 2.4.0. `_id` is never given to another repository and stays when one is
renamed or moved. `downloads` counts 30 days, `downloadsAllTime` all. `gated` is false, `auto` or `manual`. `createdAt`
is 2022-03-02T23:29:04.000Z for all that is older. `childrenModelCount` is one number by that client; where it comes as
a number for each relation, they are added. The bases of a model stand among its tags: `base_model:Qwen/Qwen3-8B`, and
`base_model:finetune:Qwen/Qwen3-8B`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from onrecord.sources.accounts import HUGGINGFACE_OTHERS, Account
from onrecord.sources.shapes import LARGEST, day_of, expected, json_of, needed, optional
from onrecord.sources.source import Capture, Parsed, Part, Reading, Row, Watching
from onrecord.terms.errors import Unreadable
from onrecord.terms.time import Day

COUNTS = {
    "downloads": "hf_downloads_30d",
    "downloadsAllTime": "hf_downloads_all_time",
    "likes": "hf_likes",
}
"""The counts of a model, and the metrics that they are values of."""

DERIVATIVES = "hf_derivatives"

GATED: Mapping[bool | str, float] = {False: 0.0, "auto": 1.0, "manual": 2.0}

METRICS = (*COUNTS.values(), DERIVATIVES, "hf_gated")

GONE = frozenset({401, 404, 410})
"""What the Hub answers where a model is no more, or is private now; 401 to those who show no token."""

OLDEST = "2022-03-02T23:29:04.000Z"
"""The day on which the Hub began to note when a repository is made: earlier ones bear it too."""

_NO_REPOSITORY = ("Repository not found", "Invalid username or password.")

_BASE = "base_model:"

_NOBODY = Account(HUGGINGFACE_OTHERS)


@dataclass(frozen=True, slots=True)
class Listing:
    """Which list a page is of: how the names in it begin, whether it is the last page, how many a full page holds."""

    scope: str
    last: bool
    full: int


def read_list(accounts: Mapping[str, Account], listing: Listing, capture: Capture, body: bytes) -> list[Parsed]:
    """Read a page of a list of models; the last one says that all were seen.

    Raises `Unreadable` where an entry has another shape, and where an account lists nothing: its name is wrong then.
    """
    entries = json_of(capture, body)
    if not isinstance(entries, list):
        expected("a list of models", entries, capture.address)
    if not entries:
        if capture.slot.endswith("/1"):
            expected(f"models of {listing.scope.rstrip('/') or 'the Hub'}", None, capture.address)
        return _watching(listing.scope)
    for field in COUNTS:
        if not any(isinstance(entry, dict) and field in entry for entry in entries):
            expected(f"`{field}` of the models", None, capture.address)
    day = capture.day
    read: list[Parsed] = []
    try:
        for entry in entries:
            name = needed(entry, "id", str, "a model")
            if not name.startswith(listing.scope):
                expected(f"a name that begins with {listing.scope}", name, "a model")
            read += _of_model(entry, name, accounts, day)
            if not listing.scope:
                read += _of_bases(entry, name, accounts, day)
    except Unreadable as error:
        raise Unreadable(f"{capture.address}, {error}") from None
    if listing.last and len(entries) < listing.full:
        read += _watching(listing.scope)
    return read


def read_model(accounts: Mapping[str, Account], asked: str, capture: Capture, body: bytes) -> list[Parsed]:
    """Read the answer on one model; one that is no more says so by the heartbeat alone, without a reading.

    A renamed model answers under its new name, and stays the series of the old one.

    Raises `Unreadable` where the answer has another shape, and where the token was not accepted.
    """
    entry = json_of(capture, body)
    if capture.status in GONE:
        if capture.status == 401 and needed(entry, "error", str, capture.address) not in _NO_REPOSITORY:
            expected("the token in HF_TOKEN to be accepted", entry["error"], capture.address)
        return _watching(asked)
    if not isinstance(entry, dict):
        expected("a model", entry, capture.address)
    name = needed(entry, "id", str, capture.address)
    # What it was asked for by is on record too, and first: the series is found under both names.
    known = [] if name == asked else [Row("models", _cells(entry, asked, accounts)), *_watching(name)]
    return [*known, *_of_model(entry, name, accounts, capture.day, asked), *_watching(asked)]


def _watching(scope: str) -> list[Parsed]:
    return [Watching(metric, scope) for metric in METRICS]


def _of_model(entry: Any, name: str, accounts: Mapping[str, Account], day: Day, formerly: str = "") -> Iterator[Parsed]:
    known = {"id": needed(entry, "_id", str, name), "model": name}
    yield Row("host_ids", known if formerly in {"", name} else known | {"formerly": formerly})
    yield Row("models", _cells(entry, name, accounts))
    for field, metric in COUNTS.items():
        if (value := entry.get(field)) is not None:
            yield Reading(name, metric, _count(value, field, name), day, day)
    if (children := entry.get("childrenModelCount")) is not None:
        yield Reading(name, DERIVATIVES, _children(children, name), day, day)
    if (gated := entry.get("gated")) is not None:
        if not isinstance(gated, (bool, str)) or gated not in GATED:
            expected("`gated` to be false, auto or manual", gated, name)
        yield Reading(name, "hf_gated", GATED[gated], day, day)


def _cells(entry: dict[str, Any], name: str, accounts: Mapping[str, Account]) -> dict[str, str]:
    """Return the row of a model: whose it is, when it was made, how large."""
    namespace = name.rpartition("/")[0]
    account = accounts.get(namespace, _NOBODY)
    made = needed(entry, "createdAt", str, name)
    cells = {
        "model": name,
        "subject": name,
        "namespace": namespace,
        "maker": account.maker,
        "region": account.region,
        "created": "" if made == OLDEST else _day(made[:10]),
        "sources": "s_hf_hub",
    }
    if (tensors := entry.get("safetensors")) is not None and (total := needed(tensors, "total", int, name)):
        cells["parameters"] = f"{total / 1e9:.10g}"
        cells["sized"] = "weights"
    return cells


@lru_cache(maxsize=5_000)
def _day(text: str) -> str:
    return day_of(text, "`createdAt`").isoformat()


def _count(value: Any, field: str, name: str) -> float:
    if type(value) is not int or not 0 <= value < LARGEST:
        expected(f"`{field}` to be a whole number from 0", value, name)
    return float(value)


def _children(value: Any, name: str) -> float:
    parts = value.values() if isinstance(value, dict) else (value,)
    return sum(_count(one, "childrenModelCount", name) for one in parts)


def _of_bases(entry: dict[str, Any], name: str, accounts: Mapping[str, Account], day: Day) -> Iterator[Parsed]:
    """Count a model once for each maker on record of whose models it names one as its base."""
    tags = optional(entry, "tags", list, name) or ()
    try:
        bases = {tag.rpartition(":")[2].partition("/")[0] for tag in tags if tag.startswith(_BASE)}
    except AttributeError:
        expected("`tags` to be texts", tags, name)
    for maker in sorted({accounts[base].maker for base in bases if base in accounts}):
        yield Part(maker, DERIVATIVES, 1.0, day)
