"""Mappings: every entry that is wrong is named, with the nearest that is right."""

import pytest

from onrecord.record.imports.mapping import own_columns, read_mapping
from onrecord.record.schema import TABLES
from onrecord.terms.errors import BadRecord

GOOD = 'table = "observations"\n[columns]\nentity = "firm"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "`table` must name one of sources"),
        ('table = "observation"', "`table` must name one of sources"),
        (GOOD.replace("[columns]", "[colums]"), "entry 'colums' is unknown; did you mean 'columns'"),
        (GOOD.replace("entity =", "entitiy ="), r"\[columns\] 'entitiy' is unknown; did you mean 'entity'"),
        (GOOD + '[constants]\nentity = "acme"\n', "'entity' is both a column and a constant"),
        (GOOD + '[wide]\nheader = "entity"\n', r"\[wide\] `cell` must name a column of the table"),
        (GOOD + '[wide]\nheader = "entity"\ncel = "value"\n', r"\[wide\] 'cel' is unknown; did you mean 'cell'"),
        ("missing = 3\n" + GOOD, "`missing` must be a list of texts"),
        (GOOD + '[sources]\nsource = "x"\n', r"write the rows of sources as \[\[sources\]\]"),
        (GOOD + '[[sources]]\nsorce = "x"\n', r"\[\[sources\]\] 'sorce' is unknown; did you mean 'source'"),
        ("table = ", "write it as TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, text, message):
    (tmp_path / "map.toml").write_text(text)
    with pytest.raises(BadRecord, match=message):
        read_mapping(tmp_path / "map.toml")


def test_a_mapping_may_be_json(tmp_path):
    (tmp_path / "map.json").write_text('{"table": "observations", "columns": {"entity": "firm"}}')
    assert read_mapping(tmp_path / "map.json").columns == {"entity": "firm"}


def test_the_command_line_has_the_last_word(tmp_path):
    (tmp_path / "map.toml").write_text(GOOD)
    mapping = read_mapping(tmp_path / "map.toml", {"entity": "acme"})
    assert (dict(mapping.columns), dict(mapping.constants)) == ({}, {"entity": "acme"})


def test_a_mapping_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadRecord, match="is not there: name the file of the mapping"):
        read_mapping(tmp_path / "none.toml")


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_its_own_columns(table):
    assert set(own_columns(table).columns) == {column.name for column in TABLES[table].all_columns}


def test_a_table_that_there_is_not_is_refused():
    with pytest.raises(BadRecord, match="'prices' is no table: choose one of sources"):
        own_columns("prices")
