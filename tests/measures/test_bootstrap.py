"""Intervals by resampling blocks of time: against scipy, and on histories whose truth is known."""

import itertools
import random
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from onrecord.measures.statistics import (
    centred_mean,
    crossing_interval,
    crossings,
    moving_blocks,
    overdue,
    peak_chance,
    peak_share,
    percentile_interval,
    rate_change,
    rate_ratio_interval,
    resampled,
)
from onrecord.terms.time import Period

START = date(2025, 1, 6)
values = st.lists(st.integers(-50, 50).map(float), min_size=4, max_size=40)


class TestBlocks:
    @given(st.integers(1, 60), st.integers(1, 20), st.integers(0, 9))
    def test_a_series_of_the_same_length_is_drawn_in_runs_of_neighbours(self, n, length, seed):
        places = moving_blocks(n, length, random.Random(seed).random)  # noqa: S311
        assert len(places) == n
        assert set(places) <= set(range(n))
        for at, (before, after) in enumerate(itertools.pairwise(places), start=1):
            assert at % length == 0 or after == (before + 1) % n

    def test_every_place_is_drawn_equally_often(self):
        dice = random.Random(5).random  # noqa: S311
        counts = [0] * 10
        for _ in range(4000):
            for place in moving_blocks(10, 3, dice):
                counts[place] += 1
        assert stats.chisquare(counts).pvalue > 0.001

    @given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=300), st.sampled_from([0.5, 0.9, 0.95]))
    def test_the_middle_share_of_the_draws_lies_inside(self, draws, confidence):
        span = percentile_interval(draws, confidence)
        inside = sum(span.contains(value) for value in draws)
        assert inside >= confidence * len(draws) - 1e-9
        assert span.low in draws
        assert span.high in draws


class TestCentredMean:
    @given(values, st.integers(1, 6))
    def test_it_stays_inside_the_values_and_keeps_what_is_constant(self, series, width):
        smooth = centred_mean(series, width)
        assert len(smooth) == len(series)
        assert all(min(series) - 1e-9 <= value <= max(series) + 1e-9 for value in smooth)
        assert centred_mean([3.0] * 7, width) == pytest.approx([3.0] * 7)

    @given(values, st.integers(1, 6))
    def test_nothing_moves_to_a_side(self, series, width):
        assert centred_mean(series[::-1], width) == pytest.approx(centred_mean(series, width)[::-1])

    @given(values, st.integers(0, 5))
    def test_series_like_it_keep_its_level(self, series, seed):
        drawn = list(resampled(series, draws=60, seed=seed))
        assert all(len(one) == len(series) for one in drawn)
        assert drawn == list(resampled(series, draws=60, seed=seed))


class TestRateRatio:
    def days(self, before, after):
        return [START + timedelta(days=9 * n) for n in range(before)] + [
            START + timedelta(days=180 + 9 * n) for n in range(after)
        ]

    def test_the_interval_of_scipy_is_met_where_days_do_not_hang_together(self):
        dice = random.Random(3)  # noqa: S311
        daily = [float(dice.random() < 0.3) for _ in range(270)]
        days = [START + timedelta(days=at) for at, count in enumerate(daily) if count]
        ours = rate_ratio_interval(days, START + timedelta(180), START, START + timedelta(270), draws=4000)

        def ratio(before, after, axis):
            return (after.mean(axis) + 0.5 / 90) / (before.mean(axis) + 0.5 / 180)

        oracle = stats.bootstrap(
            (daily[:180], daily[180:]), ratio, vectorized=True, method="percentile", n_resamples=4000, rng=1
        ).confidence_interval
        assert ours.low == pytest.approx(oracle.low, rel=0.15)
        assert ours.high == pytest.approx(oracle.high, rel=0.15)

    @pytest.mark.parametrize(("before", "after"), [(0, 4), (4, 0)])
    def test_a_side_without_events_has_no_interval(self, before, after):
        span = rate_ratio_interval(self.days(before, after), START + timedelta(180), START, START + timedelta(270))
        assert span is None

    def test_days_out_of_order_are_refused(self):
        with pytest.raises(ValueError, match="in order"):
            rate_ratio_interval([], START, START, START)


class TestBlocksOfDays:
    def test_bursts_within_a_week_do_not_cry_wolf(self):
        split, end = START + timedelta(182), START + timedelta(273)
        by_day = by_week = 0
        for seed in range(200):
            dice = random.Random(seed)  # noqa: S311
            days = []
            for at in range(266):
                if dice.random() < 0.05:
                    days += [START + timedelta(at), START + timedelta(at + dice.randrange(1, 7))]
            by_day += rate_change(days, split, START, end, draws=200).p <= 0.05
            by_week += rate_change(days, split, START, end, block=7, draws=200).p <= 0.05
        assert by_week < by_day
        assert by_week / 200 <= 0.09

    def test_a_block_that_does_not_fit_is_refused(self):
        with pytest.raises(ValueError, match="does not fit"):
            rate_change([START], START + timedelta(3), START, START + timedelta(90), block=7)

    @given(st.lists(st.integers(0, 55), max_size=20))
    def test_the_counts_do_not_depend_on_the_blocks(self, offsets):
        days = [START + timedelta(at) for at in offsets]
        split, end = START + timedelta(28), START + timedelta(56)
        one = rate_change(days, split, START, end, draws=20)
        week = rate_change(days, split, START, end, block=7, draws=20)
        assert (one.events_before, one.events_after, one.ratio) == (week.events_before, week.events_after, week.ratio)


class TestWaits:
    @given(st.lists(st.integers(1, 300), min_size=9, max_size=40), st.integers(0, 350))
    def test_the_rank_is_the_estimate_of_kaplan_and_meier_with_the_wait_itself_among_the_gaps(self, gaps, wait):
        # The running wait is censored on the day: it is known to last that long at least.
        curve = stats.ecdf(stats.CensoredData(uncensored=gaps, right=[wait])).sf
        at = float(curve.evaluate(wait - 0.5))
        assert overdue(gaps, wait).p == pytest.approx(at)


class TestPeaks:
    def weekly(self, series):
        return [(START + timedelta(weeks=at), value) for at, value in enumerate(series)]

    def test_a_bump_is_a_peak_in_its_season(self):
        series = [1.0] * 12 + [2, 5, 9, 9, 6, 3] + [1.0] * 22
        season = Period(START + timedelta(weeks=8), START + timedelta(weeks=22))
        assert peak_share(self.weekly(series), season) > 0.95
        assert peak_chance(series) < 0.05

    def test_a_series_without_a_peak_is_rarely_called_one(self):
        dice = random.Random(1)  # noqa: S311
        called = 0
        for seed in range(150):
            value, series = 0.0, []
            for _ in range(40):
                value = 0.4 * value + dice.gauss(0, 1)
                series.append(value)
            called += peak_chance(series, draws=100, seed=seed) <= 0.05
        assert called / 150 <= 0.05

    @given(values, st.integers(-20, 20), st.sampled_from([1.0, 2.0, 8.0]))
    def test_unit_and_zero_do_not_matter(self, series, shift, unit):
        assume(len(set(series)) > 1)
        moved = [value * unit + shift for value in series]
        assert peak_chance(moved, draws=50) == pytest.approx(peak_chance(series, draws=50), abs=0.06)

    @pytest.mark.parametrize("series", [[], [1.0, 2.0, 3.0], [4.0] * 20])
    def test_too_little_to_say_is_a_p_of_one(self, series):
        assert peak_chance(series) == 1.0

    def test_a_window_wider_than_the_series_is_refused(self):
        with pytest.raises(ValueError, match="wider"):
            peak_share(self.weekly([1.0, 2.0]), Period(START, START + timedelta(9)))


class TestCrossings:
    @given(st.lists(st.integers(-4, 4).map(float), max_size=40), st.integers(1, 6))
    def test_a_crossing_is_a_change_of_sign_and_lasts_as_long_as_it_says(self, series, lasting):
        for found in crossings(series, lasting):
            after = series[found.place : found.place + found.length]
            assert after[0] * found.sign > 0
            assert all(value * found.sign >= 0 for value in after)
            earlier = [value for value in series[: found.place] if value]
            assert earlier[-1] * found.sign < 0
            assert found.lasting == (found.length >= lasting)
            end = found.place + found.length
            assert end == len(series) or series[end] * found.sign < 0

    @given(st.lists(st.integers(-4, 4).map(float), max_size=40), st.integers(1, 6))
    def test_lasting_crossings_take_turns(self, series, lasting):
        signs = [found.sign for found in crossings(series, lasting) if found.lasting]
        assert all(one == -other for one, other in itertools.pairwise(signs))

    @given(st.lists(st.integers(-4, 4).map(float), max_size=40), st.integers(1, 6))
    def test_who_is_named_first_does_not_matter(self, series, lasting):
        mirrored = crossings([-value for value in series], lasting)
        assert [(found.place, -found.sign, found.lasting) for found in mirrored] == [
            (found.place, found.sign, found.lasting) for found in crossings(series, lasting)
        ]

    def test_a_tie_overtakes_nobody(self):
        assert crossings([1, 0, 0, 1], 1) == ()
        assert [found.place for found in crossings([1, 0, -1, 0, -1], 2)] == [2]

    def test_the_interval_holds_the_place_of_a_clear_crossing(self):
        dice = random.Random(8)  # noqa: S311
        apart = [0.6 * (at - 19.5) + dice.gauss(0, 1) for at in range(40)]
        found = next(one for one in crossings(apart) if one.lasting)
        low, high = crossing_interval(apart, found)
        assert low <= 20
        assert high >= 19
        assert high - low <= 12

    def test_a_crossing_that_hardly_any_such_series_has_is_not_sure(self):
        apart = [-3.0, -2, -3, 1, 1, 1, -3, -2, -3, -2, -3, -2, -3, -2]
        found = crossings(apart, 3)[0]
        assert found.lasting
        assert crossing_interval(apart, found, 3) is None

    def test_a_crossing_of_no_length_is_refused(self):
        with pytest.raises(ValueError, match="one place at least"):
            crossings([1.0], 0)
