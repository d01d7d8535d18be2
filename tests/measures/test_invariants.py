"""What holds for every record: properties of the measures over rows that hypothesis makes up."""

from datetime import date, timedelta
from itertools import groupby

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from onrecord.measures import QUESTIONS, ask
from onrecord.terms.time import FAR_FUTURE
from strategies import edges, opened, small, stated, times_of

MONDAY = date(2025, 1, 6)
METRICS = [
    {"metric": "stars", "name": "stars", "concepts": "attention", "unit": "stars", "kind": "counter",
     "window": "all time", "counts": "stars", "misses": "use"},
]  # fmt: skip
FAMILIES = [
    stated(entity="kit", kind="model-family", name="Kit models", parent="acme", published="2024-01-01"),
    stated(entity="kat", kind="model-family", name="Kat models", parent="bolt", published="2024-01-01"),
]
COVERAGE = [
    {
        "table": "releases",
        "subject": "acme",
        "period": "2024-01-01/2026-12-31",
        "completeness": "full",
        "sources": "wire",
    }
]

# A record is built for every example: few are drawn, and a failing one is not made smaller.
MANY = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.explicit, Phase.generate]
)

WORDS = {
    "adoption": {"entities": ["kit", "kat"], "metric": "pulls"},
    "total": {"entities": ["kit", "kat"], "metric": "pulls", "first": MONDAY, "last": date(2025, 6, 1)},
    "share": {"metric": "pulls"},
    "pace": {"makers": ["acme"]},
    "overdue": {"makers": ["acme"]},
    "extreme": {"entity": "kit", "metric": "pulls"},
    "lead": {"one": "kit", "other": "kat", "metric": "pulls", "lasting": 2},
    "change": {"entity": "kit", "metric": "pulls", "first": MONDAY, "last": date(2025, 3, 5), "tolerance": 30},
    "trend": {"entity": "kit", "metric": "pulls"},
    "path": {},
    "relative_adoption": {"metric": "stars"},
}


@st.composite
def worlds(draw):
    """Weekly flows and counters of two families, some flagged, worded, corrected or weak; and launches of a lab."""
    rows = []
    for entity in ("kit", "kat"):
        for week in range(draw(st.integers(0, 14))):
            start = MONDAY + timedelta(weeks=week)
            end = start + timedelta(days=6)
            known = end + timedelta(days=draw(st.integers(1, 90)))
            row = stated(
                entity=entity,
                metric="pulls",
                value=str(draw(st.integers(0, 500))),
                period=f"{start}/{end}",
                published=known.isoformat(),
                flag=draw(st.sampled_from(["", "", "", "suspect", "stale"])),
                qualifier=draw(st.sampled_from(["", "", "about", "over"])),
                sources=draw(st.sampled_from(["wire", "gazette", "digest", "farm"])),
            )
            rows.append(row)
            if draw(st.integers(0, 4)) == 0:
                later = known + timedelta(days=draw(st.integers(1, 60)))
                row["superseded"] = later.isoformat()
                rows.append(row | {"value": "77", "published": later.isoformat(), "superseded": "", "flag": ""})
        height = 0
        for week in range(draw(st.integers(0, 8))):
            height += draw(st.integers(0, 90))
            day = (MONDAY + timedelta(weeks=week)).isoformat()
            rows.append(stated(entity=entity, metric="stars", value=str(height), period=day, published=day))
    launches = [
        stated(release=f"m{at}", maker="acme", model=f"M{at}", family="Kit", kind="release", published=day.isoformat(),
               period=day.isoformat())
        for at, day in enumerate(draw(st.lists(st.dates(date(2025, 1, 1), date(2025, 9, 1)), max_size=12)))
    ]  # fmt: skip
    unique = {tuple(sorted(row.items())): row for row in rows}
    return {"observations": list(unique.values()), "releases": launches}


def record_of(tables):
    return opened(small(metrics=METRICS, entities=FAMILIES, coverage=COVERAGE, **tables))


def told(found):
    """Everything that an answer says."""
    return found.words, found.estimates, found.rows, found.missing, found.left_out, found.sources


def test_every_measure_is_put_to_the_properties():
    assert set(WORDS) == set(QUESTIONS)


@given(worlds(), st.randoms(use_true_random=False), st.dates(MONDAY, date(2025, 10, 1)))
@MANY
def test_the_order_in_which_rows_arrive_changes_nothing(tables, dice, day):
    mixed = {name: dice.sample(rows, len(rows)) for name, rows in tables.items()}
    with record_of(tables) as record, record_of(mixed) as other:
        for name, words in WORDS.items():
            assert told(ask(record.as_of(day), name, **words)) == told(ask(other.as_of(day), name, **words))


@given(worlds(), st.data())
@MANY
def test_what_became_public_after_a_day_changes_no_answer_as_of_it(tables, data):
    timed = [row | {"superseded": row.get("superseded", "")} for rows in tables.values() for row in rows]
    day = data.draw(st.sampled_from(edges(timed) or [MONDAY]))
    # Cutting the future off takes the rows that were still to come, and the ends that were still to be known.
    then = {name: [cut(row, day) for row in rows if times_of(row)[0] <= day] for name, rows in tables.items()}
    with record_of(tables) as record, record_of(then) as other:
        for name, words in WORDS.items():
            assert told(ask(record.as_of(day), name, **words)) == told(ask(other.as_of(day), name, **words))


def cut(row, day):
    ended = row.get("superseded")
    return row | {"superseded": ""} if ended and date.fromisoformat(ended) > day else row


@given(worlds())
@MANY
def test_the_far_future_is_what_stands(tables):
    with record_of(tables) as record:
        for name in set(WORDS) - {"overdue", "pace"}:  # a wait and the last 90 days move with the day
            far = ask(record.as_of(FAR_FUTURE.replace(month=1, day=1)), name, **WORDS[name])
            latest = ask(record.latest(), name, **WORDS[name])
            assert (far.rows, far.left_out) == (latest.rows, latest.left_out)
            assert [one.value for one in far.estimates] == [one.value for one in latest.estimates]


@given(worlds())
@MANY
def test_shares_of_a_period_sum_to_one(tables):
    with record_of(tables) as record:
        for metric in ("pulls", "stars"):
            for by in ("lab", "country", "entity"):
                rows = ask(record.latest(), "share", metric=metric, by=by).rows
                for _, slot in groupby(rows, key=lambda row: row["slot"]):
                    held = list(slot)
                    assert sum(row["share"] for row in held) == pytest.approx(1)
                    assert 1 / len(held) - 1e-9 <= held[0]["hhi"] <= 1 + 1e-9


@given(worlds())
@MANY
def test_a_reported_crossover_is_a_change_of_sign(tables):
    with record_of(tables) as record:
        found = ask(record.latest(), "lead", **WORDS["lead"])
        both = [row for row in found.rows if row["leader"] is not None]
        for estimate in found.estimates:
            if estimate.name not in {"crossover", "turned back", "ahead for now"} or estimate.value is None:
                continue
            sign = 1 if estimate.of == "Kit models" else -1
            at = next(n for n, row in enumerate(both) if row["period_start"] == estimate.period.start)
            assert both[at]["ahead"] * sign > 0
            assert [row["leader"] for row in both[:at] if row["leader"]][-1] == -sign
            held = both[at : at + int(estimate.value)]
            assert all(row["leader"] in {sign, 0} for row in held)
            assert estimate.name != "crossover" or len(held) >= WORDS["lead"]["lasting"]


@given(worlds())
@MANY
def test_the_other_way_round_the_same_lead_is_told(tables):
    with record_of(tables) as record:
        one = ask(record.latest(), "lead", **WORDS["lead"])
        other = ask(record.latest(), "lead", **WORDS["lead"] | {"one": "kat", "other": "kit"})
        named = {"crossover", "turned back"}
        for found in (one, other):
            assert [(e.name, e.of, e.value, e.period) for e in found.estimates if e.name in named] == [
                (e.name, e.of, e.value, e.period) for e in one.estimates if e.name in named
            ]


@given(worlds())
@MANY
def test_no_value_that_is_flagged_or_weak_enters(tables):
    with record_of(tables) as record:
        entered = ask(record.latest(), "trend", **WORDS["trend"]).rows
        barred = {(row["period"].partition("/")[0], float(row["value"])) for row in tables["observations"]
                  if row["metric"] == "pulls" and row["entity"] == "kit"
                  and (row.get("flag") or row["sources"] == "farm")}  # fmt: skip
        fair = {(row["period"].partition("/")[0], float(row["value"])) for row in tables["observations"]
                if row["metric"] == "pulls" and row["entity"] == "kit"
                and not row.get("flag") and row["sources"] != "farm"}  # fmt: skip
        used = {(row["period_start"].isoformat(), row["value"]) for row in entered}
        assert used <= fair
        assert not used & (barred - fair)


@given(worlds())
@MANY
def test_a_value_is_a_record_just_where_none_before_it_was_as_high(tables):
    with record_of(tables) as record:
        rows = ask(record.latest(), "extreme", **WORDS["extreme"]).rows
        values = [row["value"] for row in rows]
        for at, row in enumerate(rows):
            assert row["highest_before"] == max(values[:at], default=None)
            assert row["lowest_before"] == min(values[:at], default=None)


@given(worlds())
@MANY
def test_an_estimate_lies_in_its_interval_and_an_abstention_names_what_is_missing(tables):
    with record_of(tables) as record:
        for name, words in WORDS.items():
            found = ask(record.latest(), name, **words)
            for estimate in found.estimates:
                if estimate.value is None:
                    assert estimate.missing or found.missing, (name, estimate)
                elif estimate.interval is not None and name != "pace":
                    low, high = estimate.interval.low, estimate.interval.high
                    slack = 1e-9 * max(1.0, abs(estimate.value))
                    assert low - slack <= estimate.value <= high + slack, (name, estimate)


@given(worlds(), st.dates(MONDAY, date(2025, 10, 1)))
@MANY
def test_launches_of_a_window_are_the_days_on_which_a_lab_launched(tables, day):
    with record_of(tables) as record:
        found = ask(record.as_of(day), "pace", makers=["acme"], first=date(2024, 12, 1), split=date(2025, 1, 2))
        days = {row["period"] for row in tables["releases"] if date.fromisoformat(row["period"]) <= day}
        assert found["launches"].value == len(days)
