"""Days, periods and small records: what the tests of the record are made from.

A table is a list of dictionaries, one a row, with the columns that people edit; what is left out is empty.
"""

import csv
import os
import tempfile
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from unittest import mock

from hypothesis import strategies as st

from onrecord import open_record
from onrecord.record.schema import TABLES
from onrecord.terms.time import Period

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)

days = st.dates(EARLIEST, LATEST)


@st.composite
def periods(draw, within=days):
    first = draw(within)
    return Period(first, first + timedelta(days=draw(st.integers(1, 800))))


def stated(**row):
    """A row that a source stated on the day on which its own day (`published`) falls, recorded long after."""
    return {"basis": "stated", "recorded": "2030-01-01", "sources": "wire", **row}


SMALL = {
    "sources": [
        {"source": "wire", "publisher": "The Wire", "published": "2025-01-01", "tier": "M", "licence": "facts only"},
        {"source": "gazette", "publisher": "Gazette", "published": "2025-01-01", "tier": "O", "licence": "CC0-1.0"},
        {"source": "digest", "publisher": "Digest", "published": "2025-01-02", "tier": "S", "licence": "MIT"},
        {"source": "farm", "publisher": "Farm", "published": "unknown", "tier": "W", "licence": "facts only"},
    ],
    "entities": [
        stated(entity="acme", kind="organisation", name="Acme", country="NO", published="2024-01-01"),
        stated(entity="bolt", kind="organisation", name="Bolt", country="SE", published="2024-01-01"),
        stated(entity="port", kind="place", name="Port", country="NO", published="2024-01-01"),
        stated(entity="haven", kind="place", name="Haven", country="SE", published="2024-01-01"),
        stated(entity="fair", kind="event-series", name="The Fair", published="2024-01-01"),
    ],
    "metrics": [
        {"metric": "pulls", "name": "pulls", "concepts": "downloads|usage", "unit": "pulls", "kind": "flow",
         "window": "a week", "counts": "pulls", "misses": "copies"},
        {"metric": "seats", "name": "seats", "concepts": "attendance", "unit": "people", "kind": "level",
         "window": "an edition", "counts": "people", "misses": "staff"},
    ],
}  # fmt: skip
"""A small invented world that other tables can name."""


def small(**tables):
    """The small world with further tables, or with rows added to its own."""
    return {**SMALL, **{name: [*SMALL.get(name, []), *rows] for name, rows in tables.items()}}


def write_tables(folder, tables):
    """Write tables as CSV files; a name such as `observations/second` is a further file of a table."""
    for name, rows in tables.items():
        columns = [column.name for column in TABLES[name.partition("/")[0]].all_columns]
        file = Path(folder) / f"{name}.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, columns)
            writer.writeheader()
            writer.writerows(rows)
    return Path(folder)


@contextmanager
def opened(tables):
    """Open a record made of these tables, leaving nothing behind."""
    with tempfile.TemporaryDirectory() as place:
        folder = write_tables(Path(place) / "tables", tables)
        with mock.patch.dict(os.environ, {"ONRECORD_CACHE": f"{place}/cache"}):
            yield open_record(folder)


_year = st.dates(date(2025, 1, 1), date(2025, 12, 31))


@st.composite
def observation_rows(draw, max_size=8):
    """Rows of `observations` with all ways to know the three times; `value` tells them apart."""
    rows = []
    for value in range(draw(st.integers(1, max_size))):
        known, recorded = sorted([draw(_year), draw(_year)])
        coarse = draw(st.sampled_from(["day", "month", "unknown"]))
        if coarse == "unknown":
            published, known_from = "unknown", recorded
        elif coarse == "month":
            published = f"{known:%Y-%m}"
            known_from = min(Period.of_month(known.year, known.month).last, recorded)
        else:
            published, known_from = known.isoformat(), known
        until = known_from + timedelta(days=draw(st.integers(1, 200))) if draw(st.booleans()) else None
        rows.append(
            {
                "entity": draw(st.sampled_from(["acme", "bolt"])),
                "metric": draw(st.sampled_from(["pulls", "seats"])),
                "value": str(value),
                "period": known.isoformat(),
                "published": published,
                "basis": "recorded" if published == "unknown" else draw(st.sampled_from(["stated", "act", "shown"])),
                "superseded": until.isoformat() if until else "",
                "recorded": recorded.isoformat(),
                "sources": draw(st.sampled_from(["wire", "farm|gazette", "digest", "farm"])),
            }
        )
    return rows


def times_of(row):
    """The three times of a row, as the rule of the record resolves them: known from, known until, recorded."""
    recorded = date.fromisoformat(row["recorded"])
    known_from = recorded if row["published"] == "unknown" else min(Period.parse(row["published"]).last, recorded)
    until = date.fromisoformat(row["superseded"]) if row.get("superseded") else date.max
    return known_from, until, recorded


def edges(rows):
    """Every day on which an answer can change, with the days beside it."""
    marks = {day for row in rows for day in times_of(row) if day != date.max}
    return sorted({day + timedelta(days=step) for day in marks for step in (-1, 0, 1)})
