"""A verdict turns where it says that it would: the value is moved over the bound, and the claim is checked again."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from tests.checking.series.conftest import write_tables

from onrecord.checking.series.answer import Answered, SeriesRecord, answer
from onrecord.record import Record, open_record
from onrecord.terms.labels import Label
from onrecord.terms.time import Day

DAY = Day(2022, 7, 1)

CASES = [
    ("In 2015, unemployment in France was over 8%.", "unemployment-rate", "france", 2015),
    ("In 2015, unemployment in France was 13%.", "unemployment-rate", "france", 2015),
    ("In 2015, unemployment in France was 10%.", "unemployment-rate", "france", 2015),
    ("Britain's CO2 emissions fell by 38% between 2005 and 2022.", "co2", "uk", 2022),
    ("Britain's CO2 emissions fell by 60% between 2005 and 2022.", "co2", "uk", 2022),
    ("Life expectancy in Ghana rose between 2000 and 2020.", "life-expectancy", "ghana", 2020),
    ("In 2015, France had the highest unemployment rate in the G7.", "unemployment-rate", "france", 2015),
    ("In 2015, Germany had the highest unemployment rate in the G7.", "unemployment-rate", "germany", 2015),
    ("In 2015, Nigeria's homicide rate was higher than Kenya's.", "homicide-rate", "nigeria", 2015),
    ("In 2015, Nigeria's homicide rate was lower than Kenya's.", "homicide-rate", "nigeria", 2015),
]


def decided(claim: str, record: Record) -> Answered:
    (found,) = answer(claim, DAY, SeriesRecord(record), record.latest())
    return found


def number(text: str) -> float:
    """Read a bound back: "8.5%" and "279,000,000 tonnes"."""
    return float(text.split(" ", maxsplit=1)[0].rstrip("%").replace(",", "")) if text else math.nan


def beyond(low: float, high: float, *, inside: bool) -> float:
    """Return a value inside some bounds, or one just outside."""
    if inside:
        return low * 1.001 if math.isnan(high) else high * 0.999 if math.isnan(low) else (low + high) / 2
    return high * 1.01 if math.isnan(low) else low * 0.99


@pytest.mark.parametrize(("claim", "metric", "place", "year"), CASES, ids=[case[0] for case in CASES])
def test_a_value_over_the_bound_turns_the_verdict(
    series_record: Record, tmp_path: Path, claim: str, metric: str, place: str, year: int
) -> None:
    before = decided(claim, series_record)
    bounds = before.trials[0].outcome.turn
    assert bounds is not None
    supported = before.label is Label.SUPPORTED
    moved = beyond(number(bounds.low), number(bounds.high), inside=not supported)
    write_tables(tmp_path, {(metric, place, year): moved})
    after = decided(claim, open_record(tmp_path))
    assert (before.label, after.label) == (
        (Label.SUPPORTED, Label.REFUTED) if supported else (Label.REFUTED, Label.SUPPORTED)
    )
