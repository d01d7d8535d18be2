"""Figures that others published, beside what the record gives for them, and the reason where it gives none.

The published figures stand one by one in `data/published/reproductions.csv`, each with its source, how it was read, and
the question that the record is asked; nothing but the record is needed to answer.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal

from onrecord.measures.ask import ask, words_of
from onrecord.measures.measurement import Estimate, say
from onrecord.record import Record, View
from onrecord.terms.errors import BadRecord
from onrecord.terms.quantity import Interval, interval_of
from onrecord.terms.time import parse_day

Outcome = Literal["reproduced", "differs", "not contradicted", "contradicted", "other definition", "not reproducible"]
"""What comes of setting the two side by side; `docs/reproductions.md` says what each means."""

Compares = Literal["same", "lower", "upper", "other", ""]
"""What the record's number is to the published one: the same thing, a lower or an upper bound, or counted otherwise."""

DAYS = frozenset({"first", "last", "on", "split"})


@dataclass(frozen=True, slots=True)
class Published:
    """A figure as it was published: `read` says from what it was read, `note` why the record gives another or none."""

    study: str
    figure: str
    printed: str
    digits: str
    value: float | None
    qualifier: str
    unit: str
    about: str
    read: str
    source: str
    ask: Mapping[str, Any]
    compares: Compares
    note: str

    @property
    def interval(self) -> Interval | None:
        """Everything that the printed number stands for."""
        if self.value is None:
            return None
        return interval_of(self.value, self.qualifier or "exact", self.digits or None)


@dataclass(frozen=True, slots=True)
class Reproduction:
    """A published figure and what the record gives: `given` with its estimate, and `how` it was asked."""

    published: Published
    outcome: Outcome
    given: Estimate | None
    how: str


def published() -> tuple[Published, ...]:
    """Return the published figures, in the order of their studies.

    >>> published()[0].study
    'ATOM Report (arXiv 2604.07190)'
    """
    text = resources.files("onrecord").joinpath("data/published/reproductions.csv").read_text(encoding="utf-8")
    return tuple(
        Published(
            **{
                **row,
                "value": float(row["value"]) if row["value"] else None,
                "ask": json.loads(row["ask"]) if row["ask"] else {},
            }
        )
        for row in csv.DictReader(text.splitlines())
    )


def reproductions(record: Record) -> tuple[Reproduction, ...]:
    """Ask the record for every published figure, as of its newest row."""
    view = record.as_of(record.now)
    return tuple(_reproduced(view, figure) for figure in published())


def _reproduced(view: View, figure: Published) -> Reproduction:
    if not figure.ask:
        return Reproduction(figure, "not reproducible", None, "")
    given, how = _asked(view, figure)
    if given.value is None:
        return Reproduction(figure, "not reproducible", given, how)
    return Reproduction(figure, _outcome(figure, given.value), given, how)


def _outcome(figure: Published, value: float) -> Outcome:
    printed = figure.interval
    if printed is None or figure.compares == "other":
        # Two numbers that happen to agree while they count different things reproduce nothing.
        return "other definition"
    if figure.compares == "lower":
        return "not contradicted" if printed.high >= value else "contradicted"
    if figure.compares == "upper":
        return "not contradicted" if printed.low <= value else "contradicted"
    return "reproduced" if printed.overlaps(_rounded(value, figure)) else "differs"


def _rounded(value: float, figure: Published) -> Interval:
    """Return a value as the study would have printed it: to as many digits."""
    half = 0.0
    if figure.value and figure.digits:
        scale = figure.value / float(figure.digits)
        half = 0.5 * 10.0 ** -len(figure.digits.partition(".")[2]) * abs(scale)
    return Interval(value - half, value + half)


def _asked(view: View, figure: Published) -> tuple[Estimate, str]:
    question = dict(figure.ask)
    if "sql" in question:
        rows = view.query(question["sql"])
        value = rows[0]["value"] if rows else None
        return Estimate("value", None if value is None else float(value), figure.unit), "SQL"
    name, take, of = question.pop("measure"), question.pop("take"), question.pop("of", None)
    unknown = set(question) - set(words_of(name))
    if unknown:
        raise BadRecord(f"reproductions.csv, {figure.figure!r}: {name!r} does not ask for {min(unknown)!r}.")
    words = {word: parse_day(value) if word in DAYS else value for word, value in question.items()}
    answer = ask(view, name, **words)
    found = [
        estimate
        for estimate in answer.estimates
        if estimate.name.startswith(take) and (of is None or estimate.of == of or estimate.value is None)
    ]
    told = [estimate for estimate in found if estimate.value is not None] or found
    how = f"`{name}`" + (f" of {of}" if of else "")
    return told[0] if told else Estimate(take, None, figure.unit, missing=answer.missing), how


def say_given(found: Reproduction) -> str:
    """Write what the record gives, and for when."""
    if found.given is None or found.given.value is None:
        return "nothing"
    said = say(found.given.value, found.given.unit)
    bound = {"lower": "at least ", "upper": "at most "}.get(found.published.compares, "")
    return f"{bound}{said} ({found.given.period})" if found.given.period else f"{bound}{said}"
