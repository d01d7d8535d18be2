"""Is a successor overdue: the wait since the last launch among the waits before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.measures.asking import measured, name_of, watch
from onrecord.measures.measurement import Estimate, Mark, Measurement, Picture, Trace, say_chance
from onrecord.measures.registry import OVERDUE
from onrecord.measures.statistics import Overdue
from onrecord.measures.statistics import overdue as unusual
from onrecord.record import View
from onrecord.terms.errors import BadInput
from onrecord.terms.time import ONE_DAY, Day, Period, say_day

LEVEL = 0.1
"""Above this chance a wait is not called unusual; with nine past gaps a rank can just reach it."""

COLUMNS = ("day", "model", "models", "gap")

Row = Mapping[str, Any]


def overdue(view: View, *, makers: Sequence[str] | None = None, families: Sequence[str] | None = None) -> Measurement:
    """Return how unusual the wait since the last launch is, as of the view's day.

    The wait is counted to the last day on which the record was watching. A date that the maker stated beats the test:
    before it nothing is overdue, after it the launch is late by the maker's own word.

    >>> from onrecord.record import open_record
    >>> found = overdue(open_record().as_of(Day(2025, 7, 25)), makers=["deepseek"])
    >>> found["wait"].value, found["p"].n, str(found["p"])
    (58.0, 16, '0.12')

    Raises `BadInput` where neither makers nor families are named.
    """
    if not makers and not families:
        raise BadInput("Whose successor is overdue? Name a lab or a family of models.")
    who = " and ".join([*(name_of(view, maker) for maker in makers or ()), *(families or ())])
    answer = OVERDUE.ask(
        view,
        f"launch days of {who}, and dates that were stated for the next",
        makers=list(makers) if makers else None,
        families=list(families) if families else None,
    )
    launches = [row for row in answer.rows if row["what"] == "launch"]
    stated = [row for row in answer.rows if row["what"] in {"stated", "promised"}]
    left = {
        words: n
        for what, words in (("vague", "known to the month only"), ("weak", "weak source"))
        if (n := sum(row["what"] == what for row in answer.rows))
    }
    gaps = [row["gap"] for row in launches if row["gap"] is not None]
    missing, words, estimates, waited = "", "", [], None
    if not launches:
        missing, words = f"a launch of {who}", f"No launch of {who} is on record."
    else:
        newest = launches[-1]
        seen = watch(view, list(makers or ()) or ["*"], newest["day"], view.day)
        # What nobody watched may have come out: the wait is known up to there, and is as long as that at least.
        until = view.day if seen.full else min(view.day, seen.until or newest["day"])
        doubtful = [row for row in answer.rows if row["what"] == "weak" and newest["day"] < row["day"] <= until]
        until = doubtful[0]["day"] if doubtful else until
        waited = max((until - newest["day"]).days, 0)
        if not seen.full and waited == 0:
            missing = f"a full list of launches of {who} after {say_day(newest['day'])}"
        found = unusual(gaps, waited)
        if not missing and found.p is None:
            missing = f"{4 - found.gaps} more past gap{'' if 4 - found.gaps == 1 else 's'} between launches of {who}"
        estimates = _estimates(found, waited, newest["day"], until, missing)
        words = _words(found, newest, waited, until, stated, missing, who, view.day)
        if not missing and doubtful:
            missing = f"a better source for {doubtful[0]['model']} ({say_day(until)})"
        elif not missing and until < view.day:
            missing = f"a full list of launches of {who} after {say_day(until)}"
    return measured(
        answer,
        view=view,
        subject=f"Next launch of {who}",
        words=words,
        estimates=estimates or [Estimate("p", None, "probability", missing=missing)],
        columns=COLUMNS,
        rows=[*launches, *stated],
        left=left,
        missing=missing,
        picture=_picture(launches, waited, view.day),
    )


def is_overdue(found: Measurement) -> bool:
    """Say whether an answer calls the wait unusual to the end, or a launch late by the maker's own word.

    >>> from onrecord.record import open_record
    >>> is_overdue(overdue(open_record().as_of(Day(2025, 7, 25)), makers=["deepseek"]))
    False
    """
    launches = [row["day"] for row in found.rows if row["what"] == "launch"]
    if not launches or any(row["what"] == "stated" for row in found.rows):
        return False
    if any(row["what"] == "promised" and row["day"] > launches[-1] for row in found.rows):
        return True
    p = next((one.value for one in found.estimates if one.name == "p"), None)
    return not found.missing and p is not None and p <= LEVEL


def _estimates(found: Overdue, waited: int, since: Day, until: Day, missing: str) -> list[Estimate]:
    period = Period.of_days(since, until)
    p = None if missing else found.p
    return [
        Estimate("wait", float(waited), "days", n=1, period=period),
        Estimate("past gaps", float(found.gaps), "gaps", n=found.gaps),
        Estimate("gaps at least as long", float(found.longer), "gaps", n=found.gaps),
        Estimate("p", p, "probability", n=found.gaps, period=period, missing=missing),
    ]


def _words(
    found: Overdue, newest: Row, waited: int, until: Day, stated: Sequence[Row], missing: str, who: str, day: Day
) -> str:
    words = f"{waited} days from {newest['model']} ({say_day(newest['day'])}) to {say_day(until)}"
    coming = [row for row in stated if row["what"] == "stated"]
    late = [row for row in stated if row["what"] == "promised" and row["day"] > newest["day"]]
    if coming:
        return f"{words}; {coming[0]['model']} is stated for {say_day(coming[0]['day'])}: nothing of {who} is overdue."
    if late:
        return f"{words}; {late[0]['model']} was stated for {say_day(late[0]['day'])} and is not on record as out."
    if missing:
        return f"{words}; whether that is unusual cannot be told."
    gaps = f"{found.longer} of {found.gaps} past gaps lasted as long ({say_chance(found.p or 0.0)}, {found.method})"
    # A wait that nobody watched to its end may be over; what is unusual is what was seen of it.
    verb, up_to = ("is", "") if until >= day else ("was", " up to then")
    if (found.p or 0.0) <= LEVEL:
        return f"{words}: {gaps}. The wait {verb} unusual for {who}{up_to}."
    return f"{words}: {gaps}. That {verb} not unusual for {who}{up_to}."


def _picture(launches: Sequence[Row], waited: int | None, day: Day) -> Picture:
    points = tuple((row["day"], row["day"] + ONE_DAY, float(row["gap"])) for row in launches if row["gap"] is not None)
    traces = [Trace("gaps before each launch", points, "bars")]
    marks: tuple[Mark, ...] = ()
    if waited is not None:
        traces.append(Trace("the wait so far", ((day, day + ONE_DAY, float(waited)),), "bars"))
        marks = (Mark(f"{waited} days on {say_day(day)}", value=float(waited)),)
    return Picture("days since the launch before", tuple(traces), marks)
