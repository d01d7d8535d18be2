"""The statistics behind the measures: slopes, trends, waits, rates, windows and peaks.

Plain numbers and days come in, small frozen results go out. Nothing here reads the record or a clock, nothing is
drawn without a seed, and each function names the paper that it follows. Where a test cannot say something it says so
(p of 1, or None) instead of guessing.
"""

from onrecord.measures.statistics.bootstrap import (
    centred_mean,
    moving_blocks,
    peak_chance,
    peak_share,
    percentile_interval,
    rate_ratio_interval,
    resampled,
)
from onrecord.measures.statistics.crossings import Crossing, crossing_interval, crossings
from onrecord.measures.statistics.rates import Overdue, RateChange, overdue, rate_change
from onrecord.measures.statistics.trend import Slope, Trend, mann_kendall, theil_sen
from onrecord.measures.statistics.windows import Peak, WindowChange, peak_window, window_change

__all__ = [
    "Crossing",
    "Overdue",
    "Peak",
    "RateChange",
    "Slope",
    "Trend",
    "WindowChange",
    "centred_mean",
    "crossing_interval",
    "crossings",
    "mann_kendall",
    "moving_blocks",
    "overdue",
    "peak_chance",
    "peak_share",
    "peak_window",
    "percentile_interval",
    "rate_change",
    "rate_ratio_interval",
    "resampled",
    "theil_sen",
    "window_change",
]
