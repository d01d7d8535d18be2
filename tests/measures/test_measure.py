"""A measure has a definition, a SQL file and an answer that can be run again."""

import re
from datetime import date
from importlib import resources

import pytest

from onrecord.measures import QUESTIONS
from onrecord.measures.measure import VINTAGES
from onrecord.measures.registry import HAPPENINGS, MEASURES
from strategies import small, stated

FILES = {
    file.name.removesuffix(".sql"): file
    for file in resources.files("onrecord.measures").joinpath("sql").iterdir()
    if file.name.endswith(".sql")
}

# A count of days, the word of the record itself and a count of rows have no source of their own.
LOOK_UPS = [measure for measure in MEASURES if measure.name not in QUESTIONS]
OF_FACTS = [measure for measure in LOOK_UPS if measure.name not in {"coverage", "left_out"}]
COMPUTED = [measure for measure in MEASURES if measure.name in QUESTIONS]


def test_every_measure_has_its_file_and_every_file_its_measure():
    assert {measure.name for measure in MEASURES} == set(FILES)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_every_measure_says_what_it_is(measure):
    assert measure.title
    assert measure.unit
    assert measure.definition.endswith(".")


@pytest.mark.parametrize("measure", COMPUTED, ids=lambda measure: measure.name)
def test_a_computed_measure_says_how_sure_it_is_and_when_it_says_nothing(measure):
    assert measure.uncertainty.endswith(".")
    assert measure.abstains.endswith(".")


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_every_parameter_is_declared_and_has_an_example(measure):
    named = set(re.findall(r"\$(\w+)", measure.sql)) - {"as_of", "recorded_as_of"}
    assert named == {parameter.name for parameter in measure.parameters}
    assert all(parameter.optional or parameter.example is not None for parameter in measure.parameters)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
@pytest.mark.parametrize("vintages", VINTAGES)
def test_every_measure_runs_with_its_example_on_any_record(measure, vintages, small_record):
    record = small_record(small())
    rows = measure.ask(record.as_of(date(2026, 1, 1)), "", vintages=vintages, **measure.example).rows
    assert [row.get("entity") for row in rows] == (["acme"] if measure.name == "entities" else [])


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_every_measure_gives_its_rows_in_one_order(measure):
    assert "ORDER BY" in measure.sql


@pytest.mark.parametrize("measure", COMPUTED, ids=lambda measure: measure.name)
def test_a_computed_row_names_its_sources(measure):
    assert "sources" in measure.sql.rpartition("SELECT")[0]


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
