"""Fingerprints: a few numbers for each article, so that copies are found without comparing all with all.

Runs of `RUN` words are hashed and the smallest of every `window` neighbours is kept (winnowing: Schleimer, Wilkerson
and Aiken, SIGMOD 2003). A passage of `RUN` + `window` - 1 words that two articles share is then always found, whatever
stands around it. Whole batches are hashed at once over their bytes.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

RUN = 5
"""Words in a run."""

WINDOW = 12
"""Runs of which the smallest is kept, for archives: a shared passage of 16 words is never missed."""

FINE_WINDOW = 4
"""The same for a folder, where numbers are cheap: a passage of 8 words."""

LONGEST_WORD = 64
"""Letters of a word that are looked at; what is longer is no word."""

_BASE = np.uint64(0x9E3779B97F4A7C15 | 1)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_NONE = np.uint64(2**64 - 1)
_SIGN = np.uint64(2**63 - 1)
_EIGHT = 8
_OWN_BYTES = np.array([256**count - 1 for count in range(_EIGHT + 1)], dtype=np.uint64)
"""Which of eight bytes are a word's own, by how many it still has."""
_NO_LETTERS = re.compile(r"[\W_]+")
_NUMBER_COMMA = re.compile(r"(?<=\d),(?=\d{3})")
_LETTERS = np.zeros(256, dtype=np.bool_)
_LETTERS[[*range(ord("a"), ord("z") + 1), *range(ord("0"), ord("9") + 1), *range(128, 256)]] = True

Array = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Prints:
    """The fingerprints of a batch: article numbers and prints side by side, without repeats in an article.

    `whole` is one hash of all words of each article, the same for texts that differ in case, marks and spacing alone;
    `words` is how many words each has.
    """

    articles: NDArray[np.int64]
    prints: NDArray[np.int64]
    whole: NDArray[np.int64]
    words: NDArray[np.int64]


def fingerprint(texts: Sequence[str], window: int = WINDOW) -> Prints:
    """Return the fingerprints of texts, which are numbered from 0.

    >>> found = fingerprint(["One two three four five six.", "ONE TWO, three four five -- SIX", "Seven."], 4)
    >>> found.whole[0] == found.whole[1], found.articles.tolist(), found.words.tolist()
    (np.True_, [0, 0, 1, 1], [6, 6, 1])

    A text of fewer than `RUN` words has none: nothing can be said of it but that it is the same.
    """
    data = "\n".join(map(_folded, texts)).encode()
    hashes, owner = _word_hashes(data)
    words = np.bincount(owner, minlength=len(texts)).astype(np.int64)
    ends = np.cumsum(words)
    whole = _whole(hashes, owner, ends - words, len(texts))
    runs, run_owner = _runs(hashes, owner)
    kept = _winnowed(runs, run_owner, window)
    prints, articles = (runs[kept] & _SIGN).astype(np.int64), run_owner[kept]
    order = np.lexsort((prints, articles))
    prints, articles = prints[order], articles[order]
    first = np.ones(len(prints), dtype=np.bool_)
    first[1:] = (prints[1:] != prints[:-1]) | (articles[1:] != articles[:-1])
    return Prints(articles[first], prints[first], whole, words)


def fingerprint_all(batches: Iterable[Sequence[str]], window: int = WINDOW, workers: int = 1) -> Iterator[Prints]:
    """Yield the fingerprints of batches in their order; more than one worker are processes of their own.

    >>> [found.words.tolist() for found in fingerprint_all([["One two."], ["Three."]])]
    [[2], [1]]

    No more than two batches a worker are held at a time.
    """
    if workers <= 1:
        yield from (fingerprint(batch, window) for batch in batches)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Prints]] = deque()
        for batch in batches:
            waiting.append(pool.submit(fingerprint, batch, window))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _folded(text: str) -> str:
    """Return a text in small letters on one line; only ASCII can be left to the table of bytes."""
    if "," in text:
        text = _NUMBER_COMMA.sub("", text)
    if text.isascii():
        return text.lower().replace("\n", " ")
    return _NO_LETTERS.sub(" ", normalize("NFC", text).casefold())


def _word_hashes(data: bytes) -> tuple[Array, NDArray[np.int64]]:
    """Hash every word of a batch of lines, eight bytes at a time over all words at once: few words have more."""
    codes = np.frombuffer(data, dtype=np.uint8)
    letters = np.concatenate([[False], _LETTERS[codes], [False]])
    starts = np.flatnonzero(letters[1:] & ~letters[:-1])
    ends = np.flatnonzero(letters[:-1] & ~letters[1:])
    line_ends = np.flatnonzero(codes == ord("\n"))
    owner = np.searchsorted(line_ends, starts).astype(np.int64)
    sums = np.zeros(len(starts), dtype=np.uint64)
    lengths = ends - starts
    # The eight bytes from each place on, without a copy.
    eights = np.ndarray(len(data) + 1, dtype="<u8", buffer=data + bytes(_EIGHT), strides=(1,))
    with np.errstate(over="ignore"):
        alive = np.arange(len(starts))
        for place in range(0, min(LONGEST_WORD, int(lengths.max(initial=0))), _EIGHT):
            alive = alive[lengths[alive] > place]
            own = _OWN_BYTES[np.minimum(lengths[alive] - place, _EIGHT)]
            sums[alive] = sums[alive] * _BASE + (eights[starts[alive] + place] & own)
        return _mixed(sums), owner


def _mixed(values: Array) -> Array:
    """Spread the bits of each value over all of them (the finaliser of splitmix64, Steele and others 2014)."""
    values = (values ^ (values >> np.uint64(30))) * _MIX_1
    values = (values ^ (values >> np.uint64(27))) * _MIX_2
    return values ^ (values >> np.uint64(31))


def _whole(hashes: Array, owner: NDArray[np.int64], firsts: NDArray[np.int64], texts: int) -> NDArray[np.int64]:
    with np.errstate(over="ignore"):
        places = (np.arange(len(hashes)) - firsts[owner]).astype(np.uint64)
        mixed = _mixed(hashes + places * _BASE)
    total = np.zeros(texts, dtype=np.uint64)
    filled = np.flatnonzero(np.bincount(owner, minlength=texts))
    if len(filled):
        with np.errstate(over="ignore"):
            total[filled] = np.add.reduceat(mixed, firsts[filled])
    return (total & _SIGN).astype(np.int64)


def _runs(hashes: Array, owner: NDArray[np.int64]) -> tuple[Array, NDArray[np.int64]]:
    """Hash every run of words that stays inside one article."""
    size = max(0, len(hashes) - RUN + 1)
    with np.errstate(over="ignore"):
        total = np.zeros(size, dtype=np.uint64)
        for offset in range(RUN):
            total = total * _BASE + hashes[offset : offset + size]
        mixed = _mixed(total)
    inside = owner[:size] == owner[RUN - 1 : RUN - 1 + size]
    return mixed[inside], owner[:size][inside]


def _winnowed(runs: Array, owner: NDArray[np.int64], window: int) -> NDArray[np.int64]:
    """Return the places of the runs that are the smallest of a window; no window reaches into another article."""
    if not len(runs):
        return np.zeros(0, dtype=np.int64)
    places = np.arange(len(runs)) + owner * window + window
    padded = np.full(int(places[-1]) + 2 * window, _NONE)
    padded[places] = runs
    least = _slide(padded, window, np.minimum)
    most = _slide(least, window, np.maximum)
    # `most` begins window - 1 places before the run that all its windows hold.
    return np.flatnonzero(most[places - window + 1] == runs)


def _slide(values: Array, window: int, least: np.ufunc) -> Array:
    """Return the smallest (or largest) of every window, by doubling."""
    width = 1
    while width * 2 <= window:
        values = least(values[:-width], values[width:])
        width *= 2
    rest = window - width
    return least(values[:-rest], values[rest:]) if rest else values
