import gzip
import json
from datetime import UTC, datetime, timedelta

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.imports.run import silent
from onrecord.sources.archive import Archive
from onrecord.sources.bodies import Bodies
from onrecord.sources.journal import Journal, Run, glance, read_journal
from onrecord.sources.ledger import Entry, read_ledger, write_entry
from onrecord.sources.source import Capture
from onrecord.sources.status import damaged
from onrecord.terms.errors import BadInput, BadRecord
from onrecord.terms.time import Day

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)


@pytest.fixture
def bodies(tmp_path):
    return Bodies(tmp_path / "bodies", tmp_path / "drafts")


def listed(day, models=400):
    """A page of a list as it stands on a day: a few counts are others each day."""
    said = [{"id": f"org-{n * 7919 % 9973}/model-{n}", "downloads": n * 31 + day * (n % 9 == 0)} for n in range(models)]
    return json.dumps(said).encode()


def files(folder):
    return sorted(file for file in folder.rglob("*") if file.is_file())


class TestBodies:
    @given(body=st.binary(max_size=3000), other=st.binary(max_size=3000))
    def test_what_was_kept_comes_back_whatever_it_is_like(self, tmp_path_factory, body, other):
        folder = tmp_path_factory.mktemp("bodies")
        bodies = Bodies(folder / "bodies", folder / "drafts")
        first = bodies.put(other)
        assert bodies.get(bodies.put(body, like=first)) == body
        assert bodies.get(first) == other

    def test_a_page_is_kept_as_the_difference_from_an_earlier_day(self, bodies, tmp_path):
        digest = bodies.put(listed(0))
        whole = files(tmp_path)[0].stat().st_size
        for day in range(1, 6):
            digest = bodies.put(listed(day), like=digest)
            assert bodies.get(digest) == listed(day)
        assert sorted(file.suffix for file in files(tmp_path)) == [".diff"] * 5 + [".zst"]
        assert bodies.size()[1] < 2 * whole

    def test_a_difference_that_saves_little_is_kept_whole(self, bodies, tmp_path):
        digest = bodies.put(listed(0, models=20))
        bodies.put(gzip.compress(listed(1)), like=digest)
        assert [file.suffix for file in files(tmp_path)] == [".zst", ".zst"]

    def test_the_same_bytes_are_kept_once(self, bodies, tmp_path):
        assert bodies.put(b"as it came") == bodies.put(b"as it came")
        assert len(files(tmp_path)) == 1

    @pytest.mark.parametrize("harm", [lambda kept: kept[:-3], lambda kept: kept[:-9] + b"?" + kept[-8:], lambda _: b""])
    def test_bytes_that_changed_are_never_given_out(self, bodies, tmp_path, harm):
        digest = bodies.put(listed(0))
        (file,) = files(tmp_path)
        file.write_bytes(harm(file.read_bytes()))
        with pytest.raises(BadRecord, match=digest):
            bodies.get(digest)

    def test_a_body_that_is_lost_is_named(self, bodies):
        with pytest.raises(BadRecord, match="holds no body"):
            bodies.get("0" * 64)

    def test_a_base_that_is_lost_is_named(self, bodies, tmp_path):
        first = bodies.put(listed(0))
        second = bodies.put(listed(1), like=first)
        next(tmp_path.rglob(f"{first}*")).unlink()
        with pytest.raises(BadRecord, match=first):
            bodies.get(second)


def captured(slot="page", digest="0" * 64, **headers):
    address = f"https://example.org/{slot}"
    return Capture("shelf", slot, address, f"{address}?moved", 200, NOON, headers, digest, 7, "CC0-1.0")


class TestJournal:
    @pytest.fixture
    def journal(self, tmp_path):
        return Journal.begin(tmp_path / "shelf", Run("shelf", 3, NOON, "asks"))

    def read(self, tmp_path):
        return read_journal(tmp_path / "shelf" / "000003.jsonl", "shelf")

    def test_a_run_reads_back_as_it_was_kept(self, journal, tmp_path):
        journal.keep(captured("a", etag='"7"'))
        journal.miss("b", "it was gone")
        kept = journal.end("whole", NOON + timedelta(minutes=3))
        assert self.read(tmp_path) == kept
        assert kept.missed == {"b": "it was gone"}

    def test_half_a_line_is_as_good_as_none(self, journal, tmp_path):
        journal.keep(captured("a"))
        file = tmp_path / "shelf" / "000003.jsonl"
        whole = file.read_bytes()
        journal.keep(captured("b"))
        for cut in range(len(whole), len(file.read_bytes())):
            file.write_bytes(file.read_bytes()[:cut])
            assert [capture.slot for capture in self.read(tmp_path).captures] == ["a"]
            resumed = Journal.resume(tmp_path / "shelf", self.read(tmp_path))
            resumed.keep(captured("b"))
            assert [capture.slot for capture in self.read(tmp_path).captures] == ["a", "b"]

    @pytest.mark.usefixtures("journal")
    def test_a_run_that_was_killed_at_once_is_none(self, tmp_path):
        file = tmp_path / "shelf" / "000003.jsonl"
        file.write_bytes(file.read_bytes()[:-1])
        assert self.read(tmp_path) is None
        assert glance(file, "shelf") is None

    @pytest.mark.parametrize("state", ["whole", "cut", "given up"])
    def test_a_glance_tells_how_a_run_ended(self, journal, tmp_path, state):
        file = tmp_path / "shelf" / "000003.jsonl"
        assert glance(file, "shelf").state == "cut"
        journal.keep(captured())
        journal.end(state, NOON, "for a reason")
        seen = glance(file, "shelf")
        assert (seen.state, seen.ended, seen.why) == (state, NOON, "for a reason")

    def test_a_damaged_line_is_named(self, journal, tmp_path):
        journal.keep(captured())
        file = tmp_path / "shelf" / "000003.jsonl"
        file.write_bytes(file.read_bytes().replace(b'"slot"', b'"slit"'))
        with pytest.raises(BadRecord, match=r"000003.jsonl, line 2 is damaged"):
            self.read(tmp_path)


class TestLedger:
    def test_the_last_word_on_a_run_counts_and_gives_its_place(self, tmp_path):
        file = tmp_path / "stored.jsonl"
        for run, state in (("a-1", "begun"), ("b-1", "begun"), ("b-1", "done"), ("a-1", "done")):
            write_entry(file, Entry(run, state, Day(2031, 5, 6)))
        assert [(entry.run, entry.state) for entry in read_ledger(file).values()] == [("b-1", "done"), ("a-1", "done")]

    def test_half_a_line_is_as_good_as_none(self, tmp_path):
        file = tmp_path / "stored.jsonl"
        write_entry(file, Entry("a-1", "begun", Day(2031, 5, 6)))
        whole = file.read_bytes()
        file.write_bytes(whole + b'{"run": "a-1", "sta')
        assert read_ledger(file)["a-1"].state == "begun"
        write_entry(file, Entry("b-1", "begun", Day(2031, 5, 6)))
        assert set(read_ledger(file)) == {"a-1", "b-1"}

    def test_a_damaged_line_is_named(self, tmp_path):
        file = tmp_path / "stored.jsonl"
        file.write_bytes(b'{"run": 1}\n')
        with pytest.raises(BadRecord, match="line 1 is damaged"):
            read_ledger(file)


class TestArchive:
    @pytest.fixture
    def archive(self, tmp_path):
        return Archive(tmp_path / "archive", wait=0)

    def begun(self, archive, at=NOON, asks="asks"):
        return archive.journal("shelf", asks, at)

    def test_a_cut_run_is_resumed_within_a_day(self, archive):
        self.begun(archive).keep(captured("a"))
        assert list(self.begun(archive, NOON + timedelta(hours=23)).captures) == ["a"]

    @pytest.mark.parametrize(
        ("later", "asks"),
        [(timedelta(days=1), "asks"), (timedelta(hours=1), "other settings"), (timedelta(hours=-1), "asks")],
    )
    def test_an_older_one_or_one_of_other_settings_is_begun_anew(self, archive, later, asks):
        self.begun(archive).keep(captured("a"))
        assert not self.begun(archive, NOON + later, asks).captures

    @pytest.mark.parametrize("state", ["whole", "given up"])
    def test_a_run_that_ended_is_not_resumed(self, archive, state):
        journal = self.begun(archive)
        journal.keep(captured("a"))
        journal.end(state, NOON)
        assert not self.begun(archive).captures

    def test_the_last_whole_run_is_known(self, archive):
        for state in ("whole", "given up", "whole", "given up"):
            self.begun(archive).end(state, NOON)
        assert archive.last_whole("shelf").number == 3

    @pytest.mark.parametrize(("lock", "enter"), [("shelf.lock", "running"), (".storing", "storing")])
    def test_a_second_run_is_told_that_another_is_at_work(self, archive, lock, enter):
        (archive.folder / "locks").mkdir(parents=True)
        arguments = ["shelf"] if enter == "running" else []
        with (
            FileLock(archive.folder / "locks" / lock),
            pytest.raises(BadInput, match="wait until it is done"),
            getattr(archive, enter)(*arguments),
        ):
            pass

    def test_whoever_waits_is_told_how_long(self, tmp_path):
        told = []
        archive = Archive(tmp_path / "archive", wait=0.001, waiting=told.append)
        (archive.folder / "locks").mkdir(parents=True)
        with FileLock(archive.folder / "locks" / "shelf.lock"), pytest.raises(BadInput), archive.running("shelf"):
            pass
        assert told == [0.001]

    def test_drafts_of_a_killed_run_are_swept_away(self, archive):
        draft = archive.folder / "drafts" / "shelf" / "0.zst"
        draft.parent.mkdir(parents=True)
        draft.write_bytes(b"half")
        with archive.running("shelf"):
            assert not draft.exists()

    def test_what_is_damaged_or_lost_is_named(self, archive):
        journal = self.begun(archive)
        digest = archive.bodies_of("shelf").put(b"as it came")
        journal.keep(captured("a", digest))
        journal.keep(captured("b", "1" * 64))
        journal.end("whole", NOON)
        assert damaged(archive, silent) == [f"shelf-000001, b: the body {'1' * 64} is lost."]
        (file,) = files(archive.folder / "bodies")
        file.write_bytes(b"something else")
        assert digest in damaged(archive, silent)[0]
