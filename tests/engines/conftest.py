"""One Spark for the whole run; where there is none, its tests are skipped with a word."""

import os
import tempfile
from contextlib import ExitStack, closing
from pathlib import Path
from unittest import mock

import pytest

from engines.spark_here import ADDRESS, why_no_spark
from onrecord import open_record
from onrecord.engine import open_engine
from strategies import write_tables


@pytest.fixture(scope="session")
def spark():
    """A session of the one Spark of this run."""
    with closing(open_engine(ADDRESS)) as engine:
        yield engine


ADDRESSES = {"duckdb": "duckdb"} if why_no_spark() else {"duckdb": "duckdb", "spark": ADDRESS}


@pytest.fixture(params=ADDRESSES)
def engine(request):
    """Each engine that there is, in turn."""
    with closing(open_engine(ADDRESSES[request.param])) as opened_engine:
        yield opened_engine


class Opened:
    """Folders of tables that are kept until the end of the run, each written once, and the records opened on them."""

    def __init__(self, root, closing_stack):
        self._root, self._stack = Path(root), closing_stack
        self._folders = {}

    def on(self, name, tables):
        """Open these tables on an engine of this name, with a session of its own."""
        key = repr(tables)
        if key not in self._folders:
            self._folders[key] = write_tables(self._root / f"tables-{len(self._folders)}", tables)
        engine = self._stack.enter_context(closing(open_engine(ADDRESSES[name])))
        with mock.patch.dict(os.environ, {"ONRECORD_CACHE": str(self._root / "cache")}):
            return open_record(self._folders[key], engine=engine)


@pytest.fixture(scope="session")
def opened():
    """Open tables on any engine."""
    with tempfile.TemporaryDirectory() as root, ExitStack() as stack:
        yield Opened(root, stack)
