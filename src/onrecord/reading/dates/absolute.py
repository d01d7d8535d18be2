"""Dates that name a day, a month or a year: "25 July 2025", "July 26-28", "in March", "2025-07-25", "2019-2021"."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from onrecord.reading.dates.calendar import add_months
from onrecord.reading.dates.found import Found, Resolve, Rule, Scan, unit, vocabulary
from onrecord.reading.words import word_table, words_where
from onrecord.terms.time import Day, Period

NEAR = 92
"""A day and month without a year, and without a verb that tells, is the next one if it is this near, in days."""


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of dates in the calendar, the more special first."""
    words = vocabulary()
    months, weekdays = frozenset(words.months), frozenset(words.weekdays)
    short, four = frozenset({"#2"}), frozenset({"#4"})
    until = r"(?:{dash}|~(?:to|through|until|till)~)"
    year = r"(?:(?:,~?|~(?:of~)?)(?P<y>{year}))?"
    day = r"(?P<d>{day})"
    weekday = r"(?:(?P<wd>{weekday}),?[ \xa0](?:the~)?)?"
    month = r"(?P<m>{month})"
    month_day_to = (
        r"(?:{until}(?:(?P<m2>{month})~)?(?P<d2>{day})|~(?P<and>and)~(?:(?P<m2b>{month})~)?(?P<d2b>{day}))"
    ).replace("{until}", until)
    day_month_to = r"(?:{until}(?P<d2>{day})~(?:of~)?(?P<m2>{month}))?".replace("{until}", until)
    table = (
        (months | weekdays, weekday + month + "~?" + day + month_day_to + year, _day),
        (months | weekdays, weekday + month + "~?" + day + year, _day),
        (short | weekdays, rf"{weekday}{day}(?:{until}|~(?P<and>and)~)(?P<d2>{{day}})~(?:of~)?{month}{year}", _day),
        (short | weekdays, rf"{weekday}{day}[ \xa0-]?~?(?:of~)?{month}{day_month_to}{year}", _day),
        (frozenset({"the"}), rf"the~{day}~of~{month}{year}", _day),
        (frozenset({"the"}), r"the~(?P<d>[12]?\d(?:st|nd|rd|th)|30th|31st)(?![\w-])", _day_alone),
        (months, rf"(?P<m>{{month}})(?:{until}|~(?P<and>and)~)(?P<m2>{{month}}){year}", _month),
        (months, rf"(?P<m>{{month}})(?:{year}|~of~(?P<which>this|last|next)~year)(?![\w])", _month),
        (months, r"(?P<m>{month})", _month),
        (four, r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d\d)(?P=sep)(?P<d>\d\d)(?=T\d|\D|$)(?!\w(?<!T))", _numeric),
        (
            short,
            r"(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?!\w|[/.]\d)",
            _numeric,
        ),
        (four, r"(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?!\w|[-–]\d)", _year_month),
        (
            four,
            r"(?P<y>(?:19|20)\d\d)(?:{dash}|~to~|~(?P<and>and)~)(?P<y2>(?:19|20)\d\d|\d\d)(?!\w|[.,]\d|[-–/]\d|~?%)",
            _years,
        ),
        (four, r"(?P<y>{year})(?!-\w+ed\b)", _year),
        (frozenset(("the", "#2")), r"(?:the~)?(?P<century>[12]?\d)(?:th|st)[ -]century(?!\w)", _century),
        (frozenset(("the", "#4")), r"(?:the~)?(?P<y>(?:1[5-9]|20)\d0)['’]?s(?!\w)", _decade),
        (frozenset(("the",)), r"the~['’]?(?P<yy>[2-9]0)s(?!\w)", _decade),
    )
    return tuple(Rule(first, words.compile(pattern), resolve) for first, pattern, resolve in table) + _holidays()


def day_or_none(year: int, month: int, day: int) -> Day | None:
    """Return the day, None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest_year(scan: Scan, start: int, end: int, month: int, day: int) -> int | None:
    """Return the year of a day given without one: the verb of the sentence tells, else the nearest one."""
    published = scan.published
    if not published:
        return None
    tense = scan.tense(start, end)
    year = published.year
    here = day_or_none(year, month, day) or date(year, month, 28)
    if not tense:
        ahead = (here - published).days % 365
        tense = "future" if ahead <= NEAR else "past"
    if tense == "future":
        return year if here >= published else year + 1
    # A past verb with a day that is only just ahead speaks of a plan: "has set a deadline of June 1".
    return (
        year if here <= published or (0 < (here - published).days <= NEAR // 3 and _planned(scan, start)) else year - 1
    )


def _planned(scan: Scan, start: int) -> bool:
    return scan.word_before(start) in {"by", "until", "till", "through", "before"}


def _month_number(text: str) -> int:
    return vocabulary().months[text.rstrip(".").lower()]


def _day_number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _next_to(part: dict[str, str | None]) -> bool:
    """Say whether two days joined by "and" follow each other: "on 14 and 15 May" is one time."""
    first, second = part.get("d"), part.get("d2") or part.get("d2b")
    other_month = part.get("m2b") or part.get("m2")
    if not first or not second or other_month:
        return False
    return int(re.sub(r"\D", "", second)) == int(re.sub(r"\D", "", first)) + 1


def _day(match: re.Match[str], scan: Scan) -> Found | None:
    part = match.groupdict()
    if not _capital(match, "m"):
        return None
    if part.get("and") and scan.word_before(match.start()) != "between" and not _next_to(part):
        return None
    month, day = _month_number(part["m"]), _day_number(part["d"])
    last_day = part.get("d2") or part.get("d2b")
    last_month = part.get("m2") or part.get("m2b")
    year = int(part["y"]) if part["y"] else nearest_year(scan, match.start(), match.end(), month, day)
    closing = _month_number(last_month) if last_month else month
    if last_day and not part["y"] and _is_under_way(scan.published, (month, day), (closing, _day_number(last_day))):
        year = scan.published.year if scan.published else year
    shown = f"{year:04}" if year else "XXXX"
    value = f"{shown}-{month:02}-{day:02}"
    first = day_or_none(year, month, day) if year else None
    period = Period.of_day(first) if first else None
    if last_day:
        value = f"{value}/{shown}-{closing:02}-{_day_number(last_day):02}"
        last = day_or_none(year, closing, _day_number(last_day)) if year else None
        if first and last and last < first and not part["y"]:
            last = day_or_none(last.year + 1, last.month, last.day)
        period = Period.of_days(first, last) if first and last and last >= first else None
    return Found(match.start(), match.end(), period, value, grain="day", yearless=not part["y"])


def _is_under_way(published: Day | None, first: tuple[int, int], last: tuple[int, int]) -> bool:
    """Say whether the day of an article lies in a range of days: "runs from 6 to 9 May" is then said of this year."""
    return published is not None and first <= (published.month, published.day) <= last


_BEFORE_DAY = frozenset({"on", "since", "until", "till", "by", "from", "before", "after", "as of"})
_BEHIND_DAY = frozenset(
    {"", "and", "but", "in", "at", "by", "with", "under", "as", "to", "when", "while", "after", "before", "together"}
)
"""Words around a bare "the 16th" that say that it is a day; before a noun it is the sixteenth of something."""


def _day_alone(match: re.Match[str], scan: Scan) -> Found | None:
    """Read "on the 16th": a day of the month that was named last, else the one that is nearest as the verb says."""
    behind = scan.word_after(match.end())
    if scan.word_before(match.start()) not in _BEFORE_DAY or behind.lower() not in _BEHIND_DAY:
        return None
    number, near, published = _day_number(match["d"]), scan.anchor(match.start()), scan.published
    if near and near.period and near.grain in {"day", "month"}:
        day = day_or_none(near.period.start.year, near.period.start.month, number)
    elif published:
        ahead = scan.tense(match.start(), match.end()) == "future"
        first = published.replace(day=1)
        months = (first, add_months(first, 1 if ahead else -1))
        days = [one for month in months if (one := day_or_none(month.year, month.month, number))]
        day = next((one for one in days if (one >= published if ahead else one <= published)), None)
    else:
        day = None
    return unit(match, Period.of_day(day), "day") if day else None


def _capital(match: re.Match[str], group: str) -> bool:
    return match[group][0].isupper()


def _month(match: re.Match[str], scan: Scan) -> Found | None:
    part = match.groupdict()
    name = part["m"].rstrip(".").lower()
    if not _capital(match, "m"):
        return None
    dated = part.get("y") or part.get("which") or part.get("m2")
    if not dated and not _is_month(match, scan, name):
        return None
    if part.get("and") and scan.word_before(match.start()) != "between":
        return None
    published, month = scan.published, _month_number(name)
    year: int | None
    if part.get("y"):
        year = int(part["y"])
    elif part.get("which"):
        step = {"this": 0, "last": -1, "next": 1}[part["which"].lower()]
        year = published.year + step if published else None
    else:
        year = None
        if published:
            future = scan.tense(match.start(), match.end()) == "future"
            year = published.year + (month < published.month if future else -(month > published.month))
    if year is None:
        return Found(match.start(), match.end(), None, f"XXXX-{month:02}", grain="month", yearless=True)
    period = Period.of_month(year, month)
    if part.get("m2"):
        last = _month_number(part["m2"])
        opening = period
        if last < month and part.get("y"):
            opening = Period.of_month(year - 1, month)
        closing = Period.of_month(opening.start.year + (last < month), last)
        value = f"{opening.start:%Y-%m}/{closing.start:%Y-%m}"
        return Found(match.start(), match.end(), Period(opening.start, closing.end), value, grain="month")
    return unit(match, period, "month", yearless=not part.get("y"))


def _is_month(match: re.Match[str], scan: Scan, name: str) -> bool:
    """Say whether a month's name without a day or a year is a month: may, march and august not always are."""
    words = vocabulary()
    before = scan.word_before(match.start())
    temporal = before in _MONTH_BEFORE or before.endswith(("'s", "’s", "s’", "s'"))
    if name not in words.full_months:
        return temporal and (match["m"].endswith(".") or before == "in")
    if name not in words.ambiguous_months:
        return True
    if name == "april" or not temporal:
        following = scan.word_after(match.end())
        return temporal or (name == "april" and not following[:1].isupper() and not _opens(scan, match.start()))
    return True


_MONTH_BEFORE = frozenset(
    [
        "in",
        "since",
        "by",
        "until",
        "till",
        "from",
        "during",
        "early",
        "late",
        "mid",
        "of",
        "last",
        "next",
        "this",
        "for",
        "before",
        "after",
        "through",
        "throughout",
        "and",
        "to",
        "between",
        "past",
        "previous",
        "following",
        "every",
        "each",
    ]
)


def _opens(scan: Scan, start: int) -> bool:
    return not scan.before(start).strip() or scan.before(start).rstrip()[-1] in '.!?\n"“'


def _numeric(match: re.Match[str], scan: Scan) -> Found | None:
    part = match.groupdict()
    if scan.before(match.start(), 1) and (
        scan.before(match.start(), 1).isalnum() or scan.before(match.start(), 1) in "-/.$#"
    ):
        return None
    year = int(part["y"])
    if "a" in part:
        first, second = int(part["a"]), int(part["b"])
        if part["sep"] == "." or first > 12 or first == second:
            day, month = first, second
        elif second > 12:
            day, month = second, first
        elif 1 <= first <= 12 and 1 <= second <= 12:
            return Found(match.start(), match.end(), None, f"{year}-XX-XX")
        else:
            return None
    else:
        month, day = int(part["m"]), int(part["d"])
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    found = day_or_none(year, month, day) if year else None
    value = f"{year:04}-{month:02}-{day:02}"
    return Found(match.start(), match.end(), Period.of_day(found) if found else None, value, grain="day")


def _year_month(match: re.Match[str], scan: Scan) -> Found | None:
    if scan.before(match.start(), 1).isalnum() or scan.before(match.start(), 1) in {"-", "/", "#"}:
        return None
    # "2010-11" is more often two years than a month; only a month that cannot end a range is one.
    if int(match["m"]) > int(match["y"][2:]):
        return None
    return unit(match, Period.of_month(int(match["y"]), int(match["m"])), "month")


def _years(match: re.Match[str], scan: Scan) -> Found | None:
    if match["and"] and scan.word_before(match.start()) != "between":
        return None
    if scan.before(match.start(), 1) in _GLUE or scan.before(match.start(), 1).isalnum():
        return None
    first = int(match["y"])
    last = int(match["y2"]) if len(match["y2"]) == 4 else first - first % 100 + int(match["y2"])
    if not first < last:
        return None
    period = Period(date(first, 1, 1), date(last + 1, 1, 1))
    return Found(match.start(), match.end(), period, f"{first}/{last}", grain="year")


_DIGIT_BEFORE = re.compile(r"\d[ \xa0)]{1,2}$")
_DIGIT_AFTER = re.compile(r"[ \xa0]\d")
_GLUE = frozenset("-–/._#$€£¥@+*=&%:")


@cache
def _year_words(kind: str) -> frozenset[str]:
    return words_where("year_words", "kind", kind)


def _year(match: re.Match[str], scan: Scan) -> Found | None:
    """Tell a year from a number of four figures by its neighbours."""
    year = int(match["y"])
    text, start, end = scan.text, match.start(), match.end()
    previous = scan.before(start, 1)
    inner = start == scan.opened
    if previous and (previous in _GLUE or previous.isalnum()) and not inner:
        return None
    if re.match(r"-[A-Za-z]", text[end : end + 2]) and text[end + 1 : end + 6].lower() in {"meter", "metre"}:
        return None
    before = scan.word_before(start).rstrip(".")
    timed = inner or before in _year_words("before-year") or before.endswith(("'s", "’s"))
    if not timed and (_DIGIT_BEFORE.search(scan.before(start, 3)) or _DIGIT_AFTER.match(text, end)):
        return None  # a group of a longer number
    if scan.before(start, 2).strip() in {"$", "€", "£", "¥"} or before in _year_words("before-number"):
        return None
    after = scan.word_after(end)
    low = after.lower()
    if low in _year_words("after-number"):
        return None
    plural = low.endswith("s") and after.islower() and not low.endswith("ss") and low not in _year_words("after-year")
    opening = text[end : end + 1] == " " and plural
    if opening and (not timed or before == "of") and before not in {"the", "its", "their", "his", "her", "our", "this"}:
        return None
    if before in {"about", "over", "under"} and not (text[end : end + 1] in {".", ",", ""} and before == "about"):
        return None
    if not 1900 <= year <= 2100 and not timed:
        return None
    return unit(match, Period.of_year(year), "year")


def _century(match: re.Match[str], _scan: Scan) -> Found | None:
    number = int(match["century"])
    if not 10 <= number <= 22:
        return None
    return unit(match, Period(date(number * 100 - 100, 1, 1), date(number * 100, 1, 1)), "century")


def _decade(match: re.Match[str], scan: Scan) -> Found | None:
    part = match.groupdict()
    short = int(part.get("yy") or 0)
    year = short + (1900 if short >= 30 else 2000) if short else int(part["y"])
    if scan.before(match.start(), 1) in _GLUE and match.start() != scan.opened:
        return None
    return unit(match, Period(date(year, 1, 1), date(year + 10, 1, 1)), "decade")


def _holidays() -> tuple[Rule, ...]:
    rules = []
    for row in word_table("holidays"):
        names = row["words"].split("|")
        first = frozenset(re.split(r"[ '’]", name)[0].lower() for name in names)
        pattern = vocabulary().compile(rf"(?P<name>{'|'.join(names)})(?:,?~(?P<y>{{year}}))?(?!\w|['’]s\w)")
        rules.append(Rule(first, pattern, _holiday(int(row["month"]), int(row["day"]))))
    return tuple(rules)


def _holiday(month: int, day: int) -> Resolve:
    def resolve(match: re.Match[str], scan: Scan) -> Found | None:
        if not match["name"][0].isupper():
            return None
        year = int(match["y"]) if match["y"] else nearest_year(scan, match.start(), match.end(), month, day)
        if year is None:
            return Found(match.start(), match.end(), None, f"XXXX-{month:02}-{day:02}", grain="day")
        return unit(match, Period.of_day(date(year, month, day)), "day")

    return resolve
