"""How people talk of numbers: idioms of movement, likelihood, absence and share, and everyday words for things."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.checking.result import CheckedArticle
from onrecord.checking.series.aspects import only_of
from onrecord.reading.series.topic import topic_terms
from onrecord.terms.labels import Label

Ask = Callable[..., CheckedArticle]

S, R, C, N = Label.SUPPORTED, Label.REFUTED, Label.CONFLICTING, Label.NOT_ENOUGH


def label(article: CheckedArticle) -> Label:
    """Return what all claims say together: right only if every one is."""
    labels = [one.now.label for one in article.claims]
    return next((each for each in (R, C, N) if each in labels), S if labels else N)


CLAIMS = [
    # idioms of movement
    ("Coal power is coming back in Germany.", R),
    ("Life expectancy in Germany is on the up.", S),
    ("The jobless rate in Kenya keeps coming down year after year.", S),
    ("The jobless rate in Ghana keeps coming down year after year.", R),
    # than at another time
    ("There are fewer people out of work in Kenya than there were in 2010.", S),
    ("There are fewer people out of work in Ghana than there were in 2010.", R),
    # likelihood
    ("You are twenty times as likely to be murdered in Nigeria as in Ghana.", S),
    ("You are fifty times as likely to be murdered in Nigeria as in Ghana.", R),
    # not one
    ("Not one person has been killed by terrorists in Ghana since 2005.", S),
    ("Not one person has been killed by terrorists in Germany since 2005.", R),
    # a share of all there is on the planet, by the day
    ("Germany accounts for something like 2.3% of all the CO2 emissions on this planet.", S),
    ("Germany accounts for something like 20% of all the CO2 emissions on this planet.", R),
    ("At least 100 people die of cancer every single day in Ghana.", S),
    ("At least 300 people die of cancer every single day in Ghana.", R),
    # after so many years of somebody
    ("After ten years of reform, unemployment in Kenya has fallen.", S),
    ("After ten years of reform, unemployment in Ghana has fallen.", R),
    # all others together
    ("Nigeria has more people than every other country in the world combined.", R),
    # beside an average that is given as a number
    ("Kenya's homicide rate is below the average of 12 per 100,000 people.", S),
    ("Nigeria's homicide rate is below the average of 12 per 100,000 people.", R),
]


@pytest.mark.parametrize(("claim", "expected"), CLAIMS, ids=[claim for claim, _ in CLAIMS])
def test_a_turn_of_phrase_is_decided(ask: Ask, claim: str, expected: Label) -> None:
    assert label(ask(claim)) is expected


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("people killed in road crashes", "Deaths from road injuries"),
        ("homes with electricity", "Share of the population with access to electricity"),
        ("the youngest populations", "Population by age group (Under-25s)"),
        ("people who fly", "Air passengers"),
        ("female MPs", "Share of women in parliament"),
        ("people born abroad", "International migrant stock"),
        ("the gap between the haves and the have-nots", "Income inequality: Gini coefficient"),
        ("longevity", "Life expectancy"),
        ("deaths from falls", "Total deaths from falls among both sexes"),
    ],
)
def test_everyday_words_lead_to_the_thing_that_is_measured(said: str, name: str) -> None:
    assert set(topic_terms(said)) & set(topic_terms(name))


@pytest.mark.parametrize("text", ["expanding our GDP", "the soaring GDP", "a GDP that has plunged and is stagnant"])
def test_how_a_thing_moves_is_no_thing(text: str) -> None:
    assert topic_terms(text) == ("gdp",)


def test_a_number_a_woman_counts_everybody() -> None:
    assert only_of("The fertility rate has fallen", "Live births per woman") == ""
    assert only_of("The unemployment rate has fallen", "Unemployment of women") == "woman"
