"""The rankings of OpenRouter: tokens of the fifty largest models of each day, and of all others together.

The answer says as of when its figures are. A day that is over can come otherwise in a later answer, so these are rows
with a day of publication of their own, and a later one is a revision of the earlier.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from onrecord.sources.accounts import OTHERS
from onrecord.sources.openrouter_names import maker_of, row_of
from onrecord.sources.shapes import LARGEST, day_of, expected, json_of, needed
from onrecord.sources.source import Capture, Parsed, Row
from onrecord.terms.time import Day

SOURCE = "s_or_rankings_daily"

VERSION = "v1"
"""The version of the dataset; OpenRouter says that its fields and its grain stay as they are while it lasts."""

OTHER = "other"
"""The name under which all models below the fiftieth place of a day stand together."""

MODEL, AUTHOR, TOTAL = "or_tokens_day_model", "or_tokens_day_author", "or_tokens_day_total"


def read_rankings(capture: Capture, body: bytes) -> list[Parsed]:
    """Read the tokens a day of each model, of each maker among the fifty largest, and of all.

    Raises `Unreadable` where the answer has another shape or version, or holds a day that it does not claim to.
    """
    said = json_of(capture, body)
    where = capture.address
    meta = needed(said, "meta", dict, where)
    if needed(meta, "version", str, where) != VERSION:
        expected(f"version {VERSION} of the dataset", meta["version"], where)
    as_of = day_of(needed(meta, "as_of", str, where), where)
    first, last = (day_of(needed(meta, field, str, where), where) for field in ("start_date", "end_date"))
    known: dict[str, Row] = {}
    tokens: dict[tuple[Day, str, str], int] = defaultdict(int)
    whole: set[Day] = set()
    for number, one in enumerate(needed(said, "data", list, where), 1):
        place = f"{where}, row {number}"
        day, permaslug, count = _of_row(one, place)
        if not first <= day <= last:
            expected(f"a day from {first} to {last}", day.isoformat(), place)
        tokens[day, TOTAL, "openrouter"] += count
        if permaslug == OTHER:
            whole.add(day)
            continue
        maker = maker_of(permaslug, "", place)
        row = known.setdefault(permaslug, row_of(permaslug, maker, SOURCE))
        if (key := (day, MODEL, row.cells["subject"])) in tokens:
            expected("each model once a day", permaslug, place)
        tokens[key] = count
        if maker != OTHERS:
            tokens[day, AUTHOR, maker] += count
    # Where the long tail is left out there is no total, only a part of one.
    counted = {key: count for key, count in tokens.items() if key[1] != TOTAL or key[0] in whole}
    return [*known.values(), *(_observation(*key, count, as_of, capture.day) for key, count in counted.items())]


def _of_row(one: Any, place: str) -> tuple[Day, str, int]:
    day = day_of(needed(one, "date", str, place), place)
    count = needed(one, "total_tokens", str, place)
    if not count.isascii() or not count.isdigit() or len(count) > len(str(LARGEST)):
        expected("`total_tokens` to be a whole number in a text", count, place)
    return day, needed(one, "model_permaslug", str, place), int(count)


def _observation(day: Day, metric: str, entity: str, count: int, as_of: Day, recorded: Day) -> Row:
    cells = {
        "entity": entity,
        "metric": metric,
        "value": str(count),
        "period": day.isoformat(),
        "published": min(as_of, recorded).isoformat(),
        "basis": "stated",
        "recorded": recorded.isoformat(),
        "sources": SOURCE,
    }
    return Row("observations", cells)
