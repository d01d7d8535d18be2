"""Shares by lab, country or entity, and how concentrated they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

from onrecord.measures.asking import left_out, measured, metric_of, name_of
from onrecord.measures.measure import Answer, Vintages
from onrecord.measures.measurement import Estimate, Measurement, Picture, Trace, say, say_when
from onrecord.measures.registry import SHARE
from onrecord.record import View
from onrecord.terms.errors import BadInput
from onrecord.terms.quantity import Interval
from onrecord.terms.time import Day, Period

By = Literal["lab", "country", "entity"]
BY: tuple[By, ...] = get_args(By)
"""Whose shares can be asked for."""

WHOLE = 1.005
"""Published shares that add up to more than this are not parts of one whole; half a per cent is rounding."""

MOST_DRAWN = 6
"""A picture shows so many holders, the largest of the newest period first."""

COLUMNS = ("slot", "holder", "share", "value", "hhi", "series")

Row = Mapping[str, Any]


def share(
    view: View,
    *,
    metric: str,
    by: By = "lab",
    entities: Sequence[str] | None = None,
    every: str | None = None,
    first: Day | None = None,
    last: Day | None = None,
    vintages: Vintages = "latest",
) -> Measurement:
    """Return each holder's share of a metric by period, and the Herfindahl-Hirschman index of the newest.

    >>> from onrecord.record import open_record
    >>> view = open_record().as_of(Day(2025, 7, 25))
    >>> found = share(view, metric="or_tokens_week_author", by="country")
    >>> [(estimate.of, str(estimate)) for estimate in found.estimates if estimate.name == "share"]
    [('US', '73.4%'), ('CN', '26.6%')]

    Raises `BadInput` for holders that there are not.
    """
    if by not in BY:
        raise BadInput(f"{by!r} is nobody who holds a share: choose one of {', '.join(BY)}.")
    defined = metric_of(view, metric)
    answer = SHARE.ask(
        view,
        f"shares of {defined['name']} by {by}",
        vintages=vintages,
        metric=metric,
        by=by,
        entities=list(entities) if entities is not None else None,
        every=every,
        first=first,
        last=last,
    )
    newest = _newest(answer.rows)
    missing = _missing(answer, newest, defined)
    estimates, words = ([], "The shares cannot be told.") if missing else _told(view, newest, defined, by)
    return measured(
        answer,
        view=view,
        subject=f"{defined['name']}: shares by {by}",
        words=words,
        estimates=estimates or [Estimate("share", None, "percent", missing=missing)],
        columns=COLUMNS,
        left=left_out(view, metric, entities),
        missing=missing,
        picture=_picture(view, answer.rows, newest, by),
    )


def concentration(shares: Sequence[float], rest: float = 0.0) -> Interval:
    """Return the Herfindahl-Hirschman index of shares that leave a rest: 1 is a single holder.

    The rest adds nothing where it is in crumbs, and its square where it is in one hand (Herfindahl 1950; Hirschman
    1964).

    >>> concentration([0.5, 0.25], rest=0.25)
    Interval(low=0.3125, high=0.375)
    """
    low = sum(part * part for part in shares)
    return Interval(low, low + rest * rest)


def _newest(rows: Sequence[Row]) -> list[Row]:
    """Return the newest period in which at least half as many series were read as in the fullest one.

    Readers stop one by one: the last week of a feed may hold a single series, and its share would be the whole.
    """
    most = max((row["series"] for row in rows), default=0)
    slot = next((row["slot"] for row in reversed(rows) if 2 * row["series"] >= most), None)
    return [row for row in rows if row["slot"] == slot]


def _missing(answer: Answer, newest: Sequence[Row], defined: Row) -> str:
    if not answer.rows:
        return f"values of {defined['name']} in periods that can be compared"
    period = _period(newest)
    if sum(row["share"] for row in newest) > WHOLE:
        return f"one count of {defined['name']} for {period}: the published shares add up to more than the whole"
    if len(newest) < 2 and defined["kind"] != "share":
        return f"{defined['name']} of a second holder in {period}"
    return ""


def _told(view: View, newest: Sequence[Row], defined: Row, by: By) -> tuple[list[Estimate], str]:
    period, series = _period(newest), max(row["series"] for row in newest)
    found = [
        Estimate("share", 100 * row["share"], "percent", None, series, period, _holder(view, row["holder"], by))
        for row in newest
    ]
    rest = max(0.0, 1 - sum(row["share"] for row in newest)) if defined["kind"] == "share" else 0.0
    index = concentration([row["share"] for row in newest], rest)
    found.append(Estimate("HHI", index.low, "index", index if rest > 0.005 else None, series, period))
    leaders = ", ".join(f"{estimate.of} {estimate}" for estimate in found[: min(3, len(newest))])
    of = "what its publisher counts" if defined["kind"] == "share" else f"the {series} series on record"
    words = f"{leaders} of {of} {say_when(period)}; HHI {say(index.low, 'index')}"
    words += f" to {say(index.high, 'index')}, as {say(100 * rest, 'percent')} is not assigned" if rest > 0.005 else ""
    return found, f"{words}."


def _period(rows: Sequence[Row]) -> Period:
    return Period(min(row["period_start"] for row in rows), max(row["period_end"] for row in rows))


def _holder(view: View, holder: str, by: By) -> str:
    return holder if by == "country" else name_of(view, holder)


def _picture(view: View, rows: Sequence[Row], newest: Sequence[Row], by: By) -> Picture:
    largest = [row["holder"] for row in newest][:MOST_DRAWN]
    traces = []
    for holder in largest:
        points = tuple(
            (row["period_start"], row["period_end"], 100 * row["share"]) for row in rows if row["holder"] == holder
        )
        traces.append(Trace(_holder(view, holder, by), points))
    return Picture("percent", tuple(traces))
