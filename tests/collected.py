"""Collections made for tests: captures by hand, and runs of sources against a record of their own."""

from datetime import UTC, date, datetime

from onrecord.record.folder.transaction import create_record
from onrecord.record.imports.run import silent
from onrecord.record.store import open_record
from onrecord.sources.archive import Archive
from onrecord.sources.collect import collect
from onrecord.sources.fetching import by_scheme
from onrecord.sources.git import SCHEMES, GitFetch
from onrecord.sources.source import Capture
from onrecord.sources.waiting import Home


def capture(source, slot, *, day=date(2031, 5, 6), address="https://example.org/x", status=200, **headers):
    """A capture as the archive would hold it, of six in the morning."""
    at = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Capture(source, slot, address, address, status, at, named, "", 0, "facts only")


class Collecting:
    """A record and an archive in a folder; `http` asks over the network, git asks of repositories.

    `alone` is a record that knows only what is brought, which opens much faster.
    """

    def __init__(self, folder, http=None, *, alone=False):
        create_record(folder / "record", "" if alone else "shipped")
        self.home = Home(Archive(folder / "archive"), folder / "record", folder / "documents")
        self._http = http

    def run(self, source, day):
        """Make one run of a source on a day, store it, and return what became of it."""
        now = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
        git = GitFetch(self.home.archive.folder / "git", day)
        fetch = by_scheme({"http": self._http} | dict.fromkeys(SCHEMES, git))
        (done,) = collect([source], {source.name: source}, self.home, fetch, lambda: now, silent)
        return done

    def asked(self, sql, as_of=None):
        """Return the rows of a query, as they stand now or as of a day."""
        record = open_record(self.home.record)
        return (record.latest() if as_of is None else record.as_of(as_of)).query(sql)
