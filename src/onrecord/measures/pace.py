"""The pace of releases: how many launches, how far apart, when most, and whether the pace has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any

from onrecord.measures.asking import Watch, measured, name_of, watch, watched_until
from onrecord.measures.measure import Answer
from onrecord.measures.measurement import Estimate, Mark, Measurement, Picture, Trace, say, say_chance, say_interval
from onrecord.measures.registry import PACE
from onrecord.measures.statistics import RateChange, rate_change, rate_ratio_interval
from onrecord.record import View
from onrecord.terms.errors import BadInput
from onrecord.terms.quantity import Interval
from onrecord.terms.time import ONE_DAY, Day, Period, say_day

RECENT, BEFORE = 90, 180
"""Days that are compared where no split is given: the last quarter with the half-year before it."""

WEEK = 7

LEVEL = 0.05
"""Above this chance the pace is not said to have changed."""

COLUMNS = ("day", "maker", "model", "models", "gap")

Row = Mapping[str, Any]


def pace(
    view: View,
    *,
    makers: Sequence[str] | None = None,
    country: str | None = None,
    families: Sequence[str] | None = None,
    first: Day | None = None,
    last: Day | None = None,
    split: Day | None = None,
) -> Measurement:
    """Return launches, intervals, the busiest month, and whether the pace changed at a split.

    Without `first`, `last` and `split` the last 90 days are compared with the 180 before them; the last day is the
    view's, or the last on which the record was watching.

    >>> from onrecord.record import open_record
    >>> found = pace(open_record().as_of(Day(2025, 7, 25)), makers=["deepseek"])
    >>> found["launches"].value, found["rate ratio"].n, found["p"].value > 0.05
    (8.0, 8, True)

    Raises `BadInput` for days that are not in order.
    """
    whom = list(makers or ()) or [country or "*"]
    last = min(last or watched_until(view, whom), view.day)
    if split is None:
        split = last - (RECENT - 1) * ONE_DAY
    if first is None:
        first = split - BEFORE * ONE_DAY
    if not first < split <= last:
        raise BadInput(f"The days must be in order: from {first}, split at {split}, to {last}.")
    who = _who(view, makers, country, families)
    answer = PACE.ask(
        view,
        f"launch days of {who}",
        makers=list(makers) if makers else None,
        country=country,
        families=list(families) if families else None,
    )
    window = Period.of_days(first, last)
    rows = [row for row in answer.rows if row["exact"] and not row["weak"] and window.contains(row["day"])]
    seen = watch(view, whom, first, last)
    changed = change_of_pace([row["day"] for row in rows], split, window)
    span = rate_ratio_interval([row["day"] for row in rows], split, window.start, window.end)
    estimates = [*_counted(rows, window), *_changed(changed, span, Period(split, window.end), seen)]
    return measured(
        answer,
        view=view,
        subject=f"Launches of {who}",
        words=_words(rows, window, split, changed, span, seen, who),
        estimates=estimates,
        columns=COLUMNS,
        rows=rows,
        left=_left(answer, window),
        missing="" if seen.full else f"{seen.lacking} of {who} from {say_day(first)} to {say_day(last)}",
        picture=_picture(rows, window, split, who),
    )


def change_of_pace(days: Sequence[Day], split: Day, window: Period) -> RateChange:
    """Compare the pace before and from a split, with the p of days or of weeks dealt out anew, whichever is larger.

    Launches come in bursts: a test of single days finds 12 % of changes where there are none if each launch brings
    another within a week; with the larger p of the two it is 5 % (`bench/false_alarms.py`).
    """
    by_day = rate_change(days, split, window.start, window.end)
    if min((split - window.start).days, (window.end - split).days) < WEEK:
        return by_day
    by_week = rate_change(days, split, window.start, window.end, block=WEEK)
    return replace(by_day, p=max(by_day.p, by_week.p))


def _who(view: View, makers: Sequence[str] | None, country: str | None, families: Sequence[str] | None) -> str:
    if makers:
        who = " and ".join(name_of(view, maker) for maker in makers)
    else:
        who = f"all labs in {country} on record" if country else "all labs on record"
    return f"{who} ({', '.join(families)})" if families else who


def _counted(rows: Sequence[Row], window: Period) -> list[Estimate]:
    n = len(rows)
    found = [Estimate("launches", float(n), "launch days", n=n, period=window)]
    if n:
        found.append(Estimate("days per launch", window.days / n, "days", n=n, period=window))
    gaps = [(later["day"] - earlier["day"]).days for earlier, later in pairwise(rows)]
    if gaps:
        span = Interval(min(gaps), max(gaps))
        found.append(Estimate("median interval", float(median(gaps)), "days", span, len(gaps), window))
    months = by_month([row["day"] for row in rows], window)
    most = max(months.values(), default=0)
    for month, count in months.items():
        if count == most and most:
            found.append(Estimate("busiest month", float(count), "launch days", n=n, period=month))
    return found


def _changed(changed: RateChange, span: Interval | None, after: Period, seen: Watch) -> list[Estimate]:
    n = changed.events_before + changed.events_after
    if not seen.full:
        return [
            Estimate("rate ratio", None, "multiple", n=n, period=after, missing=seen.lacking),
            Estimate("p", None, "probability", n=n, period=after, missing=seen.lacking),
        ]
    ratio = Estimate("rate ratio", changed.ratio, "multiple", span, n, after)
    if changed.ratio is None:
        ratio = Estimate("rate ratio", None, "multiple", n=n, period=after, missing="a launch before the split")
    return [ratio, Estimate("p", changed.p, "probability", n=n, period=after)]


def _words(
    rows: Sequence[Row],
    window: Period,
    split: Day,
    changed: RateChange,
    span: Interval | None,
    seen: Watch,
    who: str,
) -> str:
    n = len(rows)
    words = f"{n} launch day{'' if n == 1 else 's'} of {who} in {window}"
    words += f", one every {say(window.days / n, 'days')}. " if n else ". "
    before, after = changed.events_before, changed.events_after
    words += f"{before} in the {(split - window.start).days} days before {say_day(split)}, {after} in the "
    words += f"{(window.end - split).days} from then on"
    if not seen.full:
        return f"{words}. Whether the pace changed cannot be told: the record does not watch all of it."
    if changed.ratio is not None:
        words += f": {say(changed.ratio, 'multiple')} the rate"
        words += f" ({say_interval(span, '')})" if span else ""
    if changed.p > LEVEL or changed.ratio is None:
        return f"{words}. Chance alone does that with {say_chance(changed.p)}: a change cannot be told."
    verb = "slowed" if changed.ratio < 1 else "quickened"
    return f"{words}. The pace {verb} ({say_chance(changed.p)})."


def by_month(days: Sequence[Day], window: Period) -> dict[Period, int]:
    """Count days by calendar month over a window, months without any too.

    >>> {str(month): n for month, n in by_month([Day(2025, 1, 20)], Period.parse("2025-01/2025-02")).items()}
    {'January 2025': 1, 'February 2025': 0}
    """
    months: dict[Period, int] = {}
    month = Period.of_month(window.start.year, window.start.month)
    while month.start < window.end:
        months[month] = sum(month.contains(day) for day in days)
        month = Period.of_month(month.end.year, month.end.month)
    return months


def _left(answer: Answer, window: Period) -> dict[str, int]:
    inside = [row for row in answer.rows if window.contains(row["day"])]
    counts = {
        "known to the month only": sum(not row["exact"] for row in inside),
        "weak source": sum(row["weak"] and row["exact"] for row in inside),
    }
    return {reason: many for reason, many in counts.items() if many}


def _picture(rows: Sequence[Row], window: Period, split: Day, who: str) -> Picture:
    months = by_month([row["day"] for row in rows], window)
    points = tuple((month.start, month.end, float(count)) for month, count in months.items())
    return Picture("launch days a month", (Trace(who, points, "bars"),), (Mark("split", day=split),))
