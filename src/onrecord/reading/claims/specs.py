"""Claims on what a model's listing says: parameters, active ones, context window, prices of a million tokens.

What a number is of stands beside it, before or behind: "400K context, $1.25 in, $10 out per million tokens",
"1.6 trillion parameters (49 billion active)". Each number takes the nearest such word; the model is the one last named
before it, else the one of the headline.

`details`: `listed` (`total`, `active`, or metrics of the record), `extent` (of the largest or smallest of a family),
`releases` (ids that the name can mean), `quantity`, `printed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from onrecord.reading.claims.build import make_claim
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.context import Context
from onrecord.reading.document import BlockKind, Span
from onrecord.reading.mentions import NameMention, QuantityMention
from onrecord.reading.tagged import Tagged

CONTEXT, INPUT, OUTPUT = "context-window", "price-input", "price-output"
TOTAL, ACTIVE = "total", "active"
LARGEST, SMALLEST = "largest", "smallest"

_MARK = re.compile(r"<(?P<mark>(?P<role>[a-z]+):\d+)>")
_CONTEXT_BEHIND = re.compile(
    r"^[- ]?(?:tokens?)?[- ]?(?:of )?(?:native |input |total |maximum )?(?:context|window)\b(?! for\b)"
)
_CONTEXT_BEFORE = re.compile(
    r"\b(?:context(?:[ -](?:window|length|size|limit))?s?|window)(?: (?!and\b|but\b|with\b)[a-z]+| ?[:=(])* ?$"
    r"|(?:<model:\d+>|\b(?:it|model|version|one)),? (?:(?:which|that|can|could|will|now|also|able|to|is|it) ){0,5}"
    r"(?:reads?|reading|takes?(?: in| up)?|taking in|handles?|handling|process(?:es)?|swallows?|digests?|ingests?"
    r"|accepts?|absorbs?|holds?|remembers?|fits?|supports?|works? with|copes? with|keeps?|(?:has|have) room for)"
    r" (?:(?:up|to|as|many|about|some|around|over|more|than|nearly|almost|just|inputs?|prompts?|texts?|of) ){0,4}$"
)
_ACTIVE_BEHIND = re.compile(r"^ ?\(?(?:of (?:them|which|those) )?(?:are |being )?(?:active|activated)\b")
_ACTIVE_BEFORE = re.compile(
    r"\b(?:active|activates|activating|activated|uses)(?: parameters?)?:? (?:only |just |about )?$"
)
_COMPARED = re.compile(r"\b(?:than|against|versus|vs\.?|unlike) (?:<[a-z]+:\d+>'s )?<model:\d+>,? $")
_FROM = re.compile(r"\bfrom (?:about |some |just |only )?$")
_TO = re.compile(r"^(?: [a-z]+)? to (?:about |some |over |nearly )?$")
_FOR = re.compile(r" (?:(?:for|per|buys?|every|each) )?")
_COST = re.compile(r" (?:will |would |now )?(?:costs?|sells? (?:for|at)|go(?:es)? for|is|are|come to|:) ")
_TOTAL_BEHIND = re.compile(r"^ (?:in )?total\b")
_INPUT = re.compile(r"\b(?:input|in|prompt)\b")
_OUTPUT = re.compile(r"\b(?:output|out|completion|generated|generation)\b")
_OF_MODEL = re.compile(
    r"(?:[^<,;]{0,40}?\b(?:for|of|in|with|on)|(?:[- ](?:parameters?|tokens?|context|window))*)[ -]"
    r"<(?P<model>model:\d+)>"
)
_PER_TOKENS = re.compile(r"\bmillion\b|/ ?m(?:tok|illion)?\b|\btokens?\b")
_LARGEST = re.compile(r"\b(?:largest|biggest|flagship|top-end|full-size|heaviest)\b(?! (?:open|ever|yet))")
_SMALLEST = re.compile(r"\b(?:smallest|tiniest|lightest)\b")
_AT_ONCE = re.compile(
    r"^ (?:at once|at a time|in one go|in a single (?:prompt|pass|go)|of (?:text|input)|in memory"
    r"|fits? (?:in|into) (?:its|the) (?:window|context))\b"
)
_PER_MILLION = 1e6
_SMALLEST_CONTEXT, _LARGEST_CONTEXT = 1e3, 2e7
_SMALLEST_MODEL = 1e8
_OTHER_SUBJECTS = frozenset({"product", "family", "person", "place", "government", "policy", "event"})


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of a sentence with the words on either side of it, up to the next number."""

    mark: str
    mention: QuantityMention
    at: int
    before: str
    behind: str


def find_spec_claims(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield what a sentence says that the listing of a model says."""
    if tagged.sentence.block.kind is BlockKind.HEADLINE:
        return
    numbers = [_in_dollars(number) for number in _of_a_million(context, list(_numbers(tagged)))]
    prices = _prices(tagged, numbers)
    for number in numbers:
        if _FROM.search(number.before) and _TO.match(number.behind):
            continue  # what it was before is another's
        listed = prices.get(number.mark) or _size_or_context(tagged, number)
        who = _model(context, tagged, number.at) if listed else None
        if who is None:
            continue
        claim = make_claim(
            context,
            ClaimType.LEVEL,
            number.mention.span,
            who.best.id,
            who.best.name,
            details={
                "listed": listed,
                "extent": _extent(tagged.text),
                "releases": who.ids,
                "quantity": number.mention.quantity,
                "printed": context.document.quote(number.mention.span),
            },
        )
        if claim:
            yield claim


def _extent(text: str) -> str:
    """Return which of a family's sizes a sentence speaks of; empty where it speaks of no end of them, or of both."""
    ends = {end for end, pattern in ((LARGEST, _LARGEST), (SMALLEST, _SMALLEST)) if pattern.search(text)}
    return ends.pop() if len(ends) == 1 else ""


def _numbers(tagged: Tagged) -> Iterator[_Number]:
    found = [
        (mark, mention)
        for mark in _MARK.finditer(tagged.text)
        if isinstance(mention := tagged.mentions.get(mark["mark"]), QuantityMention)
    ]
    bounds = [0, *(mark.end() for mark, _ in found)]
    nexts = [*(mark.start() for mark, _ in found[1:]), len(tagged.text)]
    for (mark, mention), start, stop in zip(found, bounds, nexts, strict=False):
        yield _Number(
            mark["mark"], mention, mark.start(), tagged.text[start : mark.start()], tagged.text[mark.end() : stop]
        )


def _of_a_million(context: Context, numbers: list[_Number]) -> Iterator[_Number]:
    """Yield the numbers, "$3 for a million input tokens" and "a million input tokens cost $3" as the one sum told."""
    taken = ""
    for number, after in zip_longest(numbers, numbers[1:]):
        if number.mark == taken:
            continue
        for sum_, tokens, between in ((number, after, _FOR), (after, number, _COST)):
            if sum_ and tokens and _is_price(sum_, tokens) and between.fullmatch(number.behind):
                taken = after.mark if after else ""
                span = Span(number.mention.span.start, (after or number).mention.span.end)
                yield _per_million(context, sum_, tokens, span)
                break
        else:
            yield number


def _is_price(number: _Number, tokens: _Number) -> bool:
    counted = tokens.mention.quantity
    return (
        number.mention.quantity.unit in {"USD", "cents", "cent"}
        and counted.value == _PER_MILLION
        and ("token" in counted.unit or counted.unit in {"", "count"})
    )


def _per_million(context: Context, number: _Number, tokens: _Number, span: Span) -> _Number:
    """Return a sum with the million tokens that it buys in its unit, as in "$3 per million input tokens"."""
    words = context.document.quote(tokens.mention.span).casefold()
    found = number.mention.quantity
    whole = replace(number.mention, span=span, quantity=replace(found, unit=f"{found.unit}/{words}"))
    return replace(number, mention=whole, behind=max(number, tokens, key=lambda one: one.at).behind)


def _in_dollars(number: _Number) -> _Number:
    """Return "60 cents per million tokens" as a sum in dollars."""
    found = number.mention.quantity
    unit, _, per = found.unit.partition("/")
    if unit not in {"cents", "cent"}:
        return number
    dollars = replace(found, value=found.value / 100, unit=f"USD/{per}", interval=found.interval.scaled(0.01))
    return replace(number, mention=replace(number.mention, quantity=dollars))


def _size_or_context(tagged: Tagged, number: _Number) -> tuple[str, ...]:
    """Return what a number without a currency is of: a context window, parameters, active ones."""
    unit, value = number.mention.quantity.unit, number.mention.quantity.value
    beside = _CONTEXT_BEHIND.search(number.behind) or _CONTEXT_BEFORE.search(number.before)
    told = beside or (unit == "tokens" and _AT_ONCE.search(number.behind))
    if told and unit in {"token", "tokens", "count", ""} and _SMALLEST_CONTEXT <= value <= _LARGEST_CONTEXT:
        return (CONTEXT,)
    sized = "parameter" in unit
    bare = unit in {"count", ""} and value >= _SMALLEST_MODEL and "parameter" in _spoken(tagged)
    if not (sized or bare):
        return ()
    if "active" in unit or _ACTIVE_BEHIND.search(number.behind) or _ACTIVE_BEFORE.search(number.before):
        return (ACTIVE,)
    return (TOTAL,) if sized or _TOTAL_BEHIND.search(number.behind) or _is_of_model(number) else ()


def _is_of_model(number: _Number) -> bool:
    """Say whether a model stands right before a bare number: "Flash has 284 billion parameters, Pro 1.6 trillion"."""
    return bool(re.search(r"<model:\d+>(?: has| with| at| about)? $", number.before))


def _spoken(tagged: Tagged) -> str:
    """Return the words of a sentence with the units of its numbers."""
    units = (m.quantity.unit for m in tagged.mentions.values() if isinstance(m, QuantityMention))
    return f"{tagged.text} {' '.join(units)}"


def _prices(tagged: Tagged, numbers: list[_Number]) -> dict[str, tuple[str, ...]]:
    """Return the sums that are prices of tokens; of two that do not say which they are the first is that of input."""
    spoken = _spoken(tagged)
    sums = [number for number in numbers if number.mention.quantity.unit.startswith("USD")]
    if not sums or not _PER_TOKENS.search(spoken):
        return {}
    told = {number.mark: _side(number) for number in sums}
    per_million = [number for number in sums if "million" in number.mention.quantity.unit] or (
        sums if re.search(r"\bper (?:<qty:\d+>|million|1m)", tagged.text) else []
    )
    if not per_million and not any(told.values()):
        return {}
    if not any(told.values()):
        if len(sums) == len((INPUT, OUTPUT)):
            return {sums[0].mark: (INPUT,), sums[1].mark: (OUTPUT,)}
        return {sums[0].mark: (INPUT, OUTPUT)} if len(sums) == 1 else {}
    for first, second in pairwise(sums):
        # "$2 per million input tokens and $12": the other side is the one that is left.
        if told[first.mark] == (INPUT,) and not told[second.mark]:
            told[second.mark] = (OUTPUT,)
    return {mark: side for mark, side in told.items() if side}


def _side(number: _Number) -> tuple[str, ...]:
    """Return which price the words beside a sum name: those behind it, else those right before it."""
    unit = number.mention.quantity.unit
    behind = re.split(r"[,;]| and | or |\bthan\b", number.behind, maxsplit=1)[0]
    before = re.split(r"[,;]|\band\b", number.before)[-1]
    for words in (unit, behind, before):
        sides = [name for name, pattern in ((INPUT, _INPUT), (OUTPUT, _OUTPUT)) if pattern.search(words)]
        if len(sides) == 1:
            return (sides[0],)
    return ()


def _model(context: Context, tagged: Tagged, at: int) -> NameMention | None:
    """Return the model of a number: the last one named before it, else the one behind it, else the headline's."""
    before = [m for _, m in tagged.names(0, at)]
    told = [m for m in before if m.role == "model"]
    if told:
        return None if _is_compared(tagged, at) else told[-1]
    if any(m.role in _OTHER_SUBJECTS for m in before):
        return None
    own = _OF_MODEL.match(tagged.text, tagged.text.find(">", at) + 1)
    mention = tagged.mentions.get(own["model"]) if own else context.headline_model
    return mention if isinstance(mention, NameMention) else None


def _is_compared(tagged: Tagged, at: int) -> bool:
    """Say whether the model right before a number is what something is held against: "cheaper than the other"."""
    return bool(_COMPARED.search(tagged.text[:at]))
