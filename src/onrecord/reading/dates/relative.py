"""Dates that lean on another: on the publication day ("last week") or on the date before ("the following day")."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache

from onrecord.reading.dates.calendar import move, shift, unit_of, value_of
from onrecord.reading.dates.found import STEPS, Found, Rule, Scan, unit, vocabulary
from onrecord.reading.words import cell_words, word_table, words_where
from onrecord.terms.time import ONE_DAY, Day, Period

_WINDOWED = frozenset({"over", "in", "during", "within", "for", "throughout"})


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of relative dates."""
    words = vocabulary()
    step = r"(?P<the>the~)?(?:very~)?(?P<step>this|last|next|past|previous|coming|current|upcoming)~"
    steps = frozenset({"the", *STEPS})
    tail = r"(?:[ \xa0](?P<part>{daypart}))?"
    deictic = _deictic_words()
    table = (
        (frozenset({"the"}), r"the~day~(?P<which>before~yesterday|after~tomorrow)(?!\w)", _day_beyond),
        (frozenset(deictic) - {"today's", "yesterday's", "tomorrow's"},
         rf"(?P<word>{'|'.join(sorted(set(deictic)))})(?![\w-]){tail}", _deictic),
        (steps,
            (rf"{step}(?P<fiscal>fiscal~|financial~)?"
             rf"(?P<unit>weekend|week|month|quarter|half|year|decade|century)(?![\w-]){tail}"), _step_unit),
        (steps, rf"{step}(?P<weekday>{{fullweekday}}){tail}", _step_weekday),
        (steps, rf"{step}(?P<month>{{month}})", _step_month),
        (frozenset({"this", "last"}), r"(?P<which>this|last)~(?P<part>{daypart})", _this_part),
        (frozenset({"the"}),
            (r"the~(?P<which>following|next|previous|preceding|same|day~before|day~after)(?:~"
             r"(?P<unit>day|week|weekend|month|quarter|year|summer|spring|decade))?(?![\w-])"), _anchored),
        (frozenset({"the"}), r"the~day(?![\w-])", _the_day),
        (frozenset({"late", "later", "early", "earlier"}), r"(?:later?|earl(?:y|ier))~in~the~day(?![\w-])", _in_day),
        (frozenset({"that"}), r"that~(?:same~)?(?P<unit>day|week|weekend|month|quarter|year|time)(?![\w-])", _that),
        (frozenset({"the"}), r"the~weekend(?![\w-])", _weekend),
        (frozenset({"the"}),
            (r"the~(?:current~)?(?P<fiscal>fiscal~|financial~)?"
             r"(?P<unit>year|month|week|quarter|decade|century)(?:['’]s~end)?(?![\w-])"), _bare_unit),
        (frozenset({"year", "quarter", "month"}), r"(?P<unit>year|month|quarter)(?:-|['’]s~)end(?!\w)", _unit_end),
        (frozenset(words.full_weekdays), rf"(?P<weekday>{{fullweekday}}){tail}", _weekday),
        (frozenset(words.full_weekdays), r"(?P<weekday>{fullweekday}s)", _weekdays),
    )  # fmt: skip
    return tuple(Rule(first, words.compile(pattern), resolve) for first, pattern, resolve in table)


def _day(match: re.Match[str], day: Day | None, part: str = "") -> Found:
    value = day.isoformat() if day else "XXXX-XX-XX"
    kind = "TIME" if part else "DATE"
    value += f"T{part}" if part else ""
    return Found(match.start(), match.end(), Period.of_day(day) if day else None, value, kind, "day")


def _part_code(match: re.Match[str]) -> str:
    return vocabulary().day_parts[match["part"].lower()] if match["part"] else ""


def _day_beyond(match: re.Match[str], scan: Scan) -> Found | None:
    days = -2 if "yesterday" in match["which"].lower() else 2
    return _day(match, scan.published + timedelta(days=days) if scan.published else None)


@cache
def _deictic_words() -> dict[str, tuple[str, str, str]]:
    return {
        word: (row["days"], row["part"], row["reference"])
        for row in word_table("date_words") for word in cell_words(row["words"])
    }  # fmt: skip


def _deictic(match: re.Match[str], scan: Scan) -> Found | None:
    word = match["word"].lower().replace("’", "'")
    days, part, reference = _deictic_words()[word]
    if reference:
        period = Period.of_day(scan.published) if reference == "PRESENT_REF" and scan.published else None
        return Found(match.start(), match.start() + len(match["word"]), period, reference)
    opening = scan.before(match.start()).rstrip()
    if match["word"][0].isupper() and opening and opening[-1].isalnum() and scan.before(match.start(), 1) == " ":
        return None  # a name: "USA Today"
    day = scan.published + timedelta(days=int(days)) if scan.published else None
    return _day(match, day, part or _part_code(match))


def _step_unit(match: re.Match[str], scan: Scan) -> Found | None:
    step, grain = match["step"].lower(), match["unit"].lower()
    if step == "current" and not match["the"]:
        return None
    if grain == "half" and step not in {"this", "last", "next"}:
        return None
    published = scan.published
    if match["fiscal"]:
        year = f"FY{published.year + STEPS[step]}" if published else "FYXXXX"
        return Found(match.start(), match.end(), None, year)
    windowed = match["the"] and (
        step == "past" or (step == "last" and grain != "quarter" and scan.word_before(match.start()) in _WINDOWED)
    )
    if windowed or (step in {"coming", "upcoming"} and grain in {"year", "decade", "century"}):
        code = vocabulary().codes[grain]
        value = f"P1{code}"
        if not published:
            return Found(match.start(), match.end(), None, value, "DURATION")
        if windowed:
            period = Period(move(published, grain, -1), published + ONE_DAY)
        else:
            period = Period(published, move(published, grain, 1))
        return Found(match.start(), match.end(), period, value, "DURATION")
    if not published:
        return Found(match.start(), match.end(), None, "XXXX", grain=grain)
    if grain == "weekend":
        return unit(match, _weekend_of(scan, step, match), grain)
    period = shift(unit_of(published, grain), grain, STEPS[step])
    part = _part_code(match)
    if part:
        return None
    return unit(match, period, grain)


def _weekend_of(scan: Scan, step: str, match: re.Match[str]) -> Period:
    published = scan.published
    assert published  # noqa: S101
    ours = unit_of(published, "weekend")
    if step == "this":
        past = published.weekday() < 3 and scan.tense(match.start(), match.end()) == "past"
        return shift(ours, "weekend", -1) if past else ours
    if STEPS[step] < 0:
        return shift(ours, "weekend", -1)
    return shift(ours, "weekend", 1) if step == "next" or published.weekday() > 4 else ours


def _weekend(match: re.Match[str], scan: Scan) -> Found | None:
    published = scan.published
    if not published:
        return Found(match.start(), match.end(), None, "XXXX-WXX-WE", grain="weekend")
    ours = unit_of(published, "weekend")
    tense = scan.tense(match.start(), match.end())
    past = tense == "past" or (not tense and published.weekday() < 3)
    if past and published.weekday() < 5:
        ours = shift(ours, "weekend", -1)
    return unit(match, ours, "weekend")


def _weekday_on(published: Day, weekday: int, direction: int) -> Day:
    """Return the nearest such weekday before or after the day, the day itself included."""
    if direction < 0:
        return published - timedelta(days=(published.weekday() - weekday) % 7)
    return published + timedelta(days=(weekday - published.weekday()) % 7)


def _weekday_number(match: re.Match[str]) -> int:
    return vocabulary().weekdays[match["weekday"].lower()]


def _weekday(match: re.Match[str], scan: Scan) -> Found | None:
    word = match["weekday"]
    if not word[0].isupper() or _named(scan, match.start(), word):
        return None
    if not scan.published:
        return Found(match.start(), match.end(), None, f"XXXX-WXX-{_weekday_number(match) + 1}", grain="day")
    direction = 1 if scan.tense(match.start(), match.end()) == "future" else -1
    return _day(match, _weekday_on(scan.published, _weekday_number(match), direction), _part_code(match))


def _named(scan: Scan, start: int, word: str) -> bool:
    row = next(row for row in word_table("weekdays") if row["name"].lower() == word.lower())
    return scan.before(start).rstrip().endswith(cell_words(row["names"]))


def _weekdays(match: re.Match[str], _scan: Scan) -> Found | None:
    if not match["weekday"][0].isupper():
        return None
    number = vocabulary().weekdays[match["weekday"][:-1].lower()] + 1
    return Found(match.start(), match.end(), None, f"XXXX-WXX-{number}", "SET")


def _step_weekday(match: re.Match[str], scan: Scan) -> Found | None:
    if not scan.published:
        return Found(match.start(), match.end(), None, f"XXXX-WXX-{_weekday_number(match) + 1}", grain="day")
    step, weekday = STEPS[match["step"].lower()], _weekday_number(match)
    if step < 0:
        day = _weekday_on(scan.published - ONE_DAY, weekday, -1)
    elif step > 0:
        day = _weekday_on(scan.published + ONE_DAY, weekday, 1)
    else:
        past = scan.tense(match.start(), match.end()) == "past"
        day = _weekday_on(scan.published, weekday, -1 if past else 1)
    return _day(match, day, _part_code(match))


def _step_month(match: re.Match[str], scan: Scan) -> Found | None:
    month = vocabulary().months[match["month"].rstrip(".").lower()]
    if not match["month"][0].isupper():
        return None
    published = scan.published
    if not published:
        return Found(match.start(), match.end(), None, f"XXXX-{month:02}", grain="month")
    step = STEPS[match["step"].lower()]
    year = published.year
    if step < 0:
        year -= month >= published.month
    elif step > 0:
        year += month <= published.month
    return unit(match, Period.of_month(year, month), "month")


def _this_part(match: re.Match[str], scan: Scan) -> Found | None:
    if not scan.published:
        return Found(match.start(), match.end(), None, "XXXX", "TIME", "day")
    back = match["which"].lower() == "last" or match["part"].lower() == "overnight"
    return _day(match, scan.published - ONE_DAY if back else scan.published, _part_code(match))


def _anchored(match: re.Match[str], scan: Scan) -> Found | None:
    """Resolve "the following day", "the same month" against the last date of the text; never against a guess."""
    which, grain = match["which"].lower(), (match["unit"] or "").lower()
    if which.startswith("day"):
        if grain:
            return None
        if scan.word_after(match.end()) and not re.match(r"[.,;)]|$", scan.text[match.end() : match.end() + 1]):
            return None
        grain, which = "day", "previous" if which.endswith("before") else "following"
    elif not grain or grain in {"summer", "spring"}:
        return None
    if which in {"next", "previous"} and grain != "day":
        return None  # the rule of "the next month" reads them against the publication day
    anchor = scan.anchor(match.start())
    if not anchor or not anchor.period:
        return Found(match.start(), match.end(), None, "XXXX", grain="")
    step = {"following": 1, "next": 1, "previous": -1, "preceding": -1, "same": 0}[which]
    if grain == "day" and not anchor.period.is_day:
        return Found(match.start(), match.end(), None, "XXXX", grain="")
    return unit(match, shift(unit_of(anchor.period.start, grain), grain, step), grain)


def _that(match: re.Match[str], scan: Scan) -> Found | None:
    anchor, grain = scan.anchor(match.start()), match["unit"].lower()
    if grain == "time":
        if not anchor or scan.word_before(match.start()) not in {"by", "at", "until", "since"}:
            return None
        return Found(match.start(), match.end(), anchor.period, anchor.value)
    if not anchor or not anchor.period or (grain == "day" and not anchor.period.is_day):
        return None
    period = unit_of(anchor.period.start, grain)
    return unit(match, period, grain) if period.contains(anchor.period) else None


def _the_day(match: re.Match[str], scan: Scan) -> Found | None:
    """Resolve the day of trade that ends: "the index closed the day down"."""
    if scan.word_before(match.start()) not in words_where("tense", "tense", "day-ends"):
        return None
    return _in_day(match, scan)


def _in_day(match: re.Match[str], scan: Scan) -> Found | None:
    """Resolve "late in the day": the day named last in the sentence, else that of publication."""
    anchor = scan.anchor(match.start())
    near = anchor and anchor.period and anchor.period.is_day and "." not in scan.text[anchor.end : match.start()]
    day = anchor.period.start if near and anchor and anchor.period else scan.published
    return _day(match, day) if day else None


def _bare_unit(match: re.Match[str], scan: Scan) -> Found | None:
    """Resolve "the year" and "the month", which stand only behind "end of" and its like (the caller sees to it)."""
    grain = match["unit"].lower()
    if match["fiscal"]:
        year = f"FY{scan.published.year}" if scan.published else "FYXXXX"
        return Found(match.start(), match.end(), None, year, grain="bare")
    if not scan.published:
        return Found(match.start(), match.end(), None, "XXXX", grain="bare")
    period = unit_of(scan.published, grain)
    return Found(match.start(), match.end(), period, value_of(period, grain), grain="bare")


def _unit_end(match: re.Match[str], scan: Scan) -> Found | None:
    if not scan.published:
        return Found(match.start(), match.end(), None, "XXXX")
    grain = match["unit"].lower()
    period = unit_of(scan.published, grain)
    last = unit_of(period.last, "month" if grain != "month" else "week")
    return Found(match.start(), match.end(), last, value_of(period, grain))
