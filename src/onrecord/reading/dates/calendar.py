"""Calendar arithmetic of date expressions: the unit that holds a day, its neighbours, its parts, its TIMEX3 value."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.terms.time import Day, Period

GRAINS = ("day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century")
"""How wide a date expression is, from the narrowest."""

_MONTHS = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


def add_months(day: Day, months: int) -> Day:
    """Return the same day some months later, or the last one of a shorter month.

    >>> add_months(date(2025, 1, 31), 1)
    datetime.date(2025, 2, 28)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, Period.of_month(year, month).last.day))


def unit_of(day: Day, grain: str) -> Period:
    """Return the calendar unit that holds a day; weeks begin on Monday, a weekend is the one of that week.

    >>> unit_of(date(2025, 7, 25), "weekend")
    Period(start=datetime.date(2025, 7, 26), end=datetime.date(2025, 7, 28))
    >>> unit_of(date(2025, 1, 5), "season")
    Period(start=datetime.date(2024, 12, 1), end=datetime.date(2025, 3, 1))
    """
    monday = day - timedelta(days=day.weekday())
    match grain:
        case "day":
            return Period.of_day(day)
        case "week":
            return Period(monday, monday + timedelta(days=7))
        case "weekend":
            return Period(monday + timedelta(days=5), monday + timedelta(days=7))
        case "season":
            start = add_months(day.replace(day=1), -(day.month % 3))
        case "decade" | "century":
            span = _MONTHS[grain] // 12
            start = date(max(day.year - day.year % span, 1), 1, 1)
        case _:
            start = date(day.year, day.month - (day.month - 1) % _MONTHS[grain], 1)
    return Period(start, add_months(start, _MONTHS[grain]))


def shift(period: Period, grain: str, count: int) -> Period:
    """Return the unit some units of its own kind later; a negative count goes back.

    >>> shift(unit_of(date(2025, 7, 25), "quarter"), "quarter", -2)
    Period(start=datetime.date(2025, 1, 1), end=datetime.date(2025, 4, 1))
    """
    return unit_of(move(period.start, grain, count), grain)


def move(day: Day, grain: str, count: int) -> Day:
    """Return the day some units later; a negative count goes back.

    >>> move(date(2025, 7, 25), "week", -2), move(date(2024, 2, 29), "year", 1)
    (datetime.date(2025, 7, 11), datetime.date(2025, 2, 28))
    """
    if grain in _MONTHS:
        return add_months(day, _MONTHS[grain] * count)
    return day + timedelta(days=count * (7 if grain in {"week", "weekend"} else 1))


def season_starting(year: int, month: int) -> Period:
    """Return the season that begins in a month; winter is named after the year in which it begins."""
    start = date(year, month, 1)
    return Period(start, add_months(start, 3))


def value_of(period: Period, grain: str) -> str:
    """Return the TIMEX3 value of a calendar unit.

    >>> value_of(unit_of(date(2025, 7, 25), "weekend"), "weekend"), value_of(Period.of_year(2025), "year")
    ('2025-W30-WE', '2025')
    """
    start = period.start
    if grain in {"week", "weekend"}:
        iso = start.isocalendar()
        return f"{iso.year:04}-W{iso.week:02}" + ("-WE" if grain == "weekend" else "")
    year = f"{start.year:04}"
    match grain:
        case "month":
            return f"{year}-{start.month:02}"
        case "quarter":
            return f"{year}-Q{(start.month + 2) // 3}"
        case "half":
            return f"{year}-H{1 if start.month == 1 else 2}"
        case "season":
            return f"{year}-{_SEASONS[start.month]}"
        case "year":
            return year
        case "decade":
            return year[:3]
        case "century":
            return year[:2]
        case _:
            return start.isoformat()


_DECADE = 120


def part_of(period: Period, part: str) -> Period:
    """Return the early, middle or late third of a period, or the days at its very start or end.

    A twelfth is taken for the start and the end: January for a year, but never less than a day. "The end of the decade"
    is said of the year before its turn and of the year of the turn: 2029, 2030.

    >>> str(part_of(Period.of_year(2027), "end")), str(part_of(Period.of_year(2027), "mid"))
    ('December 2027', '1 May to 31 August 2027')
    """
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month
    if period.start.day == 1 and period.end.day == 1 and months % 3 == 0 and months:
        edge = max(months // 12, 1)
        match part:
            case "early":
                return Period(period.start, add_months(period.start, months // 3))
            case "mid":
                return Period(add_months(period.start, months // 3), add_months(period.end, -months // 3))
            case "late":
                return Period(add_months(period.end, -months // 3), period.end)
            case "start":
                return Period(period.start, add_months(period.start, edge))
            case _ if months == _DECADE:
                return Period(add_months(period.end, -12), add_months(period.end, 12))
            case _:
                return Period(add_months(period.end, -edge), period.end)
    third, rim = timedelta(days=period.days // 3), timedelta(days=max(period.days // 6, 1))
    if not third:
        return period
    match part:
        case "early":
            return Period(period.start, period.start + third)
        case "mid":
            return Period(period.start + third, period.end - third)
        case "late":
            return Period(period.end - third, period.end)
        case "start":
            return Period(period.start, period.start + rim)
        case _:
            return Period(period.end - rim, period.end)
