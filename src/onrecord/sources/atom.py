"""The lists of the ATOM Project: which open models it tracks, where their makers are, how large they are.

The lists live in a git repository, and each day's state of them is a vintage: a size or a day of release that is
corrected ends its earlier word. What a repository is, the record says once (table `models`).
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from onrecord.record.load import table_files
from onrecord.record.schema import MODELS
from onrecord.record.store import shipped_tables
from onrecord.sources.git_stream import Change, changes, further_request, history_request
from onrecord.sources.model_names import model_names
from onrecord.sources.source import Capture, Parsed, Parser, Reading, Request, Row
from onrecord.terms.errors import BadDay, Unreadable
from onrecord.terms.time import ONE_DAY, Day, parse_day

CITED = "atom_lists"

PRIMARY, EXTRA = "models.csv", "extra_models.csv"
REGIONS = "metadata/organization_regions.csv"
SIZES = "metadata/model_parameters.csv"
DATES = "metadata/release_date_corrections.csv"

COLUMNS = {
    PRIMARY: ("org", "modelId"),
    EXTRA: ("org", "modelId"),
    REGIONS: ("hf_org", "region"),
    SIZES: ("model_id", "total_params_b", "active_params_b"),
    DATES: ("model_id", "hf_created_at", "actual_release_date"),
}
"""The files that are read, with the columns that each must have."""

TRACKED, TOTAL, ACTIVE = "atom_models", "atom_parameters", "atom_parameters_active"
"""The metrics: how many models of a maker the primary list tracks, and the sizes that are listed, in billions."""

_REGIONS = next(column.choices for column in MODELS.columns if column.name == "region")

NOBODY = "hf-community"
"""The maker of what accounts publish that the record does not know."""

SURVEYED = Day(2026, 8, 17)
"""Up to this day people went over the lists by hand: what they found is shipped, launches among it."""


@dataclass(frozen=True)
class Atom:
    """The lists, from a `checkout` (a folder) or from their `repository`.

    >>> Atom().first({})[0].address.partition("?")[0]
    'git+https://github.com/Interconnects-AI/tracked-models'
    """

    checkout: Path | None = None
    repository: str = "https://github.com/Interconnects-AI/tracked-models"

    name = "atom"
    cited = CITED

    @property
    def parsers(self) -> Sequence[Parser]:
        """One shape so far."""
        return (Parser(Day(2025, 1, 1), read_lists),)

    def first(self, earlier: Mapping[str, Capture]) -> Sequence[Request]:
        """Ask for what changed since the last run."""
        return (history_request(self.checkout or self.repository, list(COLUMNS), earlier),)

    def further(self, capture: Capture, body: bytes) -> Sequence[Request]:
        """Ask for the rest of a long history."""
        return further_request(capture, body)


def read_lists(capture: Capture, body: bytes) -> Iterator[Parsed]:
    """Read a stretch of the history of the lists.

    Raises `Unreadable` where a list has lost a column that it had.
    """
    found = _Found(dict(_shipped_regions()))
    told: list[Parsed] = []
    for change in changes(capture, body):
        before, after = _rows(capture, change, change.before), _rows(capture, change, change.after)
        match change.path:
            case "metadata/organization_regions.csv":
                found.regions |= {row["hf_org"]: row["region"] for row in after if row["region"] in _REGIONS}
            case "metadata/model_parameters.csv":
                told += _sizes(found, before, after, change.day)
            case "metadata/release_date_corrections.csv":
                told += _dates(before, after, change.day)
            case _:
                told += _tracked(found, change, before, after)
    # What a model is comes first: a value needs something that it is of.
    yield from found.rows()
    yield from told


@dataclass(slots=True)
class _Found:
    """What a stretch says of repositories, by name, and of the regions of accounts."""

    regions: dict[str, str]
    models: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, model: str, **cells: str) -> None:
        self.models.setdefault(model, {}).update(cells)

    def rows(self) -> Iterator[Row]:
        for model, cells in sorted(self.models.items()):
            account = model.partition("/")[0]
            known = {"model": model, "subject": model, "namespace": account, "maker": _maker(model), "sources": CITED}
            region = self.regions.get(account, "")
            yield Row("models", {**known, **({"region": region} if region else {}), **cells})


def _tracked(
    found: _Found, change: Change, before: Sequence[dict[str, str]], after: Sequence[dict[str, str]]
) -> list[Parsed]:
    was = {row["modelId"] for row in before}
    which = "primary" if change.path == PRIMARY else "extra"
    for row in after:
        if row["modelId"] not in was:
            found.add(row["modelId"], tracked=which)
    if which == "extra":
        return []
    old, new = (Counter(_maker(row["modelId"]) for row in rows) for rows in (before, after))
    return [
        Reading(maker, TRACKED, float(new[maker]), change.day, change.day)
        for maker in sorted(old.keys() | new.keys())
        if maker != NOBODY and old[maker] != new[maker]
    ]


def _sizes(
    found: _Found, before: Sequence[dict[str, str]], after: Sequence[dict[str, str]], day: Day
) -> Iterator[Parsed]:
    was = {row["model_id"]: row for row in before}
    for row in after:
        model, old = row["model_id"], was.get(row["model_id"], {})
        sizes = {TOTAL: "total_params_b", ACTIVE: "active_params_b"}
        read = {metric: _number(row[column]) for metric, column in sizes.items()}
        cells = {"parameters": read[TOTAL], "active": read[ACTIVE]}
        given = {name: f"{value:g}" for name, value in cells.items() if value is not None}
        if not given:
            continue
        found.add(model, **given, sized="listed")
        for metric, column in sizes.items():
            value = read[metric]
            if value is not None and value != _number(old.get(column, "")):
                yield Reading(model, metric, value, day, day)


def _dates(before: Sequence[dict[str, str]], after: Sequence[dict[str, str]], day: Day) -> Iterator[Row]:
    old, new = ({row["model_id"]: _release(row) for row in rows} for rows in (before, after))
    for model, cells in new.items():
        if cells and cells != old.get(model):
            yield Row("releases", {**cells, "published": day.isoformat()})
    for model, cells in old.items():
        if cells and not new.get(model):
            last = (day - ONE_DAY).isoformat()
            yield Row("releases", {**cells, "published": last, "superseded": day.isoformat()})


def _release(row: Mapping[str, str]) -> dict[str, str]:
    """Return a row of `releases` without its day of publication; empty where the list gives no day or no maker."""
    names, model, maker = model_names(), row["model_id"], _maker(row["model_id"])
    try:
        day = parse_day(row["actual_release_date"])
    except BadDay:
        return {}
    if maker == NOBODY:
        return {}
    return {
        "release": names.release(maker, model),
        "maker": maker,
        "model": model.rpartition("/")[2],
        "kind": "release",
        "period": day.isoformat(),
        "weights": "open",
        "launch": "no" if day <= SURVEYED else names.launch(model),
        "basis": "stated",
        "sources": CITED,
        "note": f"The repository was made on {row['hf_created_at']}." if row["hf_created_at"] else "",
    }


def _rows(capture: Capture, change: Change, text: str | None) -> list[dict[str, str]]:
    """Return the rows of a list with the columns that it must have; lines that begin with # are remarks."""
    if text is None:
        return []
    lines = [line for line in text.removeprefix("\ufeff").splitlines() if line.strip() and not line.startswith("#")]
    reader = csv.DictReader(lines)
    columns = COLUMNS[change.path]
    if lines and not set(columns) <= set(reader.fieldnames or ()):
        raise Unreadable(
            f"{capture.address}: expected {', '.join(columns)} in {change.path} of {change.day}, and its columns are "
            f"{', '.join(reader.fieldnames or ())}."
        )
    rows = [{name: (row[name] or "").strip() for name in columns} for row in reader]
    return [row for row in rows if row[columns[0]] and "/" in row.get("modelId", row.get("model_id", "/"))]


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and value > 0 else None


def _maker(model: str) -> str:
    account = model.partition("/")[0]
    return _shipped_makers().get(account) or model_names().accounts.get(account.lower(), NOBODY)


@cache
def _shipped_makers() -> Mapping[str, str]:
    return {row["namespace"]: row["maker"] for row in _shipped_models() if row["maker"] != NOBODY}


@cache
def _shipped_regions() -> Mapping[str, str]:
    return {row["namespace"]: row["region"] for row in _shipped_models() if row["region"]}


def _shipped_models() -> Iterator[dict[str, str]]:
    for file in table_files(shipped_tables(), MODELS):
        with file.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)
