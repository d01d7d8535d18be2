"""Each SQL measure over a small record that was made by hand, as of the days that matter."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from onrecord.measures import registry
from strategies import edges, observation_rows, opened, small, stated, times_of

LATE = date(2030, 1, 1)


def ask(measure, record, day=LATE, **parameters):
    return measure.ask(record.as_of(day), "", **parameters).rows


def names(rows, column):
    return [row[column] for row in rows]


@pytest.fixture
def fairs(small_record):
    edition = {"series": "fair", "name": "The Fair", "city": "port"}
    return small_record(
        small(
            events=[
                stated(event="fair-24", **edition, period="2024-05-04/2024-05-05", status="held",
                       published="2024-05-04"),
                stated(event="fair-25", **edition, period="2025-05", status="planned", published="2025-01-10",
                       superseded="2025-05-03"),
                stated(event="fair-25", **edition | {"city": "haven"}, period="2025-05-03", status="held",
                       published="2025-05-03"),
            ],
            observations=[
                stated(entity="fair-24", metric="seats", value="900", period="2024-05", published="2024-05-06"),
                stated(entity="fair-24", metric="seats", value="950", period="2024-05", published="2024-06-01",
                       sources="gazette"),
                stated(entity="fair-24", metric="seats", value="9000", period="2024-05", published="2024-05-06",
                       flag="wrong"),
                stated(entity="fair-25", metric="seats", value="1000", period="2025-05", published="2025-05-04"),
                stated(entity="acme", metric="seats", value="5", period="2025-05", published="2025-05-04"),
            ],
        )
    )  # fmt: skip


def test_editions_show_what_was_announced_until_they_were_held(fairs):
    before = ask(registry.EVENT_EDITIONS, fairs, date(2025, 5, 2), series="fair")
    after = ask(registry.EVENT_EDITIONS, fairs, date(2025, 5, 3), series="fair")
    assert [(row["event"], row["city"], row["status"]) for row in before] == [
        ("fair-24", "port", "held"), ("fair-25", "port", "planned"),
    ]  # fmt: skip
    assert [(row["event"], row["city"], row["status"]) for row in after][1:] == [("fair-25", "haven", "held")]


def test_figures_of_an_event_stand_side_by_side_without_the_wrong_ones(fairs):
    rows = ask(registry.EVENT_FIGURES, fairs, series="fair", metrics=["seats"])
    assert [(row["event"], row["value"]) for row in rows] == [("fair-24", 950), ("fair-24", 900), ("fair-25", 1000)]


def test_a_figure_is_not_known_before_it_was_published(fairs):
    rows = ask(registry.EVENT_FIGURES, fairs, date(2024, 5, 31), series="fair", metrics=["seats"])
    assert names(rows, "value") == [900]


@pytest.fixture
def launches(small_record):
    def release(name, period, **more):
        row = {"release": name, "maker": "acme", "model": name.title(), "kind": "release", "period": period}
        return stated(**row | {"published": period, **more})

    return small_record(
        small(
            releases=[
                release("one", "2025-01-20"),
                release("one-mini", "2025-01-20"),
                release("one-copy", "2025-01-20", launch="no"),
                release("one", "2025-01-25", kind="paper"),
                release("one", "2025-01-10", kind="repository"),
                release("two", "2025-03-01", kind="api"),
                release("two", "2025-03-04", kind="weights"),
                release("some-day", "2025-04", published="2025-04-30"),
                release("bolt-one", "2025-03-01", maker="bolt"),
            ]
        )
    )


def test_models_launched_together_are_one_launch_day(launches):
    rows = ask(registry.PACE, launches, makers=["acme"], country=None, families=None)
    exact = [row for row in rows if row["exact"]]
    assert [(row["day"].isoformat(), row["models"], row["gap"]) for row in exact] == [
        ("2025-01-20", 2, None), ("2025-03-01", 1, 40),
    ]  # fmt: skip


def test_a_variant_a_paper_and_an_upload_are_no_launch_and_a_vague_month_is_marked(launches):
    rows = ask(registry.PACE, launches, makers=None, country=None, families=None)
    assert {row["day"].isoformat() for row in rows if row["exact"]} == {"2025-01-20", "2025-03-01"}
    assert [row["model"] for row in rows if not row["exact"]] == ["Some-Day"]


def test_launches_can_be_counted_by_country(launches):
    assert names(ask(registry.PACE, launches, makers=None, country="SE", families=None), "maker") == ["bolt"]
    assert names(ask(registry.PACE, launches, makers=None, country="US", families=None), "maker") == []


def test_launches_are_those_known_by_the_day(launches):
    rows = ask(registry.PACE, launches, date(2025, 3, 1), makers=None, country=None, families=None)
    assert [(row["maker"], row["day"].isoformat()) for row in rows] == [
        ("acme", "2025-01-20"), ("acme", "2025-03-01"), ("bolt", "2025-03-01"),
    ]  # fmt: skip


def test_releases_show_every_dated_statement(launches):
    rows = ask(registry.RELEASES, launches, releases=["one"], makers=None)
    assert names(rows, "kind") == ["repository", "release", "paper"]
    assert names(ask(registry.RELEASES, launches, releases=None, makers=["bolt"]), "release") == ["bolt-one"]
    assert len(ask(registry.RELEASES, launches, releases=None, makers=None)) == 9


def test_acts_of_policy_are_chosen_by_name_by_actor_by_kind_and_by_day(small_record):
    def act(name, day, **more):
        row = {"policy": name, "title": name, "jurisdiction": "NO", "issuer": "Acme", "kind": "executive order",
               "act": "signed", "period": day, "published": day}  # fmt: skip
        return stated(**row | more)

    record = small_record(
        small(policies=[act("first", "2025-01-05", actor="acme"), act("second", "2025-02-05", actor="bolt"),
                        act("third", "2025-02-06", actor="acme", kind="law")])
    )  # fmt: skip
    always = {"first": date(1900, 1, 1), "until": date(9000, 1, 1)}
    none = {"policies": None, "actor": None, "kind": None}

    def found(**parameters):
        return names(ask(registry.POLICY_ACTS, record, **{**none, **always, **parameters}), "policy")

    assert found() == ["first", "second", "third"]
    assert found(policies=["second"]) == ["second"]
    assert found(actor="acme") == ["first", "third"]
    assert found(kind="order") == ["first", "second"]
    assert found(first=date(2025, 2, 5), until=date(2025, 2, 6)) == ["second"]


def test_goals_come_with_official_ones_first(small_record):
    def goal(name, standing, **more):
        row = {"target": name, "who": "acme", "metric": "seats", "value": "5", "unit": "people", "deadline": "2030",
               "period": "2025-01-01", "standing": standing, "published": "2025-01-01"}  # fmt: skip
        return stated(**row | more)

    record = small_record(
        small(targets=[goal("a", "reported"), goal("b", "official"), goal("c", "forecast", who="bolt")])
    )
    found = ask(registry.TARGETS, record, who=None, concepts=["attendance"])
    assert names(found, "target")[0] == "b"
    assert set(names(found, "target")) == {"a", "b", "c"}
    assert names(ask(registry.TARGETS, record, who=["bolt"], concepts=["attendance"]), "target") == ["c"]
    assert ask(registry.TARGETS, record, who=None, concepts=["usage"]) == ()


def test_facts_on_entities_are_those_known_by_the_day(small_record):
    moved = stated(entity="acme", kind="organisation", name="Acme", place="port", published="2025-06-01")
    record = small_record(small(entities=[moved]))
    assert names(ask(registry.ENTITIES, record, date(2025, 5, 31), entities=["acme"]), "place") == [""]
    assert names(ask(registry.ENTITIES, record, date(2025, 6, 1), entities=["acme"]), "place") == ["", "port"]


def test_happenings_are_chosen_by_kind_by_entity_and_by_object(small_record):
    def happening(name, kind, entity, object_):
        return stated(happening=name, kind=kind, entity=entity, object=object_, period="2025-01-01",
                      published="2025-01-01")  # fmt: skip

    record = small_record(
        small(happenings=[happening("a", "met", "acme", "x"), happening("b", "spoke", "acme", "y"),
                          happening("c", "met", "bolt", "y")])
    )  # fmt: skip

    def found(kinds, entities, object_):
        rows = ask(registry.HAPPENINGS, record, kinds=kinds, entities=entities, object=object_)
        return names(rows, "happening")

    assert found(["met"], None, None) == ["a", "c"]
    assert found(["met", "spoke"], ["acme"], None) == ["a", "b"]
    assert found(["met", "spoke"], None, "y") == ["b", "c"]


def test_coverage_of_a_subject_comes_before_that_of_all(small_record):
    def row(table, subject):
        return {"table": table, "subject": subject, "period": "2025", "completeness": "full"}

    record = small_record(small(coverage=[row("releases", "*"), row("releases", "acme"), row("events", "acme")]))
    rows = ask(registry.COVERAGE, record, watched="releases", subjects=["acme"])
    assert names(rows, "subject") == ["acme", "*"]
    assert names(ask(registry.COVERAGE, record, watched="releases", subjects=["bolt"]), "subject") == ["*"]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(observation_rows())
def test_a_series_is_what_was_public_of_its_subject_and_concept(rows):
    with opened(small(observations=rows)) as record:
        for day in edges(rows)[::2]:
            found = ask(registry.SERIES, record, day, entities=["acme"], concepts=["downloads"])
            expected = {
                i for i, row in enumerate(rows)
                if row["entity"] == "acme" and row["metric"] == "pulls" and times_of(row)[0] <= day < times_of(row)[1]
            }  # fmt: skip
            assert {int(row["value"]) for row in found} == expected
            assert all(row["known_from"] <= day for row in found)
            starts = [(row["period_start"], row["period_end"], row["known_from"]) for row in found]
            assert starts == sorted(starts)


def test_a_series_is_of_all_its_concepts_where_none_is_named(small_record):
    record = small_record(
        small(observations=[stated(entity="acme", metric=metric, value="1", period="2025-01", published="2025-02-01")
                            for metric in ("pulls", "seats")])
    )  # fmt: skip
    assert names(ask(registry.SERIES, record, entities=["acme"], concepts=None), "metric") == ["pulls", "seats"]
    assert names(ask(registry.SERIES, record, entities=["acme"], concepts=["usage"]), "metric") == ["pulls"]
