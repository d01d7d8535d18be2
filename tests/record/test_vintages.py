"""A fact over time: first release, all vintages, revisions only, latest; who revised what; what was learned."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.record.coverage import longest_gap, watched
from onrecord.record.vintages import IDENTITIES, MODES, learned, moved, revisions, vintages
from onrecord.terms.errors import BadInput
from onrecord.terms.time import FAR_FUTURE, Period
from strategies import edges, observation_rows, opened, small, stated, times_of

# A record is written, built and opened for each example.
few = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))

ALL = "SELECT * FROM observations ORDER BY ALL"


def values(rows):
    return sorted(int(row["value"]) for row in rows)


def of(record, mode, day=None, **more):
    return vintages(record, "observations", mode, as_of=day, **more)


@st.composite
def told_and_retold(draw):
    """Observations among which facts are told again: few things, few periods, and rows that replace rows."""
    rows = draw(observation_rows())
    for row in rows:
        row["period"] = draw(st.sampled_from(["2025-01-01", "2025-02-01"]))
    closed = [row for row in rows if row["superseded"]]
    for row in draw(st.lists(st.sampled_from(closed), max_size=2)) if closed else []:
        day = row["superseded"]
        value = str(len(rows))
        sources = draw(st.sampled_from([row["sources"], "gazette"]))
        rows.append(row | {"value": value, "published": day, "basis": "stated", "superseded": "", "sources": sources,
                           "recorded": "2030-01-01"})  # fmt: skip
    return rows


@few
@given(told_and_retold())
def test_all_vintages_that_stand_on_a_day_are_the_record_as_of_that_day(rows):
    with opened(small(observations=rows)) as record:
        history = of(record, "all-vintages")
        assert values(history) == list(range(len(rows)))
        for day in edges(rows):
            standing = [row for row in history if row["known_from"] <= day < row["known_until"]]
            assert values(standing) == values(record.as_of(day).query(ALL))
            assert of(record, "latest", day) == record.as_of(day).query(ALL)
            assert of(record, "all-vintages", day) == [row for row in history if row["known_from"] <= day]


@few
@given(told_and_retold(), st.data())
def test_a_first_release_never_changes_as_later_rows_arrive(rows, data):
    day = data.draw(st.sampled_from(edges(rows)))
    early = [row for row in rows if times_of(row)[0] <= day]
    with opened(small(observations=rows)) as record, opened(small(observations=early)) as before:
        first = values(of(record, "first-release"))
        assert values(of(before, "first-release")) == [value for value in first if times_of(rows[value])[0] <= day]
        assert of(record, "first-release", day) == of(before, "first-release")


@few
@given(told_and_retold(), st.data())
def test_first_releases_and_revisions_are_all_vintages_and_share_none(rows, data):
    with opened(small(observations=rows)) as record:
        day = data.draw(st.sampled_from(edges(rows)))
        first, later, history = (
            values(of(record, mode, day)) for mode in ("first-release", "revisions-only", "all-vintages")
        )
        assert set(later) <= set(history)
        assert sorted(first + later) == history


@few
@given(told_and_retold())
def test_latest_is_the_record_as_of_the_far_future(rows):
    with opened(small(observations=rows)) as record:
        assert of(record, "latest") == record.as_of(FAR_FUTURE - timedelta(days=1)).query(ALL)


@few
@given(told_and_retold(), st.data())
def test_a_row_published_after_a_day_changes_no_revision_as_of_that_day(rows, data):
    day = data.draw(st.sampled_from(edges(rows)))
    early = [row for row in rows if times_of(row)[0] <= day]
    with opened(small(observations=rows)) as record, opened(small(observations=early)) as before:
        assert revisions(record, as_of=day) == revisions(before, as_of=day)


@few
@given(told_and_retold(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_revision(rows, random):
    mixed = list(rows)
    random.shuffle(mixed)
    with opened(small(observations=rows)) as one, opened(small(observations=mixed)) as other:
        assert revisions(one) == revisions(other)
        for mode in MODES:
            assert of(one, mode) == of(other, mode)


@few
@given(told_and_retold(), st.data())
def test_every_closed_row_is_one_revision_on_the_day_on_which_it_was_closed(rows, data):
    day = data.draw(st.sampled_from(edges(rows)))
    with opened(small(observations=rows)) as record:
        found = revisions(record, as_of=day, tables=["observations"])
        closed = [i for i, row in enumerate(rows) if row["superseded"] and times_of(row)[1] <= day]
        assert sorted(int(revision.before["value"]) for revision in found) == closed
        assert all(revision.day == revision.before["superseded_at"] for revision in found)
        assert all(revision.after["known_until"] > revision.day for revision in found if revision.after)


@few
@given(told_and_retold(), st.data())
def test_what_was_learned_in_two_stretches_is_what_was_learned_in_both(rows, data):
    first, middle, last = sorted(data.draw(st.sampled_from(edges(rows))) for _ in range(3))
    with opened(small(observations=rows)) as record:

        def rows_of(start, end):
            found = learned(record, start, end, tables=["observations"])
            return [(item.day, item.kind, item.row["value"]) for item in found]

        whole = rows_of(first, last)
        assert sorted(whole) == sorted(rows_of(first, middle) + rows_of(middle, last))
        new = [value for _, kind, value in whole if kind != "ended"]
        assert sorted(new) == [i for i, row in enumerate(rows) if first < times_of(row)[0] <= last]


SEATS = {"entity": "acme", "metric": "seats", "period": "2025-03-01"}


@pytest.fixture
def retold(small_record):
    """The wire said 40 and corrected itself to 50; the gazette said 45 all the while; the farm took its 90 back."""
    return small_record(
        small(
            observations=[
                stated(**SEATS, value="40", published="2025-03-03", superseded="2025-06-10"),
                stated(**SEATS, value="50", published="2025-06-10"),
                stated(**SEATS, value="45", published="2025-03-05", sources="gazette"),
                stated(**SEATS, value="90", published="2025-03-06", superseded="2025-04-01", sources="farm"),
                stated(**SEATS | {"entity": "bolt"}, value="7", published="2025-03-06", superseded="2025-04-02"),
            ],
            releases=[
                stated(release="one", maker="acme", model="One", kind="release", period="2025-01-01",
                       published="2025-01-01", superseded="2025-02-01"),
                stated(release="one", maker="acme", model="One", kind="release", period="2025-01-11",
                       published="2025-02-01"),
            ],
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("mode", "found"),
    [
        ("latest", [45, 50]),
        ("first-release", [7, 40, 45, 90]),
        ("all-vintages", [7, 40, 45, 50, 90]),
        ("revisions-only", [50]),
    ],
)
def test_the_four_kinds_of_vintage(retold, mode, found):
    assert values(of(retold, mode)) == found


def test_vintages_can_be_limited_to_ids_and_by_a_condition(retold):
    assert values(of(retold, "all-vintages", about=["bolt"])) == [7]
    assert values(of(retold, "all-vintages", about=[])) == []
    assert values(of(retold, "latest", where="t.value > $least", parameters={"least": 46})) == [50]


def test_a_kind_of_vintage_that_there_is_not_is_refused(retold):
    with pytest.raises(BadInput, match="choose one of latest"):
        of(retold, "newest")


def test_a_revision_says_what_moved_and_by_how_much(retold):
    found = {(item.table, item.before.get("value")): item for item in revisions(retold)}
    corrected = found["observations", 40]
    assert (corrected.day, corrected.kind, corrected.after["value"]) == (date(2025, 6, 10), "replaced", 50)
    assert [(change.column, change.share) for change in corrected.moved] == [("value", 0.25)]
    release = found["releases", None]
    assert [(change.column, change.days) for change in release.moved] == [("period", 10)]
    assert release.moved[0].after == Period.of_day(date(2025, 1, 11))


def test_a_row_that_is_taken_back_gives_way_to_what_stands_or_to_nothing(retold):
    found = {item.before["value"]: item for item in revisions(retold, tables=["observations"])}
    assert (found[90].kind, found[90].after["value"]) == ("gave way", 45)
    assert (found[7].kind, found[7].after, found[7].moved) == ("withdrawn", None, ())


def test_a_better_source_of_the_same_day_replaces_and_is_no_first_release(small_record):
    record = small_record(
        small(
            observations=[
                stated(**SEATS, value="70", published="2025-03-03", superseded="2025-03-04", sources="digest"),
                stated(**SEATS, value="88", published="2025-03-04", sources="gazette"),
            ]
        )
    )
    assert values(of(record, "first-release")) == [70]
    assert values(of(record, "revisions-only")) == [88]
    (revision,) = revisions(record)
    assert (revision.kind, revision.after["value"]) == ("replaced", 88)


def row(value, published, **more):
    return stated(**SEATS, value=value, published=published, **more)


CLOSED = {"superseded": "2025-06-01"}


@pytest.mark.parametrize(
    ("rows", "kind", "after"),
    [
        # Two that are closed together do not stand in for each other.
        ([row("40", "2025-03-01", **CLOSED), row("41", "2025-03-02", **CLOSED)], "withdrawn", None),
        # The story itself comes back later; what another source says later is news of its own.
        ([row("40", "2025-03-01", **CLOSED), row("42", "2025-07-01")], "replaced", 42),
        ([row("40", "2025-03-01", **CLOSED), row("42", "2025-07-01", sources="gazette")], "withdrawn", None),
        # What comes on the day goes before what stood there already, whoever says it.
        (
            [row("40", "2025-03-01", **CLOSED), row("41", "2025-03-02"), row("42", "2025-06-01", sources="farm")],
            "replaced",
            42,
        ),
        # Of what stands beside it, the same story goes first, then what is not flagged, then the better tier.
        (
            [row("40", "2025-03-01", **CLOSED), row("41", "2025-03-02"), row("42", "2025-03-03", sources="gazette")],
            "gave way",
            41,
        ),
        (
            [
                row("40", "2025-03-01", **CLOSED),
                row("41", "2025-03-02", sources="gazette", flag="expected"),
                row("42", "2025-03-03", sources="digest"),
                row("43", "2025-03-04", sources="farm"),
            ],
            "gave way",
            42,
        ),
        # Of several that come later the first takes the place, so that no later day changes who did.
        (
            [
                row("40", "2025-03-01", **CLOSED),
                row("41", "2025-07-01"),
                row("42", "2025-08-01", sources="wire|gazette"),
            ],
            "replaced",
            41,
        ),
    ],
)
def test_what_takes_the_place_of_a_row(rows, kind, after, small_record):
    found = {item.before["value"]: item for item in revisions(small_record(small(observations=rows)))}
    assert (found[40].kind, found[40].after["value"] if found[40].after else None) == (kind, after)


def test_copies_of_one_story_are_one_voice(small_record):
    sources = [
        {"source": name, "publisher": name, "published": "2025-01-01", "tier": "S", "licence": "MIT", "story": "one"}
        for name in ("copy-a", "copy-b")
    ]
    record = small_record(
        small(
            sources=sources,
            observations=[
                stated(**SEATS, value="1", published="2025-03-03", sources="copy-a"),
                stated(**SEATS, value="2", published="2025-03-04", sources="copy-b"),
            ],
        )
    )
    assert values(of(record, "first-release")) == [1]


def test_what_was_learned_tells_new_changed_and_ended(retold):
    found = learned(retold, date(2025, 3, 5), date(2025, 6, 10), tables=["observations"])
    assert [(str(item.day), item.kind, int(item.row["value"])) for item in found] == [
        ("2025-03-06", "new", 90),
        ("2025-03-06", "new", 7),
        ("2025-04-01", "ended", 90),
        ("2025-04-02", "ended", 7),
        ("2025-06-10", "changed", 50),
    ]
    assert found[2].standing["value"] == 45
    assert found[3].standing is None
    assert [row["value"] for row in found[4].before] == [40]


def test_nothing_is_learned_within_no_days_and_days_have_an_order(retold):
    assert learned(retold, date(2025, 6, 10), date(2025, 6, 10)) == []
    with pytest.raises(BadInput, match="name the earlier day first"):
        learned(retold, date(2025, 6, 10), date(2025, 6, 9))


def test_what_the_record_did_not_hold_yet_can_be_left_out(retold):
    assert of(retold, "all-vintages", recorded_as_of=date(2029, 12, 31)) == []
    assert revisions(retold, recorded_as_of=date(2029, 12, 31)) == []


def test_every_timed_table_has_an_identity():
    from onrecord.record.schema import TABLES

    assert set(IDENTITIES) == {name for name, table in TABLES.items() if table.timed}


def test_a_change_without_a_measure_has_none():
    (change,) = moved("events", {"status": "planned"}, {"status": "held"})
    assert (change.before, change.after, change.days, change.share) == ("planned", "held", None, None)


# The shipped record: two answers that are both right.


@pytest.fixture(scope="module")
def shipped():
    from onrecord import open_record

    return open_record()


@pytest.mark.parametrize(("day", "known"), [("2026-03-06", "2024-12-26"), ("2026-03-08", "2025-12-01")])
def test_an_alias_has_another_date_before_and_after_it_was_pointed_elsewhere(shipped, day, known):
    (row,) = vintages(shipped, "releases", as_of=date.fromisoformat(day), about=["deepseek-chat"])
    assert row["period_start"] == date.fromisoformat(known)


def test_the_change_of_that_date_is_a_revision_with_its_day(shipped):
    (revision,) = revisions(shipped, about=["deepseek-chat"])
    assert (revision.day, revision.kind, revision.moved[0].days) == (date(2026, 3, 7), "replaced", 340)


def test_planned_editions_that_were_held_are_revisions(shipped):
    found = revisions(shipped, about=["waic"], tables=["events"])
    status = [(item.before["event"], item.before["status"], item.after["status"]) for item in found]
    assert ("waic-2025", "planned", "held") in status
    assert ("waic-2022", "planned", "moved") in status


def test_the_days_of_a_conference_bring_its_opening_and_its_attendance(shipped):
    found = learned(shipped, date(2025, 7, 25), date(2025, 7, 29))
    told = {(str(item.day), item.table, item.row.get("kind") or item.row.get("metric")) for item in found}
    assert ("2025-07-26", "happenings", "opened") in told
    assert ("2025-07-28", "observations", "event-visits") in told


# Coverage.


def test_watching_is_told_as_of_a_day_with_what_is_held_and_what_is_not(small_record):
    record = small_record(
        small(
            observations=[
                stated(
                    entity="acme", metric="pulls", value="1", period="2025-01-01/2025-01-07", published="2025-01-08"
                ),
                stated(
                    entity="acme", metric="pulls", value="2", period="2025-01-20/2025-01-26", published="2025-01-27"
                ),
                stated(entity="acme", metric="seats", value="3", period="2025-01-01", published="2025-01-02"),
            ],
            coverage=[
                {"table": "observations", "subject": "pulls", "period": "2025", "completeness": "full"},
                {"table": "releases", "subject": "*", "period": "2026", "completeness": "thin"},
            ],
        )
    )
    pulls, seats = watched(record, date(2025, 1, 31))
    assert (pulls.subject, pulls.completeness, pulls.ended, pulls.held) == ("pulls", "full", False, 2)
    assert pulls.period == Period.of_month(2025, 1)
    assert (pulls.last, str(pulls.gap)) == (date(2025, 1, 26), "8 to 19 January 2025")
    assert (seats.subject, seats.completeness) == ("seats", "")
    early, *_ = watched(record, date(2025, 1, 10))
    assert (early.held, early.last) == (1, date(2025, 1, 7))
    assert watched(record, date(2026, 1, 1), tables=["observations"])[0].ended
    assert [stretch.table for stretch in watched(record, date(2026, 1, 1), about=["bolt"])] == ["releases"]


@few
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=8))
def test_the_longest_gap_is_a_longest_run_of_days_that_nothing_touches(spans):
    start = date(2025, 1, 1)
    within = Period(start, start + timedelta(days=31))
    spans = [(start + timedelta(days=a - 5), start + timedelta(days=a - 5 + b)) for a, b in spans]
    free = [not any(a <= start + timedelta(days=n) < b for a, b in spans) for n in range(31)]
    runs = "".join("x" if day else " " for day in free).split()
    gap = longest_gap(spans, within)
    assert (gap.days if gap else 0) == max(map(len, runs), default=0)
