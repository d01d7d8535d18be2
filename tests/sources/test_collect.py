import json
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from loopback import Say
from onrecord.record import open_record
from onrecord.record.folder.manifest import read_manifest
from onrecord.record.folder.transaction import create_record
from onrecord.record.imports.run import silent
from onrecord.sources.archive import Archive
from onrecord.sources.collect import collect
from onrecord.sources.pypi import PyPI
from onrecord.sources.replay import replay
from onrecord.sources.source import Parser, Reading, Request
from onrecord.sources.waiting import Home
from onrecord.terms.errors import BadInput, Unreadable


def recent(package, count):
    return Say(json.dumps({"data": {"last_month": count}, "package": package}).encode())


@pytest.fixture
def home(tmp_path):
    create_record(tmp_path / "record")
    return Home(Archive(tmp_path / "archive"), tmp_path / "record", tmp_path / "documents")


def test_what_a_source_says_is_on_record(host, http, home, time):
    host.pages["/api/packages/openai/recent"] = recent("openai", 30)
    source = PyPI(("openai",), host.address)
    (done,) = collect([source], {"pypi": source}, home, http(), time.clock, silent)
    assert not done.failure
    sql = "SELECT value, published_at FROM observations WHERE entity = 'pypi-openai' ORDER BY period_start DESC LIMIT 1"
    (row,) = open_record(home.record).latest().query(sql)
    assert (row["value"], str(row["published_at"])) == (30.0, "2031-05-06")


def asked_paths(host):
    return [asked.path for asked in host.asked]


@dataclass(frozen=True)
class Counts:
    """A made source: a list that names pages, of which some may fail."""

    base: str
    parsers: tuple[Parser, ...] = ()
    name: str = "counts"
    cited: str = "pypistats"

    def first(self, _):
        return [Request(f"{self.base}/list", "list")]

    def further(self, capture, body):
        if capture.slot != "list":
            return []
        pages = body.decode().split()
        return [
            Request(f"{self.base}/{page}", f"page/{page}", optional=page == "maybe", also=frozenset({410}))
            for page in pages
        ]


def read_counts(capture, body):
    if capture.slot != "list" and capture.status == 200:
        if not body.isdigit():
            raise Unreadable(f"{capture.address}: expected a count, and it begins {body[:20]!r}.")
        yield Reading("pypi-openai", "pypi_downloads_30d", float(body), capture.day, capture.day)


SINCE = date(2031, 1, 1)


class TestRuns:
    @pytest.fixture
    def run(self, host, http, home, time):
        """Return a function that collects the counts."""
        host.pages |= {"/list": Say(b"a"), "/a": Say(b"7")}

        def run(parse=read_counts, **changes):
            source = Counts(host.address, (Parser(SINCE, parse),), **changes)
            (done,) = collect([source], {source.name: source}, home, http(attempts=1), time.clock, silent)
            return done

        return run

    def stored(self, home):
        return [one.id for one in read_manifest(home.record).imports]

    def test_a_cut_run_asks_nothing_twice(self, run, host):
        host.pages["/list"] = Say(b"a b")
        assert "/b answered 404" in run().failure
        host.pages["/b"] = Say(b"8")
        done = run()
        assert (done.failure, done.run.id, len(done.run.captures)) == ("", "counts-000001", 3)
        assert asked_paths(host) == ["/list", "/a", "/b", "/b"]

    def test_after_a_day_it_is_begun_anew(self, run, host, time):
        host.pages["/list"] = Say(b"a b")
        run()
        time.sleep(24 * 3600)
        host.pages["/b"] = Say(b"8")
        assert run().run.id == "counts-000002"
        assert asked_paths(host).count("/a") == 2

    def test_an_optional_answer_may_fail_to_come(self, run, host):
        host.pages["/list"] = Say(b"maybe a")
        done = run()
        assert not done.failure
        assert "answered 404" in done.run.missed["page/maybe"]

    def test_a_page_that_is_gone_can_be_an_answer(self, run, host):
        host.pages["/a"] = Say(b"gone for good", 410)
        done = run()
        assert [capture.status for capture in done.run.captures] == [200, 410]

    def test_what_did_not_change_is_kept_once(self, run, home, time):
        run()
        time.sleep(3600)
        done = run()
        assert [capture.unchanged for capture in done.run.captures] == [True, True]
        assert home.archive.bodies.size()[0] == 2

    def test_an_unreadable_run_is_stored_once_a_parser_reads_it(self, run, host, home, time):
        host.pages["/a"] = Say(b"seven")
        assert "expected a count" in run().failure
        host.pages["/a"] = Say(b"8")
        time.sleep(24 * 3600)
        assert not run().failure
        assert self.stored(home) == ["counts-000002"]

        def read_words(capture, body):
            yield from read_counts(capture, b"7" if body == b"seven" else body)

        time.sleep(24 * 3600)
        assert not run(read_words).failure
        assert self.stored(home) == ["counts-000002", "counts-000001", "counts-000003"]
        assert not run(read_words).failure
        assert self.stored(home).count("counts-000001") == 1

    def test_what_a_parser_did_not_expect_is_an_unknown_shape(self, run, home):
        def careless(capture, body):
            yield Reading(body["entity"], "pypi_downloads_30d", 1.0, capture.day, capture.day)

        assert "TypeError" in run(careless).failure
        assert self.stored(home) == []

    def test_a_day_on_which_no_parser_holds_is_named(self, host, http, home, time):
        host.pages |= {"/list": Say(b"a"), "/a": Say(b"7")}
        source = Counts(host.address, (Parser(SINCE, read_counts, until=date(2031, 2, 1)),))
        (done,) = collect([source], {"counts": source}, home, http(), time.clock, silent)
        assert "No parser of counts holds on 2031-05-06" in done.failure

    def test_each_answer_is_read_by_the_parser_of_its_day(self, host, http, home, time):
        host.pages |= {"/list": Say(b"a"), "/a": Say(b"7")}
        unknown = Parser(SINCE, lambda *_: pytest.fail("it no longer holds"), until=date(2031, 5, 6))
        source = Counts(host.address, (unknown, Parser(date(2031, 5, 6), read_counts)))
        (done,) = collect([source], {"counts": source}, home, http(), time.clock, silent)
        assert not done.failure

    def test_one_source_that_fails_leaves_the_others_as_they_are(self, host, http, home, time):
        host.pages |= {"/list": Say(b"a"), "/a": Say(b"seven")}
        counts = Counts(host.address, (Parser(SINCE, read_counts),))
        others = Counts(f"{host.address}/other", (Parser(SINCE, read_counts),), name="others")
        host.pages |= {"/other/list": Say(b"a"), "/other/a": Say(b"9")}
        known = {source.name: source for source in (counts, others)}
        first, second = collect(known.values(), known, home, http(), time.clock, silent)
        assert first.failure
        assert not second.failure
        assert self.stored(home) == ["others-000001"]

    def test_a_replay_tries_what_could_not_be_read_in_its_place(self, run, host, home, tmp_path):
        host.pages["/a"] = Say(b"seven")
        run()
        source = Counts(host.address, (Parser(SINCE, read_counts),))
        (again,) = replay({"counts": source}, home.archive, tmp_path / "again", silent)
        assert "expected a count" in again.failure
        readable = replace(source, parsers=(Parser(SINCE, lambda capture, _: read_counts(capture, b"7")),))
        (again,) = replay({"counts": readable}, home.archive, tmp_path / "better", silent)
        assert not again.failure

    def test_a_replay_takes_only_what_is_asked_for(self, run, time, home, host, tmp_path):
        run()
        time.sleep(48 * 3600)
        run()
        known = {"counts": Counts(host.address, (Parser(SINCE, read_counts),))}
        chosen = replay(known, home.archive, tmp_path / "again", silent, since=time.now.date())
        assert [one.run for one in chosen] == ["counts-000002"]
        assert replay(known, home.archive, tmp_path / "none", silent, sources=("others",)) == []
        with pytest.raises(BadInput, match="no section for counts"):
            replay({}, home.archive, tmp_path / "unknown", silent)


def test_a_record_whose_making_was_killed_is_made_anew(tmp_path):
    (tmp_path / ".manifest.json.4711").write_text("{")
    assert create_record(tmp_path).base == "shipped"


def test_a_clock_that_jumps_during_a_run_gives_it_up(host, http, home, time):
    host.pages |= {"/list": Say(b"a"), "/a": Say(b"7")}
    source = Counts(host.address, (Parser(SINCE, read_counts),))

    def jumping():
        time.now += timedelta(days=2)
        return time.now

    (done,) = collect([source], {"counts": source}, home, http(), jumping, silent)
    assert "clock of this machine jumped" in done.failure
    assert read_manifest(home.record).imports == ()


def test_a_clock_behind_the_last_run_is_refused(host, http, home, time):
    host.pages |= {"/list": Say(b"a"), "/a": Say(b"7")}
    source = Counts(host.address, (Parser(SINCE, read_counts),))
    collect([source], {"counts": source}, home, http(), time.clock, silent)
    time.now -= timedelta(days=30)
    (done,) = collect([source], {"counts": source}, home, http(), time.clock, silent)
    assert "before the last run of counts" in done.failure
