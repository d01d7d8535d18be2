"""By how much one thing differs from another: from a time before, from a place, from the next places together."""

from __future__ import annotations

import pytest

from onrecord.terms.labels import Label
from verdicts import Ask, N, R, S, label

CLAIMS = [
    # from a time before, in percent and in parts
    ("Germany's CO2 emissions are 15 percent lower than in 2010.", S),
    ("Germany's CO2 emissions are 30 percent lower than in 2010.", R),
    ("Germany's CO2 emissions are a quarter lower than in 2000.", S),
    ("Germany's CO2 emissions are two thirds lower than in 2000.", R),
    ("Germany has cut its CO2 emissions by nearly a quarter since 2000.", S),
    ("Germany has cut its CO2 emissions by more than half since 2000.", R),
    ("In 2021 Germany emitted a third less CO2 than the year before.", R),
    ("Life expectancy in Ghana is three years longer than in 2010.", S),
    ("Life expectancy in Ghana is nine years longer than in 2010.", R),
    # from a place
    ("Life expectancy in Italy is six years longer than in Ghana.", S),
    ("Life expectancy in Italy is ten years longer than in Ghana.", R),
    ("Unemployment in Germany is two percentage points higher than in Nigeria.", S),
    ("Germany's unemployment rate is 12 points above Nigeria's.", R),
    ("Britain emits 13 percent less CO2 than France.", S),
    ("Britain emits 40 percent less CO2 than France.", R),
    ("Germany emits two and a half times as much CO2 as Britain.", S),
    ("Germany emits four and a half times as much CO2 as Britain.", R),
    ("Nigeria, long the safer country, has overtaken it.", N),
    ("Nigeria, which once trailed Kenya, has overtaken it in homicides.", S),
    # from those that come next
    ("Germany emits more CO2 than the next two countries combined.", N),
    ("Germany emits more CO2 than the next three countries put together.", R),
    ("Germany emits more CO2 than the next ninety countries put together.", N),
    # from before, whenever that was
    ("Since 2010 Germany emits less CO2 than before.", S),
    ("Since 2010 Germany emits more CO2 than before.", R),
    ("Every year since 2010 Germany has emitted more CO2 than the year before.", R),
    ("Every year since 2010 Germany has emitted less CO2 than the year before.", S),
    ("In 2021 Germany emitted less CO2 than the year before.", S),
    ("In 2021 Germany emitted more CO2 than in the previous year.", R),
    ("With the reform of 2010 unemployment has come down in Kenya.", S),
    ("With the reform of 2010 unemployment has come down in Ghana.", R),
    # more in one time than in another
    ("Germany's CO2 emissions fell more from 2011 to 2020 than from 2001 to 2010.", S),
    ("Germany's CO2 emissions fell more from 2001 to 2010 than from 2011 to 2020.", R),
    # for the better, whichever way that is
    ("Unemployment in Kenya has improved since 2010.", S),
    ("Unemployment in Ghana has improved since 2010.", R),
    ("Literacy in Ghana improved between 2005 and 2015.", S),
    ("Literacy in Ghana got worse between 2005 and 2015.", R),
    # what others say, and what nobody will
    ("While they tell you that all is lost, unemployment in Kenya has fallen since 2010.", S),
    ("So much for progress: unemployment in Kenya has risen since 2010.", R),
    ("Unemployment in Kenya has risen since 2010, and no minister will tell you that.", R),
]


@pytest.mark.parametrize(("claim", "expected"), CLAIMS)
def test_a_difference_is_held_against_the_one_that_is_claimed(ask: Ask, claim: str, expected: Label) -> None:
    assert label(ask(claim)) is expected
