"""Who is ahead, when did that change, and did it last: questions about the difference of two series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.measures.statistics.bootstrap import DRAWS, resampled

WIDTH = 0.3
"""The width of the moving mean around which differences are drawn anew, as a share of their number."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A change of sign: the first place with the new sign, how many places it lasted, and whether that was enough."""

    place: int
    sign: int
    length: int
    lasting: bool


def crossings(differences: Sequence[float], lasting: int = 4) -> tuple[Crossing, ...]:
    """Return every change of sign; nought keeps the sign before it, because a tie overtakes nobody.

    A change lasts if its sign holds for `lasting` places. One that turned back sooner is returned as such, and the
    return is then no crossing of its own.

    >>> [(found.place, found.lasting) for found in crossings([-2, -1, 1, -1, -1, 2, 3, 4], lasting=3)]
    [(2, False), (5, True)]

    Raises `ValueError` where `lasting` is below 1.
    """
    if lasting < 1:
        raise ValueError("a crossing lasts one place at least")
    runs: list[tuple[int, int, int]] = []
    for place, value in enumerate(differences):
        sign = (value > 0) - (value < 0) or (runs[-1][1] if runs else 0)
        if sign == 0:
            continue
        if runs and runs[-1][1] == sign:
            start, _, length = runs[-1]
            runs[-1] = (start, sign, length + 1)
        else:
            runs.append((place, sign, 1))
    if not runs:
        return ()
    found = []
    leader = runs[0][1]
    for start, sign, length in runs[1:]:
        if sign == leader:
            continue
        holds = length >= lasting
        found.append(Crossing(start, sign, length, holds))
        leader = sign if holds else leader
    return tuple(found)


def crossing_interval(
    differences: Sequence[float], crossing: Crossing, lasting: int = 4, *, draws: int = DRAWS // 2, seed: int = 0
) -> tuple[int, int] | None:
    """Return the first and last place at which 95 % of series like this one cross.

    The series is drawn anew around its moving mean (`resampled`); of each draw the lasting crossing of the same sign
    that is nearest counts. The mean runs over three tenths of the series: a narrow one follows the noise, and its 95 %
    held 77 to 90 % of simulated crossings where this one holds 94 % or more (`bench/false_alarms.py`).

    >>> crossing_interval([-4.0, -3, -2, -1, 1, 2, 3, 4], Crossing(4, 1, 4, True), lasting=3)
    (3, 5)

    Returns None where fewer than half of the draws cross at all: then the crossing itself is not sure.
    """
    places = []
    width = max(4, round(WIDTH * len(differences)))
    for drawn in resampled(differences, width=width, draws=draws, seed=seed):
        like = [found.place for found in crossings(drawn, lasting) if found.lasting and found.sign == crossing.sign]
        if like:
            places.append(min(like, key=lambda place: (abs(place - crossing.place), place)))
    if 2 * len(places) < draws:
        return None
    places.sort()
    tail = int(0.025 * len(places))
    return places[tail], places[-1 - tail]
