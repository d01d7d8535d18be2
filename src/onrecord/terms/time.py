"""Days, periods and how precisely a source gave them.

Periods are half-open, `[start, end)`, in calendar days. Tables write them for people, in the date and interval forms
of ISO 8601-2 (EDTF level 0): `2025-07-26`, `2025-07-26/2025-07-28` (both days included), `2025-07`, `2025`, `2026-H1`,
`2025-Q2`; `2025-03/..` is open at its end.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.terms.errors import BadDay

Day = date
"""A calendar day. The record works in days: no source of the AI race is dated finer in a way that matters."""

FAR_FUTURE = date(9999, 12, 31)
"""The open end of an interval."""

ONE_DAY = timedelta(days=1)

_PART = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})(?:-(?P<day>\d{2}))?|Q(?P<quarter>[1-4])|H(?P<half>[12])))?")
_MONTHS = calendar.month_name


def parse_day(text: str) -> Day:
    """Read one day written as YYYY-MM-DD.

    >>> parse_day("2025-07-25")
    datetime.date(2025, 7, 25)

    Raises `BadDay` for a day that does not exist or is written otherwise.
    """
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
        raise BadDay(f"{text!r} is not a day: write it as YYYY-MM-DD, for example 2025-07-25.")
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadDay(f"{text!r} is not a day of the calendar: check the month and the day.") from None


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `start` up to, and not including, `end`.

    >>> weekend = Period.parse("2025-07-26/2025-07-27")
    >>> weekend.days, weekend.last, str(weekend)
    (2, datetime.date(2025, 7, 27), '26 to 27 July 2025')
    """

    start: Day
    end: Day

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.end <= self.start:
            raise BadDay(f"A period must end after it starts: {self.start} to {self.end}.")

    @classmethod
    def of_day(cls, day: Day) -> Period:
        """Return the period of one day."""
        return cls(day, day + ONE_DAY if day < FAR_FUTURE else FAR_FUTURE)

    @classmethod
    def of_days(cls, first: Day, last: Day) -> Period:
        """Return the period from `first` to `last`, both included."""
        return cls(first, last + ONE_DAY)

    @classmethod
    def of_month(cls, year: int, month: int) -> Period:
        """Return a calendar month."""
        return cls(date(year, month, 1), date(year + month // 12, month % 12 + 1, 1))

    @classmethod
    def of_year(cls, year: int) -> Period:
        """Return a calendar year."""
        return cls(date(year, 1, 1), date(year + 1, 1, 1))

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a date or an interval of ISO 8601-2; the last day of an interval is included.

        >>> Period.parse("2025-Q2")
        Period(start=datetime.date(2025, 4, 1), end=datetime.date(2025, 7, 1))

        Raises `BadDay` where the text is no date or the date does not exist.
        """
        first, slash, last = text.strip().partition("/")
        opening = _parse_part(first)
        if not slash:
            return opening
        if last == "..":
            return cls(opening.start, FAR_FUTURE)
        closing = _parse_part(last)
        if closing.end <= opening.start:
            raise BadDay(f"{text!r} ends before it starts.")
        return cls(opening.start, closing.end)

    @property
    def last(self) -> Day:
        """The last day that belongs to the period."""
        return self.end - ONE_DAY

    @property
    def days(self) -> int:
        """How many days the period holds."""
        return (self.end - self.start).days

    @property
    def is_year(self) -> bool:
        """Whether the period is one calendar year."""
        ends = {(day.month, day.day) for day in (self.start, self.end)}
        return ends == {(1, 1)} and self.end.year == self.start.year + 1

    @property
    def is_day(self) -> bool:
        """Whether the period is one day."""
        return self.days == 1

    def contains(self, other: Day | Period) -> bool:
        """Say whether a day, or the whole of another period, lies inside."""
        if isinstance(other, Period):
            return self.start <= other.start and other.end <= self.end
        return self.start <= other < self.end

    def overlaps(self, other: Period) -> bool:
        """Say whether the two periods share a day."""
        return self.start < other.end and other.start < self.end

    def to_edtf(self) -> str:
        """Write the period as it stands in tables; `Period.parse` reads it back.

        >>> Period.parse("2025-07").to_edtf(), Period.parse("2025-07-26/2025-07-28").to_edtf()
        ('2025-07', '2025-07-26/2025-07-28')
        """
        if self.is_day:
            return self.start.isoformat()
        if self.end >= FAR_FUTURE:
            return f"{self.start.isoformat()}/.."
        if self.start.day == 1 and self == Period.of_month(self.start.year, self.start.month):
            return f"{self.start:%Y-%m}"
        if self == Period.of_year(self.start.year):
            return f"{self.start:%Y}"
        return f"{self.start.isoformat()}/{self.last.isoformat()}"

    def __str__(self) -> str:
        """Write the period for a reader: `23 July 2025`, `26 to 28 July 2025`, `July 2025`, `2025`."""
        if self.end >= FAR_FUTURE:
            return f"from {say_day(self.start)}"
        if self.is_day:
            return say_day(self.start)
        if self.start.day == 1 and self == Period.of_month(self.start.year, self.start.month):
            return f"{_MONTHS[self.start.month]} {self.start.year}"
        if self == Period.of_year(self.start.year):
            return str(self.start.year)
        first, last = self.start, self.last
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day} to {say_day(last)}"
        if first.year == last.year:
            return f"{first.day} {_MONTHS[first.month]} to {say_day(last)}"
        return f"{say_day(first)} to {say_day(last)}"


def say_day(day: Day) -> str:
    """Write a day for a reader.

    >>> say_day(date(2025, 7, 5))
    '5 July 2025'
    """
    return f"{day.day} {_MONTHS[day.month]} {day.year}"


def say_on(period: Period) -> str:
    """Write a period with its preposition.

    >>> say_on(Period.of_month(2025, 7)), say_on(Period.of_day(Day(2025, 7, 23)))
    ('in July 2025', 'on 23 July 2025')
    """
    return f"on {period}" if period.is_day else f"in {period}"


def _parse_part(text: str) -> Period:
    match = _PART.fullmatch(text)
    if not match:
        raise BadDay(
            f"{text!r} is not a date: write 2025-07-25, 2025-07, 2025-Q3, 2025-H2, 2025 or an interval a/b of these."
        )
    year = int(match["year"])
    try:
        if match["day"]:
            return Period.of_day(date(year, int(match["month"]), int(match["day"])))
        if match["month"]:
            return Period.of_month(year, int(match["month"]))
        if match["quarter"]:
            first = 3 * int(match["quarter"]) - 2
            return Period(date(year, first, 1), Period.of_month(year, first + 2).end)
        if match["half"]:
            first = 6 * int(match["half"]) - 5
            return Period(date(year, first, 1), Period.of_month(year, first + 5).end)
        return Period.of_year(year)
    except ValueError:
        raise BadDay(f"{text!r} is not in the calendar: check the month and the day.") from None
