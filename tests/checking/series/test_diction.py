"""How people talk of numbers: idioms of movement, likelihood, absence and share, and everyday words for things."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.checking.series.conftest import write_tables

from onrecord import check, open_record, read
from onrecord.checking.result import CheckedArticle
from onrecord.checking.series.answer import SeriesRecord, answer
from onrecord.checking.series.asking import Ask as Question
from onrecord.checking.series.aspects import only_of
from onrecord.checking.series.measured import Measured
from onrecord.checking.series.metrics import MetricIndex
from onrecord.checking.series.ranks import small_states
from onrecord.checking.series.sums import both_sexes, total_of
from onrecord.reading.series.amounts import find_amounts
from onrecord.reading.series.find import find_statements
from onrecord.reading.series.topic import topic_terms
from onrecord.record import Record
from onrecord.terms.labels import Label
from onrecord.terms.time import Day

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
    # what follows a comma, and who is loud about it
    ("Unemployment in Kenya has gone up, not down, since 2010.", R),
    ("Unemployment in Ghana has gone up, not down, since 2010.", S),
    ("Thanks to the new literacy law, unemployment in Kenya has fallen since 2010.", S),
    ("Wind accounts for over 12% of the UK's electricity, and yet others carry the heaviest burden.", S),
    ("KENYA has a higher homicide rate than GHANA.", S),
    # a second number in the unit of the first
    ("Unemployment in Kenya was 8 percent in 2000, and today it is hardly above 5.", S),
    ("Unemployment in Kenya was 8 percent in 2000, and today it is hardly above 7.", R),
    # people, where a share of them is measured
    ("4.3 million people in Kenya go hungry.", S),
    ("12 million people in Kenya go hungry.", R),
    ("28% of Kenyans live on less than $2 a day.", S),
    ("60% of Kenyans live on less than $2 a day.", R),
    # another thing than the one that is measured in the same unit, or named in another clause
    ("Maternal mortality in Kenya is 5 per 100,000 live births.", N),
    ("Kenya's crime rate has fallen since 2010, and its homicide rate is 5 per 100,000 people.", N),
    # what is called otherwise, and who is the capital of it
    ("Ghana produces less than 2% of the world's carbon emissions.", S),
    ("Ghana produces more than 9% of the world's carbon emissions.", R),
    ("Kenya is the murder capital of the world.", R),
    # degrees have no zero, and growth is compared by its rate
    ("The world has not warmed since 2010.", R),
    ("The world has warmed since 2010.", S),
    ("Ghana's population growth is higher than Nigeria's.", S),
    ("Nigeria's population growth is higher than Ghana's.", R),
    # half as much, so many lost, the first after others, one thing against another that nobody measures
    ("In 2015 the UK emitted half as much CO2 as Germany.", S),
    ("In 2015 the UK emitted a tenth as much CO2 as Germany.", R),
    ("Coal power in Britain has lost 100 terawatt-hours since 2002.", S),
    ("Coal power in Britain has lost 300 terawatt-hours since 2002.", R),
    ("Italy has the highest CO2 emissions in the G7 after Germany.", S),
    ("The UK has the highest CO2 emissions in the G7 after Germany.", R),
    ("Cancer kills more people than malaria in Kenya.", N),
    # the whole that is measured, before some of what it is made of
    ("Almost 30% of Britain's electricity is renewable, from geothermal, hydro, wind, and solar power.", S),
    ("Almost 60% of Britain's electricity is renewable, from geothermal, hydro, wind, and solar power.", R),
    # a part that is more than the whole
    ("Kenya has 50 million illegal internet users.", R),
    ("Kenya has 5 million illegal internet users.", N),
    # beside an average that is given as a number
    ("Kenya's homicide rate is below the average of 12 per 100,000 people.", S),
    ("Nigeria's homicide rate is below the average of 12 per 100,000 people.", R),
]


@pytest.mark.parametrize(("claim", "expected"), CLAIMS, ids=[claim for claim, _ in CLAIMS])
def test_a_turn_of_phrase_is_decided(ask: Ask, claim: str, expected: Label) -> None:
    assert label(ask(claim)) is expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Ghana has a lower homicide rate than us.", S),
        ("Kenya has a lower homicide rate than us.", R),
        ("Kenya emits more CO2 than we do, everybody forgets that.", S),
        ("Unemployment is lower in Kenya than in ours.", S),
    ],
)  # fmt: skip
def test_we_are_those_who_are_written_for(ask: Ask, claim: str, expected: Label) -> None:
    assert label(ask(claim, publisher="Full Fact")) is expected


def test_since_we_came_to_power_is_since_the_present_government_of_the_country(ask: Ask) -> None:
    assert label(ask("Unemployment has fallen since we came to power.", publisher="PesaCheck")) is S
    assert label(ask("Unemployment has risen since we came to power.", publisher="PesaCheck")) is R


def test_what_a_government_found_is_of_the_year_before_its_first(tmp_path: Path) -> None:
    write_tables(tmp_path, {("unemployment-rate", "germany", 2021): 9.0})
    record = open_record(tmp_path)

    def told(claim: str) -> Label:
        return label(check(read(claim.encode(), published=Day(2022, 12, 1), publisher="DW", format="txt"), record))

    assert told("Unemployment has come down from 9% to 8% since we came to power.") is S
    assert told("Unemployment has come down from 12% to 8% since we came to power.") is R


def test_each_number_of_a_list_is_of_its_own_noun() -> None:
    text = "The country has 5 million women and 6 million men."
    women, men = (set(topic_terms(found.topic)) for found in find_statements(text, Day(2022, 7, 1)))
    assert (women & {"woman", "man"}, men & {"woman", "man"}) == ({"woman"}, {"man"})


def test_nearly_one_in_three_is_a_round_number() -> None:
    (nearly,) = find_amounts("nearly one in three")
    assert nearly.interval.low < 30
    assert 35 < nearly.interval.high < 45


def test_small_states_are_seldom_meant_by_the_countries_of_the_world(tmp_path: Path) -> None:
    write_tables(tmp_path, {("population", "italy", 2020): 40_000.0})
    series = SeriesRecord(open_record(tmp_path))
    panel = series.panel(series.record.latest(), 2022)
    population = Measured((series.index.by_id["population"],), 1.0)

    def small(text: str) -> set[str]:
        (statement,) = find_statements(text, Day(2022, 7, 1))
        return small_states(Question(statement, population, panel, Day(2022, 7, 1)), 2020)

    assert small("Nigeria has the highest population in the world.") == {"ITA"}
    assert small("Nigeria has the highest population in Africa.") == set()


def test_a_trend_of_now_may_rest_on_a_series_that_ends_some_years_ago(ask: Ask) -> None:
    assert label(ask("Literacy in Kenya is rising.", day="2021-07-01")) is S
    assert label(ask("Literacy in Kenya is rising.", day="2022-07-01")) is N


def test_the_last_six_years_may_end_with_the_year_before(tmp_path: Path) -> None:
    write_tables(tmp_path, {("homicide-rate", "kenya", 2015): 2.5})
    record = open_record(tmp_path)

    def told(claim: str) -> Label:
        return label(check(read(claim.encode(), published=Day(2022, 12, 1), format="txt"), record))

    assert told("The homicide rate in Kenya has doubled in six years.") is S
    assert told("The homicide rate in Kenya has tripled in six years.") is R


def test_early_in_a_year_the_one_before_may_be_meant(tmp_path: Path) -> None:
    write_tables(tmp_path, {("homicide-rate", "kenya", 2021): 0.5})
    record = open_record(tmp_path)

    def told(day: Day) -> Label:
        claim = b"Kenya has a lower homicide rate than Ghana."
        return label(check(read(claim, published=day, format="txt"), record))

    assert told(Day(2022, 3, 1)) is S
    assert told(Day(2022, 12, 1)) is R


INDEX = MetricIndex(
    [
        {"metric": name, "name": name, "unit": unit, "concepts": (), "counts": counts, "scope": ""}
        for name, unit, counts in [
            ("Annual CO2 emissions", "tonnes", ""),
            ("Annual CO2 emissions from cement", "tonnes", ""),
            ("Annual CO2 emissions per capita", "tonnes per person", ""),
            ("Share of men using tobacco", "%", ""),
            ("Share of women using tobacco", "%", ""),
            ("Press Freedom Index", "Index", "It ranges from 0 (freedom) to 100 (no freedom)."),
            ("Corruption Index", "Index", "The index ranges from 0 to 1 (highly corrupt)."),
            ("Peace Index", "Index", "The index ranges from 0 (no peace) to 5 (peace)."),
        ]
    ]
)


def test_a_part_has_the_total_that_its_name_contains() -> None:
    total = total_of(INDEX.by_id["Annual CO2 emissions from cement"], INDEX)
    assert total is not None
    assert total.id == "Annual CO2 emissions"
    assert total_of(INDEX.by_id["Annual CO2 emissions"], INDEX) is None
    assert total_of(INDEX.by_id["Annual CO2 emissions per capita"], INDEX) is None


def test_homes_are_no_people(series_record: Record) -> None:
    series = SeriesRecord(series_record)
    claim = "Five million more homes in Kenya use the internet than in 2010."
    (found,) = answer(claim, Day(2022, 7, 1), series, series_record.latest())
    assert found.label is N
    assert found.trials[0].outcome.missing.endswith("for homes")


def test_men_and_women_together_are_everybody() -> None:
    found = [Measured((INDEX.by_id["Share of men using tobacco"],), 0.6)]
    (both,) = both_sexes(found, {"smoking": 1.0}, INDEX)
    assert {metric.name for metric in both.metrics} == {"Share of men using tobacco", "Share of women using tobacco"}
    assert both.weights == (0.5, 0.5)
    assert both_sexes(found, {"smoking": 1.0, "man": 1.0}, INDEX) == []


@pytest.mark.parametrize(
    ("metric", "downwards"), [("Press Freedom Index", True), ("Corruption Index", False), ("Peace Index", False)]
)
def test_a_scale_may_begin_with_the_full_measure(metric: str, downwards: bool) -> None:
    assert INDEX.by_id[metric].reversed is downwards


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
