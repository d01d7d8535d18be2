"""How long a duration is, so that "twelve months" and "one year" can be compared."""

from __future__ import annotations

import re

_VALUE = re.compile(r"P(?P<count>\d+(?:\.\d+)?)(?P<unit>[DWMY])")
_DAYS = {"D": 1.0, "W": 7.0, "M": 365 / 12, "Y": 365.0}


def length_of(value: str) -> float:
    """Return the length in days of a duration's TIMEX3 value; 0 where it is none, or says no number.

    >>> length_of("P12M") == length_of("P1Y"), length_of("P2W"), length_of("2025-07")
    (True, 14.0, 0.0)
    """
    found = _VALUE.fullmatch(value)
    return float(found["count"]) * _DAYS[found["unit"]] if found else 0.0
