"""The values of series by metric, place and year, fetched once a claim and kept for as long as it is decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import Any

from onrecord.checking.series.metrics import Metric, MetricIndex
from onrecord.checking.series.units import unit_of
from onrecord.reading.series.places import WORLD, countries, group_name, members, place_name, place_table
from onrecord.reading.words import cell_words
from onrecord.record import Record, View

Row = Mapping[str, Any]

ENOUGH_OF_WORLD = 100
"""How many countries must have a value before their sum stands for the world."""

ENOUGH_MEMBERS = 0.7
"""The share of a group's members that must have a value before the group is said to have one."""


WHOLE = 0.95
"""The share of the world's value that the countries with a value must have before those without are taken for none."""


@cache
def values_sql() -> str:
    """Return the SQL that fetches the values of series."""
    return resources.files("onrecord.checking.series").joinpath("sql/values.sql").read_text(encoding="utf-8")


class Atlas:
    """Which entity of a record is which country or group."""

    def __init__(self, record: Record) -> None:
        """Read the entities of a record; those of countries and groups are known by code or by name."""
        self.record = record
        self._by_code: dict[str, str] = {}
        self.names: dict[str, str] = {}
        by_name: dict[str, str] = {}
        for entity, row in record.entities.items():
            self.names[entity] = str(row["name"])
            if row["kind"] not in {"country", "group", "place"}:
                continue
            for name in (row["name"], *row["aliases"], entity):
                by_name.setdefault(str(name).casefold(), entity)
        for code, country in countries().items():
            for name in (code, country.name, *country.aliases):
                if name.casefold() in by_name:
                    self._by_code[code] = by_name[name.casefold()]
                    break
        for row in place_table("groups"):
            for name in (row["name"], *cell_words(row["aliases"])):
                if name.casefold() in by_name:
                    self._by_code.setdefault(row["group"], by_name[name.casefold()])

    def entity(self, code: str) -> str | None:
        """Return the entity of a country or group; a code that is an entity of the record stands for itself."""
        return self._by_code.get(code) or (code if code in self.names and code not in countries() else None)

    def name(self, code: str) -> str:
        """Return the name of a place for a reader."""
        if code in countries() or group_name(code) != code:
            return place_name(code)
        return self.names.get(code, code)

    @cached_property
    def codes(self) -> dict[str, str]:
        """The code of each entity that is a country."""
        return {entity: code for code, entity in self._by_code.items() if code in countries()}


@dataclass
class Panel:
    """Values by metric, place and year; what has been read of each is kept for the report."""

    view: View
    atlas: Atlas
    index: MetricIndex
    member_year: int = 9999
    excluded: frozenset[str] = frozenset()
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    _values: dict[tuple[str, str], dict[int, float]] = field(default_factory=dict)
    _rows: dict[tuple[str, str, int], Row] = field(default_factory=dict)
    _whole: set[str] = field(default_factory=set)

    def load(self, metrics: Iterable[str], entities: Iterable[str] | None, first: int = 1, last: int = 9999) -> None:
        """Fetch series; `entities` None fetches all countries."""
        wanted = [metric for metric in dict.fromkeys(metrics) if metric not in self._whole]
        places = sorted(set(entities)) if entities is not None else sorted(self.atlas.codes)
        if entities is not None:
            wanted = [metric for metric in wanted if any((metric, place) not in self._values for place in places)]
        if not wanted or not places:
            return
        parameters = {"metrics": wanted, "entities": places, "first": first, "last": last}
        rows = self.view.query(values_sql(), parameters)
        self.asked.append((values_sql(), parameters))
        for metric in wanted:
            for place in places:
                self._values.setdefault((metric, place), {})
        for row in rows:
            if row["sources"] and all(name in self.excluded for name in row["sources"]):
                continue
            series = self._values[(row["metric"], row["entity"])]
            year = int(row["year"])
            # The best tier stands first and decides.
            if year not in series:
                series[year] = float(row["value"])
                self._rows[(row["metric"], row["entity"], year)] = row
        if entities is None:
            self._whole |= set(wanted)

    def series(self, metric: str, code: str) -> dict[int, float]:
        """Return the values of a metric for a country, or for a group that the record has as an entity."""
        entity = self.atlas.entity(code)
        if entity is None:
            return {}
        if (metric, entity) not in self._values:
            self.load([metric], [entity])
        return self._values.get((metric, entity), {})

    def value(self, metric: Metric, code: str, year: int) -> float | None:
        """Return the value of a metric for a place in a year; groups are summed up, or averaged by their population."""
        own = self.series(metric.id, code).get(year)
        if own is not None or code in countries():
            return own
        # A group is compared with itself over the years: its members are those of the year of the text.
        if code == WORLD:
            return self._world(metric, year)
        listed = members(code, self.member_year)
        if not listed:
            return None
        entities = [entity for entity in map(self.atlas.entity, listed) if entity]
        self.load([metric.id], entities)
        have = {c: v for c in listed if (v := self.series(metric.id, c).get(year)) is not None}
        if unit_of(metric).additive:
            weights = self._weights(listed, year)
            known = sum(weights.get(c, 0.0) for c in have)
            whole = sum(weights.values())
            covered = known / whole if whole else len(have) / len(listed)
            enough = covered >= ENOUGH_MEMBERS or self._is_whole(metric, year)
            return sum(have.values()) if have and enough else None
        weights = self._weights(listed, year)
        known = sum(weights.get(c, 0.0) for c in have)
        if not have or not known or known < ENOUGH_MEMBERS * sum(weights.values()):
            return None
        return sum(value * weights.get(c, 0.0) for c, value in have.items()) / known

    def _is_whole(self, metric: Metric, year: int) -> bool:
        """Say whether the countries with a value make up the world's: those without then have next to none of it."""
        world = self.series(metric.id, WORLD).get(year)
        if not world:
            return False
        self.load([metric.id], None)
        found = (self.series(metric.id, code).get(year) for code in self.atlas.codes.values())
        return sum(value for value in found if value is not None) >= WHOLE * world

    def _world(self, metric: Metric, year: int) -> float | None:
        """Return the sum of all countries, where the record has no world of its own and enough of them."""
        if not unit_of(metric).additive or self.atlas.entity(WORLD) in {
            e for m, e in self._values if m == metric.id and self._values[m, e]
        }:
            return None
        self.load([metric.id], None)
        found = [v for code in self.atlas.codes.values() if (v := self.series(metric.id, code).get(year)) is not None]
        return sum(found) if len(found) >= ENOUGH_OF_WORLD else None

    def years(self, metric: Metric, code: str) -> list[int]:
        """Return the years in which a place may have a value."""
        own = self.series(metric.id, code)
        if own or code in countries() or code == WORLD:
            return sorted(own)
        listed = members(code, self.member_year) or ()
        self.load([metric.id], [e for e in map(self.atlas.entity, listed) if e])
        found = {year for c in listed for year in self.series(metric.id, c)}
        return sorted(year for year in found if year >= 1900)

    def has(self, metric: Metric, code: str) -> bool:
        """Say whether a place is measured at all."""
        return bool(self.years(metric, code))

    def _weights(self, listed: Sequence[str], year: int) -> dict[str, float]:
        population = self.population
        if population is None:
            return dict.fromkeys(listed, 1.0)
        self.load([population.id], [e for e in map(self.atlas.entity, listed) if e])
        found = {}
        for c in listed:
            series = self.series(population.id, c)
            near = series.get(year) or (series[max(series)] if series else None)
            if near:
                found[c] = near
        return found

    @cached_property
    def population(self) -> Metric | None:
        """The metric that counts everybody; None where the record has none."""
        for choice in self.index.rank({"population": 1.0})[:5]:
            metric = choice.metric
            if choice.precision > 0.9 and metric.ages is None and unit_of(metric).kind == "count":
                return metric
        return None

    def row(self, metric: str, entity: str, year: int) -> Row | None:
        """Return the row that a value was read from."""
        return self._rows.get((metric, entity, year))
