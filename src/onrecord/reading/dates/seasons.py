"""Parts of a year by name: seasons, quarters, halves and fiscal years."""

from __future__ import annotations

import re
from functools import cache

from onrecord.reading.dates.absolute import day_or_none
from onrecord.reading.dates.calendar import season_starting, unit_of
from onrecord.reading.dates.found import STEPS, Found, Rule, Scan, unit, vocabulary
from onrecord.terms.time import Day, Period

SOON_DAYS = 60
"""How near a quarter without a year must be to be the one that is about to begin."""


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of seasons, quarters and fiscal years."""
    words = vocabulary()
    step = rf"(?P<the>the~)?(?P<step>{'|'.join(STEPS)})~"
    steps = frozenset({"the", *STEPS})
    glued = frozenset({f"fy{year:02}" for year in range(100)} | {f"fy20{year:02}" for year in range(100)})
    table = (
        (steps, rf"{step}(?P<season>{{season}})(?:~(?P<y>{{year}}))?", _step_season),
        (frozenset({"the", *words.seasons}),
            (r"(?P<the>the~)?(?P<season>{season})(?:(?:~of)?~(?P<y>{year})|~of~"
             r"(?P<which>this|last|next)~year)?"), _season),
        (frozenset({"the", "fiscal", "fy", "financial"}),
            (r"(?:the~)?(?:(?:fiscal|financial)~(?:year~)?|FY[ \xa0-]?)(?P<y>{year})(?:/\d\d)?"), _fiscal),
        (frozenset({"the", "#4"}), r"(?:the~)?(?P<y>{year})~(?:fiscal|financial)~year(?!\w)", _fiscal),
        (glued, r"FY(?P<y>(?:20)?\d\d)(?!\w)", _fiscal),
        (frozenset({"q1", "q2", "q3", "q4", "h1", "h2"}),
            (r"(?P<q>[QH][1-4])(?:[ \xa0,-]{0,2}(?:of~)?(?:(?P<fiscal>fiscal~|FY[ ]?)(?:year~)?)?"
             r"(?P<y>{year}))?(?!\w)"), _q),
        (frozenset({"#4"}), r"(?P<y>(?:19|20)\d\d)[ -]?(?P<q>[QH][1-4])(?!\w)", _q),
        (frozenset({"#2"}), r"(?P<q>[1-4][QH])(?:[ \xa0]?(?P<y>20\d\d))?(?!\w)", _q),
    )  # fmt: skip
    return tuple(Rule(first, words.compile(pattern), resolve) for first, pattern, resolve in table)


_Q_BEFORE = frozenset(["in", "for", "during", "of", "since", "by", "from", "to", "through", "until"])
_Q_AFTER = frozenset(
    [
        "results",
        "revenue",
        "revenues",
        "earnings",
        "sales",
        "profit",
        "profits",
        "report",
        "net",
        "income",
        "deliveries",
    ]
)


def _step_season(match: re.Match[str], scan: Scan) -> Found | None:
    first = vocabulary().seasons[match["season"].lower()]
    if scan.word_after(match.end())[:1].isupper():
        return None
    step = STEPS[match["step"].lower()]
    if match["y"]:
        return unit(match, season_starting(int(match["y"]), first), "season")
    if not scan.published:
        return Found(match.start(), match.end(), None, "XXXX", grain="season")
    return unit(match, _season_near(scan.published, first, step), "season")


def _season_near(published: Day, first: int, step: int) -> Period:
    """Return the season: the latest one that has ended, the one of this year, or the next to begin."""
    year = published.year
    seasons = [season_starting(year + shift_by, first) for shift_by in (-2, -1, 0, 1)]
    if step < 0:
        return [season for season in seasons if season.end <= published][-1]
    if step > 0:
        return next(season for season in seasons if season.start > published)
    # "this winter" in January is the one that is on; "this spring" in November was in the same year.
    running = [season for season in seasons if season.contains(published)]
    return running[0] if running else season_starting(year, first)


def _season(match: re.Match[str], scan: Scan) -> Found | None:
    first = vocabulary().seasons[match["season"].lower()]
    if match["y"]:
        return unit(match, season_starting(int(match["y"]), first), "season")
    published = scan.published
    if match["which"]:
        step = {"this": 0, "last": -1, "next": 1}[match["which"].lower()]
        period = season_starting(published.year + step, first) if published else None
        return unit(match, period, "season")
    after = scan.word_after(match.end())
    before = scan.word_before(match.start())
    if (
        after[:1].isupper()
        or match["season"][0].isupper()
        or re.match(r"[ -]of\b|[-'’]", scan.text[match.end() : match.end() + 4])
    ):
        return None
    placed = before in {
        "in",
        "over",
        "during",
        "until",
        "by",
        "since",
        "through",
        "throughout",
        "before",
        "after",
    }
    if not placed or (match["season"].lower() == "fall" and not match["the"]):
        return None
    if after.islower() and not match["the"] and before not in {"in", "during", "since", "until"}:
        return None
    if not published:
        return Found(match.start(), match.end(), None, "XXXX", grain="season")
    begun = [season_starting(published.year + by, first) for by in (-1, 0, 1)]
    if scan.tense(match.start(), match.end()) == "future":
        return unit(match, next(season for season in begun if season.end > published), "season")
    return unit(match, [season for season in begun if season.start <= published][-1], "season")


def _fiscal(match: re.Match[str], _scan: Scan) -> Found | None:
    year = int(match["y"])
    year += 2000 if year < 100 else 0
    return Found(match.start(), match.end(), None, f"FY{year}")


def _q(match: re.Match[str], scan: Scan) -> Found | None:
    part = match.groupdict()
    code = part["q"].upper()
    kind, number = (code[0], code[1]) if code[0] in "QH" else (code[1], code[0])
    if not part["q"].isupper() or (kind == "H" and number in "34"):
        return None
    if part.get("fiscal"):
        return Found(match.start(), match.end(), None, f"FY{part['y']}-{kind}{number}")
    grain, months = ("quarter", 3) if kind == "Q" else ("half", 6)
    if part.get("y"):
        year: int | None = int(part["y"])
    else:
        if scan.word_before(match.start()) not in _Q_BEFORE and scan.word_after(match.end()) not in _Q_AFTER:
            return None
        year = None
    return nth(match, scan, grain, (int(number) - 1) * months + 1, year)


def nth(match: re.Match[str], scan: Scan, grain: str, month: int, year: int | None) -> Found | None:
    """Return the quarter or half that begins in a month; without a year the tense of the sentence tells which."""
    if year is None:
        published = scan.published
        if not published:
            return Found(match.start(), match.end(), None, "XXXX", grain=grain)
        first = day_or_none(published.year, month, 1)
        year = published.year
        tense = scan.tense(match.start(), match.end())
        future = tense == "future"
        # "A closure in the fourth quarter", in August: the one about to begin is meant, unless the sentence is past.
        soon = first is not None and first > published and (first - published).days <= SOON_DAYS and tense != "past"
        if first and first > published and not future and not soon:
            year -= 1
        elif first and future and unit_of(first, grain).end <= published:
            year += 1
    first = day_or_none(year, month, 1)
    return unit(match, unit_of(first, grain), grain) if first else None
