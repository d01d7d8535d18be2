"""Claims of every type against a record of series: those that hold, those that do not, those that nobody can tell."""

from __future__ import annotations

import json

import pytest

from onrecord import check, open_record, read
from onrecord.record import Record
from onrecord.reports import render
from onrecord.terms.labels import Label
from onrecord.terms.time import Day
from verdicts import Ask, N, R, S, label

CLAIMS = [
    # levels and thresholds
    ("Unemployment in France stands at 10 percent.", S),
    ("Unemployment in France stands at 16 percent.", R),
    ("More than one in twelve French workers are unemployed.", S),
    ("Fewer than one in 20 French workers are unemployed.", R),
    ("Ghana's population is over 25 million.", S),
    ("Ghana's population is over 60 million.", R),
    ("Ghana has one doctor for every 5,000 people.", S),
    ("Ghana has a doctor-to-population ratio of 1:600.", R),
    ("About 100 people die of cancer in Kenya every day.", S),
    ("At least 20 Kenyans die of cancer every hour.", R),
    ("In 2005, life expectancy in Ghana was 61 years.", S),
    ("In 2005, life expectancy in Ghana was 75 years.", R),
    ("At least 100 Italians died of cancer every day from 2005 to 2015.", S),
    ("The unemployment rate in Ghana has been below 8% since 2001.", S),
    ("The unemployment rate in Ghana has been below 6% since 2001.", R),
    # nothing measured: no value of the time, of the place, of the thing
    ("In 1990, life expectancy in Ghana was 52 years.", N),
    ("The unemployment rate in Peru is 7%.", N),
    ("House prices in Kenya stand at 300,000 dollars.", N),
    ("Lung cancer kills 36,000 people in Kenya every year.", N),
    ("Unemployment in France is expected to reach 12% next year.", N),
    ("Unemployment in France stood at 10 percent in every month of 2015.", N),
    # changes
    ("The population of Kenya has grown by 20% between 2000 and 2010.", S),
    ("The population of Kenya has grown by 50% between 2000 and 2010.", R),
    ("Germany's CO2 emissions fell by 11% from 2000 to 2010.", S),
    ("Germany's CO2 emissions fell by 30% from 2000 to 2010.", R),
    ("Germany's CO2 emissions rose by 11% from 2000 to 2010.", R),
    ("Life expectancy in Ghana rose from 60 years in 2000 to 65 years in 2020.", S),
    ("Life expectancy in Ghana rose from 50 years in 2000 to 65 years in 2020.", R),
    ("The share of power from wind in Britain has more than quadrupled since 2000.", S),
    ("The share of power from wind in Britain has more than quadrupled since 2010.", R),
    ("The share of electricity from wind in the UK has increased to over 10%.", S),
    ("The share of electricity from wind in the UK has increased to over 30%.", R),
    ("Wind power's share of British electricity has tripled since 2004.", S),
    ("Wind power's share of British electricity has doubled since 2020.", R),
    # trends
    ("Unemployment in Kenya is falling.", S),
    ("Unemployment in Kenya is rising.", R),
    ("Unemployment in Kenya has not fallen since 2010.", R),
    ("Unemployment in France has remained stable since 2005.", S),
    ("Ghana has an ageing population.", S),
    # comparisons
    ("Nigeria's homicide rate is higher than Kenya's.", S),
    ("Kenya's homicide rate is higher than Nigeria's.", R),
    ("Nigeria's murder rate is four times that of Kenya.", S),
    ("Nigeria's murder rate is ten times that of Kenya.", R),
    ("Radically different murder rates are found in Nigeria and France.", S),
    ("More people live in Nigeria than in Germany and France combined.", R),
    # ranks
    ("Nigeria has the highest homicide rate in the world.", N),
    ("Kenya has the highest homicide rate in Africa.", R),
    ("Kenya has the second highest homicide rate in Africa.", N),
    ("France has the highest unemployment rate in the G7.", S),
    ("Germany emits more CO2 than any other G7 country.", S),
    ("Italy emits more CO2 than any other G7 country.", R),
    # records
    ("Unemployment in Kenya is at its lowest since 2005.", S),
    ("Unemployment in Kenya is at its highest since 2005.", R),
    ("Unemployment in Kenya is at a 40-year low.", N),
    ("Unemployment in Ghana is at a 10-year low.", R),
    # shares
    ("Nigeria is home to about 2% of the world's population.", S),
    ("Nigeria is home to 10% of the world's population.", R),
    ("Half of Kenya's population uses the internet.", S),
    ("Only a tenth of Kenya's population uses the internet.", R),
    ("Wind and solar generate about a fifth of Britain's electricity.", S),
    ("Wind and solar generate less than 2% of Britain's electricity.", R),
    # averages and periods
    ("Between 2010 and 2015, Ghana's economy grew by an average of 3% a year.", S),
    ("Between 2010 and 2015, Ghana's economy grew by an average of 7% a year.", R),
    ("GDP growth in Kenya averaged 3% from 2010 to 2018.", S),
    ("GDP growth in Kenya averaged 6% under Uhuru Kenyatta.", R),
    # absence
    ("Ghana has produced no electricity from wind since 2005.", S),
    ("Italy has produced no electricity from wind since 2005.", R),
    # what is left of a hundred, what a denial leaves open, another unit, the rank of a change
    ("Without wind, 95% of French electricity would remain: 95% of power is made without wind in France.", S),
    ("In France, 40% of the electricity is generated without wind power.", R),
    ("Kenya's economy has not grown by more than 2% since 2010.", N),
    ("Nigeria's population stands at 20.", N),
    ("Germany has cut its CO2 emissions more than any other G7 country.", S),
    ("Ghana has cut its CO2 emissions more than any other country in Africa.", R),
    ("Unemployment in Kenya is lower than a decade ago.", S),
    ("Unemployment in Ghana is lower than in 2005.", R),
    ("More Kenyans are online than ever before.", S),
    # several parts
    ("Unemployment is 10% in France and population is over 25 million in Ghana.", S),
    ("Unemployment in France is 10%, while unemployment in Ghana is 20%.", R),
    ("In 1990, life expectancy in Ghana was 52 years. Today, it is 65 years.", N),
]


@pytest.mark.parametrize(("claim", "expected"), CLAIMS, ids=[claim for claim, _ in CLAIMS])
def test_a_claim_is_held_against_the_series(ask: Ask, claim: str, expected: Label) -> None:
    assert label(ask(claim)) is expected


NO_CLAIMS = [
    "Nobody says that unemployment in France fell.",
    "The minister opened a hospital in Accra.",
    "Is unemployment in Ghana a problem?",
]


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_what_states_no_number_is_not_decided(ask: Ask, text: str) -> None:
    assert not [one for one in ask(text).claims if one.now.label in {S, R}]


@pytest.mark.parametrize(
    ("publisher", "speaker", "expected"),
    [("Full Fact", "", R), ("", "President Uhuru Kenyatta", S), ("", "a Kenyan minister", S), ("GhanaFact", "", R)],
)
def test_we_are_the_country_of_who_speaks_or_prints(ask: Ask, publisher: str, speaker: str, expected: Label) -> None:
    said = ask("Our homicide rate is five per 100,000 people.", publisher=publisher, speaker=speaker)
    assert label(said) is expected


def test_what_was_not_yet_public_decides_now_and_not_then(ask: Ask) -> None:
    (one,) = ask("Unemployment in France stands at 16 percent.").claims
    assert (one.then.label, one.now.label) == (N, R)


def test_a_verdict_shows_its_query_its_rows_and_its_tolerance(ask: Ask) -> None:
    (one,) = ask("Unemployment in France stands at 16 percent.").claims
    verdict = one.now
    assert "Unemployment rate of France" in verdict.queries[0].words
    assert "SELECT" in verdict.queries[0].sql
    assert [line.publisher for line in verdict.evidence[0].sources] == ["An almanac"]
    assert "tolerance" in verdict.definitions[0].note
    assert "16" not in verdict.evidence[0].statement
    assert one.series[0].points[0].value == 10.0


def test_a_missing_datum_is_named(ask: Ask) -> None:
    (one,) = ask("In 1990, life expectancy in Ghana was 52 years.").claims
    assert one.now.missing == "Life expectancy of Ghana for 1990"


def test_the_quote_is_exact_and_every_report_is_written(ask: Ask) -> None:
    article = ask("Unemployment in France is 10%, while unemployment in Ghana is 20%.")
    for one in article.claims:
        assert article.document.text[one.claim.span.start : one.claim.span.end] == one.claim.quote
    json.dumps(article.to_dict())
    for style in ("terminal", "html", "markdown", "claimreview"):
        assert "Ghana" in render(article, style)


def test_the_same_question_gives_the_same_bytes(ask: Ask) -> None:
    text = "Kenya has the second highest homicide rate in Africa."
    assert ask(text).to_dict() == ask(text).to_dict()


def test_a_record_without_countries_is_left_to_its_own_claim_types(shipped: Record) -> None:
    article = read(b"Unemployment in France stands at 16 percent.", published=Day(2022, 7, 1), format="txt")
    assert check(article, shipped).claims == ()


@pytest.fixture(scope="module")
def shipped() -> Record:
    return open_record()
