"""How fast a record of any size answers as of a day, side by side with other ways in one run.

    python bench/record.py --rows 100000000 --dir /tmp/record-bench
    python bench/record.py --rows 10000000 --dir /tmp/record-bench --with window log pandas polars

makes a record of made-up observations with revisions and late arrivals (the same for the same number of rows), asks it
for one series and for a panel, and asks the same in other ways: with a window over all vintages, in the same files
(`window`) and in a log that lies in the order of arrival (`log`), both in DuckDB; with pandas and with polars, over the
same files (`pip install pandas polars pyarrow`; left out where they are not installed). Every way runs in a process of
its own, with two threads and at most 8 GB. All must give the same answer; a digest of it is printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.engine import DuckEngine, Workshop
from onrecord.record.folder.manifest import stored_columns
from onrecord.record.folder.transaction import PART_ROWS, ROW_GROUP, Transaction, create_record
from onrecord.record.imports.run import import_rows
from onrecord.record.schema import TABLES
from onrecord.record.store import open_record

DAY = date(2021, 6, 1)
"""The day as of which everything is asked: most revisions are public by then, and some are not."""

METRICS = 10
SERIES_ROWS = 1380
"""Rows of one series: a value for each of a thousand days, 38 % of them revised once."""

MEMORY = "6GB"
"""What DuckDB may hold: with all else the process stays below 8 GB."""

COUNTRIES = 40

ONE = {"metric": "metric-3", "entity": "model-0000017"}

SERIES = "SELECT period_start, value FROM {rows} WHERE metric = $metric AND entity = $entity ORDER BY period_start"

PANEL = """
SELECT month, country, total, total / sum(total) OVER (PARTITION BY month) AS share
FROM (
    SELECT date_trunc('month', o.period_start) AS month, e.country AS country, sum(o.value) AS total
    FROM {rows} AS o
    JOIN {entities} AS e ON e.entity = o.entity
    WHERE o.metric = $metric
    GROUP BY date_trunc('month', o.period_start), e.country
) AS sums
ORDER BY month, country
"""

ALL = PANEL.replace("WHERE o.metric = $metric", "")
"""A sum over all metrics means nothing; it is asked because it reads every row."""

QUESTIONS = {"series": SERIES, "panel": PANEL, "panel of all metrics": ALL}


def make(folder: Path, rows: int) -> None:
    """Make the record: rows in the order in which the store keeps them, ends that became known later beside them."""
    started = time.perf_counter()
    create_record(folder, "")
    series = max(rows // SERIES_ROWS, METRICS)
    models = max(series // METRICS, 1)
    metric = {
        "concepts": "usage",
        "unit": "uses",
        "kind": "flow",
        "window": "a day",
        "counts": "uses",
        "misses": "none",
    }
    source = {"source": "maker", "publisher": "Maker", "published": "unknown", "tier": "O", "licence": "CC0-1.0"}
    metrics = [{"metric": f"metric-{n}", "name": f"Metric {n}", **metric} for n in range(METRICS)]
    recorded = date(2026, 1, 1)
    import_rows(folder, {"sources": [source], "metrics": metrics}, "names", recorded=recorded)
    with Transaction(folder) as transaction, Workshop(MEMORY) as workshop:
        home = folder / "parts"
        (home / "entities").mkdir(exist_ok=True)
        file = home / "entities" / "000001-rows.parquet"
        workshop.write(_row("entities", ENTITY.format(models=models, countries=COUNTRIES), ENTITY_COLUMNS), file)
        transaction.take(file, "entities", "rows", models, recorded.isoformat())
        (home / "observations").mkdir(exist_ok=True)
        total = models * METRICS * SERIES_ROWS
        ends = 0
        for number, first in enumerate(range(0, total, PART_ROWS), start=1):
            last = min(first + PART_ROWS, total)
            made = OBSERVATION.format(first=first, last=last, series_rows=SERIES_ROWS, models=models)
            file = home / "observations" / f"{2 * number - 1:06d}-rows.parquet"
            workshop.write(_row("observations", made, OBSERVATION_COLUMNS), file, row_group=ROW_GROUP)
            transaction.take(file, "observations", "rows", last - first, recorded.isoformat())
            late = home / "observations" / f"{2 * number:06d}-ends.parquet"
            workshop.write(LATE_END.format(file=workshop.quoted(file)), late)
            (count,) = workshop.one(f"SELECT count(*) FROM read_parquet({workshop.quoted(late)})")
            transaction.take(late, "observations", "ends", count, "2026-02-01")
            ends += count
            print(f"  {last:,} of {total:,} rows", file=sys.stderr)
        transaction.commit(next_row=total + 1)
    size = sum(part.stat().st_size for part in (folder / "parts" / "observations").iterdir())
    took = time.perf_counter() - started
    print(f"made {total:,} observations of {models:,} models x {METRICS} metrics, {ends:,} late ends, in {took:.0f} s")
    print(f"{size / 1e9:.2f} GB, {size / total:.2f} bytes an observation")


ENTITY_COLUMNS = ("entity", "kind", "name", "country", "known_from", "superseded_at", "row")

ENTITY = """
SELECT 'model-' || lpad(CAST(range AS VARCHAR), 7, '0') AS entity, 'product' AS kind,
       'Model ' || range AS name, 'C' || (hash(range) % {countries}) AS country,
       DATE '2018-01-01' AS known_from, CAST(NULL AS DATE) AS superseded_at, range + 1000 AS row
FROM range({models})
"""

OBSERVATION_COLUMNS = (
    "metric",
    "entity",
    "value",
    "period_start",
    "period_end",
    "known_from",
    "superseded_at",
    "row",
)

OBSERVATION = """
SELECT 'metric-' || (i // ({series_rows} * {models})) AS metric,
       'model-' || lpad(CAST((i // {series_rows}) % {models} AS VARCHAR), 7, '0') AS entity,
       round(exp((hash(i // {series_rows}) % 1000) / 100.0) * (1 + (hash(i) % 100) / 400.0), 1) AS value,
       DATE '2019-01-01' + CAST(p AS INTEGER) AS period_start,
       DATE '2019-01-02' + CAST(p AS INTEGER) AS period_end,
       DATE '2019-01-02' + CAST(p + lag + 30 * v AS INTEGER) AS known_from,
       CASE WHEN revised AND v = 0 THEN DATE '2019-01-02' + CAST(p + lag + 30 AS INTEGER) END AS superseded_at,
       i + 1 AS row
FROM (
    SELECT i, 100 * (j // 138) + CASE WHEN j % 138 < 76 THEN (j % 138) // 2 ELSE j % 138 - 38 END AS p,
           CASE WHEN j % 138 < 76 THEN j % 2 ELSE 0 END AS v,
           j % 138 < 76 AS revised,
           -- Two in a hundred values came more than a year late.
           CASE WHEN hash(i // {series_rows}, 100 * (j // 138) + CASE WHEN j % 138 < 76 THEN (j % 138) // 2
                ELSE j % 138 - 38 END) % 50 = 0 THEN 400 ELSE 1 END AS lag
    FROM (SELECT range AS i, range % {series_rows} AS j FROM range({first}, {last}))
)
"""
"""Every hundred periods of a series have 38 that are revised after thirty days."""

LATE_END = """
SELECT row, known_from + 200 AS superseded_at, DATE '2026-02-01' AS recorded_at
FROM read_parquet({file}) WHERE superseded_at IS NULL AND hash(row) % 200 = 0 ORDER BY row
"""
"""One standing row in two hundred was withdrawn, which the record learned in a later import."""


def _row(table: str, made: str, given: tuple[str, ...]) -> str:
    """Fill in the columns of a stored row that the made-up ones leave out."""
    fixed = {
        "published": "CAST(made.known_from AS VARCHAR)",
        "published_at": "made.known_from",
        "known_until": "coalesce(made.superseded_at, DATE '9999-12-31')",
        "until_recorded_at": "CASE WHEN made.superseded_at IS NOT NULL THEN DATE '2026-01-01' END",
        "recorded_at": "DATE '2026-01-01'",
        "basis": "'stated'",
        "sources": "['maker']",
        "tier": "'O'",
    }

    def column(name: str, kind: str) -> str:
        text = f'made."{name}"' if name in given else fixed.get(name, "''" if kind == "VARCHAR" else "NULL")
        return f'CAST({text} AS {kind}) AS "{name}"'

    columns = ", ".join(column(name, kind) for name, kind in stored_columns(TABLES[table]).items())
    return f"SELECT {columns} FROM ({made}) AS made"


def ask_store(folder: Path) -> Callable[[str], list[Any]]:
    """Ask the record as every command does."""
    record = open_record(folder, engine=DuckEngine(memory=MEMORY))
    view = record.as_of(DAY)

    def ask(question: str) -> list[Any]:
        sql = QUESTIONS[question].format(rows="observations", entities="entities")
        return [tuple(row.values()) for row in record.engine.query(view.full_sql(sql), {**view.times, **ONE})]

    return ask


def ask_window(folder: Path, rows: str = "record_observations") -> Callable[[str], list[Any]]:
    """Ask the same files without their intervals: the last of all vintages of each value, by a window."""
    record = open_record(folder, engine=DuckEngine(memory=MEMORY))
    if rows != "record_observations":
        record.engine.attach("log", [folder / rows])
        rows = "log"
    last = f"""(
        SELECT entity, metric, period_start, value FROM (
            SELECT o.*, e.superseded_at AS withdrawn,
                   row_number() OVER (PARTITION BY entity, metric, period_start ORDER BY known_from DESC) AS n
            FROM {rows} AS o LEFT JOIN ends_observations AS e ON e.row = o.row
            WHERE known_from <= DATE '{DAY}'
        ) AS told WHERE n = 1 AND (withdrawn IS NULL OR withdrawn > DATE '{DAY}')
    )"""

    def ask(question: str) -> list[Any]:
        sql = QUESTIONS[question].format(rows=last, entities="record_entities")
        return [tuple(row.values()) for row in record.engine.query(sql, ONE)]

    return ask


def ask_log(folder: Path) -> Callable[[str], list[Any]]:
    """Ask a log of all vintages in the order of their arrival, as it is without a layout; made on first use."""
    file = folder / "log.parquet"
    if not file.exists():
        with Workshop(MEMORY) as workshop:
            source = workshop.quoted(folder / "parts" / "observations" / "*-rows.parquet")
            columns = "entity, metric, value, period_start, period_end, known_from, row"
            workshop.write(f"SELECT {columns} FROM read_parquet({source}) ORDER BY known_from, row", file)
    return ask_window(folder, file.name)


def ask_pandas(folder: Path) -> Callable[[str], list[Any]]:
    """Ask with pandas, all rows in memory."""
    import pandas as pd  # noqa: PLC0415 - only this way needs it

    parts = folder / "parts"
    columns = ["metric", "entity", "period_start", "value", "known_from", "row"]
    rows = pd.concat(
        pd.read_parquet(file, columns=columns) for file in sorted(parts.glob("observations/*-rows.parquet"))
    )
    rows["metric"], rows["entity"] = rows["metric"].astype("category"), rows["entity"].astype("category")
    rows["period_start"], rows["known_from"] = pd.to_datetime(rows["period_start"]), pd.to_datetime(rows["known_from"])
    ends = pd.concat(pd.read_parquet(file) for file in sorted(parts.glob("observations/*-ends.parquet")))
    entities = pd.read_parquet(parts / "entities" / "000001-rows.parquet", columns=["entity", "country"])
    gone = set(ends.loc[pd.to_datetime(ends["superseded_at"]) <= pd.Timestamp(DAY), "row"])

    def ask(question: str) -> list[Any]:
        found = rows[rows["known_from"] <= pd.Timestamp(DAY)]
        if question != "panel of all metrics":
            found = found[found["metric"] == ONE["metric"]]
        if question == "series":
            found = found[found["entity"] == ONE["entity"]]
        keys = ["metric", "entity", "period_start"]
        found = found.sort_values("known_from").drop_duplicates(keys, keep="last")
        found = found[~found["row"].isin(gone)]
        if question == "series":
            found = found.sort_values("period_start")
            return [(day.date(), value) for day, value in zip(found["period_start"], found["value"], strict=True)]
        found = found.merge(entities, on="entity")
        found["month"] = found["period_start"].dt.to_period("M").dt.to_timestamp()
        sums = found.groupby(["month", "country"], as_index=False)["value"].sum()
        sums["share"] = sums["value"] / sums.groupby("month")["value"].transform("sum")
        return [(month.date(), *rest) for month, *rest in sums.itertuples(index=False, name=None)]

    return ask


def ask_polars(folder: Path) -> Callable[[str], list[Any]]:
    """Ask with polars, lazily over the files."""
    import polars as pl  # noqa: PLC0415 - only this way needs it

    parts = folder / "parts"
    rows = pl.scan_parquet(str(parts / "observations" / "*-rows.parquet"))
    ends = pl.scan_parquet(str(parts / "observations" / "*-ends.parquet")).filter(pl.col("superseded_at") <= DAY)
    entities = pl.scan_parquet(str(parts / "entities" / "*-rows.parquet")).select("entity", "country")

    def ask(question: str) -> list[Any]:
        found = rows.filter(pl.col("known_from") <= DAY)
        if question != "panel of all metrics":
            found = found.filter(pl.col("metric") == ONE["metric"])
        if question == "series":
            found = found.filter(pl.col("entity") == ONE["entity"])
        keys = ["metric", "entity", "period_start"]
        last = found.group_by(keys).agg(pl.col("value", "row").sort_by("known_from").last())
        last = last.join(ends, on="row", how="anti")
        if question == "series":
            return last.sort("period_start").select("period_start", "value").collect().rows()
        sums = last.join(entities, on="entity").group_by(
            pl.col("period_start").dt.truncate("1mo").alias("month"), "country"
        )
        totals = sums.agg(pl.col("value").sum()).with_columns(
            (pl.col("value") / pl.col("value").sum().over("month")).alias("share")
        )
        return totals.sort("month", "country").collect(engine="streaming").rows()

    return ask


WAYS: dict[str, Callable[[Path], Callable[[str], list[Any]]]] = {
    "onrecord": ask_store,
    "window": ask_window,
    "log": ask_log,
    "pandas": ask_pandas,
    "polars": ask_polars,
}


def measure(way: str, folder: Path, times: int) -> None:
    """Ask every question several times in this process, and print what it took as JSON."""
    started = time.perf_counter()
    ask = WAYS[way](folder)
    found: dict[str, Any] = {"open": time.perf_counter() - started}
    for question in QUESTIONS:
        taken = []
        for _ in range(times):
            begun = time.perf_counter()
            rows = ask(question)
            taken.append(time.perf_counter() - begun)
            if taken[-1] > 60:
                break
        said = [(str(row[0])[:10], *(_said(cell) for cell in row[1:])) for row in rows]
        digest = hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]
        found[question] = {
            "first": taken[0],
            "median": sorted(taken)[len(taken) // 2],
            "rows": len(rows),
            "digest": digest,
        }
    found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps(found))


def _said(cell: object) -> str:
    """Write a cell so that the order in which floats were added does not show: values have one decimal."""
    if isinstance(cell, float):
        return f"{cell:.1f}" if cell > 1 else f"{cell:.6f}"
    return str(cell)


def compare(folder: Path, ways: list[str], times: int) -> None:
    """Run every way in a process of its own, and print them side by side."""
    results: dict[str, Any] = {}
    for way in ways:
        run = [sys.executable, __file__, "--dir", str(folder), "--way", way, "--times", str(times)]
        done = subprocess.run(run, capture_output=True, text=True, check=False)  # noqa: S603 - this very file
        if done.returncode:
            print(f"{way}: left out ({(done.stderr.strip() or f'ended with {done.returncode}').splitlines()[-1]})")
            continue
        results[way] = json.loads(done.stdout)
    if "onrecord" not in results:
        sys.exit("The record could not be asked.")
    print(f"\n{'question':22}{'way':10}{'first s':>10}{'median s':>10}{'ratio':>8}{'rows':>8}  answer        peak GB")
    for question in QUESTIONS:
        base = results["onrecord"][question]["median"]
        for way, found in results.items():
            one = found[question]
            ratio = f"{one['median'] / base:.1f}x"
            line = f"{question:22}{way:10}{one['first']:10.3f}{one['median']:10.3f}{ratio:>8}{one['rows']:8}"
            print(f"{line}  {one['digest']}  {found['peak']:.1f}")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--dir", type=Path, default=Path(tempfile.gettempdir(), "record-bench"))
    parser.add_argument("--with", dest="ways", nargs="*", default=["window", "log"], choices=[*WAYS][1:])
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--way", choices=[*WAYS], help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.way:
        measure(given.way, given.dir, given.times)
        return
    folder = given.dir / f"{given.rows}"
    if not folder.exists():
        make(folder, given.rows)
    compare(folder, ["onrecord", *given.ways], given.times)


if __name__ == "__main__":
    main()
