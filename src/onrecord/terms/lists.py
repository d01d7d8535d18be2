"""Lists as a reader expects them."""

from __future__ import annotations

from collections.abc import Sequence


def say_list(words: Sequence[str]) -> str:
    """Write one word or more as a list.

    >>> say_list(["Li Qiang"]), say_list(["Tencent", "ByteDance", "Zhipu AI"])
    ('Li Qiang', 'Tencent, ByteDance and Zhipu AI')
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
