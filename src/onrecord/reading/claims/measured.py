"""Which metrics of the record the words around a number can mean, and of what: the best fitting ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from onrecord.reading.stems import MOST_KEPT, content_stems, meanings
from onrecord.reading.words import cell_words, one_of, word_table
from onrecord.record.names import Measured, Names, endings
from onrecord.terms.quantity import Quantity

ENOUGH = 2
"""How many content words of a metric a sentence must share where it holds none of its names whole."""

LARGE = 10_000
"""A number without a unit is a count where it is as large as this."""

_PROPER = re.compile(r"\b[A-Z][a-z]+[A-Z]\w+|(?<=\s)[A-Z][a-z]{2,}\b")
_SPANS: Mapping[str, re.Pattern[str]] = {
    unit: re.compile(rf"\b(?:{adverb}|(?:a|an|per|each|every|the|one|trailing) {unit})\b")
    for unit, adverb in (("day", "daily"), ("week", "weekly"), ("month", "monthly"), ("quarter", "quarterly"))
}
_OTHER = 6
"""By how much a metric fits less that counts something else than the words say."""

_RATIOS = frozenset({"percent", "multiple"})
_PART_OF = re.compile(r"(?:%|\b(?:percent|per cent|half|third|quarter|fifth)) of\b")

_LOST = re.compile(r"\b(?:lost|change|added|growth)\b")


def best_measures(
    known: Names, entities: Iterable[str], clause: str, quantity: Quantity, *, change: bool
) -> tuple[tuple[str, str], ...]:
    """Return the pairs of an entity and a metric that fit the words and the unit of a number best."""
    clause = _in_plain_words(f"{clause} share" if quantity.unit == "percent" and _PART_OF.search(clause) else clause)
    ranked = {
        (entity, measured.metric): score
        for measured, near in known.measured_of(entities)
        if is_unit(measured, quantity, change=change) and (score := fitness(measured, clause))
        for entity in near
    }
    best = max(ranked.values(), default=0)
    return tuple(sorted(pair for pair, score in ranked.items() if score == best))


def moving_measures(known: Names, entities: Iterable[str], words: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of an entity and a metric whose movement the words can mean best; empty where none is named."""
    words = _in_plain_words(words)
    ranked = {
        (entity, measured.metric): score
        for measured, near in known.measured_of(entities)
        if _moves(measured) and (score := fitness(measured, words))
        for entity in near
    }
    best = max(ranked.values(), default=0)
    return tuple(sorted(pair for pair, score in ranked.items() if score == best))


def _moves(measured: Measured) -> bool:
    """Say whether a metric tells how far something moved: a sum that was lost does not."""
    return measured.kind not in {"sign", "change"} or measured.unit in _RATIOS


def is_counted(known: Names, quantity: Quantity) -> bool:
    """Say whether anything on record is counted in the unit of a number; most numbers of an article are of nothing."""
    base = quantity.unit.split("/", maxsplit=1)[0]
    if base in {"", "count"} and quantity.value >= LARGE:
        return True
    return base in {"percent", "multiple"} or not known.units.isdisjoint({quantity.unit, *endings(base)})


def is_unit(measured: Measured, quantity: Quantity, *, change: bool) -> bool:
    """Say whether a number could be a value of a metric: by its unit, and by whether it tells a change."""
    unit = quantity.unit.split("/", maxsplit=1)[0]
    if unit in {"", "count"}:
        return measured.unit not in {"percent", "multiple"} and quantity.value >= LARGE and not change
    if unit in {"percent", "multiple"} and (measured.kind == "change") != change:
        return False
    if change and measured.kind != "change":
        return False
    if measured.unit == unit:
        return True
    if measured.unit in _RATIOS or unit in _RATIOS or unit.isupper() or not unit:
        return False
    return unit.endswith(f" {measured.unit}") or any(
        concept == unit or concept.endswith(f" {unit}") or unit.endswith(f" {concept}") for concept in measured.concepts
    )


def fitness(measured: Measured, clause: str) -> int:
    """Return how well the words of a clause fit a metric: a name of it stands there, or enough of its words do.

    A metric of another length of time than the words say ("monthly users") fits less well.
    """
    words, name_words = meanings(clause), meanings(measured.name)
    named = [c for c in measured.concepts if c != "share" and c in clause and _whole(c).search(clause)]
    shared = words & (name_words | meanings(" ".join(measured.concepts)))
    proper = words & _proper(measured.name)
    if not named and not proper and len(shared) < ENOUGH:
        return int("share" in measured.concepts and "share" in words and measured.unit == "percent")
    longest = max((len(concept.split()) for concept in named), default=0)
    # What is said of a change of a count ("users added") must be said to be one.
    changed = measured.kind == "change" and measured.unit not in {"percent", "USD"} and not _LOST.search(clause)
    said = _lengths(clause)
    own = _lengths(measured.name) if measured.kind != "change" else frozenset()
    score = 3 * longest + 2 * len(words & name_words) + 3 * len(proper) + 2 * len(said & own)
    return max(1, score - _OTHER * (changed + bool(said and own and not said & own)))


@lru_cache(maxsize=MOST_KEPT)
def _lengths(text: str) -> frozenset[str]:
    """Return the lengths of time that a text names: "monthly users" are of a month."""
    return frozenset(unit for unit, pattern in _SPANS.items() if pattern.search(text))


@cache
def _whole(concept: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(concept)}\b")


@lru_cache(maxsize=64)
def _in_plain_words(clause: str) -> str:
    """Return a clause with what its turns of phrase say behind it: "was put into" tells an investment."""
    said = [row["means"] for row, turn in _turns_of_phrase() if turn.search(clause)]
    return " ".join((clause, *said))


@cache
def _turns_of_phrase() -> tuple[tuple[Mapping[str, str], re.Pattern[str]], ...]:
    return tuple(
        (row, re.compile(rf"\b(?:{'|'.join(_with_gap(turn) for turn in cell_words(row['words']))})\b"))
        for row in word_table("turns_of_phrase")
    )


def _with_gap(turn: str) -> str:
    """Return a turn of phrase as a pattern: at "…" a few words may stand, or none."""
    return "[^,;]{0,40}".join(re.escape(part.strip()) for part in turn.split("…"))


@cache
def _proper(name: str) -> frozenset[str]:
    """Return the names in a metric's name: Poe, OpenRouter."""
    return content_stems(" ".join(_PROPER.findall(name)))


@lru_cache(maxsize=64)
def done_to(clause: str) -> str:
    """Return what is counted where something is said to be done so many times: "downloaded 3 million times".

    >>> done_to("it was fetched three million times"), done_to("it came up three million times")
    ('downloads', '')
    """
    return next((unit for unit, words in _times_done() if words.search(clause)), "")


@cache
def _times_done() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what is counted of what is done, with the words for it."""
    return tuple(
        (row["unit"], re.compile(rf"\b{one_of(cell_words(row['words']))}\b")) for row in word_table("times_done")
    )
