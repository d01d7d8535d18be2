"""The words of an article as copies are found by: folded, with their places, in sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from unicodedata import normalize

from onrecord.reading.document import Span
from onrecord.reading.sentences import split_sentences
from onrecord.reading.words import cell_words, word_table

_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"
"""Letters, with accents that stand as marks of their own."""

_WORD = re.compile(rf"\d+(?:[.,]\d+)*|{_LETTERS}(?:['’]{_LETTERS})*")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_QUOTED = re.compile(
    r"[\"“”][^\"“”]{15,1500}[\"“”]|``[^`]{15,1500}?''"
    # An apostrophe stands in a word or ends one; a single mark before a word begins a quotation of one paragraph.
    r"|(?<![\w'’])['‘](?=\w)(?:[^'‘’\n]|\n(?!\s*\n)|\b['’]\b){15,1500}['’](?!\w)"
)

_STOP = re.compile(r"[\"”’')\]]*[.!?…。]")

_ENDINGS = ("ingly", "edly", "ing", "ied", "ies", "ed", "es", "s", "ly")
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Words:
    """An article word by word; `forms`, `stems`, `spans`, `content` and `quoted` have one entry a word.

    A form is the word in small letters without a possessive, a number without the commas of thousands. `content` is
    False for words of grammar. `sentences` are half-open ranges of words.

    >>> words = words_of("The harbour’s 1,200 cranes stood still. Nobody said why.")
    >>> words.forms[1:4], words.content[:2], words.sentences
    (('harbour', '1200', 'cranes'), (False, True), ((0, 6), (6, 9)))
    """

    text: str
    forms: tuple[str, ...]
    stems: tuple[str, ...]
    spans: tuple[Span, ...]
    content: tuple[bool, ...]
    quoted: tuple[bool, ...]
    sentences: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        """Count the words."""
        return len(self.forms)

    @property
    def prose(self) -> tuple[bool, ...]:
        """Which words are of a sentence that ends in a stop; menus, headlines and lists of links do not.

        >>> words_of("NEWS  * Sport  * Cars\\n\\nShips are back. All rights").prose
        (False, False, False, True, True, True, False, False)
        """
        return tuple(
            ends
            for first, end in self.sentences
            for ends in [bool(_STOP.match(self.text, self.spans[end - 1].end))] * (end - first)
        )

    def span(self, first: int, end: int) -> Span:
        """Return the characters from one word up to, not with, another."""
        return Span(self.spans[first].start, self.spans[end - 1].end)


def words_of(text: str, most: int | None = None) -> Words:
    """Read the words of a text, at most so many."""
    found = list(islice(_WORD.finditer(text), most))
    read = text if most is None or len(found) < most else text[: found[-1].end()]
    forms = tuple(_form(match[0]) for match in found)
    grammar = grammar_words()
    spans = tuple(Span(*match.span()) for match in found)
    return Words(
        text,
        forms,
        tuple(stem(form) for form in forms),
        spans,
        tuple(form not in grammar for form in forms),
        _quoted(read, spans),
        _sentences(read, spans),
    )


@cache
def grammar_words() -> frozenset[str]:
    """Return the words that say how others belong together, and those that every report uses."""
    return frozenset(word for row in word_table("grammar_words") for word in cell_words(row["words"]))


def stem(form: str) -> str:
    """Return a word without the ending of a plural or a tense, and a small number in digits.

    A light rule for comparing, not for reading.

    >>> stem("jailed"), stem("jails"), stem("was"), stem("twelve")
    ('jail', 'jail', 'was', '12')
    """
    if form in _numbers():
        return _numbers()[form]
    for ending in _ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= _SHORTEST_STEM:
            return form[: -len(ending)]
    return form


@cache
def _numbers() -> dict[str, str]:
    rows = (row for row in word_table("number_words") if row["kind"] in {"unit", "ten"})
    return {word: row["value"] for row in rows for word in cell_words(row["words"]) if word != "one"}


def _form(word: str) -> str:
    whole = word if word.isascii() else normalize("NFC", word)
    folded = whole.replace("’", "'").casefold().removesuffix("'s")
    return folded.replace(",", "") if folded[0].isdigit() else folded


def _sentences(text: str, spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    """Put the words into sentences; a blank line ends one."""
    ends: list[int] = []
    start = 0
    for gap in [*_PARAGRAPH.finditer(text), None]:
        stop = gap.start() if gap else len(text)
        ends += (sentence.end for sentence in split_sentences(text, Span(start, stop)))
        start = gap.end() if gap else stop
    sentences, first, position = [], 0, 0
    for end in ends:
        while position < len(spans) and spans[position].start < end:
            position += 1
        if position > first:
            sentences.append((first, position))
            first = position
    if len(spans) > first:
        sentences.append((first, len(spans)))
    return tuple(sentences)


def _quoted(text: str, spans: Sequence[Span]) -> tuple[bool, ...]:
    marks = [False] * len(spans)
    position = 0
    for match in _QUOTED.finditer(text):
        while position < len(spans) and spans[position].start < match.start():
            position += 1
        while position < len(spans) and spans[position].start < match.end():
            marks[position] = True
            position += 1
    return tuple(marks)
