"""Who is behind a statement: "X said that ...", "..., X said", "according to X, ...".

What comes out are the words that name the speaker, as they stand, and the range of what is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.reading.cues import Word
from onrecord.reading.document import Span
from onrecord.reading.words import cell_words, word_table


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words that name a speaker, and the ranges of what is said."""

    speaker: str
    contents: tuple[Span, ...]

    def covers(self, span: Span) -> bool:
        """Say whether the words of the span are said by the speaker."""
        return any(content.contains(span) for content in self.contents)


_LONGEST_SPEAKER = 15
_QUOTES = '"“”«»'
_BOUNDARY = re.compile(r"[,;:()\"“”«»]|\s[–—-]\s|—")
_CLOSES = re.compile(r"[,.;:()\"“”«»!?]|\s[–—-]\s|—")
_WORDS_TO_COUNT = 3
"""Fewer words before a speaker ("On Monday, Li said") are about the saying, not what is said."""


@cache
def _kind(kind: str) -> frozenset[str]:
    return frozenset(
        word for row in word_table("modality") if row["modality"] == kind for word in cell_words(row["words"])
    )


def by_verb(
    text: str, sentence: Span, words: tuple[Word, ...], first: int, last: int, *, needs_that: bool
) -> Attribution | None:
    """Return who speaks by a verb of saying, the words number `first` to `last` of the sentence.

    None where the verb turns out not to introduce what somebody says.
    """
    verb = Span(words[first].start, words[last - 1].end)
    has_quote = any(mark in text[sentence.start : sentence.end] for mark in _QUOTES)
    next_word = words[last].lower if last < len(words) else ""
    if needs_that and next_word != "that" and not has_quote:
        return None
    subject_start = _subject_start(text, sentence, words, first)
    inverted = subject_start >= verb.start
    if inverted:
        speaker, after = _speaker_after(text, sentence, words, last)
    else:
        speaker, after = (
            _speaker(text[subject_start : _before_auxiliaries(words, first, subject_start)]),
            verb.end,
        )
    if not speaker or len(speaker.split()) > _LONGEST_SPEAKER:
        return None
    front = Span(sentence.start, min(subject_start, verb.start))
    contents = []
    said_before = len(words) >= _WORDS_TO_COUNT and words[_WORDS_TO_COUNT - 1].end <= front.end
    if said_before and text[front.start : front.end].rstrip()[-1:] in {
        ",",
        *_QUOTES,
        "?",
        "!",
        "—",
        "–",
    }:
        contents.append(front)
    if not inverted or contents:
        contents.append(Span(after, sentence.end))
    elif not contents:
        return None
    return Attribution(speaker, tuple(contents))


def by_source(text: str, sentence: Span, words: tuple[Word, ...], first: int, last: int) -> Attribution | None:
    """Return the source that follows "according to", up to the next mark; what stands around it is said."""
    if last >= len(words):
        return None
    start = words[last].start
    close = _CLOSES.search(text, start, sentence.end)
    while close and close[0] == "." and close.end() < sentence.end and not text[close.end()].isspace():
        close = _CLOSES.search(text, close.end(), sentence.end)  # a stop inside a name: Z.ai, U.S.
    end = close.start() if close else sentence.end
    speaker = text[start:end].strip()
    if not speaker:
        return None
    contents = [Span(end, sentence.end)]
    if first == 0 or words[first - 1].lower not in _kind("link"):  # "It rained, but according to ..." is one-sided
        contents.insert(0, Span(sentence.start, words[first].start))
    return Attribution(" ".join(speaker.split()[:_LONGEST_SPEAKER]), tuple(contents))


def _subject_start(text: str, sentence: Span, words: tuple[Word, ...], first: int) -> int:
    """Return where the subject of the verb begins; the start of the verb where nothing stands before it."""
    verb_start = words[first].start
    begin = sentence.start
    floor = words[max(0, first - _LONGEST_SPEAKER)].start
    marks = list(_BOUNDARY.finditer(text, max(begin, floor), verb_start))
    if marks:
        begin = marks[-1].end()
        if marks[-1][0] == "," and not text[begin:verb_start].strip():
            # "Li, who founded the firm, said": two commas enclose what is told about the speaker.
            if len(marks) == 1 or marks[-2][0] != ",":
                return verb_start
            begin = marks[-3].end() if marks[2:] else sentence.start
            return begin + len(text[begin:verb_start]) - len(text[begin:verb_start].lstrip())
    for word in reversed(words[max(0, first - _LONGEST_SPEAKER) : first]):
        if word.start < begin:
            break
        if word.lower in _kind("link"):
            begin = word.end
            break
    while begin < verb_start and text[begin].isspace():
        begin += 1
    return begin


def _before_auxiliaries(words: tuple[Word, ...], first: int, subject_start: int) -> int:
    number = first
    while number > 0 and words[number - 1].lower in _kind("helper") and words[number - 1].start >= subject_start:
        number -= 1
    return words[number].start


def _speaker(piece: str) -> str:
    words = piece.split(",", maxsplit=1)[0].strip(' \t\n"“”').split()
    while words and words[0].casefold() in _kind("link"):
        words.pop(0)
    return " ".join(words)


def _speaker_after(text: str, sentence: Span, words: tuple[Word, ...], last: int) -> tuple[str, int]:
    """Return the speaker of an inverted phrase (`," said Li Wei in Oslo`), and where its words end."""
    if last >= len(words):
        return "", sentence.end
    start = words[last].start
    close = _CLOSES.search(text, start, sentence.end)
    end = close.start() if close else sentence.end
    for word in words[last : last + _LONGEST_SPEAKER]:
        if word.start >= end:
            break
        if word.lower in _kind("about") and word.start > start:
            end = word.start
            break
    return text[start:end].strip(), end
