"""Add the checked rows of one import to a record folder: timed rows into their chains, definitions once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.engine import Workshop
from onrecord.record.folder.manifest import Kind, nothing, stored_columns
from onrecord.record.folder.transaction import Transaction
from onrecord.record.imports.cells import PROBLEMS, TYPED, Known, check_cells
from onrecord.record.imports.chain import chain, contradictions, prepare
from onrecord.record.imports.mapping import Mapping
from onrecord.record.imports.staging import Progress, Staged, stage, stage_rows
from onrecord.record.load import columns_of
from onrecord.record.schema import TABLES, Table
from onrecord.record.store import Record
from onrecord.terms.errors import BadRecord
from onrecord.terms.time import FAR_FUTURE, Day

SHOWN = 20
"""How many problems are kept word for word; all are counted."""

SUBJECTS = {"entities": "entity", "events": "event", "releases": "release", "models": "subject"}
"""Tables whose rows an observation can be about, with the column that names them."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the rows of one table: how many were read, and how many went where.

    `new` are facts that the record did not know, `revised` later words on facts that it knew, `repeated` words said
    again on a later day, `held` words that it held already, `ended` rows whose end it learned. `empty` rows had no
    value, `bad` ones broke a rule; `problems` names the first of them, each with its place. `before` is the day of an
    earlier import of the same files by the same mapping, which leaves nothing to do.
    """

    table: str
    read: int = 0
    new: int = 0
    revised: int = 0
    repeated: int = 0
    held: int = 0
    ended: int = 0
    empty: int = 0
    bad: int = 0
    problems: tuple[str, ...] = ()
    before: str = ""

    @property
    def changed(self) -> bool:
        """Whether the record holds anything that it did not hold before."""
        return bool(self.new or self.revised or self.repeated or self.ended)


class Adding:
    """One import at work: the transaction it writes to, the names that its rows may use, and its reports so far.

    `record` is the record as it was before; `recorded` is the day of the import.
    """

    def __init__(
        self, transaction: Transaction, record: Record, recorded: Day, progress: Progress, *, skip_bad: bool
    ) -> None:
        """Begin; nothing is staged yet."""
        self.next_row = transaction.manifest.next_row
        self.reports: list[Report] = []
        self._transaction, self._record, self._recorded = transaction, record, recorded
        self._progress, self._skip_bad = progress, skip_bad
        self._known = _known_names(record)

    def files(self, files: Sequence[Path], mapping: Mapping) -> None:
        """Add files of one shape."""
        with Workshop() as workshop:
            self._add(workshop, stage(workshop, files, mapping, self._recorded, self._progress), mapping)

    def rows(self, origin: str, rows: Sequence[dict[str, object]], mapping: Mapping) -> None:
        """Add rows that a program holds; `origin` names them in messages."""
        with Workshop() as workshop:
            self._add(workshop, stage_rows(workshop, Path(origin), rows, mapping, self._recorded), mapping)

    def _add(self, workshop: Workshop, staged: Staged, mapping: Mapping) -> None:
        table = mapping.own
        self._progress(f"checking {table.name}", 0, 1)
        self._learn_keys(workshop, table)
        check_cells(workshop, staged, mapping, self._known)
        self._learn_names(workshop, table)
        self._progress(f"putting {table.name} in order", 0, 1)
        report = self._add_timed(workshop, staged, mapping) if table.timed else self._add_once(workshop, staged, table)
        self.next_row += report.new + report.revised
        self.reports.append(report)

    def _add_timed(self, workshop: Workshop, staged: Staged, mapping: Mapping) -> Report:
        table = mapping.own
        stories = [(name, str(row.get("story") or "")) for name, row in self._known.sources.items()]
        workshop.fill("stories", {"source": "VARCHAR", "story": "VARCHAR"}, stories)
        self._attach_held(workshop, table)
        prepare(workshop, table)
        if mapping.one_word_a_day:
            self._refuse_contradictions(workshop, staged, table)
        bad, problems = self._refused(workshop, staged)
        workshop.run(f"DELETE FROM said WHERE came = 'new' AND {_is_bad('said')}")
        done = chain(workshop, table, self.next_row, self._recorded, vintages=mapping.vintages)
        workshop.run(f"CREATE OR REPLACE TEMP VIEW added AS SELECT {_with_ends(table)}, row FROM news")
        self._progress(f"writing {table.name}", 0, 1)
        self._transaction.stage(workshop, "added", table.name, order="row")
        self._transaction.stage(workshop, "new_ends", table.name, "ends", order="row")
        self._transaction.stage(workshop, "new_again", table.name, "again", order="row")
        return Report(
            table.name,
            read=staged.rows,
            new=done.new,
            revised=done.revised,
            repeated=done.repeated,
            held=done.held,
            ended=done.ended,
            empty=staged.empty,
            bad=bad,
            problems=problems,
        )

    def _refuse_contradictions(self, workshop: Workshop, staged: Staged, table: Table) -> None:
        for row, other in contradictions(workshop, table):
            there = "the record" if other is None else staged.place(workshop, other)
            _refuse(
                workshop,
                row,
                f"the same source gives another value of the same thing on the same day than {there}: keep one of the "
                "two, or give the later one a later `published`.",
            )

    def _add_once(self, workshop: Workshop, staged: Staged, table: Table) -> Report:
        """Add definitions: a row that is there already is passed over, another one of the same name is refused."""
        columns = columns_of(table)
        listed = ", ".join(f'"{column}"' for column in columns)
        self._attach_held(workshop, table)
        below = self._record.latest().query(*self._like_typed(workshop, table, listed))
        workshop.fill("there", columns, [tuple(row[column] for column in columns) for row in below])
        workshop.run(f"INSERT INTO there SELECT {listed} FROM held_rows")
        same = " AND ".join(f't."{column}" IS NOT DISTINCT FROM o."{column}"' for column in columns)
        workshop.run(
            f"CREATE OR REPLACE TEMP TABLE fresh AS "
            f"SELECT DISTINCT ON ({listed}) {listed}, n FROM {TYPED} AS t "
            f"WHERE NOT EXISTS (SELECT 1 FROM there AS o WHERE {same}) ORDER BY n"
        )
        if table.key:
            for row, key in workshop.all(
                f"SELECT t.n, t.{table.key} FROM fresh AS t "
                f"WHERE EXISTS (SELECT 1 FROM there AS o WHERE o.{table.key} = t.{table.key}) OR EXISTS (SELECT 1 FROM "
                f"fresh AS o WHERE o.{table.key} = t.{table.key} AND o.n < t.n)"
            ):
                message = f"column {table.key!r}: {key!r} is defined otherwise already: give it another name."
                _refuse(workshop, row, message)
        bad, problems = self._refused(workshop, staged)
        workshop.run(
            f"CREATE OR REPLACE TEMP TABLE added AS SELECT {listed}, "
            f"CAST({self.next_row} - 1 + row_number() OVER (ORDER BY n) AS BIGINT) AS row, "
            f"DATE '{self._recorded}' AS recorded_at FROM fresh WHERE NOT {_is_bad('fresh')}"
        )
        new = self._transaction.stage(workshop, "added", table.name, order="row")
        ((typed, fresh),) = workshop.all(f"SELECT (SELECT count(*) FROM {TYPED}), (SELECT count(*) FROM fresh)")
        return Report(
            table.name, read=staged.rows, new=new, held=typed - fresh, empty=staged.empty, bad=bad, problems=problems
        )

    def _like_typed(self, workshop: Workshop, table: Table, listed: str) -> tuple[str, dict[str, object]]:
        """Ask for the definitions that the new ones may repeat: of millions of models a day brings a few."""
        if not table.key:
            return f"SELECT {listed} FROM {table.name}", {}
        keys = [key for (key,) in workshop.all(f"SELECT DISTINCT {table.key} FROM {TYPED}")]
        return f"SELECT {listed} FROM {table.name} WHERE {table.key} IN (SELECT unnest($keys))", {"keys": keys}

    def _attach_held(self, workshop: Workshop, table: Table) -> None:
        """Name what the folder itself holds: what lies below it comes with onrecord, and is no part of its chains."""
        sides: tuple[tuple[str, Kind], ...] = (("held_rows", "rows"), ("ends", "ends"), ("again", "again"))
        for name, kind in sides:
            parts = self._transaction.parts(table.name, kind)
            files = ", ".join(workshop.quoted(part) for part in parts)
            rows = f"SELECT * FROM read_parquet([{files}])" if parts else nothing(stored_columns(table, kind))
            workshop.run(f"CREATE OR REPLACE TEMP VIEW {name} AS {rows}")

    def _refused(self, workshop: Workshop, staged: Staged) -> tuple[int, tuple[str, ...]]:
        (bad,) = workshop.one(f"SELECT count(DISTINCT n) FROM {PROBLEMS}")
        # The cells of a wide row stand on one line, and a fault of the line is one fault.
        first = workshop.all(
            f"SELECT min(n), message FROM {PROBLEMS} JOIN staged USING (n) GROUP BY file, line, message "
            f"ORDER BY min(n), message LIMIT {SHOWN}"
        )
        problems = tuple(f"{staged.place(workshop, row)}, {message}" for row, message in first)
        if bad and not self._skip_bad:
            more = f" ({bad - 1:,} more rows have problems; --skip-bad imports the others.)" if bad > 1 else ""
            raise BadRecord(problems[0] + more)
        return int(bad), problems

    def _learn_keys(self, workshop: Workshop, table: Table) -> None:
        """Let the rows of a table name one another, whichever comes first."""
        if table.key:
            fresh = {key for (key,) in workshop.all(f"SELECT DISTINCT {workshop.name(table.key)} FROM staged")}
            keys = {**self._known.keys, table.name: self._known.keys.get(table.name, set()) | fresh}
            self._known = replace(self._known, keys=keys)

    def _learn_names(self, workshop: Workshop, table: Table) -> None:
        if table.name in SUBJECTS:
            fresh = {key for (key,) in workshop.all(f"SELECT DISTINCT {SUBJECTS[table.name]} FROM {TYPED}")}
            self._known = replace(self._known, subjects=self._known.subjects | fresh)
        if table.name == "sources":
            rows = workshop.all(f"SELECT source, tier, story FROM {TYPED}")
            more = {source: {"source": source, "tier": tier, "story": story} for source, tier, story in rows}
            self._known = replace(self._known, sources={**self._known.sources, **more})


def _known_names(record: Record) -> Known:
    """Gather the names of a record, of rows that have ended too: a fact of an earlier day may still name them."""

    def names(table: str, column: str) -> set[str]:
        return {row["name"] for row in record.engine.query(f"SELECT DISTINCT {column} AS name FROM record_{table}")}

    keys = {table.name: names(table.name, table.key) for table in TABLES.values() if table.key}
    subjects = frozenset().union(*(names(table, column) for table, column in SUBJECTS.items()))
    return Known(keys, subjects, dict(record.sources))


def _with_ends(table: Table) -> str:
    """Return the select list that gives new rows the ends that follow from their chains."""
    changed = {
        "superseded_at": "until AS superseded_at",
        "known_until": f"coalesce(until, DATE '{FAR_FUTURE}') AS known_until",
        "until_recorded_at": "CASE WHEN until = superseded_at THEN until_recorded_at WHEN until IS NOT NULL THEN "
        "until_recorded END AS until_recorded_at",
    }
    return ", ".join(changed.get(column, f'"{column}"') for column in columns_of(table))


def _is_bad(relation: str) -> str:
    return f"EXISTS (SELECT 1 FROM {PROBLEMS} AS bad WHERE bad.n = {relation}.n)"


def _refuse(workshop: Workshop, row: int, message: str) -> None:
    workshop.run(f"INSERT INTO {PROBLEMS} VALUES ({row}, {workshop.quoted(message)})")
