"""A measure has a definition, a SQL file and an answer that can be run again."""

from datetime import date
from importlib import resources

import pytest

from onrecord.measures.registry import HAPPENINGS, MEASURES
from strategies import small, stated

FILES = {
    file.name.removesuffix(".sql"): file
    for file in resources.files("onrecord.measures").joinpath("sql").iterdir()
    if file.name.endswith(".sql")
}

# A count of days and the word of the record itself have no source of their own.
OF_FACTS = [measure for measure in MEASURES if measure.name not in {"launches", "coverage"}]


def test_every_measure_has_its_file_and_every_file_its_measure():
    assert {measure.name for measure in MEASURES} == set(FILES)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_every_measure_says_what_it_is(measure):
    assert measure.title
    assert measure.unit
    assert measure.definition.endswith(".")


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_every_measure_gives_its_rows_in_one_order(measure):
    assert "ORDER BY" in measure.sql


@pytest.mark.parametrize("measure", OF_FACTS, ids=lambda measure: measure.name)
def test_a_measure_of_facts_shows_when_they_were_known_and_who_says_so(measure):
    for column in ("published", "basis", "known_from", "tier", "sources", "note"):
        assert column in measure.sql


def test_an_answer_holds_the_question_the_sql_and_all_parameters(small_record):
    record = small_record(
        small(happenings=[stated(happening="one", kind="met", entity="acme", period="2025-01-01",
                                 published="2025-01-02")])
    )  # fmt: skip
    view = record.as_of(date(2025, 1, 2))
    answer = HAPPENINGS.ask(view, "whom Acme met", kinds=["met"], entities=["acme"], object=None)
    assert answer.words == "whom Acme met"
    assert [row["happening"] for row in answer.rows] == ["one"]
    assert answer.parameters["as_of"] == date(2025, 1, 2)
    assert list(answer.rows) == record.engine.query(answer.sql, answer.parameters)
