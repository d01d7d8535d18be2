"""The country that "we" are: named in brackets by an editor, and set beside others in a comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.reading.series.clauses import blank
from onrecord.reading.series.cues import pattern
from onrecord.reading.series.places import PlaceMention

_BRACKETED = re.compile(r"\[[^\]]*\]")


def bracketed_home(text: str, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """Return the country that brackets name for a text of "we" and "our": "Our exports have doubled. [Ghana]".

    >>> from onrecord.reading.series.places import find_places
    >>> said = "We [Ghana] export more than Togo."
    >>> bracketed_home(said, find_places(said)).code
    'GHA'
    """
    inside = [
        place
        for match in _BRACKETED.finditer(text)
        for place in places
        if match.start() < place.start < match.end() and not place.group
    ]
    if len({place.code for place in inside}) != 1 or not pattern("we").search(text):
        return None
    return inside[0]


def without_brackets(text: str, own: PlaceMention) -> str:
    """Return a text without the brackets that name the speaker's country, unless they name a year too."""
    for match in _BRACKETED.finditer(text):
        if match.start() < own.start < match.end() and not re.search(r"\d", match.group()):
            return blank(text, [match.span()])
    return blank(text, [(own.start, own.end)])


def our_mentions(text: str, start: int, places: Sequence[PlaceMention], home: str) -> list[PlaceMention]:
    """Return where a clause that begins at `start` means its speaker's country and compares it with others.

    Elsewhere "we" says nothing of what is counted: "we know that China's exports have doubled".
    """
    if not home or any(place.code == home for place in places):
        return []
    others = [place for place in places if not place.group]
    compared = pattern("ours-compared").search(text) or (others and pattern("than").search(text))
    spared = all(pattern("aside").search(text[: p.start - start]) for p in others)
    if not compared and not (places and spared):
        return []
    found = [
        PlaceMention(start + match.start(), start + match.end(), home)
        for match in pattern("we").finditer(text)
        if not any(p.start < start + match.end() and start + match.start() < p.end for p in places)
    ]
    # "We spend twice what France does": of several words for one country the first on each side is enough.
    hinge = pattern("than").search(text)
    if hinge is None:
        return found[:1]
    sides = [[m for m in found if (m.start - start < hinge.start()) is first] for first in (True, False)]
    if any(place.start - start > hinge.start() for place in others):
        # "Faster than our brothers in Kenya": whom we are compared with is named.
        sides = sides[:1]
    return [side[0] for side in sides if side]
