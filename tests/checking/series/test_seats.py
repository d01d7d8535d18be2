"""A capital that spends or emits is the state; one in which something is dear is a city."""

from __future__ import annotations

import pytest

from onrecord.reading.series.places import find_places
from onrecord.terms.labels import Label
from verdicts import Ask, N, R, S, label


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The Kremlin doubled its arms budget.", ["RUS"]),
        ("Ankara hosts four million refugees.", ["TUR"]),
        ("Tehran's arms imports have fallen, while Riyadh spends ever more.", ["IRN", "SAU"]),
        ("Brussels has cut its aid.", ["eu"]),
        ("Washington spends more on arms than Beijing.", ["USA", "CHN"]),
        ("Rents are higher in Oslo than Beijing.", []),
        ("Washington spends more than a clerk in Beijing thinks.", ["USA"]),
        ("Rents in Ankara have doubled.", []),
        ("The murder rate of Tehran is low.", []),
        ("Paris is the capital of fashion.", []),
        ("The people of London spend two hours a day on trains.", []),
    ],
)
def test_a_seat_of_government_is_the_state_where_it_acts(text: str, codes: list[str]) -> None:
    assert [place.code for place in find_places(text)] == codes


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Berlin emits more CO2 than Paris.", S),
        ("Paris emits more CO2 than Berlin.", R),
        ("Life in Berlin is dearer than in Paris.", N),
        ("Berlin has cut its CO2 emissions since 2010.", S),
        ("Berlin has raised its CO2 emissions since 2010.", R),
        ("Unemployment in Berlin has risen since 2010.", N),
        # since a decade, and in a span that is named
        ("Life expectancy in Kenya is higher now than at any point since the 2000s.", S),
        ("Unemployment in Kenya is higher now than at any point since the 2000s.", R),
        ("In just five years, between 2005 and 2010, unemployment in Ghana rose by 9 percent.", S),
        ("In just five years, between 2005 and 2010, unemployment in Ghana rose by 40 percent.", R),
        # a part of a sentence behind a colon
        ("Our plan is working: unemployment in Kenya is below 7 percent.", S),
        ("Our plan is working: unemployment in Kenya is below 3 percent.", R),
        ("The ratio is 1:20, and more would help.", N),
        # whose number was brought down
        ("German brewers have been bringing their CO2 emissions down since 2010.", N),
        ("Germany has been bringing its CO2 emissions down since 2010.", S),
    ],
)
def test_who_and_when_are_meant_is_read_from_the_whole_sentence(ask: Ask, claim: str, expected: Label) -> None:
    assert label(ask(claim)) is expected
