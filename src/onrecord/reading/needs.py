"""What a pattern of the grammar cannot do without, read from the pattern itself.

A sentence that has none of the words of a list that the pattern must match needs no trial of the pattern: the
prefilter of regular expression search (Cox, "Regular Expression Matching with a Trigram Index", 2012) on the level of
word lists.
"""

from __future__ import annotations

import re

_PARTS = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|(?P<open>\((?:\?(?P<kind>P<\w+>|:|=|!|<=|<!))?)|(?P<close>\)(?P<many>[?*]|\{0,)?)"
    r"|\{(?P<name>[A-Z_]+)(?::\d+)?\}(?P<maybe>[?*]|\{0,)?|(?P<bar>\|)|.",
    re.DOTALL,
)
_LOOKING = frozenset({"!", "<!", "<="})


def mandatory(pattern: str) -> frozenset[str]:
    """Return the names in braces that every match of a pattern contains.

    >>> sorted(mandatory("(?P<who>{MODEL}) (?:has |{AUX} )?{RELEASED}(?! by {MAKER})"))
    ['MODEL', 'RELEASED']
    >>> mandatory("{SIGN}|{ADOPT}")
    frozenset()

    What stands in an optional group, in one of several alternatives or in a negative look-around is not among them.
    """
    open_groups: list[tuple[str, set[str]]] = [("", set())]
    divided = [False]
    for part in _PARTS.finditer(pattern):
        if part["open"]:
            open_groups.append((part["kind"] or "", set()))
            divided.append(False)
        elif part["close"] and len(open_groups) > 1:
            kind, names = open_groups.pop()
            if not (divided.pop() or part["many"] or kind in _LOOKING):
                open_groups[-1][1].update(names)
        elif part["bar"]:
            divided[-1] = True
        elif part["name"] and not part["maybe"]:
            open_groups[-1][1].add(part["name"])
    return frozenset() if divided[0] else frozenset(open_groups[0][1])
