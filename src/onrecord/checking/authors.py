"""Decide whose an act of policy is: who issued it, whose administration, and how many authorities together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.checking.acts import leads, led
from onrecord.checking.case import Case, Row, not_enough
from onrecord.checking.result import Verdict
from onrecord.checking.statements.facts import Fact, all_facts, verdict_by
from onrecord.checking.statements.meant import provisions_meant
from onrecord.checking.statements.parts import has_part
from onrecord.checking.statements.provisions import all_provisions
from onrecord.reading.claims.vocabulary import NUMBER_WORDS
from onrecord.reading.words import cell_words, word_table
from onrecord.terms.labels import Label

MADE = frozenset({"released", "announced", "proposed", "decided", "established", "signed", "adopted", "stated"})
"""Acts that bring something into being; a vote on it or the day from which it applies is somebody else's."""

_JOINED = re.compile(r"[;,]| and (?=[A-Z])| with | / ")
_MORE = re.compile(rf"\b(?P<number>{'|'.join(NUMBER_WORDS)}) other\b")


def decide_author(case: Case) -> Verdict:
    """Decide who made the act that is meant; refuted only where the record names somebody else for every one."""
    facts, queries = all_facts(case)
    made = [fact for fact in facts if fact.what in MADE and "issuer" in fact.row and _is_told(case, fact)]
    able, meant = _of_act(case, made)
    answers = [_made_by(case, fact.row) for fact in able]
    done = case.claim.details["bears"]
    planned = done and "proposed" not in done and any(fact.what == "proposed" for fact in meant)
    if meant and not planned and all(_made_by(case, fact.row) for fact in meant):
        return verdict_by(case, Label.SUPPORTED, meant[0], f"{meant[0].statement}.", queries)
    if meant and all(answer is False for answer in answers):
        return verdict_by(case, Label.REFUTED, meant[0], f"{meant[0].statement}.", queries)
    return not_enough(case, "Whose act it is is not certain.", "a source for who made it", queries=queries)


def _of_act(case: Case, facts: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Return the facts that can be meant, and those that are: of what is named, else of the act of the headline."""
    details = case.claim.details
    if details["policies"]:
        named = [fact for fact in facts if fact.row["policy"] in details["policies"]]
        return named, named
    if details["names"]:
        named = [fact for fact in facts if all(has_part(case, fact, name) for name in details["names"])]
        return named, named
    able, own = ({one.policy for one in known} for known in provisions_meant(case, all_provisions(case)[0]))
    return [f for f in facts if f.row["policy"] in able], [f for f in facts if f.row["policy"] in own]


def _is_told(case: Case, fact: Fact) -> bool:
    """Say whether the words and days of the sentence can be those of an act."""
    details = case.claim.details
    if details["signed"] and fact.what != "signed":
        return False
    what = f"{fact.row['kind']} {fact.row['title']}".casefold()
    if details["kinds"] and not any(kind in what for kind in details["kinds"]):
        return False
    near = set(details["about"]) if not details["names"] else set()
    return set(details["matter"]) <= fact.words | near and all(
        date.overlaps(fact.days) or date.contains(fact.days) for date in details["dates"]
    )


def _made_by(case: Case, row: Row) -> bool | None:
    """Say whether an act is of those who are said to have made it; None where the record does not tell."""
    details = case.claim.details
    one = {_is_author(case, meaning.id, row) for meaning in details["authors"]}
    known = [True if True in one else None if None in one else False] if one else []
    if details["body"]:
        known.append(_is_of_body(case, details["body"], row))
    if details["bodies"]:
        known.append(details["bodies"] == _count(row["issuer"]))
    if False in known:
        return False
    return True if known and None not in known else None


def _is_author(case: Case, id_: str, row: Row) -> bool | None:
    """Say whether somebody made an act, or led those who did; None where that is not certain."""
    entity = case.entity(id_)
    if entity is None or not row["actor"]:
        return None
    if entity["kind"] == "person" and leads(case, entity, row):
        return led(case, entity, row)
    up, down = case.ancestors(row["actor"]), case.ancestors(id_)
    names = (entity["name"], *entity["aliases"])
    if id_ in up or any(len(name) > 1 and re.search(rf"\b{re.escape(name)}\b", row["issuer"]) for name in names):
        return True
    if entity["kind"] in {"country", "place"} and entity["country"] == row["jurisdiction"]:
        return True
    if row["actor"] in down and entity["kind"] != "person":
        return None  # a part of those who made it may have written it
    other = entity["subkind"] == "government" or entity["kind"] == "country"
    # Issuers that the record does not name may be among those who are.
    return False if other and not _MORE.search(row["issuer"]) else None


def _is_of_body(case: Case, words: str, row: Row) -> bool | None:
    """Say whether an act is of an authority of its state that is not named; None where its bodies are unknown."""
    own = [one for one in word_table("bodies") if one["country"] == row["jurisdiction"].split("-")[0]]
    meant = [one["entity"] for one in own if words in cell_words(one["words"])]
    if not meant:
        return None
    return any(_is_author(case, id_, row) for id_ in meant if id_)


def _count(issuer: str) -> int:
    """Return how many authorities an act names as those who issued it.

    >>> _count("CAC; MIIT; MPS; NRTA"), _count("MOST and nine other departments"), _count("State Council")
    (4, 10, 1)
    """
    more = _MORE.search(issuer)
    named = [part for part in _JOINED.split(_MORE.split(issuer)[0]) if part.strip(" and")]
    return len(named) + (NUMBER_WORDS[more["number"]] if more else 0)
