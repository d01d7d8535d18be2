"""An address says which engine is meant, and a wrong one says how to write it."""

import pytest

from onrecord import open_record
from onrecord.engine import DuckEngine, open_engine
from onrecord.terms.errors import BadInput


def test_duckdb_is_the_engine_where_none_is_named():
    assert open_engine().name == open_engine("duckdb").name == "duckdb"


def test_settings_follow_a_question_mark():
    engine = open_engine("duckdb?memory=1GiB&threads=1")
    rows = engine.query("SELECT name, value FROM duckdb_settings() WHERE name IN ('memory_limit', 'threads')")
    assert {row["name"]: row["value"] for row in rows} == {"memory_limit": "1.0 GiB", "threads": "1"}


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("", "write one of duckdb, spark"),
        ("duck", "write one of duckdb, spark"),
        ("postgres://host:1", "write one of duckdb, spark"),
        ("duckdb?memory", "?name=value"),
        ("duckdb?colour=red", "it takes memory and threads"),
        ("duckdb?threads=many", "threads=4"),
        ("duckdb?threads=0", "threads=4"),
        ("duckdb?memory=much", "DuckDB does not take these limits"),
    ],
)
def test_a_wrong_address_says_how_to_write_it(address, word):
    with pytest.raises(BadInput, match=word.replace("?", r"\?")):
        open_engine(address)


def test_a_record_opens_on_an_engine_or_on_the_address_of_one():
    engine = DuckEngine()
    record = open_record(engine=engine)
    assert record.engine is engine
    assert open_record(engine="duckdb?threads=1").all_vintages("metrics") == record.all_vintages("metrics")
