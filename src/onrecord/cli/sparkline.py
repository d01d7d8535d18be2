"""A series in one line of text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

BLOCKS = "▁▂▃▄▅▆▇█"

WIDEST = 60
"""Longer series are averaged into so many blocks."""


def sparkline(values: Sequence[float], widest: int = WIDEST) -> str:
    """Draw values as blocks on a scale that holds zero; nothing for less than two.

    >>> sparkline([1, 4, 8, 2])
    '▁▄█▂'
    """
    if len(values) < 2 or widest < 2:
        return ""
    if len(values) > widest:
        edges = [round(number * len(values) / widest) for number in range(widest + 1)]
        values = [sum(values[start:end]) / (end - start) for start, end in pairwise(edges)]
    low, high = min(0.0, *values), max(0.0, *values)
    if high == low:
        return BLOCKS[0] * len(values)
    top = len(BLOCKS) - 1
    # The first block stands for up to an eighth of the range, so that only nothing looks like nothing.
    return "".join(BLOCKS[min(top, max(0, -int(-(value - low) / (high - low) * 8 // 1) - 1))] for value in values)
