"""The as-of rule: what the public could know on a day, and what this record held on a day.

Each property opens records made from generated tables, through CSV and Parquet as a user's record is.
"""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strategies import edges, observation_rows, opened, small, stated, times_of

# A record is written, built and opened for each example: few of them, each asked of every day that matters.
few = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))

ALL = "SELECT * FROM observations ORDER BY ALL"
VALUES = "SELECT value FROM observations ORDER BY value"


def values(view):
    return [int(row["value"]) for row in view.query(VALUES)]


@few
@given(observation_rows())
def test_as_of_shows_what_was_public_and_not_yet_replaced(rows):
    with opened(small(observations=rows)) as record:
        for day in edges(rows):
            expected = [i for i, row in enumerate(rows) if times_of(row)[0] <= day < times_of(row)[1]]
            assert values(record.as_of(day)) == expected


@few
@given(observation_rows(max_size=5))
def test_recorded_as_of_shows_what_the_record_held_among_that(rows):
    with opened(small(observations=rows)) as record:
        for held in edges(rows)[::4]:
            for day in edges(rows)[::4]:
                view = record.as_of(day, recorded_as_of=held)
                public = values(record.as_of(day))
                assert values(view) == [i for i in public if times_of(rows[i])[2] <= held]


@few
@given(observation_rows(), st.data())
def test_a_row_published_after_a_day_changes_no_answer_as_of_that_day(rows, data):
    day = data.draw(st.sampled_from(edges(rows)))
    later = day + timedelta(days=data.draw(st.integers(1, 400)))
    late = [
        stated(entity="acme", metric="pulls", value="99", period="2025-01-01", published=later.isoformat()),
        stated(entity="bolt", metric="seats", value="98", period="2025-01-01", published="unknown", basis="recorded")
        | {"recorded": later.isoformat()},
    ]
    with opened(small(observations=rows)) as before, opened(small(observations=[*rows, *late])) as after:
        assert after.as_of(day).query(ALL) == before.as_of(day).query(ALL)
        assert before.vintage != after.vintage


@few
@given(observation_rows())
def test_as_of_the_far_future_is_the_latest_and_only_what_stands(rows):
    with opened(small(observations=rows)) as record:
        latest = record.latest().query(ALL)
        assert latest == record.as_of(date(9000, 1, 1)).query(ALL)
        assert [row["value"] for row in sorted(latest, key=lambda row: row["value"])] == [
            i for i, row in enumerate(rows) if not row["superseded"]
        ]
        assert len(record.all_vintages("observations")) == len(rows)


@few
@given(observation_rows(), st.randoms(use_true_random=False), st.integers(0, 8))
def test_the_order_in_which_rows_and_files_arrive_changes_nothing(rows, dice, cut):
    shuffled = dice.sample(rows, len(rows))
    split = {"observations/b": shuffled[:cut], "observations/a": shuffled[cut:]}
    with opened(small(observations=rows)) as one, opened({**small(), **split}) as other:
        for day in edges(rows)[::3]:
            assert one.as_of(day).query(ALL) == other.as_of(day).query(ALL)
        assert one.all_vintages("observations") == other.all_vintages("observations")
        assert one.now == other.now


@pytest.fixture
def corrected(small_record):
    """The wire said 41 on 3 March; on 10 June it corrected itself to 14."""
    return small_record(
        small(
            observations=[
                stated(entity="acme", metric="seats", value="41", period="2025-03-01", published="2025-03-03",
                       superseded="2025-06-10"),
                stated(entity="acme", metric="seats", value="14", period="2025-03-01", published="2025-06-10"),
            ]
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "known"),
    [("2025-03-02", []), ("2025-03-03", [41]), ("2025-06-09", [41]), ("2025-06-10", [14]), ("2030-01-01", [14])],
)
def test_a_correction_leaves_the_old_answer_for_old_days(corrected, day, known):
    assert values(corrected.as_of(date.fromisoformat(day))) == known


def test_a_correction_overwrites_nothing(corrected):
    assert [row["value"] for row in corrected.all_vintages("observations")] == [14, 41]


def test_sources_that_disagree_stand_side_by_side(small_record):
    record = small_record(
        small(
            observations=[
                stated(entity="acme", metric="seats", value="41", period="2025-03-01", published="2025-03-03"),
                stated(entity="acme", metric="seats", value="50", period="2025-03-01", published="2025-03-04",
                       sources="gazette"),
            ]
        )
    )  # fmt: skip
    assert values(record.latest()) == [41, 50]


def test_where_only_the_day_of_recording_is_known_as_of_uses_it_and_says_so(small_record):
    row = stated(entity="acme", metric="seats", value="41", period="2020", published="unknown", basis="recorded")
    record = small_record(small(observations=[row | {"recorded": "2025-05-05"}]))
    assert values(record.as_of(date(2025, 5, 4))) == []
    assert values(record.as_of(date(2025, 5, 5))) == [41]
    (known,) = record.latest().query("SELECT basis, published, published_at FROM observations")
    assert known == {"basis": "recorded", "published": "unknown", "published_at": None}


def test_a_coarse_publication_date_counts_from_its_last_day(small_record):
    record = small_record(
        small(observations=[stated(entity="acme", metric="seats", value="41", period="2025", published="2025-02")])
    )
    assert values(record.as_of(date(2025, 2, 27))) == []
    assert values(record.as_of(date(2025, 2, 28))) == [41]


def test_what_the_record_got_was_public_by_then(small_record):
    row = stated(entity="acme", metric="seats", value="41", period="2025", published="2025") | {
        "recorded": "2025-03-04"
    }
    record = small_record(small(observations=[row]))
    assert values(record.as_of(date(2025, 3, 3))) == []
    assert values(record.as_of(date(2025, 3, 4))) == [41]


def test_a_fact_found_late_is_known_from_the_day_on_which_it_was_public(small_record):
    record = small_record(
        small(observations=[stated(entity="acme", metric="seats", value="41", period="2025", published="2025-02-01")])
    )
    assert values(record.as_of(date(2025, 2, 1))) == [41]
    assert values(record.as_of(date(2025, 2, 1), recorded_as_of=date(2029, 12, 31))) == []
    assert values(record.as_of(date(2025, 2, 1), recorded_as_of=date(2030, 1, 1))) == [41]


def test_a_withdrawn_fact_is_a_row_whose_interval_has_ended(small_record):
    record = small_record(
        small(
            observations=[
                stated(entity="acme", metric="seats", value="41", period="2025", published="2025-02-01",
                       superseded="2025-02-03"),
            ]
        )
    )  # fmt: skip
    assert values(record.as_of(date(2025, 2, 2))) == [41]
    assert values(record.latest()) == []


def test_every_timed_table_follows_the_one_rule(small_record):
    record = small_record(
        small(
            entities=[stated(entity="late", kind="organisation", name="Late", published="2025-06-01")],
            releases=[stated(release="one", maker="acme", model="One", kind="release", period="2025-01-01",
                             published="2025-01-01", superseded="2025-06-01")],
        )
    )  # fmt: skip

    def count(table, day):
        return record.as_of(day).query(f"SELECT count(*) AS n FROM {table}")[0]["n"]

    assert count("entities", date(2025, 6, 1)) - count("entities", date(2025, 5, 31)) == 1
    assert count("releases", date(2025, 6, 1)) - count("releases", date(2025, 5, 31)) == -1


def test_a_view_shows_the_sql_that_was_run_with_the_rule_written_out(corrected):
    view = corrected.as_of(date(2025, 6, 9))
    sql = view.full_sql(VALUES)
    assert "$as_of" in sql
    assert "record_observations" in sql
    assert corrected.engine.query(sql, view.times) == view.query(VALUES)
