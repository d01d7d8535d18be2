"""Put what sources said of a fact into the order in which the public got it, whatever the order of the imports.

The last word of a source stands until its next. What it repeats is kept as a day on which it was repeated and not as a
row, for a word between the two may become known later. So the record depends on what was said, not on when it came in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.engine import Workshop
from onrecord.record.load import columns_of
from onrecord.record.schema import Table
from onrecord.record.vintages import IDENTITIES
from onrecord.terms.time import Day


@dataclass(frozen=True, slots=True)
class Chained:
    """What an import adds: rows of facts that were unknown, later words on known ones, and what was said before."""

    new: int
    revised: int
    repeated: int
    held: int
    ended: int


def prepare(workshop: Workshop, table: Table) -> None:
    """Make the tables `tangled` and `said`: the facts on which there is more than one word, and those words.

    Needs the tables `typed`, `held_rows`, `ends`, `again` and `stories`.
    """
    workshop.run(_sql("tangled", table))
    workshop.run(_sql("said", table))


def contradictions(workshop: Workshop, table: Table) -> list[tuple[int, int | None]]:
    """Return new rows that contradict another word of the same source on the same day, with the number of that word.

    The other number is None where the other word is held already. `prepare` comes first.
    """
    return [(row, other) for row, other in workshop.all(_sql("contradictions", table))]


def chain(workshop: Workshop, table: Table, next_row: int, recorded: Day, *, vintages: bool) -> Chained:
    """Make the tables `news`, `new_ends` and `new_again` of what an import changes; `prepare` comes first.

    With `vintages` a later word of a source ends its earlier one; without, rows end where they say so themselves.
    """
    workshop.run(_sql("runs" if vintages else "stated", table))
    workshop.run(_sql("news", table), {"next_row": next_row})
    workshop.run(_sql("ends", table), {"recorded": recorded})
    workshop.run(_sql("again", table))

    def count(relation: str) -> int:
        return int(workshop.one(f"SELECT count(*) FROM {relation}")[0])

    later = (
        "(SELECT DISTINCT n FROM runs WHERE came = 'new' AND first_word) AS r JOIN runs AS one USING (n) "
        f"SEMI JOIN (SELECT * FROM runs WHERE came = 'held') AS h ON {_same('one', 'h', table)}"
    )
    added, known = count("news"), count(later) + count("runs WHERE came = 'again' AND first_word")
    words = (
        added - count("runs WHERE came = 'again' AND first_word") + count("runs WHERE came = 'new' AND NOT first_word")
    )
    return Chained(added - known, known, count("new_again"), count("typed") - words, count("new_ends"))


def fact_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that say what a row is about; the story that tells it comes with them as `origin`."""
    return (*IDENTITIES[table.name].subject, "origin")


def fact_of(table: Table) -> str:
    """Return the SQL for what a row `t` is about and which story tells it, `s` being its first source."""
    facts = [f"t.{column}" for column in fact_columns(table)[:-1]]
    return ", ".join((*facts, "coalesce(nullif(s.story, ''), t.sources[1], '')"))


def content_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that hold what a row says of its fact.

    >>> from onrecord.record.schema import OBSERVATIONS
    >>> content_columns(OBSERVATIONS)
    ('value', 'qualifier', 'high', 'flag', 'rule')
    """
    skipped = {*IDENTITIES[table.name].subject, "read", "tier", "sources", "note", "basis"}
    return tuple(name for name in columns_of(table) if name not in skipped and name not in _TIMES)


def order_of(table: Table) -> str:
    """Return the ORDER BY of stored rows: one series lies in one stretch, in the order of time."""
    first = {"observations": ("metric", "entity")}.get(table.name, IDENTITIES[table.name].subject[:1])
    rest = [name for name in ("period_start", "period_end", "known_from") if name in columns_of(table)]
    return ", ".join((*first, *rest))


_TIMES = {"published", "published_at", "superseded_at", "recorded_at", "known_from", "known_until", "until_recorded_at"}


def _same(one: str, other: str, table: Table) -> str:
    return " AND ".join(f"{one}.fact_{name} IS NOT DISTINCT FROM {other}.fact_{name}" for name in fact_columns(table))


def _sql(name: str, table: Table) -> str:
    facts = fact_columns(table)
    fact = [f"t.{column}" for column in facts[:-1]]
    origin = "coalesce(nullif(s.story, ''), t.sources[1], '')"
    content = ", ".join(f"'{column}': t.{column}" for column in content_columns(table)) or "'none': 0"
    columns = list(columns_of(table))
    changed = {
        "published": "CASE WHEN t.basis = 'recorded' THEN t.published ELSE CAST(r.known_from AS VARCHAR) END",
        "published_at": "CASE WHEN t.basis = 'recorded' THEN t.published_at ELSE r.known_from END",
        "known_from": "r.known_from",
        "recorded_at": "r.recorded_at",
    }
    return _text(name).format(
        fact=fact_of(table),
        fact_as=", ".join(f"{said} AS fact_{column}" for said, column in zip((*fact, origin), facts, strict=True)),
        named=", ".join(f"fact_{column}" for column in facts),
        named_of_run=", ".join(f"r.fact_{column}" for column in facts),
        content=f"{{{content}}}",
        same_as_fresh=_same("h", "f", table),
        same_fact=_same("o", "n", table),
        same_run=_same("f", "r", table),
        columns_of_typed=", ".join(f't."{column}"' for column in columns),
        columns_of_restored=", ".join(
            f'{changed.get(column, f"t.{chr(34)}{column}{chr(34)}")} AS "{column}"' for column in columns
        ),
        order=order_of(table),
    )


@cache
def _text(name: str) -> str:
    return resources.files("onrecord.record.imports").joinpath(f"sql/{name}.sql").read_text(encoding="utf-8")
