"""What is new on a watch list, for a terminal: what an editor must see first stands first."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from onrecord.reports.safe import one_line, web_address
from onrecord.reports.terminal import STYLES, console_of, indented, line_of
from onrecord.reports.watching.words import (
    SIGNS,
    headline_of,
    say_article,
    say_cause,
    say_due,
    say_reading,
    say_row,
    say_sources,
    say_trial,
)
from onrecord.reports.words import LABELS, say_count
from onrecord.terms.time import say_day
from onrecord.watching.model import Announcement, Due, Flip, Reading
from onrecord.watching.report import RunReport

if TYPE_CHECKING:
    from rich.console import Console

MOST_OPEN = 5
"""So many open forecasts are named; the others are counted."""


def run_lines(report: RunReport, *, width: int | None = None, colour: bool | None = None) -> str:
    """Return what is new; without `width` and `colour` the terminal decides."""
    out = io.StringIO()
    console = console_of(out, width=width, colour=colour)
    _head(console, report)
    for flip in report.flips:
        _flip(console, flip)
    for due in report.due:
        _due(console, due)
    for announcement in report.announcements:
        _announcement(console, announcement)
    for reading in report.readings:
        _reading(console, reading)
    _open(console, report)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _head(console: Console, report: RunReport) -> None:
    counts = [
        say_count(len(report.flips), "verdict flipped", "verdicts flipped"),
        say_count(len(report.due), "forecast fell due", "forecasts fell due") if report.due else "",
        say_count(len(report.announcements), "announcement") if report.announcements else "",
        say_count(len(report.readings), "article read otherwise", "articles read otherwise") if report.readings else "",
    ]
    text = ", ".join(part for part in counts if part)
    since = f" since {say_day(report.since)}" if report.since else ""
    console.print(line_of((f"{text[:1].upper()}{text[1:]}{since}.", "bold")))
    watched = f"{say_count(report.articles, 'article')} with {say_count(report.claims, 'claim')}"
    record = f"the record as of {say_day(report.record.now)}"
    indented(
        console, line_of((f"{watched[:1].upper()}{watched[1:]}; {record}, vintage {report.record.vintage}.", "dim")), 0
    )


def _flip(console: Console, flip: Flip) -> None:
    turn = flip.now if flip.now.flipped else flip.then
    style = STYLES[turn.after.verdict]
    console.print()
    indented(console, line_of((headline_of(flip), f"bold {style}")), 2, lead=LABELS[turn.after.verdict].sign)
    indented(console, line_of((say_article(flip.article), "")), 2)
    if flip.now.flipped and flip.then.flipped:
        indented(
            console,
            line_of((f"As known on its day: {flip.then.after.verdict}, was {flip.then.before.verdict}.", "")),
            2,
        )
    for word, verdict in (("Before", turn.before), ("Now", turn.after)):
        missing = f" Missing: {one_line(verdict.missing)}." if verdict.missing else ""
        indented(console, line_of((f"{word}: {one_line(verdict.summary)}{missing}", "dim")), 2)
    for row in flip.rows:
        indented(console, line_of((say_row(row), "")), 4, lead=f"  {SIGNS[row.change]}")
    for trial in flip.definitions:
        indented(console, line_of((say_trial(trial), "")), 4, lead="  =")
    if cause := say_cause(flip):
        indented(console, line_of((cause, "")), 2)
    _where(console, flip.article.id, flip.claim.id, flip.article.address)


def _due(console: Console, due: Due) -> None:
    console.print()
    style = STYLES[due.verdict.verdict]
    indented(console, line_of((headline_of(due), f"bold {style}")), 2, lead=LABELS[due.verdict.verdict].sign)
    indented(console, line_of((say_article(due.article), "")), 2)
    indented(console, line_of((say_due(due), "dim")), 2)
    _where(console, due.article.id, due.claim.id, due.article.address)


def _announcement(console: Console, announcement: Announcement) -> None:
    console.print()
    indented(console, line_of((headline_of(announcement), "bold")), 2, lead="!")
    indented(console, line_of((one_line(announcement.words), "")), 2)
    if announcement.sources:
        indented(console, line_of((say_sources(announcement.sources), "dim")), 2)


def _reading(console: Console, reading: Reading) -> None:
    console.print()
    indented(console, line_of((headline_of(reading), "bold")), 2, lead="○")
    indented(console, line_of((say_reading(reading), "")), 2)


def _where(console: Console, article: str, claim: str, address: str) -> None:
    link = web_address(address)
    indented(console, line_of((" ".join(part for part in (claim, "of", article, link) if part), "dim")), 2)


def _open(console: Console, report: RunReport) -> None:
    if not report.open:
        return
    console.print()
    console.print(line_of((f"{say_count(len(report.open), 'forecast is', 'forecasts are')} open".capitalize(), "bold")))
    for one in report.open[:MOST_OPEN]:
        until = f"until {say_day(one.claim.until)}" if one.claim.until else ""
        text = f"{until}: “{one_line(one.claim.quote)}”, so far {one.verdict.verdict}; {say_article(one.article)}"
        indented(console, line_of((text, "dim")), 2)
    if len(report.open) > MOST_OPEN:
        console.print(line_of((f"  and {len(report.open) - MOST_OPEN} more", "dim")))
