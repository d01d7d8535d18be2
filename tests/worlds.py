"""Whole invented records, made from the schema: few distinct words, so that rows meet, tie and disagree.

A table or a column that is added to the schema is taken in by itself.
"""

from datetime import date, timedelta
from itertools import product
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from onrecord.record.schema import TABLES
from onrecord.terms.time import Period
from strategies import SMALL, stated

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)

MODELS = ["one", "one-mini", "two", "three"]
EVENTS = ["fair-24", "fair-25"]

WORDS = {
    "text": ["", "", "Ada meets Bo", "Bo and Ada", "x"],
    "words": ["", "downloads", "downloads|usage", "attendance", "Ünïcode|x"],
    "entity": ["acme", "bolt", "acme", "bolt", *EVENTS, *MODELS],
    "release": MODELS,
    "event": EVENTS,
    "policy": ["act", "order"],
    "target": ["goal", "aim"],
    "happening": ["talk", "visit"],
    "object": ["", "bolt", "acme", "fair-25"],
    "family": ["", "Big", "Small"],
    "jurisdiction": ["NO", "SE"],
    "country": ["NO", "SE", ""],
    "subkind": ["lab", "government", "city", ""],
    "unit": ["pulls", "people"],
    "subject": ["*", "acme", "bolt", "pulls", "NO", "fair", "met"],
}
"""What a cell may hold, by the name of its column or else by its kind."""

KEYS = {"entities": ["acme", "bolt", "port", "haven"], "metrics": ["pulls", "seats", "stock"], "events": EVENTS}

METRICS = [
    {"metric": "stock", "name": "stock", "concepts": "downloads", "unit": "pulls", "kind": "counter",
     "window": "since the start", "counts": "pulls", "misses": "copies"},
]  # fmt: skip

_days = st.dates(FIRST, LAST)
# Halves and quarters add up to the same sum in any order.
_numbers = st.integers(1, 400).map(lambda quarter: f"{quarter / 4:g}")


@st.composite
def _periods(draw):
    day = draw(_days)
    monday = day - timedelta(days=day.weekday())
    return draw(
        st.sampled_from(
            [
                *[day.isoformat()] * 4,
                f"{monday}/{monday + timedelta(days=6)}",
                f"{day:%Y-%m}",
                f"{day:%Y}",
                f"{day}/{day + timedelta(days=2)}",
            ]
        )
    )


@st.composite
def _times(draw):
    recorded = draw(st.one_of(st.just(date(2030, 1, 1)), _days))
    known = min(draw(_days), recorded)
    if draw(st.integers(0, 5)) == 0:
        published, basis, known = "unknown", "recorded", recorded
    else:
        published, basis = known.isoformat(), draw(st.sampled_from(["stated", "act", "shown"]))
    until = known + timedelta(days=draw(st.integers(1, 120))) if draw(st.integers(0, 2)) == 0 else None
    return {
        "published": published,
        "basis": basis,
        "recorded": recorded.isoformat(),
        "superseded": until.isoformat() if until else "",
        "sources": draw(st.sampled_from(["wire", "gazette", "farm|gazette", "digest", "farm"])),
        "note": draw(st.sampled_from(["", "n"])),
    }


def _keys(table):
    return KEYS.get(table.name) or _names(table.key)


def _names(column):
    return WORDS.get(column) or [f"{column}-a", f"{column}-b"]


def _cell(column):
    made = {"number": _numbers, "period": _periods(), "day": _days.map(date.isoformat)}.get(column.kind)
    if made is None:
        made = st.sampled_from([word for word in _words(column) if word or not column.required])
    return made if column.required else st.one_of(st.just(""), made)


def _words(column):
    match column.kind:
        case "choice":
            return column.choices
        case "key" if column.of:
            return _keys(TABLES[column.of.split("|")[0]])
        case "key":
            return _names(column.name)
        case "keys":
            return ["wire", "gazette|wire"]
        case kind:
            return WORDS.get(column.name) or WORDS.get(kind) or WORDS["text"]


@st.composite
def _rows(draw, table, most):
    columns = {column.name: _cell(column) for column in table.columns}
    rows = []
    for _ in range(draw(st.integers(most // 2, most))):
        row = {name: draw(cell) for name, cell in columns.items()}
        rows.append(row | (draw(_times()) if table.timed else {}))
    # A key names one row of a table without times.
    unique = {row[table.key] if table.key and not table.timed else repr(row): row for row in rows}
    return list(unique.values())


def _weekly(dice, entity, metric):
    """Half a year of one series, week by week, with corrections: what measures of movement are asked about."""
    rows, total, source = [], 0, dice.choice(["wire", "gazette"])
    for week in range(dice.randint(18, 26)):
        start = FIRST + timedelta(days=5 + 7 * week)
        end = start + timedelta(days=6)
        value = dice.randint(1, 400)
        total += value
        row = stated(
            entity=entity,
            metric=metric,
            value=str(total if metric == "stock" else value),
            period=end.isoformat() if metric == "stock" else f"{start}/{end}",
            published=(end + timedelta(days=1)).isoformat(),
            sources=source,
        )
        if dice.randint(0, 5) == 0:
            day = (end + timedelta(days=dice.randint(2, 60))).isoformat()
            rows.append(row | {"value": str(value + 1), "published": day})
            row |= {"superseded": day}
        rows.append(row)
    return rows


@st.composite
def worlds(draw):
    """A record with rows in every table; sources, metrics and who is who are always the same small ones."""
    world = {**SMALL, "metrics": [*SMALL["metrics"], *METRICS]}
    for name, table in TABLES.items():
        if name in {"sources", "metrics", "aliases"}:
            continue
        most = {"observations": 60, "releases": 40, "entities": 6, "coverage": 8}.get(name, 14)
        rows = draw(_rows(table, most))
        if name == "entities":
            rows = [row | {"entity": draw(st.sampled_from(KEYS["entities"]))} for row in rows]
        if name == "events":
            rows += [stated(event=event, series="fair", name=event, period="2024-05", city="port", status="held",
                            published="2024-05-06") for event in EVENTS]  # fmt: skip
        if name == "models":
            rows += [{"model": f"{entity}-7b", "subject": entity, "maker": entity, "parameters": "7",
                      "created": "2025-01-20", "sources": "wire"} for entity in ("acme", "bolt")]  # fmt: skip
        if name == "coverage":
            rows.append({"table": "releases", "subject": "acme", "period": "2025", "completeness": "full"})
        if name == "happenings":
            rows.append(stated(happening="met", kind="met", entity="acme", object="bolt", period="2025",
                               published="2025-02-01"))  # fmt: skip
        if name == "observations":
            # So many values are dealt out from one seed: hypothesis draws no more than some thousand.
            dice = Random(draw(st.integers(0, 2**32)))  # noqa: S311 - no secret
            rows += [row for entity, metric in product(("acme", "bolt"), ("pulls", "stock"))
                     for row in _weekly(dice, entity, metric)]  # fmt: skip
        world[name] = [*world.get(name, []), *rows]
    return world


def some(strategy, count):
    """The largest of several values of a strategy, always the same: a slow engine is asked about few, good ones."""
    found = []

    @settings(
        max_examples=10 * count,
        phases=[Phase.generate],
        derandomize=True,
        database=None,
        deadline=None,
        # A record with rows in every table has no small instance, and each new column makes it larger.
        suppress_health_check=[HealthCheck.large_base_example, HealthCheck.data_too_large, HealthCheck.too_slow],
    )
    @given(strategy)
    def collect(value):
        found.append(value)

    collect()
    return sorted(found, key=lambda value: len(repr(value)))[-count:]


def days_that_matter(world):
    """Days around which the answers of a record change, from its first to its last."""
    marks = {date.fromisoformat(row["published"]) for rows in world.values() for row in rows
             if len(row.get("published", "")) == len("2025-01-01")}  # fmt: skip
    ordered = sorted(marks)
    return [ordered[len(ordered) * part // 4] for part in range(1, 4)] + [Period.parse("2029").start]
