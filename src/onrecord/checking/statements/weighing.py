"""Weigh a statement against each fact on record: what a fact tells of it must be too telling to agree by chance.

A statement is taken as its parts: names, numbers, days, lengths of time and content words. A part that few facts on
record hold tells much, one that many hold tells little: its weight is its surprisal in bits (Shannon 1948), the
logarithm of how many facts there are for each one that holds it. A fact bears a statement out when it holds every name,
number, day and length, when the words that it lacks weigh little beside what it holds, and when all that it holds
weighs so much that the fact could hardly be another one.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.checking.case import Case
from onrecord.checking.result import Query, Verdict
from onrecord.checking.statements.facts import AT_EVENTS, EDITION_DAYS, FREE, Fact, all_facts, all_figures, verdict_by
from onrecord.checking.statements.parts import has_part, is_stronger, is_told
from onrecord.checking.statements.provisions import all_provisions
from onrecord.reading.claims.predicates import REFUSALS, provided_by, words_provided
from onrecord.reading.stems import meanings
from onrecord.record.names import Meaning
from onrecord.terms.labels import Label
from onrecord.terms.quantity import Quantity
from onrecord.terms.time import Period

_BEYOND_CHANCE = 7.0
"""How many bits a statement must tell beyond those that single out one fact among all on record (odds of 1 to 128)."""

_LACKING = 0.5
"""Which part of the weight that a fact holds may be words that it lacks."""

_OF_TOPIC = 0.25
"""Which part of the headline's bits counts for a number that the fact counts too."""

_ON_TOPIC = 4.0
"""How many bits of the headline a fact must hold to be what the article is about."""

_LENGTH, _SMALL = 6.0, 3.0
"""Bits of a length of time, and the most that a number below ten tells."""

_UNKNOWN = 2.0
"""Bits of a word that no fact on record holds."""

_ANY_ROW = 10
"""Smaller numbers may stand in any row."""

_RECORDED_DAYS = 3650
"""The days over which most facts on record lie: a date tells more the fewer of them it holds."""

_TELLING_DAYS = frozenset({"provision", "goal"})
"""What tells days beside its own: from when, until when."""

_NEWS_DAYS = 60
"""How old a fact may be that is told without a day, where the article says little of it."""

_NOT = re.compile(r"\b(?:not|no|nor|never|without|none|nothing|neither)\b")
_SEGMENTS = re.compile(r" \. |; ")


@dataclass(frozen=True, slots=True)
class Pool:
    """All facts that may decide, which of them hold a word, a name (by id) or a number (rounded).

    `most` are the bits of what one fact alone holds.
    """

    facts: Sequence[Fact]
    queries: tuple[Query, ...]
    words: Mapping[str, Sequence[int]]
    names: Mapping[str, Sequence[int]]
    numbers: Mapping[str, Sequence[int]]
    most: float

    def of_words(self, words: Iterable[str]) -> float:
        """Return how many bits words tell together."""
        return sum(self.of_word(word) for word in words)

    def of_word(self, word: str) -> float:
        """Return how many bits a word tells; one that no fact holds tells none of them from another."""
        return self._bits(self.words[word]) if word in self.words else _UNKNOWN

    def of_name(self, name: Sequence[Meaning]) -> float:
        """Return how many bits a name tells, by its commonest meaning."""
        return min(self.of_id(meaning.id) for meaning in name)

    def of_id(self, id_: str) -> float:
        """Return how many bits somebody's part in a fact tells."""
        return self._bits(self.names.get(id_, ()))

    def of_number(self, number: Quantity) -> float:
        """Return how many bits a number tells; small ones may stand in any row."""
        bits = self._bits(self.numbers.get(_rounded(number), ()))
        return min(bits, _SMALL) if number.value < _ANY_ROW else bits

    def _bits(self, places: Sequence[int]) -> float:
        return self.most - math.log2(max(len(places), 1))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A fact that holds all names, numbers and days of a statement, with the bits of what it holds and lacks."""

    fact: Fact
    held: float
    lacked: float
    topic: float


def decide_by_weight(case: Case) -> Verdict | None:
    """Return the verdict on a statement that one fact tells almost whole; None where none does."""
    pool = case.once("facts weighed", gather_pool)
    weighed = list(_weigh_all(case, pool))
    if not weighed:
        return None
    best = max(weighed, key=lambda one: (one.held - one.lacked + one.topic, one.fact.what != "provision"))
    if best.lacked > best.held * _LACKING or not _is_on_topic(case, best):
        return None
    if not _is_timely(case, best) or not _is_said_alike(case, best.fact):
        return None
    return verdict_by(case, Label.SUPPORTED, best.fact, f"{best.fact.statement}.", pool.queries)


def _weigh_all(case: Case, pool: Pool) -> Iterator[Weighed]:
    """Yield the facts that hold all names, numbers, days and lengths of a statement, and enough of it."""
    details = case.claim.details
    said, about = frozenset(details["said"]), frozenset(details["about"])
    beside = sum(pool.of_number(number) for number in details["numbers"]) + _LENGTH * len(details["lengths"])
    beside += sum(math.log2(max(_RECORDED_DAYS / date.days, 2)) for date in details["dates"])
    beside += sum(pool.of_name(name) for name in details["names"])
    counted = [place for number in details["numbers"] for place in pool.numbers.get(_rounded(number), ())]
    names = {*details["about_names"], *(meaning.id for name in details["names"] for meaning in name)}
    named = [place for id_ in names for place in pool.names.get(id_, ())]
    held = dict.fromkeys((*counted, *named), 0.0)
    for word in said & pool.words.keys():
        told = pool.of_word(word)
        for place in pool.words[word]:
            held[place] = held.get(place, 0.0) + told
    for place, bits in held.items():
        fact = pool.facts[place]
        topic = pool.of_words(about & fact.words)
        topic += sum(pool.of_id(id_) for id_ in {*details["about_names"]} & fact.ids)
        counts = any(_counts_the_same(number, fact) for number in details["numbers"])
        enough = pool.most + _BEYOND_CHANCE - (_OF_TOPIC * topic if counts else 0)
        if bits + beside < enough or not _holds_parts(case, fact):
            continue
        done = _done(case, fact)
        if bits or counts or done:
            yield Weighed(fact, bits + beside, pool.of_words(said - fact.words - about - done), topic)


def _done(case: Case, fact: Fact) -> frozenset[str]:
    """Return the words of the statement for what was done, where they can mean what the fact is or what it does."""
    details = case.claim.details
    done = details["done"] if fact.what in details["bears"] else ()
    provided = details["verbs"] if set(details["provides"]) & _done_by(fact.text) else ()
    return frozenset((*done, *provided))


def _holds_parts(case: Case, fact: Fact) -> bool:
    details = case.claim.details
    return (
        set(details["lengths"]) <= set(fact.lengths)
        and all(is_told(number, fact) for number in details["numbers"])
        and all(_is_dated(fact, date) for date in details["dates"])
        and all(has_part(case, fact, name, details["names"]) for name in details["names"])
    )


def _counts_the_same(number: Quantity, fact: Fact) -> bool:
    """Say whether a fact holds a number of the same unit, or the noun that is counted."""
    return any(number.unit == other.unit for other in fact.numbers) or bool(meanings(number.unit) & fact.words)


def gather_pool(case: Case) -> Pool:
    """Return all facts on record that may decide, weighed by how few of them hold each word, name and number."""
    told, asked = all_facts(case)
    if not told:
        return Pool((), (), {}, {}, {}, 0.0)  # a record of series alone: what is said of them is read as such
    figures, asked_too = all_figures(case)
    provisions, _ = all_provisions(case)
    facts = (*told, *figures, *(one.fact for one in provisions))
    words: dict[str, list[int]] = defaultdict(list)
    names: dict[str, list[int]] = defaultdict(list)
    numbers: dict[str, list[int]] = defaultdict(list)
    for place, fact in enumerate(facts):
        for word in fact.words:
            words[word].append(place)
        for id_ in fact.ids:
            names[id_].append(place)
        for rounded in {_rounded(number) for number in fact.numbers}:
            numbers[rounded].append(place)
    return Pool(facts, (*asked, *asked_too), words, names, numbers, math.log2(max(len(facts), 1)))


def _rounded(number: Quantity) -> str:
    return f"{number.value:.2g}"


@lru_cache(maxsize=4096)
def _done_by(text: str) -> frozenset[str]:
    """Return what a row says that an act does, in the verbs of provisions."""
    found = {match[0] for match in words_provided().finditer(text.casefold())}
    return frozenset(verb for word in found for verb in provided_by([word], "means"))


def _is_dated(fact: Fact, date: Period) -> bool:
    told = fact.told_days if fact.what in _TELLING_DAYS else ()
    return date.contains(fact.days) or any(date.contains(day) for day in told)


def _is_on_topic(case: Case, one: Weighed) -> bool:
    """Say whether statement or headline tie the fact down: by words, a name or a day, or as news of who is named."""
    details = case.claim.details
    if details["names"] or details["dates"] or one.topic >= _ON_TOPIC:
        return True
    news = abs((case.article_day - one.fact.days.start).days) <= _NEWS_DAYS
    return news and bool(one.fact.ids & set(details["about_names"]))


def _is_timely(case: Case, one: Weighed) -> bool:
    """Say whether the article can mean a fact: it is dated, or done by its day and news or much spoken of."""
    details = case.claim.details
    fact = one.fact
    if details["dates"]:
        return True
    if not case.is_dated:
        return False
    age = (case.article_day - fact.days.start).days
    if fact.what == "figure":
        return abs(age) <= EDITION_DAYS
    if fact.what in AT_EVENTS:
        return 0 <= age <= EDITION_DAYS
    return age >= 0 and (age <= _NEWS_DAYS or one.topic >= 2 * _ON_TOPIC)


def _is_said_alike(case: Case, fact: Fact) -> bool:
    """Say whether the statement and the fact are both affirmed or both denied, and neither says more than the other."""
    details = case.claim.details
    said, text = case.claim.quote.casefold(), fact.text.casefold()
    if is_stronger(said, fact):
        return False
    if "allows" in details["contrary"] and FREE.search(text):
        return False  # what may be done need not be
    done = set(details["bears"]) - {"figure"}
    if "issuer" in fact.row and done and not done & {fact.what, fact.row["act"]}:
        return False  # what is proposed is not set up
    if any(part in fact.row.get("title", "").casefold() for part in details["bars"]):
        return False
    words = frozenset(details["said"])
    parts = (*_SEGMENTS.split(text), *(point.casefold() for point in fact.row.get("contents") or ()))
    own = [part for part in parts if words & meanings(part)]
    denied = _NOT.search(said) is not None or bool(set(details["provides"]) & REFUSALS)
    return any(_NOT.search(part) for part in own) == denied
