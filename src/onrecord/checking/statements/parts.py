"""Who has a part in a fact: by its ids, as who led its author, or by the words of its row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.checking.acts import in_office, leads, led
from onrecord.checking.case import Case, Row
from onrecord.checking.statements.facts import Fact
from onrecord.reading.words import cell_words, word_table
from onrecord.record.names import Meaning


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
