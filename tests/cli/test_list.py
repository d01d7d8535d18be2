"""`onrecord list`: a line a row, whole where a program reads it."""

import csv
import io
import json

import pytest

from onrecord.cli.list import LISTS


@pytest.fixture
def listed(run, tables):
    """List a table of the invented record."""
    return lambda *words: run("list", *words, "--record", tables)


@pytest.mark.parametrize("what", LISTS)
@pytest.mark.parametrize("style", ["terminal", "json", "csv"])
def test_every_list_in_every_format(what, style, listed):
    result = listed(what, "--format", style)
    assert (result.code, result.err) == (0, "")
    if style == "json":
        answer = json.loads(result.out)
        assert (answer["list"], answer["as_of"]) == (what, None)
        assert answer["rows"]
    elif style == "csv":
        assert list(csv.DictReader(io.StringIO(result.out)))
    else:
        assert result.out.rstrip().splitlines()[-1].split()[-1] in {
            what,
            {"policies": "policy"}.get(what, what[:-1]),
        }


def test_a_line_a_row(listed):
    assert listed("events").out.splitlines() == [
        "period                 event      name                city  status  published   tier",
        "2025-03-01/2025-03-02  fair_2025  North AI Fair 2025  oslo  held    2025-03-02  M",
        "",
        "1 event",
    ]


def test_wide_characters_keep_the_columns(listed):
    lines = listed("entities").out.splitlines()
    assert next(line for line in lines if line.startswith("fjordlab")).endswith("Fjord AI | 峡湾")


def test_as_of_lists_what_was_public(listed):
    assert "fair_2025" in listed("events", "--as-of", "2025-03-02").out
    assert listed("events", "--as-of", "2025-03-01").out == "The record holds no events on that day.\n"


def test_contains_looks_everywhere_and_does_not_mind_capitals(listed):
    rows = json.loads(listed("entities", "--contains", "FJORD", "--format", "json").out)["rows"]
    assert [row["entity"] for row in rows] == ["fjordlab", "kari_nord", "skalder"]
    assert listed("entities", "--contains", "zzz").out == "No entities hold 'zzz'.\n"


def test_csv_joins_several_words_as_the_tables_do(listed):
    rows = {row["entity"]: row for row in csv.DictReader(io.StringIO(listed("entities", "--format", "csv").out))}
    assert rows["fjordlab"]["aliases"] == "Fjord AI|峡湾"
    assert rows["fjordlab"]["holds_start"] == ""


def test_a_mirror_is_no_address_to_offer(listed):
    assert "copy.example" not in listed("sources").out
