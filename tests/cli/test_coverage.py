"""`onrecord coverage`: what is watched since when, what is held there, and what is missing."""

import csv
import io
import json

import pytest


@pytest.fixture
def coverage(run, tables):
    """Show the coverage of the invented record."""
    return lambda *words: run("coverage", *words, "--record", tables)


def test_a_watched_stretch_says_how_fully_what_it_holds_and_the_longest_gap(coverage):
    result = coverage("fjordlab", "--as-of", "2025-05-20")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "What is watched on Fjordlab, as of 20 May 2025.\n"
        "\n"
        "Releases\n"
        "watched           of        how fully  held  last        longest gap               missing\n"
        "since 2024-01-01  Fjordlab  full       2     2025-05-06  365 days from 2024-05-06  all launches\n"
        "\n"
        "Values held with no word on how fully: Weekly pulls (3)\n"
        "\n"
        "full: nothing of note is missing; partial: much is there; thin: little.\n"
    )


def test_watching_that_has_stopped_is_told(coverage):
    out = coverage("fjordlab").out
    assert "2024-01-01 to 2025-12-31  Fjordlab" in out
    assert "A closed period is no longer watched." in out


def test_before_watching_began_there_is_nothing(coverage):
    assert coverage("--as-of", "2020-01-01").out == "Nothing is watched as of 1 January 2020.\n"


@pytest.mark.parametrize("style", ["json", "csv"])
def test_programs_get_every_stretch(style, coverage):
    out = coverage("fjordlab", "--format", style).out
    rows = json.loads(out)["watched"] if style == "json" else list(csv.DictReader(io.StringIO(out)))
    assert [(row["table"], row["subject"], row["completeness"], str(row["held"])) for row in rows] == [
        ("releases", "fjordlab", "full", "2"),
        ("observations", "pulls", "", "3"),
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("zzzz",), "The record holds no entity 'zzzz': `onrecord list entities` shows them all."),
        (("--format", "svg"), "'svg' is not a format of `onrecord coverage`: choose one of terminal, csv, json."),
    ],
)
def test_bad_input_is_one_sentence(words, said, coverage):
    result = coverage(*words)
    assert (result.code, result.out, result.err) == (2, "", f"onrecord: {said}\n")


def test_the_shipped_record_tells_where_a_series_stops(run):
    out = run("coverage", "deepseek").out
    assert "2025-03-21 to 2026-01-13  Ollama pulls, all time" in out
    assert "2023-11-02 to 2026-09-10  DeepSeek" in out
