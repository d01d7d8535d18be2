"""What a record has been asked before is not asked again, and nobody can spoil an answer for the next."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from onrecord import open_record
from onrecord.record.memory import Memory
from onrecord.record.names import Names

SQL = "SELECT count(*) AS n FROM events WHERE series = $series"


def test_a_question_is_run_once_for_each_day_and_each_parameter(monkeypatch):
    record = open_record()
    asked = []
    run = record.engine.query
    monkeypatch.setattr(record.engine, "query", lambda sql, given: asked.append(given) or run(sql, given))
    for day in (date(2025, 7, 25), date(2025, 7, 26)):
        for series in ("waic", "ai-summits", "waic"):
            record.as_of(day).query(SQL, {"series": series})
    record.as_of(date(2025, 7, 25), recorded_as_of=date(2020, 1, 1)).query(SQL, {"series": "waic"})
    assert len(asked) == 5


def test_a_caller_who_changes_a_row_changes_no_later_answer():
    memory = Memory()
    memory.rows("q", lambda: [{"n": 1}])[0]["n"] = 2
    memory.rows("q", list)[0]["n"] = 3
    assert memory.rows("q", list) == [{"n": 1}]


@given(st.lists(st.integers(0, 9)), st.integers(1, 4))
def test_the_memory_never_holds_more_than_its_bound_and_answers_stay_right(questions, most):
    memory = Memory(most=most, longest=3)
    for question in questions:
        rows = [{"n": number} for number in range(question)]
        assert memory.rows(question, lambda rows=rows: rows) == rows
    assert len(memory._answers) <= most
    assert all(len(rows) <= 3 for rows in memory._answers.values())


@given(st.lists(st.integers(0, 9)), st.integers(1, 4))
def test_what_was_gathered_is_kept_up_to_a_bound_and_always_right(keys, most):
    memory = Memory(gathered=most)
    for key in keys:
        assert memory.gathered(key, lambda key=key: (key,)) == (key,)
    assert len(memory._gathered) <= most


def test_what_was_asked_for_last_is_kept_longest():
    memory = Memory(gathered=2)
    first = memory.gathered("today", object)
    for day in range(5):
        memory.gathered(day, object)
        assert memory.gathered("today", object) is first


def test_names_are_gathered_once_a_record():
    record = open_record()
    assert Names.of(record) is Names.of(record)
    assert Names.of(record) is not Names.of(open_record())
