"""Files are written whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from onrecord.cli.output import write_files
from onrecord.terms.errors import BadInput


def names_in(folder):
    """Return the names of all files of a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_in_one_step(tmp_path):
    place = tmp_path / "report.html"
    place.write_text("old")
    place.chmod(0o640)
    write_files({place: "new"})
    assert place.read_text() == "new"
    assert stat.S_IMODE(place.stat().st_mode) == 0o640
    assert names_in(tmp_path) == ["report.html"]


def test_a_new_file_follows_the_umask(tmp_path):
    before = os.umask(0o027)
    try:
        write_files({tmp_path / "report.html": "new"})
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "report.html").stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.html").write_text("old")
    (tmp_path / "link.html").symlink_to("real.html")
    write_files({tmp_path / "link.html": "new"})
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "real.html").read_text() == "new"


def test_a_failure_leaves_nothing_behind(tmp_path):
    (tmp_path / "taken").mkdir()
    with pytest.raises(BadInput, match="cannot be written"):
        write_files({tmp_path / "new" / "one.html": "1", tmp_path / "taken": "2"})
    assert names_in(tmp_path) == ["taken"]


def test_a_failure_while_writing_keeps_the_old_file(tmp_path, monkeypatch):
    place = tmp_path / "report.html"
    place.write_text("old")

    def full(_number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadInput, match=r"'.*report\.html' cannot be written: No space left on device\."):
        write_files({place: "new"})
    assert place.read_text() == "old"
    assert names_in(tmp_path) == ["report.html"]


def test_an_interruption_leaves_nothing_behind(tmp_path, monkeypatch):
    def interrupt(_number):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_files({tmp_path / "report.html": "new"})
    assert names_in(tmp_path) == []


def test_what_is_no_plain_file_is_written_through():
    write_files({Path(os.devnull): "gone"})
    assert not Path(os.devnull).is_file()
