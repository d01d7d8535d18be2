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

    def __init__(self, most: int = 4096, longest: int = 400, gathered: int = 32) -> None:
        """Keep at most so many answers, none of more rows than `longest`, and so much that was gathered as of a day."""
        self._most, self._longest, self._most_gathered = most, longest, gathered
        self._answers: OrderedDict[Hashable, list[Row]] = OrderedDict()
        self._gathered: OrderedDict[Hashable, object] = OrderedDict()
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
            self._keep(self._answers, question, known, self._most)
        return [dict(row) for row in known]

    def gathered(self, key: Hashable, gather: Callable[[], T]) -> T:
        """Return what was gathered under a key if it is among the last, else gather it; it is shared: never change it.

        >>> memory = Memory(gathered=1)
        >>> memory.gathered("facts of May", lambda: ("a",)) is memory.gathered("facts of May", lambda: ("b",))
        True
        >>> memory.gathered("facts of June", lambda: ("c",)), memory.gathered("facts of May", lambda: ("d",))
        (('c',), ('d',))
        """
        with self._lock:
            if key in self._gathered:
                self._gathered.move_to_end(key)
                return cast("T", self._gathered[key])
        found = gather()
        self._keep(self._gathered, key, found, self._most_gathered)
        return found

    def _keep(self, kept: OrderedDict[Hashable, T], key: Hashable, value: T, most: int) -> None:
        """Keep a value as the newest, and forget the oldest beyond so many."""
        with self._lock:
            kept[key] = value
            while len(kept) > most:
                kept.popitem(last=False)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Return what stands under a name, made on first use."""
        with self._lock:
            if name not in self._made:
                self._made[name] = make()
            return cast("T", self._made[name])
