"""`onrecord demo`: one command, and there is something to look at."""

import pytest

from onrecord.cli import demo
from onrecord.terms.errors import OnrecordError


def test_it_shows_the_report_and_says_where_the_page_is(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("demo")
    assert (result.code, result.err) == (0, "")
    page = tmp_path / "onrecord-demo.html"
    assert page.read_text().startswith("<!doctype html>")
    assert result.out.splitlines()[-1] == f"The full report is {page}: open it in a browser."


def test_the_page_goes_where_it_is_asked_to(run, tmp_path):
    assert run("demo", "--out", tmp_path / "here.html").code == 0
    assert (tmp_path / "here.html").exists()


def test_a_lost_example_is_our_fault(monkeypatch, tmp_path):
    monkeypatch.setattr(demo.resources, "files", lambda _package: tmp_path)
    with pytest.raises(OnrecordError, match="install onrecord again"):
        demo.example()
