"""The engine runs SQL with named parameters over Parquet files, and nothing else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import duckdb
import pytest

from onrecord.engine import DuckEngine
from onrecord.terms.errors import BadRecord


@pytest.fixture
def engine(tmp_path):
    place = tmp_path / "a 'quoted' folder"
    place.mkdir()
    location = str(place / "days.parquet").replace("'", "''")
    duckdb.connect().execute(
        f"COPY (SELECT DATE '2025-07-26' AS day, ['a', 'b'] AS words UNION ALL SELECT NULL, []) TO '{location}'"
    )
    engine = DuckEngine()
    engine.attach("days", [place / "days.parquet"])
    return engine


def test_rows_come_as_dictionaries_with_dates_and_lists(engine):
    rows = engine.query("SELECT * FROM days ORDER BY day")
    assert rows == [{"day": date(2025, 7, 26), "words": ["a", "b"]}, {"day": None, "words": []}]


def test_parameters_are_bound_never_pasted(engine):
    assert engine.query("SELECT $word AS word", {"word": "'; DROP TABLE days"}) == [{"word": "'; DROP TABLE days"}]
    assert engine.query("SELECT count(*) AS n FROM days") == [{"n": 2}]


def test_parameters_that_a_query_does_not_name_do_no_harm(engine):
    assert engine.query("SELECT $kinds AS k", {"kinds": 1, "kind": 2, "other": 3}) == [{"k": 1}]


def test_a_parameter_may_be_a_list_or_nothing(engine):
    sql = "SELECT count(*) AS n FROM days WHERE $days IS NULL OR list_contains($days, day)"
    assert engine.query(sql, {"days": None}) == [{"n": 2}]
    assert engine.query(sql, {"days": [date(2025, 7, 26)]}) == [{"n": 1}]


def test_one_engine_serves_several_threads(engine):
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _: engine.query("SELECT count(*) AS n FROM days")[0]["n"], range(40)))
    assert counts == [2] * 40


def test_a_failed_query_does_not_spoil_the_next(engine):
    with pytest.raises(duckdb.Error):
        engine.query("SELECT nothing FROM nowhere")
    assert engine.query("SELECT 1 AS one") == [{"one": 1}]


def test_the_engine_fetches_no_extension(engine):
    settings = {
        row["name"]: row["value"]
        for row in engine.query("SELECT name, value FROM duckdb_settings() WHERE name LIKE 'auto%extensions'")
    }
    assert settings
    assert set(settings.values()) == {"false"}


def test_parts_of_a_table_are_one_table_however_large(tmp_path):
    parts = []
    for first in (0, 10):
        part = tmp_path / f"{first}.parquet"
        duckdb.connect().execute(f"COPY (SELECT unnest(range({first}, {first + 10})) AS number) TO '{part}'")
        parts.append(part)
    for in_memory, kind in ((1 << 20, "BASE TABLE"), (0, "VIEW")):
        engine = DuckEngine(in_memory=in_memory)
        engine.attach("numbers", parts)
        assert engine.query("SELECT count(*) AS n, max(number) AS last FROM numbers") == [{"n": 20, "last": 19}]
        assert engine.query("SELECT table_type AS kind FROM information_schema.tables") == [{"kind": kind}]


def test_a_table_that_outgrows_memory_is_attached_again_and_the_other_way_round(tmp_path):
    small, large = tmp_path / "small.parquet", tmp_path / "large.parquet"
    for part, rows in ((small, 1), (large, 50_000)):
        duckdb.connect().execute(f"COPY (SELECT hash(range) AS number FROM range({rows})) TO '{part}'")
    engine = DuckEngine(in_memory=10_000)
    for part, rows in ((small, 1), (large, 50_000), (small, 1)):
        engine.attach("numbers", [part])
        assert engine.query("SELECT count(*) AS n FROM numbers") == [{"n": rows}]


def test_a_view_is_made_and_made_anew(engine):
    engine.define("known", "SELECT day FROM days WHERE day IS NOT NULL")
    assert engine.query("SELECT * FROM known") == [{"day": date(2025, 7, 26)}]
    engine.define("known", "SELECT 1 AS one")
    assert engine.query("SELECT * FROM known") == [{"one": 1}]


def test_a_part_that_is_missing_or_broken_is_named(tmp_path):
    broken = tmp_path / "broken.parquet"
    broken.write_text("no parquet")
    for part in (broken, tmp_path / "gone.parquet"):
        with pytest.raises(BadRecord, match=part.name):
            DuckEngine().attach("days", [part])
    with pytest.raises(BadRecord, match="'days' has no part"):
        DuckEngine().attach("days", [])


def test_times_are_in_utc_wherever_the_machine_stands(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    (zone,) = DuckEngine().query("SELECT current_setting('TimeZone') AS zone")
    assert zone == {"zone": "UTC"}


def test_what_does_not_fit_in_memory_is_spilled_and_removed(tmp_path):
    spill = tmp_path / "spill"
    engine = DuckEngine(memory="60MB", threads=1, spill=spill)
    sql = "SELECT count(*) AS n FROM (SELECT range AS a, hash(range) AS b FROM range(4000000) ORDER BY b, a)"
    rows = engine.query(
        "SELECT a FROM (SELECT range AS a, hash(range) AS b FROM range(4000000)) ORDER BY b, a LIMIT 2 OFFSET 3999998"
    )
    assert len(rows) == 2
    assert engine.query(sql) == [{"n": 4000000}]
    engine.close()
    assert not spill.exists()
