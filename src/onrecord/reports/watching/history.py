"""What a watch list holds, and what was told of a claim over time, for a terminal."""

from __future__ import annotations

import io
from collections.abc import Sequence

from onrecord.reports.safe import one_line
from onrecord.reports.terminal import STYLES, console_of, indented, line_of
from onrecord.reports.watching.words import say_article
from onrecord.reports.words import LABELS, say_count
from onrecord.terms.time import say_day
from onrecord.watching.report import ClaimHistory, ListReport


def list_lines(report: ListReport, *, width: int | None = None, colour: bool | None = None) -> str:
    """Return the articles with their verdicts, counted, and the subjects that are watched besides."""
    out = io.StringIO()
    console = console_of(out, width=width, colour=colour)
    if not report.articles and not report.subjects:
        return "Nothing is watched: add an article with `onrecord watch add ARTICLE`.\n"
    for one in report.articles:
        indented(console, line_of((say_article(one.article), "bold")), 0)
        counts = [(f"{LABELS[label].sign} {count} {label}   ", STYLES[label]) for label, count in one.verdicts]
        indented(console, line_of(*counts) if counts else line_of(("no claim", "dim")), 2)
        ahead = f", open until {say_day(one.open_until)}" if one.open_until else ""
        indented(console, line_of((f"{one.article.id}{ahead}", "dim")), 2)
    for subject in report.subjects:
        indented(console, line_of((f"{subject.id}: {', '.join(subject.measures)}", "")), 0)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def history_lines(claims: Sequence[ClaimHistory], *, width: int | None = None, colour: bool | None = None) -> str:
    """Return every verdict that was told of some claims, oldest first."""
    out = io.StringIO()
    console = console_of(out, width=width, colour=colour)
    article = ""
    for one in claims:
        if one.article.id != article:
            article = one.article.id
            console.print(line_of((f"{say_article(one.article)}", "bold")))
            console.print(line_of((article, "dim")))
        console.print()
        statement = one.claim.statement
        indented(console, line_of((f"“{one_line(statement.quote)}”", "bold")), 0)
        until = f", open until {say_day(statement.until)}" if statement.until else ""
        place = (
            f"{statement.id}: {statement.type}, {statement.modality}, characters {statement.start} to {statement.end}"
        )
        indented(console, line_of((place + until, "dim")), 0)
        for moment in one.moments:
            then, now = moment.claim.then, moment.claim.now
            head = f"{say_day(moment.day)}: {LABELS[now.label].sign} {now.label}"
            head += f" ({then.label} as known on its day)" if then.label is not now.label else ""
            indented(console, line_of((head, STYLES[now.label])), 2)
            missing = f" Missing: {one_line(now.missing)}." if now.missing else ""
            indented(console, line_of((f"{one_line(now.summary)}{missing}", "")), 4)
            rows = say_count(sum(row.decisive for row in now.rows), "row")
            told = f"{now.id}, by {rows} of vintage {now.vintage}, onrecord {moment.onrecord}"
            indented(console, line_of((told, "dim")), 4)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
