"""The same questions on DuckDB and on Spark, in one run: `python bench/engines.py --rows 2000000`.

The first part opens the shipped record and asks a few measures of it; the second makes observations with revisions, as
one Parquet part, and asks for one series and for a panel as of a day. Answers must be equal, or the run stops.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from onrecord import open_record
from onrecord.engine import Engine, open_engine
from onrecord.engine.workshop import Workshop
from onrecord.measures import registry

DAY = date(2025, 7, 25)

MADE = """
SELECT 's' || (i % 5000) AS entity, 'm' || (i % 7) AS metric, CAST(hash(i) % 4000 AS DOUBLE) / 4 AS value,
       DATE '2023-01-01' + CAST((i // 5000) % 900 AS INTEGER) AS period_start,
       DATE '2023-01-01' + CAST((i // 5000) % 900 + hash(i + 1) % 60 AS INTEGER) AS known_from,
       CASE WHEN hash(i + 2) % 10 < 4
            THEN DATE '2023-01-01' + CAST((i // 5000) % 900 + 61 + hash(i + 3) % 90 AS INTEGER)
            ELSE DATE '9999-12-31' END AS known_until
FROM range({rows}) AS t(i)
"""

ONE_SERIES = """
SELECT period_start, value FROM observations
WHERE entity = 's77' AND metric = $metric AND known_from <= $as_of AND $as_of < known_until
ORDER BY period_start, value
"""

PANEL = """
SELECT CAST(date_trunc('month', period_start) AS DATE) AS month, metric, count(*) AS n, sum(value) AS total
FROM observations
WHERE known_from <= $as_of AND $as_of < known_until
GROUP BY CAST(date_trunc('month', period_start) AS DATE), metric
ORDER BY month, metric
"""

ASKED = (
    ("series of deepseek", registry.SERIES, {"entities": ["deepseek", "deepseek-models"], "concepts": None}),
    ("launches of all labs", registry.PACE, {"makers": None, "country": None, "families": None}),
    ("editions of WAIC", registry.EVENT_EDITIONS, {"series": "waic"}),
)


def timed(question: Callable[[], Any], times: int = 3) -> tuple[float, float, Any]:
    """Return the seconds of the first run, of the best run, and the answer."""
    seconds = []
    answer = None
    for _ in range(times):
        start = time.perf_counter()
        answer = question()
        seconds.append(time.perf_counter() - start)
    return seconds[0], min(seconds), answer


def part(folder: Path, rows: int) -> Path:
    """Make the observations, always the same ones."""
    file = folder / "observations.parquet"
    with Workshop() as workshop:
        workshop.write(MADE.format(rows=rows) + " ORDER BY entity, metric, period_start", file)
    return file


def asked(address: str, file: Path) -> dict[str, tuple[float, float, Any]]:
    """Ask one engine everything."""
    found: dict[str, tuple[float, float, Any]] = {}
    start = time.perf_counter()
    record = open_record(engine=address)
    opened = time.perf_counter() - start
    found["open the shipped record"] = (opened, opened, None)
    view = record.as_of(DAY)
    for name, measure, parameters in ASKED:
        sql = view.full_sql(measure.sql)
        # Past the memory of the record: the engine is what is measured.
        found[name] = timed(lambda sql=sql, more=parameters: record.engine.query(sql, {**view.times, **more}))
    record.engine.close()
    engine: Engine = open_engine(address)
    engine.attach("observations", [file])
    for name, sql in (("one series of the made record", ONE_SERIES), ("a panel of the made record", PANEL)):
        found[name] = timed(lambda sql=sql: engine.query(sql, {"as_of": DAY, "metric": "m0"}))
    engine.close()
    return found


def main() -> None:
    """Print a table: seconds of the first run and of the best of three, by engine."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--engines", nargs="+", default=["duckdb", "spark://local[2]"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = part(Path(folder), options.rows)
        print(
            f"{options.rows:,} made observations, {file.stat().st_size / 1e6:.0f} MB; load {os.getloadavg()[0]:.1f}\n"
        )
        results = {address: asked(address, file) for address in options.engines}
    first, *others = results.values()
    for name, (_, _, answer) in first.items():
        if any(other[name][2] != answer for other in others):
            raise SystemExit(f"{name}: the engines do not agree")
    print(f"| question | {' | '.join(f'{address}: first, best (s)' for address in results)} |")
    print(f"| --- |{' ---: |' * len(results)}")
    for name in first:
        cells = " | ".join(f"{found[name][0]:.2f}, {found[name][1]:.2f}" for found in results.values())
        print(f"| {name} | {cells} |")


if __name__ == "__main__":
    main()
