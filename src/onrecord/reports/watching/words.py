"""The words that all reports of a watch list share."""

from __future__ import annotations

from onrecord.checking.result import SourceLine
from onrecord.reports.safe import one_line
from onrecord.reports.words import say_count, say_published, say_tier
from onrecord.terms.labels import Label
from onrecord.terms.time import say_day
from onrecord.watching.model import Announcement, Due, Event, Flip, Head, Reading, RowChange, TrialChange, Turn

SIGNS = {"new": "+", "revised": "~", "ended": "-", "decides now": "·", "decides no more": "·"}
"""What stands before a row, by what became of it."""

_KINDS = {"overdue": "Overdue", "highest": "A record", "lowest": "A record low"}


def headline_of(event: Event) -> str:
    """Say in one line what happened."""
    match event:
        case Flip():
            quote = f"“{one_line(event.claim.quote)}”"
            if event.now.flipped:
                return f"{say_turn(event.now)}: {quote}"
            return f"As known on its day {say_turn(event.then)}: {quote}"
        case Due():
            return f"Its time has come, {event.verdict.verdict}: “{one_line(event.claim.quote)}”"
        case Reading():
            return f"Read otherwise: {say_article(event.article)}"
        case Announcement():
            about = one_line(event.metric or event.subject_name)
            return f"{_KINDS[event.kind]}: {about}"


def say_turn(turn: Turn) -> str:
    """Write a change of verdict, the new one first: `Refuted, was Supported`."""
    return f"{turn.after.verdict}, was {turn.before.verdict}"


def say_article(article: Head) -> str:
    """Name an article: `Fair opens its doors (Oslo Courier, 2 March 2025)`."""
    title = one_line(article.title) or one_line(article.name)
    day = say_day(article.published) if article.published else ""
    origin = ", ".join(part for part in (one_line(article.publisher), day) if part)
    return f"{title} ({origin})" if origin else title


def say_cause(event: Flip | Reading) -> str:
    """Say why something is otherwise than at the last check; nothing where rows that are shown say it."""
    match event.cause:
        case "reading":
            return "A new version of onrecord reads the article otherwise; no new fact did it."
        case "rules":
            return "A new version of onrecord decides otherwise on the same rows; no new fact did it."
        case "names":
            return "The record knows names that it did not know, and reads the article by them."
        case "facts":
            if isinstance(event, Flip) and (event.rows or event.definitions):
                return ""
            return "No row that decides is new: what the record watches, and until when, has changed."


def say_row(row: RowChange) -> str:
    """Say what became of a row, since when it was public and who says it."""
    parts = [one_line(row.statement)]
    if row.before and row.before != row.statement:
        parts.append(f"before: {one_line(row.before)}")
    parts.append(f"public since {say_day(row.known_from)}")
    if row.sources:
        parts.append(say_sources(row.sources))
    if row.note:
        parts.append(one_line(row.note))
    return f"{row.change}: {'; '.join(parts)}"


def say_trial(trial: TrialChange) -> str:
    """Say how a definition holds now, and how it did."""
    held = {True: "holds", False: "does not hold", None: "cannot tell"}
    return f"{one_line(trial.name)}: {held[trial.after]}, before: {held[trial.before]}; {one_line(trial.numbers)}"


def say_sources(sources: tuple[SourceLine, ...]) -> str:
    """Name sources with day and trust."""
    return ", ".join(
        f"{one_line(line.publisher)} ({say_published(line.published)}, {say_tier(line.tier)})" for line in sources
    )


def say_due(due: Due) -> str:
    """Say until when a forecast was open, and what became of it."""
    until = f"It spoke of the time until {say_day(due.claim.until)}." if due.claim.until else ""
    if due.decided:
        return f"{until} {one_line(due.verdict.summary)}".strip()
    if due.verdict.verdict is not Label.NOT_ENOUGH:
        return f"{until} The record ends before; so far: {one_line(due.verdict.summary)}".strip()
    missing = f" Missing: {one_line(due.verdict.missing)}." if due.verdict.missing else ""
    return f"{until} The record cannot decide it yet: {one_line(due.verdict.summary)}{missing}".strip()


def say_reading(reading: Reading) -> str:
    """Say which claims came and which are gone."""
    came = ", ".join(f"“{one_line(claim.quote)}”" for claim in reading.came)
    gone = ", ".join(f"“{one_line(claim.quote)}”" for claim in reading.gone)
    parts = [f"{say_count(len(reading.came), 'claim')} came: {came}." if came else ""]
    parts.append(f"{say_count(len(reading.gone), 'claim')} gone: {gone}." if gone else "")
    text = " ".join(part[:1].upper() + part[1:] for part in parts if part)
    return f"{say_cause(reading)} {text}"
