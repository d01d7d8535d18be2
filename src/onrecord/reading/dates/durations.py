"""How long and how often: "six months", "two weeks ago", "over the past three years", "every few days", "weekly"."""

from __future__ import annotations

import re
from functools import cache

from onrecord.reading.dates.calendar import move, unit_of, value_of
from onrecord.reading.dates.found import Found, Resolve, Rule, Scan, vocabulary
from onrecord.reading.numerals import value_of as number_value
from onrecord.reading.words import cell_words, one_of, word_table, words_where
from onrecord.terms.time import ONE_DAY, Period


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of durations and of sets."""
    words = vocabulary()
    rows = (row for row in word_table("qualifiers") if not row["side"])
    qualifiers = ["only", *(word for row in rows for word in cell_words(row["words"]) if word[0].isalpha())]
    opening = {qualifier.split(" ")[0] for qualifier in qualifiers}
    doubtful = rf"(?:{one_of(qualifiers)}~)?"
    straight = r"(?:(?:consecutive|straight|successive|full|long|whole|calendar|working|business|trading|solid|more)~)"
    tail = r"(?:~(?P<tail>ago|earlier|later|before|after|hence|from~now)(?![\w-]))?"
    window = r"(?P<the>the~)?(?P<step>last|past|next|coming|first|final|previous|recent)~"
    counted = r"(?:(?P<n>{number})|(?P<vague>{vague}))?[ \xa0]?"
    amount = (
        r"(?:(?P<n>{number})(?:~(?:to|or|and)~|[-–])(?P<n2>{number})|(?P<n1>{number})(?:~and~a~(?P<half>half|quarter))?"
        r"|(?P<vague>{vague})|(?P<a>an?|half~an?)(?:~(?P<ahalf>half|quarter)[ -])?)(?:~|-)"
    )
    unit = r"(?P<unit>{unit})(?P<old>(?:-|~)old)?(?:~and~a~(?P<half2>half|quarter))?"
    plural = r"(?P<unit>days|weeks|months|years|decades|hours|minutes)"
    repeated = r"(?:every|each)~(?:(?P<n>{number})~|(?P<vague>few|several|couple~of)~|(?P<other>other|second)~)?"
    rate = r"(?P<unit>day|week|month|quarter|year|hour|decade)(?![\w-])"
    starts = {"the", "last", "past", "next", "coming", "first", "final", "previous", "recent"}
    counts = {*words.numbers, "#", "a", "an", "half", "few", "several", "some", "many"}
    singles = {"year", "month", "week", "day", "decade", "hour"}
    plurals = {"days", "weeks", "months", "years", "decades", "hours", "minutes"}
    what = r"(?:(?P<unit>{unit})|(?P<weekday>{fullweekday})|(?P<month>{month}))"
    table: tuple[tuple[set[str], str, Resolve], ...] = (
        (starts, rf"{window}{counted}{straight}?(?P<unit>{{unit}})", _window),
        (counts | opening, rf"{doubtful}{amount}{straight}?{unit}{tail}", _amount),
        (plurals, rf"{plural}(?P<long>-long)?{tail}", _plural),
        ({"over"}, r"over~the~(?P<unit>years)(?!\w)", _vague),
        ({"recent", "the"}, rf"(?:the~)?(?:more~)?recent~{plural}(?!\w)", _vague),
        (singles | {f"{single}long" for single in singles}, rf"(?P<unit>{'|'.join(singles)})-?long(?!\w)", _long),
        ({"every", "each"}, repeated + what, _every),
        ({"once", "twice", "times", "per"}, rf"(?:once|twice|times|per)~(?:(?:an?|every|each|per)~)?{rate}", _per),
        (set(_adverbs()), rf"(?P<adverb>{one_of(_adverbs())})(?![\w-])", _adverb),
    )  # fmt: skip
    return tuple(Rule(frozenset(first), words.compile(pattern), resolve) for first, pattern, resolve in table)


@cache
def _adverbs() -> dict[str, str]:
    return {word: row["unit"] for row in word_table("time_units") for word in cell_words(row["adverbs"])}


def duration_value(count: float | None, unit: str) -> str:
    """Return the TIMEX3 value of a duration; an unknown number is an X.

    >>> duration_value(3, "month"), duration_value(None, "day"), duration_value(30, "minute")
    ('P3M', 'PXD', 'PT30M')
    """
    code = vocabulary().codes[unit]
    number = "X" if count is None else f"{count:g}" if count < 1e6 else str(int(count))
    if code.startswith("T"):
        return f"PT{number}{code[1:]}"
    if code == "2W":
        return "PXW" if count is None else f"P{count * 2:g}W"
    if code == "H":
        return f"P{number}H"
    return f"P{number}{code}"


def _unit(match: re.Match[str]) -> str:
    return vocabulary().units[match["unit"].lower()]


_EXTREME = re.compile(r"\b(?:\w{2,}est|first|most|least|best|worst|record|only)\b[^.;\n]{0,40}\bin\s+$", re.IGNORECASE)
"""Words before "in six years" that make it the six years up to now: "the lowest level in six years"."""


def _window(match: re.Match[str], scan: Scan) -> Found | None:
    """Resolve "the past three months": a window that ends or begins with the publication day."""
    step, name = match["step"].lower(), _unit(match)
    plural = match["unit"].lower().endswith("s")
    if not plural or (step == "recent" and match["n"]):
        return None
    if step == "first" and not match["n"] and not match["vague"]:
        return None
    count = number_value(match["n"].lower()) if match["n"] else None
    value = duration_value(count, name)
    period = None
    published = scan.published
    if (
        count
        and published
        and count == int(count)
        and count < 1000
        and step in {"last", "past", "previous", "next", "coming"}
    ):
        if name not in {"day", "week", "month", "quarter", "year", "decade"}:
            pass
        elif step in {"last", "past", "previous"}:
            period = Period(move(published, name, -int(count)), published + ONE_DAY)
        else:
            period = Period(published, move(published, name, int(count)))
    return Found(match.start(), match.end(), period, value, "DURATION")


@cache
def _contents() -> re.Pattern[str]:
    return re.compile(rf"\s+of\s+(?:\w+\s+)?{one_of(words_where('year_words', 'kind', 'contents'))}\b")


def _amount(match: re.Match[str], scan: Scan) -> Found | None:
    part = match.groupdict()
    name, text = _unit(match), scan.text
    start, end = match.start(), match.end()
    tail = (part["tail"] or "").lower()
    hyphen = text[match.start("unit") - 1] == "-"
    if scan.before(start, 1) and (scan.before(start, 1).isalnum() or scan.before(start, 1) in "$€£¥.,-#"):
        return None
    if name in {"quarter", "half", "weekend", "second"} and not (part["n1"] or part["n"]):
        return None
    if (
        name in {"quarter", "half"}
        and "consecutive" not in match.group().lower()
        and "straight" not in match.group().lower()
    ):
        return None
    if part["a"] and part["a"].lower() in {"a", "an"} and not tail and not _lasting(match, scan, hyphen):
        return None
    if hyphen and re.match(r"-(?:on|over|to)-", text[end : end + 6], re.IGNORECASE):
        return None
    if name in {"hour", "minute"} and _contents().match(text, end):
        return None  # "75 hours of video" say how much a thing holds
    count = _count(part)
    if count is None and not part["vague"]:
        return None
    if part["vague"] and part["vague"].lower() == "some" and not tail:
        return None
    value = duration_value(count, name)
    if tail in {"ago", "earlier", "later", "hence", "from now"} or " ".join(tail.split()) == "from now":
        return _away(match, scan, count, name, " ".join(tail.split()))
    if tail in {"before", "after"}:
        end = match.start("tail")
        while text[end - 1].isspace():
            end -= 1
    elif scan.word_before(start) == "in" and scan.published and count and not hyphen and not part["old"]:
        whole = count == int(count) and count < 1000 and name in {"day", "week", "month", "year", "decade"}
        if whole and _EXTREME.search(scan.before(start, 60)):
            period = Period(move(scan.published, name, -int(count)), scan.published + ONE_DAY)
            return Found(start, end, period, value, "DURATION")
        if whole and scan.tense(start, end) == "future":
            return _placed(match, move(scan.published, name, int(count)), name)
    return Found(start, end, None, value, "DURATION")


def _lasting(match: re.Match[str], scan: Scan, hyphen: bool) -> bool:
    """Say whether "a year" is a stretch of time here and not a rate ("a year") or a turn of phrase."""
    before = scan.word_before(match.start())
    if hyphen or match["ahalf"]:
        return True
    qualified = match.start("a") > match.start()
    return qualified or before in {
        "for",
        "within",
        "after",
        "lasted",
        "took",
        "than",
        "in",
        "of",
        "take",
        "last",
    }


def _count(part: dict[str, str | None]) -> float | None:
    if part["a"]:
        base = 0.5 if part["a"].lower().startswith("half") else 1.0
        if part["ahalf"]:
            return 0.5 if part["ahalf"].lower() == "half" else 0.25
        return base + ({"half": 0.5, "quarter": 0.25}[part["half2"].lower()] if part["half2"] else 0.0)
    printed = part["n1"] or part["n2"]
    count = number_value(printed.lower()) if printed else None
    if part["n"]:
        return count
    extra = part["half"] or part["half2"]
    if count is not None and extra:
        count += 0.5 if extra.lower() == "half" else 0.25
    return count


def _placed(match: re.Match[str], day: object, name: str) -> Found:
    assert hasattr(day, "year")  # noqa: S101
    grain = name if name in {"day", "week", "month", "year", "decade"} else "day"
    period = unit_of(day, grain)  # type: ignore[arg-type]
    return Found(match.start(), match.end(), period, value_of(period, grain), grain=grain)


def _away(match: re.Match[str], scan: Scan, count: float | None, name: str, tail: str) -> Found:
    """Resolve "two weeks ago" from the publication day, "a year earlier" from the last date of the text."""
    vague = Found(match.start(), match.end(), None, "PAST_REF" if tail == "ago" else duration_value(count, name))
    base = scan.published
    if tail in {"earlier", "later"}:
        anchor = scan.anchor(match.start())
        if anchor and anchor.period and count == 1 and name == "year" and tail == "earlier" and anchor.grain != "day":
            return _year_apart(match, anchor)
        base = anchor.period.start if anchor and anchor.period and anchor.grain in {"day", name} else None
    whole = count is not None and count < 5000 and (count == int(count) or name in {"year", "decade"})
    if not base or not whole or count is None or name in {"second", "minute", "hour"}:
        if base and name == "hour" and tail == "ago" and count and count < 6:
            return Found(match.start(), match.end(), Period.of_day(base), base.isoformat(), "TIME")
        return vague
    sign = -1 if tail in {"ago", "earlier"} else 1
    if count != int(count):
        day = move(base, "month", sign * round(count * (12 if name == "year" else 120)))
        return _placed(match, day, "month")
    if name == "fortnight":
        name, count = "week", count * 2
    if name not in {"day", "week", "month", "quarter", "year", "decade", "century"}:
        return vague
    if name in {"decade", "century"}:
        name, count = "year", count * (10 if name == "decade" else 100)
    return _placed(match, move(base, name, sign * int(count)), name)


def _year_apart(match: re.Match[str], anchor: Found) -> Found:
    assert anchor.period  # noqa: S101
    period = unit_of(move(anchor.period.start, "year", -1), anchor.grain)
    return Found(match.start(), match.end(), period, value_of(period, anchor.grain), grain=anchor.grain)


def _plural(match: re.Match[str], scan: Scan) -> Found | None:
    """Read "for years", "days before": a length of time without a number."""
    tail = (match["tail"] or "").lower()
    before = scan.word_before(match.start())
    value = duration_value(None, _unit(match))
    if tail == "ago":
        return Found(match.start(), match.end(), None, "PAST_REF")
    if match["long"]:
        return Found(match.start(), match.end(), None, value, "DURATION")
    if tail in {"before", "after"}:
        end = match.start("tail")
        while scan.text[end - 1].isspace():
            end -= 1
        return Found(match.start(), end, None, value, "DURATION")
    if tail or before in {"for", "in", "within", "took", "take", "lasted", "last"}:
        return Found(match.start(), match.end(), None, value, "DURATION")
    return None


def _vague(match: re.Match[str], _scan: Scan) -> Found | None:
    return Found(match.start(), match.end(), None, duration_value(None, _unit(match)), "DURATION")


def _long(match: re.Match[str], _scan: Scan) -> Found | None:
    return Found(match.start(), match.end(), None, duration_value(1, _unit(match)), "DURATION")


def _every(match: re.Match[str], _scan: Scan) -> Found | None:
    part = match.groupdict()
    if part["weekday"]:
        value = f"XXXX-WXX-{vocabulary().weekdays[part['weekday'].lower()] + 1}"
    elif part["month"]:
        value = f"XXXX-{vocabulary().months[part['month'].rstrip('.').lower()]:02}"
    else:
        count = number_value(part["n"].lower()) if part["n"] else 2.0 if part["other"] else 1.0
        value = duration_value(None if part["vague"] else count, _unit(match))
    return Found(match.start(), match.end(), None, value, "SET")


def _per(match: re.Match[str], _scan: Scan) -> Found | None:
    return Found(match.start(), match.end(), None, duration_value(1, _unit(match)), "SET")


def _adverb(match: re.Match[str], scan: Scan) -> Found | None:
    if match.group()[0].isupper() and scan.word_after(match.end())[:1].isupper():
        return None  # a name: "Daily Mail"
    return Found(match.start(), match.end(), None, duration_value(1, _adverbs()[match["adverb"].lower()]), "SET")
