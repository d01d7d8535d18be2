"""The rules of DESIGN.md hold on every engine, and a rule of as-of that is off by a little is caught by them."""

import os
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from engines.rules import (
    RULES,
    a_correction_takes_over_on_its_day,
    an_end_in_a_part_of_its_own_is_an_end,
    nothing_is_known_before_it_is_public,
    the_latest_is_the_far_future_and_all_that_stands,
    told,
    what_was_recorded_later_is_hidden,
)
from engines.spark_here import why_no_spark
from onrecord import open_record
from onrecord.engine import DuckEngine
from onrecord.record import rows as rows_module
from strategies import write_tables
from worlds import some

# Records are written, built and opened for each example, several of them for a rule.
few = settings(
    max_examples=2, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)


class Opener:
    """Opens tables on DuckDB, and forgets them at the end of an example."""

    def __enter__(self):
        self._stack = ExitStack()
        self._root = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        self._stack.enter_context(mock.patch.dict(os.environ, {"ONRECORD_CACHE": str(self._root / "cache")}))
        self._count = 0
        return self

    def __exit__(self, *error):
        self._stack.close()

    def __call__(self, tables):
        self._count += 1
        engine = self._stack.enter_context(closing(DuckEngine()))
        return open_record(write_tables(self._root / f"tables-{self._count}", tables), engine=engine)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_holds_on_duckdb(rule):
    @few
    @given(told(), st.integers(0, 6))
    def holds(said, start):
        with Opener() as opened:
            rule(opened, said, slice(start, None, 7))

    holds()


@pytest.mark.skipif(bool(why_no_spark()), reason=why_no_spark())
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_holds_on_spark(rule, opened):
    (said,) = some(told(), 1)
    middle = len(said.days) // 2
    rule(lambda tables: opened.on("spark", tables), said, slice(middle, None, middle - 1))


@dataclass(frozen=True)
class Mutant:
    """The as-of rule with one thing wrong, and who notices; `old` stands in a file of `record/sql`."""

    name: str
    file: str
    old: str
    new: str
    noticed_by: Callable


MUTANTS = (
    Mutant(
        "a row is known the day after",
        "as_of",
        "t.known_from <= CAST($as_of",
        "t.known_from < CAST($as_of",
        a_correction_takes_over_on_its_day,
    ),
    Mutant(
        "a row is known before it is public",
        "as_of",
        "t.known_from <= CAST($as_of AS DATE)",
        "TRUE",
        nothing_is_known_before_it_is_public,
    ),
    Mutant(
        "a row is known from its own day",
        "as_of",
        "t.known_from <=",
        "t.period_start <=",
        a_correction_takes_over_on_its_day,
    ),
    Mutant(
        "a row is known when it was recorded",
        "as_of",
        "t.known_from <=",
        "t.recorded_at <=",
        a_correction_takes_over_on_its_day,
    ),
    Mutant(
        "a row is known when it was published",
        "as_of",
        "t.known_from <=",
        "t.published_at <=",
        the_latest_is_the_far_future_and_all_that_stands,
    ),
    Mutant(
        "a row still stands on its last day",
        "as_of",
        "CAST($as_of AS DATE) < t.known_until",
        "CAST($as_of AS DATE) <= t.known_until",
        a_correction_takes_over_on_its_day,
    ),
    Mutant(
        "a row ends a day early",
        "as_of",
        "CAST($as_of AS DATE) < t.known_until",
        "CAST($as_of AS DATE) + 1 < t.known_until",
        a_correction_takes_over_on_its_day,
    ),
    Mutant(
        "a row stands for ever",
        "as_of",
        "CAST($as_of AS DATE) < t.known_until",
        "TRUE",
        a_correction_takes_over_on_its_day,
    ),
    Mutant(
        "a row without an end does not stand",
        "as_of",
        "< t.known_until",
        "< t.superseded_at",
        the_latest_is_the_far_future_and_all_that_stands,
    ),
    Mutant(
        "a row ends when its end was recorded",
        "as_of",
        "< t.known_until",
        "< coalesce(t.until_recorded_at, t.known_until)",
        a_correction_takes_over_on_its_day,
    ),
    Mutant(
        "what was recorded later shows",
        "as_of",
        "t.recorded_at <= CAST($recorded_as_of AS DATE)",
        "TRUE",
        what_was_recorded_later_is_hidden,
    ),
    Mutant(
        "what was recorded on the day is hidden",
        "as_of",
        "t.recorded_at <=",
        "t.recorded_at <",
        what_was_recorded_later_is_hidden,
    ),
    Mutant(
        "what the record held follows the public day",
        "as_of",
        "t.recorded_at <= CAST($recorded_as_of",
        "t.recorded_at <= CAST($as_of",
        what_was_recorded_later_is_hidden,
    ),
    Mutant(
        "the two days are swapped",
        "as_of",
        "t.known_from <= CAST($as_of AS DATE)",
        "t.known_from <= CAST($recorded_as_of AS DATE)",
        nothing_is_known_before_it_is_public,
    ),
    Mutant(
        "an end is known before it was recorded",
        "as_of",
        " OR t.until_recorded_at > CAST($recorded_as_of AS DATE)",
        "",
        what_was_recorded_later_is_hidden,
    ),
    Mutant(
        "an end is known the day after it was recorded",
        "as_of",
        "t.until_recorded_at > ",
        "t.until_recorded_at >= ",
        what_was_recorded_later_is_hidden,
    ),
    Mutant(
        "a later end holds a day late",
        "not_ended",
        "e.superseded_at <=",
        "e.superseded_at <",
        an_end_in_a_part_of_its_own_is_an_end,
    ),
    Mutant(
        "a later end holds from the start",
        "not_ended",
        "e.superseded_at <= CAST($as_of AS DATE)",
        "TRUE",
        an_end_in_a_part_of_its_own_is_an_end,
    ),
    Mutant(
        "a later end is known before it was recorded",
        "not_ended",
        "e.recorded_at <= CAST($recorded_as_of AS DATE)",
        "TRUE",
        an_end_in_a_part_of_its_own_is_an_end,
    ),
    Mutant(
        "a later end is known the day after",
        "not_ended",
        "e.recorded_at <=",
        "e.recorded_at <",
        an_end_in_a_part_of_its_own_is_an_end,
    ),
    Mutant("a later end ends every row", "not_ended", "e.row = t.row", "TRUE", an_end_in_a_part_of_its_own_is_an_end),
    Mutant("a later end ends nothing", "not_ended", "e.row = t.row", "FALSE", an_end_in_a_part_of_its_own_is_an_end),
)


@pytest.fixture(scope="module")
def examples():
    return some(told(), 2)


@pytest.fixture
def sound_again():
    """Forget the SQL that was made from a mutant."""
    yield
    rows_module.as_of.cache_clear()
    rows_module.held.cache_clear()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
@pytest.mark.usefixtures("sound_again")
def test_a_rule_of_as_of_that_is_off_is_caught(mutant, examples, monkeypatch):
    sound = rows_module._text

    def wrong(name):
        text = sound(name)
        if name != mutant.file:
            return text
        assert mutant.old in text, f"record/sql/{name}.sql has changed: write this mutant anew"
        return text.replace(mutant.old, mutant.new)

    monkeypatch.setattr(rows_module, "_text", wrong)
    rows_module.as_of.cache_clear()
    rows_module.held.cache_clear()
    assert any(fails(mutant.noticed_by, said) for said in examples), f"nobody notices: {mutant.name}"


def fails(rule, said):
    with Opener() as opened:
        try:
            rule(opened, said, slice(None, None, 3))
        except AssertionError:
            return True
    return False


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_sound_rule_of_as_of_passes_where_its_mutants_are_caught(rule, examples):
    assert not fails(rule, examples[-1])
