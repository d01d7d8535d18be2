"""Which date goes with a verb: one clause, one verb, one date.

"The rule, issued in March, took effect on Monday" has two verbs and two dates. A date that stands in another clause
says nothing of this verb, however near it is.
"""

from __future__ import annotations

import re

from onrecord.reading.grammar import expand
from onrecord.reading.mentions import DateMention
from onrecord.reading.tagged import Tagged

_DATE = re.compile(expand("{DATE}"))
_CLAUSE_ENDS = re.compile(
    r"[,;]|\b(?:and|but|while|whereas|which|who|whose|that|after|before|when|as|because|since|until|than|unlike)\b"
)
_RIGHT_BEFORE = re.compile(expand(r"(?P<date>{DATE}),? (?:[a-z]+ly |also |then |had |has |have )?$"))
_OPENING = re.compile(expand(r"^(?:on |in |late |early |earlier |just )?(?P<date>{DATE}),? "))
_SUBJECT_ENDS = re.compile(r";|\b(?:while|whereas|which|who|whose|that|but|when|after|before|until)\b")


def date_of_verb(tagged: Tagged, start: int, end: int) -> DateMention | None:
    """Return the date of the verb between two positions: behind it in its clause, right before it, or at the opening.

    None where no date is plainly the verb's own.
    """
    behind = _CLAUSE_ENDS.split(tagged.text[end:], maxsplit=1)[0]
    found = _mention(tagged, _DATE.search(behind))
    if found:
        return found
    before = _RIGHT_BEFORE.search(tagged.text[:start])
    if before:
        return _mention(tagged, _DATE.search(before["date"]))
    opening = _OPENING.match(tagged.text)
    if opening and not _SUBJECT_ENDS.search(tagged.text[opening.end() : start]):
        return _mention(tagged, _DATE.search(opening["date"]))
    return None


def _mention(tagged: Tagged, mark: re.Match[str] | None) -> DateMention | None:
    mention = tagged.mentions.get(mark[0].strip("<>")) if mark else None
    if isinstance(mention, DateMention) and mention.period is not None and mention.type in {"DATE", "TIME"}:
        return mention
    return None
