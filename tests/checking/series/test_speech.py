"""Statements as speeches, posts and headlines word them: what each asks of the series."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.checking.result import CheckedArticle
from onrecord.terms.labels import Label

Ask = Callable[..., CheckedArticle]

S, R, C, N = Label.SUPPORTED, Label.REFUTED, Label.CONFLICTING, Label.NOT_ENOUGH


def label(article: CheckedArticle) -> Label:
    """Return what all claims say together: right only if every one is."""
    labels = [one.now.label for one in article.claims]
    return next((each for each in (R, C, N) if each in labels), S if labels else N)


SPEECH = [
    # counted by the day, and fractions in words
    ("100 people die of cancer in Italy every single day.", S),
    ("200 people die of cancer in Italy every single day.", R),
    ("In 2020 an eighth of the electricity in the UK came from wind.", S),
    ("In 2020 a fifth of the electricity in the UK came from wind.", R),
    ("In 2020 at most 13% of the electricity in the UK came from wind.", S),
    ("In 2020 the UK got 15% of its electricity from wind, or more.", R),
    # named beside the one that is spoken of
    ("After Italy, Britain has the highest homicide rate in the G7.", S),
    ("After Italy, Germany has the highest homicide rate in the G7.", R),
    ("Britain has the second highest homicide rate in the G7, behind Italy.", S),
    ("Leaving Italy behind, Britain has the highest homicide rate in the G7.", R),
    # whom "we" are compared with
    ("Our unemployment has fallen since 2010. [Kenya]", S),
    ("Our unemployment has risen since 2010. [Kenya]", R),
    ("Germany emits more CO2 than we do. [Britain]", S),
    ("We emit more CO2 than Germany. [Britain]", R),
    ("We [Britain] have the highest homicide rate in the G7.", R),
    # all together
    ("Germany emits more CO2 than Britain and Kenya put together.", S),
    ("Germany emits more CO2 than Britain, Kenya and Ghana put together, the giant of Europe.", R),
    ("Nigeria has more people than every other country in the world combined.", R),
    # than before, in history
    ("There isn't less unemployment in Kenya than there was in 2010.", R),
    ("We have the highest unemployment in the history of our country, there's never been anything like it. [Kenya]", R),
    ("We have the lowest unemployment in the history of our country. [Kenya]", S),
    ("Not one terrorism death in 20 years. [Kenya]", R),
    ("Not one terrorism death in 20 years. [Ghana]", S),
    # brought down, up and up
    ("The reform has brought unemployment in Kenya down.", S),
    ("The reform has brought unemployment in Ghana down.", R),
    ("Unemployment in Kenya has been rising season after season.", R),
    # one of so many, so many in so many minutes
    ("Every tenth worker in France is unemployed.", S),
    ("Every second worker in Kenya is unemployed.", R),
    ("Two people die of cancer in Italy every thirty minutes.", S),
    ("Nine people die of cancer in Italy every thirty minutes.", R),
    ("Unemployment in Ghana is in single digits.", S),
    ("Unemployment in Ghana is in double digits.", R),
    # never before, not once: "not every year" is another thing
    ("Never has unemployment been as low as it is now. [Kenya]", S),
    ("Never has unemployment been as high as it is now. [Kenya]", R),
    ("Not once did Ghana's economy shrink between 2010 and 2019.", S),
    ("Not once did Ghana's economy shrink between 2000 and 2019.", R),
    ("Unemployment in Kenya has not always fallen: it has not fallen every year since 2010.", R),
    ("Ghana's economy has never shrunk since 2010.", R),
    # on average, more than then
    ("Ghana grew at an average of three percent a year between 2010 and 2019.", S),
    ("Ghana grew at an average of six percent a year between 2010 and 2019.", R),
    ("Britain made 120% more electricity from wind in 2022 than in 2010.", S),
    ("Britain made 20% more electricity from wind in 2022 than in 2010.", R),
    ("Britain made 5% more electricity from wind in 2022 than the year before.", S),
    ("Britain made 50% more electricity from wind in 2022 than the year before.", R),
    # two ranks of one sentence
    ("Britain has the second highest homicide rate in the G7 and the highest in the world.", R),
    # the window of the sentence before, a year that nobody names, and what was only promised
    ("Unemployment in Kenya has not risen since 2010. In fact it has fallen.", S),
    ("When the railway came, unemployment in Kenya was at 30 percent.", N),
    ("They promised us unemployment of 2 percent. [Kenya]", N),
    # for the first time
    ("For the first time since 2005 unemployment in Kenya is below 6 percent.", S),
    ("For the first time since 2005 unemployment in Kenya is below 7 percent.", R),
    # a rank of a time that has no values is not that of today
    ("We started the twentieth century with the highest homicide rate in the G7. [Italy]", N),
    ("We had the highest homicide rate in the G7 in 2005. [Britain]", R),
    # a part that goes on about the same place
    ("Germany has the highest CO2 emissions in the G7, more than twice those of Britain.", S),
    ("Germany has the highest CO2 emissions in the G7, four times those of Britain.", R),
    ("France gets 5% of its electricity from wind, more than any other G7 country.", R),
    # somewhat more than so many times
    ("Germany emits twice as much CO2 as Britain.", S),
    ("Britain emits twice as much CO2 as Germany.", R),
    # from one number to another, and people that are counted
    ("Kenya went from 7.5 percent unemployment in 2005 to 6 percent in 2020.", S),
    ("Kenya went from 7.5 percent unemployment in 2005 to 3 percent in 2020.", R),
    ("Kenya has more than 40 million people.", S),
    ("There are over 10 crore people in Kenya.", R),
    # two thirds is no number of thirds
    ("Electricity from wind in the UK fell by two thirds between 2010 and 2020.", R),
    # whenever it was, it has not been so since; that it has is not borne out without a date
    ("Unemployment in Kenya has risen since the factory closed.", R),
    ("Unemployment in Ghana has risen since the factory closed.", N),
    ("Since the railway opened CO2 emissions have fallen. [Germany]", N),
]


@pytest.mark.parametrize(("claim", "expected"), SPEECH, ids=[claim for claim, _ in SPEECH])
def test_a_speech_is_decided(ask: Ask, claim: str, expected: Label) -> None:
    assert label(ask(claim)) is expected


@pytest.mark.parametrize(
    ("claim", "day", "expected"),
    [
        # the year of the text was not over: the five years before it may be meant
        ("In five years the UK has nearly tripled its electricity from wind power.", "2009-07-01", S),
        ("In five years the UK has nearly tripled its electricity from wind power.", "2011-07-01", R),
        # so by the year of the text alone
        ("Economic growth in Ghana has fallen since 2016.", "2020-07-01", C),
        ("Economic growth in Ghana has fallen since 2016.", "2022-07-01", R),
    ],
)
def test_the_year_of_the_text_alone_decides_no_movement(ask: Ask, claim: str, day: str, expected: Label) -> None:
    assert label(ask(claim, day=day)) is expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("From the moment we took office, unemployment has been falling.", S),
        ("Since we came into government, unemployment has shot up.", R),
        ("Unemployment was at 6.7 percent when we took office.", S),
        ("Unemployment was at 12 percent when we took office.", R),
        ("Unemployment has fallen all through our time in office.", S),
    ],
)
def test_since_we_took_office_is_the_term_of_those_who_govern(ask: Ask, claim: str, expected: Label) -> None:
    assert label(ask(claim, speaker="Kenya's finance minister", day="2018-07-01")) is expected
