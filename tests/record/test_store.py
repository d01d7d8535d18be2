"""An opened record: what it is, who is who, and what it says of itself."""

from datetime import date

import pytest

from onrecord import open_record
from onrecord.terms.errors import BadRecord
from strategies import SMALL, small, stated


def test_now_is_the_day_of_the_newest_row_not_of_the_clock(small_record):
    late = stated(entity="late", kind="group", name="Late", published="2025-01-01") | {"recorded": "2031-05-06"}
    assert small_record(small(entities=[late])).now == date(2031, 5, 6)


def test_a_record_says_which_it_is_in_one_line(small_record):
    record = small_record(SMALL)
    assert str(record) == f"record {record.vintage} of 2030-01-01: {sum(map(len, SMALL.values()))} rows"


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadRecord, match="is not a folder of tables"):
        open_record(tmp_path / "nowhere")


def test_an_empty_folder_is_an_empty_record(small_record):
    record = small_record({})
    assert record.latest().query("SELECT * FROM observations") == []


def test_a_folder_may_be_named_as_text(small_record, tmp_path):
    assert small_record(SMALL).vintage == open_record(str(tmp_path / "tables")).vintage


def test_sources_have_no_times_of_their_own(small_record):
    record = small_record(SMALL)
    assert sorted(record.sources) == ["digest", "farm", "gazette", "wire"]
    assert record.as_of(date(1990, 1, 1)).query("SELECT count(*) AS n FROM sources") == [{"n": 4}]


def test_who_is_who_is_read_as_known_today_the_newest_word_first(small_record):
    renamed = stated(entity="acme", kind="organisation", name="Acme Group", published="2026-01-01")
    record = small_record(small(entities=[renamed]))
    assert record.entities["acme"]["name"] == "Acme Group"


def test_the_same_tables_give_the_same_answers_again(small_record, tmp_path):
    first = small_record(SMALL)
    again = open_record(tmp_path / "tables")
    assert (first.vintage, first.now) == (again.vintage, again.now)
    assert first.all_vintages("entities") == again.all_vintages("entities")


def test_a_table_may_stand_anywhere_in_a_query(small_record):
    view = small_record(SMALL).latest()
    for sql in (
        "SELECT count(*) AS n FROM\n\tmetrics",
        "SELECT count(*) AS n FROM (SELECT * FROM metrics)",
        'SELECT count(*) AS n FROM "metrics"',
        "SELECT count(*) AS n FROM metrics;",
        "WITH two AS (SELECT * FROM metrics) SELECT count(*) AS n FROM two",
    ):
        assert view.query(sql) == [{"n": 2}], sql
