"""Many articles one by one: in a fixed order, with the place of each, and nothing passed over in silence."""

import gzip
import json
import os
import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest

from made_files import lines, pdf
from onrecord.reading.read_all import read_all
from onrecord.terms.errors import BadDocument


@pytest.fixture
def folder(tmp_path):
    """A folder as people have them."""
    for name, data in {
        "b.txt": b"Ships came to the port.",
        "a.md": b"# Rain\n\nIt rained in Oslo.",
        "sub/c.pdf": pdf([lines(50, 700, ["Cranes stood still in the port."])]),
        "sub/d.jsonl": b'{"text": "One line."}\n{"text": 1}\nbad\n',
        "sub/e.docx": b"PK\x03\x04",
        "sub/f.dat": b"<!doctype html><html><body>",
        "broken.txt": b"\xff\xff",
        ".hidden/g.txt": b"Not to be read.",
        "z.jsonl.gz": gzip.compress(b'{"text": "Packed."}\n'),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_a_folder_is_read_whole_in_order_and_what_is_left_out_is_said(folder):
    told = [
        (os.path.relpath(entry.place, folder), "read" if entry.document else entry.skipped or "problem")
        for entry in read_all(folder)
    ]
    assert told.pop(0)[1] == "hidden"
    assert told == [
        ("a.md", "read"),
        ("b.txt", "read"),
        ("broken.txt", "problem"),
        ("z.jsonl.gz, line 1", "read"),
        ("sub/c.pdf", "read"),
        ("sub/d.jsonl, line 1", "read"),
        ("sub/d.jsonl, line 2", "read"),
        ("sub/d.jsonl, line 3", "problem"),
        ("sub/e.docx", "'.docx' is not a file type that is read"),
        ("sub/f.dat", "problem"),
    ]


def test_links_to_folders_and_what_is_no_file_are_not_followed(folder):
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    told = {Path(entry.place).name: entry.skipped for entry in read_all(folder)}
    assert (told["loop"], told["pipe.txt"]) == ("a link to a folder", "no plain file")


def test_several_sources_follow_each_other(folder):
    places = [entry.place for entry in read_all(folder / "b.txt", folder / "missing.txt", folder / "a.md")]
    assert [Path(place).name for place in places] == ["b.txt", "missing.txt", "a.md"]


def test_a_format_that_is_not_known_is_refused(folder):
    with pytest.raises(BadDocument, match="'docx' is not a format"):
        next(read_all(folder, format="docx"))


def test_a_file_packed_and_broken_off(tmp_path):
    file = tmp_path / "a.txt.gz"
    file.write_bytes(gzip.compress(b"It rained. " * 9999)[:60])
    (entry,) = read_all(file)
    assert "breaks off" in entry.problem or "cannot be unpacked" in entry.problem


def test_a_packed_bomb_is_refused_before_it_is_unpacked(tmp_path):
    file = tmp_path / "a.txt.gz"
    file.write_bytes(gzip.compress(b"\n" * 50_000_000, 9))
    tracemalloc.start()
    (entry,) = read_all(file)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "limit" in entry.problem
    assert peak < 30_000_000


def test_memory_stays_flat_however_many_lines_there_are():
    def peak(count):
        line = json.dumps({"text": "It rained in Oslo. " * 50}).encode() + b"\n"
        tracemalloc.start()
        read = sum(entry.document is not None for entry in read_all(BytesIO(line * count)))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert read == count
        return most - len(line) * count

    peak(10)
    assert peak(200) < 2 * peak(20) + 200_000
