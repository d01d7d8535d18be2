"""`onrecord revisions`: who changed what, when, from what to what, by how much."""

import csv
import io
import json

import pytest


@pytest.fixture
def revisions(run, tables):
    """Show the revisions of the invented record."""
    return lambda *words: run("revisions", *words, "--record", tables)


def test_a_corrected_day_is_shown_with_both_days_the_distance_and_the_sources(revisions):
    result = revisions("fjordlab")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "1 revision of Fjordlab, as it stands now\n"
        "\n"
        "2025-06-01  Skald 2 (release): replaced\n"
        "            period 2025-05-06 -> 2025-05-05 (-1 day)\n"
        "            Fair Office (tier O, public since 2025-05-06) -> Oslo Courier (tier O)\n"
        "            note: corrects the day\n"
    )


def test_without_a_name_all_are_shown_and_a_release_has_its_own(revisions):
    assert revisions().out == revisions("S2").out.replace(" of Skald 2", "")


def test_before_the_correction_there_is_none(revisions):
    assert revisions("fjordlab", "--as-of", "2025-05-31").out == (
        "No revision of Fjordlab is on record, as public on 31 May 2025.\n"
    )
    assert "replaced" in revisions("fjordlab", "--as-of", "2025-06-01").out


def test_json_holds_both_rows_whole(revisions):
    (revision,) = json.loads(revisions("--format", "json").out)["revisions"]
    assert (revision["day"], revision["kind"], revision["id"]) == ("2025-06-01", "replaced", ["skald_2", "release"])
    assert revision["moved"] == [
        {"column": "period", "before": "2025-05-06", "after": "2025-05-05", "days": -1, "share": None}
    ]
    assert (revision["before"]["sources"], revision["after"]["sources"]) == (["office"], ["courier", "office"])


def test_csv_is_a_row_for_each_column_that_changed(revisions):
    (row,) = csv.DictReader(io.StringIO(revisions("--format", "csv").out))
    assert (row["id"], row["column"], row["days"], row["source_after"]) == (
        "skald_2|release", "period", "-1", "Oslo Courier",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("zzzz",), "The record holds no entity 'zzzz': `onrecord list entities` shows them all."),
        (("--format", "xml"), "'xml' is not a format of `onrecord revisions`: choose one of terminal, csv, json."),
        (("--as-of", "2025-02-30"), "'2025-02-30' is not a day of the calendar: check the month and the day."),
    ],
)
def test_bad_input_is_one_sentence(words, said, revisions):
    result = revisions(*words)
    assert (result.code, result.out, result.err) == (2, "", f"onrecord: {said}\n")


def test_the_shipped_record_shows_an_alias_pointed_elsewhere(run):
    out = run("revisions", "deepseek").out
    assert "\n2026-03-07  deepseek-chat" in out
    assert "period 2024-12-26 -> 2025-12-01 (+340 days)" in out


def test_the_shipped_record_shows_planned_editions_that_were_held(run):
    out = run("revisions", "waic").out
    assert "\n2025-07-26  World Artificial Intelligence Conference 2025: replaced\n" in out
    assert "status planned -> held" in out
    assert "period 2022-07-07/2022-07-09 -> 2022-09-01/2022-09-03 (+56 days)" in out
