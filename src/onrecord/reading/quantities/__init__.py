"""Quantities in text: every number with its exact span, its unit, and the interval that its wording stands for."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.reading.dates import find_dates
from onrecord.reading.document import Span
from onrecord.reading.mentions import DateMention, QuantityMention
from onrecord.reading.numerals import value_of
from onrecord.reading.quantities.around import (
    belongs_to_name,
    is_no_number,
    noun_after,
    qualifier_after,
    qualifier_before,
)
from onrecord.reading.quantities.vocabulary import GAP, counting, vocabulary
from onrecord.reading.words import cell_words, word_table
from onrecord.terms.quantity import Interval, Quantity, interval_of

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_JOINT = re.compile(rf"{GAP}?[-–—]{GAP}?|{GAP}(?P<word>to|and|or){GAP}")
_RATIO = re.compile(r"(?P<a>\d{1,3}):(?P<b>\d{3,9}|\d{1,2}(?=[ ]odds))(?![\w:])")
_FEW = "one|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred"
_IN = re.compile(
    rf"(?P<a>\d{{1,3}}|{_FEW}){GAP}(?:in|out{GAP}of){GAP}(?:every{GAP})?(?P<b>\d{{1,3}}|{_FEW})(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
_COMPARED = re.compile(rf"(?:-|{GAP})(?:as|the|that|its|what|their|last|his|her)\b", re.IGNORECASE)
_WHOLE = re.compile(rf"{GAP}(?:of|the|its|their|all|that|those)\b(?!{GAP}(?:last|this|next|\d{{4}}))", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s{1,3}$", re.IGNORECASE)
_MINUS = re.compile(r"(?:^|[\s(])[-−]$")
_HALF_SCALE = re.compile(
    rf"half{GAP}an?{GAP}(?P<scale>dozen|hundred|thousand|million|billion|trillion)(?!\w)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number without its wording: where it ends, its value, the digits that set its rounding, its scale."""

    end: int
    value: float
    digits: str
    scale: float
    worded: bool


def find_quantities(
    text: str, span: Span | None = None, dates: Sequence[DateMention] | None = None
) -> tuple[QuantityMention, ...]:
    """Return all quantities of an English text, or of one span of it, in their order; dates are none.

    `dates` are those of the same span, in order, where they were read before; they are found here where left out.

    >>> [(str(m.quantity), m.quantity.unit) for m in find_quantities("It drew over 300,000 visitors in 2024.")]
    [('over 300,000 visitors', 'visitors')]
    >>> find_quantities("GPT-4 and Qwen 2.5 came on July 25, 2025.")
    ()
    """
    span = span or Span(0, len(text))
    return tuple(_scan(text, span, _dated(text, find_dates(text, None, span) if dates is None else dates)))


def _scan(text: str, span: Span, taken: deque[Span]) -> Iterator[QuantityMention]:
    words = vocabulary()
    floor = span.start
    for token in _TOKEN.finditer(text, span.start, span.end):
        start, word = token.start(), token.group().lower()
        if start < floor:
            continue
        while taken and taken[0].end <= start:
            taken.popleft()
        if taken and taken[0].start <= start:
            continue
        found = None
        if word[0].isdigit():
            found = _ratio(text, start, floor) or _number(text, start, floor)
        elif text[start - 1 : start].isalnum() and start:
            continue
        elif word in words.number_words or word in {"a", "an", "half"}:
            found = _in_words(text, start, floor)
        elif word in words.multiples:
            found = _multiple(text, start, floor)
        elif word in words.crowds or word == "tens":
            found = _crowd(text, start, floor)
        if found and found.span.end <= span.end and not (taken and taken[0].overlaps(found.span)):
            yield found
            floor = found.span.end


def _dated(text: str, dates: Sequence[DateMention]) -> deque[Span]:
    """Return the spans of dates, in which numbers are no quantities; "per year" and its like qualify a quantity."""
    adverbs = {word for row in word_table("time_units") for word in cell_words(row["adverbs"])}
    return deque(
        date.span
        for date in dates
        if not text.startswith(("per", "Per", "every", "each", "times a"), date.span.start)
        and date.span.of(text).lower() not in adverbs
    )


def _amount(text: str, start: int) -> _Amount | None:
    """Read a number and its scale: "5.6 billion", "671B", "two hundred and five"."""
    words = vocabulary()
    printed = words.digits.match(text, start)
    worded = None if printed else words.worded.match(text, start)
    match = printed or worded
    if not match:
        return None
    value = value_of(match.group())
    if value is None:
        return None
    digits, scale, end = match.group(), 1.0, match.end()
    if worded:
        scale = _worded_scale(match.group(), value)
        digits = f"{value / scale:g}"
    for _ in range(2):
        sign = words.scale.match(text, end)
        if not sign:
            break
        name = sign["word"] or sign["glued"]
        factor = words.scales.get(name.lower(), words.scales.get(name, 0.0)) if len(name) > 1 else words.scales[name]
        value, scale, end = value * factor, scale * factor, sign.end()
    return _Amount(end, value, digits, scale, worded is not None)


def _worded_scale(printed: str, value: float) -> float:
    """Return the last scale word of a worded number: a thousand for "two hundred thousand"."""
    last = re.findall(r"[a-z]+", printed.lower())[-1]
    factor = vocabulary().scales.get(last, 1.0)
    return factor if value % factor == 0 else 1.0


def _number(text: str, start: int, floor: int) -> QuantityMention | None:
    words = vocabulary()
    amount = _amount(text, start)
    if not amount:
        return None
    sign = words.sign_before.search(text[max(floor, start - 6) : start])
    opening = start - len(sign.group()) if sign else start
    if not sign and is_no_number(text, start, start + len(amount.digits)):
        return None
    currency = words.signs[sign.group().strip(" \xa0\u2009\u202f")] if sign else ""
    if sign and text[opening - 1 : opening].isalnum() and opening:
        return None
    if _MINUS.search(text[max(floor, opening - 2) : opening]):
        opening -= 1
        amount = replace(amount, value=-amount.value)
    return _finish(text, opening, amount, currency, floor)


def _in_words(text: str, start: int, floor: int) -> QuantityMention | None:
    half = _HALF_SCALE.match(text, start)
    if half:
        value = vocabulary().scales[half["scale"].lower()] / 2
        return _finish(text, start, _Amount(half.end(), value, "0.5", value * 2, worded=True), "", floor)
    share = _share_in(text, start, floor) or _fraction(text, start, floor)
    if share:
        return share
    amount = _amount(text, start)
    if not amount or text[start - 1 : start] == "-":
        return None
    return _finish(text, start, amount, "", floor)


def _finish(text: str, start: int, first: _Amount, currency: str, floor: int) -> QuantityMention | None:
    """Put a number together with its range, its unit, its noun and the words that qualify it."""
    unit, end = _unit(text, first.end, currency)
    high, last = None, first
    closing = _range_end(text, start, end if unit == "percent" else first.end, first, currency=currency, floor=floor)
    if closing:
        last, high = closing
        unit, end = _unit(text, last.end, currency)
    if not closing and not unit and re.match(r"[-–]\d", text[end : end + 2]):
        return None
    low = first.value
    if high is not None and first.scale == 1.0 and last.scale > 1.0:
        low = first.value * last.scale
    end = max(end, last.end)
    named = not currency and not unit and last.scale == 1.0
    if named and belongs_to_name(text, start, first.digits if not first.worded else text[start : first.end], floor):
        return None
    after, qualifier_behind = qualifier_after(text, end)
    if qualifier_behind != "exact":
        end = after
    single = low == 1 and high is None
    noun = ""
    if not unit:
        noun_end, noun = noun_after(text, end, single=single)
        if noun:
            end = noun_end
    begin, qualifier = qualifier_before(text, start, floor)
    between = _BETWEEN.search(text[max(floor, start - 10) : start]) if closing else None
    if between:
        begin = start - len(between.group())
    if qualifier == "exact":
        qualifier = qualifier_behind
    if first.worded and first.end - start <= 4 and low <= 1 and not unit and (qualifier == "exact" or not noun):
        return None  # "one" is a pronoun more often than a number
    if not unit and not noun and not first.worded and re.match(r"[^\W\d_]|-[^\W\d_]", text[last.end : last.end + 2]):
        return None  # "3D", "20th", "4o"
    per, end = _per(text, end)
    name = (unit or noun or "count") + per
    if high is not None:
        quantity = Quantity(low, name, "range", interval_of(low, "range", high=high))
    else:
        quantity = Quantity(low, name, qualifier, interval_of(low, qualifier, first.digits))
    return QuantityMention(Span(begin, end), quantity, first.digits)


_HEDGES = frozenset({"about", "around", "nearly", "almost", "roughly", "approximately", "just", "over", "under"})
"""Words that may stand between "from" and the number that a change began with."""


def _range_end(
    text: str, start: int, end: int, first: _Amount, *, currency: str, floor: int
) -> tuple[_Amount, float] | None:
    """Read the upper end of a range: "$630-660 billion", "between 26 and 28"; "from 3 to 5" is a change."""
    joint = _JOINT.match(text, end)
    if not joint:
        return None
    before = text[max(floor, start - 24) : start].lower().split()
    if before[-2:-1] == ["from"] and before[-1] in _HEDGES:
        before = before[:-1]
    word = joint["word"]
    if word == "and" and before[-1:] != ["between"]:
        return None
    if word == "or" and not first.worded:
        return None
    if word == "to" and (before[-1:] == ["from"] or (before and before[-1] in counting("change"))):
        return None
    position = joint.end()
    for sign in sorted(vocabulary().signs, key=len, reverse=True):
        if currency and vocabulary().signs[sign] == currency and text.startswith(sign, position):
            position += len(sign)
            break
    last = _amount(text, position)
    if not last or last.worded != first.worded:
        return None
    low = first.value * last.scale if first.scale == 1.0 and last.scale > 1.0 else first.value
    if last.value <= low or re.match(r"[-–:/]\d", text[last.end : last.end + 2]):
        return None
    return last, last.value


def _unit(text: str, end: int, currency: str) -> tuple[str, int]:
    if currency:
        match = re.compile(r"[ \xa0-](?:dollars?|yuan|euros?|pounds?|yen|rupees|won)(?!\w)").match(text, end)
        return currency, match.end() if match else end
    match = vocabulary().unit.match(text, end)
    if not match:
        return "", end
    printed = match["mark"] or match["short"] or match["word"] or match["sign"]
    units = vocabulary().units
    return units.get(printed) or units[" ".join(printed.lower().split())], match.end()


_SHORT_PERIODS = {
    "s": "second",
    "sec": "second",
    "h": "hour",
    "yr": "year",
    "mo": "month",
    "M": "million",
    "1M": "million",
}
_ADVERBS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
}


def _per(text: str, end: int) -> tuple[str, int]:
    match = vocabulary().per.match(text, end)
    if not match:
        return "", end
    printed = match["a"] or match["per"] or match["slash"] or match["adverb"]
    if printed in {"cent", "capita"}:
        return "", end
    return f"/{_SHORT_PERIODS.get(printed) or _ADVERBS.get(printed) or printed}", match.end()


def _mention(text: str, span: Span, value: float, unit: str, *, floor: int, digits: str = "") -> QuantityMention:
    begin, qualifier = qualifier_before(text, span.start, floor)
    interval = interval_of(value, qualifier, digits or None)
    return QuantityMention(Span(begin, span.end), Quantity(value, unit, qualifier, interval), digits)


def _ratio(text: str, start: int, floor: int) -> QuantityMention | None:
    """Read "1:600" as a ratio and "1 in 4" as a share."""
    match = _RATIO.match(text, start)
    if match and int(match["b"]) and not text[start - 1 : start].isalnum():
        return _mention(text, Span(start, match.end()), int(match["a"]) / int(match["b"]), "ratio", floor=floor)
    return _share_in(text, start, floor)


def _share_in(text: str, start: int, floor: int) -> QuantityMention | None:
    match = _IN.match(text, start)
    if not match or text[start - 1 : start] in {"-", ".", ","}:
        return None
    part, whole = value_of(match["a"].lower()), value_of(match["b"].lower())
    if not part or not whole or part >= whole or ("out" not in match.group().lower() and part > 4):
        return None
    share = 100 * part / whole
    return _mention(text, Span(start, match.end()), round(share, 4), "percent", floor=floor, digits=f"{share:.0f}")


def _fraction(text: str, start: int, floor: int) -> QuantityMention | None:
    """Read "two-thirds" and "a quarter of" as a share in percent."""
    words = vocabulary()
    match = words.fraction.match(text, start)
    if match:
        count, end = (
            value_of({"a": "one", "an": "one"}.get(match["n"].lower(), match["n"].lower())),
            match.end(),
        )
        hyphen = "-" in match.group()
        if not count or ((match["n"].lower() in {"a", "an"} or not hyphen) and not _WHOLE.match(text, end)):
            return None
        share = 100 * count / words.divisors[match["of"].lower()]
    elif text[start : start + 4].lower() == "half" and _WHOLE.match(text, start + 4):
        share, end = 50.0, start + 4
    else:
        return None
    if share >= 100:
        return None
    return _mention(text, Span(start, end), round(share, 4), "percent", floor=floor, digits=f"{share:.0f}")


def _multiple(text: str, start: int, floor: int) -> QuantityMention | None:
    """Read "doubled", "twentyfold" and "twice as many" as a multiple."""
    match = re.compile(r"[a-z]+(?:-fold)?", re.IGNORECASE).match(text, start)
    if not match:
        return None
    word = match.group().lower()
    value, kind = vocabulary().multiples.get(word, (0.0, ""))
    if not value or (kind == "before" and not _COMPARED.match(text, match.end())):
        return None
    return _mention(text, Span(start, match.end()), value, "multiple", floor=floor)


def _crowd(text: str, start: int, floor: int) -> QuantityMention | None:
    """Read "hundreds of companies": a range, since the words tell no number."""
    match = vocabulary().crowd.match(text, start)
    if not match or not re.match(rf"{GAP}of\b", text[match.end() : match.end() + 4]):
        return None
    low, high = vocabulary().crowds[" ".join(match.group().lower().split())]
    sign, end = "", match.end()
    of = re.compile(rf"{GAP}of").match(text, end)
    noun_end, noun = noun_after(text, of.end()) if of else (end, "")
    if noun:
        end = noun_end
    begin, _ = qualifier_before(text, start, floor)
    return QuantityMention(Span(begin, end), Quantity(low, noun or "count", "range", Interval(low, high)), sign)
