"""One way to ask any measure: by its name, with the words that it needs."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Mapping
from typing import Any

from onrecord.measures.adoption import adoption
from onrecord.measures.change import change
from onrecord.measures.extreme import extreme
from onrecord.measures.lead import lead
from onrecord.measures.measurement import Measurement
from onrecord.measures.overdue import overdue
from onrecord.measures.pace import pace
from onrecord.measures.path import path
from onrecord.measures.relative_adoption import relative_adoption
from onrecord.measures.share import share
from onrecord.measures.total import total
from onrecord.measures.trend import trend
from onrecord.record import View
from onrecord.terms.errors import BadInput, UnknownName

QUESTIONS: Mapping[str, Callable[..., Measurement]] = {
    "adoption": adoption,
    "total": total,
    "share": share,
    "pace": pace,
    "overdue": overdue,
    "extreme": extreme,
    "lead": lead,
    "change": change,
    "trend": trend,
    "path": path,
    "relative_adoption": relative_adoption,
}
"""The measures that answer a question; the other ones on the list are look-ups that they and checking use."""

ONE_OF = {"maker": "makers", "entity": "entities", "family": "families", "target": "targets"}
"""A single word may be given for a list of one."""


def ask(view: View, name: str, /, **words: Any) -> Measurement:
    """Ask a measure by name, as of the day of a view.

    >>> from datetime import date
    >>> from onrecord.record import open_record
    >>> view = open_record().as_of(date(2025, 7, 25))
    >>> found = ask(view, "overdue", maker="deepseek")
    >>> str(found["wait"]), found["p"].n
    ('58 days', 16)

    Raises `UnknownName` for a measure that there is not, and `BadInput` for a word that it does not ask for or that it
    lacks; both say which there are.
    """
    question = question_of(name)
    taken = words_of(name)
    given: dict[str, Any] = {}
    for word, value in words.items():
        if word in taken:
            given[word] = value
        elif ONE_OF.get(word) in taken:
            given[ONE_OF[word]] = None if value is None else [value]
        else:
            raise BadInput(f"{name!r} does not ask for {word!r}: it takes {', '.join(taken)}.")
    lacking = [word for word, needed in taken.items() if needed and given.get(word) is None]
    if lacking:
        raise BadInput(f"{name!r} needs {' and '.join(lacking)}: name {'it' if len(lacking) == 1 else 'them'}.")
    return question(view, **given)


def question_of(name: str) -> Callable[..., Measurement]:
    """Return the function of a measure.

    Raises `UnknownName` with the nearest name.
    """
    key = name.replace("-", "_")
    if key in QUESTIONS:
        return QUESTIONS[key]
    near = difflib.get_close_matches(key, QUESTIONS, n=1)
    advice = f"did you mean {near[0]}?" if near else f"there are {', '.join(QUESTIONS)}."
    raise UnknownName(f"There is no measure {name!r}: {advice}")


def words_of(name: str) -> dict[str, bool]:
    """Return the words that a measure asks for, and whether it needs each.

    >>> words_of("overdue"), words_of("share")["metric"]
    ({'makers': False, 'families': False}, True)
    """
    parameters = inspect.signature(question_of(name)).parameters.values()
    return {
        parameter.name: parameter.default is parameter.empty
        for parameter in parameters
        if parameter.kind is parameter.KEYWORD_ONLY
    }
