"""What all tests share: `strategies` can be imported, and small records are built outside the user's cache."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine must not fail a test, and the same source must give the same result.
settings.register_profile("onrecord", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("onrecord")

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def small_record(tmp_path, monkeypatch):
    """Open a record from tables written as lists of dictionaries; see `strategies.SMALL`."""
    from onrecord import open_record
    from strategies import write_tables

    def opened(tables):
        monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "cache"))
        (tmp_path / "tables").mkdir(exist_ok=True)
        return open_record(write_tables(tmp_path / "tables", tables))

    return opened
