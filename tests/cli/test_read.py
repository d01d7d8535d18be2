"""`onrecord read`: what an article says, before any check, in every format and from every kind of place."""

import io
import json
import sys

import pytest
from jsonschema import Draft202012Validator

from made_files import record as warc_record

CLAIM = "was held in Oslo"


@pytest.fixture
def read(run, tables):
    """Read with the names of the invented record."""
    return lambda *words: run("read", *words, "--record", tables)


@pytest.fixture
def archive(article, tmp_path):
    """A folder with an article, an archive with a bad line, and a picture."""
    folder = tmp_path / "news"
    (folder / "more").mkdir(parents=True)
    (folder / "a.txt").write_bytes(article.read_bytes())
    (folder / "more" / "b.jsonl").write_text('{"text": "The North AI Fair 2025 was held in Oslo."}\nbad\n')
    (folder / "c.png").write_bytes(b"\x89PNG")
    return folder


def test_the_json_follows_its_schema_and_its_quotes_are_exact(read, run, article):
    schema = json.loads(run("schema", "read").out)
    Draft202012Validator.check_schema(schema)
    answer = json.loads(read(article, "--format", "json").out)
    Draft202012Validator(schema).validate(answer)
    text = answer["document"]["text"]
    found = [row for kind in ("names", "dates", "quantities", "claims") for row in answer[kind]]
    assert len({kind for kind in ("names", "dates", "claims") if answer[kind]}) == 3
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in found)
    assert answer["document"]["dated_by"] == "dateline"


def test_nothing_is_checked(read, article):
    claims = json.loads(read(article, "--format", "json").out)["claims"]
    assert claims
    assert not any({"then", "now"} & set(claim) for claim in claims)


def test_the_terminal_says_where_it_is_from_and_marks_the_claims(read, article):
    out = read(article).out
    assert "Oslo Courier" in out
    assert "from the words of the article" in out
    assert "[1 " in out
    assert "\x1b" not in out


def test_a_page_marks_the_words(read, article, tmp_path):
    assert read(article, "--out", tmp_path / "page.html").code == 0
    page = (tmp_path / "page.html").read_text()
    assert page.startswith("<!doctype html>")
    assert 'class="m-name"' in page
    assert 'href="#claim-1"' in page
    assert "Nothing on this page has been checked" in page


def test_an_article_without_a_day_is_read_all_the_same(read, undated):
    result = read(undated, "--format", "json")
    assert result.code == 0
    assert json.loads(result.out)["document"]["published"] is None


def test_a_folder_gives_a_line_for_each_article_and_says_what_is_wrong(read, archive):
    result = read(archive, "--format", "jsonl")
    assert result.code == 2
    titles = [json.loads(line)["document"]["title"] for line in result.out.splitlines()]
    assert titles == ["Fair opens its doors", None]
    assert "c.png: '.png' is not a file type" in result.err
    assert "b.jsonl, line 2 is no JSON" in result.err
    assert "1 of 3 articles could not be used" in result.err


def test_a_folder_of_pages_has_a_name_for_each(read, archive, tmp_path):
    read(archive, "--out", tmp_path / "pages", "--format", "html")
    names = sorted(path.name for path in (tmp_path / "pages").iterdir())
    assert names == ["a.html", "b-line-1.html"]


def test_an_archive_becomes_one_file_of_lines(read, archive, tmp_path):
    out = tmp_path / "all.jsonl"
    assert read(archive, "--out", out).code == 2
    assert len(out.read_text().splitlines()) == 2
    assert not list(tmp_path.glob(".*part"))


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("news/reports", "among the articles"),
        ("news", "among the articles"),
        ("one.html", "one file for several"),
        ("none/at/all.jsonl", "folder does not exist"),
    ],
)
def test_reports_never_go_where_they_do_harm(read, archive, tmp_path, out, message):
    result = read(archive, "--out", tmp_path / out)
    assert result.code == 2
    assert message in result.err


def test_an_archive_on_standard_input(read, monkeypatch):
    words = b"The North AI Fair 2025 was held in Oslo, its organisers said at length."
    page = b"<!doctype html><html><body><article><p>" + words
    data = warc_record("https://example.org/1", page)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    line = json.loads(read("-", "--format", "json").out)
    assert line["document"]["address"] == "https://example.org/1"
    assert CLAIM in [claim["quote"] for claim in line["claims"]]


class TestChecking:
    @pytest.fixture
    def check(self, run, tables):
        return lambda *words: run("check", *words, "--record", tables)

    def test_every_article_of_a_folder_gets_a_report(self, check, archive):
        result = check(archive, "--format", "json", "--published", "2025-03-05")
        assert result.code == 2
        assert len(result.out.splitlines()) == 2
        assert "line 2 is no JSON" in result.err

    def test_one_without_a_day_is_named_with_its_place(self, check, archive):
        result = check(archive, "--format", "jsonl")
        assert len(result.out.splitlines()) == 1
        assert "b.jsonl, line 1 does not say when it appeared" in result.err

    def test_reports_go_to_a_folder_or_a_file_of_lines(self, check, archive, tmp_path):
        check(archive, "--published", "2025-03-05", "--out", f"{tmp_path}/reports/")
        assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == ["a.html", "b-line-1.html"]
        check(archive, "--published", "2025-03-05", "--out", tmp_path / "all.jsonl")
        assert len((tmp_path / "all.jsonl").read_text().splitlines()) == 2

    def test_two_documents_of_one_name_get_two_files(self, check, archive, tmp_path):
        (archive / "more" / "a.md").write_bytes((archive / "a.txt").read_bytes())
        (archive / "more-a.txt").write_bytes((archive / "a.txt").read_bytes())
        check(archive, "--out", f"{tmp_path}/reports/", "--format", "json")
        assert len(list((tmp_path / "reports").iterdir())) == 3

    def test_a_folder_without_an_article_is_bad_input(self, check, tmp_path):
        (tmp_path / "empty").mkdir()
        result = check(tmp_path / "empty")
        assert result.code == 2
        assert "no article" in result.err
