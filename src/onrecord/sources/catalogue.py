"""What an entry of the catalogue models.dev says of a model, as rows of the record, and what a day changed in it.

An entry is one file of its repository, or one model of one provider in its list. Pages under `models/` are the
catalogue's own, those of a provider that made the model come next; what a shop gives for a model of somebody else never
answers for the model, and stands in a row named `RELEASE@SHOP/ENTRY`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from onrecord.record.load import table_files
from onrecord.record.schema import RELEASES, SOURCES, Table
from onrecord.record.store import shipped_tables
from onrecord.sources.model_names import collecting_rows, model_names
from onrecord.sources.source import Parsed, Reading, Row
from onrecord.terms.errors import BadDay
from onrecord.terms.time import ONE_DAY, Day, Period

CATALOGUE, MAKERS, SHOPS = "models_dev", "models_dev_makers", "models_dev_shops"
"""The rows of `sources` that are cited: the catalogue's own pages, those of makers, those of shops."""

PRICES = {"price-input": ("cost", "input"), "price-output": ("cost", "output"), "context-window": ("limit", "context")}
"""The metrics, and where an entry says their value: US dollars for a million tokens, and tokens."""

SURVEYED = Day(2026, 7, 2)
"""Up to this day people went over the catalogue by hand and said which entries are launches: those rows are shipped."""

EARLIEST = Day(2018, 1, 1)
"""No model that is sold today is older: shops write 1970 where they know no day."""

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One model of one folder of the catalogue; `canonical` for a page of the catalogue's own."""

    folder: str
    model: str
    canonical: bool
    said: Mapping[str, Any]

    @property
    def maker(self) -> str:
        """Whose model it is, by its name or by the folder in which it lies; empty where neither tells."""
        folder = _folders().get(self.folder, "")
        # A maker's folder may hold models of others, the catalogue's own folders do not.
        return folder if self.canonical and folder else model_names().maker(self.model) or folder

    @property
    def own(self) -> bool:
        """Whether its maker speaks, or the catalogue for it."""
        return self.maker != "" and self.maker == _folders().get(self.folder)

    @property
    def release(self) -> str:
        """The name of the release in the record."""
        return model_names().release(self.maker, self.model)

    @property
    def period(self) -> Period | None:
        """The day of release that it gives, as coarse as it is; None where it gives none that can be one.

        >>> Entry("qwen", "qwen-max", False, {"release_date": "2024-01-01"}).period == Period.of_year(2024)
        True
        """
        text = self.said.get("release_date")
        try:
            period = Period.parse(text.isoformat() if isinstance(text, date) else str(text))
        except BadDay:
            return None
        if period.start < EARLIEST:
            return None
        # Nothing comes out on New Year's Day: it stands for the year.
        is_year = period.is_day and (period.start.month, period.start.day) == (1, 1)
        return Period.of_year(period.start.year) if is_year else period


def told(before: Entry | None, after: Entry | None, day: Day, basis: str) -> Iterator[Parsed]:
    """Yield what an entry says since a day and did not say before, with an end for what it says no more.

    `basis` is how that day is known (see the table `releases`). None is an entry that is not there.
    """
    old, new = _releases(before), _releases(after)
    for key, cells in new.items():
        if old.get(key) != cells:
            yield Row("releases", {**cells, "published": day.isoformat(), "basis": basis})
    last = (day - ONE_DAY).isoformat()
    for key, cells in old.items():
        if key not in new:
            yield Row("releases", {**cells, "published": last, "basis": basis, "superseded": day.isoformat()})
    if after is not None and (new or _listed(after)):
        prices, was = _readings(after), _readings(before)
        if prices and not was and not new:
            yield Row(
                "releases", {**_listing(after), "period": day.isoformat(), "published": day.isoformat(), "basis": basis}
            )
        for metric, value in prices.items():
            if was.get(metric) != value:
                yield Reading(after.release, metric, value, day, day)


def makers() -> Sequence[str]:
    """Return the makers that have a folder of their own in the catalogue.

    >>> "deepseek" in makers()
    True
    """
    return sorted(set(_folders().values()))


def _releases(entry: Entry | None) -> dict[tuple[str, str], Cells]:
    """Return the row of `releases` that an entry makes, if any, without its times."""
    if entry is None or entry.maker == "" or entry.period is None:
        return {}
    cells = _own(entry, entry.period) if _decides(entry, entry.period) else _history(entry, entry.period)
    return {(cells["release"], cells["kind"]): cells}


def _decides(entry: Entry, period: Period) -> bool:
    return entry.own and (entry.release, period.to_edtf()) not in _refuted()


def _own(entry: Entry, period: Period) -> Cells:
    names, name = model_names(), _name(entry)
    kind = names.kind(entry.model)
    launch = "no" if kind == "update" or period.start <= SURVEYED else names.launch(entry.model)
    said = entry.said.get("modalities")
    modality = said.get("output") if isinstance(said, dict) else None
    return {
        "release": entry.release,
        "maker": entry.maker,
        "model": name,
        "aliases": name.replace(" ", "-") if " " in name else "",
        "kind": kind,
        "period": period.to_edtf(),
        "weights": _weights(entry),
        "modality": ", ".join(map(str, modality)) if isinstance(modality, list) else "",
        "launch": launch,
        "sources": CATALOGUE if entry.canonical else MAKERS,
    }


def _history(entry: Entry, period: Period) -> Cells:
    # What the shipped record corrected was said by the catalogue itself.
    unknown = (MAKERS, "models.dev") if entry.own else (SHOPS, entry.folder)
    source, shop = _shops().get(entry.folder.replace("-", "_"), unknown)
    return {
        "release": f"{entry.release}@{entry.folder}/{entry.model}",
        "maker": entry.maker,
        "model": f"{_name(entry)} on {shop}",
        "kind": "reseller",
        "period": period.to_edtf(),
        "weights": _weights(entry),
        "launch": "no",
        "sources": source,
    }


def _listing(entry: Entry) -> Cells:
    return {
        "release": entry.release,
        "maker": entry.maker,
        "model": _name(entry),
        "kind": "listing",
        "launch": "no",
        "sources": MAKERS,
        "note": "Its maker's list prices stand in the catalogue since this day.",
    }


def _listed(entry: Entry) -> bool:
    """Say whether an entry only adds prices to another page, which gives the date."""
    return entry.own and any(name in entry.said for name in ("base_model", "extends"))


def _readings(entry: Entry | None) -> dict[str, float]:
    """Return prices and limits of an entry of its maker; those of shops are no price of the model."""
    if entry is None or not entry.own:
        return {}
    found = {}
    for metric, (part, name) in PRICES.items():
        said = entry.said.get(part)
        value = said.get(name) if isinstance(said, dict) else None
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e12:
            found[metric] = float(value)
    return found


def _name(entry: Entry) -> str:
    return " ".join(str(entry.said.get("name") or entry.model).split())


def _weights(entry: Entry) -> str:
    return {True: "open", False: "closed"}.get(entry.said.get("open_weights", ""), "")


@cache
def _folders() -> Mapping[str, str]:
    """Return the folders of makers, of which each has one that speaks for it."""
    return {row["folder"]: row["maker"] for row in collecting_rows("models_dev_folders")}


@cache
def _shops() -> Mapping[str, tuple[str, str]]:
    """Return the source and the name of shops that the shipped record knows, by folder."""
    known = "s_reseller_"
    rows = (row for row in _shipped(SOURCES) if row["source"].startswith(known))
    return {
        row["source"].removeprefix(known): (row["source"], row["publisher"].removesuffix(", as listed on models.dev"))
        for row in rows
    }


@cache
def _refuted() -> frozenset[tuple[str, str]]:
    """Return the catalogue's dates that the shipped record has corrected: said again, they are no truer."""
    rows = (row for row in _shipped(RELEASES) if row["superseded"] and row["sources"].startswith("s_models_dev"))
    return frozenset((row["release"], Period.parse(row["period"]).to_edtf()) for row in rows)


def _shipped(table: Table) -> Iterator[dict[str, str]]:
    for file in table_files(shipped_tables(), table):
        with file.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)
