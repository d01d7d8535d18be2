"""What a sentence states about series: its kind, places, years, amount and direction."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.series.amounts import find_amounts
from onrecord.reading.series.find import find_statements
from onrecord.reading.series.places import find_places, home_of, members
from onrecord.reading.series.statement import Shape, Statement
from onrecord.reading.series.times import find_years
from onrecord.reading.series.years import TimeKind
from onrecord.terms.time import Day

DAY = Day(2019, 6, 1)


def one(text: str, **more: str) -> Statement:
    (statement,) = find_statements(text, DAY, **more)
    return statement


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("Inflation in Peru stands at 4 percent.", Shape.LEVEL),
        ("Peru accounts for 2 percent of the world's copper output.", Shape.SHARE),
        ("Exports from Peru fell by 12 percent in 2018.", Shape.CHANGE),
        ("Exports from Peru have doubled since 2005.", Shape.CHANGE),
        ("Poverty in Peru is falling.", Shape.TREND),
        ("Poverty in Peru is lower than in Bolivia.", Shape.COMPARISON),
        ("Growth in Peru was higher in 2001-2006 than in 2007-2012.", Shape.PERIODS),
        ("Peru has the third highest inflation in South America.", Shape.RANK),
        ("Inflation in Peru is at a 20-year high.", Shape.EXTREME),
        ("Peru has recorded no polio cases since 1995.", Shape.ABSENCE),
    ],
)  # fmt: skip
def test_each_kind_of_statement_is_told(text: str, shape: Shape) -> None:
    assert one(text).shape is shape


@pytest.mark.parametrize(
    ("text", "rank", "direction", "scope"),
    [
        ("Peru has the highest inflation in South America.", 1, 1, "south-america"),
        ("Peru has the fifth lowest inflation in the world.", 5, -1, "world"),
        ("Peru spends more on schools than any other G20 country.", 1, 1, "g20"),
        ("Peru is one of the largest exporters of copper in the world.", 1, 1, "world"),
    ],
)
def test_a_rank_counts_from_an_end_within_a_group(text: str, rank: int, direction: int, scope: str) -> None:
    found = one(text)
    assert (found.rank, found.direction, found.scope) == (rank, direction, scope)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("in 2011", [("point", 2011, 2011)]),
        ("from 2003 to 2013", [("span", 2003, 2013)]),
        ("in 2011-14", [("span", 2011, 2014)]),
        ("in the 1990s", [("span", 1990, 1999)]),
        ("in the early 2000s", [("span", 2000, 2004)]),
        ("since the 90s", [("since", 1990, 2019)]),
        ("since 2010", [("since", 2010, 2019)]),
        ("last year", [("point", 2018, 2018)]),
        ("in the past decade", [("last", 2009, 2019)]),
        ("over the last 3 years", [("last", 2016, 2019)]),
        ("for the first time in 30 years", [("within", 1989, 2019)]),
        ("five years ago", [("point", 2014, 2014)]),
        ("before 2000", [("before", None, 1999)]),
        ("today", [("now", 2018, 2019)]),
        ("since the financial crisis", [("since", 2007, 2019)]),
        ("under President Barack Obama", [("term", 2009, 2016)]),
        ("since Theresa May took office", [("since", 2017, 2019)]),
        ("2,000 people in 2015", [("point", 2015, 2015)]),
        ("54 in 2003 to 65 in 2013", [("point", 2003, 2003), ("point", 2013, 2013)]),
        ("costs 1999 dollars", [("point", 1999, 1999)]),
    ],
)
def test_years_are_resolved_from_the_day(text: str, years: list[tuple[str, int | None, int]]) -> None:
    assert [(y.kind.value, y.first, y.last) for y in find_years(text, DAY)] == years


def test_my_first_year_is_that_of_the_speaker() -> None:
    (years,) = find_years("by the end of my first year", Day(2020, 1, 1), claimant="President Emmanuel Macron")
    assert (years.first, years.last) == (2017, 2017)


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("over 60%", 60, "percent", "over"),
        ("one in four", 25, "percent", "exact"),
        ("eight out of ten", 80, "percent", "exact"),
        ("nearly a third of us", 100 / 3, "percent", "nearly"),
        ("the majority of", 50, "percent", "over"),
        ("a ratio of 1:600", 1 / 600, "ratio", "exact"),
        ("one nurse for every 250 patients", 1 / 250, "ratio", "exact"),
        ("12 per 100,000 people", 12 / 100_000, "ratio", "exact"),
        ("5.6 billion", 5.6e9, "count", "exact"),
        ("186 lakh tonnes", 18.6e6, "tonnes", "exact"),
        ("two crore", 2e7, "count", "exact"),
        ("146.3MT", 146.3e6, "tonnes", "exact"),
        ("more than quadrupled", 4, "multiple", "over"),
        ("as high as 42 percent", 42, "percent", "exact"),
    ],
)
def test_amounts_are_numbers_with_units(text: str, value: float, unit: str, qualifier: str) -> None:
    (amount,) = find_amounts(text)
    assert (amount.unit, amount.qualifier) == (unit, qualifier)
    assert amount.value == pytest.approx(value, rel=1e-4)


@pytest.mark.parametrize(("text", "per"), [("10 people die every hour", "hour"), ("300 deaths a day", "day")])
def test_an_amount_may_count_by_the_day(text: str, per: str) -> None:
    assert find_amounts(text)[0].per == per


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Nigerians and Nigeriens", ["NGA", "NER"]),
        ("the UK's exports to the U.S.", ["GBR", "USA"]),
        ("South Sudan, not Sudan", ["SSD", "SDN"]),
        ("Guinea-Bissau and Equatorial Guinea", ["GNB", "GNQ"]),
        ("ask us about it", []),
        ("more than anywhere in sub-Saharan Africa", ["sub-saharan-africa"]),
    ],
)
def test_places_are_countries_peoples_and_groups(text: str, codes: list[str]) -> None:
    assert [place.code for place in find_places(text)] == codes


def test_members_are_those_of_the_year() -> None:
    assert "HRV" not in members("eu", 2012)
    assert "HRV" in members("eu", 2014)
    assert set(members("southern-africa", 2020)) < set(members("africa", 2020))


@pytest.mark.parametrize(
    ("claimant", "publisher", "home"),
    [
        ("Government of India", "", "IND"), ("Scott Morrison", "", "AUS"), ("a Facebook user", "AAP", "AUS"),
        ("Amber Rudd", "", ""), ("Joe Biden", "Full Fact", "USA"), ("", "", ""),
    ],
)  # fmt: skip
def test_home_is_the_country_of_who_speaks_or_prints(claimant: str, publisher: str, home: str) -> None:
    assert home_of(claimant, publisher) == home


@pytest.mark.parametrize(
    "text",
    ["Nobody claims that exports from Peru fell.", "Peru opened a new school.", "", "Why is Peru so poor?"],
)
def test_what_states_nothing_of_a_series_is_no_statement(text: str) -> None:
    assert find_statements(text, DAY) == ()


def test_a_denial_and_a_forecast_are_marked() -> None:
    assert one("Unemployment in Peru has not fallen since 2010.").negated
    assert one("Unemployment in Peru is projected to reach 8 percent.").forecast


def test_two_parts_are_two_statements() -> None:
    found = find_statements("Inflation is 4% in Peru, while unemployment in Chile has doubled since 2010.", DAY)
    assert [(s.shape, s.places) for s in found] == [(Shape.LEVEL, ("PER",)), (Shape.CHANGE, ("CHL",))]


WORDS = (
    "Peru Chile the EU rose fell by from to 12% 1:600 in 2010 since 1990 2011-14 highest lowest more than half of "
    "the world's one in ten never only [ ] ” … , ; . while and doubled 5.6 billion a year under Trump"
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=40))
def test_no_order_of_words_breaks_the_reading(words: list[str]) -> None:
    text = " ".join(words)
    for statement in find_statements(text, DAY, home="PER"):
        assert 0 <= statement.start <= statement.end <= len(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    find_statements(text, DAY)


def test_what_an_average_person_does_is_a_number_a_head() -> None:
    assert "per capita" in one("An average Peruvian eats more rice than an average Chilean.").topic
    assert "per capita" not in one("The average rainfall in Peru is higher than in Chile.").topic


def test_a_kind_of_countries_is_what_one_of_them_is_ranked_in() -> None:
    found = one("India is the fastest growing large economy in the world.")
    assert (found.shape, found.places, found.scope) == (Shape.RANK, ("IND",), "g20")


@pytest.mark.parametrize(
    ("text", "country", "kind", "first", "last"),
    [
        ("Growth under Correa averaged 3 percent.", "ECU", TimeKind.TERM, 2007, 2016),
        ("Wages have fallen since Mitsotakis took over.", "GRC", TimeKind.SINCE, 2020, 2021),
        ("In the first three years under Macri the economy shrank.", "ARG", TimeKind.TERM, 2016, 2018),
        ("Exports fell during the Asian financial crisis.", "THA", TimeKind.SPAN, 1997, 1998),
    ],
)
def test_a_time_is_named_after_who_governed_or_what_happened(
    text: str, country: str, kind: TimeKind, first: int, last: int
) -> None:
    (years,) = find_years(text, Day(2021, 6, 1), country=country)
    assert (years.kind, years.first, years.last) == (kind, first, last)
