"""Every measure gives the same rows on both engines, over whole records made by hypothesis."""

import pytest

from engines.asked import asked
from engines.spark_here import spark_or_skip
from onrecord.measures.registry import MEASURES
from worlds import days_that_matter, some, worlds

spark_or_skip()


@pytest.fixture(scope="module")
def both(opened):
    """The same made records on both engines, opened once each."""
    return [
        (opened.on("duckdb", world), opened.on("spark", world), days_that_matter(world)) for world in some(worlds(), 2)
    ]


def same(ours, theirs):
    """Rows must be equal, in order, and their values of the same types."""
    assert [repr(row) for row in theirs] == [repr(row) for row in ours]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_a_measure_gives_the_same_rows_on_both_engines(measure, both):
    for turn, parameters in enumerate(asked(measure)):
        duck, spark, days = both[turn % len(both)]
        day = days[-1 - turn // 2 % 2]
        ours = measure.ask(duck.as_of(day), "", **parameters).rows
        same(ours, measure.ask(spark.as_of(day), "", **parameters).rows)
