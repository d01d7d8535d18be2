"""How far a number may lie from the claimed one before it is called wrong; kept in `data/words/tolerances.csv`."""

from __future__ import annotations

from functools import cache

from onrecord.reading.words import word_table


@cache
def tolerance(name: str) -> float:
    """Return a tolerance as a share of the claimed number.

    >>> 0 < tolerance("threshold") < tolerance("level") < tolerance("change")
    True
    """
    return next(float(row["share"]) for row in word_table("tolerances") if row["name"] == name)
