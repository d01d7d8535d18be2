"""`onrecord diff`: what became public, and what was replaced, between two days."""

import csv
import io
import json

import pytest


@pytest.fixture
def diff(run, tables):
    """Show what the invented record learned."""
    return lambda first, last, *words: run("diff", "--from", first, "--to", last, *words, "--record", tables)


def test_new_and_changed_rows_stand_under_their_tables(diff):
    result = diff("2025-05-01", "2025-06-01")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "Learned after 1 May 2025 and by 1 June 2025: 1 new, 1 changed.\n"
        "\n"
        "Releases (2)\n"
        "  2025-05-06  Skald 2 (release): 2025-05-06, open weights\n"
        "              Fair Office, tier O\n"
        "  2025-06-01  Skald 2 (release): period 2025-05-06 -> 2025-05-05 (-1 day)\n"
        "              Oslo Courier, tier O\n"
    )


def test_the_first_day_is_left_out_and_the_last_is_in(diff):
    assert "Model Act" in diff("2025-03-31", "2025-04-01").out
    assert diff("2025-04-01", "2025-04-02").out == (
        "The record learned nothing after 1 April 2025 and by 2 April 2025.\n"
    )


def test_a_name_limits_it_to_what_bears_on_it(diff):
    out = diff("2025-03-01", "2025-05-31", "northfair").out
    assert "North AI Fair 2025, Visitors: over 41,000 visitors, 2025-03-01/2025-03-02" in out
    assert "Kari Nord spoke (North AI Fair 2025)" in out
    assert "Skald" not in out


def test_json_and_csv_hold_every_row(diff):
    found = json.loads(diff("2025-01-01", "2025-06-01", "fjordlab", "--format", "json").out)["learned"]
    rows = list(csv.DictReader(io.StringIO(diff("2025-01-01", "2025-06-01", "fjordlab", "--format", "csv").out)))
    assert [(item["day"], item["kind"]) for item in found] == [(row["day"], row["kind"]) for row in rows]
    assert (found[-1]["kind"], found[-1]["before"][0]["period_start"]) == ("changed", "2025-05-06")
    assert rows[-1]["said_before"] == "2025-05-06, open weights"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2025-06-02", "2025-06-01", "2025-06-01 comes before 2025-06-02: name the earlier day first."),
        ("2025-02-30", "2025-06-01", "'2025-02-30' is not a day of the calendar: check the month and the day."),
        ("today", "2025-06-01", "'today' is not a day: write it as YYYY-MM-DD, for example 2025-07-25."),
    ],
)
def test_bad_days_are_one_sentence(first, last, said, diff):
    result = diff(first, last)
    assert (result.code, result.out, result.err) == (2, "", f"onrecord: {said}\n")


def test_both_days_are_needed(run, tables):
    result = run("diff", "--from", "2025-01-01", "--record", tables)
    assert (result.code, result.err) == (2, "onrecord: Missing option '--to': see `onrecord --help`.\n")


def test_the_shipped_record_learns_of_an_opening_and_an_attendance(run):
    out = run("diff", "--from", "2025-07-25", "--to", "2025-07-29").out
    assert "2025-07-26  Li Qiang opened (World Artificial Intelligence Conference 2025)" in out
    assert "2025-07-28  World Artificial Intelligence Conference 2025, visits on site: an estimated over 350,000" in out
    assert "status planned -> held" in out
