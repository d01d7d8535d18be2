"""What a sentence on series is near to and does not say: movements and levels, a part and the whole, a mark passed."""

from __future__ import annotations

import pytest

from onrecord.terms.labels import Label
from verdicts import Ask, N, R, S, label

CLAIMS = [
    # whose is compared, and whose is named beside it
    ("Ahead of France and Italy, Germany is the biggest emitter of CO2 in the G7.", S),
    ("Ahead of France, Britain and Germany, Italy is the biggest emitter of CO2 in the G7.", R),
    # how fast, not how much
    ("Britain's CO2 emissions have fallen faster than Germany's since 2010.", S),
    ("Germany's CO2 emissions have fallen faster than Britain's since 2010.", R),
    ("Germany has cut its CO2 emissions more than Britain since 2010.", R),
    ("CO2 emissions have fallen more slowly in Germany than in Britain since 2010.", S),
    ("Kenya's economy is growing faster than Ghana's.", R),
    ("Nobody in the G7 has cut CO2 emissions faster than Britain.", S),
    ("Nobody in the G7 has cut CO2 emissions faster than Italy.", R),
    ("Britain has the fastest shrinking CO2 emissions in the G7.", S),
    ("Germany's CO2 emissions have fallen by an eighth since their high in 2012.", S),
    ("Unemployment in Ghana is no higher than it was in 2010.", R),
    ("Unemployment in Kenya is no higher than it was in 2010.", S),
    ("Germany has the most expensive coal power in the G7.", N),
    # past a mark, not by it
    ("Unemployment in Kenya has fallen below 6 percent for the first time since 2005.", S),
    ("Unemployment in Kenya has fallen below 7 percent for the first time since 2005.", R),
    ("Unemployment in Ghana has passed 7 percent.", S),
    ("Unemployment in Ghana has passed 8 percent.", R),
    # the worst of what is good, and since a year that was worse
    ("Germany's economy shrank by 6 percent in 2020, its worst year since 2009.", S),
    ("Kenya has the worst homicide rate in the world.", R),
    # each year, not all of them together
    ("Kenya's economy has grown by at least 3 percent in each of the past five years.", R),
    ("Ghana's population has grown by at least 1 percent in each of the past five years.", S),
    # the years at the end are of both
    ("Unemployment has fallen in Kenya but risen in Ghana since 2010.", S),
    ("Unemployment has risen in Kenya but fallen in Ghana since 2010.", R),
    # units
    ("Sea levels have risen by 3 centimetres since 2012.", S),
    ("Sea levels have risen by 30 centimetres since 2012.", R),
    ("Kenya has about 3.6 million hectares of forest.", S),
    ("Kenya has about 5 million hectares of forest.", R),
    # a scale that runs the other way
    ("Ghana has a younger population than France.", S),
    ("France has a younger population than Ghana.", R),
    # those of whom it does not hold, spells that differ, neighbours, exports of one thing, deaths of another
    ("Two thirds of Kenyans do not use the internet.", N),
    ("More people are killed by terrorists in Kenya in a week than in Ghana in a year.", N),
    ("Kenya has a lower homicide rate than any of its neighbours.", N),
    ("Ghana is the world's biggest cocoa exporter.", N),
    ("There were no cholera deaths in Kenya in 2015.", N),
]


@pytest.mark.parametrize(("claim", "expected"), CLAIMS)
def test_what_a_sentence_is_near_to_does_not_decide_it(ask: Ask, claim: str, expected: Label) -> None:
    assert label(ask(claim)) is expected
