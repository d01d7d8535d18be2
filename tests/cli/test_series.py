"""`onrecord series`: the values of a metric with their times, in four kinds of vintage, for people and programs."""

import csv
import io
import json
import xml.etree.ElementTree as ET

import duckdb
import pytest

from onrecord.cli.sparkline import sparkline

HEAD = "entity,metric,value,high,qualifier,period,read,flag,published,basis,superseded,recorded,sources,note\n"

MORE = (
    HEAD
    + """\
skalder,pulls,500,,,2025-01-27/2025-02-02,,suspect,2025-02-03,shown,,2026-01-01,office,
skalder,pulls,80,,,2025-02-03/2025-02-09,,,2025-02-10,shown,2025-02-20,2026-01-01,office,
skalder,pulls,85,,,2025-02-03/2025-02-09,,,2025-02-20,shown,,2026-01-01,office,counted again
skald_1,pulls,9,,,2025-02-03/2025-02-09,,,2025-02-10,shown,,2026-01-01,office,
skalder,visitors,3,,,2025,,,2025-02-10,stated,,2026-01-01,office,
"""
)


@pytest.fixture
def more(tables, tmp_path):
    """The invented record with a flagged value, a correction, and a second metric."""
    folder = tmp_path / "more"
    folder.mkdir()
    for file in tables.iterdir():
        (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "observations_more.csv").write_text(MORE, encoding="utf-8")
    return folder


@pytest.fixture
def series(run, more):
    """Show a series of that record."""
    return lambda *words: run("series", *words, "--record", more)


def points(result):
    assert (result.code, result.err) == (0, "")
    return [(row["period_start"], row["value"]) for line in json.loads(result.out)["series"] for row in line["points"]]


def test_a_value_stands_with_its_times_tier_source_and_flag(series):
    lines = series("skalder", "pulls").out.splitlines()
    assert lines[:4] == [
        "Weekly pulls  (pulls)",
        "pulls · flow · a week · one registry",
        "counts: pulls of all tags",
        "misses: other registries",
    ]
    head = "period                 value  unit   published           recorded    tier  source  flag"
    assert head in lines
    assert "2025-01-27/2025-02-02  500    pulls  2025-02-03 (shown)  2026-01-01  O     office  suspect" in lines


def test_a_flagged_value_is_shown_and_left_out_of_the_rates(series):
    out = series("skalder", "pulls").out
    assert "1 flagged (1 suspect): shown, and left out of the rates" in out
    assert "highest 150 pulls" in out
    line = json.loads(series("skalder", "pulls", "--format", "json").out)["series"][0]
    assert 500 in [row["value"] for row in line["points"]]
    assert "500" not in line["change_words"]


@pytest.mark.parametrize(
    ("kind", "found"),
    [("latest", [85]), ("first-release", [80]), ("all-vintages", [80, 85]), ("revisions-only", [85])],
)
def test_the_four_kinds_of_vintage(kind, found, series):
    week = ("--from", "2025-02-03", "--to", "2025-02-09")
    result = series("skalder", "pulls", "--vintages", kind, *week, "--format", "json")
    assert points(result) == [("2025-02-03", value) for value in found]


@pytest.mark.parametrize(("day", "found"), [("2025-02-09", []), ("2025-02-19", [80]), ("2025-02-20", [85])])
def test_as_of_shows_what_was_public_then(day, found, series):
    result = series("skalder", "pulls", "--as-of", day, "--from", "2025-02-03", "--format", "json")
    assert [value for _, value in points(result)] == found


def test_replaced_values_say_until_when_they_stood(series):
    out = series("skalder", "pulls", "--vintages", "all-vintages").out
    assert "2025-02-10 (shown)  2025-02-20  2026-01-01" in out


def test_several_metrics_are_listed_with_their_definitions(series):
    out = series("skalder").out
    assert out.startswith("Skalder has 2 metrics on record: add the name of one.\n")
    assert "pulls  Weekly pulls · 5 values, 2025-01-06/2025-02-09" in out
    assert "  misses: people without tickets" in out
    answer = json.loads(series("skalder", "--format", "json").out)
    assert [metric["metric"] for metric in answer["metrics"]] == ["pulls", "visitors"]
    assert (answer["metric"], answer["series"]) == (None, [])


@pytest.mark.parametrize("words", ["pulls", "PULLS", "weekly pulls", "Weekly", "downloads"])
def test_a_metric_is_found_by_id_name_or_what_it_counts(words, series):
    assert series("skalder", words).out.startswith("Weekly pulls  (pulls)")


def test_what_belongs_to_a_name_is_a_line_each_and_a_release_stands_alone(series):
    lines = json.loads(series("fjordlab", "pulls", "--format", "json").out)["series"]
    assert [line["name"] for line in lines] == ["Skalder", "Skald 1"]
    assert points(series("skald_1", "--format", "json")) == [("2025-02-03", 9)]


def test_the_editions_of_an_event_are_one_line(series):
    (line,) = json.loads(series("northfair", "--format", "json").out)["series"]
    assert (line["name"], line["points"][0]["name"]) == ("North AI Fair", "North AI Fair 2025")


def test_before_anything_was_public_it_says_so(series):
    result = series("skalder", "pulls", "--as-of", "2020-01-01")
    assert result.code == 0
    assert result.out.endswith("The record holds no value of Skalder for these days.\n")


def test_csv_and_parquet_hold_the_same_rows(series, tmp_path):
    rows = list(csv.DictReader(io.StringIO(series("skalder", "pulls", "--format", "csv").out)))
    file = tmp_path / "it's.parquet"
    assert series("skalder", "pulls", "--format", "parquet", "--out", file).out == ""
    table = duckdb.connect().execute("SELECT * FROM read_parquet($1)", [str(file)])
    assert [column[0] for column in table.description] == list(rows[0])
    held = table.fetchall()
    assert [str(row[4]) for row in held] == [row["period_start"] for row in rows]
    assert [row[6] for row in held] == [float(row["value"]) for row in rows]
    assert [left.name for left in tmp_path.iterdir() if left.name.startswith(".")] == []


def test_a_file_gets_what_the_terminal_would_show(series, tmp_path):
    file = tmp_path / "page.txt"
    assert series("skalder", "pulls", "--out", file).out == ""
    assert file.read_text(encoding="utf-8") == series("skalder", "pulls").out


def test_a_plot_is_one_self_contained_svg_with_a_line_a_series(series, tmp_path):
    file = tmp_path / "pulls.svg"
    assert series("fjordlab", "pulls", "--plot", file).out.startswith("Weekly pulls")
    text = file.read_text(encoding="utf-8")
    root = ET.fromstring(text)  # noqa: S314 - our own file
    words = "".join(root.itertext())
    for said in ("Weekly pulls", "Skalder", "Skald 1", "pulls", "Source: Fair Office", "hollow: flagged"):
        assert said in words
    assert "prefers-color-scheme:dark" in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert text.count("<polyline") == 1  # Skald 1 has one value, and one value is no line


def test_a_plot_of_nothing_says_so(series, tmp_path):
    file = tmp_path / "none.svg"
    assert series("skalder", "pulls", "--as-of", "2020-01-01", "--plot", file).code == 0
    assert "No values." in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("zzzz",), "The record holds no entity 'zzzz': `onrecord list entities` shows them all."),
        (("skalder", "pull"), None),
        (("skalder", "zzz"), "The record holds no metric 'zzz' of Skalder: it has pulls, visitors."),
        (("kari_nord",), "The record holds no values of Kari Nord: `onrecord show kari_nord` shows the rest."),
        (("skalder", "--format", "csv"), "The record holds several metrics of Skalder: add one of pulls, visitors."),
        (("skalder", "pulls", "--format", "parquet"), "Parquet is no text: name a file with --out FILE."),
        (("skalder", "pulls", "--plot", "a.pdf"), "'a.pdf' does not end in .svg or .png: these are drawn."),
        (
            ("skalder", "pulls", "--from", "2025-02-01", "--to", "2025-01-01"),
            "--to 2025-01-01 comes before --from 2025-02-01: name the earlier day first.",
        ),
        (
            ("skalder", "pulls", "--vintages", "newest"),
            "'newest' is not a kind of vintage: choose one of latest, first-release, all-vintages, revisions-only.",
        ),
        (
            ("skalder", "pulls", "--format", "parquet", "--out", "/nowhere/at/all.parquet"),
            "'/nowhere/at/all.parquet' cannot be written: its folder does not exist.",
        ),
    ],
)
def test_bad_input_is_one_sentence(words, said, series):
    result = series(*words)
    if said is None:
        assert result.code == 0
    else:
        assert (result.code, result.out, result.err) == (2, "", f"onrecord: {said}\n")


def test_hostile_text_is_shown_not_obeyed(series, more, tmp_path):
    for file in more.glob("*.csv"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("Skalder", "Skal\x1b[2J\u202e<b>").replace("pulls of all", "\x07pulls of all"))
    plot = tmp_path / "plot.svg"
    shown = [series("skalder", "pulls", *more) for more in ((), ("--format", "csv"), ("--plot", plot))]
    for text in (*(result.out for result in shown), plot.read_text(encoding="utf-8")):
        assert "<b>" in text or "&lt;b&gt;" in text
        assert not {"\x1b", "\u202e", "\x07"} & set(text)
    assert "<b>" not in plot.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["series", "revisions", "diff", "coverage"])
def test_every_command_has_help(command, run):
    result = run(command, "--help")
    assert result.code == 0
    assert f"onrecord {command}" in result.out


@pytest.mark.parametrize(
    ("values", "drawn"),
    [
        ([], ""),
        ([5], ""),
        ([0, 0], "▁▁"),
        ([0, 8], "▁█"),
        ([-8, 0, 8], "▁▄█"),
        ([float(n) for n in range(1, 9)], "▁▂▃▄▅▆▇█"),
    ],
)
def test_a_sparkline_stands_on_zero(values, drawn):
    assert sparkline(values) == drawn


def test_a_long_sparkline_is_averaged():
    assert len(sparkline([float(n % 7) for n in range(1000)])) == 60
