import json
from datetime import date

import pytest

from collected import Collecting, capture
from loopback import Say
from onrecord.record.imports.mapping import Mapping
from onrecord.sources.mapped import Content, form_of, mapped_rows
from onrecord.sources.source import Row
from onrecord.sources.url import Url
from onrecord.terms.errors import Unreadable

DAY = date(2031, 5, 6)

COUNTS = Mapping(
    "observations",
    {"entity": "who", "period": "day", "value": "count"},
    {"metric": "github_stars"},
    values={"entity": {"the whale": "deepseek"}},
)


def rows(body, form="csv", mapping=COUNTS, **more):
    return mapped_rows(Content("https://example.org/counts", body, form, **more), mapping, DAY, "office")


def test_a_file_is_read_as_an_import_by_hand_would():
    (row,) = rows(b"who,day,count\nthe whale,2031-05,12\n")
    assert row == Row(
        "observations",
        {
            "entity": "deepseek",
            "metric": "github_stars",
            "period": "2031-05",
            "value": "12",
            "published": "2031-05-06",
            "basis": "shown",
            "sources": "office",
        },
    )


def test_a_row_that_says_when_it_was_published_is_believed():
    mapping = Mapping("observations", {**COUNTS.columns, "published": "on"}, COUNTS.constants)
    (row,) = rows(b"who,day,count,on\ndeepseek,2031-04,12,2031-05-02\n", mapping=mapping)
    assert (row.cells["published"], row.cells["basis"]) == ("2031-05-02", "stated")


@pytest.mark.parametrize("form", ["json", "jsonl", "tsv"])
def test_every_form_says_the_same(form):
    said = [{"who": "deepseek", "day": "2031-05", "count": n} for n in (3, 4)]
    bodies = {
        "json": json.dumps(said),
        "jsonl": "\n".join(map(json.dumps, said)),
        "tsv": "who\tday\tcount\ndeepseek\t2031-05\t3\ndeepseek\t2031-05\t4\n",
    }
    assert rows(bodies[form].encode(), form) == rows(b"who,day,count\ndeepseek,2031-05,3\ndeepseek,2031-05,4\n")


def test_objects_within_an_answer_are_found_and_laid_flat():
    body = json.dumps({"data": {"items": [{"by": {"name": "deepseek"}, "day": "2031-05", "count": 7}]}})
    mapping = Mapping("observations", {**COUNTS.columns, "entity": "by.name"}, COUNTS.constants)
    (row,) = rows(body.encode(), "json", mapping, within="data.items")
    assert (row.cells["entity"], row.cells["value"]) == ("deepseek", "7")


@pytest.mark.parametrize(
    ("body", "form", "within", "message"),
    [
        (b"name,day,count\n", "csv", "", "https://example.org/counts has no column 'who': its columns are name, day"),
        (b"who,day,count\nx,2031-02-30,1\n", "csv", "", "https://example.org/counts, line 2, column 'period'"),
        (b"who,day,count\nx,2031,many\n", "csv", "", "line 2, column 'value'"),
        (b"who,day,count\n,2031,1\n", "csv", "", "line 2, column 'entity' is empty"),
        (b"<html>", "json", "", "is not JSON"),
        (b'{"rows": []}', "json", "data.items", "expected 'data' of 'data.items', and there is rows"),
        (b'{"rows": 3}', "json", "rows", "expected a list of objects at 'rows', and there is a int"),
        (b'{"who": 1}\nno\n', "jsonl", "", "line 2 is not JSON"),
        (b"PK", "xlsx", "", "does not say what it is: set `form`"),
    ],
)
def test_another_shape_is_said_with_its_place(body, form, within, message):
    with pytest.raises(Unreadable, match=message):
        rows(body, form, within=within)


@pytest.mark.parametrize(
    ("address", "kind", "form"),
    [
        ("https://e.org/a.CSV?x=1", "", "csv"),
        ("https://e.org/a", "application/json; charset=utf-8", "json"),
        ("x", "", ""),
    ],
)
def test_the_ending_or_the_host_says_what_a_file_is(address, kind, form):
    assert form_of(address, kind) == form


MAPPING = """
table = "observations"
columns = {entity = "who", period = "day", value = "count"}
constants = {metric = "github_stars"}
[[sources]]
source = "office"
publisher = "Office of Counts"
published = "unknown"
tier = "M"
licence = "CC0-1.0"
"""


def test_an_address_becomes_rows_and_a_later_answer_a_vintage(tmp_path, host, http):
    (tmp_path / "counts.toml").write_text(MAPPING)
    source = Url("counts", f"{host.address}/counts.csv", tmp_path / "counts.toml", "office")
    collecting = Collecting(tmp_path, http())
    for day, count in ((date(2031, 5, 6), 12), (date(2031, 5, 7), 15)):
        host.pages["/counts.csv"] = Say(f"who,day,count\ndeepseek,2031-04,{count}\n".encode())
        assert not collecting.run(source, day).failure
    sql = "SELECT value FROM observations WHERE list_contains(sources, 'office')"
    assert collecting.asked(sql) == [{"value": 15.0}]
    assert collecting.asked(sql, DAY) == [{"value": 12.0}]


def test_a_wrong_row_stops_the_source_and_the_bytes_are_kept(tmp_path, host, http):
    (tmp_path / "counts.toml").write_text(MAPPING)
    source = Url("counts", f"{host.address}/counts.csv", tmp_path / "counts.toml", "office")
    collecting = Collecting(tmp_path, http())
    host.pages["/counts.csv"] = Say(b"who,day,count\ndeepseek,2031-04,lots\n")
    failure = collecting.run(source, DAY).failure
    assert "counts.csv, line 2, column 'value' is 'lots'" in failure
    assert "the bytes are kept" in failure
    host.pages["/counts.csv"] = Say(b"who,day,count\ndeepseek,2031-04,9\n")
    assert not collecting.run(source, date(2031, 5, 7)).failure
    assert collecting.asked("SELECT value FROM observations WHERE sources = ['office']") == [{"value": 9.0}]


def test_a_missing_mapping_is_an_answer_that_cannot_be_read(tmp_path):
    (parser,) = Url("counts", "https://example.org/a.csv", tmp_path / "none.toml", "office").parsers
    with pytest.raises(Unreadable, match=r"none\.toml is not there"):
        list(parser.parse(capture("counts", "rows"), b"who\n"))


def test_a_name_that_the_record_does_not_know_is_told_with_its_line(tmp_path, host, http):
    (tmp_path / "counts.toml").write_text(MAPPING)
    source = Url("counts", f"{host.address}/counts.csv", tmp_path / "counts.toml", "office")
    host.pages["/counts.csv"] = Say(b"who,day,count\n\ndeepseek,2031-04,..\ndeepsek,2031-04,3\n")
    failure = Collecting(tmp_path, http()).run(source, DAY).failure
    assert "/counts.csv, line 4, column 'entity': 'deepsek' is no entity" in failure
    assert "did you mean 'deepseek'" in failure
