"""What is written is there as a whole, or what stood there before is."""

import os

import pytest

from onrecord.record.folder.durable import append_line, cut_half_line, write_whole


def test_a_file_takes_the_place_of_the_one_before(tmp_path):
    place = tmp_path / "list.json"
    write_whole(place, b"old")
    write_whole(place, b"new")
    assert place.read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["list.json"]


def test_who_cannot_finish_leaves_the_old_file_and_a_draft_to_sweep(tmp_path, monkeypatch):
    place, drafts = tmp_path / "kept" / "list.json", tmp_path / "drafts"
    for folder in (place.parent, drafts):
        folder.mkdir()
    write_whole(place, b"old", drafts=drafts)

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(place, b"new", drafts=drafts)
    assert place.read_bytes() == b"old"
    assert [file.name for file in drafts.iterdir()] == [f".list.json.{os.getpid()}.part"]


@pytest.mark.parametrize(
    ("left", "whole"),
    [
        pytest.param(b'{"run": 1}\n{"ru', b'{"run": 1}\n', id="half a line"),
        pytest.param(b'{"run": 1}\n', b'{"run": 1}\n', id="only whole lines"),
        pytest.param(b'{"ru', b"", id="half of the first line"),
        pytest.param(b"", b"", id="nothing"),
    ],
)
def test_half_a_line_that_a_kill_left_is_taken_away(tmp_path, left, whole):
    file = tmp_path / "journal.jsonl"
    file.write_bytes(left)
    cut_half_line(file)
    append_line(file, '{"run": 2}')
    assert file.read_bytes() == whole + b'{"run": 2}\n'


def test_a_file_that_is_not_there_has_no_half_line(tmp_path):
    cut_half_line(tmp_path / "journal.jsonl")
    assert not list(tmp_path.iterdir())
