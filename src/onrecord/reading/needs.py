"""What a pattern of the grammar cannot do without, read from the pattern itself.

A sentence that has none of the words that a pattern must match needs no trial of the pattern: the prefilter of regular
expression search (Cox, "Regular Expression Matching with a Trigram Index", 2012) on the level of words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

_MANY = r"(?:[?*+]|\{\d*,?\d*\})\??"
_PARTS = re.compile(
    r"(?:(?P<close>\))|\{(?P<name>[A-Z_]+)(?::\d+)?\}|(?P<other>\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[.^$]))"
    rf"(?P<many>{_MANY})?"
    rf"|(?P<open>\((?:\?(?P<kind>P<\w+>|:|=|!|<=|<!))?)|(?P<bar>\|)|(?P<letter>.)(?P<times>{_MANY})?",
    re.DOTALL,
)
_LOOKING = frozenset({"!", "<!", "<="})
SHORTEST = 3
"""Shorter pieces of text stand in too many sentences to tell them apart."""

Need = frozenset[str]
"""Words of which one stands in every text that a pattern matches."""


@dataclass(slots=True)
class _Group:
    """A group that is being read: the needs of its alternatives so far, and the plain text right before."""

    kind: str = ""
    done: list[list[Need]] = field(default_factory=list)
    open: list[Need] = field(default_factory=list)
    run: str = ""

    def cut(self) -> None:
        """End the plain text: what comes next may stand apart from it."""
        if len(self.run) >= SHORTEST:
            self.open.append(frozenset({self.run}))
        self.run = ""

    def needs(self) -> list[Need]:
        """Return what the whole group needs: of several alternatives only that one of them holds."""
        self.cut()
        if not self.done:
            return self.open
        alternatives = [*self.done, self.open]
        return [frozenset().union(*map(rarest, alternatives))] if all(alternatives) else []


def needs_of(pattern: str, lists: Mapping[str, Collection[str]]) -> tuple[Need, ...]:
    """Return the needs of a pattern; `lists` are the words for which the names in braces stand.

    >>> lists = {"MODEL": ["<model:"], "OUT": ["came", "launched"]}
    >>> [sorted(need) for need in needs_of("(?P<who>{MODEL}) (?:has |{AUX} )?{OUT}(?! by {MODEL})", lists)]
    [['<model:'], ['came', 'launched']]
    >>> [sorted(need) for need in needs_of("{MODEL}s? (?:was sold|(?:is )?free) today", lists)]
    [['<model:'], ['free', 'was sold'], [' today']]

    What stands in an optional group or in a negative look-around is not needed.
    """
    groups = [_Group()]
    for part in _PARTS.finditer(pattern):
        group = groups[-1]
        if part["letter"] and not part["times"]:
            group.run += part["letter"]
            continue
        group.cut()
        if part["open"]:
            groups.append(_Group(part["kind"] or ""))
        elif part["bar"]:
            group.done.append(group.open)
            group.open = []
        elif part["close"] and len(groups) > 1:
            inner = groups.pop()
            if not (_may_be_missing(part["many"]) or inner.kind in _LOOKING):
                groups[-1].open += inner.needs()
        elif part["name"] in lists and not _may_be_missing(part["many"]):
            group.open.append(frozenset(lists[part["name"]]))
    return tuple(dict.fromkeys(groups[0].needs()))


def _may_be_missing(many: str | None) -> bool:
    return bool(many) and str(many).startswith(("?", "*", "{0", "{,"))


def is_of_marks(need: Need) -> bool:
    """Say whether a mark of a mention can meet a need; many sentences have one of any kind."""
    return any(word.startswith("<") for word in need)


def rarest(needs: Collection[Need]) -> Need:
    """Return the need that the fewest texts meet, as far as words tell: plain ones before marks, long before short."""
    return max(needs, key=lambda need: (not is_of_marks(need), min(map(len, need))))
