"""Ways in which statements about series are worded: what each asks, and what keeps it from being decided."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from onrecord.checking.series.restrictions import part_of_a_list
from onrecord.reading.series.topic import topic_terms
from onrecord.terms.labels import Label
from verdicts import Ask, C, N, R, S, label

CLAIMS = [
    # a group's name before a superlative is what is ranked in
    ("Kenya is Africa's most populous country.", R),
    ("Nigeria is Africa's most populous country.", N),
    ("France has Europe's highest unemployment rate.", N),
    # one after another
    ("Kenya's homicide rate is lower than Nigeria's.", S),
    ("Germany's CO2 emissions are higher than Britain's, Italy's and France's.", S),
    ("Britain's CO2 emissions are higher than Germany's, Italy's and France's.", R),
    ("Unemployment has fallen in Kenya and Ghana.", R),
    ("In several African countries, including Ghana and Kenya, unemployment was below 10% in 2015.", S),
    ("In several African countries, including Ghana and Kenya, unemployment was below 6% in 2015.", R),
    # no other, any other, all but one, most
    ("No country in the G7 emits as much CO2 as Germany.", S),
    ("No other country in the G7 emits as much CO2 as Italy.", R),
    ("Britain emits more CO2 than any other G7 country bar Germany.", R),
    ("Only one country in the G7 has a higher unemployment rate than Italy.", R),
    # one series against another of the same place
    ("In the UK, wind has overtaken coal as a source of electricity.", S),
    ("In Germany, wind has overtaken coal as a source of electricity.", R),
    ("Wind generated more electricity than coal in the UK in 2020.", S),
    ("Wind generated more electricity than gas in Germany in 2005.", R),
    # the rest of the world, elsewhere
    ("Nigeria has more people than the rest of the world combined.", R),
    ("Germany emits more CO2 than the rest of the world.", R),
    # two of a longer list are not what it names, and a phrase before two is no list
    ("Britain's electricity generation is almost 95% clean, from geothermal, hydro, wind, and solar power.", N),
    ("In Britain, wind and solar generate about a fifth of the electricity.", S),
    # the kinds of a whole together
    ("In 2020, the UK generated 220 terawatt-hours of electricity.", S),
    ("In 2020, the UK generated 400 terawatt-hours of electricity.", R),
    # several definitions of one thing
    ("Ghana's GDP per capita is higher than Kenya's.", C),
    ("Ghana's GDP per capita in PPP terms is higher than Kenya's.", S),
    ("Ghana's GDP per capita is higher than France's.", R),
    # not what is named: a crop, a part of the country, a group of people, another aspect
    ("Kenya's coffee production has doubled since 2010.", N),
    ("Maize production in Kenya has doubled since 2010.", N),
    ("Unemployment in Nairobi stands at 6 percent.", N),
    ("Infant mortality in Ghana is 35 per 1,000 live births.", N),
    ("Kenya spends 2% of its GDP on defence.", N),
    ("Half of Kenya's population lives in poverty.", N),
    ("Muslims make up 12% of Kenya's population.", N),
    # when it was
    ("Under Jubilee, unemployment in Kenya fell.", S),
    ("Under Jubilee, unemployment in Kenya rose.", R),
    ("Under the Unity Front, unemployment in Kenya fell.", N),
    ("Britain's CO2 emissions are down by 26% on 2005 levels.", R),
    ("Britain's CO2 emissions are down by 38% on 2005 levels.", S),
    ("Britain's CO2 emissions are down by 70% on 2005 levels.", R),
    ("Kenya's unemployment has fallen compared to 2010.", S),
    ("Unemployment in Kenya is 6%, down from 8% in 2000.", S),
    ("Unemployment in Kenya is 6%, down from 12% in 2000.", R),
    # every year
    ("Unemployment in Kenya has fallen every year since 2010.", S),
    ("Ghana's economy has grown every year since 2010.", R),
    ("Unemployment in Kenya has fallen for five consecutive years.", S),
    # by so much a year, so many more than then
    ("The world's population is growing by 80 million people every year.", S),
    ("The world's population is growing by 300 million people every year.", R),
    ("Nigeria has 24 million more people than in 2012.", S),
    ("Nigeria has 80 million more people than in 2012.", R),
    ("Life expectancy in Ghana has grown by more than 4 years since 2000.", S),
    ("Life expectancy in Ghana has grown by more than 9 years since 2000.", R),
    ("Kenya's population has grown at a rate of over 15% in the past 10 years.", S),
    # for the first time, a record and its edges
    ("Ghana's economy shrank in 2020 for the first time in ten years.", S),
    ("Ghana's economy shrank in 2009 for the first time in ten years.", N),
    ("Life expectancy in Ghana rose in 2015 for the first time in ten years.", R),
    ("Cocoa production in Ghana reached 910,000 tonnes in 2021, the highest in its history.", S),
    ("Cocoa production in Ghana reached 800,000 tonnes in 2010, the highest in its history.", S),
    ("Unemployment in Kenya is at 6%, the lowest in 15 years.", S),
    # none at all
    ("Kenya has not been the target of any terrorism deaths.", R),
    ("Ghana has never had any terrorism deaths.", S),
    ("Germany has had no terrorism deaths since 2016.", S),
    ("Germany has had no terrorism deaths since 2010.", R),
    # a value of some years ago, and how far it may have moved since
    ("More than half of Ghanaians can read: the literacy rate is over 60%.", S),
    ("The literacy rate in Ghana is over 95%.", R),
    ("The literacy rate in Ghana is 80%.", S),
    ("The literacy rate in Ghana is 85%.", N),
    # how many countries
    ("Three of the G7 countries have an unemployment rate of over 10%.", N),
    # fell in the window that was chosen, and not in those around it
    ("Income inequality in Germany has fallen since 2012.", C),
    ("Income inequality in the UK has fallen since 2012.", S),
    # nothing is named but that it grew, or that there are more people
    ("Nigeria has more people than Germany.", S),
    ("Ghana has more people than Germany.", R),
    # what only the world has
    ("Sea levels have risen by 30 mm since 2012.", S),
    ("Sea levels have not risen since 2012.", R),
    # similar, twice what
    ("Kenya and Ghana have a similar number of doctors per 1,000 people.", S),
    ("Nigeria and Kenya have a similar homicide rate.", R),
    ("Nigeria's homicide rate is twice what it is in Kenya.", R),
    # what was overtaken must be measured too
    ("Nigeria has overtaken Peru as the country with the highest homicide rate in Africa.", N),
    # the pace of a number, and its peak
    ("Life expectancy in Ghana has been rising at a constant rate since 2000.", N),
    ("Terrorism deaths in Kenya peaked in 2013.", S),
    ("Terrorism deaths in Kenya peaked in 2016.", R),
    ("Unemployment in Ghana peaked in 2010.", R),
    # a part of an average
    ("Kenya's homicide rate is less than half of the African average.", S),
    ("Kenya's homicide rate is less than half of the world average.", R),
    ("Kenya's homicide rate is about a quarter of Nigeria's.", S),
    ("Kenya's homicide rate is less than a tenth of Nigeria's.", R),
    # of whom, and what must come
    ("Unemployment among women in Kenya is 6%.", N),
    ("Germany's CO2 emissions must fall by 43% by 2030.", N),
    # the level of a year beside the one of now
    ("Wind accounts for more than 12% of the UK's electricity, double the share in 2008.", S),
    ("Wind accounts for more than 12% of the UK's electricity, double the share in 2018.", R),
    # all but those who are named
    ("Italy has the highest unemployment rate in the G7 except France.", R),
    ("Kenya has stopped cutting its unemployment: the rate has risen since 2010.", R),
    # a number, a place or a thing said that no statement has: not borne out unread
    ("Unemployment in Kenya is 6%, and the shilling fell by half.", N),
    ("Unemployment in Kenya is 6%, with 3,000 new shops opened by Peru.", N),
    ("Unemployment in Kenya is 12%, with 3,000 new shops opened by Peru.", R),
    # a share of those who are not
    ("More than 90% of electricity in Italy is made without wind.", S),
]


@pytest.mark.parametrize(("claim", "expected"), CLAIMS, ids=[claim for claim, _ in CLAIMS])
def test_a_wording_is_decided(ask: Ask, claim: str, expected: Label) -> None:
    assert label(ask(claim)) is expected


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("electricity from geothermal, hydro, wind, and solar energy", True),
        ("electricity from hydro, wind and solar", False),  # one comma may end the words before
        ("electricity from wind and solar", False),
        ("In Russia, wind and solar generate little electricity.", False),
        ("In Kenya, Ghana, Mali and Chad the wind blows.", False),
    ],
)
def test_some_of_what_a_text_lists_is_not_what_it_lists(text: str, part: bool) -> None:
    wind_and_solar = [
        SimpleNamespace(title=frozenset(topic_terms(f"electricity from {one}")), other=frozenset())
        for one in ("wind", "solar")
    ]
    assert part_of_a_list(text, wind_and_solar) is part
