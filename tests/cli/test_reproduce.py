"""`onrecord reproduce`: published figures beside what the shipped record gives, each with its reason."""

import csv
import io
import json

import pytest

from onrecord import open_record
from onrecord.measures.reproductions import Published, published, reproductions
from onrecord.measures.reproductions import _outcome as outcome


@pytest.fixture(scope="module")
def found():
    return reproductions(open_record())


def test_every_figure_has_a_source_on_record_and_says_how_it_was_read():
    record = open_record()
    for figure in published():
        assert figure.source in record.sources
        assert figure.read
        assert figure.printed


def test_what_cannot_be_reproduced_says_why(found):
    for one in found:
        if one.outcome == "not reproducible":
            assert one.published.note or one.given.missing, one.published.figure


def test_what_is_counted_otherwise_says_how(found):
    for one in found:
        if one.outcome in {"other definition", "not contradicted", "differs"}:
            assert one.published.note, one.published.figure


def test_the_known_bound_is_found_again(found):
    # What the top-nine cut hides of DeepSeek's tokens: 8.03 of 14.37 trillion are seen.
    (one,) = [one for one in found if one.published.figure == "tokens of DeepSeek"]
    assert one.given.value == pytest.approx(8.03e12, rel=0.001)
    assert one.outcome == "not contradicted"


def figure(**more):
    row = {
        "study": "s",
        "figure": "f",
        "printed": "14.4 trillion",
        "digits": "14.4",
        "value": 14.4e12,
        "qualifier": "",
        "unit": "tokens",
        "about": "",
        "read": "r",
        "source": "x",
        "ask": {},
        "compares": "same",
        "note": "",
    }
    return Published(**row | more)  # fmt: skip


@pytest.mark.parametrize(
    ("compares", "value", "said"),
    [
        ("same", 14.37e12, "reproduced"),
        ("same", 14.6e12, "differs"),
        ("lower", 8e12, "not contradicted"),
        ("lower", 16e12, "contradicted"),
        ("upper", 16e12, "not contradicted"),
        ("upper", 8e12, "contradicted"),
        ("other", 14.4e12, "other definition"),
    ],
)
def test_what_two_numbers_side_by_side_say(compares, value, said):
    assert outcome(figure(compares=compares), value) == said


def test_each_format_holds_every_figure(run, tmp_path):
    n = len(published())
    assert len(list(csv.DictReader(io.StringIO(run("reproduce", "--format", "csv").out)))) == n
    assert len(json.loads(run("reproduce", "--format", "json").out)["reproductions"]) == n
    assert run("reproduce", "--format", "markdown", "--out", tmp_path / "a.md").code == 0
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert sum(line.startswith("| ") for line in text.splitlines()) == n + text.count("## ")


def test_figures_can_be_chosen_by_words(run):
    out = run("reproduce", "--contains", "moonshot").out
    assert "tokens of Moonshot" in out
    assert "tokens of TNG" not in out
