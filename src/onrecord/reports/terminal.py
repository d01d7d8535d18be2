"""A checked article for a terminal: one screen that a person understands without help."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from typing import TYPE_CHECKING

from onrecord.checking.result import CheckedArticle, CheckedClaim, Finding
from onrecord.reports.safe import one_line
from onrecord.reports.words import (
    LABELS,
    counts,
    has_changed,
    headline,
    say_count,
    say_finding,
    say_origin,
    say_verdict,
    tally,
)
from onrecord.terms.labels import Label
from onrecord.terms.time import say_day

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WIDEST = 100
"""Longer lines are hard to read, however wide the window."""

NARROWEST = 40

STYLES = {
    Label.SUPPORTED: "green",
    Label.REFUTED: "red",
    Label.CONFLICTING: "yellow",
    Label.NOT_ENOUGH: "cyan",
    Label.NOT_CHECKABLE: "bright_black",
}

_REASON_LINES = 3
_SHORTEST_QUOTE = 30
_LONGEST_TAIL = 14


def terminal_report(article: CheckedArticle, *, width: int | None = None, colour: bool | None = None) -> str:
    """Return a screen of text: title, counts, verdict and reason of each claim, findings, where to look next.

    Without `width` and `colour` the terminal decides: its width (80 where there is none), colours only there, and
    never with NO_COLOR.
    """
    out = io.StringIO()
    console = console_of(out, width=width, colour=colour)
    _head(console, article)
    _claims(console, article, console.width)
    _findings(console, article)
    _next(console, article)
    # Without colours a console still pads some lines; nobody needs these spaces.
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def console_of(out: io.StringIO, *, width: int | None, colour: bool | None) -> Console:
    """Return what writes lines of text; without `width` and `colour` the terminal decides."""
    from rich.console import Console  # noqa: PLC0415 - only this format pays for it

    colour = _has_colour() if colour is None else colour
    columns = shutil.get_terminal_size((80, 24)).columns if width is None else width
    columns = max(NARROWEST, min(columns, WIDEST))
    return Console(
        file=out,
        width=columns,
        color_system="standard" if colour else None,
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        _environ={},
    )


def _has_colour() -> bool:
    """Say whether standard output shows colours (https://no-color.org)."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and sys.stdout.isatty()


def line_of(*parts: tuple[str, str]) -> Text:
    """Join pairs of words and style; the words are shown as they are, whatever markup they hold."""
    from rich.text import Text  # noqa: PLC0415

    text = Text()
    for words, style in parts:
        text.append(words, style=style)
    return text


def indented(console: Console, text: Text, indent: int, lead: str = "") -> None:
    """Print text that keeps clear of the margin; `lead` stands in it, before the first line."""
    for number, line in enumerate(text.wrap(console, console.width - indent)):
        console.print(line_of((f"{'' if number else lead:<{indent}}", "bold")).append_text(line))


def _head(console: Console, article: CheckedArticle) -> None:
    console.print(line_of((one_line(headline(article)), "bold")))
    console.print(
        line_of(
            (f"{one_line(say_origin(article))}.", ""),
            (f" Checked as known on {say_day(article.then)}", "dim"),
            (f" and now, {say_day(article.now)}.", "dim"),
        )
    )
    console.print()
    if not article.claims:
        console.print(line_of((tally(article), "")))
        return
    shown = [(label, count) for label, count in counts(article).items() if count]
    parts = [(f"{LABELS[label].sign} {count} {label.value}   ", STYLES[label]) for label, count in shown]
    total = say_count(len(article.claims), "claim").capitalize()
    console.print(line_of((f"{total}:   ", "bold"), *parts))
    changed = sum(1 for checked in article.claims if has_changed(checked))
    if changed:
        verb = "verdict has" if changed == 1 else "verdicts have"
        number = say_count(changed, verb, verb).capitalize()
        console.print(line_of((f"{number} changed since the article.", "")))


def _claims(console: Console, article: CheckedArticle, columns: int) -> None:
    if article.claims:
        console.print()
    for number, checked in enumerate(article.claims, 1):
        _claim(console, number, checked, columns)


def _claim(console: Console, number: int, checked: CheckedClaim, columns: int) -> None:
    words = LABELS[checked.now.label]
    style = STYLES[checked.now.label]
    verdict = f"{words.sign} {say_verdict(checked)}"
    lead = f"{number:>2} "
    quote = f"“{one_line(checked.claim.quote)}”"
    room = columns - len(lead) - len(verdict) - 2
    head = line_of((lead, "dim"), (verdict, f"bold {style}"))
    if room >= min(_SHORTEST_QUOTE, len(quote)):
        head.append(f"  {_clipped(quote, room)}")
        console.print(head)
    else:
        console.print(head)
        indented(console, line_of((_clipped(quote, columns - len(lead)), "")), len(lead))
    for reason in _reasons(checked):
        indented(console, line_of((_clipped(reason, _REASON_LINES * (columns - len(lead)) - 8), "dim")), len(lead))


def _reasons(checked: CheckedClaim) -> list[str]:
    then, now = one_line(checked.then.summary), one_line(checked.now.summary)
    told_apart = then != now and has_changed(checked)
    reasons = [f"Then: {then}", f"Now: {now}"] if told_apart else [now or then]
    if checked.now.missing:
        reasons.append(f"Missing: {one_line(checked.now.missing)}")
    if checked.now.tolerance:
        reasons.append(f"Tolerance: {one_line(checked.now.tolerance)}.")
    reasons.append(one_line(checked.now.turns))
    return [reason for reason in reasons if reason]


def _findings(console: Console, article: CheckedArticle) -> None:
    if not article.findings:
        return
    console.print()
    console.print(line_of((f"{say_count(len(article.findings), 'finding').capitalize()} for the editor", "bold")))
    for finding in article.findings:
        _finding(console, finding)


def _finding(console: Console, finding: Finding) -> None:
    message = f"{one_line(say_finding(finding.kind))}: "
    indented(console, line_of((message, "bold"), (one_line(finding.message), "")), 3, lead=" !")
    if finding.places:
        quotes = " and ".join(dict.fromkeys(f"“{_clipped(one_line(place.quote), 60)}”" for place in finding.places))
        indented(console, line_of((quotes, "dim")), 3)


def _next(console: Console, article: CheckedArticle) -> None:
    console.print()
    console.print(line_of(("Look next", "bold")))
    rows = [
        (
            "onrecord check ARTICLE --format html --out report.html",
            "numbers, sources",
        )
    ]
    subject = _subject(article)
    if subject:
        rows.append((f"onrecord show {subject}", "what the record holds"))
    for command, purpose in rows:
        indented(console, line_of((command, "bold"), (f"  {purpose}", "dim")), 3)


def _subject(article: CheckedArticle) -> str:
    """Choose the subject of the first claim that is not plainly right, or of the first; never free words."""
    ordered = sorted(article.claims, key=lambda checked: checked.now.label is Label.SUPPORTED)
    ids = (checked.claim.subject for checked in ordered if checked.now.label is not Label.NOT_CHECKABLE)
    return next((subject for subject in ids if re.fullmatch(r"[a-z0-9][a-z0-9._:/-]*", subject)), "")


def _clipped(text: str, room: int) -> str:
    """Shorten to the room that is left, in columns: a Chinese character takes two."""
    from rich.cells import cell_len, set_cell_size  # noqa: PLC0415

    if cell_len(text) <= room:
        return text
    end = "…”" if text.endswith("”") else "…"
    short = set_cell_size(text, max(room - len(end), 1))
    # Between words if there is a gap near the end, so that no half word is read as a whole one.
    head, _, tail = short.rpartition(" ")
    return (head if head and len(tail) <= _LONGEST_TAIL else short).rstrip(" ,;.") + end
