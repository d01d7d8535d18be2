"""The page that gives credit: every source that the record rests on, with its licence and what rests on it.

`make attribution` writes it: `python -m onrecord.record.attribution > ATTRIBUTION.md`.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Mapping

from onrecord.record.schema import TABLES
from onrecord.record.store import Record, open_record
from onrecord.terms.labels import Tier, tier_rank
from onrecord.terms.time import Day

FACTS_ONLY = "facts only"

_HEAD = """\
# Attribution

<!-- Made from src/onrecord/data/sources*.csv by `make attribution`; edit the tables, not this page. -->

The record of onrecord rests on the work of others. Here is every source that a row of it names, by licence and by
publisher, with the number of rows that rest on it. Where only a mirror or a copy of a source is known, its address is
kept in the record and not given here.

The selection, arrangement and wording of the tables are ours, under CC BY 4.0 (see LICENSE-DATA). The licence of a
source goes on for what comes from it.
"""

_OF_FACTS = """\
These sources grant no licence, or none is known. The record takes single facts and figures from them, in its own words,
with this citation; it holds none of their texts and no whole file of theirs.
"""

_OF_OPEN = """\
These sources are open; the record holds figures taken from their files, rearranged and rounded as its notes say.
"""

_LICENCES: Mapping[str, tuple[str, str]] = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC0-1.0": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "MIT": ("MIT licence", "https://spdx.org/licenses/MIT.html"),
    "Apache-2.0": ("Apache licence 2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
    "LicenseRef-US-public-domain": (
        "Works of the United States government, public domain",
        "https://www.usa.gov/government-copyright",
    ),
}
"""What the licences that are used are called, and where they are read."""

_TIERS = {
    Tier.OFFICIAL: "official",
    Tier.ESTABLISHED: "established",
    Tier.SECONDARY: "secondary",
    Tier.WEAK: "weak",
}


def attribution(record: Record) -> str:
    """Return the page as Markdown: open licences first, then sources of single facts."""
    rows = rows_by_source(record)
    by_licence: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, source in record.sources.items():
        if rows[name]:
            by_licence[source["licence"]][source["publisher"]].append(name)
    parts = [_HEAD]
    for licence in sorted(by_licence, key=lambda name: (name == FACTS_ONLY, name)):
        publishers = by_licence[licence]
        parts.append(_heading(licence))
        order = sorted(publishers, key=lambda name: (name.casefold(), name))
        parts += [_entry(record, publisher, publishers[publisher], rows) for publisher in order]
        parts.append("")
    return "\n".join(parts).rstrip("\n") + "\n"


def rows_by_source(record: Record) -> Counter[str]:
    """Count the rows of all tables that rest on each source, replaced rows too."""
    counted: Counter[str] = Counter()
    for table in TABLES.values():
        if any(column.name == "sources" for column in table.all_columns):
            for row in record.all_vintages(table.name):
                counted.update(set(row["sources"]))
    return counted


def _heading(licence: str) -> str:
    if licence == FACTS_ONLY:
        return f"## Facts only\n\n{_OF_FACTS}"
    name, address = _LICENCES.get(licence, (licence, ""))
    title = f"[{name}]({address})" if address else name
    return f"## {licence}\n\n{title}. {_OF_OPEN}"


def _entry(record: Record, publisher: str, names: list[str], rows: Mapping[str, int]) -> str:
    """Write one publisher: its rows, how far it is trusted, and its pages, the best first."""
    sources = [record.sources[name] for name in names]
    total = sum(rows[name] for name in names)
    tiers = sorted({source["tier"] for source in sources}, key=tier_rank)
    trust = " and ".join(_TIERS[Tier(tier)] for tier in tiers)
    # The best page first: better tier, more rows; the name decides between equals, so that the page is stable.
    order = sorted(zip(sources, names, strict=True), key=lambda s: (tier_rank(s[0]["tier"]), -rows[s[1]], s[1]))
    links: dict[str, str] = {}
    for source, name in order:
        if source["address"] and source["mirror"] != "yes":
            links.setdefault(source["address"], f"[{_dated(source['published_at'], source['published'], name)}]")
    pages = ", ".join(f"{label}(<{address}>)" for address, label in links.items())
    counted = f"{total:,} {'row' if total == 1 else 'rows'}"
    return f"- **{_plain(publisher)}** ({trust}, {counted})" + (f": {pages}" if pages else "")


def _dated(day: Day | None, printed: str, name: str) -> str:
    return _plain(f"{name}, {printed}" if day else name)


def _plain(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return "".join(f"\\{character}" if character in "\\`*_[]<>#|" else character for character in text)


if __name__ == "__main__":
    sys.stdout.write(attribution(open_record()))
