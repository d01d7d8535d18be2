"""What a fact tells of a statement: who has a part in it, by id, as who led its author or by its words, and numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.checking.acts import in_office, leads, led
from onrecord.checking.case import Case, Row
from onrecord.checking.statements.facts import Fact
from onrecord.checking.values import FAR_ABOVE
from onrecord.reading.stems import meanings
from onrecord.reading.words import cell_words, one_of, word_table
from onrecord.record.names import Meaning
from onrecord.terms.quantity import Quantity


def has_part(case: Case, fact: Fact, name: Sequence[Meaning], beside: Sequence[Sequence[Meaning]] = ()) -> bool:
    """Say whether one of the meanings of a name has a part in a fact: by id, as who leads its author, or by its text.

    A firm that only tells who somebody `beside` it is ("Tesla's Musk") has the part of that one.
    """
    people = [case.entity(m.id) for other in beside for m in other if m.kind == "person"]
    if any(one is not None and any(m.id == one["parent"] or m.name in one["role"] for m in name) for one in people):
        return True
    for meaning in name:
        if meaning.id in fact.ids:
            return True
        if meaning.kind != "person" and fact.row.get("actor") in case.ancestors(meaning.id):
            return True
        entity = case.entity(meaning.id)
        if entity is not None and _acted(case, fact, entity):
            return True
        printed = (meaning.name, *(entity["aliases"] if entity is not None else ()), *_adjectives(meaning.id))
        if any(len(word) > 1 and re.search(rf"\b{re.escape(word)}\b", fact.text) for word in printed):
            return True
    return False


def _acted(case: Case, fact: Fact, entity: Row) -> bool:
    """Say whether a fact is an act of the executive that somebody led then."""
    return entity["kind"] == "person" and "issuer" in fact.row and led(case, entity, fact.row) is True


def _adjectives(id_: str) -> Iterator[str]:
    """Yield the adjectives of a country: Chinese."""
    for row in word_table("nationalities"):
        if row["entity"] == id_:
            yield from (word.title() for word in cell_words(row["words"]) if len(word) > 2)


def is_of_another_term(case: Case, fact: Fact, ids: Sequence[str]) -> bool:
    """Say whether a fact is an act of an executive that those named led, at a time when they did not."""
    people = [entity for id_ in ids if (entity := case.entity(id_)) is not None and entity["kind"] == "person"]
    return bool(people) and all(
        "issuer" in fact.row and leads(case, one, fact.row) and not in_office(case, one, fact.days) for one in people
    )


def is_stronger(said: str, fact: Fact) -> bool:
    """Say whether small letters hold a word that makes a statement stronger than the row of a fact: "all", "zero"."""
    text = fact.text.casefold()
    return any(re.search(rf"\b{word}\b", text) is None for word in _absolutes().findall(said))


@cache
def _absolutes() -> re.Pattern[str]:
    """Return the pattern of words that make a statement a stronger one."""
    words = [word for row in word_table("absolutes") for word in cell_words(row["words"])]
    return re.compile(rf"\b{one_of(words)}\b")


def is_told(number: Quantity, fact: Fact) -> bool:
    """Say whether a number stands in the row, in the same unit or in one that says no more."""
    if number.value >= _TELLING and re.search(
        rf"(?<!\d){number.value:.0f}(?!\d|[.,]\d|st|nd|rd|th)", fact.text.replace(",", "")
    ):
        return True
    return any(
        number.interval.overlaps(other.interval) and _is_of_unit(number, other) and not _is_far_above(other, number)
        for other in fact.numbers
    )


def _is_far_above(other: Quantity, number: Quantity) -> bool:
    """Say whether a row counts so much more that "more than 2,000" is no word for it."""
    return number.interval.high == math.inf and other.value > FAR_ABOVE * number.value


def are_counted(numbers: Sequence[Quantity], fact: Fact) -> bool:
    """Say whether a row speaks of all that is counted; money and shares may be of anything."""
    return meanings(" ".join(number.unit for number in numbers if number.unit not in _KNOWN_UNITS)) <= fact.words


def _is_of_unit(number: Quantity, other: Quantity) -> bool:
    """Say whether two numbers can count the same; "over 25,000 people" bears out no other large number."""
    if number.unit == other.unit:
        return True
    if other.qualifier not in _CLOSED:
        near = other.value / _ABOVE <= number.value <= other.value * _ABOVE
        return near or bool(meanings(number.unit) & meanings(other.unit))
    return not other.unit or not {number.unit, other.unit} & _KNOWN_UNITS


_TELLING = 10
"""Smaller numbers may stand anywhere in a row."""

_ABOVE = 1.2
"""How far from the number of "over 90" another may lie and still count the same without saying so."""

_CLOSED = frozenset({"exact", "about", "range"})
"""How numbers are worded that are not open to one side."""

_KNOWN_UNITS = frozenset({"percent", "USD", "CNY", "EUR"})
