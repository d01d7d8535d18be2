"""What a record has been asked before: it never changes, so neither do its answers."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")
Row = dict[str, Any]


class Memory:
    """The last answers of a record and what is worked out from it once; both are bounded, and shared by threads.

    >>> memory = Memory(most=1)
    >>> memory.rows("a", lambda: [{"n": 1}]), memory.rows("a", lambda: [{"n": 2}])
    ([{'n': 1}], [{'n': 1}])
    >>> memory.once("names", lambda: {"Ada"}) is memory.once("names", lambda: {"Bob"})
    True
    """

    def __init__(self, most: int = 4096, longest: int = 400) -> None:
        """Keep at most so many answers, and none of more rows than `longest`."""
        self._most, self._longest = most, longest
        self._answers: OrderedDict[Hashable, list[Row]] = OrderedDict()
        self._made: dict[str, object] = {}
        self._lock = threading.RLock()

    def rows(self, question: Hashable, ask: Callable[[], list[Row]]) -> list[Row]:
        """Return the rows that answer a question; each caller gets rows of its own, to change as it likes."""
        with self._lock:
            known = self._answers.get(question)
            if known is not None:
                self._answers.move_to_end(question)
        if known is None:
            known = ask()
            if len(known) > self._longest:
                return known
            with self._lock:
                self._answers[question] = known
                while len(self._answers) > self._most:
                    self._answers.popitem(last=False)
        return [dict(row) for row in known]

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Return what stands under a name, made on first use."""
        with self._lock:
            if name not in self._made:
                self._made[name] = make()
            return cast("T", self._made[name])
