"""`onrecord watch`: keep articles with their verdicts, check them again, and be told what flipped."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.collect import DEFAULT, SettingsFile
from onrecord.cli.groups import Commands
from onrecord.cli.options import EngineAddress, RecordFolder, chosen, day_of, day_or_today, record_of
from onrecord.terms.errors import BadInput, NoPublicationDay

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.terms.time import Day
    from onrecord.watching.journal import Subject
    from onrecord.watching.taking import Given, Outcome

app = typer.Typer(
    cls=Commands,
    help="Keep articles and claims with their verdicts, and be told when one flips.",
    rich_markup_mode=None,
)

BAD_INPUT, FLIPPED = 2, 3
"""The exit codes beside 0: something could not be used; with --fail-on-flip, a verdict flipped."""

FORMATS = ("terminal", "json")

WatchList = Annotated[
    Path | None,
    typer.Option("--list", metavar="DIR", envvar="ONRECORD_WATCH", help="The watch list; `watching` if left out."),
]
Today = Annotated[str | None, typer.Option("--day", metavar="DAY", help="The day that counts as today.")]
Wait = Annotated[float, typer.Option("--wait", metavar="SECONDS", help="For another command on the list to end.")]
Format = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="terminal or json.")]

NAME = 80
"""So many characters of a sentence are its name."""

LIST = "watching"
"""Stands beside the settings of `onrecord collect`, which are where the command is run if nothing else is said."""


@app.command("add", short_help="Put articles, claims or subjects on the list.")
def add(
    articles: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ARTICLE...",
            help="Files, folders, feeds, archives, - for standard input, or a sentence with --published.",
            show_default=False,
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DAY", help="When it appeared, where the article does not say so."),
    ] = None,
    publisher: Annotated[str, typer.Option("--publisher", metavar="NAME", help="Who published the article.")] = "",
    subjects: Annotated[
        list[str] | None,
        typer.Option("--subject", metavar="NAME", help="Announce what happens to it; repeatable."),
    ] = None,
    measures: Annotated[
        list[str] | None,
        typer.Option("--measure", metavar="MEASURE", help="Of the subjects only this: overdue or extreme; repeatable."),
    ] = None,
    list_: WatchList = None,
    settings: SettingsFile = DEFAULT,
    record: RecordFolder = None,
    engine: EngineAddress = None,
    today: Today = None,
    wait: Wait = 60,
) -> None:
    """Put articles on the watch list and check them; what is on it already stays as it is."""
    from onrecord.cli.output import put
    from onrecord.cli.record import Progress
    from onrecord.watching.watch import add as add_to

    if not articles and not subjects:
        raise BadInput("Name an article to watch, a sentence with --published, or a --subject.")
    folder, day = _place(list_, settings), day_or_today(today)
    given = [_given(text, day_of(published), publisher) for text in articles or ()]
    opened = _record(record, settings, engine)
    wanted = _subjects(opened, subjects or [], measures or [])
    with Progress() as progress:
        outcome = add_to(
            folder, given, wanted, opened, day=day, progress=progress.show, wait=wait, waiting=_say_waiting
        )
    put(_say_added(outcome, wanted, day))
    _end(outcome)


@app.command("remove", short_help="Take articles or subjects off the list.")
def remove(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="As `onrecord watch list` shows them.")],
    list_: WatchList = None,
    settings: SettingsFile = DEFAULT,
    today: Today = None,
    wait: Wait = 60,
) -> None:
    """Take articles or subjects off the watch list; what was told of them stays in its history."""
    from onrecord.cli.output import put
    from onrecord.watching.history import chosen as meant
    from onrecord.watching.history import read_history
    from onrecord.watching.watch import remove as remove_from

    folder = _place(list_, settings)
    history = read_history(folder)
    found = meant(ids, {"article": history.articles, "subject": history.subjects})
    remove_from(folder, found, day=day_or_today(today), wait=wait, waiting=_say_waiting)
    put("".join(f"{id_} is not watched any more.\n" for id_ in found))


@app.command("list", short_help="Show what is watched.")
def show_list(
    list_: WatchList = None, settings: SettingsFile = DEFAULT, format_: Format = "terminal", today: Today = None
) -> None:
    """Show the articles that are watched with their verdicts, counted, and the subjects."""
    from onrecord.cli.output import put
    from onrecord.reports.watching import render_list
    from onrecord.watching.history import read_history
    from onrecord.watching.report import list_of

    style = chosen(format_, FORMATS, "a format of `onrecord watch`")
    put(render_list(list_of(read_history(_place(list_, settings)), day_or_today(today)), style), data=style == "json")


@app.command("show", short_help="Show every verdict that was told of a claim.")
def show(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Of claims, or of articles for all their claims.")],
    list_: WatchList = None,
    settings: SettingsFile = DEFAULT,
    format_: Format = "terminal",
) -> None:
    """Show the history of verdicts of claims: by which record, by which version, and when it became another."""
    from onrecord.cli.output import put
    from onrecord.reports.watching import render_history
    from onrecord.watching.history import chosen as meant
    from onrecord.watching.history import read_history
    from onrecord.watching.report import histories_of

    style = chosen(format_, FORMATS, "a format of `onrecord watch`")
    history = read_history(_place(list_, settings))
    kinds = {"article": [article for article, _ in history.moments], "claim": [claim for _, claim in history.moments]}
    put(render_history(histories_of(history, meant(ids, kinds)), style), data=style == "json")


@app.command("run", short_help="Check everything again, and tell what flipped.")
def run(
    list_: WatchList = None,
    settings: SettingsFile = DEFAULT,
    record: RecordFolder = None,
    engine: EngineAddress = None,
    today: Today = None,
    format_: Format = "terminal",
    feed: Annotated[
        Path | None, typer.Option("--feed", metavar="FILE", help="Write what happened as an Atom feed, too.")
    ] = None,
    feed_entries: Annotated[
        int, typer.Option("--feed-entries", metavar="N", min=1, help="So many entries, the newest first.")
    ] = 100,
    command: Annotated[
        str | None,
        typer.Option("--exec", metavar="COMMAND", help="Run for each flip, with its JSON on standard input; no shell."),
    ] = None,
    seconds: Annotated[
        float, typer.Option("--exec-timeout", metavar="SECONDS", min=0.1, help="What the command has for a flip.")
    ] = 60,
    fail_on_flip: Annotated[
        bool, typer.Option("--fail-on-flip", help=f"End with code {FLIPPED} where a verdict flipped.")
    ] = False,
    wait: Wait = 60,
) -> None:
    """Check the watch list against the record as it is now, and tell what is new since the last run.

    What a run could not tell, for it was killed or its output was lost, the next one tells.
    """
    from onrecord.cli.output import put, write_files
    from onrecord.cli.record import Progress
    from onrecord.reports.watching import render_run
    from onrecord.reports.watching.atom import feed as feed_of
    from onrecord.reports.watching.json import flip_json
    from onrecord.watching.deliver import deliver, words_of
    from onrecord.watching.journal import require_watch_list
    from onrecord.watching.report import report_of
    from onrecord.watching.watch import mark_told
    from onrecord.watching.watch import run as run_all

    style = chosen(format_, FORMATS, "a format of `onrecord watch`")
    words = words_of(command) if command is not None else None
    folder, day = _place(list_, settings), day_or_today(today)
    require_watch_list(folder)
    opened = _record(record, settings, engine)
    with Progress() as progress:
        outcome = run_all(
            folder,
            opened,
            day=day,
            commanded=words is not None,
            progress=progress.show,
            wait=wait,
            waiting=_say_waiting,
        )
    report = report_of(outcome.history, opened, day)
    if feed is not None:
        write_files({feed: feed_of(outcome.history, feed_entries)})
    put(render_run(report, style), data=style == "json")
    if not report.is_quiet:
        mark_told(folder, outcome.history.entries, day=day, wait=wait)
    if words is not None and outcome.history.owed:
        outcome.problems += deliver(folder, words, flip_json, day=day, timeout=seconds, wait=wait)
    _end(outcome)
    if fail_on_flip and report.flips:
        raise typer.Exit(FLIPPED)


def _place(folder: Path | None, settings: Path) -> Path:
    return folder or settings.parent / LIST


def _record(folder: Path | None, settings: Path, engine: str | None) -> Record:
    """Open the record that was named, else the one that is collected; before its first collection the shipped one."""
    from onrecord.record.folder.manifest import is_record_folder
    from onrecord.sources.settings import read_settings

    if folder is None and (settings != DEFAULT or settings.is_file()):
        collected = read_settings(settings).general.record
        folder = collected if is_record_folder(collected) else None
    return record_of(folder, engine)


def _given(text: str, published: Day | None, publisher: str) -> Given:
    """Tell a file from a sentence."""
    from onrecord.reading.read import is_path
    from onrecord.watching.taking import Given

    if text == "-":
        if sys.stdin is None:
            raise BadInput("Standard input is closed: name an article instead of -.")
        return Given(sys.stdin.buffer.read(), "standard input", published, publisher)
    if is_path(text) or not any(sign.isspace() for sign in text.strip()):
        return Given(Path(text), text, published, publisher)
    if published is None:
        raise NoPublicationDay("A claim needs the day on which it was made: give --published YYYY-MM-DD.")
    name = f"“{textwrap.shorten(text, NAME, placeholder='…')}”"
    return Given(text.encode("utf-8", "surrogateescape"), name, published, publisher)


def _subjects(record: Record, names: list[str], measures: list[str]) -> list[Subject]:
    from onrecord.cli.lookup import find_entity
    from onrecord.watching.announce import MEASURES
    from onrecord.watching.journal import Subject

    if measures and not names:
        raise BadInput("--measure says what is wanted of a --subject: name one.")
    wanted = tuple(dict.fromkeys(chosen(one, MEASURES, "a measure that is announced") for one in measures))
    return [Subject(find_entity(record, name).entity["entity"], wanted or MEASURES) for name in names]


def _say_added(outcome: Outcome, subjects: list[Subject], day: Day) -> str:
    from dataclasses import replace

    from onrecord.reports.watching import render_list
    from onrecord.watching.report import list_of

    whole = list_of(outcome.history, day)
    new = set(outcome.new)
    mine = {subject.id for subject in subjects}
    shown = replace(
        whole,
        articles=tuple(one for one in whole.articles if one.article.id in new),
        subjects=tuple(one for one in whole.subjects if one.id in mine),
    )
    known = "".join(f"{id_} is watched already.\n" for id_ in outcome.known)
    return (render_list(shown, "terminal") if shown.articles or shown.subjects else "") + known


def _say_waiting(seconds: float) -> None:
    from onrecord.cli.documents import say

    say(f"another command is at work on the list; waiting up to {seconds:.0f} seconds for it.")


def _end(outcome: Outcome) -> None:
    """Say what could not be used, and end with the code for it."""
    from onrecord.cli.documents import say

    for skipped in outcome.skipped:
        say(f"skipped {skipped}")
    for problem in outcome.problems:
        say(problem)
    if outcome.problems:
        raise typer.Exit(BAD_INPUT)
