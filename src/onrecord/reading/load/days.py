"""The day in a time stamp: what feeds and lines of JSON print, taken as the publisher printed it."""

from __future__ import annotations

import re
from email.utils import parsedate
from typing import Final

from onrecord.terms.time import Day

_ISO: Final = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_LONGEST = 100


def day_in_stamp(stamp: str) -> Day | None:
    """Return the calendar day of a time stamp in the zone that it was printed in; None where it names none.

    >>> str(day_in_stamp("Fri, 25 Jul 2025 23:30:00 -0500")), str(day_in_stamp("2025-07-25T23:30:00-05:00"))
    ('2025-07-25', '2025-07-25')
    >>> day_in_stamp("soon") is day_in_stamp("2025-02-30") is None
    True

    An article of late evening in New York is of that evening there, whatever day it was in Greenwich.
    """
    if len(stamp) > _LONGEST:
        return None
    iso = _ISO.match(stamp)
    try:
        if iso:
            return Day(int(iso[1]), int(iso[2]), int(iso[3]))
        fields = parsedate(stamp) or parsedate(f"{stamp} 00:00:00")
        return Day(*fields[:3]) if fields else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
