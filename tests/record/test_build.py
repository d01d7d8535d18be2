"""Building is a cache: never half of it, never twice, never in the way, and new where a table has changed."""

import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord import open_record
from onrecord.record import build
from onrecord.record.build import built_record, digest_of
from onrecord.record.folder.manifest import read_manifest
from onrecord.record.schema import TABLES
from onrecord.terms.errors import BadRecord
from strategies import SMALL, small, stated, write_tables


@pytest.fixture
def cache(tmp_path, monkeypatch):
    place = tmp_path / "cache"
    monkeypatch.setenv("ONRECORD_CACHE", str(place))
    return place


@pytest.fixture
def tables(tmp_path):
    return write_tables(tmp_path / "tables", SMALL)


def test_a_build_has_a_part_for_every_table_and_a_manifest(cache, tables):
    place = built_record(tables)
    manifest = read_manifest(place)
    assert place.parent == cache
    assert {part.parent.name for part in place.glob("parts/*/*.parquet")} == set(TABLES)
    assert {part.table for part in manifest.parts} == set(TABLES)
    assert manifest.rows_of("sources") == len(SMALL["sources"])
    assert manifest.vintage == digest_of(tables)


def test_an_unchanged_record_is_built_once(cache, tables, monkeypatch):
    first = built_record(tables)
    monkeypatch.setattr(build, "read_tables", lambda _: pytest.fail("built again"))
    assert built_record(tables) == first
    assert [found.name for found in cache.iterdir()] == [first.name]


def test_a_changed_table_gets_a_new_vintage_and_the_old_one_stays(cache, tables):
    before = open_record(tables)
    write_tables(
        tables, small(entities=[stated(entity="new", kind="organisation", name="New", published="2025-01-01")])
    )
    after = open_record(tables)
    assert before.vintage != after.vintage
    assert after.rows["entities"] == before.rows["entities"] + 1
    assert {found.name for found in cache.iterdir()} == {f"record-{before.vintage}", f"record-{after.vintage}"}


def test_what_is_no_table_changes_no_vintage(tables):
    before = digest_of(tables)
    (tables / "README.md").write_text("Read me.")
    (tables / "words").mkdir()
    (tables / "words" / "verbs.csv").write_text("verb\ngo\n")
    assert digest_of(tables) == before


def test_a_file_that_moves_changes_the_vintage_but_no_answer(cache, tables):  # noqa: ARG001 - sets the cache
    before = open_record(tables)
    (tables / "entities").mkdir()
    (tables / "entities.csv").rename(tables / "entities" / "all.csv")
    after = open_record(tables)
    assert before.vintage != after.vintage
    assert before.all_vintages("entities") == after.all_vintages("entities")


def test_a_build_that_fails_leaves_nothing(cache, tables, monkeypatch):
    def fail(*_):
        raise RuntimeError("the power went")

    monkeypatch.setattr(build, "last_recorded", fail)
    with pytest.raises(RuntimeError):
        built_record(tables)
    assert list(cache.iterdir()) == []


def test_a_bad_row_leaves_nothing(cache, tables):
    write_tables(tables, {"entities": [{"entity": "x"}]})
    with pytest.raises(BadRecord):
        built_record(tables)
    assert list(cache.iterdir()) == []


KILLED = """
import os, sys
from pathlib import Path
from onrecord.record import build
write, left = build._write_part, [3]
def write_three(*arguments):
    left[0] -= 1
    if left[0] < 0:
        os._exit(9)
    write(*arguments)
build._write_part = write_three
build.built_record(Path(sys.argv[1]))
"""


def test_a_killed_build_leaves_no_half_record(cache, tables):
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tables)], check=False)  # noqa: S603
    assert killed.returncode == 9
    assert not list(cache.glob("record-*"))
    assert open_record(tables).rows["sources"] == len(SMALL["sources"])


def _build(tables, barrier, results):
    barrier.wait()
    results.put(str(built_record(Path(tables))))


def test_two_that_build_at_once_both_succeed(cache, tables):
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(2), context.Queue()
    builders = [context.Process(target=_build, args=(str(tables), barrier, results)) for _ in range(2)]
    for builder in builders:
        builder.start()
    places = {results.get(timeout=60) for _ in builders}
    for builder in builders:
        builder.join()
    assert len(places) == 1
    assert [str(found) for found in cache.iterdir()] == list(places)


def test_whoever_comes_second_takes_what_the_first_built(cache, tables, monkeypatch):
    write = build._write_parts

    def overtaken(rows, parts, digest):
        write(rows, parts, digest)
        monkeypatch.setattr(build, "_write_parts", write)
        built_record(tables)

    monkeypatch.setattr(build, "_write_parts", overtaken)
    place = built_record(tables)
    assert [found.name for found in cache.iterdir()] == [place.name]


def test_a_cache_that_cannot_be_written_stops_nobody(tmp_path, tables, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "file" / "cache"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert open_record(tables).rows["sources"] == len(SMALL["sources"])


def test_a_home_that_nobody_knows_stops_nobody(tmp_path, tables, monkeypatch):
    def homeless():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("ONRECORD_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", staticmethod(homeless))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert open_record(tables).rows["sources"] == len(SMALL["sources"])


def test_a_cache_from_which_a_part_was_lost_is_built_again(cache, tables):
    place = built_record(tables)
    (place / "parts/events/000001-rows.parquet").unlink()
    assert open_record(tables).rows["sources"] == len(SMALL["sources"])
    assert len(list(cache.glob("record-*"))) == 1


def test_a_build_leaves_no_files_elsewhere(cache, tables, tmp_path, monkeypatch):  # noqa: ARG001 - sets the cache
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))
    built_record(tables)
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("variables", "place"),
    [({"ONRECORD_CACHE": "/a/b"}, "/a/b"), ({"XDG_CACHE_HOME": "/x"}, "/x/onrecord"), ({}, "~/.cache/onrecord")],
)
def test_the_cache_stands_where_the_user_wants_it(variables, place, monkeypatch):
    for name in ("ONRECORD_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert build.cache_root() == Path(place).expanduser()
