"""Which bodies that are kept resemble a new one: pages of a list move on as entries are added before them.

A sketch is the smallest of the hashes of the pieces of a body (bottom-k: Broder 1997, "On the resemblance and
containment of documents"). Two bodies that share many pieces share much of their sketches, wherever the pieces stand.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict

SIZE = 64
"""Hashes of a sketch."""

LEAST = 6
"""A body that shares fewer hashes than this is not worth a look."""

_PIECE = re.compile(rb"[{<\n][^{<\n]{16,48}")

Sketch = tuple[int, ...]


def sketch_of(body: bytes) -> Sketch:
    """Return the sketch of a body: up to `SIZE` hashes of 32 bits, ascending; empty for one without structure.

    >>> page = b"".join(b'{"id":"account/model-%d","likes":1}' % number for number in range(2000))
    >>> moved = page[len(page) // 2 :]
    >>> len(set(sketch_of(page)) & set(sketch_of(moved))) > 20
    True
    """
    return tuple(sorted({zlib.crc32(piece) for piece in _PIECE.findall(body)})[:SIZE])


class Resembling:
    """The bodies that are kept whole, by the hashes of their sketches."""

    def __init__(self) -> None:
        """Begin without any."""
        self._holders: defaultdict[int, list[str]] = defaultdict(list)

    def add(self, digest: str, sketch: Sketch) -> None:
        """Take in a body."""
        for value in sketch:
            self._holders[value].append(digest)

    def nearest(self, sketch: Sketch, most: int = 2) -> tuple[str, ...]:
        """Return the digests of the bodies that together share most of a sketch, the best first.

        >>> known = Resembling()
        >>> known.add("a", tuple(range(0, 40))), known.add("b", tuple(range(30, 80))), known.add("c", tuple(range(50)))
        (None, None, None)
        >>> known.nearest(tuple(range(10, 70)))
        ('c', 'b')
        """
        left, found = set(sketch), list[str]()
        while len(found) < most:
            votes = Counter(digest for value in left for digest in self._holders.get(value, ()))
            best = max(votes, key=lambda digest: (votes[digest], digest), default="")
            if not best or votes[best] < LEAST:
                break
            found.append(best)
            left -= {value for value in left if best in self._holders[value]}
        return tuple(found)
