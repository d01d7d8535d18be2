"""Whether the words around a date speak of what has been or of what is to come."""

from __future__ import annotations

import re
from functools import cache

from onrecord.reading.words import words_where

WINDOW = 240
"""How far on either side of a date words can decide; it keeps reading linear on text without full stops."""

_END = re.compile(r"(?<![A-Z])[.!?;][\"”’')\]]{0,2}\s+(?=[\"“‘(\[]?[A-Z0-9])|\n")
_WORD = re.compile(r"[A-Za-z]+|(?<=['’])ll\b")
_NOUN_OR_INFINITIVE = frozenset({"the", "to", "an", "this", "its", "by", "at"})
_PRESENT = frozenset({"is", "are", "be"})
_AUXILIARIES = frozenset({"be", "been", "being"})


@cache
def _cues() -> dict[str, str]:
    tenses = ("past", "plan", "future")
    return {word.lstrip("'"): tense for tense in tenses for word in words_where("tense", "tense", tense)}


@cache
def _bases() -> frozenset[str]:
    return words_where("tense", "tense", "base")


def sentence_before(text: str, start: int) -> str:
    """Return what stands before a place in its sentence, at most `WINDOW` characters.

    >>> sentence_before("It ended. The firm opens on Friday", 28)
    'The firm opens on '
    """
    left = text[max(0, start - WINDOW) : start]
    cut = 0
    for match in _END.finditer(left):
        cut = match.end()
    return left[cut:]


def sentence_after(text: str, end: int) -> str:
    """Return what follows a place in its sentence, at most `WINDOW` characters."""
    right = text[end : end + WINDOW]
    match = _END.search(right)
    return right[: match.start()] if match else right


def tense_at(text: str, start: int, end: int) -> str:
    """Return `past`, `future` or, where no verb tells, an empty text: the nearest verb before decides, else one after.

    >>> text = "The fair will open on Saturday."
    >>> tense_at(text, 22, 30)
    'future'
    >>> tense_at("It said on Friday that it will open", 11, 17)
    'past'
    """
    before = _WORD.findall(sentence_before(text, start))
    return _nearest_before(before) or _first_after(_WORD.findall(sentence_after(text, end)))


def _cue(word: str) -> str:
    """Return what a lower-case word says of time; a word in "-ed" speaks of the past."""
    return _cues().get(word) or ("past" if word.endswith("ed") and len(word) > 4 else "")


def _nearest_before(words: list[str]) -> str:
    infinitive = False
    following = ""
    for index in range(len(words) - 1, -1, -1):
        word = words[index].lower()
        previous = words[index - 1].lower() if index else ""
        cue = _cue(word)
        if word == "to" and following in _bases():
            if following == "be" and _cue(previous) != "past":
                return "future"  # "an event to be held"
            infinitive = True
        elif cue == "future" and not words[index][0].isupper():
            # "the talks end on Sunday" looks ahead, "to end" and "the end of" do not by themselves.
            if word not in _bases() or not (previous in _NOUN_OR_INFINITIVE or following == "of"):
                return "future"
        elif cue == "plan":
            if infinitive or following == "for":
                return "future"
            if word.endswith("ed") or following == "on":
                return "past"
        elif cue == "past" and previous not in _AUXILIARIES:
            # "expected to be held": the verb behind "be" says nothing of the time, the words before do.
            return "past"
        following = word
    return "future" if infinitive else ""


def _first_after(words: list[str]) -> str:
    for index, raw in enumerate(words):
        if raw[0].isupper():
            continue
        word = raw.lower()
        following = words[index + 1].lower() if index + 1 < len(words) else ""
        cue = _cue(word)
        if word == "to" and following in _bases():
            return "future"
        if (
            cue == "future"
            and word in _bases()
            and (following == "of" or (index and words[index - 1].lower() == "the"))
        ):
            continue
        if cue in {"past", "future"}:
            return cue
        if cue == "plan" and following == "to":
            # "is expected to" looks ahead; "On Sunday it agreed to" tells what happened on Sunday.
            happened = word.endswith("ed") and words[index - 1].lower() not in _PRESENT
            return "past" if index and happened else "future"
    return ""
