"""What holds of every record as of every day, on every engine; each rule fails with an AssertionError.

A rule takes `opened`, a function from tables to an open record, and a `Told`: rows with all three times.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st

from onrecord.engine.workshop import Workshop
from onrecord.record import Record
from onrecord.record.load import columns_of
from onrecord.record.schema import TABLES
from onrecord.terms.time import FAR_FUTURE
from strategies import edges, observation_rows, small, stated, times_of

SAID = "SELECT entity, metric, value, period_start, known_from, tier, sources FROM observations ORDER BY ALL"
"""What a row says, without the end of its interval, which is news of a later day."""


@dataclass(frozen=True)
class Told:
    """Observations, and among them one fact that was corrected again and again (`chain`, oldest first)."""

    rows: list[dict[str, str]]
    chain: list[dict[str, str]]
    days: list[date]

    @property
    def all(self):
        return [*self.rows, *self.chain]


@st.composite
def told(draw):
    """Rows with every way to know their times, ends that were learned late, and a chain of corrections."""
    rows = draw(observation_rows())
    for row in rows:
        if row["superseded"] and draw(st.booleans()):
            late = date.fromisoformat(row["recorded"]) + timedelta(days=draw(st.integers(1, 300)))
            row["superseded_recorded"] = late.isoformat()
    day, chain = date(2025, 2, 1), []
    for value in range(draw(st.integers(2, 4))):
        until = day + timedelta(days=draw(st.integers(1, 40)))
        chain.append(stated(entity="bolt", metric="seats", value=str(100 + value), period="2024", sources="gazette",
                            published=day.isoformat(), superseded=until.isoformat()))  # fmt: skip
        day = until
    chain[-1]["superseded"] = ""
    learned = {date.fromisoformat(row["superseded_recorded"]) for row in rows if row.get("superseded_recorded")}
    marks = sorted({*edges([*rows, *chain]), *learned, *(day - timedelta(days=1) for day in learned)})
    return Told(rows, chain, marks)


Opened = Callable[[dict], Record]


def answers(record, day, held=FAR_FUTURE):
    return [repr(row) for row in record.as_of(day, recorded_as_of=held).query(SAID)]


def learned(row):
    """The day on which the record learned of the end of a row."""
    return row.get("superseded_recorded") or row["recorded"]


def open_ended(row):
    return {name: value for name, value in row.items() if not name.startswith("superseded")}


def nothing_is_known_before_it_is_public(opened: Opened, said: Told, some: slice = slice(None)) -> None:
    """A row that is published after a day, and the end that it puts to another, change no answer as of that day."""
    record = opened(small(observations=said.all))
    for day in said.days[some]:
        by_then = [row for row in said.all if times_of(row)[0] <= day]
        ended = [row if times_of(row)[1] <= day else open_ended(row) for row in by_then]
        before = opened(small(observations=ended))
        assert answers(record, day) == answers(before, day), f"as of {day}"


def the_latest_is_the_far_future_and_all_that_stands(opened: Opened, said: Told, _some: slice = slice(None)) -> None:
    """`latest` is `as_of` the far future, and holds every row that nothing has ended."""
    record = opened(small(observations=said.all))
    latest = [repr(row) for row in record.latest().query(SAID)]
    assert latest == answers(record, date(9000, 1, 1))
    values = sorted(int(row["value"]) for row in record.latest().query(SAID))
    assert values == sorted(int(row["value"]) for row in said.all if not row.get("superseded"))


def the_order_of_arrival_changes_nothing(opened: Opened, said: Told, some: slice = slice(None)) -> None:
    """Rows that come in another order, in other files, give the same answers in the same order."""
    one = opened(small(observations=said.all))
    half = len(said.rows) // 2
    other = opened({**small(), "observations/b": said.rows[:half], "observations/a": [*said.all[half:]][::-1]})
    for day in said.days[some]:
        assert answers(one, day) == answers(other, day), f"as of {day}"


def what_was_recorded_later_is_hidden(opened: Opened, said: Told, some: slice = slice(None)) -> None:
    """The record as it stood on a day is the record of what had been recorded by then, ends too."""
    record = opened(small(observations=said.all))
    for held in said.days[some]:
        had = [row for row in said.all if times_of(row)[2] <= held]
        knew = [row if date.fromisoformat(learned(row)) <= held else open_ended(row) for row in had]
        before = opened(small(observations=knew))
        for day in (held, *said.days[:: max(1, len(said.days) // 4)]):
            assert answers(record, day, held) == answers(before, day), f"as of {day}, as recorded by {held}"


def a_correction_takes_over_on_its_day(opened: Opened, said: Told, some: slice = slice(None)) -> None:
    """Of a fact and its corrections one stands on every day: on the day of a change none is missing, no two stand."""
    record = opened(small(observations=said.all))
    first = times_of(said.chain[0])[0]
    changes = [times_of(row)[0] for row in said.chain]
    for day in [step for change in changes for step in (change - timedelta(days=1), change)][some]:
        standing = [row for row in record.as_of(day).query(SAID) if row["value"] >= 100]
        assert len(standing) == (day >= first), f"as of {day}"
        assert all(row["known_from"] == max(change for change in changes if change <= day) for row in standing)


def an_end_in_a_part_of_its_own_is_an_end(opened: Opened, said: Told, some: slice = slice(None)) -> None:
    """Where the end of a row stands makes no difference: beside the row, or in a part that came later."""
    beside = opened(small(observations=said.all))
    apart = opened(small(observations=[open_ended(row) for row in said.all]))
    ends = [
        f"({row['value']}, DATE '{row['superseded']}', DATE '{learned(row)}')"
        for row in said.all
        if row.get("superseded")
    ]
    with tempfile.TemporaryDirectory() as folder, Workshop() as workshop:
        # A row has a number only in a record that is written to; here its value is one.
        stored = columns_of(TABLES["observations"])
        rows = apart.engine.query(f"SELECT {', '.join(stored)}, CAST(value AS BIGINT) AS row FROM record_observations")
        workshop.fill("numbered", {**stored, "row": "BIGINT"}, [tuple(row.values()) for row in rows])
        workshop.write("SELECT * FROM numbered", Path(folder, "rows.parquet"))
        apart.engine.attach("record_observations", [Path(folder, "rows.parquet")])
    listed = ", ".join(ends)
    apart.engine.define("ends_observations", f"SELECT * FROM (VALUES {listed}) AS e(row, superseded_at, recorded_at)")
    apart = replace(apart, ended=frozenset({"observations"}))
    for held in (*said.days[some], FAR_FUTURE):
        for day in said.days[some]:
            assert answers(apart, day, held) == answers(beside, day, held), f"as of {day}, as recorded by {held}"


RULES = (
    a_correction_takes_over_on_its_day,
    the_latest_is_the_far_future_and_all_that_stands,
    nothing_is_known_before_it_is_public,
    what_was_recorded_later_is_hidden,
    an_end_in_a_part_of_its_own_is_an_end,
    the_order_of_arrival_changes_nothing,
)
