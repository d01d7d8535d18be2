from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.sources.catalogue import SURVEYED, Entry, told
from onrecord.sources.model_names import model_names
from onrecord.sources.source import Reading, Row

DAY = date(2031, 5, 6)


def page(day="2031-05-01", **more):
    return {"name": "DeepSeek V9", "release_date": day, "open_weights": True, **more}


def canonical(said, model="deepseek-v9", folder="deepseek"):
    return Entry(folder, model, True, said)


def shop(said, model="deepseek/deepseek-v9", folder="openrouter"):
    return Entry(folder, model, False, said)


def since(before, after, day=DAY):
    return list(told(before, after, day, "stated"))


def cells(before, after):
    (row,) = (one for one in since(before, after) if isinstance(one, Row))
    return row.cells


def test_the_catalogues_own_page_is_a_release():
    found = cells(None, canonical(page()))
    assert (found["release"], found["maker"], found["kind"]) == ("deepseek-v9", "deepseek", "release")
    assert (found["period"], found["published"], found["basis"]) == ("2031-05-01", "2031-05-06", "stated")
    assert (found["weights"], found["launch"], found["sources"]) == ("open", "", "models_dev")


def test_a_makers_own_page_comes_next():
    found = cells(None, Entry("deepseek", "deepseek-v9", False, page()))
    assert (found["release"], found["kind"], found["sources"]) == ("deepseek-v9", "release", "models_dev_makers")


def test_what_a_shop_gives_never_answers_for_the_model():
    found = cells(None, shop(page("2031-01-07")))
    assert found["release"] == "deepseek-v9@openrouter/deepseek/deepseek-v9"
    assert (found["kind"], found["model"], found["launch"]) == ("reseller", "DeepSeek V9 on OpenRouter", "no")


def test_a_shop_that_is_not_known_is_called_as_its_folder():
    found = cells(None, shop(page(), folder="new-shop"))
    assert (found["model"], found["sources"]) == ("DeepSeek V9 on new-shop", "models_dev_shops")


@pytest.mark.parametrize(
    ("model", "kind", "release", "launch"),
    [
        ("mistral-large-latest", "update", "mistral-large-latest", "no"),
        ("mistral-large-preview", "preview", "mistral-large", ""),
        ("ministral-9b-instruct", "release", "mistral-ministral-9b", ""),
        ("mistral-9-mini", "release", "mistral-9-mini", "no"),
    ],
)
def test_a_name_says_which_date_it_is(model, kind, release, launch):
    found = cells(None, canonical(page(name="x"), model, "mistral"))
    assert (found["kind"], found["release"], found["launch"]) == (kind, release, launch)


def test_launches_up_to_the_day_of_the_survey_are_those_that_people_named():
    assert cells(None, canonical(page(SURVEYED.isoformat())))["launch"] == "no"


def test_a_date_that_the_record_has_corrected_comes_back_as_history_alone():
    found = cells(None, canonical(page("2025-02-19"), "claude-3-7-sonnet-20250219", "anthropic"))
    assert (found["kind"], found["model"]) == ("reseller", "DeepSeek V9 on models.dev")


@pytest.mark.parametrize(
    ("said", "period"),
    [("2031-05", "2031-05"), ("2031", "2031"), ("2031-01-01", "2031"), (date(2031, 5, 1), "2031-05-01")],
)
def test_a_date_is_as_coarse_as_it_is_given_and_new_years_day_is_a_year(said, period):
    assert cells(None, canonical(page(said)))["period"] == period


@pytest.mark.parametrize("said", ["1970-01-01", "soon", "", None, 2031.5, "2031-02-30"])
def test_what_is_no_date_makes_no_row(said):
    assert since(None, canonical(page(said))) == []


def test_a_model_of_nobody_on_record_makes_no_row():
    assert since(None, shop(page(), "auto")) == []


def test_a_correction_is_told_and_an_end_where_nothing_is_said_any_more():
    before, after = canonical(page()), canonical(page("2031-05-03"))
    assert cells(before, after)["period"] == "2031-05-03"
    ended = cells(after, None)
    assert (ended["published"], ended["superseded"]) == ("2031-05-05", "2031-05-06")


def test_a_remark_that_changes_nothing_is_no_vintage():
    assert since(canonical(page()), canonical(page(knowledge="2030-12"))) == []


def test_prices_and_limits_of_the_maker_are_readings_where_they_changed():
    cheap = {"cost": {"input": 0.2, "output": 1}, "limit": {"context": 128_000}}
    dear = {"cost": {"input": 0.4, "output": 1}, "limit": {"context": 128_000}}
    own, changed = (Entry("deepseek", "deepseek-v9", False, page(**more)) for more in (cheap, dear))
    readings = [one for one in since(None, own) if isinstance(one, Reading)]
    assert [(one.metric, one.value) for one in readings] == [
        ("price-input", 0.2),
        ("price-output", 1.0),
        ("context-window", 128_000.0),
    ]
    assert since(own, changed) == [Reading("deepseek-v9", "price-input", 0.4, DAY, DAY)]


def test_prices_of_a_shop_are_no_price_of_the_model():
    assert not any(isinstance(one, Reading) for one in since(None, shop(page(cost={"input": 1, "output": 2}))))


def test_a_page_that_only_adds_prices_is_listed_on_that_day():
    said = {"base_model": "deepseek/deepseek-v9", "cost": {"input": 0.2}}
    row, reading = since(None, Entry("deepseek", "deepseek-v9", False, said))
    assert (row.cells["release"], row.cells["kind"], row.cells["period"]) == ("deepseek-v9", "listing", "2031-05-06")
    assert reading == Reading("deepseek-v9", "price-input", 0.2, DAY, DAY)


@pytest.mark.parametrize("cost", [None, [], {"input": True}, {"input": "1"}, {"input": -1}, {"input": float("inf")}])
def test_what_is_no_price_is_none(cost):
    assert not any(
        isinstance(one, Reading) for one in since(None, Entry("deepseek", "deepseek-v9", False, page(cost=cost)))
    )


words = st.text(alphabet="abcdgklmnopqrtuxyz0123456789-._:/@ ", max_size=30)


@given(
    words, words, st.booleans(), st.dictionaries(st.sampled_from(["name", "release_date", "cost"]), words, max_size=3)
)
def test_whatever_an_entry_says_it_can_be_read(folder, model, own, said):
    for one in since(None, Entry(folder, model, own, said)):
        assert isinstance(one, Row)
        assert one.cells["release"]
        assert one.cells["maker"]


@given(words)
def test_the_name_of_a_release_names_it_again(entry):
    names = model_names()
    once = names.release("acme", entry)
    assert names.release("acme", once) == once
