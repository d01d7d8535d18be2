"""What each measure answers on small records that were made by hand, and when it says nothing."""

from datetime import date, timedelta
from math import inf

import pytest

from onrecord.measures import ask
from onrecord.measures.relative_adoption import baselines
from onrecord.measures.share import concentration
from onrecord.measures.statistics import Slope
from onrecord.measures.trend import movement_word
from onrecord.terms.errors import BadInput, UnknownName
from onrecord.terms.quantity import Interval
from onrecord.terms.time import Period
from strategies import small, stated

LATE = date(2029, 1, 1)
MONDAY = date(2025, 1, 6)

METRICS = [
    {"metric": "stars", "name": "stars", "concepts": "attention", "unit": "stars", "kind": "counter",
     "window": "all time", "counts": "stars", "misses": "use"},
    {"metric": "part", "name": "part of the market", "concepts": "share", "unit": "percent", "kind": "share",
     "window": "a week", "counts": "parts", "misses": "the rest"},
    {"metric": "sales", "name": "sales", "concepts": "sales", "unit": "USD", "kind": "flow", "window": "a year",
     "counts": "sales", "misses": "gifts"},
    {"metric": "fetches", "name": "fetches", "concepts": "downloads", "unit": "fetches", "kind": "flow",
     "window": "30 days ending on the day", "counts": "fetches", "misses": "copies"},
]  # fmt: skip

MAKERS = [
    stated(entity="kit", kind="model-family", name="Kit models", parent="acme", published="2024-01-01"),
    stated(entity="kat", kind="model-family", name="Kat models", parent="bolt", published="2024-01-01"),
    stated(entity="norway", kind="country", name="Norway", country="NO", published="2024-01-01"),
]


def world(**tables):
    """The small world with counters, shares and families of models."""
    tables["metrics"] = [*METRICS, *tables.get("metrics", [])]
    tables["entities"] = [*MAKERS, *tables.get("entities", [])]
    return small(**tables)


def weekly(entity, values, metric="pulls", first=MONDAY, **more):
    """A value a week, public the day after it ended."""
    rows = []
    for place, value in enumerate(values):
        start = first + timedelta(weeks=place)
        end = start + timedelta(days=6)
        if value is not None:
            rows.append(stated(entity=entity, metric=metric, value=str(value), period=f"{start}/{end}",
                               published=(end + timedelta(days=1)).isoformat(), **more))  # fmt: skip
    return rows


def readings(entity, values, metric="stars", first=MONDAY, every=7):
    """A counter that is read every so many days."""
    days = [first + timedelta(days=every * place) for place in range(len(values))]
    return [stated(entity=entity, metric=metric, value=str(value), period=day.isoformat(), published=day.isoformat())
            for day, value in zip(days, values, strict=True)]  # fmt: skip


def yearly(entity, values, metric="sales", first=2020, **more):
    return [stated(entity=entity, metric=metric, value=str(value), period=str(first + place),
                   published=f"{first + place + 1}-01-31", **more)
            for place, value in enumerate(values)]  # fmt: skip


def launch(release, day, maker="acme", **more):
    row = {
        "release": release,
        "maker": maker,
        "model": release.title(),
        "family": "Kit",
        "kind": "release",
        "period": day,
    }
    return stated(**row | {"published": day, **more})


def watching(period="2020-01-01/2029-12-31", completeness="full", subject="acme"):
    return {"table": "releases", "subject": subject, "period": period, "completeness": completeness, "sources": "wire"}


@pytest.fixture
def asked(small_record):
    def ask_of(tables, name, day=LATE, **words):
        return ask(small_record(world(**tables)).as_of(day), name, **words)

    return ask_of


class TestAdoption:
    def test_a_counter_grows_by_what_was_added_since_the_month_before(self, asked):
        rows = readings("kit", [100, 110, 130, 160, 200, 210, 230, 260], every=14, first=date(2025, 1, 3))
        found = asked({"observations": rows}, "adoption", entity="kit", metric="stars", last=date(2025, 3, 31))
        assert [row["level"] for row in found.rows] == [130, 200, 230]
        assert [row["growth"] for row in found.rows] == [None, 70, 30]
        assert (found["level"].value, found["growth"].value) == (230, 30)
        assert found["level"].interval == Interval(230, 230)

    def test_a_flow_is_the_mean_of_its_month(self, asked):
        rows = weekly("kit", [10, 20, 30, None, 40, 60])
        found = asked({"observations": rows}, "adoption", entity="kit", metric="pulls")
        assert [round(row["level"], 6) for row in found.rows] == [20, 50]
        assert found["growth share"].value == pytest.approx(150)

    def test_a_month_without_a_value_has_no_growth_after_it(self, asked):
        rows = weekly("kit", [10]) + weekly("kit", [30], first=date(2025, 3, 3))
        found = asked({"observations": rows}, "adoption", entity="kit", metric="pulls")
        assert found["growth"].value is None
        assert found.missing == "a value of Kit models in February 2025"

    def test_what_is_worded_loosely_has_a_wide_level(self, asked):
        rows = weekly("kit", [100], qualifier="about") + weekly("kit", [100], first=date(2025, 2, 3), qualifier="over")
        found = asked({"observations": rows}, "adoption", entity="kit", metric="pulls")
        assert found["level"].interval == Interval(100, inf)
        assert found["growth"].interval.low == -5

    def test_years_tell_no_month(self, asked):
        found = asked({"observations": yearly("kit", [1, 2])}, "adoption", entity="kit", metric="sales")
        assert found.abstains
        assert "over a month or less" in found.missing


class TestTotal:
    def test_a_sum_says_how_many_days_it_lacks(self, asked):
        rows = weekly("kit", [10, 20, None, 40])
        found = asked({"observations": rows}, "total", entity="kit", metric="pulls", first=MONDAY,
                      last=MONDAY + timedelta(days=27))  # fmt: skip
        assert (found["total"].value, found["days without a value"].value) == (70, 7)
        assert found["total"].interval == Interval(70, inf)

    def test_periods_that_overlap_have_no_sum(self, asked):
        rows = weekly("kit", [10, 20]) + weekly("kit", [30], first=MONDAY + timedelta(days=3))
        found = asked({"observations": rows}, "total", entity="kit", metric="pulls", first=MONDAY, last=LATE)
        assert found.abstains
        assert "do not overlap" in found.missing

    def test_readings_of_a_rolling_count_have_no_sum(self, asked):
        rows = readings("kit", [10, 20], metric="fetches")
        assert asked({"observations": rows}, "total", entity="kit", metric="fetches", first=MONDAY, last=LATE).abstains

    def test_a_counter_has_no_sum(self, asked):
        found = asked({"observations": readings("kit", [1, 2])}, "total", entity="kit", metric="stars", first=MONDAY,
                      last=LATE)  # fmt: skip
        assert found.missing == "a flow: stars is a counter, of which a sum means nothing"


class TestShare:
    def test_labs_and_countries_share_what_is_on_record(self, asked):
        rows = weekly("kit", [30]) + weekly("kat", [60]) + weekly("bolt", [10])
        by_lab = asked({"observations": rows}, "share", metric="pulls")
        assert [(one.of, one.value) for one in by_lab.estimates if one.name == "share"] == [("Bolt", 70), ("Acme", 30)]
        assert by_lab["HHI"].value == pytest.approx(0.58)
        by_country = asked({"observations": rows}, "share", metric="pulls", by="country")
        assert [(one.of, one.value) for one in by_country.estimates if one.name == "share"] == [("SE", 70), ("NO", 30)]
        by_entity = asked({"observations": rows}, "share", metric="pulls", by="entity")
        assert by_entity["HHI"].value == pytest.approx(0.46)

    def test_a_counter_is_shared_by_its_growth(self, asked):
        rows = readings("kit", [1000, 1030]) + readings("kat", [10, 80])
        found = asked({"observations": rows}, "share", metric="stars")
        assert [(one.of, one.value) for one in found.estimates if one.name == "share"] == [("Bolt", 70), ("Acme", 30)]

    def test_published_shares_leave_a_rest_open(self, asked):
        rows = weekly("kit", [50], metric="part") + weekly("kat", [30], metric="part")
        found = asked({"observations": rows}, "share", metric="part")
        assert [one.value for one in found.estimates if one.name == "share"] == [50, 30]
        assert found["HHI"].interval.low == pytest.approx(0.34)
        assert found["HHI"].interval.high == pytest.approx(0.38)

    def test_shares_of_more_than_the_whole_are_no_shares_of_one_thing(self, asked):
        rows = weekly("kit", [80], metric="part") + weekly("kat", [30], metric="part")
        found = asked({"observations": rows}, "share", metric="part")
        assert found.abstains
        assert "more than the whole" in found.missing

    def test_one_holder_has_no_share(self, asked):
        found = asked({"observations": weekly("kit", [80])}, "share", metric="pulls")
        assert "second holder" in found.missing

    def test_the_newest_period_is_one_that_most_of_them_reach(self, asked):
        rows = [row for name in ("kit", "kat", "acme", "bolt") for row in weekly(name, [10, 10])]
        rows += weekly("kit", [10], first=MONDAY + timedelta(weeks=5))
        found = asked({"observations": rows}, "share", metric="pulls")
        assert found["share"].period.start == MONDAY + timedelta(weeks=1)

    def test_holders_are_of_a_known_kind(self, asked):
        with pytest.raises(BadInput, match="choose one of lab, country, entity"):
            asked({}, "share", metric="pulls", by="continent")

    def test_concentration_of_one_holder_is_one(self):
        assert concentration([1.0]) == Interval(1, 1)


class TestPace:
    DAYS = (3, 20, 44, 70, 90, 121, 150, 177)

    def launches(self, *offsets):
        return [launch(f"m{at}", (date(2025, 1, 1) + timedelta(days=at)).isoformat()) for at in offsets]

    def test_launches_are_counted_and_their_gaps(self, asked):
        tables = {"releases": self.launches(*self.DAYS), "coverage": [watching()]}
        found = asked(tables, "pace", date(2025, 9, 27), maker="acme", first=date(2025, 1, 1), split=date(2025, 6, 30))
        assert found["launches"].value == 8
        assert found["median interval"].value == 26
        assert [one.period for one in found.estimates if one.name == "busiest month"] == [
            Period.of_month(2025, 1), Period.of_month(2025, 5),
        ]  # fmt: skip
        assert found["rate ratio"].value == 0
        assert found["rate ratio"].interval is None
        assert found["p"].value > 0.05
        assert "cannot be told" in found.words

    def test_a_lab_that_stops_has_slowed(self, asked):
        tables = {"releases": self.launches(*range(0, 180, 6), 240), "coverage": [watching()]}
        found = asked(tables, "pace", date(2025, 9, 27), maker="acme", first=date(2025, 1, 1), split=date(2025, 6, 30))
        assert found["p"].value <= 0.05
        assert found["rate ratio"].interval.high < 1
        assert "The pace slowed" in found.words

    def test_where_nobody_watches_fully_no_trend_is_told(self, asked):
        tables = {"releases": self.launches(*range(0, 180, 6)), "coverage": [watching(completeness="main")]}
        found = asked(tables, "pace", date(2025, 9, 27), maker="acme", first=date(2025, 1, 1), split=date(2025, 6, 30))
        assert (found["launches"].value, found["rate ratio"].value, found["p"].value) == (30, None, None)
        assert found.missing.startswith("a full list of launches of Acme")

    def test_a_model_counts_once_on_its_earliest_day_of_a_kind_that_is_a_launch(self, asked):
        rows = [
            launch("one", "2025-03-04", kind="weights"),
            launch("one", "2025-03-01", kind="api"),
            launch("one", "2025-02-01", kind="paper"),
            launch("two", "2025-03-01"),
            launch("two-mini", "2025-03-09", launch="no"),
            launch("three", "2025-04", published="2025-04-30"),
            launch("four", "2025-05-01", sources="farm"),
        ]
        found = asked({"releases": rows}, "pace", date(2025, 6, 1), maker="acme", first=date(2025, 1, 1))
        assert [(row["day"], row["models"]) for row in found.rows] == [(date(2025, 3, 1), 2)]
        assert found.left_out == {"known to the month only": 1, "weak source": 1}

    def test_an_announcement_counts_where_no_other_day_is_on_record(self, asked):
        rows = [
            launch("one", "2025-02-01", kind="announcement"),
            launch("one", "2025-03-01", kind="api"),
            launch("two", "2025-02-11", kind="announcement"),
        ]
        found = asked({"releases": rows}, "pace", date(2025, 6, 1), maker="acme", first=date(2025, 1, 1))
        assert [row["day"] for row in found.rows] == [date(2025, 2, 11), date(2025, 3, 1)]

    def test_of_two_days_the_better_source_decides_and_of_equal_ones_the_earlier_day(self, asked):
        rows = [
            launch("one", "2025-02-01", sources="digest"),
            launch("one", "2025-03-01", sources="gazette"),
            launch("two", "2025-04-02"),
            launch("two", "2025-04-01"),
        ]
        found = asked({"releases": rows}, "pace", date(2025, 6, 1), maker="acme", first=date(2025, 1, 1))
        assert [row["day"] for row in found.rows] == [date(2025, 3, 1), date(2025, 4, 1)]

    def test_a_day_that_is_only_announced_is_no_launch(self, asked):
        rows = [launch("one", "2025-03-01"), launch("two", "2025-08-01", published="2025-03-01", kind="announcement")]
        for day in (date(2025, 7, 1), date(2025, 9, 1)):
            found = asked({"releases": rows}, "pace", day, maker="acme", first=date(2025, 1, 1))
            assert found["launches"].value == 1

    def test_days_out_of_order_are_refused(self, asked):
        with pytest.raises(BadInput, match="in order"):
            asked({}, "pace", date(2025, 6, 1), maker="acme", first=date(2025, 5, 1), split=date(2025, 4, 1))


class TestOverdue:
    def regular(self, n, every=30):
        return [launch(f"m{at}", (date(2024, 1, 1) + timedelta(days=every * at)).isoformat()) for at in range(n)]

    def test_a_long_wait_is_unusual(self, asked):
        found = asked(
            {"releases": self.regular(20), "coverage": [watching()]}, "overdue", date(2026, 1, 1), maker="acme"
        )
        assert (found["wait"].value, found["past gaps"].value, found["gaps at least as long"].value) == (161, 19, 0)
        assert found["p"].value == 0.05
        assert "unusual" in found.words

    def test_few_gaps_say_nothing(self, asked):
        found = asked(
            {"releases": self.regular(4), "coverage": [watching()]}, "overdue", date(2026, 1, 1), maker="acme"
        )
        assert found["p"].value is None
        assert found.missing == "1 more past gap between launches of Acme"

    def test_the_wait_ends_where_nobody_watched_any_longer(self, asked):
        tables = {"releases": self.regular(20), "coverage": [watching("2020-01-01/2025-08-31")]}
        found = asked(tables, "overdue", date(2026, 1, 1), maker="acme")
        assert found["wait"].value == 38
        assert found.missing == "a full list of launches of Acme after 31 August 2025"
        assert "The wait was unusual for Acme up to then" in found.words

    def test_a_weak_word_of_a_launch_ends_the_wait_too(self, asked):
        rows = [*self.regular(20), launch("rumour", "2025-08-10", sources="farm")]
        found = asked({"releases": rows, "coverage": [watching()]}, "overdue", date(2026, 1, 1), maker="acme")
        assert found["wait"].value == 17
        assert "better source for Rumour" in found.missing

    def test_a_stated_date_beats_the_test(self, asked):
        rows = [*self.regular(20), launch("next", "2026-03-01", published="2025-12-01", kind="announcement")]
        tables = {"releases": rows, "coverage": [watching()]}
        assert "is stated for 1 March 2026" in asked(tables, "overdue", date(2026, 1, 1), maker="acme").words
        assert "was stated for 1 March 2026" in asked(tables, "overdue", date(2026, 4, 1), maker="acme").words

    def test_a_family_has_waits_of_its_own(self, asked):
        rows = [*self.regular(20), launch("other", "2025-12-01", family="Kat")]
        found = asked(
            {"releases": rows, "coverage": [watching()]}, "overdue", date(2026, 1, 1), maker="acme", family="Kit"
        )
        assert found["wait"].value == 161

    def test_somebody_must_be_named(self, asked):
        with pytest.raises(BadInput, match="Name a lab"):
            asked({}, "overdue")


class TestExtreme:
    def of(self, asked, values, day=LATE, **words):
        return asked({"observations": weekly("kit", values)}, "extreme", day, entity="kit", metric="pulls", **words)

    def test_a_record_and_since_when(self, asked):
        found = self.of(asked, [10, 40, 30, 50])
        assert "is a record: the highest of 4 values since 6 January 2025" in found.words
        assert found["highest before"].value == 40

    def test_the_lowest_since(self, asked):
        found = self.of(asked, [10, 40, 30, 20])
        assert found["lowest since"].period.start == MONDAY
        assert "is the lowest since 6 to 12 January 2025 (10 pulls)" in found.words

    def test_the_same_value_as_before_is_no_record(self, asked):
        found = self.of(asked, [50, 40, 50])
        assert found["highest since"].period.start == MONDAY
        assert "record" not in found.words
        assert "was there before" in found.words

    def test_an_earlier_value_that_may_have_been_higher_is_counted_against_a_record(self, asked):
        rows = weekly("kit", [100], qualifier="over") + weekly("kit", [110], first=MONDAY + timedelta(weeks=1))
        found = asked({"observations": rows}, "extreme", entity="kit", metric="pulls")
        assert found["rank from the top"].value == 2
        assert "record" not in found.words

    def test_the_day_decides_what_a_record_is(self, asked):
        assert "is a record" in self.of(asked, [10, 20, 90], day=MONDAY + timedelta(weeks=2)).words
        assert self.of(asked, [10, 20, 90], on=MONDAY)["value"].value == 10

    def test_when_a_mark_was_first_reached(self, asked):
        found = self.of(asked, [10, 20, 90, 95], threshold=80)
        assert found["first at or above"].period.start == MONDAY + timedelta(weeks=2)
        assert self.of(asked, [10, 20], threshold=80)["first at or above"].value is None

    def test_values_that_were_corrected_are_named(self, asked):
        rows = weekly("kit", [10], superseded="2025-03-01") + weekly("kit", [20], first=MONDAY + timedelta(weeks=1))
        rows.append(stated(entity="kit", metric="pulls", value="15", period="2025-01-06/2025-01-12",
                           published="2025-03-01"))  # fmt: skip
        found = asked({"observations": rows}, "extreme", entity="kit", metric="pulls")
        assert "1 of the values were first published otherwise" in found.words
        first = asked({"observations": rows}, "extreme", entity="kit", metric="pulls", vintages="first-release")
        assert first["lowest before"].value == 10

    def test_of_several_words_on_one_week_the_best_tier_speaks_and_of_equal_ones_the_newest(self, asked):
        week = {"entity": "kit", "metric": "pulls", "period": "2025-01-13/2025-01-19"}
        rows = [
            *weekly("kit", [10]),
            stated(**week, value="90", published="2025-01-20"),
            stated(**week, value="20", published="2025-02-01"),
            stated(**week, value="95", published="2025-03-01", sources="digest"),
        ]
        found = asked({"observations": rows}, "extreme", entity="kit", metric="pulls")
        assert found["value"].value == 20
        official = stated(**week, value="15", published="2025-01-20", sources="gazette")
        found = asked({"observations": [*rows, official]}, "extreme", entity="kit", metric="pulls")
        assert found["value"].value == 15

    def test_one_value_is_no_record(self, asked):
        assert self.of(asked, [10]).abstains
        assert "for 1 May 2026" in self.of(asked, [10, 20], on=date(2026, 5, 1)).missing


class TestLead:
    def of(self, asked, one, other, **words):
        rows = weekly("kit", one) + weekly("kat", other)
        return asked({"observations": rows}, "lead", one="kit", other="kat", metric="pulls", **words)

    def test_who_overtook_whom_and_for_how_long(self, asked):
        found = self.of(asked, [10, 20, 30, 60, 70, 80, 90, 95], [50, 50, 50, 50, 50, 50, 50, 50])
        crossover = found["crossover"]
        assert (crossover.of, crossover.value) == ("Kit models", 5)
        assert crossover.period.start == MONDAY + timedelta(weeks=3)
        assert found["ahead"].value == 45

    def test_a_lead_that_turned_back_is_no_crossover(self, asked):
        found = self.of(asked, [10, 60, 10, 10, 10, 10], [50] * 6)
        assert [one.name for one in found.estimates if one.of and one.name != "ahead"] == ["ratio", "turned back"]

    def test_a_change_inside_a_hole_has_no_day(self, asked):
        found = self.of(asked, [10, 10, 10, None, None, 90, 90, 90, 90], [50] * 9)
        assert found["crossover"].value is None
        assert found.missing == "values of both between 27 January 2025 and 10 February 2025"
        assert found["periods with one of the two only"].value == 2

    def test_without_a_common_period_nobody_leads(self, asked):
        assert self.of(asked, [10, None], [None, 10]).abstains

    def test_nobody_leads_himself(self, asked):
        with pytest.raises(BadInput, match="cannot lead itself"):
            asked({}, "lead", one="kit", other="kit", metric="pulls")


class TestChange:
    def of(self, asked, rows, first, last, metric="pulls", **words):
        return asked({"observations": rows}, "change", entity="kit", metric=metric, first=first, last=last, **words)

    def test_what_its_two_ends_say(self, asked):
        found = self.of(asked, weekly("kit", [80, None, None, 100]), MONDAY, MONDAY + timedelta(weeks=3))
        assert (found["difference"].value, found["ratio"].value) == (20, 1.25)
        assert found["change"].value == pytest.approx(25)

    def test_wording_makes_it_wide(self, asked):
        rows = weekly("kit", [100], qualifier="about") + weekly("kit", [200], first=MONDAY + timedelta(weeks=1))
        found = self.of(asked, rows, MONDAY, MONDAY + timedelta(weeks=1))
        assert found["change"].interval.low == pytest.approx(100 * (200 / 105 - 1))
        assert found["change"].interval.high == pytest.approx(100 * (200 / 95 - 1))

    def test_a_week_is_not_set_against_a_year(self, asked):
        year = stated(entity="kit", metric="pulls", value="500", period="2026", published="2027-01-01")
        rows = [*weekly("kit", [10]), year]
        found = self.of(asked, rows, MONDAY, date(2026, 6, 1))
        assert found.abstains
        assert "periods of one length" in found.missing

    def test_a_day_without_a_value_in_reach(self, asked):
        found = self.of(asked, weekly("kit", [10, 20]), MONDAY, date(2025, 3, 1))
        assert found.missing == "a value of Kit models: pulls for 1 March 2025"
        wide = self.of(asked, weekly("kit", [10, 20]), MONDAY, date(2025, 3, 1), tolerance=60)
        assert wide["change"].value == 100

    def test_shares_change_by_points(self, asked):
        found = self.of(asked, weekly("kit", [10, 15], metric="part"), MONDAY, MONDAY + timedelta(weeks=1), "part")
        assert (found["change"].value, found["change"].unit) == (5, "points")

    def test_nothing_to_compare_with(self, asked):
        found = self.of(asked, weekly("kit", [0, 15]), MONDAY, MONDAY + timedelta(weeks=1))
        assert found["difference"].value == 15
        assert found["change"].value is None

    def test_the_first_print_is_named(self, asked):
        rows = weekly("kit", [10], superseded="2025-03-01") + weekly("kit", [20], first=MONDAY + timedelta(weeks=1))
        rows.append(stated(entity="kit", metric="pulls", value="16", period="2025-01-06/2025-01-12",
                           published="2025-03-01"))  # fmt: skip
        words = self.of(asked, rows, MONDAY, MONDAY + timedelta(weeks=1)).words
        assert words.endswith("+25%; first published as 10 pulls and 20 pulls.")

    def test_days_out_of_order_are_refused(self, asked):
        with pytest.raises(BadInput, match="name the earlier day first"):
            self.of(asked, [], date(2025, 2, 1), date(2025, 1, 1))


class TestTrend:
    def of(self, asked, values, day=LATE, **words):
        return asked({"observations": weekly("kit", values)}, "trend", day, entity="kit", metric="pulls", **words)

    def test_a_rise_is_told_with_its_slope(self, asked):
        found = self.of(asked, [10 + 3 * at + (-1) ** at for at in range(20)])
        assert found["slope"].value == pytest.approx(3, abs=0.2)
        assert found["slope"].interval.contains(3)
        assert found["p"].value < 0.01
        assert "rose" in found.words

    def test_growth_that_stops_has_stalled(self, asked):
        found = self.of(
            asked, [10 * min(at, 14) + (at * 7) % 3 for at in range(24)], split=MONDAY + timedelta(weeks=14)
        )
        assert "It stalled from" in found.words
        assert found["later slope"].interval.contains(0)

    def test_a_peak_needs_eight_weeks_after_it(self, asked):
        bump = (
            [10 + (at * 7) % 3 for at in range(14)] + [40, 70, 90, 90, 70, 40] + [10 + (at * 5) % 3 for at in range(20)]
        )
        assert "It peaked" in self.of(asked, bump).words
        early = self.of(asked, bump, day=MONDAY + timedelta(weeks=22))
        assert "whether it peaked shows in" in early.words

    def test_few_values_tell_no_trend(self, asked):
        found = self.of(asked, [1, 2, 3])
        assert found.abstains
        assert found.missing == "5 more values of Kit models: pulls"

    def test_a_counter_is_asked_for_its_growth(self, asked):
        heights = [0]
        for at in range(20):
            heights.append(heights[-1] + 1000 - 40 * at + (at * 7) % 5)
        found = asked({"observations": readings("kit", heights)}, "trend", entity="kit", metric="stars")
        assert found["slope"].value == pytest.approx(-40, abs=3)
        assert found.words.startswith("The growth of Kit models fell")

    def test_flagged_values_do_not_enter_and_are_counted(self, asked):
        rows = weekly("kit", [10 + at for at in range(20)])
        rows += weekly("kit", [9000], first=MONDAY + timedelta(weeks=20), flag="suspect")
        found = asked({"observations": rows}, "trend", entity="kit", metric="pulls")
        assert len(found.rows) == 20
        assert found.left_out == {"suspect": 1}

    @pytest.mark.parametrize(
        ("before", "after", "growing", "word"),
        [
            ((5, 4, 6), (9, 8, 10), False, "accelerated"),
            ((5, 4, 6), (2, 1, 3), False, "slowed"),
            ((5, 4, 6), (0, -1, 1), False, "stalled"),
            ((5, 4, 6), (-5, -6, -4), False, "turned down"),
            ((-5, -6, -4), (-9, -10, -8), False, "fell faster"),
            ((-5, -6, -4), (-2, -3, -1), False, "fell more slowly"),
            ((-5, -6, -4), (0, -1, 1), False, "stopped falling"),
            ((-5, -6, -4), (5, 4, 6), False, "turned up"),
            ((0, -1, 1), (5, 4, 6), False, "turned up"),
            ((0, -1, 1), (-5, -6, -4), False, "turned down"),
            ((5, 4, 6), (4, 3, 5), False, ""),
            ((0, -1, 1), (-5, -6, -4), True, "slowed"),
            ((-5, -6, -4), (-9, -10, -8), True, "slowed further"),
            ((0, -1, 1), (5, 4, 6), True, "accelerated"),
        ],
    )
    def test_what_two_segments_say(self, before, after, growing, word):
        assert movement_word(Slope(*before), Slope(*after), growing=growing) == word


class TestPath:
    def goal(self, **more):
        row = {"target": "goal", "who": "acme", "metric": "sales", "value": "200", "unit": "USD", "deadline": "2027",
               "period": "2024-01-01", "standing": "official", "published": "2024-01-01"}  # fmt: skip
        return stated(**row | more)

    def of(self, asked, values, day=date(2026, 6, 1), goal=None, **more):
        rows = yearly("acme", values, first=2023, **more)
        return asked({"observations": rows, "targets": [goal or self.goal()]}, "path", day, who=["acme"])

    def test_required_against_actual_growth(self, asked):
        found = self.of(asked, [81, 90, 100])
        assert found["required growth"].value == pytest.approx(100 * (2**0.5 - 1), abs=0.05)
        assert found["actual growth"].value == pytest.approx(100 * ((100 / 81) ** 0.5 - 1), abs=0.05)

    def test_a_goal_that_is_reached_needs_nothing_more(self, asked):
        found = self.of(asked, [81, 90, 210])
        assert found["required growth"].value == 0
        assert "is there already" in found.words

    def test_a_goal_whose_time_has_come(self, asked):
        values = [81, 90, 100, 150, 190]
        assert "missed" in self.of(asked, values, day=date(2028, 6, 1)).words
        assert "reached" in self.of(asked, [*values[:4], 220], day=date(2028, 6, 1)).words
        assert "either may be" in self.of(asked, values, day=date(2028, 6, 1), qualifier="over").words
        assert self.of(asked, values[:3], day=date(2028, 6, 1))["reached"].value is None

    def test_another_unit_or_no_deadline_or_no_value_is_named_as_missing(self, asked):
        assert "a value in EUR" in self.of(asked, [81], goal=self.goal(unit="EUR")).missing
        assert self.of(asked, [81], goal=self.goal(deadline="")).missing == "a deadline of goal"
        assert "an earlier value for goal" in self.of(asked, [81]).missing

    def test_no_goal_at_all(self, asked):
        assert asked({}, "path").missing.startswith("a stated goal")

    def test_a_goal_of_a_state_body_is_measured_by_its_country(self, asked):
        body = stated(entity="gov", kind="organisation", subkind="government", name="Government", country="NO",
                      parent="norway", published="2024-01-01")  # fmt: skip
        tables = {"entities": [body], "observations": yearly("norway", [100], first=2025),
                  "targets": [self.goal(who="gov")]}  # fmt: skip
        assert asked(tables, "path", date(2026, 6, 1))["required growth"].value == pytest.approx(41.4, abs=0.1)


class TestRelativeAdoption:
    def tables(self, n=12, metric="stars"):
        models = [{"model": f"acme/m{at}", "subject": f"acme/m{at}", "maker": "acme", "parameters": "3",
                   "released": "2025-01-01", "sources": "wire"} for at in range(n)]  # fmt: skip
        rows = [stated(entity=f"acme/m{at}", metric=metric, value=str(100 * (at + 1)), period="2025-01-31",
                       published="2025-01-31") for at in range(n)]  # fmt: skip
        return {"models": models, "observations": rows}

    def test_the_first_version_divides_by_the_median_of_the_top_ten(self, asked):
        found = asked(self.tables(), "relative_adoption", metric="stars", version="v1", entity="acme/m11")
        # The ten largest of twelve have 300 to 1200, with a median of 750.
        assert found["RAM at 30 days"].value == pytest.approx(1200 / 750)

    def test_the_second_divides_by_the_tenth(self, asked):
        found = asked(self.tables(), "relative_adoption", metric="stars", entity="acme/m11")
        assert found["RAM at 30 days"].value == pytest.approx(1200 / 300)

    def test_a_class_of_nine_has_no_baseline(self, asked):
        found = asked(self.tables(9), "relative_adoption", metric="stars")
        assert found.abstains
        assert found.missing == "counts at 30 days of 10 models of 1-5B (it has 9)"

    def test_a_rolling_count_speaks_while_it_reaches_back_to_the_launch(self, asked):
        within = asked(self.tables(metric="fetches"), "relative_adoption", metric="fetches", entity="acme/m11")
        assert within["RAM at 30 days"].value == pytest.approx(4)
        beyond = self.tables(metric="fetches")
        for row in beyond["observations"]:
            row |= {"period": "2025-03-02", "published": "2025-03-02"}
        assert asked(beyond, "relative_adoption", metric="fetches").abstains

    def test_the_baseline_of_the_second_version_does_not_fall_with_age(self):
        rows = [{"size_class": "1-5B", "milestone": age, "downloads": 100 / age, "place": at}
                for age in (7, 30) for at in range(1, 11)]  # fmt: skip
        lines = baselines(rows, "v2")
        assert lines["1-5B", 30] == lines["1-5B", 7]

    def test_there_are_two_versions(self, asked):
        with pytest.raises(BadInput, match="choose one of v1, v2"):
            asked({}, "relative_adoption", metric="stars", version="v3")


class TestAsk:
    def test_an_unknown_measure_names_the_nearest(self, asked):
        with pytest.raises(UnknownName, match="did you mean pace"):
            asked({}, "pase")

    def test_a_word_too_many_and_one_too_few(self, asked):
        with pytest.raises(BadInput, match="'pace' does not ask for 'metric': it takes makers"):
            asked({}, "pace", metric="pulls")
        with pytest.raises(BadInput, match="'change' needs entity and metric and first and last"):
            asked({}, "change")

    def test_an_unknown_metric(self, asked):
        with pytest.raises(UnknownName, match="no metric 'pull'"):
            asked({}, "extreme", entity="kit", metric="pull")

    def test_an_estimate_is_asked_by_its_name(self, asked):
        found = asked({"observations": weekly("kit", [1, 2])}, "extreme", entity="kit", metric="pulls")
        assert found["value"].value == 2
        with pytest.raises(KeyError):
            found["weight"]

    def test_an_answer_can_be_run_again(self, small_record):
        record = small_record(world(observations=weekly("kit", [1, 2])))
        found = ask(record.as_of(LATE), "extreme", entity="kit", metric="pulls")
        assert list(found.rows) == record.engine.query(found.sql, found.parameters)
