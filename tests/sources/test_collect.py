import json

import pytest

from loopback import Say
from onrecord.record import open_record
from onrecord.record.folder.transaction import create_record
from onrecord.record.imports.run import silent
from onrecord.sources.archive import Archive
from onrecord.sources.collect import collect
from onrecord.sources.pypi import PyPI
from onrecord.sources.waiting import Home


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
