"""The statistics agree with scipy, hold their nominal levels, and do not depend on what should not matter."""

import math
import random
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from onrecord.measures.statistics import (
    mann_kendall,
    overdue,
    peak_window,
    rate_change,
    theil_sen,
    window_change,
)
from onrecord.measures.statistics.rates import student_tail
from onrecord.terms.quantity import Interval
from onrecord.terms.time import Day

START = Day(2025, 1, 1)

whole = st.integers(-50, 50)
series = st.lists(whole, min_size=3, max_size=25)
untied = st.lists(whole, min_size=3, max_size=25, unique=True)


def point_lists(min_size=3, max_size=20):
    """Points at different times, small whole numbers so that sums are exact."""
    return st.lists(
        st.tuples(st.integers(0, 100), whole),
        min_size=min_size,
        max_size=max_size,
        unique_by=lambda point: point[0],
    )


class TestTheilSen:
    @given(point_lists(), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
    def test_agrees_with_scipy(self, points, confidence):
        ours = theil_sen(points, confidence=confidence)
        oracle = stats.theilslopes([y for _, y in points], [x for x, _ in points], alpha=confidence)
        assert ours.median == pytest.approx(oracle.slope)
        assert ours.low == pytest.approx(oracle.low_slope)
        assert ours.high == pytest.approx(oracle.high_slope)

    @given(point_lists(), whole, whole)
    def test_a_shift_of_values_or_times_changes_nothing(self, points, shift, later):
        assert theil_sen([(x + later, y + shift) for x, y in points]) == theil_sen(points)

    @given(point_lists(), st.sampled_from([0.5, 2.0, 8.0]))
    def test_the_slope_scales_with_the_unit(self, points, unit):
        assert theil_sen([(x, y * unit) for x, y in points]).median == theil_sen(points).median * unit

    @given(point_lists(), st.randoms(use_true_random=False))
    def test_the_order_of_arrival_changes_nothing(self, points, dice):
        mixed = list(points)
        dice.shuffle(mixed)
        assert theil_sen(mixed) == theil_sen(points)

    @given(point_lists())
    def test_running_backwards_flips_the_sign(self, points):
        assert theil_sen([(-x, y) for x, y in points]).median == -theil_sen(points).median

    def test_the_median_lies_inside_its_interval(self):
        slope = theil_sen([(n, n * 2 + (-1) ** n * 5) for n in range(12)])
        assert slope.low <= slope.median <= slope.high

    @pytest.mark.parametrize("points", [[], [(1, 2)], [(1, 2), (1, 5)]])
    def test_points_at_one_time_have_no_slope(self, points):
        with pytest.raises(ValueError, match="two points at different times"):
            theil_sen(points)


class TestMannKendall:
    @given(series)
    def test_tau_agrees_with_scipy(self, values):
        assume(len(set(values)) > 1)
        oracle = stats.kendalltau(range(len(values)), values)
        assert mann_kendall(values).tau == pytest.approx(oracle.statistic)

    @given(untied)
    def test_without_ties_p_is_exact(self, values):
        oracle = stats.kendalltau(range(len(values)), values, method="exact")
        assert mann_kendall(values, correct_autocorrelation=False).p == pytest.approx(oracle.pvalue)

    def test_with_ties_p_is_scipys_but_for_the_continuity_correction(self):
        values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9] * 3
        ours = mann_kendall(values, correct_autocorrelation=False)
        oracle = stats.kendalltau(range(len(values)), values, method="asymptotic")
        z = stats.norm.isf(oracle.pvalue / 2) * (abs(ours.s) - 1) / abs(ours.s)
        assert ours.p == pytest.approx(2 * stats.norm.sf(z))

    @given(series, whole, st.sampled_from([1, 2, 8]))
    def test_shift_and_scale_change_nothing(self, values, shift, scale):
        assert mann_kendall([value * scale + shift for value in values]).s == mann_kendall(values).s
        assert mann_kendall([value * scale + shift for value in values]).p == pytest.approx(mann_kendall(values).p)

    @given(series)
    def test_reversal_flips_the_sign_and_keeps_p(self, values):
        forward, backward = mann_kendall(values), mann_kendall(values[::-1])
        assert (backward.s, backward.tau) == (-forward.s, -forward.tau)
        assert backward.p == pytest.approx(forward.p)

    @given(series)
    def test_the_correction_is_only_ever_more_careful(self, values):
        corrected = mann_kendall(values)
        assert corrected.effective <= corrected.n
        # The exact p and the normal one differ a little, so the bound is not a sharp one.
        assert corrected.p >= mann_kendall(values, correct_autocorrelation=False).p - 0.03

    @pytest.mark.parametrize("values", [[], [1], [1, 2], [4, 4, 4, 4, 4]])
    def test_too_little_to_say_is_a_p_of_one(self, values):
        assert mann_kendall(values).p == 1.0

    def test_a_straight_line_is_a_trend(self):
        assert mann_kendall([value / 10 for value in range(12)]).p < 1e-6

    def test_false_alarms_stay_near_the_level_on_series_that_resemble_themselves(self):
        plain, corrected = false_alarms(0.5, corrected=False), false_alarms(0.5, corrected=True)
        assert plain > 0.15
        assert corrected < 0.08

    def test_false_alarms_on_independent_values(self):
        assert 0.03 <= false_alarms(0.0, corrected=False) <= 0.065


def false_alarms(phi: float, *, corrected: bool, length: int = 24, runs: int = 500) -> float:
    """Share of trendless first-order autoregressions that the test calls a trend at 5 %."""
    dice = random.Random(7)  # noqa: S311 - a simulation must repeat
    alarms = 0
    for _ in range(runs):
        value = dice.gauss() / math.sqrt(1 - phi * phi)
        values = []
        for _ in range(length):
            values.append(value)
            value = phi * value + dice.gauss()
        alarms += mann_kendall(values, correct_autocorrelation=corrected).p <= 0.05
    return alarms / runs


class TestOverdue:
    def test_rank_p_counts_the_gaps_at_least_as_long(self):
        found = overdue([10, 20, 30, 40, 50, 60, 70, 80, 90], 80)
        assert (found.p, found.longer, found.gaps, found.method) == (0.3, 2, 9, "rank")

    @pytest.mark.parametrize("gaps", [[], [5], [5, 6, 7]])
    def test_three_gaps_say_nothing(self, gaps):
        found = overdue(gaps, 1000)
        assert found.p is None
        assert found.gaps == len(gaps)

    @pytest.mark.parametrize("gaps", [4, 8])
    def test_few_gaps_are_taken_as_log_normal(self, gaps):
        past = [20 + 13 * n for n in range(gaps)]
        logs = [math.log(gap) for gap in past]
        error = stats.tstd(logs) * math.sqrt(1 + 1 / gaps)
        oracle = stats.t.sf((math.log(200) - stats.tmean(logs)) / error, gaps - 1)
        assert overdue(past, 200).p == pytest.approx(oracle)

    @given(st.floats(-20, 20), st.integers(1, 12))
    def test_students_tail_agrees_with_scipy(self, t, degrees):
        assert student_tail(t, degrees) == pytest.approx(stats.t.sf(t, degrees), abs=1e-12)

    @given(st.lists(st.integers(0, 400), min_size=4, max_size=30), st.integers(0, 500), st.integers(0, 500))
    def test_waiting_longer_never_looks_less_unusual(self, gaps, one, other):
        shorter, longer = sorted((one, other))
        assert overdue(gaps, longer).p <= overdue(gaps, shorter).p

    @given(
        st.lists(st.integers(0, 400), min_size=4, max_size=30),
        st.integers(0, 500),
        st.randoms(use_true_random=False),
    )
    def test_the_order_of_the_gaps_changes_nothing(self, gaps, since, dice):
        mixed = list(gaps)
        dice.shuffle(mixed)
        assert overdue(mixed, since).p == pytest.approx(overdue(gaps, since).p)

    def test_equal_gaps_do_not_divide_by_nought(self):
        assert overdue([30, 30, 30, 30, 30], 30).p == pytest.approx(0.5)
        assert overdue([0, 0, 0, 0], 0).p == pytest.approx(0.5)
        assert overdue([30, 30, 30, 30, 30], 45).p < 0.001

    @pytest.mark.parametrize(("gaps", "shape"), [(5, "log-normal"), (12, "log-normal"), (12, "exponential")])
    def test_ten_percent_means_ten_percent(self, gaps, shape):
        dice = random.Random(3)  # noqa: S311 - a simulation must repeat
        draw = (lambda: dice.lognormvariate(4, 0.7)) if shape == "log-normal" else (lambda: dice.expovariate(1 / 60))
        alarms = sum(overdue([round(draw()) for _ in range(gaps)], round(draw())).p <= 0.1 for _ in range(2000))
        assert 0.05 <= alarms / 2000 <= 0.12

    def test_a_negative_wait_is_refused(self):
        with pytest.raises(ValueError, match="from 0 on"):
            overdue([1, 2, 3, 4], -1)


class TestRateChange:
    def test_counts_and_rates(self):
        days = [START + timedelta(days=n) for n in (0, 3, 9, 10, 19)]
        found = rate_change(days, START + timedelta(days=10), START, START + timedelta(days=20))
        assert (found.events_before, found.events_after) == (3, 2)
        assert (found.before, found.after) == (0.3, 0.2)
        assert found.ratio == pytest.approx(2 / 3)

    def test_agrees_with_the_hypergeometric_where_a_day_has_one_event(self):
        days = [START + timedelta(days=n) for n in [*range(0, 60, 4), 70, 85]]
        found = rate_change(days, START + timedelta(days=60), START, START + timedelta(days=100), draws=20_000)
        exact = 2 * stats.hypergeom.cdf(2, 100, 17, 40)
        assert found.p == pytest.approx(exact, abs=0.01)

    def test_the_same_seed_gives_the_same_p(self):
        days = [START + timedelta(days=n * n % 97) for n in range(30)]
        split, end = START + timedelta(days=40), START + timedelta(days=97)
        assert rate_change(days, split, START, end, seed=4) == rate_change(days, split, START, end, seed=4)

    @given(st.lists(st.integers(0, 59), max_size=30), st.randoms(use_true_random=False))
    def test_the_order_of_arrival_changes_nothing(self, offsets, dice):
        days = [START + timedelta(days=n) for n in offsets]
        mixed = list(days)
        dice.shuffle(mixed)
        split, end = START + timedelta(days=30), START + timedelta(days=60)
        assert rate_change(mixed, split, START, end, draws=50) == rate_change(days, split, START, end, draws=50)

    @given(st.lists(st.integers(0, 59), max_size=30))
    def test_reversal_swaps_before_and_after(self, offsets):
        split, end = START + timedelta(days=30), START + timedelta(days=60)
        forward = rate_change([START + timedelta(days=n) for n in offsets], split, START, end, draws=50)
        backward = rate_change([START + timedelta(days=59 - n) for n in offsets], split, START, end, draws=50)
        assert (forward.before, forward.after) == (backward.after, backward.before)

    @given(st.lists(st.integers(-50, 120), max_size=30), st.integers(1, 400))
    def test_a_shift_in_time_changes_nothing(self, offsets, shift):
        def change(origin):
            days = [origin + timedelta(days=n) for n in offsets]
            return rate_change(days, origin + timedelta(days=45), origin, origin + timedelta(days=60), draws=50)

        assert change(START) == change(START + timedelta(days=shift))

    def test_nothing_at_all_is_no_change(self):
        found = rate_change([], Day(2025, 2, 1), START, Day(2025, 3, 1))
        assert (found.ratio, found.p) == (None, 1.0)

    def test_uploads_in_batches_do_not_cry_wolf(self):
        dice = random.Random(11)  # noqa: S311 - a simulation must repeat
        alarms = 0
        for _ in range(300):
            launches = [START + timedelta(days=dice.randrange(120)) for _ in range(12)]
            uploads = [day for day in launches for _ in range(3)]
            split, end = START + timedelta(days=80), START + timedelta(days=120)
            alarms += rate_change(uploads, split, START, end, draws=200).p <= 0.05
        assert alarms / 300 <= 0.07

    @pytest.mark.parametrize("split", [START, Day(2025, 3, 1), Day(2024, 1, 1)])
    def test_days_out_of_order_are_refused(self, split):
        with pytest.raises(ValueError, match="in order"):
            rate_change([], split, START, Day(2025, 3, 1))


class TestWindowChange:
    def test_plain_numbers(self):
        found = window_change([80.0, 82.0], [22.0])
        assert found.percent == pytest.approx(-72.84, abs=0.01)
        assert found.percent_interval.contains(found.percent)

    def test_an_open_end_stays_open(self):
        found = window_change([Interval(300_000, math.inf)], [Interval(350_000, math.inf)])
        assert found.ratio == pytest.approx(7 / 6)
        assert (found.ratio_interval.low, found.ratio_interval.high) == (0.0, math.inf)

    @given(
        st.lists(st.tuples(st.floats(1, 1e6), st.floats(0, 1e4)), min_size=1, max_size=5),
        st.lists(st.tuples(st.floats(1, 1e6), st.floats(0, 1e4)), min_size=1, max_size=5),
        st.floats(0, 1),
    )
    def test_the_interval_holds_every_change_that_the_values_allow(self, before, after, share):
        def intervals(values):
            return [Interval(value, value + width) for value, width in values]

        def inside(values):
            return sum(value + share * width for value, width in values) / len(values)

        span = window_change(intervals(before), intervals(after)).ratio_interval
        ratio = inside(after) / inside(before)
        assert span.low <= ratio * (1 + 1e-9)
        assert span.high >= ratio * (1 - 1e-9)

    @pytest.mark.parametrize(("before", "after"), [([], [1.0]), ([1.0], []), ([0.0], [5.0]), ([-3.0], [5.0])])
    def test_no_ratio_to_nothing(self, before, after):
        assert window_change(before, after) is None

    def test_a_fall_to_nought_is_a_fall_of_a_hundred_percent(self):
        assert window_change([10.0], [0.0]).percent == -100


class TestPeakWindow:
    def weekly(self, values, origin=START):
        return [(origin + timedelta(weeks=n), value) for n, value in enumerate(values)]

    def test_finds_the_peak_and_its_margin(self):
        peak = peak_window(self.weekly([1, 1, 4, 8, 8, 4, 1, 1, 2, 2] + [1] * 8), 4)
        assert (peak.mean, peak.runner_up, peak.margin) == (6.0, 1.5, 3.0)
        assert peak.period.start == START + timedelta(weeks=2)
        assert peak.period.days == 28
        assert (peak.weeks_after, peak.settled) == (12, True)

    def test_a_peak_at_the_end_is_not_settled(self):
        peak = peak_window(self.weekly(range(20)), 4)
        assert (peak.weeks_after, peak.settled) == (0, False)

    def test_no_window_spans_a_hole(self):
        counts = self.weekly([1, 1, 1, 9]) + self.weekly([9, 1, 1, 1], START + timedelta(weeks=30))
        assert peak_window(counts, 2).mean == 5.0

    def test_months_are_evenly_spaced_enough(self):
        months = [(Day(2025, month, 1), value) for month, value in enumerate([1, 2, 5, 6, 5, 2, 1, 1, 1], 1)]
        peak = peak_window(months, 3)
        assert (peak.period.start, peak.period.end) == (Day(2025, 3, 1), Day(2025, 6, 1))

    @given(
        st.lists(st.integers(0, 20), min_size=2, max_size=40),
        st.integers(1, 6),
        st.randoms(use_true_random=False),
    )
    def test_the_order_of_arrival_changes_nothing(self, values, width, dice):
        counts = self.weekly(values)
        mixed = list(counts)
        dice.shuffle(mixed)
        assert peak_window(mixed, width) == peak_window(counts, width)

    @given(st.lists(st.integers(0, 20), min_size=2, max_size=40), st.integers(1, 6))
    def test_no_window_beats_the_peak(self, values, width):
        peak = peak_window(self.weekly(values), width)
        assert (peak is None) == (len(values) < width)
        if peak:
            means = [sum(values[n : n + width]) / width for n in range(len(values) - width + 1)]
            assert peak.mean == pytest.approx(max(means))
            assert peak.margin is None or peak.margin >= 0

    @given(st.lists(st.integers(1, 20), min_size=2, max_size=40, unique=True))
    def test_reversal_mirrors_the_peak(self, values):
        forward, backward = peak_window(self.weekly(values), 1), peak_window(self.weekly(values[::-1]), 1)
        first = (forward.period.start - START).days // 7
        mirrored = (backward.period.start - START).days // 7
        assert first + mirrored == len(values) - 1

    def test_two_counts_of_one_day_are_refused(self):
        with pytest.raises(ValueError, match="one count"):
            peak_window([(START, 1), (START, 2)], 1)


def test_gaps_between_days_are_what_overdue_expects():
    days = sorted({START + timedelta(days=n * n) for n in range(12)})
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    assert overdue(gaps, 100).method == "rank"
