"""Sentences of news English, with exact spans.

One pass over the stops of a block; whether a stop ends a sentence depends on a bounded number of characters
around it, so a text without any stop costs no more than one with many. The words that decide are in
`data/words/abbreviations.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.reading.document import STATING_BLOCKS, Block, Sentence, Span
from onrecord.reading.words import cell_words, word_table

_STOP = re.compile(r"(?P<stop>[.!?…]++|[。！？]++)(?P<close>[\"'”’»)\]]*+)(?P<note>(?:\[\d{1,3}\])*+)")
_WORD_BEFORE = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*\Z")
_WORD_AFTER = re.compile(r"\s*+[\"'“‘«(\[]*+([^\W_]+(?:['’.-][^\W_]+)*)(\.?)")
_INNER_CAPITAL = re.compile(r"[a-z]{1,2}[A-Z]")
_SPEAKER = r"\s+(?:[A-Z][\w'’.-]{0,30}\s+){0,4}(?:%s)\b"
_LOOK_BACK = 40
_LOOK_AHEAD = 120
_NEXT_WORD = 40


@dataclass(frozen=True, slots=True)
class _Words:
    titles: frozenset[str]
    numbered: frozenset[str]
    never: frozenset[str]
    may_end: frozenset[str]
    starters: frozenset[str]
    letters: frozenset[str]
    speaker: re.Pattern[str]


@cache
def _words() -> _Words:
    kinds = {row["kind"]: cell_words(row["words"]) for row in word_table("abbreviations")}
    speech = "|".join(map(re.escape, kinds["speech"]))
    sets = {kind: frozenset(words) for kind, words in kinds.items()}
    return _Words(
        titles=sets["title"],
        numbered=sets["number"],
        never=sets["never"],
        may_end=sets["end"],
        starters=sets["starter"],
        letters=sets["letter"],
        speaker=re.compile(_SPEAKER % speech),
    )


def split_sentences(text: str, span: Span | None = None) -> tuple[Span, ...]:
    """Return the sentences of a piece of text, in order; together they cover all of it but white space.

    >>> text = "Dr. J. D. Li of Lumen Inc. ran GPT-4.5 at 3.5 GHz. It took until 9 a.m. on Jan. 5."
    >>> [sentence.of(text) for sentence in split_sentences(text)]
    ['Dr. J. D. Li of Lumen Inc. ran GPT-4.5 at 3.5 GHz.', 'It took until 9 a.m. on Jan. 5.']
    """
    span = span or Span(0, len(text))
    return tuple(_split(text, span))


def find_sentences(text: str, blocks: Iterable[Block]) -> tuple[Sentence, ...]:
    """Return the sentences of the blocks that say something, in the order of the text.

    A headline, a label or a dateline is one sentence as it stands, unless it holds several.
    """
    return tuple(
        Sentence(span, block)
        for block in blocks
        if block.kind in STATING_BLOCKS
        for span in split_sentences(text, block.span)
    )


def _split(text: str, span: Span) -> Iterator[Span]:
    start = _skip_space(text, span.start, span.end)
    for match in _STOP.finditer(text, span.start, span.end):
        end = match.end()
        if match.start() <= start or end >= span.end:
            continue
        if _ends(text, start, match, span.end):
            yield Span(start, end)
            start = _skip_space(text, end, span.end)
    last = span.end
    while last > start and text[last - 1].isspace():
        last -= 1
    if last > start:
        yield Span(start, last)


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _ends(text: str, start: int, match: re.Match[str], limit: int) -> bool:
    """Decide whether a stop ends the sentence that began at `start`."""
    words = _words()
    stop, end = match["stop"], match.end()
    if stop[0] in "。！？":
        return True
    after = _WORD_AFTER.match(text, end, min(limit, end + _NEXT_WORD))
    following = after[1] if after else ""
    if not text[end].isspace():
        # A space may have been lost ("slowed.The next"); in "Booking.com" and "3.5" nothing was.
        return stop == "." and not match["close"] and following in words.starters and text[match.start() - 1].islower()
    if following[:1].islower() and not _INNER_CAPITAL.match(following):
        return False
    if stop != ".":
        return not (match["close"] and words.speaker.match(text, end, min(limit, end + _LOOK_AHEAD)))
    before = _WORD_BEFORE.search(text, max(start, match.start() - _LOOK_BACK), match.start())
    if not before:
        return True
    starts_anew = following in words.starters and not (after and after[2] and len(following) == 1)
    return _word_ends(text, start, before, following, starts_anew=starts_anew)


def _word_ends(text: str, start: int, before: re.Match[str], following: str, *, starts_anew: bool) -> bool:
    """Decide for a word with one full stop, followed by white space and no small letter."""
    words = _words()
    word = before[0]
    last = word.rpartition("-")[2]
    if word in words.titles or word in words.never:
        return False
    if word in words.numbered:
        return not following[:1].isdigit() and (starts_anew or not word[0].isupper() or len(word) == 1)
    if word in words.may_end:
        return starts_anew or not following
    if word.isdigit() and before.start() == start:
        return False  # the number of a list item
    if len(last) == 1 and last.isalpha() and last.isupper():
        return starts_anew or _word_before(text, start, before.start()) in words.letters
    return True


def _word_before(text: str, start: int, end: int) -> str:
    before = text[max(start, end - _LOOK_BACK) : end].split()
    return before[-1].casefold() if before else ""
