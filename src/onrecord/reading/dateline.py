"""Datelines: publisher, place and day of an article, before its first sentence or on a line alone.

    Publisher, Weekday, Month D, YYYY- ...        SHANGHAI, July 26 (Reuters) - ...
    PARIS, Feb. 10, 2025 /PRNewswire/ -- ...      Published: 2025-07-25
    BEIJING (AP) — ...                            Publisher | 25 July 2025
    (Publisher, 25 July 2025) ...                 Posted on 2025-07-25 by admin

One grammar reads them all: a dateline is a date, an agency or a place, with names beside it and nothing else. The
names are divided from the date; a date inside running words makes no dateline. Of several dates the first decides
that no word of change ("Updated") stands before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.reading.dateline_words import dateline_words, day_of
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


_LONGEST = 160
"""Characters: no dateline is longer, and no search goes further."""
_LONGEST_NAME = 6
"""Words of a publisher's or a place's name."""
_LONGEST_PLACE = 3
_SHORTEST_PLACE = 4
"""Letters of a place that no list knows: shorter words in capitals are mostly abbreviations."""
_NEARBY = 20_000
"""Characters in which a second use of a word in capitals is looked for."""
_MARK = re.compile(r"\s*(?:--+|[–—―])\s*|\s+-\s*|(?<=[\d)/])-\s*|(?<=[\w)])-\s+|(?<=\d{4})\.\s+|\s+\|\s+|:\s+")
_DIVIDER = re.compile(r"\s*(?:[,|()·•;/\[\]]|\s[-–—]\s|--)\s*")
_NAME = re.compile(r"[A-Z0-9][\w.&'’+-]*(?:\s+(?:[A-Z0-9&][\w.&'’+-]*|of|the|and|de|la|del|do|für|on|in|for))*")
_SITE = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,8}", re.IGNORECASE)
_AUTHOR = re.compile(r"by:?\s+", re.IGNORECASE)
_LEAD = re.compile(r"(?:[Ff]rom|in|[Cc]opyright)\s+(?:the\s+)?")
_BESIDE = re.compile(
    r"(?:\d{1,3}[- ]min(?:ute)?s?(?:\s+read)?|(?:page|p\.|issue|vol\.|no\.|edition)\s*[A-Z]?\d{1,6})\Z", re.IGNORECASE
)
"""What may stand beside the date and says nothing of it: how long it takes to read, the page in print."""
_ON = re.compile(r",?\s+on\Z", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_CLOSED = re.compile(r"[)\]]\s*(?=[A-Z\"“])")
_SMALL_NAME = re.compile(r"[a-z]{1,2}[A-Z]")


def dateline_before(text: str, start: int, end: int, *, guess: bool = True) -> Dateline | None:
    """Return the dateline at the start of a paragraph, or None.

    >>> text = "SHANGHAI, July 26, 2025 (Reuters) - A new port opened."
    >>> found = dateline_before(text, 0, len(text))
    >>> found.place, found.publisher, str(found.published), text[found.end :]
    ('SHANGHAI', 'Reuters', '2025-07-26', 'A new port opened.')

    With `guess`, a name in capitals before a dash is a place though no list knows it: "HARBIN — The port ...".
    """
    limit = min(end, start + _LONGEST)
    bare: Dateline | None = None
    for mark in _MARK.finditer(text, start, limit):
        if mark.end() >= end or mark.start() == start or not _opens_sentence(text, mark.end()):
            continue
        found = _parse(text[start : mark.start()], mark.end(), by_colon=mark[0].strip() in {":", "|"})
        if found and found.has_date:
            return found
        # "PARIS - Oslo Courier - 5 May 2025 - It rained": a longer one with a date is better.
        bare = bare or found
    for close in _CLOSED.finditer(text, start, limit):
        found = _parse(text[start : close.start() + 1], close.end(), by_colon=False)
        if found and close.end() < end and (found.has_date or found.publisher):
            return bare or found
    return bare or (_unknown_place(text, start, limit, end) if guess else None)


def _unknown_place(text: str, start: int, limit: int, end: int) -> Dateline | None:
    """Return the dateline that is a place in capitals and a dash, where the name is used in capitals nowhere else."""
    mark = _MARK.search(text, start, limit)
    if not mark or mark[0].strip() in {":", "|", "."} or mark.end() >= end or not _opens_sentence(text, mark.end()):
        return None
    names = _names(text[start : mark.start()])
    if not names or not _is_place(names) or not _NAME.fullmatch(names[0]):
        return None
    name = names[0]
    letters = [letter for letter in name if letter not in " .'’-"]
    parts = name.split()
    if (
        not name.isupper()
        or len(letters) < _SHORTEST_PLACE
        or not all(map(str.isalpha, letters))
        or len(parts) > _LONGEST_PLACE
        or not dateline_words().capitals.isdisjoint(parts)
    ):
        return None
    again = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    if again.search(text, max(0, start - _NEARBY), start) or again.search(text, mark.end(), mark.end() + _NEARBY):
        return None  # a firm or a word that the article always writes so
    return Dateline(mark.end(), place=name)


def dateline_alone(text: str, start: int, end: int) -> Dateline | None:
    """Return the dateline that fills a line, or None.

    >>> str(dateline_alone("Oslo Courier | 25 July 2025", 0, 27).published)
    '2025-07-25'
    """
    if end - start > _LONGEST:
        return None
    words = dateline_words()
    line = text[start:end].strip(" *_~")
    if line[:1] in {"(", "["} and _BRACKETED.fullmatch(line):
        line = line[1:-1]
    line = line.removesuffix(".")
    label = words.label.match(line)
    if label and label[0].casefold().startswith(tuple(words.updated)):
        return _after_update(line[label.end() :], end)
    rest = line[label.end() :] if label else line
    if label and rest[:3].casefold() == "in ":
        rest = rest[3:]
    found = _parse(rest, end, by_colon=True, is_labelled=bool(label))
    return found if found and found.has_date else None


def _after_update(rest: str, end: int) -> Dateline | None:
    """Read what follows a word of change: its day never decides, a published day behind it does."""
    words = dateline_words()
    changed = words.date.search(rest)
    label = words.label.search(rest, changed.end()) if changed else None
    if label and not label[0].casefold().startswith(tuple(words.updated)):
        found = _parse(rest[label.end() :], end, by_colon=True, is_labelled=True)
        if found and found.has_date:
            return found
    found = _parse(rest, end, by_colon=True)
    return Dateline(end, found.publisher, found.place, has_date=True, is_update=True) if found and changed else None


def day_in(text: str, start: int, end: int, *, needs_label: bool = False) -> Day | None:
    """Return the first full date inside a line about the article itself, such as a byline, that is no update.

    With `needs_label` a word such as "Published" has to stand before it.

    >>> line = "By Jane Doe | Updated 7 May 2025 | Published 5 May 2025"
    >>> str(day_in(line, 0, len(line)))
    '2025-05-05'
    """
    words = dateline_words()
    at, limit = start, min(end, start + _LONGEST)
    for match in words.date.finditer(text, start, limit):
        labels = [label[0].casefold() for label in words.label.finditer(text, at, match.start())]
        at = match.end()
        is_update = bool(labels) and labels[-1].startswith(tuple(words.updated))
        day, _ = day_of(match)
        if day and not is_update and (labels or not needs_label):
            return day
    return None


def without_days(line: str) -> str:
    """Return a line with a bar in the place of every date, clock time and word that goes before them.

    >>> without_days("By Jane Doe, 5 May 2025, 10:30 GMT")
    'By Jane Doe, ||'
    """
    words = dateline_words()
    if not words.date.search(line):
        return line
    dated = re.sub(rf"(?:{words.label.pattern}|\b(?:on|at)\s+)\|", "|", words.date.sub("|", line), flags=re.IGNORECASE)
    return words.clock.sub("|", dated)


def publisher_in(line: str) -> str:
    """Return the publisher that a line names beside other names, by its words; "" where there is none.

    >>> publisher_in("By Jane Doe, Oslo Courier"), publisher_in("By Jane Doe, Technology reporter")
    ('Oslo Courier', '')
    """
    for name in _names(_AUTHOR.sub("", without_days(line), count=1)):
        if (
            name.casefold() in dateline_words().agencies
            or (_NAME.fullmatch(name) and _ends_as_paper(name))
            or _is_site(name)
        ):
            return name
    return ""


def is_name(line: str) -> bool:
    """Say whether a line is one name and nothing else: "Jane Doe", "Oslo Courier", "courier.example"."""
    line = line.strip(" *_~")
    if len(line) > _LONGEST or len(line.split()) > _LONGEST_NAME or dateline_words().weekday.fullmatch(line):
        return False
    return line[-1:] != "." and bool(_NAME.fullmatch(line) or _is_site(line))


def is_paper(name: str) -> bool:
    """Say whether any word of a name is one that publishers use: "The Times of Oslo"."""
    return _is_paper(name.strip(" *_~"), [])


def is_city(name: str) -> bool:
    """Say whether a name is that of a city which stands alone in datelines."""
    return name.strip(" *_~").casefold() in dateline_words().cities


def _is_site(name: str) -> bool:
    return name[:1].islower() and bool(_SITE.fullmatch(name))


def _ends_as_paper(name: str) -> bool:
    """Say whether the last word is one that only newspapers and sites end with: "Technology Reporter" is a person."""
    parts = name.split()
    last = parts[-1].title()
    return len(parts) > 1 and last in dateline_words().publisher_words and last not in {"Reporter", "Bureau", "Report"}


def _opens_sentence(text: str, at: int) -> bool:
    """Say whether a sentence can begin here: "iPhone" begins one, "the" and "(BUSINESS WIRE)--" do not."""
    return text[at] not in "(/" and (not text[at].islower() or bool(_SMALL_NAME.match(text, at)))


def _parse(prefix: str, end: int, *, by_colon: bool, is_labelled: bool = False) -> Dateline | None:
    """Read the words before the mark; None where anything in them is neither name, date nor agency."""
    words = dateline_words()
    is_bracketed = bool(_BRACKETED.fullmatch(prefix))
    if is_bracketed:
        prefix = prefix.strip()[1:-1]
    match = words.date.search(prefix)
    day, impossible = day_of(match) if match else (None, "")
    if match:
        after = _before_label(words.clock.sub(" ", prefix[match.end() :]))
        # Between a name and the date stands a mark: "Storm of July 25, 2025" is no dateline.
        before = prefix[: match.start()].rstrip()
        before = _ON.sub(",", before) if is_labelled else before
        is_apart = not before or before[-1] in ",|()·•;/-–—]" or before.isupper()
        if not is_apart and not (before[-1] == ":" and publisher_in(before[:-1])):
            return None
        before = words.clock.sub(" ", before.rstrip(" -–—:"))
        names = [*_names(before), *_names(after)]
    else:
        names = _names(prefix)
    names = [name for name in names if not words.weekday.fullmatch(name)] if match else names
    if any(not (_NAME.fullmatch(name) or _is_site(name)) or len(name.split()) > _LONGEST_NAME for name in names):
        return None
    agency = next((name for name in names if name.casefold() in words.agencies), "")
    others = [name for name in names if name != agency]
    publisher, place = _roles(others, agency)
    if not match:
        is_known = bool(others) and others[0].casefold() in words.cities
        bracket = "" if agency else _bracket(prefix, others, is_whole=is_bracketed)
        if bracket and (is_known or _ends_as_paper(bracket)):
            rest = others[:-1]
            is_capital = not rest or is_known or rest[0].isupper()
            if not by_colon and is_capital and _is_place(rest):
                return Dateline(end, bracket, rest[0] if rest else "")
        # Without a date only an agency or a well-known place is enough: "NVIDIA — The maker" is a sentence.
        if not (agency or is_known) or not _is_place(others):
            return None
        if by_colon and not (is_known and others[0].isupper() and not agency):
            return None  # "Paris: The city and its people" may be the title of a part
    elif not (day or impossible or agency or place or match["n1"]):
        return None  # a day without a year, and nothing beside it: "March 8 - the day on which ..."
    return Dateline(end, agency or publisher, place, day, impossible, has_date=match is not None)


def _before_label(after: str) -> str:
    """Return what stands behind a date up to a second one with its word: "| Updated July 26" says nothing more.

    The word has to begin its part: in "5 May 2025 - Oslo released a plan" it is the verb of a sentence.
    """
    for label in dateline_words().label.finditer(after):
        before = after[: label.start()].rstrip()
        if not before or before[-1] in ",|()·•;/-–—].":
            follows = after[label.end() :].lstrip(" (,")
            if not follows or follows[0] == "|" or dateline_words().date.match(follows):
                return before.rstrip(" .")
    return after


def _bracket(prefix: str, names: list[str], *, is_whole: bool) -> str:
    """Return the name in brackets at the end of a prefix, or its only name where all of it stood in brackets."""
    if not names:
        return ""
    name = names[-1]
    if len(names) == 1:
        return name if is_whole and _ends_as_paper(name) else ""
    is_last = prefix.rstrip().endswith((f"({name})", f"[{name}]", f"/{name}/"))
    return name if is_last and name not in dateline_words().regions else ""


def _is_place(names: list[str]) -> bool:
    """Say whether names can be one place: none, a city, or a city and its state or country."""
    return len(names) < 2 or (len(names) == 2 and _is_region(names[1]))


def _is_region(name: str) -> bool:
    return name in dateline_words().regions or f"{name}." in dateline_words().regions


def _names(piece: str) -> list[str]:
    """Return the names of a piece: an author counts only where the "by" is that of a publisher."""
    names = []
    for part in _DIVIDER.split(piece):
        name = part.strip(" \t\n.")
        author = _AUTHOR.match(name)
        if author:
            name = name[author.end() :]
            name = name if name.casefold() in dateline_words().agencies or _ends_as_paper(name) else ""
        lead = _LEAD.match(name)
        name = name[lead.end() :] if lead else name
        if name and not _BESIDE.match(name):
            names.append(name)
    return names


def _roles(names: list[str], agency: str) -> tuple[str, str]:
    """Say which of the names is the publisher and which the place."""
    words = dateline_words()
    papers = [name for number, name in enumerate(names) if _is_paper(name, names[number + 1 :])]
    # "Business | 5 May 2025": the desk under which it ran is neither.
    names = [name for name in names if name in papers or not words.sections.issuperset(name.casefold().split())]
    if not names:
        return "", ""
    places = [name for name in names if name.casefold() in words.cities and name not in papers]
    first = names[0]
    if not places and first not in papers and first not in words.labels:
        has_region = len(names) > 1 and _is_place(names[:2])
        places = [first] if agency or first.isupper() or has_region else []
    if papers or agency or places:
        rest = [name for name in names if name not in places and not _is_region(name)]
        found = papers or rest
        return found[0] if found and not agency else "", places[0] if places else ""
    usable = [name for name in names if name not in words.labels]
    return (usable[0] if len(usable) == 1 else ""), ""


def _is_paper(name: str, following: list[str]) -> bool:
    """Say whether a name has the words of a publisher: "NEWPORT NEWS, Va." is a town."""
    if following and _is_region(following[0]):
        return False
    if name.isupper():
        return _ends_as_paper(name)
    return bool(dateline_words().publisher_words & set(name.split())) or _is_site(name)
