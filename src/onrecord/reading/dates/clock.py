"""Times of the day: "10 a.m.", "14:58 UTC"; the day is the one named right before, else that of the publication."""

from __future__ import annotations

import re
from functools import cache

from onrecord.reading.dates.found import Found, Rule, Scan, vocabulary
from onrecord.terms.time import Period


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of clock times."""
    first = frozenset({"#2"})
    zone = r"(?:~\(?(?P<zone>(?-i:GMT|UTC|[A-Z]{1,4}T))(?:[ ]?[+-]\d{1,2})?(?!\w)\)?)?"
    halves = r"(?P<h>\d{1,2})(?:[:.](?P<min>[0-5]\d)(?::[0-5]\d)?)?[ \xa0]?(?P<half>[ap]\.m\.|[ap]m(?!\w))"
    whole = r"(?P<h>[01]?\d|2[0-3]):(?P<min>[0-5]\d)(?::[0-5]\d)?(?!\w|[:.]\d)"
    return tuple(Rule(first, vocabulary().compile(pattern + zone), _clock) for pattern in (halves, whole))


def _clock(match: re.Match[str], scan: Scan) -> Found | None:
    part = match.groupdict()
    hour, minute = int(part["h"]), int(part["min"] or 0)
    half, zone = (part.get("half") or "").lower(), part.get("zone") or ""
    if (
        not half
        and not zone
        and scan.word_before(match.start())
        not in {"at", "by", "until", "from", "around", "before", "after", "to", "since"}
    ):
        return None
    if scan.before(match.start(), 1) in {":", ".", "-", "/"} or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    anchor = scan.anchor(match.start())
    near = anchor and anchor.period and anchor.period.is_day and match.start() - anchor.end < 30
    day = anchor.period.start if near and anchor and anchor.period else scan.published
    suffix = "Z" if zone in {"UTC", "GMT"} and not re.search(r"[+-]\d", match.group()) else ""
    value = f"{day.isoformat() if day else 'XXXX-XX-XX'}T{hour:02}:{minute:02}{suffix}"
    return Found(match.start(), match.end(), Period.of_day(day) if day else None, value, "TIME", "")
