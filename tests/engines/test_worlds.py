"""Made records are records that open, and every measure finds something in them: on DuckDB, wherever tests run."""

from itertools import product
from random import Random

import pytest

from engines.asked import asked
from onrecord.measures.registry import MEASURES
from worlds import days_that_matter, some, worlds


@pytest.fixture(scope="module")
def made(opened):
    return [(opened.on("duckdb", world), days_that_matter(world)) for world in some(worlds(), 2)]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_a_measure_finds_something_in_the_made_records(measure, made):
    rows = [
        row
        for record, days in made
        for parameters in asked(measure)
        for row in measure.ask(record.as_of(days[-1]), "", **parameters).rows
    ]
    assert rows, "add to tests/worlds.py what it looks for"


def with_twins(world):
    """Rows that are told twice and differ in their note alone: they tie in every order but a whole one."""
    return {
        name: [*rows, *(row | {"note": "twin"} for row in rows if "basis" in row and row.get("note") != "twin")]
        for name, rows in world.items()
    }


@pytest.fixture(scope="module")
def twice(opened):
    """Made records with twins, each with its rows in two orders."""
    dice = Random(7)  # noqa: S311 - no secret
    made = []
    for world in some(worlds(), 2):
        twins = with_twins(world)
        mixed = {name: dice.sample(rows, len(rows)) for name, rows in twins.items()}
        made.append((opened.on("duckdb", twins), opened.on("duckdb", mixed), days_that_matter(world)))
    return made


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_the_order_in_which_rows_arrive_changes_no_answer(measure, twice):
    for one, other, days in twice:
        for parameters, day in product(asked(measure), days):
            rows = measure.ask(one.as_of(day), "", **parameters).rows
            assert measure.ask(other.as_of(day), "", **parameters).rows == rows
