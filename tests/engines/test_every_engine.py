"""What every engine does, asked of each that there is."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import duckdb
import pytest

from onrecord.terms.errors import BadRecord


@pytest.fixture
def part(tmp_path):
    place = tmp_path / "a 'quoted' folder" / "days.parquet"
    place.parent.mkdir()
    location = str(place).replace("'", "''")
    duckdb.connect().execute(
        f"COPY (SELECT DATE '2025-07-26' AS day, ['a', 'b'] AS words, 0.5::DOUBLE AS half "
        f"UNION ALL SELECT NULL, [], NULL) TO '{location}'"
    )
    return place


def test_rows_come_as_duckdb_gives_them(engine, part):
    engine.attach("days", [part])
    assert engine.query("SELECT * FROM days ORDER BY day") == [
        {"day": date(2025, 7, 26), "words": ["a", "b"], "half": 0.5},
        {"day": None, "words": [], "half": None},
    ]


def test_parameters_are_bound_never_pasted(engine, part):
    engine.attach("days", [part])
    for word in ("'; DROP TABLE days", 'a "b" \\', ":day", "$day", "é\n"):
        assert engine.query("SELECT $word AS word", {"word": word, "other": 1}) == [{"word": word}]


def test_a_parameter_may_be_a_list_or_nothing(engine, part):
    engine.attach("days", [part])
    sql = "SELECT count(*) AS n FROM days WHERE $days IS NULL OR list_contains($days, day)"
    assert engine.query(sql, {"days": None}) == [{"n": 2}]
    assert engine.query(sql, {"days": [date(2025, 7, 26)]}) == [{"n": 1}]
    assert engine.query(sql, {"days": []}) == [{"n": 0}]


def test_parts_of_a_table_are_one_table_and_a_view_may_be_made_of_it(engine, part):
    engine.attach("days", [part, part])
    engine.define("known", "SELECT day, words[1] AS word FROM days WHERE day IS NOT NULL")
    assert engine.query("SELECT * FROM known") == [{"day": date(2025, 7, 26), "word": "a"}] * 2


def test_a_part_that_is_missing_or_broken_is_named(engine, tmp_path):
    broken = tmp_path / "broken.parquet"
    broken.write_text("no parquet")
    for parts in ([broken], [tmp_path / "gone.parquet"], []):
        with pytest.raises(BadRecord, match="'days'"):
            engine.attach("days", parts)


def test_a_failed_query_does_not_spoil_the_next(engine):
    with pytest.raises(Exception, match="nowhere"):
        engine.query("SELECT nothing FROM nowhere")
    assert engine.query("SELECT 1 AS one") == [{"one": 1}]


def test_an_engine_serves_several_threads(engine, part):
    engine.attach("days", [part])
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _: engine.query("SELECT count(*) AS n FROM days")[0]["n"], range(8)))
    assert counts == [2] * 8


def test_a_part_without_rows_is_a_table_without_rows(engine, tmp_path):
    place = tmp_path / "none.parquet"
    duckdb.connect().execute(f"COPY (SELECT DATE '2025-07-26' AS day, ['a'] AS words WHERE 1 = 0) TO '{place}'")
    engine.attach("days", [place])
    assert engine.query("SELECT count(*) AS n, max(day) AS day, max(words) AS words FROM days") == [
        {"n": 0, "day": None, "words": None}
    ]
