"""Only what changed is stored: which readings of a run the record does not know already, and which series ended.

A value that stands still is not written again each day. That it was read is said by the heartbeat of the run; where it
moves again, the last day on which it stood is stored too, so what is stored draws the same line as all readings would.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from onrecord.engine import Workshop
from onrecord.record.folder.manifest import nothing, stored_columns
from onrecord.record.folder.transaction import Transaction
from onrecord.record.schema import OBSERVATIONS
from onrecord.record.store import Record
from onrecord.sources.door import flag_changed
from onrecord.sources.gathered import Gathered
from onrecord.terms.errors import Unreadable
from onrecord.terms.time import Day

FEW = 20
"""So many series may vanish at once from any list."""

SHARE_GONE = 0.2
"""If more than this share of a longer list vanishes in one run, it is the list that is broken, not the world."""


def changed_readings(
    gathered: Gathered, transaction: Transaction, record: Record, cited: str, recorded: Day
) -> Path | None:
    """Write the readings that are new to the record to a Parquet file, flagged by the rules; None where there are none.

    `cited` is the source of the run, `recorded` the day on which it ended.

    Raises `Unreadable` where a list that claims to be whole lacks too much of what it held before.
    """
    workshop = gathered.workshop
    _lay_out(gathered, transaction, record, cited)
    for step in ("told", "last", "changed"):
        _run(workshop, step, {"cited": cited, "recorded": recorded})
    _refuse_a_list_that_shrank(workshop, cited)
    flag_changed(workshop, record, cited)
    (count,) = workshop.one("SELECT count(*) FROM changed")
    if not count:
        return None
    file = gathered.home / "readings.parquet"
    workshop.write(
        "SELECT c.entity, c.metric, c.value, CAST(c.day AS VARCHAR) AS period, "
        "CAST(c.published AS VARCHAR) AS published, "
        "CASE WHEN c.flag <> '' THEN c.flag ELSE coalesce(f.flag, '') END AS flag, "
        "CASE WHEN c.flag <> '' THEN '' ELSE coalesce(f.rule, '') END AS rule FROM changed AS c "
        "LEFT JOIN flagged AS f ON f.entity = c.entity AND f.metric = c.metric AND f.day = c.day "
        "ORDER BY c.metric, c.entity, c.day, c.flag",
        file,
    )
    return file


def _lay_out(gathered: Gathered, transaction: Transaction, record: Record, cited: str) -> None:
    """Make the tables that the steps start from, beside `readings`."""
    workshop = gathered.workshop
    parts = transaction.parts(OBSERVATIONS.name, "rows")
    files = ", ".join(workshop.quoted(part) for part in parts)
    held = f"SELECT * FROM read_parquet([{files}])" if parts else nothing(stored_columns(OBSERVATIONS))
    workshop.run(f"CREATE OR REPLACE TEMP VIEW held_rows AS {held}")
    scopes = sorted((one.metric, one.scope) for one in gathered.watched)
    workshop.fill("watched", {"metric": "VARCHAR", "scope": "VARCHAR"}, scopes)
    heard = record.latest().query(
        "SELECT subject, coalesce(scope, '') AS scope, period_start, period_end FROM coverage "
        "WHERE \"table\" = 'observations' AND list_contains(sources, $cited)",
        {"cited": cited},
    )
    beats = [(row["subject"], row["scope"], row["period_end"]) for row in heard]
    workshop.fill("beats", {"metric": "VARCHAR", "scope": "VARCHAR", "ended": "DATE"}, beats)
    workshop.run(
        "CREATE OR REPLACE TEMP VIEW heartbeats AS "
        "SELECT metric, scope, CAST(ended - INTERVAL 1 DAY AS DATE) AS day FROM beats"
    )
    renamed = record.latest().query("SELECT model, subject FROM models WHERE model <> subject")
    pairs = [(row["model"], row["subject"]) for row in renamed]
    workshop.fill("subjects", {"model": "VARCHAR", "subject": "VARCHAR"}, pairs)
    if file := gathered.file("models"):
        workshop.run(
            f"INSERT INTO subjects SELECT model, subject FROM read_csv({workshop.quoted(file)}, header = true, "
            "all_varchar = true, quote = '\"', escape = '\"') WHERE model <> subject"
        )
    # A scope that ends in a slash, or is empty, is how names begin; any other is one name.
    workshop.run(
        "CREATE OR REPLACE TEMP MACRO covers(scope, name) AS "
        "name = scope OR ((scope = '' OR ends_with(scope, '/')) AND starts_with(name, scope))"
    )


def _refuse_a_list_that_shrank(workshop: Workshop, cited: str) -> None:
    for metric, scope, gone, known in workshop.all(
        "SELECT w.metric, w.scope, count(*) FILTER (c.entity IS NOT NULL), count(*) "
        "FROM watched AS w JOIN last AS l ON l.metric = w.metric "
        "LEFT JOIN subjects AS n ON n.subject = l.entity "
        "LEFT JOIN changed AS c ON c.entity = l.entity AND c.metric = l.metric AND c.flag = 'gone' "
        "WHERE l.flag <> 'gone' AND covers(w.scope, coalesce(n.model, l.entity)) "
        "AND (w.scope = '' OR ends_with(w.scope, '/')) "
        "GROUP BY w.metric, w.scope ORDER BY w.metric, w.scope"
    ):
        if gone == known or gone > max(FEW, SHARE_GONE * known):
            where = f" of {scope}" if scope else ""
            raise Unreadable(
                f"{cited}: the list{where} lacks {gone:,} of the {known:,} series of {metric} that it held before; it "
                "was cut, or is of another kind now."
            )


def _run(workshop: Workshop, step: str, values: dict[str, object]) -> None:
    text = resources.files("onrecord.sources").joinpath(f"sql/{step}.sql").read_text(encoding="utf-8")
    workshop.run(text, {name: value for name, value in values.items() if f"${name}" in text})
