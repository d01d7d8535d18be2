"""`onrecord check`: articles in, reports out, in the format and the place that were asked for."""

import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

STARTS = {
    "json": "{",
    "html": "<!doctype html>",
    "markdown": "# Fair opens its doors",
    "claimreview": "{",
    "terminal": "Fair opens its doors",
}


@pytest.fixture
def check(run, tables):
    """Check against the invented record."""
    return lambda *words: run("check", *words, "--record", tables)


@pytest.mark.parametrize("style", STARTS)
def test_every_format_goes_to_standard_output(style, check, article):
    result = check(article, "--format", style)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(STARTS[style])
    assert "\x1b" not in result.out


@pytest.mark.parametrize(
    ("suffix", "style"),
    [
        ("json", "json"),
        ("html", "html"),
        ("HTM", "html"),
        ("md", "markdown"),
        ("jsonld", "claimreview"),
        ("txt", "terminal"),
    ],
)
def test_the_suffix_of_out_names_the_format(suffix, style, check, article, tmp_path):
    result = check(article, "--out", tmp_path / f"report.{suffix}")
    assert (result.code, result.out, result.err) == (0, "", "")
    assert (tmp_path / f"report.{suffix}").read_text().startswith(STARTS[style])


def test_the_format_wins_over_the_suffix(check, article, tmp_path):
    check(article, "--out", tmp_path / "report.dat", "--format", "json")
    assert json.loads((tmp_path / "report.dat").read_text())["document"]["title"] == "Fair opens its doors"


def test_the_same_article_gives_the_same_bytes(check, article):
    assert check(article, "--format", "json") == check(article, "--format", "json")


def test_an_article_on_standard_input(check, article, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(article.read_bytes())))
    document = json.loads(check("-", "--format", "json").out)["document"]
    assert (document["publisher"], document["published"]) == ("Oslo Courier", "2025-03-02")


def test_the_day_can_be_given(check, undated):
    result = check(undated, "--published", "2025-03-02", "--publisher", "Bergen Post", "--format", "json")
    document = json.loads(result.out)["document"]
    assert (document["publisher"], document["published"]) == ("Bergen Post", "2025-03-02")


def test_as_of_is_the_day_of_then(check, article):
    answer = json.loads(check(article, "--as-of", "2025-06-30", "--format", "json").out)
    assert answer["document"]["published"] == "2025-03-02"
    assert answer["record"]["then"] == "2025-06-30"


@pytest.mark.parametrize("day", ["--published", "--as-of"])
def test_a_claim_needs_one_day(day, check):
    result = check("--claim", "The North AI Fair 2025 was held in Oslo.", day, "2025-03-05", "--format", "json")
    assert result.code == 0
    document = json.loads(result.out)["document"]
    assert document["text"].strip() == "The North AI Fair 2025 was held in Oslo."
    assert document["published"] == "2025-03-05"


def test_a_claim_is_a_sentence_even_where_a_file_has_its_name(check, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("fair.txt").write_text("Something else altogether.")
    result = check("--claim", "fair.txt", "--published", "2025-03-05", "--format", "json")
    assert json.loads(result.out)["document"]["text"].strip() == "fair.txt"


class TestSeveralArticles:
    @pytest.fixture
    def two(self, article, tmp_path):
        """Two articles in two folders."""
        other = tmp_path / "other" / "second.txt"
        other.parent.mkdir()
        other.write_text(article.read_text().replace("Fair opens", "Fair closes"))
        return article, other

    def test_a_folder_gets_one_file_each(self, check, two, tmp_path):
        assert check(*two, "--out", tmp_path / "reports", "--format", "json").code == 0
        assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == [
            "article.json",
            "second.json",
        ]

    def test_pages_are_what_a_folder_gets_by_default(self, check, two, tmp_path):
        check(*two, "--out", f"{tmp_path}/reports/")
        assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == [
            "article.html",
            "second.html",
        ]

    def test_json_is_one_line_each(self, check, two):
        lines = check(*two, "--format", "json").out.splitlines()
        assert [json.loads(line)["document"]["title"] for line in lines] == [
            "Fair opens its doors",
            "Fair closes its doors",
        ]

    @pytest.mark.parametrize("style", ["terminal", "markdown"])
    def test_reports_for_people_follow_each_other(self, style, check, two):
        out = check(*two, "--format", style).out
        assert out.index("Fair opens its doors") < out.index("Fair closes its doors")

    def test_one_bad_article_and_nothing_is_written(self, check, two, undated, tmp_path):
        assert check(*two, undated, "--out", tmp_path / "reports").code == 2
        assert not (tmp_path / "reports").exists()


def on_a_terminal(words, **environment):
    """Run the command line on a terminal of its own and return what it showed."""
    ours, theirs = pty.openpty()
    done = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "onrecord.cli.main", *map(str, words)],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color", **environment},
    )
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # how a terminal says that the other side is gone
        pass
    finally:
        os.close(ours)
    assert done.wait(timeout=60) == 0
    return shown.decode()


@pytest.mark.parametrize("command", ["check", "list"])
def test_colours_only_on_a_terminal_and_never_with_no_color(command, run, article, tables):
    words = (command, article if command == "check" else "measures", "--record", tables)
    assert "\x1b[" in on_a_terminal(words)
    assert "\x1b" not in on_a_terminal(words, NO_COLOR="1")
    assert "\x1b" not in run(*words).out


def test_the_words_of_an_article_never_reach_the_terminal_raw(check, tmp_path):
    place = tmp_path / "hostile.txt"
    place.write_text(
        "Fair \x1b[31mopens\x1b[0m [red]doors[/red]\n\nOslo Courier, Sunday, March 2, 2025- "
        "The North AI Fair was held in Oslo\u202e this weekend\x07.\n"
    )
    result = check(place)
    # Whether it is refused or shown, nothing that acts on a terminal comes out.
    assert not any(character in result.out + result.err for character in "\x1b\x07\u202e")
