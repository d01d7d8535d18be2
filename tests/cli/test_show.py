"""`onrecord show`: everything on an entity, with the three times, and only what was public on the day."""

import json

import pytest


@pytest.fixture
def show(run, tables):
    """Show an entity of the invented record."""
    return lambda *words: run("show", *words, "--record", tables)


@pytest.mark.parametrize("name", ["fjordlab", "Fjordlab", "FJORD AI", "fjord-ai", "峡湾"])
def test_an_id_a_name_or_an_alias_finds_it(name, show):
    result = show(name)
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[:4] == [
        "Fjordlab  (fjordlab)",
        "organisation, lab · NO · based in Oslo",
        "also called Fjord AI | 峡湾",
        "with Skalder",
    ]


def test_every_row_has_its_times_and_sources(show):
    out = show("fjordlab").out
    assert "2025-05-05             Skald 2: release, open weights, text\n" in out
    assert "published 2025-06-01 (stated) · recorded 2026-01-01 · tier O" in out
    assert "· Oslo Courier [courier]; Fair Office [office]\n" in out
    assert "note: corrects the day" in out


def test_as_of_shows_what_stood_on_that_day(show):
    releases = json.loads(show("fjordlab", "--as-of", "2025-05-20", "--format", "json").out)["sections"]["releases"]
    assert [(row["model"], row["period_start"], row["superseded_at"]) for row in releases] == [
        ("Skald 1", "2024-05-05", None),
        ("Skald 2", "2025-05-06", "2025-06-01"),
    ]
    assert "superseded 2025-06-01" in show("fjordlab", "--as-of", "2025-05-20").out


def test_a_series_is_summed_up_and_a_single_value_is_not(show):
    out = show("fjordlab").out
    assert "2025-01-06/2025-01-26  Skalder, Weekly pulls, 3 points\n" in out
    assert "first 100 pulls (2025-01-06/2025-01-12), last 90 pulls (2025-01-20/2025-01-26)" in out
    assert "North AI Fair 2025, Visitors: over 41,000 visitors" in show("northfair").out


def test_a_person_has_titles_acts_and_happenings(show):
    assert "title: Norwegian digital minister (2024-01-01/2025-12-31)" in show("olav_nord").out
    assert "Model Act (NO, law): adopted, in effect 2026-01-01, in force" in show("olav_nord").out
    assert "Kari Nord spoke (North AI Fair 2025): opened the fair" in show("kari_nord").out


def test_a_country_is_not_everything_in_it(show):
    held = json.loads(show("norway", "--format", "json").out)
    assert held["belonging"] == []
    assert [row["policy"] for row in held["sections"]["policies"]] == ["model_act"]


def test_before_anything_was_known_it_says_so(show):
    out = show("fjordlab", "--as-of", "2020-01-01").out
    assert "As public on 1 January 2020" in out
    assert "younger than that day" in out
    assert "Releases" not in out


def test_json_holds_all_sources_and_hides_mirrors(show):
    held = json.loads(show("northfair", "--format", "json").out)
    assert held["entity"]["entity"] == "northfair"
    assert held["as_of"] is None
    assert held["sources"]["copy"]["address"] == ""
    assert held["sources"]["courier"]["address"] == "https://courier.example/fair"


@pytest.mark.parametrize(
    ("name", "owner", "said"),
    [
        ("fair_2025", "North AI Fair", "North AI Fair 2025 is an event of it."),
        ("S2", "Fjordlab", "Skald 2 is a release of it."),
        ("model act", "Olav Nord", "Model Act is a policy of it."),
    ],
)
def test_an_event_a_release_or_a_policy_shows_whose_it_is(name, owner, said, show):
    lines = show(name).out.splitlines()
    assert lines[0].startswith(owner)
    assert said in lines


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("fjordlap", "did you mean fjordlab?"),
        ("zzzz", "`onrecord list entities` shows them all."),
    ],
)
def test_a_name_that_is_no_entity_gets_advice(name, advice, show):
    assert show(name).err == f"onrecord: The record holds no entity {name!r}: {advice}\n"


def test_hostile_text_of_a_record_is_shown_not_obeyed(run, tables, tmp_path):
    for file in tables.iterdir():
        text = file.read_text(encoding="utf-8").replace("Skald 1", "Skald\x1b[2J \u202e[red]1")
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    for words in (("show", "fjordlab"), ("list", "releases"), ("list", "releases", "--format", "csv")):
        out = run(*words, "--record", tmp_path).out
        assert "Skald" in out
        assert "[red]1" in out
        assert "\x1b" not in out
        assert "\u202e" not in out
