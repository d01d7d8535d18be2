"""A desk of a newspaper: a small invented record that gets news, and a watch list of articles that speak of it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from onrecord import open_record
from onrecord.record.folder.transaction import create_record
from onrecord.record.imports.run import import_rows
from onrecord.watching.report import report_of
from onrecord.watching.taking import Given
from onrecord.watching.watch import add, mark_told, run

START = date(2025, 6, 1)
"""The day on which the record is begun and the first articles are added."""

ARTICLE = """\
Fair opens its doors

Oslo Courier, Sunday, March 2, 2025- The North AI Fair was held in Oslo. It drew over 30,000 visitors.
"""


def said(published, **row):
    """A row that a source stated on a day."""
    row = {"basis": "stated", "sources": "courier", **row}
    return {**row, "published": published}


def source(name, tier, publisher):
    return {"source": name, "publisher": publisher, "published": "2025-01-01", "tier": tier, "licence": "facts only",
            "address": f"https://{name}.example/"}  # fmt: skip


def fair(published, city="oslo", period="2025-03-01/2025-03-02", **row):
    """What a source says of the fair of 2025."""
    return said(published, event="fair_2025", series="northfair", edition="2025", name="North AI Fair 2025",
                period=period, city=city, status="held", **row)  # fmt: skip


def visitors(published, value, qualifier="over", **row):
    """What a source says of how many came to the fair of 2025."""
    return said(published, entity="fair_2025", metric="event-visitors", value=value, qualifier=qualifier,
                period="2025-03-01/2025-03-02", **row)  # fmt: skip


def skald(number, day):
    """A launch of the lab."""
    return said(day, release=f"skald_{number}", maker="fjordlab", model=f"Skald {number}", family="Skald",
                kind="release", period=day, weights="open", modality="text", basis="act", sources="office")  # fmt: skip


def pulls(week, value):
    """A week's pulls of the lab's app, by the Monday of the week."""
    monday = date.fromisoformat(week)
    sunday = date.fromordinal(monday.toordinal() + 6)
    return said(sunday.isoformat(), entity="skalder", metric="pulls", value=value, period=f"{monday}/{sunday}",
                basis="shown", sources="office")  # fmt: skip


BEGINNING = {
    "sources": [
        source("courier", "M", "Harbour Wire"),
        source("office", "O", "Fair Office"),
        source("gazette", "O", "Official Gazette"),
    ],
    "entities": [
        said("2024-01-01", entity="norway", kind="country", name="Norway", country="NO"),
        said("2024-01-01", entity="oslo", kind="place", name="Oslo", subkind="city", country="NO", parent="norway"),
        said("2024-01-01", entity="bergen", kind="place", name="Bergen", subkind="city", country="NO", parent="norway"),
        said("2024-01-01", entity="fjordlab", kind="organisation", name="Fjordlab", subkind="lab", country="NO"),
        said("2024-01-01", entity="skalder", kind="product", name="Skalder", country="NO", parent="fjordlab"),
        said("2024-01-01", entity="northfair", kind="event-series", name="North AI Fair", country="NO"),
    ],
    "metrics": [
        {"metric": "event-visitors", "name": "Visitors", "concepts": "attendance|visitors", "unit": "visitors",
         "kind": "level", "window": "one edition", "counts": "tickets", "misses": "others"},
        {"metric": "pulls", "name": "Weekly pulls", "concepts": "downloads", "unit": "pulls", "kind": "flow",
         "window": "a week", "counts": "pulls", "misses": "others"},
    ],
    "events": [fair("2025-03-02")],
    "observations": [visitors("2025-03-02", 41000)],
}  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """A record that gets news, and a watch list over it."""

    record: Path
    list: Path

    def news(self, day, **tables):
        """Bring rows into the record on a day."""
        import_rows(self.record, tables, f"news of {day} {sorted(tables)}", recorded=day)

    def add(self, *articles, day=START, published=None, subjects=()):
        """Put articles on the list: texts, or files."""
        given = [
            Given(one, str(one), published) if isinstance(one, Path) else Given(one.encode(), "a text", published)
            for one in articles
        ]
        return add(self.list, given, subjects, open_record(self.record), day=day)

    def run(self, day, *, told=True, **named):
        """Check again, and return what is new."""
        record = open_record(self.record)
        outcome = run(self.list, record, day=day, **named)
        report = report_of(outcome.history, record, day)
        if told and not report.is_quiet:
            mark_told(self.list, outcome.history.entries, day=day)
        return report

    def files(self):
        """All files of the list with their bytes."""
        found = [file for file in self.list.rglob("*") if file.is_file() and file.name != ".lock"]
        return {file.relative_to(self.list).as_posix(): file.read_bytes() for file in sorted(found)}


def opened(home):
    """A desk on its first day, in a folder."""
    create_record(home / "record", "")
    import_rows(home / "record", BEGINNING, "the beginning", recorded=START)
    return Desk(home / "record", home / "list")
