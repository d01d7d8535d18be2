"""Is a series rising or falling, has it slowed, accelerated or stalled, and has it peaked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from onrecord.measures.asking import left_out, measured, metric_of, name_of, title
from onrecord.measures.measure import Vintages
from onrecord.measures.measurement import Estimate, Mark, Measurement, Picture, Trace, say, say_chance, say_when
from onrecord.measures.registry import TREND
from onrecord.measures.statistics import Peak, Slope, mann_kendall, peak_chance, peak_share, peak_window, theil_sen
from onrecord.record import View
from onrecord.terms.quantity import Interval
from onrecord.terms.time import ONE_DAY, Day, Period, say_day

LEVEL = 0.05
"""Above this chance a series is not said to rise or fall."""

APART = 0.9
"""Two intervals of this confidence that do not touch are called different.

83.4 % would be a test at 5 % for independent values (Goldstein and Healy 1995); with it, short segments of values that
resemble their neighbours called 6 to 12 % of steady slopes changed, and with this 1 to 6 % (`bench/false_alarms.py`).
"""

FEWEST = 8
"""Below this many values nothing is said: two segments of four are the least that have slopes with an interval."""

LAST_PART = 3
"""Without a split the last third of the values is compared with the rest."""

PEAK_WIDTH = 4
"""Values under the moving mean that finds the peak."""

SURE = 0.9
"""A peak is called one if nine of ten series like this have theirs in the same season."""

SEASON = 45
"""Days on either side of the middle of a peak that are still its season: three months in all."""

COLUMNS = ("slot", "every", "value", "known_from")

Row = Mapping[str, Any]


def trend(
    view: View,
    *,
    entity: str,
    metric: str,
    first: Day | None = None,
    last: Day | None = None,
    split: Day | None = None,
    every: str | None = None,
    vintages: Vintages = "latest",
) -> Measurement:
    """Return whether a series rises or falls, how its slope changed at a split, and where it had its peak.

    For a counter the series is its growth: growth that falls has slowed, growth that rises has accelerated.

    >>> from onrecord.record import open_record
    >>> view = open_record().as_of(Day(2025, 7, 25))
    >>> found = trend(view, entity="deepseek-r1", metric="ollama_pulls")
    >>> found["slope"].value < 0, found["effective values"].value < found["slope"].n
    (True, True)
    """
    defined = metric_of(view, metric)
    answer = TREND.ask(
        view,
        f"trend of {title(view, entity, defined)}",
        vintages=vintages,
        entities=[entity],
        metric=metric,
        every=every,
        first=first,
        last=last,
    )
    rows = answer.rows
    growing = defined["kind"] == "counter"
    unit = f"{defined['unit']} a {rows[0]['every']}" if growing and rows else defined["unit"]
    marks: list[Mark] = []
    if len(rows) < FEWEST:
        lacking = FEWEST - len(rows)
        missing = f"{lacking} more value{'' if lacking == 1 else 's'} of {title(view, entity, defined)}"
        estimates = [Estimate("slope", None, unit, n=len(rows), missing=missing)]
        words = f"{len(rows)} values that can be compared tell no trend."
    else:
        estimates, words, missing, marks = _told(rows, name_of(view, entity), unit, split, growing=growing)
    points = tuple((row["period_start"], row["period_end"], row["value"]) for row in rows)
    return measured(
        answer,
        view=view,
        subject=title(view, entity, defined),
        words=words,
        estimates=estimates,
        columns=COLUMNS,
        left=left_out(view, metric, [entity]),
        missing=missing,
        picture=Picture(unit, (Trace(name_of(view, entity), points),), tuple(marks)),
    )


def _told(
    rows: Sequence[Row], name: str, unit: str, split: Day | None, *, growing: bool
) -> tuple[list[Estimate], str, str, list[Mark]]:
    step = median(row["step"] for row in rows[1:])
    values = [row["value"] for row in rows]
    whole = mann_kendall(values)
    slope = _slope(rows, step, 0.95)
    period = Period(rows[0]["period_start"], rows[-1]["period_end"])
    every = f"{unit} each {rows[0]['every']}"
    found = [
        Estimate("slope", slope.median, every, Interval(slope.low, slope.high), len(rows), period),
        Estimate("p", whole.p, "probability", None, len(rows), period),
        Estimate("effective values", whole.effective, "values", None, len(rows), period),
    ]
    what = f"the growth of {name}" if growing else name
    if whole.p <= LEVEL:
        words = f"{what[:1].upper()}{what[1:]} {'rose' if whole.s > 0 else 'fell'} {say_when(period)}, by "
        words += f"{say(abs(slope.median), unit)} a {rows[0]['every']} ({say_chance(whole.p)})."
    else:
        words = f"Whether {what} rose or fell {say_when(period)} cannot be told ({say_chance(whole.p)})."
    segments, said, missing = _segments(rows, step, every, split, growing=growing)
    peaked, peak_words, peak_missing, mark = _peaked(rows, unit)
    marks = [Mark("split", day=segments[1].period.start)] if len(segments) > 1 and segments[1].period else []
    together = " ".join(part for part in (words, said, peak_words) if part)
    return [*found, *segments, *peaked], together, missing or peak_missing, [*marks, *mark]


def _slope(rows: Sequence[Row], step: float, confidence: float) -> Slope:
    points = [(row["at"] / step, row["value"]) for row in rows]
    return theil_sen(points, confidence=confidence, correct_autocorrelation=True)


def _segments(
    rows: Sequence[Row], step: float, unit: str, split: Day | None, *, growing: bool
) -> tuple[list[Estimate], str, str]:
    """Compare the slopes before and after a split: slowed, accelerated, stalled, turned, or not to be told."""
    place = len(rows) - max(4, len(rows) // LAST_PART)
    if split is not None:
        place = next((at for at, row in enumerate(rows) if row["period_start"] >= split), len(rows))
    parts = (rows[:place], rows[place:])
    if min(map(len, parts)) < 4:
        side = "before" if len(parts[0]) < 4 else "from"
        missing = f"four values {side} {say_day(split)}" if split else "four values on each side"
        return [Estimate("later slope", None, unit, missing=missing)], "", missing
    slopes = [_slope(part, step, APART) for part in parts]
    periods = [Period(part[0]["period_start"], part[-1]["period_end"]) for part in parts]
    found = [
        Estimate(name, slope.median, unit, Interval(slope.low, slope.high), len(part), period)
        for name, slope, part, period in zip(("earlier slope", "later slope"), slopes, parts, periods, strict=True)
    ]
    since = f"from {say_day(periods[1].start)} on"
    word = movement_word(slopes[0], slopes[1], growing=growing)
    if word:
        return found, f"It {word} {since}.", ""
    return found, f"Whether its slope changed {since} cannot be told.", ""


def movement_word(before: Slope, after: Slope, *, growing: bool = False) -> str:
    """Return what happened between two segments in a word; nothing where their intervals touch.

    >>> movement_word(Slope(5, 4, 6), Slope(0, -1, 1)), movement_word(Slope(5, 4, 6), Slope(2, 1, 3))
    ('stalled', 'slowed')
    >>> movement_word(Slope(5, 4, 6), Slope(4, 3, 5)), movement_word(Slope(1, 0.5, 2), Slope(-3, -4, -2))
    ('', 'turned down')
    """
    if before.low <= after.high and after.low <= before.high:
        return ""
    down = after.high < before.low
    if growing:
        # The slope is one of growth already: less of it is growth that fades.
        return "slowed further" if down and before.high < 0 else "slowed" if down else "accelerated"
    if before.low > 0:
        if not down:
            return "accelerated"
        return "turned down" if after.high < 0 else "slowed" if after.low > 0 else "stalled"
    if before.high < 0:
        if down:
            return "fell faster"
        return "turned up" if after.low > 0 else "fell more slowly" if after.high < 0 else "stopped falling"
    return "turned down" if after.high < 0 else "turned up" if after.low > 0 else ""


def _peaked(rows: Sequence[Row], unit: str) -> tuple[list[Estimate], str, str, list[Mark]]:
    counts = [(row["slot"], row["value"]) for row in rows]
    peak = peak_window(counts, PEAK_WIDTH)
    if peak is None:
        return [], "", "", []
    middle = peak.period.start + (peak.period.end - peak.period.start) / 2
    season = Period(middle - SEASON * ONE_DAY, middle + (SEASON + 1) * ONE_DAY)
    share = peak_share(counts, season, PEAK_WIDTH)
    chance = peak_chance([value for _, value in counts], PEAK_WIDTH)
    n = len(rows)
    found = [
        Estimate("peak", peak.mean, unit, None, n, peak.period),
        Estimate("weeks after the peak", float(peak.weeks_after), "weeks", None, n, peak.period),
        Estimate("peaks in the same season", 100 * share, "percent", None, n, season),
        Estimate("p of the peak", chance, "probability", None, n, peak.period),
    ]
    if peak.margin is not None:
        found.insert(1, Estimate("peak over the runner-up", 100 * peak.margin, "percent", None, n, peak.period))
    words, missing, marks = _peak_words(peak, share, chance, unit)
    return found, words, missing, marks


def _peak_words(peak: Peak, share: float, chance: float, unit: str) -> tuple[str, str, list[Mark]]:
    said = f"{say(peak.mean, unit)} on average {say_when(peak.period)}"
    if not peak.settled:
        short = 8 - peak.weeks_after
        weeks = f"{short} more week{'' if short == 1 else 's'}"
        return f"The highest so far is {said}; whether it peaked shows in {weeks}.", "", []
    if share < SURE or chance > LEVEL:
        words = f"The highest, {said}, may be chance ({say_chance(chance)}; {share:.0%} of series like it"
        return f"{words} peak then).", "", []
    words = f"It peaked: {said} ({say_chance(chance)}; {share:.0%} of series like it peak then)."
    return words, "", [Mark("peak", day=peak.period.start)]
