"""What collections did and how they stand, in lines for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from onrecord.cli.record import say_report

if TYPE_CHECKING:
    from onrecord.sources.collect import Collected
    from onrecord.sources.journal import Run
    from onrecord.sources.status import Status
    from onrecord.sources.waiting import Stored


def collected_lines(done: Collected) -> list[str]:
    """Say in lines what became of a source."""
    lines = []
    if done.run is not None:
        new = sum(not capture.unchanged for capture in done.run.captures)
        missed = f", {len(done.run.missed):,} missed" if done.run.missed else ""
        lines.append(f"{done.source}: {many(len(done.run.captures), 'answer')}, {new:,} new{missed}.")
        lines += [f"  missed {slot}: {why}" for slot, why in done.run.missed.items()]
    for stored in done.stored:
        if done.run is None or stored.run != done.run.id:
            lines.append(f"  {stored.run}, which had waited: {stored.failure or 'stored.'}")
        lines += [f"  {line}" for report in stored.reports for line in say_report(report)]
    if done.failure:
        lines.append(f"{done.source} failed: {done.failure}")
    return lines


def collected_json(done: Sequence[Collected]) -> str:
    """Write what became of the sources as JSON."""
    said = [
        {
            "source": one.source,
            **_run_as_dict(one.run),
            "missed": dict(one.run.missed) if one.run else {},
            "stored": [stored_as_dict(stored) for stored in one.stored],
            "failure": one.failure,
        }
        for one in done
    ]
    return as_json(said)


def status_lines(one: Status) -> list[str]:
    """Say in lines how a source stands."""
    lines = [f"{one.source}: {_whole(one)}" + ("" if one.listed else " It is no longer in the settings.")]
    if one.unfinished is not None:
        what = "cut" if one.unfinished.state == "cut" else "given up"
        goes_on = f"; {many(one.kept, 'answer')} kept, with which the next run goes on" if one.kept else ""
        lines.append(f"  the run of {_minute(one.unfinished)} was {what}{goes_on}. {one.unfinished.why}".rstrip())
    if one.waiting:
        lines.append(f"  waiting to be stored: {', '.join(one.waiting)}")
    lines += [f"  not stored: {entry.run}: {entry.why}" for entry in one.failed]
    return lines


def status_json(stands: Sequence[Status], bodies: int, size: int, damage: Sequence[str] | None, vintage: str) -> str:
    """Write how the sources stand as JSON.

    `damage` is None where nobody looked for it, `vintage` that of the record, empty where there is none yet.
    """
    sources = [
        {
            "source": one.source,
            "in_settings": one.listed,
            "last_whole": _run_as_dict(one.whole),
            "days": [day.isoformat() for day in one.days],
            "unfinished": {**_run_as_dict(one.unfinished), "why": one.unfinished.why} if one.unfinished else None,
            "kept": one.kept,
            "waiting": list(one.waiting),
            "not_stored": [{"run": entry.run, "why": entry.why} for entry in one.failed],
        }
        for one in stands
    ]
    looked = {} if damage is None else {"damaged": list(damage)}
    archive = {"bodies": bodies, "bytes": size, **looked}
    return as_json({"sources": sources, "archive": archive, "record": {"vintage": vintage or None}})


def stored_as_dict(stored: Stored) -> dict[str, Any]:
    """Return what became of one run in types of JSON."""
    return {"run": stored.run, "failure": stored.failure, "tables": [asdict(report) for report in stored.reports]}


def as_json(said: Any) -> str:
    """Write JSON as every command does that has no record to name."""
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


def many(count: int, word: str) -> str:
    """Write how many there are of something.

    >>> many(1, "run"), many(3000, "run")
    ('1 run', '3,000 runs')
    """
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _whole(one: Status) -> str:
    if one.whole is None:
        return "no whole run yet."
    days = (
        f"runs on {len(one.days):,} of {one.span:,} days since {one.days[0]}" if one.span > 1 else f"on {one.days[0]}"
    )
    missed = f", {len(one.whole.missed):,} missed" if one.whole.missed else ""
    return f"last whole run {_minute(one.whole)}, {many(len(one.whole.captures), 'answer')}{missed}; {days}."


def _minute(run: Run) -> str:
    return f"{run.ended or run.began:%Y-%m-%d %H:%M}"


def _run_as_dict(run: Run | None) -> dict[str, Any]:
    if run is None:
        return {"run": None, "state": None, "ended": None, "answers": 0, "new": 0}
    return {
        "run": run.id,
        "state": run.state,
        "ended": run.ended.isoformat() if run.ended else None,
        "answers": len(run.captures),
        "new": sum(not capture.unchanged for capture in run.captures),
    }
