"""What the acts on record contain, a provision at a time: what each requires, forbids, limits, sets, names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.checking.case import Case, Row, period_of_row, query_of
from onrecord.checking.result import Query
from onrecord.checking.statements.facts import Fact, numbers_in, topic_words
from onrecord.measures.registry import POLICY_ACTS
from onrecord.reading.claims.predicates import REFUSALS, matter_of, provided_by, words_provided
from onrecord.reading.stems import MOST_KEPT, meanings
from onrecord.terms.quantity import Quantity
from onrecord.terms.time import Day, Period

_NOT = re.compile(r"\b(?:not|no|never|without)\b")
_PARTS = re.compile(r", (?=not (?!sign|cover)|no longer |never )")
"""Where a point goes on with what is not so: "a deal, not fixed in a published regulation"."""

_WORD = re.compile(r"[a-z0-9]{3,}")
_ALWAYS = (Day(1900, 1, 1), Day(9999, 1, 1))


@dataclass(frozen=True, slots=True)
class Provision:
    """One thing that an act says: the fact, and its own words, numbers, days and lengths of time (in days).

    `verbs` are what it does, in the verbs of `words/provisions.csv`; `made` is the body that the act set up, by whose
    name it may be spoken of; of a `stalled` act nothing came so far; `others` are acts that the provision speaks of;
    `matter` are its words without those for what an act does.
    """

    fact: Fact
    own: str
    policy: str
    verbs: frozenset[str]
    made: str
    stalled: bool
    others: frozenset[str]
    words: frozenset[str]
    matter: frozenset[str]
    act_words: frozenset[str]
    numbers: tuple[Quantity, ...]
    act_numbers: tuple[Quantity, ...]
    days: tuple[Period, ...]
    lengths: tuple[float, ...]

    @property
    def refuses(self) -> bool:
        """Whether it says what is not, or must not be."""
        return bool(self.verbs & REFUSALS) or self.denies

    @property
    def denies(self) -> bool:
        """Whether it says of something that it is not so: "never took effect"."""
        return _NOT.search(self.own) is not None


Known = tuple[tuple[Provision, ...], tuple[Query, ...]]
"""Provisions, with what was asked to get them."""


def all_provisions(case: Case) -> Known:
    """Return every provision on record that may decide, with what was asked; gathered once."""
    return case.once("provisions", _gather)


def _gather(case: Case) -> Known:
    acts = case.ask(
        POLICY_ACTS,
        "what every act on record contains, to find the one that is meant",
        policies=None,
        actor=None,
        kind=None,
        first=_ALWAYS[0],
        until=_ALWAYS[1],
    )
    names = {alias.casefold(): row["policy"] for row in acts.rows for alias in (row["title"], *row["aliases"])}
    called = [(frozenset(_WORD.findall(name)), policy) for name, policy in names.items()]
    told = [
        _provision(case, row, part, called)
        for row in acts.rows
        if case.decides(row)
        for point in row["contents"]
        for part in _parts(point)
    ]
    return tuple(told), (query_of(acts),)


def _parts(point: str) -> list[str]:
    """Return what a point says is so, and what it says is not.

    >>> _parts("a deal, not fixed in a published regulation")
    ['a deal', 'not fixed in a published regulation']
    """
    return [part for part in _PARTS.split(point) if part]


def _provision(case: Case, act: Row, said: str, called: Sequence[tuple[frozenset[str], str]]) -> Provision:
    of_act = " . ".join((act["title"], *act["aliases"], act["kind"], act["issuer"]))
    ids = frozenset({act["policy"], *case.ancestors(act["actor"] or "")}) - {""}
    days, statement = period_of_row(act), f"{act['title']}: {said}"
    own = Fact(act, "provision", days, ids, said, statement)
    tokens = set(_WORD.findall(said.casefold()))
    return Provision(
        Fact(act, "provision", days, ids, " . ".join((of_act, *topic_words(act), said)), statement),
        said,
        act["policy"],
        _verbs(said),
        made=(act["actor"] or "") if act["act"] == "established" else "",
        stalled=act["status"] == "stalled",
        others=frozenset(policy for name, policy in called if name <= tokens),
        words=own.words,
        matter=matter_of(said),
        act_words=meanings(of_act),
        numbers=own.numbers,
        act_numbers=numbers_in(act["title"]),
        days=own.told_days,
        lengths=own.lengths,
    )


@lru_cache(maxsize=MOST_KEPT)
def _verbs(said: str) -> frozenset[str]:
    """Return what a point says that its act does, in the verbs of provisions."""
    return frozenset(provided_by((found[0] for found in words_provided().finditer(said.casefold())), "means"))
