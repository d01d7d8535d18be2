"""Dates in text: every expression of time with its exact span, its period and its TIMEX3 value."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache

from onrecord.reading.dates import absolute, clock, durations, relative, seasons
from onrecord.reading.dates.calendar import GRAINS, move, part_of, unit_of, value_of
from onrecord.reading.dates.found import Found, Rule, Scan, vocabulary
from onrecord.reading.dates.tense import WINDOW
from onrecord.reading.document import Span
from onrecord.reading.mentions import DateMention
from onrecord.reading.numerals import value_of as number_value
from onrecord.reading.words import cell_words, one_of, word_table
from onrecord.terms.errors import BadDay
from onrecord.terms.time import Day, Period

DEEPEST = 3
"""How deep composed dates may nest; no writer goes further, and it bounds the work on any text."""

_TOKEN = re.compile(r"[^\W_]+")


def find_dates(text: str, published: Day | None, span: Span | None = None) -> tuple[DateMention, ...]:
    """Return all date expressions of an English text, or of one span of it, in their order.

    Relative ones are resolved against the publication day; what cannot be resolved has no period.

    >>> from datetime import date
    >>> [str(mention.period) for mention in find_dates("It opens this weekend.", date(2025, 7, 25))]
    ['26 to 27 July 2025']
    >>> find_dates("GPT-4.5 may be second.", date(2025, 7, 25))
    ()
    """
    start, stop = (max(span.start, 0), min(span.end, len(text))) if span else (0, len(text))
    found = _read(text, published, start, stop)
    return tuple(DateMention(Span(item.start, item.end), item.period, item.value, item.type) for item in found)


def _read(text: str, published: Day | None, start: int, stop: int) -> list[Found]:
    scan = Scan(text, published)
    if start:
        scan.look_back = lambda: _read(text, published, max(0, start - WINDOW), start)
    starters, position = _rules(), start
    for token in _TOKEN.finditer(text, start, stop):
        if token.start() < position:
            continue
        key = _key(token.group())
        if key not in starters:
            continue
        found = _at(scan, token.start(), key)
        if found and found.end <= stop and found.grain != "bare":
            scan.found.append(found)
            position = found.end
    return scan.found


@cache
def _rules() -> dict[str, tuple[Rule, ...]]:
    """Return the rules by the words with which they can begin."""
    index: dict[str, list[Rule]] = defaultdict(list)
    composed = _composed()
    for rule in (*composed, *absolute.rules(), *durations.rules(), *relative.rules(), *seasons.rules(), *clock.rules()):
        for word in rule.first:
            for key in ("#2", "#4", "#n") if word == "#" else (word,):
                index[key].append(rule)
    return {word: tuple(rules) for word, rules in index.items()}


def _at(scan: Scan, position: int, key: str) -> Found | None:
    """Return the longest date that begins at a place; of equally long ones the rule that stands first."""
    best: Found | None = None
    for rule in _rules().get(key, ()):
        match = rule.pattern.match(scan.text, position)
        if not match or (best and match.end() <= best.end and rule.resolve not in _COMPOSED):
            continue
        try:
            found = rule.resolve(match, scan)
        except (ValueError, OverflowError, BadDay):
            # Arithmetic left the calendar: years before 1 or after 9999 name no period of this record.
            found = None
        if found and (not best or found.end > best.end):
            best = found
    return best


def _next(scan: Scan, position: int) -> Found | None:
    """Return the date that ends a composed one."""
    token = _TOKEN.match(scan.text, position)
    if not token or scan.depth >= DEEPEST:
        return None
    scan.opened = position
    scan.depth += 1
    try:
        return _at(scan, position, _key(token.group()))
    finally:
        scan.depth -= 1


def _key(word: str) -> str:
    """Return what rules are looked up by: the word, or how many digits a number begins with."""
    if not word[0].isdigit():
        return word.lower()
    return {1: "#2", 2: "#2", 4: "#4"}.get(len(word) - len(word.lstrip("0123456789")), "#n")


def _composed() -> tuple[Rule, ...]:
    """Return the rules whose end is another date: "the end of 2027", "the second quarter of last year"."""
    words, parts = vocabulary(), _parts()
    first = frozenset(re.split(r"[ -]", word)[0] for word in parts)
    ordinals = frozenset(words.ordinals) | {"the"}
    table = (
        (first, rf"(?P<part>{one_of(parts)})(?:~|-)(?=\S)", _part),
        (ordinals,
            (r"(?:the~)?(?P<nth>{ordinal})[ -](?P<fiscal>fiscal[ -])?"
             r"(?P<unit>day|week|weekend|month|quarter|half|decade)(?:~of~|~(?=\d{4})|,~(?=\d{4}))"), _nth_of),
        (ordinals,
            (r"(?:the~)?(?P<before>fiscal~)?(?P<nth>first|second|third|fourth)[ -](?P<fiscal>fiscal[ -])?"
             r"(?P<unit>quarter|half)(?![\w-])"), _nth_bare),
        (ordinals, r"(?:the~)?first~(?P<n>{number})~(?P<unit>days|weeks|months)~of~", _first_of),
        (frozenset(words.months),
            r"(?P<m>{month})(?:~(?P<d>{day}))?~(?:of~|(?=(?:last|this|next)~year(?![\w'’-])))", _month_of),
    )  # fmt: skip
    return tuple(Rule(first, words.compile(pattern), resolve) for first, pattern, resolve in table)


@cache
def _parts() -> dict[str, str]:
    return {word: row["part"] for row in word_table("date_parts") for word in cell_words(row["words"])}


def _part(match: re.Match[str], scan: Scan) -> Found | None:
    inner = _next(scan, match.end())
    part = _parts()[re.sub(r"\s+", " ", match["part"].lower())]
    if not inner or inner.type != "DATE":
        return None
    if inner.grain not in {*GRAINS, "bare"} and not inner.value.startswith("F"):
        return None
    if inner.grain == "day" and part in {"start", "mid"}:
        return None
    grain = "year" if inner.grain == "bare" else inner.grain
    period = part_of(inner.period, part) if inner.period else None
    return replace(inner, start=match.start(), period=period, grain=grain if inner.grain != "bare" else "part")


def _nth_of(match: re.Match[str], scan: Scan) -> Found | None:
    inner = _next(scan, match.end())
    if not inner or inner.type != "DATE":
        return None
    number, grain = vocabulary().ordinals[match["nth"].lower()], match["unit"].lower()
    fiscal = inner.value.startswith("F") or match["fiscal"]
    if fiscal or not inner.period:
        letter = {"quarter": "Q", "half": "H"}.get(grain)
        value = f"{inner.value}-{letter}{number}" if letter and number > 0 else inner.value
        return Found(match.start(), inner.end, None, value)
    period = _nth_within(inner.period, grain, number)
    if not period:
        return None
    return Found(match.start(), inner.end, period, value_of(period, grain), grain=grain)


def _nth_within(whole: Period, grain: str, number: int) -> Period | None:
    """Return the nth unit of a longer period: its last week is the last one that lies wholly inside."""
    units: list[Period] = []
    current = unit_of(whole.start, grain)
    while current.start < whole.end and len(units) < 400:
        if whole.contains(current) or (grain == "week" and whole.contains(current.start)):
            units.append(current)
        current = unit_of(current.end, grain)
    if number < 0:
        inside = [unit for unit in units if whole.contains(unit)]
        return inside[-1] if inside else None
    return units[number - 1] if number <= len(units) else None


def _nth_bare(match: re.Match[str], scan: Scan) -> Found | None:
    grain, number = match["unit"].lower(), vocabulary().ordinals[match["nth"].lower()]
    following = scan.word_after(match.end())
    if grain == "half" and (
        number > 2
        or following == "of"
        or scan.word_before(match.start()) not in {"in", "during", "for", "of", "over", "since"}
    ):
        return None
    if grain == "quarter" and following == "of":
        return None
    if match["fiscal"] or match["before"]:
        return Found(match.start(), match.end(), None, f"FXXXX-{'Q' if grain == 'quarter' else 'H'}{number}")
    return seasons.nth(match, scan, grain, (number - 1) * (3 if grain == "quarter" else 6) + 1, None)


def _first_of(match: re.Match[str], scan: Scan) -> Found | None:
    inner = _next(scan, match.end())
    if not inner or not inner.period or inner.type != "DATE":
        return None
    count = number_value(match["n"].lower())
    name = match["unit"].lower().rstrip("s")
    if not count or count != int(count) or count > 366:
        return None
    period = Period(inner.period.start, move(inner.period.start, name, int(count)))
    if period.end > inner.period.end:
        return None
    return Found(match.start(), inner.end, period, durations.duration_value(count, name), "DURATION")


def _month_of(match: re.Match[str], scan: Scan) -> Found | None:
    inner = _next(scan, match.end())
    if not inner or inner.grain not in {"year", "bare"} or not inner.period or not match["m"][0].isupper():
        return None
    month = vocabulary().months[match["m"].rstrip(".").lower()]
    year = inner.period.start.year
    if match["d"]:
        day = Period.of_day(Day(year, month, int(match["d"].rstrip("stndrh"))))
        return Found(match.start(), inner.end, day, value_of(day, "day"), grain="day")
    period = Period.of_month(year, month)
    return Found(match.start(), inner.end, period, value_of(period, "month"), grain="month")


_COMPOSED = frozenset({_part, _nth_of, _first_of, _month_of})
