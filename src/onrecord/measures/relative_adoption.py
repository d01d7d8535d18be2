"""Relative adoption at equal age: downloads of a model against the most downloaded of its size class.

After the Relative Adoption Metric of the ATOM Project, which published two versions. Which is asked for is always said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any, Literal, get_args

from onrecord.measures.asking import left_out, measured, metric_of, name_of
from onrecord.measures.measure import Vintages
from onrecord.measures.measurement import Estimate, Mark, Measurement, Picture, Trace, say
from onrecord.measures.registry import RELATIVE_ADOPTION
from onrecord.record import View
from onrecord.terms.errors import BadInput
from onrecord.terms.time import ONE_DAY, Period

Version = Literal["v1", "v2"]
VERSIONS: tuple[Version, ...] = get_args(Version)
"""`v1` as on atomproject.ai on 2026-01-12, `v2` as there on 2026-05-25."""

TOP = 10
"""Models of a size class that the baseline is made of."""

COLUMNS = ("entity", "size", "size_class", "launched", "milestone", "age", "downloads", "place")

Row = Mapping[str, Any]


def relative_adoption(
    view: View,
    *,
    metric: str,
    entities: Sequence[str] | None = None,
    version: Version = "v2",
    vintages: Vintages = "latest",
) -> Measurement:
    """Return for each model and age its downloads as a multiple of the baseline of its size class.

    `v1` divides by the median, at that age, of the ten models of the class with the most downloads in all; `v2` by the
    tenth-highest count of the class at that age, which may not fall from one age to the next. Above 1 a model is on its
    way into the ten most downloaded of its size.

    >>> from onrecord.record import open_record
    >>> record = open_record()
    >>> found = relative_adoption(record.as_of(record.now), metric="hf_downloads_30d", version="v1")
    >>> found.measure.name
    'relative_adoption'

    Raises `BadInput` for a version that there is not.
    """
    if version not in VERSIONS:
        raise BadInput(f"{version!r} is no version of relative adoption: choose one of {', '.join(VERSIONS)}.")
    defined = metric_of(view, metric)
    answer = RELATIVE_ADOPTION.ask(
        view,
        f"relative adoption ({version}) by {defined['name']}",
        vintages=vintages,
        metric=metric,
        window=window_of(defined),
    )
    lines = baselines(answer.rows, version)
    wanted = [row for row in answer.rows if entities is None or row["entity"] in entities]
    estimates = [_estimate(view, row, lines, answer.rows) for row in wanted]
    told = [estimate for estimate in estimates if estimate.value is not None]
    missing = "" if told else _missing(wanted, estimates, defined, entities, view)
    best = sorted(told, key=lambda estimate: -(estimate.value or 0.0))[:3]
    words = ", ".join(f"{estimate.of} {estimate.name.removeprefix('RAM ')}: {estimate}" for estimate in best)
    return measured(
        answer,
        view=view,
        subject=f"Relative adoption, {version} of the ATOM Project: {defined['name']}",
        words=f"{words}." if told else "No relative adoption can be told.",
        estimates=estimates or [Estimate("RAM", None, "multiple", missing=missing)],
        columns=COLUMNS,
        rows=wanted,
        left=left_out(view, metric, entities),
        missing=missing,
        picture=_picture(told),
    )


def window_of(defined: Row) -> int:
    """Return over how many days back a reading of a rolling metric counts; 0 where it is none.

    >>> window_of({"kind": "flow", "window": "30 days ending on the day in `period`"})
    30
    """
    found = re.match(r"(\d+) days\b", defined["window"])
    return int(found[1]) if found and defined["kind"] == "flow" else 0


def baselines(rows: Sequence[Row], version: Version) -> dict[tuple[str, int], float]:
    """Return the baseline of each size class at each age, where ten models have a count at that age.

    >>> rows = [{"size_class": "1-5B", "milestone": 30, "downloads": n, "place": 11 - n} for n in range(1, 11)]
    >>> baselines(rows, "v1"), baselines(rows, "v2")
    ({('1-5B', 30): 5.5}, {('1-5B', 30): 1})
    """
    cells: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        cells.setdefault((row["size_class"], row["milestone"]), []).append(row)
    found: dict[tuple[str, int], float] = {}
    highest: dict[str, float] = {}
    for cell in sorted(cells, key=lambda cell: (cell[0], cell[1])):
        held = cells[cell]
        if version == "v1":
            top = [row["downloads"] for row in held if row["place"] <= TOP]
            if len(top) == TOP:
                found[cell] = float(median(top))
        elif len(held) >= TOP:
            tenth = sorted((row["downloads"] for row in held), reverse=True)[TOP - 1]
            # "Monotonic top-10 cutoff": a cumulative count cannot fall, so neither may the line that it must pass.
            found[cell] = highest[cell[0]] = max(tenth, highest.get(cell[0], 0.0))
    return {cell: value for cell, value in found.items() if value > 0}


def _estimate(view: View, row: Row, lines: Mapping[tuple[str, int], float], rows: Sequence[Row]) -> Estimate:
    cell = (row["size_class"], row["milestone"])
    n = sum((other["size_class"], other["milestone"]) == cell for other in rows)
    name, of = f"RAM at {row['milestone']} days", name_of(view, row["entity"])
    period = Period.of_days(row["launched"], row["last_day"])
    if cell not in lines:
        missing = f"counts at {row['milestone']} days of {TOP} models of {row['size_class']} (it has {n})"
        return Estimate(name, None, "multiple", n=n, period=period, of=of, missing=missing)
    return Estimate(name, row["downloads"] / lines[cell], "multiple", None, n, period, of)


def _missing(
    wanted: Sequence[Row], estimates: Sequence[Estimate], defined: Row, entities: Sequence[str] | None, view: View
) -> str:
    if wanted:
        return max(estimates, key=lambda estimate: estimate.n).missing
    who = ", ".join(name_of(view, entity) for entity in entities) if entities else "any model"
    return f"{defined['name']} of {who} with its size and launch day, counted since the launch"


def _picture(told: Sequence[Estimate]) -> Picture | None:
    if not told:
        return None
    by_model: dict[str, list[tuple[Any, Any, float]]] = {}
    for estimate in told:
        if estimate.period and estimate.value is not None:
            point = (estimate.period.last, estimate.period.last + ONE_DAY, estimate.value)
            by_model.setdefault(estimate.of, []).append(point)
    traces = tuple(Trace(name, tuple(points)) for name, points in list(by_model.items())[:6])
    return Picture("times the baseline", traces, (Mark(f"the baseline: {say(1.0, 'multiple')}", value=1.0),))
