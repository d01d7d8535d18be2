"""Datelines: publisher, place and day of an article, before its first sentence or on a line alone.

    Publisher, Weekday, Month D, YYYY- ...        SHANGHAI, July 26 (Reuters) - ...
    PARIS, Feb. 10, 2025 /PRNewswire/ -- ...      Published: 2025-07-25
    BEIJING (AP) — ...                            Publisher | 25 July 2025

One grammar reads them all: a dateline is a date, an agency or a known place, with names beside it and nothing
else. The names are divided from the date; a date inside running words makes no dateline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from onrecord.reading.words import cell_words, word_table
from onrecord.terms.time import Day


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says; `end` is the place in the text after its last mark and the white space behind it.

    `published` is None where the year is missing or the day does not exist; `impossible_day` are the words
    of a day that does not.
    """

    end: int
    publisher: str = ""
    place: str = ""
    published: Day | None = None
    impossible_day: str = ""
    has_date: bool = False
    is_update: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    date: re.Pattern[str]
    clock: re.Pattern[str]
    label: re.Pattern[str]
    agency_end: re.Pattern[str]
    months: dict[str, int]
    agencies: frozenset[str]
    publisher_words: frozenset[str]
    cities: frozenset[str]
    regions: frozenset[str]
    labels: frozenset[str]
    updated: frozenset[str]


_LONGEST = 160
"""Characters: no dateline is longer, and no search goes further."""
_LONGEST_NAME = 6
"""Words of a publisher's or a place's name."""
_MARK = re.compile(r"\s*(?:--+|[–—―])\s*|\s+-\s*|(?<=[\d)/])-\s*|(?<=[\w)])-\s+|:\s+")
_DIVIDER = re.compile(r"\s*(?:[,|()·•;/\[\]]|\s[-–—]\s|--)\s*")
_NAME = re.compile(r"[A-Z0-9][\w.&'’+-]*(?:\s+(?:[A-Z0-9&][\w.&'’+-]*|of|the|and|de|la|del|do|für|on|in|for))*")
_SMALL_NAME = re.compile(r"[a-z]{1,2}[A-Z]")
_ISO = (
    r"(?P<iy>\d{4})(?P<isep>[-/.])(?P<im>\d{1,2})(?P=isep)(?P<id>\d{1,2})"
    r"(?:T\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?"
)
_NUMERIC = r"(?P<n1>\d{1,2})(?P<nsep>[/.])(?P<n2>\d{1,2})(?P=nsep)(?P<ny>\d{4})"


@cache
def _words() -> _Words:
    kinds = {row["kind"]: cell_words(row["words"]) for row in word_table("datelines")}
    months = {word.casefold(): int(row["number"]) for row in word_table("months") for word in cell_words(row["words"])}
    weekdays = [word for row in word_table("weekdays") for word in (row["name"], *cell_words(row["short"]))]
    month = _any(months)
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    written = (
        rf"(?P<am>{month})\.?\s+(?P<ad>{day})\b(?:,?\s+(?P<ay>\d{{4}})\b)?"
        rf"|(?P<bd>{day})\s+(?:of\s+)?(?P<bm>{month})\b\.?(?:,?\s+(?P<by>\d{{4}})\b)?"
    )
    return _Words(
        date=re.compile(rf"\b(?:(?:{_any(weekdays)})\.?,?\s+)?(?:{written}|{_ISO}|{_NUMERIC})(?!\w)", re.IGNORECASE),
        clock=re.compile(
            rf"(?:,?\s*\b(?:at\s+)?\d{{1,2}}[:.]\d{{2}}(?::\d\d)?\s*(?:[ap]\.?m\b\.?)?|,?\s*\b(?:at\s+)?\d{{1,2}}\s*[ap]\.?m\b\.?)"
            rf"(?:\s*\(?(?:{_any(kinds['zone'])})\b\)?)?",
            re.IGNORECASE,
        ),
        label=re.compile(
            rf"(?:{_any((*kinds['published'], *kinds['updated']))})\b\s*[:|–—-]?\s*(?:(?:on|at)\s+)?",
            re.IGNORECASE,
        ),
        agency_end=re.compile(rf"(?:\((?:{_any(kinds['agency'])})\)|/(?:{_any(kinds['agency'])})/)\s*(?=[A-Z\"“])"),
        months=months,
        agencies=frozenset(word.casefold() for word in kinds["agency"]),
        publisher_words=frozenset(kinds["publisher"]),
        cities=frozenset(word.casefold() for word in kinds["city"]),
        regions=frozenset(kinds["region"]),
        labels=frozenset(kinds["label"]),
        updated=frozenset(word.casefold() for word in kinds["updated"]),
    )


def _any(words: object) -> str:
    return "|".join(re.escape(word) for word in sorted(map(str, words), key=len, reverse=True))  # type: ignore[call-overload]


def dateline_before(text: str, start: int, end: int) -> Dateline | None:
    """Return the dateline at the start of a paragraph, or None.

    >>> text = "SHANGHAI, July 26, 2025 (Reuters) - A new port opened."
    >>> found = dateline_before(text, 0, len(text))
    >>> found.place, found.publisher, str(found.published), text[found.end :]
    ('SHANGHAI', 'Reuters', '2025-07-26', 'A new port opened.')
    """
    limit = min(end, start + _LONGEST)
    for mark in _MARK.finditer(text, start, limit):
        if mark.end() >= end or mark.start() == start or not _opens_sentence(text, mark.end()):
            continue
        found = _parse(text[start : mark.start()], mark.end(), by_colon=":" in mark[0])
        if found:
            return found
    agency = _words().agency_end.search(text, start, limit)
    if agency and agency.end() < end:
        return _parse(text[start : agency.end()].rstrip(), agency.end(), by_colon=False)
    return None


def dateline_alone(text: str, start: int, end: int) -> Dateline | None:
    """Return the dateline that fills a line, or None.

    >>> str(dateline_alone("Oslo Courier | 25 July 2025", 0, 27).published)
    '2025-07-25'
    """
    if end - start > _LONGEST:
        return None
    words = _words()
    line = text[start:end]
    label = words.label.match(line)
    rest = line[label.end() :] if label else line
    found = _parse(rest, end, by_colon=True)
    if not found or not found.has_date:
        return None
    if label and label[0].casefold().startswith(tuple(words.updated)):
        return Dateline(end, found.publisher, found.place, has_date=True, is_update=True)
    return found


def day_in(text: str, start: int, end: int) -> Day | None:
    """Return the one full date inside a line about the article itself, such as a byline."""
    match = _words().date.search(text, start, min(end, start + _LONGEST))
    return _day_of(match)[0] if match else None


def _opens_sentence(text: str, at: int) -> bool:
    """Say whether a sentence can begin here: "iPhone" begins one, "the" and "(BUSINESS WIRE)--" do not."""
    return text[at] not in "(/" and (not text[at].islower() or bool(_SMALL_NAME.match(text, at)))


def _parse(prefix: str, end: int, *, by_colon: bool) -> Dateline | None:
    """Read the words before the mark; None where anything in them is neither name, date nor agency."""
    words = _words()
    match = words.date.search(prefix)
    day, impossible = _day_of(match) if match else (None, "")
    if match:
        after = words.clock.sub(" ", prefix[match.end() :])
        after = words.label.split(after)[0] if words.label.search(after) else after
        # Between a name and the date stands a mark: "Storm of July 25, 2025" is no dateline.
        before = prefix[: match.start()].rstrip()
        if before and before[-1] not in ",|()·•;/-–—:]" and not before.isupper():
            return None
        before = words.clock.sub(" ", before.rstrip(" -–—:"))
        names = [*_names(before), *_names(after)]
    else:
        names = _names(prefix)
    if any(not _NAME.fullmatch(name) or len(name.split()) > _LONGEST_NAME for name in names):
        return None
    agency = next((name for name in names if name.casefold() in words.agencies), "")
    others = [name for name in names if name != agency]
    publisher, place = _roles(others, agency)
    if not match:
        # Without a date only an agency or a well-known place is enough: "NVIDIA — The maker" is a sentence.
        is_known = bool(others) and others[0].casefold() in words.cities
        if by_colon or not (agency or is_known) or not _is_place(others):
            return None
    elif not (day or impossible or agency or place or match["n1"]):
        return None  # a day without a year, and nothing beside it: "March 8 - the day on which ..."
    return Dateline(end, agency or publisher, place, day, impossible, has_date=match is not None)


def _is_place(names: list[str]) -> bool:
    """Say whether names can be one place: none, a city, or a city and its state or country."""
    regions = _words().regions
    return len(names) < 2 or (len(names) == 2 and (names[1] in regions or f"{names[1]}." in regions))


def _names(piece: str) -> list[str]:
    return [name for name in (part.strip(" \t\n.") for part in _DIVIDER.split(piece)) if name]


def _roles(names: list[str], agency: str) -> tuple[str, str]:
    """Say which of the names is the publisher and which the place."""
    words = _words()
    if not names:
        return "", ""
    papers = [name for name in names if words.publisher_words & set(name.split()) and not name.isupper()]
    places = [name for name in names if name.casefold() in words.cities and name not in papers]
    first = names[0]
    if not places and first not in papers and first not in words.labels:
        has_region = len(names) > 1 and _is_place(names[:2])
        places = [first] if agency or first.isupper() or has_region else []
    if papers or agency or places:
        rest = [name for name in names if name not in places and not _is_place([first, name])]
        found = papers or rest
        return found[0] if found and not agency else "", places[0] if places else ""
    usable = [name for name in names if name not in words.labels]
    return (usable[0] if len(usable) == 1 else ""), ""


def _day_of(match: re.Match[str]) -> tuple[Day | None, str]:
    """Return the day of a date, or its words where the calendar has no such day; neither without a year."""
    year, month, day = _numbers(match)
    if year is None or not month:
        return None, ""
    try:
        return date(year, month, day), ""
    except ValueError:
        return None, match[0]


def _numbers(match: re.Match[str]) -> tuple[int | None, int, int]:
    months = _words().months
    if match["am"]:
        return _int(match["ay"]), months[match["am"].casefold()], int(match["ad"].rstrip("sthndrSTHNDR"))
    if match["bm"]:
        return _int(match["by"]), months[match["bm"].casefold()], int(match["bd"].rstrip("sthndrSTHNDR"))
    if match["iy"]:
        return int(match["iy"]), int(match["im"]), int(match["id"])
    first, second = int(match["n1"]), int(match["n2"])
    if match["nsep"] == "." or first > 12 >= second:
        return int(match["ny"]), second, first
    if second > 12 >= first:
        return int(match["ny"]), first, second
    # 05/06/2025 is May in one country and June in another: not known, and never guessed.
    return (int(match["ny"]), first, second) if first == second else (None, 0, 0)


def _int(text: str | None) -> int | None:
    return int(text) if text else None
