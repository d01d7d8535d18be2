"""What turns a sentence round or narrows it: denials, others beside it, a high point as a date, days and months."""

from __future__ import annotations

import pytest

from onrecord.terms.labels import Label
from verdicts import Ask, N, R, S, label

CLAIMS = [
    # what is denied
    ("There has been no real fall in unemployment in Kenya since 2010.", R),
    ("There has been no real fall in unemployment in Ghana since 2010.", S),
    ("Kenya has failed to cut unemployment since 2010.", R),
    ("Ghana has failed to cut unemployment since 2010.", S),
    ("Unemployment in Kenya, far from falling, has risen since 2010.", R),
    ("Instead of rising, unemployment in Kenya has fallen since 2010.", S),
    ("There is no evidence that unemployment in Kenya has fallen since 2010.", N),
    # what others did
    ("Germany has cut its CO2 emissions since 2010, which other parts of the world have not.", N),
    ("Germany has led the world in cutting CO2 emissions since 2010.", S),
    ("France has led the world in cutting CO2 emissions since 2010.", R),
    # a high point says when
    ("Since the worst of the financial crisis, unemployment in Kenya has fallen.", S),
    ("Since the worst of the financial crisis, unemployment in Ghana has fallen.", R),
    ("At the height of the slump in 2010, one in five workers in Kenya was unemployed.", R),
    ("In just ten years Ghana's population has grown by half.", R),
    ("In barely ten years, Ghana's population has grown by 16 percent.", S),
    # a number of the year says nothing of its days, an early one nothing of its end
    ("On January 8, unemployment in Kenya reached its lowest level in 20 years.", N),
    ("From 2010 to 2021, the literacy rate in Ghana rose to 90 percent.", N),
    # an economy that grew by so much, and how that compares
    ("Kenya's economy grew 3 percent last year, the strongest growth in ten years.", S),
    ("Kenya's economy grew 5 percent last year, the strongest growth in ten years.", R),
    # of what somebody died, and whether so few deaths are a war
    ("Over 30,000 people in France die in mine accidents every year.", N),
    ("Over 30,000 people in France die of cancer every year.", S),
    ("There was no terrorism in Germany in 2016.", N),
    ("Nobody was killed by terrorists in Germany in 2016.", R),
    ("There was no terrorism in Kenya in 2013.", R),
    # whose number it is
    ("Over 13 percent of Kenya's population of more than 40 million people are over 65.", S),
    ("Over 13 percent of Kenya's population of more than 60 million people are over 65.", R),
    # the largest movement of several places
    ("Italy had the fastest population growth of any major advanced economy in 2020.", R),
    ("Britain had the biggest fall in CO2 emissions of any G7 country in 2020.", S),
    ("Italy had the biggest fall in CO2 emissions of any G7 country in 2020.", R),
    # the planet
    ("The Earth has been cooling since 2010.", R),
    ("The planet has warmed since 2010.", S),
    ("Kenya has not emitted more CO2 in any year since 2005 than it did in 2005 itself.", N),
]


@pytest.mark.parametrize(("claim", "expected"), CLAIMS)
def test_what_turns_a_sentence_round_is_read(ask: Ask, claim: str, expected: Label) -> None:
    assert label(ask(claim)) is expected
