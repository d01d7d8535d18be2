"""Which values of a series are not to be trusted for a rate: documented rules over readings, never silent repair.

Rules and their thresholds stand in the table `rules`; what each asks is one SQL file under `sql/hygiene/`. A view of a
record comes in, flags with the rule and its reason go out. `python -m onrecord.record.hygiene` writes the flags into
the shipped tables; a test holds that they agree.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Protocol

from onrecord.record.load import table_files
from onrecord.record.schema import TABLES
from onrecord.record.store import Row, open_record, shipped_tables
from onrecord.terms.quantity import say_number
from onrecord.terms.time import ONE_DAY, Period, say_on

RANK = ("zero", "carried-over", "falling-counter", "jump-without-likes", "gap")
"""A value has one flag: of several rules the first one says most about it."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A value that a rule marks: which, the flag that it raises, and the reason in words with the numbers."""

    entity: str
    metric: str
    origin: str
    period: Period
    value: float
    rule: str
    flag: str
    reason: str


class Readings(Protocol):
    """What can be asked for observations, metrics, sources and rules: a view of a record, or rows on their way in."""

    def query(self, sql: str) -> list[Row]:
        """Run a query and return its rows."""


def flags(view: Readings) -> tuple[Flag, ...]:
    """Return the values that the rules mark among the readings of a view, one flag a value.

    >>> from onrecord.record import open_record
    >>> from onrecord.terms.time import Day
    >>> found = flags(open_record().as_of(Day(2026, 4, 25)))
    >>> [flag.reason for flag in found if flag.entity == "deepseek-v3-2" and flag.rule != "carried-over"][0]
    '10,654,004 on 22 April 2026, 4 times or more a value of the 120 days before, while likes grew by less than 5%'
    """
    rules = {row["rule"]: row for row in view.query('SELECT * FROM rules ORDER BY "rule"')}
    found: dict[tuple[str, str, str, Period, float], Flag] = {}
    for rule in sorted(rules, key=_rank):
        for row in view.query(_sql(rule)):
            period = Period(row["period_start"], row["period_end"])
            key = (row["entity"], row["metric"], row["origin"], period, row["value"])
            reason = _reason(rule, row, period)
            found.setdefault(key, Flag(*key, rule=rule, flag=rules[rule]["flag"], reason=reason))
    return tuple(found[key] for key in sorted(found, key=lambda key: (*key[:3], key[3].start, key[3].end, key[4])))


def _rank(rule: str) -> tuple[int, str]:
    return (RANK.index(rule) if rule in RANK else len(RANK), rule)


def _reason(rule: str, row: Row, period: Period) -> str:
    value, day = f"{row['value']:,.0f}", say_on(period)
    match rule:
        case "falling-counter":
            return f"{value} {day}, below {row['before']:,.0f} at the reading before: a counter does not fall"
        case "carried-over":
            return f"{value} {day}, to the unit as at the reading before"
        case "jump-without-likes":
            share = say_number(row["beside_ratio"] * 100, "percent")
            times = f"{row['ratio']:g} times or more a value of the {row['days']:g} days before"
            return f"{value} {day}, {times}, while likes grew by less than {share}"
        case "gap":
            before = Period.of_day(row["before_end"] - ONE_DAY)
            return f"the reading before is of {before}: what it grew by belongs to no week between"
        case "zero":
            return f"0 {day}, beside {max(row['before'] or 0, row['after'] or 0):,.0f}: not measured"
        case _:
            return f"{value} {day}: see the rule"


@cache
def _sql(rule: str) -> str:
    folder = resources.files("onrecord.record").joinpath("sql")
    readings = folder.joinpath("readings.sql").read_text(encoding="utf-8").format(rule=rule)
    return readings + folder.joinpath(f"hygiene/{rule}.sql").read_text(encoding="utf-8")


def flagged_tables(folder: Path) -> dict[Path, str]:
    """Return the files of observations below a folder of tables as they read with the flags that the rules raise.

    Only files that change are returned. What a person flagged (no `rule` stands beside it) is left as it is.
    """
    record = open_record(folder)
    stories = {key: row["story"] or key for key, row in record.sources.items()}
    raised = {(flag.entity, flag.metric, flag.origin, flag.period, flag.value): flag for flag in flags(record.latest())}
    changed = {}
    for file in table_files(folder, TABLES["observations"]):
        text = file.read_text(encoding="utf-8")
        header, *rows = list(csv.reader(io.StringIO(text)))
        cells = [dict(zip(header, row, strict=True)) for row in rows]
        for row in cells:
            if row["superseded"] or (row["flag"] and not row.get("rule")):
                continue
            origin = stories[row["sources"].split("|")[0]]
            key = (row["entity"], row["metric"], origin, Period.parse(row["period"]), float(row["value"]))
            flag = raised.get(key)
            row["flag"], row["rule"] = (flag.flag, flag.rule) if flag else ("", "")
        written = _written(header, cells)
        if written != text:
            changed[file] = written
    return changed


def _written(header: list[str], rows: Iterable[dict[str, str]]) -> str:
    rows = list(rows)
    if "rule" not in header and any(row.get("rule") for row in rows):
        header = [part for name in header for part in ((name, "rule") if name == "flag" else (name,))]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([row.get(name, "") for name in header] for row in rows)
    return out.getvalue()


if __name__ == "__main__":
    for path, words in flagged_tables(shipped_tables()).items():
        path.write_text(words, encoding="utf-8")
