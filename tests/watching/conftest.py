"""A desk on its first day."""

import pytest

from desks import opened


@pytest.fixture
def desk(tmp_path, tmp_path_factory, monkeypatch):
    """A record of a few facts, and a watch list that is not begun."""
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
    return opened(tmp_path)
