"""`onrecord measure`: typed names and options become a measure, and its answer a page, a file or a picture."""

import csv
import io
import json
import xml.etree.ElementTree as ET

import duckdb
import pytest

from onrecord.measures import QUESTIONS

PNG = b"\x89PNG\r\n"


@pytest.fixture
def measure(run, tables):
    """Ask a measure of the invented record."""
    return lambda *words: run("measure", *words, "--record", tables)


def test_the_list_names_every_measure_and_how_it_is_typed(run):
    out = run("measure", "list").out
    for name in QUESTIONS:
        assert f"onrecord measure {name}" in out


def test_a_page_says_the_answer_what_it_rests_on_and_what_is_missing(measure):
    result = measure("extreme", "skalder", "--metric", "pulls", "--as-of", "2025-01-20")
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[0] == "Skalder: Weekly pulls  (records: highest, lowest since, first)"
    assert lines[1].startswith("As public on 20 January 2025; record ")
    assert lines[3] == (
        "150 pulls of Skalder from 13 to 19 January 2025 is a record: the highest of 2 values since 6 January 2025."
    )
    assert any(line.startswith("definition: ") for line in lines)
    assert lines[-1] == "rests on: 2 rows of Fair Office"


def test_a_single_metric_need_not_be_named(measure):
    assert measure("extreme", "skalder").out == measure("extreme", "skalder", "--metric", "weekly").out


def test_launches_of_a_lab_of_its_product_and_of_a_country(measure):
    words = ("--from", "2024-01-01", "--split", "2025-05-01", "--as-of", "2025-12-01")
    of_lab = measure("pace", "fjordlab", *words).out
    assert "2 launch days of Fjordlab" in of_lab
    assert "2 launch days of Fjordlab" in measure("pace", "skalder", *words).out
    assert "2 launch days of all labs in NO" in measure("pace", "--country", "no", *words).out
    assert measure("pace", "norway").err == "onrecord: Norway is a country: ask for it with --country NO.\n"


def test_goals_are_found_by_their_id_and_by_whose_they_are(measure):
    assert "50,000 visitors" in measure("path", "fair_goal").out
    assert "50,000 visitors" in measure("path", "northfair").out
    assert "missing: a value in visitors of Visitors, North AI Fair" in measure("path", "fair_goal").out


def test_csv_json_and_parquet_hold_every_estimate(measure, tmp_path):
    words = ("extreme", "skalder", "--metric", "pulls")
    rows = list(csv.DictReader(io.StringIO(measure(*words, "--format", "csv").out)))
    answer = json.loads(measure(*words, "--format", "json").out)
    file = tmp_path / "found.parquet"
    assert measure(*words, "--format", "parquet", "--out", file).code == 0
    names = [row[0] for row in duckdb.sql(f"SELECT estimate FROM '{file}'").fetchall()]
    assert [row["estimate"] for row in rows] == [one["estimate"] for one in answer["estimates"]] == names
    assert rows[0]["value"] == "90"
    assert answer["measure"]["name"] == "extreme"
    assert len(answer["rows"]) == 3
    assert "FROM" in answer["sql"]


def test_the_rows_behind_an_answer_as_csv(measure):
    out = measure("extreme", "skalder", "--format", "csv", "--rows").out
    assert [row["value"] for row in csv.DictReader(io.StringIO(out))] == ["100", "150", "90"]


@pytest.mark.parametrize(
    "words",
    [
        ("extreme", "skalder"),
        ("trend", "skalder"),
        ("adoption", "skalder"),
        ("share", "--metric", "pulls"),
        ("pace", "fjordlab"),
        ("overdue", "fjordlab"),
        ("change", "skalder", "--from", "2025-01-06", "--to", "2025-01-20"),
        ("path", "fair_goal"),
    ],
    ids=lambda words: words[0],
)
def test_every_answer_can_be_drawn(words, measure, tmp_path):
    svg, png = tmp_path / "a.svg", tmp_path / "a.png"
    assert measure(*words, "--plot", svg).code == 0
    assert ET.parse(svg).getroot().tag.endswith("svg")  # noqa: S314 - our own drawing
    assert measure(*words, "--plot", png).code == 0
    assert png.read_bytes().startswith(PNG)


def test_first_prints_can_be_measured(measure):
    out = measure("extreme", "skalder", "--vintages", "first-release").out
    assert "As it stands now, as first published" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("pase",), "There is no measure 'pase': did you mean pace?"),
        (("extreme",), "`onrecord measure extreme` takes 1 name of whom to measure, not 0."),
        (("lead", "skalder"), "`onrecord measure lead` takes 2 names of whom to measure, not 1."),
        (("pace", "fjordlab", "--by", "lab"),
         "--by is no option of `onrecord measure pace`: it takes --country, --family, --from, --to, --split."),
        (("pace", "fjordlab", "--metric", "pulls"),
         "--metric is no option of `onrecord measure pace`: it counts launches."),
        (("share",), "`onrecord measure share` needs --metric: `onrecord list metrics` shows them all."),
        (("share", "--metric", "stars"), "The record has no metric 'stars': `onrecord list metrics` shows them all."),
        (("extreme", "fjordlab", "--metric", "visitors"), None),
        (("extreme", "skalder", "--format", "parquet"), "Parquet is no text: name a file with --out FILE."),
        (("extreme", "skalder", "--rows"), "--rows goes with --format csv; JSON holds the rows already."),
        (("extreme", "skalder", "--plot", "a.gif"), "'a.gif' does not end in .svg or .png: these are drawn."),
        (("extreme", "skalder", "--vintages", "all-vintages"),
         "'all-vintages' is not a kind of vintage that can be measured: choose one of latest, first-release."),
        (("change", "skalder"), "'change' needs first and last: name them."),
        (("share", "--metric", "pulls", "--by", "town"),
         "'town' is nobody who holds a share: choose one of lab, country, entity."),
    ],
)  # fmt: skip
def test_bad_input_is_one_sentence(words, said, measure):
    result = measure(*words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("onrecord: ")
    assert result.err.count("\n") == 1
    assert said is None or result.err == f"onrecord: {said}\n"


def test_without_the_extra_a_png_is_refused_with_the_mend(measure, monkeypatch, tmp_path):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    result = measure("extreme", "skalder", "--plot", tmp_path / "a.png")
    assert result.code == 2
    assert "pip install 'onrecord[png]'" in result.err
