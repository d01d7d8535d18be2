"""Decide what an act is said to contain: borne out by a provision on record, refuted by its contrary or its number."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from onrecord.checking.case import Case
from onrecord.checking.result import Verdict
from onrecord.checking.statements.facts import verdict_by
from onrecord.checking.statements.meant import provisions_meant
from onrecord.checking.statements.parts import has_part
from onrecord.checking.statements.provisions import Provision, all_provisions
from onrecord.reading.claims.predicates import REFUSALS
from onrecord.reading.stems import meanings
from onrecord.record.names import Meaning
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Interval, Quantity
from onrecord.terms.time import Period

_LATER = 1.2
"""How far above "over 90" a number may lie and still be the one that is meant."""

_MEASURES = frozenset({"percent", "USD", "CNY", "EUR", "GBP"})
"""Units of which many things are counted, so that they alone point to nothing."""


def decide_content(case: Case) -> Verdict | None:
    """Return the verdict on what the act that is meant contains; None where the record leaves it open."""
    known, queries = all_provisions(case)
    meant, own = provisions_meant(case, known)
    if "lacks" in case.claim.details["contrary"]:
        meant = []  # that something was done is no content of an act; that it was not is told below
    told = [one for one in meant if _fits(case, one) and _numbers_agree(case, one) and _days_agree(case, one)]
    against = [one for one in own if _is_denied(case, one)]
    fitting = [one for one in own if _fits(case, one)]
    other_days = [one for one in fitting if _days_differ(case, one) and one.policy in {meant.policy for meant in told}]
    if told and not against:
        best = max(told, key=lambda one: len(one.words & set(case.claim.details["matter"])))
        # What an act puts on one day for a part and on another for the rest is half right where no part is named.
        summary = "; ".join((best.fact.statement, *(one.own for one in other_days)))
        label = Label.CONFLICTING if best.stalled or other_days else Label.SUPPORTED
        return verdict_by(case, label, best.fact, f"{summary}.", queries)
    against += [one for one in fitting if _numbers_differ(case, one) or _days_differ(case, one)]
    # Several acts may be meant, of which one may well say what is said.
    if against and len({one.policy for one in (*fitting, *against)}) == 1 and _points(case, against[0]):
        fact = against[0].fact
        return verdict_by(case, Label.REFUTED, fact, f"{fact.statement}.", queries)
    return None


def _fits(case: Case, one: Provision) -> bool:
    """Say whether all words and names can be said of the provision, and something of it beside its act is said."""
    details = case.claim.details
    words = set(details["matter"])
    does = set(details["provides"])
    if does and one.verbs and not does & one.verbs:
        return False
    if one.verbs & set(details["contrary"]):
        return False  # what may be done need not be
    if one.refuses != _refuses(case) or not _cited(case.claim.quote) <= _cited(one.own):
        return False
    if not words <= one.fact.words | set(details["about"]) or not _has_parts(case, one, details["names"]):
        return False
    if words & one.words - one.act_words or details["numbers"] or details["lengths"]:
        return True
    return _named_in(case, one) and not all(_is_person_or_event(name) for name in details["names"])


def _is_person_or_event(name: Sequence[Meaning]) -> bool:
    """Say whether a name is of no act: "Smith opened the summit" tells nothing of a plan released there."""
    return all(meaning.kind in {"person", "event-series", "event"} for meaning in name)


_CITED = re.compile(r"\b(?:annex|article|section|chapter|title|tier|phase) (?:[ivx]+|\d+)\b")


def _cited(text: str) -> frozenset[str]:
    """Return the parts of an act that a text cites by their numbers.

    >>> sorted(_cited("duties of Annex III and Article 50"))
    ['annex iii', 'article 50']
    """
    return frozenset(_CITED.findall(text.casefold()))


def _refuses(case: Case) -> bool:
    return bool(set(case.claim.details["provides"]) & REFUSALS) or case.claim.details["negated"]


def _has_parts(case: Case, one: Provision, names: Sequence[Sequence[Meaning]]) -> bool:
    return all(
        has_part(case, one.fact, name, names)
        or bool({meaning.id for meaning in name} & one.others)
        or _stands_in(case, one, name)
        for name in names
    )


def _points(case: Case, one: Provision) -> bool:
    """Say whether words or names of the statement, not its numbers alone, point to the provision itself."""
    details = case.claim.details
    if "lacks" in one.verbs or (one.denies and one.verbs & set(details["provides"])):
        return True
    nouns = (number.unit for number in details["numbers"] if number.unit not in _MEASURES)
    units = frozenset(word for noun in nouns for word in meanings(noun))
    return bool((set(details["matter"]) | units) & one.words) or _named_in(case, one)


def _named_in(case: Case, one: Provision) -> bool:
    """Say whether a name of the statement stands in the provision itself."""
    return any(_stands_in(case, one, name) for name in case.claim.details["names"])


def _stands_in(case: Case, one: Provision, name: Sequence[Meaning]) -> bool:
    names = (printed for meaning in name for printed in _printed(case, meaning))
    return any(re.search(rf"\b{re.escape(word)}\b", one.own) for word in names)


def _printed(case: Case, meaning: Meaning) -> Iterator[str]:
    """Yield the names of what is meant; of a government, those of its state too, which signs and refuses by it."""
    entity = case.entity(meaning.id)
    yield from (meaning.name, *(entity["aliases"] if entity is not None else ()))
    if entity is not None and entity["subkind"] == "government":
        states = (case.entity(id_) for id_ in case.ancestors(meaning.id))
        yield from (state["name"] for state in states if state is not None and state["kind"] == "country")


def _numbers_agree(case: Case, one: Provision) -> bool:
    lengths: tuple[float, ...] = case.claim.details["lengths"]
    return all(length in one.lengths for length in lengths) and all(
        any(_is_same_count(number, other, one) and _near(number, other) for other in (*one.numbers, *one.act_numbers))
        for number in case.claim.details["numbers"]
    )


def _numbers_differ(case: Case, one: Provision) -> bool:
    """Say whether a number of the statement counts what one of the provision counts, and is another number."""
    numbers: tuple[Quantity, ...] = case.claim.details["numbers"]
    lengths: tuple[float, ...] = case.claim.details["lengths"]
    compared = all(any(_is_same_count(number, other, one) for other in one.numbers) for number in numbers)
    compared = compared and bool(numbers or lengths) and bool(one.lengths or not lengths)
    return compared and _days_agree(case, one) and not _numbers_agree(case, one)


def _is_same_count(number: Quantity, other: Quantity, one: Provision) -> bool:
    """Say whether two numbers have one unit, or count nouns of which the provision holds the first one's."""
    if number.unit == other.unit:
        return True
    return bool(meanings(number.unit)) and meanings(number.unit) <= meanings(other.unit) | one.words


def _near(number: Quantity, other: Quantity) -> bool:
    return _bounded(number).overlaps(_bounded(other))


def _bounded(quantity: Quantity) -> Interval:
    """Return what a number stands for in a text: "over 90" is no 900."""
    low, high = quantity.interval.low, quantity.interval.high
    return Interval(
        low if low > -math.inf else quantity.value / _LATER, high if high < math.inf else quantity.value * _LATER
    )


def _days_agree(case: Case, one: Provision) -> bool:
    dates: tuple[Period, ...] = case.claim.details["dates"]
    return all(any(date.contains(day) or day.contains(date) for day in (*one.days, one.fact.days)) for date in dates)


def _days_differ(case: Case, one: Provision) -> bool:
    """Say whether the statement dates what the provision dates otherwise."""
    dates: tuple[Period, ...] = case.claim.details["dates"]
    return bool(dates and one.days) and _numbers_agree(case, one) and not _days_agree(case, one)


def _is_denied(case: Case, one: Provision) -> bool:
    """Say whether the provision is the contrary of what is said: what is forbidden is not allowed."""
    details = case.claim.details
    if "lacks" in details["contrary"] and "lacks" in one.verbs:
        return not details["negated"]
    words = set(details["matter"])
    if not words <= one.fact.words | set(details["about"]) or not _has_parts(case, one, details["names"]):
        return False
    # The words of the provision itself, which are not those of its act, or what it does tell that it is meant.
    own = bool(words & one.matter - one.act_words)
    if one.verbs & set(details["contrary"]):
        return _days_agree(case, one) and (_named_in(case, one) or (own and _numbers_agree(case, one)))
    does = own or bool(one.verbs & set(details["provides"]))
    return (
        one.denies
        and not one.verbs & (REFUSALS | {"replaces"})  # what is no longer so was so before
        and not _refuses(case)
        and does
        and one.matter - one.act_words <= words
    )
