"""The engine runs SQL with named parameters over Parquet files, and nothing else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import duckdb
import pytest

from onrecord.engine import DuckEngine


@pytest.fixture
def engine(tmp_path):
    place = tmp_path / "a 'quoted' folder"
    place.mkdir()
    location = str(place / "days.parquet").replace("'", "''")
    duckdb.connect().execute(
        f"COPY (SELECT DATE '2025-07-26' AS day, ['a', 'b'] AS words UNION ALL SELECT NULL, []) TO '{location}'"
    )
    return DuckEngine({"days": place / "days.parquet"})


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
