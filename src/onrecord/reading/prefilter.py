"""Which of many patterns a text can match at all: one pass over the text, however many patterns there are.

The prefilter of regular expression search (Cox, "Regular Expression Matching with a Trigram Index", 2012) on the level
of words: a pattern is tried only where, of each list of words that it needs, one stands in the text. All words are
looked for together (Aho & Corasick 1975), and each word brings the set of patterns that it serves as the bits of a
number, so that the sets are joined without a loop over the patterns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

import ahocorasick_rs


class Prefilter:
    """The needs of many patterns, each a list of lists of words.

    >>> prefilter = Prefilter([[["open", "held"], ["in "]], [["clos"]], []])
    >>> list(prefilter.fitting("the fair was held in may")), list(prefilter.fitting("the fair has closed"))
    ([0, 2], [1, 2])
    """

    def __init__(self, needs: Sequence[Sequence[Collection[str]]]) -> None:
        """Take, for each pattern, the lists of words of each of which one must stand in a text."""
        depth = max(map(len, needs), default=0)
        # For each place in the lists of needs: the patterns that need nothing there.
        self._free = [_bits(number for number, lists in enumerate(needs) if len(lists) <= at) for at in range(depth)]
        self._all = _bits(range(len(needs)))
        served: dict[str, list[int]] = defaultdict(lambda: [0] * depth)
        for number, lists in enumerate(needs):
            for at, words in enumerate(lists):
                for word in words:
                    served[word][at] |= 1 << number
        self._served = list(served.values())
        self._finder = ahocorasick_rs.AhoCorasick(list(served))

    def fitting(self, text: str) -> Iterator[int]:
        """Yield the numbers of the patterns that a text has the words for, in order."""
        met = self._free.copy()
        for word in {hit[0] for hit in self._finder.find_matches_as_indexes(text, overlapping=True)}:
            for at, patterns in enumerate(self._served[word]):
                met[at] |= patterns
        left = self._all
        for patterns in met:
            left &= patterns
        while left:
            lowest = left & -left
            yield lowest.bit_length() - 1
            left ^= lowest


def _bits(numbers: Collection[int] | Iterator[int]) -> int:
    return sum(1 << number for number in numbers)
