"""`onrecord copies` and `onrecord check --against`, as typed."""

import json

import pytest

from onrecord.cli.main import main

WIRE = "The World AI Conference opened in Shanghai on Saturday, where 800 companies showed their work to the public."


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    for name, day, text in (
        ("wire.txt", "26", WIRE),
        ("post.txt", "27", WIRE.replace("Shanghai", "Beijing")),
        ("own.txt", "27", "Bakers in Tranby want to sell bread on Sundays again, and the council said no."),
    ):
        publisher = name.removesuffix(".txt").title()
        (folder / name).write_text(f"{publisher} Times, July {day}, 2025\n\n{text}\n")
    return folder


def test_a_folder_is_compared(news, capsys):
    assert main(["copies", str(news)]) == 0
    shown = capsys.readouterr().out
    assert "3 articles from 2 independent sources" in shown
    assert "name changed" in shown


def test_json_lines_are_compared_too(tmp_path, capsys):
    lines = tmp_path / "news.jsonl"
    rows = [{"text": WIRE, "published": "2025-07-26"}, {"text": f"{WIRE} Ships wait.", "published": "2025-07-27"}]
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert main(["copies", str(lines), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["families"][0]["members"] == [0, 1]


def test_the_page_is_written_whole(news, tmp_path):
    out = tmp_path / "copies.html"
    assert main(["copies", str(news), "--out", str(out)]) == 0
    assert out.read_text().startswith("<!doctype html>")


def test_a_day_is_compared_with_an_archive_that_is_kept(news, tmp_path, capsys):
    archive = str(tmp_path / "archive")
    assert main(["copies", str(news / "wire.txt"), "--archive", archive]) == 0
    assert main(["copies", str(news / "post.txt"), "--archive", archive]) == 0
    shown = capsys.readouterr().out
    assert "The archive holds 2 articles now, 1 of them new." in shown
    assert "from Wire Times (26 July 2025)" in shown
    assert main(["copies", str(news / "post.txt"), "--archive", archive, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["archive"] == {"articles": 2, "added": 0, "asked": [1]}


def test_a_folder_of_news_is_no_archive(news, capsys):
    assert main(["copies", str(news), "--archive", str(news)]) == 2
    assert "holds something else than an archive" in capsys.readouterr().err


def test_two_datelines_are_no_changed_date(news, capsys):
    assert main(["copies", str(news)]) == 0
    assert "date changed" not in capsys.readouterr().out


def test_what_cannot_be_read_stops_no_other(news, capsys):
    (news / "broken.txt").write_bytes(b"\x00\x01\x02")
    assert main(["copies", str(news)]) == 0
    assert "broken.txt" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["copies", "nowhere"], "There is no file 'nowhere'"),
        (["copies", "nowhere", "--out", "a.pdf"], "does not say its format"),
        (["copies", "nowhere", "--format", "pdf"], "choose one of terminal, html, json"),
    ],
)
def test_bad_input_is_one_sentence(arguments, words, capsys):
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert words in said
    assert len(said.strip().splitlines()) == 1


def test_an_empty_folder_is_named(tmp_path, capsys):
    assert main(["copies", str(tmp_path)]) == 2
    assert "holds no article" in capsys.readouterr().err


def test_check_against_adds_findings(news, capsys):
    assert main(["check", str(news / "post.txt"), "--against", str(news), "--format", "json"]) == 0
    kinds = {finding["kind"] for finding in json.loads(capsys.readouterr().out)["findings"]}
    assert {"derived", "name-changed"} <= kinds


def test_check_against_nothing_is_refused(news, capsys):
    assert main(["check", str(news / "post.txt"), "--against", "nowhere"]) == 2
    assert "There is no file 'nowhere'" in capsys.readouterr().err
