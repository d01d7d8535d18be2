"""Where a line sets an edition of an event beside another: "topping last year", "up from 58 in Paris"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onrecord.reading.context import Context
from onrecord.reading.mentions import DateMention, NameMention, QuantityMention
from onrecord.reading.tagged import Mention, Tagged
from onrecord.reading.words import cell_words, word_table
from onrecord.record.names import Occasion
from onrecord.terms.quantity import Interval, Quantity

LONGEST = 220
"""A sentence of more characters may compare other things than the editions of an event."""

_FURTHER = r"(?: (?!<)[a-z'-]+)"
_BEFORE = (
    r"(?:(?:the |its )?(?:previous|last|prior|preceding|earlier) "
    r"(?:edition|year|time|summit|conference|event|meeting|fair|show|one|gathering|forum|games)"
    r"|the (?:year|edition|one|time|summit) before|a year (?:earlier|ago|before)|last time)(?:'s)?"
)
_OTHER = rf"(?P<other><(?:date|event|place):\d+>(?:'s)?|{_BEFORE})"
_RISEN = "up|rose|rising|risen|grew|growing|grown|climbed|climbing|jumped|jumping|increased|increasing"
_FALLEN = "down|fell|falling|fallen|shrank|shrinking|shrunk|slipped|slipping|dropped|dropping|declined"
_COMPARED = re.compile(
    r"(?:^|(?<=[ ,]))(?:"
    rf"(?:(?P<by><qty:\d+>|an? [a-z]+) )?(?P<than>more|higher|larger|bigger|greater|fewer|less|lower|smaller)"
    rf"{_FURTHER}{{0,4}} than"
    rf"|(?P<times><qty:\d+>) (?:as (?:many|much|large|big|high){_FURTHER}{{0,3}} as|that|the|those|from|on|over)"
    rf"|(?P<moved>{_RISEN}|{_FALLEN}) (?:by )?(?:about |over |nearly |almost |some )?(?P<moved_by><qty:\d+>|an? [a-z]+)"
    r" (?:on|from|over|against)"
    rf"|(?P<came>{_RISEN}|{_FALLEN}|an? (?:increase|rise|fall|drop)) from"
    r"|(?P<beats>topping|beating|exceeding|surpassing|breaking|eclipsing|outdoing|bettering|outstripping|above"
    r"|ahead of|below|short of|trailing|behind|under)"
    r"|(?P<beside>against|compared (?:with|to)|versus|vs\.?))"
    rf"(?:{_FURTHER}{{0,4}}(?: (?P<number><qty:\d+>){_FURTHER}{{0,3}})? {_OTHER}"
    rf"(?:{_FURTHER}? (?P<behind><qty:\d+>))?(?: (?:{_BEFORE}))?"
    r"|(?P<alone> <qty:\d+>)(?=[.,;]|$| to <qty))"
)
"""The words that compare, and the other edition with its number or without."""

_NEEDED = re.compile(
    r"\b(?:than|as (?:many|much|large|big|high)|against|compared|versus|vs|above|ahead of|below|short of|behind|under"
    r"|from|on|over)\b|ing (?:<(?:date|event|place|qty)|the |its |last )|<qty:\d+> (?:that|the|those) "
)
"""One of these stands in every such line."""

_OTHER_NAMES = re.compile(r"<(?!qty|date|event|place)")
"""A name that is none of an event: what is compared may then be something else."""

_LOWER = re.compile(r"(?:fewer|less|lower|smaller|below|short of|trailing|behind|under|an? (?:fall|drop))$")


@dataclass(frozen=True, slots=True)
class Beside:
    """What sets an edition beside another: the place of the words, the other, which has more, by how much.

    `over` says whether the article's edition has more, None where nothing says so; `times` and `by` how many times as
    many and how many more; `number` is what the line gives for the other.
    """

    start: int
    end: int
    other: NameMention
    over: bool | None
    times: Quantity | None
    by: Quantity | None
    number: QuantityMention | None


def find_beside(context: Context, tagged: Tagged) -> Beside | None:
    """Return how a line sets the article's event beside another edition; None where it does not."""
    if len(tagged.text) > LONGEST or _OTHER_NAMES.search(tagged.text) or not _NEEDED.search(tagged.text):
        return None
    ways = list(_COMPARED.finditer(tagged.text))
    event = context.main_event if ways else None
    own = own_edition(context, event) if event else None
    if event is None or own is None:
        return None
    for found in ways:
        other = _other(context, tagged, found, event, own)
        if other is not None and (beside := _beside(tagged, found, other)):
            return beside
    return None


def without_other(context: Context, tagged: Tagged) -> Tagged:
    """Return a line without what it says of another edition."""
    beside = find_beside(context, tagged) if "<qty" in tagged.text else None
    if beside is None:
        return tagged
    text = f"{tagged.text[: beside.start]}{' ' * (beside.end - beside.start)}{tagged.text[beside.end :]}"
    return replace(tagged, text=text, mentions={mark: m for mark, m in tagged.mentions.items() if f"<{mark}>" in text})


def own_edition(context: Context, event: NameMention) -> Occasion | None:
    """Return the edition that an article speaks of: the one that is named, that of its year, else the nearest."""
    day, editions = context.document.published, _editions(context, event)
    named = next((one for one in editions if one.meaning.id == event.best.id), None)
    if named is not None or day is None:
        return named
    of_year = [one for one in editions if event.year in {None, one.period.start.year}]
    return min(of_year, key=lambda one: abs((one.period.start - day).days), default=None)


def edition_before(context: Context, event: NameMention, own: Occasion) -> NameMention | None:
    """Return the edition before the one that is meant."""
    before = [one for one in _editions(context, event) if one.period.start < own.period.start]
    return replace(event, meanings=(before[-1].meaning,), year=None) if before else None


def edition_after(context: Context, event: NameMention, own: Occasion) -> NameMention | None:
    """Return the edition after the one that is meant."""
    after = [one for one in _editions(context, event) if one.period.start > own.period.start]
    return replace(event, meanings=(after[0].meaning,), year=None) if after else None


def _editions(context: Context, event: NameMention) -> list[Occasion]:
    """Return all editions of the series of an event, the earliest first, each once."""
    series = next((one.series for one in context.occasions if one.meaning.id == event.best.id), event.best.id)
    return sorted(
        {one.meaning.id: one for one in context.occasions if one.series == series}.values(),
        key=lambda one: one.period.start,
    )


def _other(
    context: Context, tagged: Tagged, found: re.Match[str], event: NameMention, own: Occasion
) -> NameMention | None:
    """Return the other edition that the words name; None where they name none, or the article's own."""
    if found["alone"]:
        return edition_before(context, event, own) if found["came"] else None
    mention = tagged.mentions.get(found["other"].removesuffix("'s").strip("<>"))
    if mention is None:
        return edition_before(context, event, own)
    editions = _editions(context, event)
    if isinstance(mention, DateMention) and mention.period is not None:
        year = mention.period.start.year
        there = [one for one in editions if one.period.start.year == year]
    elif isinstance(mention, NameMention) and mention.role == "place":
        there = [one for one in editions if set(mention.ids) & set(one.places[:1])]
    else:
        named = own_edition(context, mention) if isinstance(mention, NameMention) else None
        there = [named] if named else []
    others = [one for one in there if one.meaning.id != own.meaning.id]
    return replace(event, meanings=(others[0].meaning,), year=None) if len(others) == len(there) == 1 else None


def _beside(tagged: Tagged, found: re.Match[str], other: NameMention) -> Beside | None:
    how = found["than"] or found["moved"] or found["came"] or found["beats"] or ""
    over = None if not how else not (_LOWER.search(how) or re.fullmatch(_FALLEN, how))
    size = found["by"] or found["moved_by"] or found["times"]
    much = _quantity(tagged, size) if size else None
    if size and much is None:
        return None
    times, by = _ratio(much, over) if much else (None, None)
    if much and times is None and by is None:
        return None
    mark = found["number"] or found["behind"] or found["alone"]
    number = _mention(tagged, mark) if mark else None
    return Beside(
        found.start(), found.end(), other, over, times, by, number if isinstance(number, QuantityMention) else None
    )


def _mention(tagged: Tagged, mark: str) -> Mention | None:
    return tagged.mentions.get(mark.strip(" <>"))


def _quantity(tagged: Tagged, size: str) -> Quantity | None:
    """Return how much more or less: a number of the line, or "a quarter"."""
    mention = _mention(tagged, size)
    if isinstance(mention, QuantityMention):
        return mention.quantity
    word = size.rsplit(maxsplit=1)[-1]
    row = next((row for row in word_table("fractions") if word in cell_words(row["words"])), None)
    if row is None:
        return None
    share = 1 / float(row["divisor"])
    return Quantity(share, "multiple", "about", Interval(share * 0.95, share * 1.05))


def _ratio(much: Quantity, over: bool | None) -> tuple[Quantity | None, Quantity | None]:
    """Return how many times as many, or else how many more; neither where the size can be none of them."""
    if over is None:
        return (much, None) if much.unit == "multiple" else (None, None)
    sign = 1 if over else -1
    if much.unit == "percent" or (much.unit == "multiple" and much.value < 1):
        share = much.interval.scaled(0.01 if much.unit == "percent" else 1)
        ends = sorted(1 + sign * end for end in (share.low, share.high))
        return replace(much, value=sum(ends) / 2, unit="multiple", interval=Interval(*ends)), None
    if much.unit == "multiple":
        return None, None  # "twice more" is said of two and of three times as many
    ends = sorted(sign * end for end in (much.interval.low, much.interval.high))
    return None, replace(much, value=sign * much.value, interval=Interval(*ends))
