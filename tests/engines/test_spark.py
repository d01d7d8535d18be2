"""What Spark does beside what every engine does."""

import duckdb
import pytest

from engines.spark_here import spark_or_skip
from onrecord.engine import DuckEngine, open_engine
from onrecord.terms.errors import BadInput

spark_or_skip()


@pytest.fixture
def part(tmp_path):
    """A part in a folder whose name Spark could take for a pattern."""
    place = tmp_path / "a %20 [b] {c} *" / "days.parquet"
    place.parent.mkdir()
    duckdb.connect().execute(f"COPY (SELECT DATE '2025-07-26' AS day, ['a', 'b'] AS words) TO '{place}'")
    return place


def test_a_large_table_is_read_where_it_lies(spark, part, monkeypatch):
    monkeypatch.setattr(spark, "_sent", 0)
    spark.attach("days", [part])
    duck = DuckEngine()
    duck.attach("days", [part])
    assert spark.query("SELECT * FROM days ORDER BY day") == duck.query("SELECT * FROM days ORDER BY day")


def test_sql_that_sqlglot_cannot_read_is_refused_in_one_sentence(spark):
    with pytest.raises(BadInput, match="does not run on Spark"):
        spark.query("SELECT FROM WHERE")


@pytest.mark.usefixtures("spark")
def test_a_second_spark_elsewhere_is_refused():
    with pytest.raises(BadInput, match="already runs Spark at local"):
        open_engine("spark://local[1]")


@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize("address", ["spark://localhost:1", "sc://localhost:1", "sc://localhost:1/;token=x"])
def test_a_cluster_that_does_not_answer_is_named_at_once(address):
    with pytest.raises(BadInput, match="Nobody answers at"):
        open_engine(address)
