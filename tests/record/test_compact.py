"""Compaction changes files and nothing else: no row, no time, no vintage."""

import os
from datetime import date

import pytest

from onrecord.record import open_record
from onrecord.record.compact import compact_record
from onrecord.record.folder.manifest import read_manifest
from onrecord.record.folder.transaction import create_record
from onrecord.record.folder.validate import validate_record
from onrecord.record.imports.run import import_rows
from onrecord.record.schema import TABLES


def values(folder, day, value, published=None):
    row = {
        "entity": "deepseek",
        "metric": "github_stars",
        "value": str(value),
        "period": day,
        "published": published or day,
        "basis": "stated",
        "recorded": published or day,
        "sources": "s_hf_created",
    }
    import_rows(folder, {"observations": [row]}, f"{day} {value}", recorded=date.fromisoformat(published or day))


def a_model(folder, name):
    row = {"model": name, "subject": name, "maker": "deepseek", "sources": "s_hf_created"}
    import_rows(folder, {"models": [row]}, name, recorded=date(2026, 10, 1))


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "record"
    create_record(made)
    for number, day in enumerate(("2026-10-01", "2026-10-03", "2026-10-02", "2026-10-05")):
        values(made, day, number)
    values(made, "2026-10-03", 7, "2026-10-09")
    values(made, "2026-10-03", 7, "2026-10-12")
    a_model(made, "deepseek-ai/b")
    a_model(made, "deepseek-ai/a")
    return made


def everything(folder):
    record = open_record(folder)
    return {table: record.all_vintages(table) for table in TABLES}


def test_every_row_and_every_time_stays(folder):
    before = everything(folder)
    compact_record(folder)
    assert everything(folder) == before


def test_the_same_rows_are_the_same_vintage(folder):
    before = open_record(folder).vintage
    done = compact_record(folder)
    assert done.after < done.before
    assert open_record(folder).vintage == before


def test_a_row_that_comes_after_makes_another_vintage(folder):
    before = open_record(folder).vintage
    compact_record(folder)
    values(folder, "2026-10-20", 9)
    assert open_record(folder).vintage != before


def test_a_later_word_still_ends_what_was_compacted(folder):
    compact_record(folder)
    values(folder, "2026-10-05", 30, "2026-10-21")
    (row,) = open_record(folder).latest().query("SELECT value FROM observations WHERE period_start = DATE '2026-10-05'")
    assert row["value"] == 30


def test_what_is_compact_already_is_left_alone(folder):
    compact_record(folder)
    parts = read_manifest(folder).parts
    assert compact_record(folder).before == len(parts)
    assert read_manifest(folder).parts == parts


def test_a_compacted_record_is_sound(folder):
    compact_record(folder)
    assert validate_record(folder).rows["observations"] == 5


def test_the_old_files_stay_until_the_next_writer(folder):
    old = {folder / part.file for part in read_manifest(folder).parts}
    compact_record(folder)
    assert all(file.exists() for file in old)
    values(folder, "2026-10-20", 9)
    kept = {folder / part.file for part in read_manifest(folder).parts}
    assert not [file for file in old - kept if file.exists()]


def test_a_write_that_fails_leaves_the_record_as_it_was(folder, monkeypatch):
    before, manifest = everything(folder), read_manifest(folder)

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        compact_record(folder)
    monkeypatch.undo()
    assert read_manifest(folder) == manifest
    assert everything(folder) == before
