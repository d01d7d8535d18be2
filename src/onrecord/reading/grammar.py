"""The claim grammar: patterns over tagged sentences, kept as data in `words/grammar.csv` and `words/verbs.csv`.

A pattern is a regular expression in which `{EVENT}`, `{PLACE}`, `{DATE}` ... stand for marks, `{HOLD}`, `{UNVEIL}` ...
for the verbs of a list, and `{GAP:6}` for at most six words that cross neither a clause nor another mark of the same
kind; `{NP:6}` is a gap that also crosses no preposition, so that it stays inside one noun phrase, `{EGAP:6}` one that
crosses no other gathering, `{CGAP:6}` one that crosses no comma either, `{TGAP:6}` one that crosses no "after" or
"before".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.reading.needs import Need, is_of_marks, needs_of, rarest
from onrecord.reading.prefilter import Prefilter
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import cell_words, word_table

MARKS = {
    "EVENT": r"<event:\d+>",
    "PLACE": r"<place:\d+>",
    "GOVERNMENT": r"<government:\d+>",
    "PERSON": r"<person:\d+>",
    "ORG": r"<organisation:\d+>",
    "MODEL": r"<model:\d+>",
    "FAMILY": r"<family:\d+>",
    "PRODUCT": r"<product:\d+>",
    "NEWMODEL": r"<newmodel:\d+>",
    "POLICY": r"<policy:\d+>",
    "DATE": r"<date:\d+>",
    "QTY": r"<qty:\d+>",
    "ACTOR": r"<(?:person|organisation|government|place):\d+>",
    "MAKER": r"<(?:organisation|family|product):\d+>",
    "SUBJECT": r"<(?:organisation|family|product|model):\d+>",
    "NAME": r"<(?!date|qty)[a-z]+:\d+>",
}

_PREPOSITIONS = (
    r"(?:of|to|for|on|in|with|about|from|at|based|using|by|after|before|than|like|as|over|under|against|and"
    r"|that|which|who|whose|where)\b"
)
"""What ends a noun phrase: "released a paper on R1" does not say that R1 was released."""

_OTHER_EVENT = r"(?:summit|conference|forum|expo|fair|games|meeting|show|exhibition|congress|festival|talks)\b"
"""Nouns of gatherings that the record may not hold: what opens is then theirs."""

_GAPS = {
    "GAP": ("", ""),
    "EGAP": (rf"{_OTHER_EVENT}|", ""),
    "CGAP": (rf"{_OTHER_EVENT}|", ","),
    "TGAP": (r"(?:after|before)\b|", ""),
    "NP": (rf"{_PREPOSITIONS}|", ""),
}
"""The words and the marks that a gap does not cross, beside those that none does."""

_SHAPES = {
    "DURATION": r"(?:(?:a few|a couple of|several|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|fifteen|eighteen|twenty|\d{1,3}) (?:days?|weeks?|months?|years?))",
}
"""Expressions of a known form that are no mention."""

_ACT_LISTS = {"noun": "ACT_NOUN", "verb-noun": "ACT_DONE"}
"""Lists that come from the nouns of `words/acts.csv`."""

_MARK = re.compile(r"<(?:\(\?:(?P<several>[a-z|]+)\)|(?P<one>[a-z]+)):\\d\+>")

LONGEST = 1200
"""Sentences beyond this many characters are not matched: no claim needs them, and every pattern stays cheap."""


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that matched: `rule` names it, `groups` are the tagged positions of its named parts."""

    rule: str
    start: int
    end: int
    groups: dict[str, tuple[int, int]]
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A row of the grammar; of each of its `needs` one word must stand in a sentence before the pattern is tried."""

    type: str
    name: str
    needs: tuple[frozenset[str], ...]
    pattern: str


class _Rules:
    """All rules, found by the words that they need."""

    def __init__(self, rules: Sequence[_Rule]) -> None:
        self._rules = rules
        self._prefilter = Prefilter([rule.needs for rule in rules])

    def for_sentence(self, text: str) -> Mapping[str, Sequence[_Rule]]:
        """Return the rules that a sentence has the words for, by type of claim, in the order of the table."""
        chosen: dict[str, list[_Rule]] = defaultdict(list)
        for number in self._prefilter.fitting(text):
            rule = self._rules[number]
            chosen[rule.type].append(rule)
        return chosen


@cache
def _rules() -> _Rules:
    return _Rules(
        [
            _Rule(row["type"], row["rule"], _needs(row["needs"], row["pattern"]), row["pattern"])
            for row in word_table("grammar")
        ]
    )


def _needs(column: str, pattern: str) -> tuple[Need, ...]:
    """Return what a rule needs by its column, and by its pattern: all marks, and the rarest list of plain words."""
    own = needs_of(pattern, _needed())
    marks = [need for need in own if is_of_marks(need)]
    plain = [need for need in own if not is_of_marks(need)]
    written = [frozenset(need.split(" or ")) for need in cell_words(column)]
    return tuple(dict.fromkeys([*written, *marks, *([rarest(plain)] if plain else [])]))


@cache
def _needed() -> dict[str, list[str]]:
    """Return, for each list and mark, the words of which one stands in every sentence that it matches."""
    needed = {}
    for name, expression in MARKS.items():
        mark = _MARK.fullmatch(expression)
        if mark:
            needed[name] = [f"<{kind}:" for kind in (mark["one"] or mark["several"]).split("|")]
    # Of a phrase the longest word will do: the gaps between its words may be of any width.
    return needed | {name: [max(form.split(), key=len) for form in forms] for name, forms in _forms().items()}


@lru_cache(maxsize=2)
def _rules_for(text: str) -> Mapping[str, Sequence[_Rule]]:
    """Return the rules for a sentence; the readers of all types ask for the same one in turn."""
    return _rules().for_sentence(text)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(expand(pattern))


@cache
def _forms() -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for row in (*word_table("verbs"), *word_table("concepts")):
        words.setdefault(row["list"], []).extend(form.strip() for form in row["forms"].split("|"))
    for row in word_table("acts"):
        if row["part"] in _ACT_LISTS:
            words.setdefault(_ACT_LISTS[row["part"]], []).extend(cell_words(row["words"]))
    words["BODY"] = sorted({word for row in word_table("bodies") for word in cell_words(row["words"])})
    return words


@cache
def _lists() -> dict[str, str]:
    return {
        name: "(?:"
        + "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(forms, key=len, reverse=True))
        + r")\b"
        for name, forms in _forms().items()
    }


def expand(pattern: str) -> str:
    """Write out the marks, lists and gaps of a pattern.

    >>> expand("{EVENT} {GAP:2}in {PLACE}")
    '<event:\\\\d+> (?:(?!<event)[^\\\\s;]+\\\\s+){0,2}?in <place:\\\\d+>'
    """

    def written(match: re.Match[str]) -> str:
        name, _, size = match[1].partition(":")
        if name in _GAPS:
            words, marks = _GAPS[name]
            return rf"(?:(?!{words}<event)[^\s;{marks}]+\s+){{0,{size}}}?"
        return MARKS.get(name) or _SHAPES.get(name) or _lists()[name]

    return re.sub(r"\{([A-Z_]+(?::\d+)?)\}", written, pattern)


def matches(kind: str, tagged: Tagged) -> Iterator[Match]:
    """Yield the matches of a type's patterns in a sentence; a later rule does not repeat the span of an earlier one."""
    if len(tagged.text) > LONGEST:
        return
    taken: list[tuple[int, int]] = []
    # What a pattern cannot do without is looked for first: most sentences need no pattern at all.
    for rule in _rules_for(tagged.text).get(kind, ()):
        for match in _compiled(rule.pattern).finditer(tagged.text):
            # What a pattern claims may be less than what it looks at: an event opens, and in the same sentence ends.
            texts = {name: value for name, value in match.groupdict().items() if value is not None}
            begin, stop = match.span("claim" if texts.get("claim") else 0)
            if any(begin < end and start < stop for start, end in taken):
                continue
            taken.append((begin, stop))
            yield Match(rule.name, match.start(), match.end(), {name: match.span(name) for name in texts}, texts)


@cache
def phrase_list(name: str) -> re.Pattern[str]:
    """Return the pattern of a list of `words/verbs.csv`."""
    return re.compile(r"\b" + _lists()[name])
