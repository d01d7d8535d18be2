"""A collection that is killed at any write loses nothing and doubles nothing: the next one ends what it began."""

import shutil

import pytest

from killing import run_program
from onrecord.record.folder.manifest import read_manifest
from onrecord.record.imports.run import silent
from onrecord.sources.archive import Archive
from onrecord.sources.collect import collect
from onrecord.sources.http import Http, Manners
from onrecord.sources.status import damaged
from onrecord.sources.waiting import Home
from shelf import Shelf, shelf_home, stock

KILLED = """
import os, shutil, sys
from datetime import datetime
from pathlib import Path
from killing import DEAD, dying_at
from shelf import Shelf
from onrecord.engine import Workshop
from onrecord.record.imports.run import silent
from onrecord.sources.archive import Archive
from onrecord.sources.collect import collect
from onrecord.sources.http import Http, Manners
from onrecord.sources.waiting import Home

place, address, clock = Path(sys.argv[1]), sys.argv[2], lambda: datetime.fromisoformat(sys.argv[3])

def collected(folder, deadly=lambda work: work):
    for owner, name in ((Workshop, "write"), (os, "fsync"), (Path, "replace"), (os, "truncate")):
        setattr(owner, name, deadly(getattr(owner, name)))
    shelf = Shelf(address)
    home = Home(Archive(folder / "archive"), folder / "record", folder / "documents")
    manners = Manners("desk@example.org", pace=0, allow=("127.0.0.1",))
    with Http(manners, {}, clock=clock, seconds=lambda: 0.0, sleep=lambda _: None) as http:
        (done,) = collect([shelf], {"shelf": shelf}, home, http, clock, silent)
    return 1 if done.failure else 0

def forked(work):
    child = os.fork()
    if not child:
        try:
            os._exit(work())
        finally:
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

for step in range(1000):
    folder = place / str(step)
    shutil.copytree(place / "before", folder)
    code = forked(lambda: collected(folder, dying_at(step, after=False)))
    if code == 0:
        break
    assert code == DEAD, code
    assert forked(lambda: collected(folder)) == 0
"""


@pytest.fixture
def killed(tmp_path, time, host):
    """A folder with what is left after a kill at each write of a run and a run to the end, and one of a calm run."""
    shelf = Shelf(host.address)
    stock(host, (1, 2, 3, 4, 5))
    shelf_home(tmp_path / "before")
    _run_to_end(tmp_path / "before", shelf, time)
    time.sleep(24 * 3600)
    stock(host, (1, 7, 3, 9, 5))
    shutil.copytree(tmp_path / "before", tmp_path / "calm")
    _run_to_end(tmp_path / "calm", shelf, time)
    done = run_program(KILLED, tmp_path, host.address, time.now.isoformat())
    assert done.returncode == 0, done.stderr
    return tmp_path


def _run_to_end(folder, shelf, time):
    manners = Manners("desk@example.org", pace=0, allow=("127.0.0.1",))
    home = Home(Archive(folder / "archive"), folder / "record", folder / "documents")
    with Http(manners, {}, clock=time.clock, seconds=time.seconds, sleep=time.sleep) as http:
        (done,) = collect([shelf], {"shelf": shelf}, home, http, time.clock, silent)
    assert not done.failure


def test_a_kill_at_any_write_changes_nothing_that_the_next_run_leaves(killed):
    steps = sorted((folder for folder in killed.iterdir() if folder.name.isdigit()), key=lambda one: int(one.name))
    assert len(steps) > 15
    calm = read_manifest(killed / "calm" / "record")
    for folder in steps:
        manifest = read_manifest(folder / "record")
        assert manifest.vintage == calm.vintage, folder.name
        assert len({one.id for one in manifest.imports}) == len(manifest.imports)
        assert {part.file for part in manifest.parts} == {
            file.relative_to(folder / "record").as_posix() for file in (folder / "record").rglob("*.parquet")
        }
        assert damaged(Archive(folder / "archive"), silent) == []
        assert not [file for file in (folder / "archive").rglob("drafts/*/*") if file.is_file()]
