"""Comparisons in any order of words: "twelve times that in China", "ahead of the US in downloads", "a third cheaper".

Where a sentence names two things and a word that sets the first against the second, what is said is plain whatever
stands between: which has more, or how many times as much. Prices are compared the other way round: what is cheaper has
the lower price. Of one thing alone the headline's model or firm is the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.reading.claims.build import make_claim
from onrecord.reading.claims.claim import Claim, ClaimType
from onrecord.reading.claims.comparisons import metrics_of, stands_for
from onrecord.reading.claims.measured import LARGE
from onrecord.reading.clauses import date_of_verb
from onrecord.reading.context import Context
from onrecord.reading.document import BlockKind, Span
from onrecord.reading.grammar import phrase_list
from onrecord.reading.mentions import NameMention, QuantityMention
from onrecord.reading.tagged import Tagged
from onrecord.reading.words import words_where
from onrecord.record.names import fold
from onrecord.terms.quantity import Interval, Quantity

LONGEST = 200
"""A longer sentence may compare other things than the two that it names."""

PRICES = ("price-input", "price-output")

_COMPARED = frozenset({"organisation", "family", "product", "model", "place", "government"})
_THAN = re.compile(r"\b(?P<how>more|higher|larger|bigger|greater|fewer|less|lower|smaller)\b[^;]{0,60}?\bthan\b")
_SMALLER = frozenset({"fewer", "less", "lower", "smaller"})
_PASSIVE = re.compile(r"\b(?:overtaken|surpassed|passed|outstripped|eclipsed|dethroned|beaten|topped|outpaced) by\b")
_AS_MUCH = re.compile(
    r"^[ -](?:as (?:much|many|high|large|often|expensive|costly)|that|those|what|the|of|more|higher|larger)\b"
)
_OF_PRICE = re.compile(r"\b(?:price|prices|priced|cost|costs|charges?)\b")
_BY = re.compile(r"\bby (?:about |around |some |nearly |almost |over |more than |roughly )?$")
_LESS_BEHIND = re.compile(r"^ (?:cheaper|less|lower|below|under|off)\b")
_MORE_BEHIND = re.compile(r"^ (?:more|higher|above|dearer|pricier|costlier)\b")


def find_comparison_lines(context: Context, tagged: Tagged) -> Iterator[Claim]:
    """Yield what a short sentence of two names sets against each other."""
    span = tagged.sentence.span
    if context.known is None or tagged.sentence.block.kind is BlockKind.HEADLINE or span.end - span.start > LONGEST:
        return
    pair = _pair(context, tagged)
    if pair is None:
        return
    one, two, at, stop = pair
    between = tagged.text[at:stop]
    how = _direction(tagged.text, between)
    times, of_price = _times(tagged, stop, how), _is_of_price(tagged.text)
    if not how and times is None:
        return
    metrics = PRICES if of_price else metrics_of(context.known, words_of(context, tagged), headline_words(context))
    if not metrics:
        return
    date = date_of_verb(tagged, at, stop)
    claim = make_claim(
        context,
        ClaimType.COMPARISON,
        Span(span.start, span.end - (1 if context.document.text[span.end - 1] == "." else 0)),
        one.best.id,
        one.best.name,
        period=date.period if date else None,
        details={
            "one": stands_for(context.known, one, metrics),
            "two": stands_for(context.known, two, metrics),
            "two_name": two.best.name,
            "over": how != "less",
            "metrics": metrics,
            "times": times,
            "most": False,
            "scope": (),
        },
    )
    if claim and claim.details["one"] != claim.details["two"]:
        yield claim


def _pair(context: Context, tagged: Tagged) -> tuple[NameMention, NameMention, int, int] | None:
    """Return the two things of a sentence, and where what stands between them begins and ends."""
    hosts = words_where("release_words", "kind", "host")
    named = [(mark, m) for mark, m in tagged.names() if m.role in _COMPARED and m.best.id not in hosts]
    named = [(mark, m) for mark, m in named if not _owns_next(tagged, mark) and not _is_aside(tagged, mark)]
    things = [(mark, m) for mark, m in named if m.role not in {"place", "government"}]
    named = things if len(things) == len(("one", "two")) else named
    if len(named) == 1 and (left_out := _of_headline(context, named[0][1])) is not None:
        mark, two = named[0]
        return left_out, two, 0, tagged.text.find(f"<{mark}>")
    if len(named) != len(("one", "two")):
        return None
    (first, one), (second, two) = named
    at = tagged.text.find(f"<{first}>") + len(first) + 2
    return one, two, at, tagged.text.find(f"<{second}>")


def _owns_next(tagged: Tagged, mark: str) -> bool:
    """Say whether a name only says whose the next one is: "ByteDance's Doubao"."""
    return bool(re.match(rf"<{mark}>'s <(?:model|product|family):", tagged.text[tagged.text.find(f"<{mark}>") :]))


def _is_aside(tagged: Tagged, mark: str) -> bool:
    """Say whether a name stands between commas to tell whose something is: ", developed by the firm,"."""
    return bool(re.search(rf", (?:[a-z]+ )?(?:by|from|of|at) <{mark}>,", tagged.text))


def _of_headline(context: Context, other: NameMention) -> NameMention | None:
    model = context.headline_model
    return model if model and model.ids != other.ids and other.role == "model" else None


def _direction(text: str, between: str) -> str:
    """Return whether the first has more or less than the second; an empty text where nothing says so."""
    if _PASSIVE.search(between):
        return "less"
    if phrase_list("DEARER").search(between):
        return "more"
    if phrase_list("CHEAPER").search(between) or phrase_list("LESS").search(between):
        return "less"
    if found := _THAN.search(text):
        return "less" if found["how"] in _SMALLER else "more"
    return "more" if phrase_list("MORE").search(between) else ""


def _is_of_price(text: str) -> bool:
    return bool(_OF_PRICE.search(text) or phrase_list("CHEAPER").search(text) or phrase_list("DEARER").search(text))


def _times(tagged: Tagged, stop: int, how: str) -> Quantity | None:
    """Return how many times as much the first has: "half the price", "twelve times that", "cheaper by a third"."""
    for mark, mention in tagged.mentions.items():
        at = tagged.text.find(f"<{mark}>")
        if not isinstance(mention, QuantityMention) or mention.quantity.unit not in {"percent", "multiple"}:
            continue
        found, behind = mention.quantity, tagged.text[at + len(mark) + 2 :]
        if found.unit == "percent":
            share = _scaled(found, 0.01)
            if not how and _AS_MUCH.search(behind) and at < stop:
                return share
            if _LESS_BEHIND.search(behind) or (
                _BY.search(tagged.text[:at]) and phrase_list("CHEAPER").search(tagged.text)
            ):
                return _one_and(share, -1)
            if _MORE_BEHIND.search(behind):
                return _one_and(share, 1)
        elif found.value < LARGE and at < stop:
            if _LESS_BEHIND.search(behind):
                return _inverse(found)
            return found if _AS_MUCH.search(behind) else None
    return None


def _scaled(quantity: Quantity, factor: float) -> Quantity:
    return replace(quantity, value=quantity.value * factor, unit="multiple", interval=quantity.interval.scaled(factor))


def _one_and(share: Quantity, sign: int) -> Quantity:
    """Return one more or less a share: "a third cheaper" is two thirds as much."""
    ends = sorted(1 + sign * end for end in (share.interval.low, share.interval.high))
    return replace(share, value=1 + sign * share.value, interval=Interval(*ends))


def _inverse(times: Quantity) -> Quantity:
    low, high = times.interval.low, times.interval.high
    return replace(times, value=1 / times.value, interval=Interval(1 / high if high else 0.0, 1 / max(low, 1e-9)))


def words_of(context: Context, tagged: Tagged) -> str:
    """Return the words of a sentence without the names of what is compared; those of the hosts that count stay."""
    hosts = words_where("release_words", "kind", "host")
    text = tagged.text
    for mark, mention in tagged.names():
        kept = fold(context.document.quote(mention.span)) if mention.best.id in hosts else " "
        text = text.replace(f"<{mark}>", kept)
    return re.sub(r"<[a-z]+:\d+>", " ", text)


def headline_words(context: Context) -> str:
    """Return the headline: what is compared may stand there alone."""
    blocks = context.document.blocks
    return fold(context.document.quote(blocks[0].span)) if blocks and blocks[0].kind is BlockKind.HEADLINE else ""
