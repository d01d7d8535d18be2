"""Whatever happens to a collection, the next good run gives the record that it would have given anyway."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from loopback import Loopback
from made_time import Time
from onrecord.record.folder.manifest import read_manifest
from onrecord.record.folder.validate import validate_record
from onrecord.record.imports.run import silent
from onrecord.sources.collect import collect
from onrecord.sources.http import Http, Manners
from onrecord.sources.replay import replay
from onrecord.sources.status import damaged
from shelf import PAGES, TROUBLES, Shelf, shelf_home, stock, values

JUMPS = {"the clock jumps ahead": timedelta(days=400), "the clock jumps back": timedelta(days=-400)}
MANNERS = Manners("desk@example.org", pace=0, allow=("127.0.0.1",), attempts=2, backoff=0)


class World:
    """A shop on loopback, and somebody who collects it in a folder."""

    def __init__(self, folder, time, host):
        self.host, self.time = host, time
        self.shelf = Shelf(host.address)
        self.home = shelf_home(folder)

    def run(self, clock=None):
        known = {self.shelf.name: self.shelf}
        clock = clock or self.time.clock
        with Http(MANNERS, {}, clock=clock, seconds=self.time.seconds, sleep=self.time.sleep) as http:
            (done,) = collect([self.shelf], known, self.home, http, clock, silent)
        return done

    def suffer(self, trouble, path):
        """Make a run while something is wrong."""
        if trouble in JUMPS:
            return self.run(lambda: self.time.now + JUMPS[trouble])
        right = self.host.pages[path]
        self.host.pages[path] = TROUBLES[trouble](right)
        if trouble == "a page that leads to itself by another name":
            self.host.pages["/list/2?again"] = self.host.pages[path]
        done = self.run()
        self.host.pages[path] = right
        return done


@pytest.fixture
def world(tmp_path, time, host):
    stock(host, (1, 2, 3, 4, 5))
    return World(tmp_path / "world", time, host)


@pytest.mark.parametrize("trouble", [*TROUBLES, *JUMPS])
def test_trouble_is_named_and_stores_nothing(world, trouble):
    done = world.suffer(trouble, PAGES[1])
    assert done.failure
    assert values(world.home.record) == []


DAYS = ((1, 2, 3, 4, 5), (1, 7, 3, 9, 5))
"""What was sold on two days."""


def two_days(folder, troubles):
    """Collect on two days, each after its troubles, and return the world."""
    time = Time()
    host = Loopback(time.clock)
    world = World(folder, time, host)
    for sold, of_day in zip(DAYS, troubles, strict=True):
        stock(host, sold)
        for trouble, path in of_day:
            world.suffer(trouble, path)
        assert not world.run().failure
        time.sleep(24 * 3600)
    host.close()
    return world


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    """Two days on which nothing happened."""
    return two_days(tmp_path_factory.mktemp("calm"), ([], []))


troubles = st.lists(st.tuples(st.sampled_from([*TROUBLES, *JUMPS]), st.sampled_from(PAGES)), max_size=4)


@given(before=troubles, between=troubles)
@with_settings(max_examples=8, phases=set(Phase) - {Phase.shrink})
def test_after_any_trouble_a_good_run_gives_the_same_record_as_if_nothing_had_happened(calm, before, between):
    with tempfile.TemporaryDirectory() as folder:
        troubled = two_days(Path(folder), (before, between))
        assert read_manifest(troubled.home.record).vintage == read_manifest(calm.home.record).vintage
        assert validate_record(troubled.home.record).stray == 0
        assert damaged(troubled.home.archive, silent) == []


def test_a_replay_gives_the_same_record_to_the_last_bit(calm, tmp_path):
    replay({"shelf": calm.shelf}, calm.home.archive, tmp_path / "again", silent, base="")
    assert read_manifest(tmp_path / "again").vintage == read_manifest(calm.home.record).vintage
