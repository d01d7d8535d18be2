"""Claims on whose an act of policy is: "written by the ministry", "a Biden-era rule", "three authorities issued it".

`details`: `policies` (ids of acts that the sentence names), `authors` (the meanings of who is said to have made it),
`body` (an authority that is not named: "the state planner"), `bodies` (how many together, 0 where it is not said),
`signed` (they put their names to it), `kinds` (parts of kinds of acts that its noun fits), `names` (of what else the
sentence names), `bears` (acts that bear the words for what was done out), `matter` (the words that are left), `dates`,
and of the headline `about` and `about_names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.reading.claims.build import make_claim, name_of
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.described_acts import act_nouns, kinds_of_noun
from onrecord.reading.claims.predicates import facts_of, matter_of, words_done
from onrecord.reading.claims.statements import headline_ids, headline_words
from onrecord.reading.claims.vocabulary import NUMBER_WORDS, verb_class
from onrecord.reading.context import Context
from onrecord.reading.grammar import Match, matches
from onrecord.reading.mentions import DateMention, QuantityMention
from onrecord.reading.tagged import MARK, Tagged
from onrecord.record.names import fold

_WHOSE = r"(?:(?:state|chinese|government|federal|central) )?"
_BODIES = rf"{_WHOSE}(?:authorities|agencies|departments|ministries|bodies|regulators|offices)"
_NUMBER = rf"(?P<number>{'|'.join(NUMBER_WORDS)}|\d{{1,2}})"
_WITH_OTHERS = re.compile(rf"\b(?:together |jointly |along )?with {_NUMBER} (?:other |more |further )?{_BODIES}\b")
_SEVERAL = re.compile(rf"\b{_NUMBER} {_BODIES}\b")
_ALONE = re.compile(r"\b(?:alone|on its own|single-handedly|by itself)\b")


def find_authors(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield who is said to have made the act that a sentence names, or that the headline is about."""
    for match in matches("act-author", tagged):
        claim = _claim(context, tagged, match)
        if claim:
            yield claim
            return


def _claim(context: Context, tagged: Tagged, match: Match) -> Claim | None:
    author = name_of(tagged, match, "author")
    bodies = _bodies(_with_numbers(context, tagged, tagged.text))
    body = match.texts.get("body", "")
    if author is None and not body and not bodies:
        return None
    owner = name_of(tagged, match, "owner")
    beside = [m for _, m in tagged.names() if m not in (author, owner) and not m.reference]
    left = f"{match.texts.get('rest', '')} {tagged.text[match.groups['claim'][1] :]}"
    text = words_done().sub(" ", _without_bodies(_with_numbers(context, tagged, left)))
    return make_claim(
        context,
        ClaimType.AUTHOR,
        tagged.sentence.span,
        author.best.id if author else "",
        author.best.name if author else body or match.texts["claim"],
        details={
            "policies": tuple(id_ for m in beside if m.role == "policy" for id_ in m.ids),
            "authors": author.meanings if author else (),
            "body": body,
            "signed": verb_class(match.texts.get("verb", "")) == "sign",
            "kinds": _kinds(left),
            "bodies": bodies,
            "bears": tuple(sorted({act for word in words_done().findall(tagged.text) for act in facts_of(word)})),
            "names": tuple(m.meanings for m in beside),
            "matter": tuple(sorted(matter_of(MARK.sub(" ", text)))),
            "dates": tuple(
                m.period for m in tagged.mentions.values() if isinstance(m, DateMention) and m.period is not None
            ),
            "about": tuple(sorted(headline_words(context))),
            "about_names": headline_ids(context),
        },
    )


def _kinds(text: str) -> tuple[str, ...]:
    """Return the parts of kinds of acts that the noun for the act fits: "the rule"."""
    noun = re.search(rf"\b(?:the|this|that|its|these) (?:[a-z-]+ )?({act_nouns().pattern})\b", text)
    return (*kinds_of_noun(noun[1]), noun[1]) if noun else ()


def _with_numbers(context: Context, tagged: Tagged, text: str) -> str:
    """Return tagged words with the numbers as they are printed."""
    for mark, mention in tagged.mentions.items():
        if isinstance(mention, QuantityMention):
            text = text.replace(f"<{mark}>", fold(context.document.quote(mention.span)))
    return text


def _without_bodies(text: str) -> str:
    return _SEVERAL.sub(" ", _WITH_OTHERS.sub(" ", _ALONE.sub(" ", text)))


def _bodies(text: str) -> int:
    """Return how many authorities are said to have acted together; 0 where that is not said.

    >>> _bodies("it drew up the rule with three other authorities"), _bodies("two ministries issued it"), _bodies("")
    (4, 2, 0)
    """
    others = _WITH_OTHERS.search(text)
    found = others or _SEVERAL.search(text)
    if found is None:
        return 1 if _ALONE.search(text) else 0
    number = NUMBER_WORDS.get(found["number"]) or int(found["number"])
    return number + bool(others)
