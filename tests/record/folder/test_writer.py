"""One writer at a time; the second one says that it waits, and does not wait for ever."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from onrecord.record.folder.writer import become_writer
from onrecord.terms.errors import BadInput, BadRecord

BUSY = BadRecord("Somebody is writing.")


def test_a_second_writer_is_told_after_its_wait(tmp_path):
    waited: list[float] = []
    held = become_writer(tmp_path / ".lock", BUSY)
    try:
        with pytest.raises(BadRecord, match="Somebody is writing"):
            become_writer(tmp_path / ".lock", BUSY, wait=0.05, waiting=waited.append)
    finally:
        held.release()
    assert waited == [0.05]


def test_who_does_not_wait_is_told_at_once_and_says_nothing_of_waiting(tmp_path):
    waited: list[float] = []
    held = become_writer(tmp_path / ".lock", BUSY)
    try:
        with pytest.raises(BadRecord, match="Somebody is writing"):
            become_writer(tmp_path / ".lock", BUSY, wait=0, waiting=waited.append)
    finally:
        held.release()
    assert not waited


def test_a_second_writer_goes_on_when_the_first_has_ended(tmp_path):
    first = become_writer(tmp_path / ".lock", BUSY)
    waits = threading.Event()

    def second() -> str:
        become_writer(tmp_path / ".lock", BUSY, wait=60, waiting=lambda _seconds: waits.set()).release()
        return "has written"

    with ThreadPoolExecutor() as threads:
        answer = threads.submit(second)
        waits.wait()  # the first one ends only when the second one has said that it waits
        first.release()
        assert answer.result() == "has written"


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match=r"file.* cannot be written \(.*\): check its permissions\."):
        become_writer(tmp_path / "file" / ".lock", BadInput("busy"))
