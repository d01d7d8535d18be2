"""`onrecord collect`: ask the sources of the settings, keep what they answer, and store it in the record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli.groups import Commands
from onrecord.terms.errors import BadInput

if TYPE_CHECKING:
    from onrecord.cli.record import Progress
    from onrecord.sources.settings import Settings
    from onrecord.sources.waiting import Home

FAILED = 1

RUN = "run"


class _Names(Commands):
    """Takes `onrecord collect NAME` for `onrecord collect run NAME`: what is collected needs no verb."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [RUN, *args]
        return super().parse_args(ctx, args)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Name what there is to collect."""
        from onrecord.sources.registry import SOURCES

        formatter.write_paragraph()
        formatter.write_text(
            f"Sources: {', '.join(SOURCES)}. The settings name those to ask; `onrecord collect init` writes settings "
            "with every one."
        )
        super().format_epilog(ctx, formatter)


app = typer.Typer(
    cls=_Names,
    help="Collect sources into a record: `onrecord collect NAME...`, or --all that the settings name.",
    rich_markup_mode=None,
)

SettingsFile = Annotated[
    Path,
    typer.Option("--settings", metavar="FILE", envvar="ONRECORD_SETTINGS", help="What is collected, and where to."),
]
Form = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="terminal, json.")]
Wait = Annotated[float, typer.Option("--wait", metavar="SECONDS", help="For another collection to end.")]

DEFAULT = Path("onrecord.toml")


@app.command(RUN, hidden=True)
def run(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME...", help="Sources of the settings.")] = None,
    *,
    all_: Annotated[bool, typer.Option("--all", help="Every source of the settings.")] = False,
    settings: SettingsFile = DEFAULT,
    form: Form = "terminal",
    wait: Wait = 60,
) -> int:
    """Collect sources: ask, keep what comes, store what changed. A run that was cut is taken up again."""
    from datetime import UTC, datetime
    from os import environ
    from time import monotonic, sleep

    from stamina.instrumentation import set_on_retry_hooks

    from onrecord.cli.collected import collected_json, collected_lines
    from onrecord.cli.options import chosen
    from onrecord.cli.output import put
    from onrecord.cli.record import Progress
    from onrecord.sources.collect import collect
    from onrecord.sources.fetching import fetching
    from onrecord.sources.settings import read_settings

    set_on_retry_hooks(())  # what a person sees of an attempt is how it ends
    chosen(form, ("terminal", "json"), "a format")
    read = read_settings(settings)
    read.require_contact()
    if not read.sources:
        raise BadInput(f"{settings} names no source: take the # away before the sections that you want.")
    if all_ == bool(names):
        raise BadInput(f"Name what to collect, or give --all: {', '.join(read.sources)}.")
    sources = read.chosen(tuple(names)) if names else tuple(read.sources.values())

    def clock() -> datetime:
        return datetime.now(UTC)

    with Progress() as progress, fetching(read.general, environ, clock, monotonic, sleep) as fetch:
        home = _home(read, wait, progress)
        done = collect(sources, read.sources, home, fetch, clock, progress.show)
    if form == "json":
        put(collected_json(done), data=True)
    else:
        put("".join(f"{line}\n" for one in done for line in collected_lines(one)))
    return FAILED if any(one.failure for one in done) else 0


@app.command("status", short_help="Show how collections stand.")
def status(
    *,
    verify: Annotated[bool, typer.Option("--verify", help="Look over every byte that is kept.")] = False,
    settings: SettingsFile = DEFAULT,
    form: Form = "terminal",
) -> int:
    """Show what was collected when, what failed, what is left of a cut run, and what waits to be stored."""
    from datetime import UTC, datetime

    from onrecord.cli.collected import status_json, status_lines
    from onrecord.cli.options import chosen
    from onrecord.cli.output import put
    from onrecord.cli.record import Progress
    from onrecord.record.folder.manifest import is_record_folder, read_manifest
    from onrecord.sources.archive import Archive
    from onrecord.sources.settings import read_settings
    from onrecord.sources.status import damaged
    from onrecord.sources.status import status as stands

    chosen(form, ("terminal", "json"), "a format")
    read = read_settings(settings)
    archive = Archive(read.general.archive)
    found = stands(tuple(read.sources), archive, datetime.now(UTC))
    bodies, size = archive.bodies.size()
    with Progress() as progress:
        damage = damaged(archive, progress.show) if verify else None
    home = read.general.record
    vintage = read_manifest(home).vintage if is_record_folder(home) else ""
    if form == "json":
        put(status_json(found, bodies, size, damage, vintage), data=True)
    else:
        whole = "" if damage is None else f", {len(damage):,} damaged" if damage else ", all whole"
        lines = [line for one in found for line in status_lines(one)]
        lines += [
            f"{archive.folder}: {bodies:,} {'body' if bodies == 1 else 'bodies'}, {size / 1e6:,.1f} MB{whole}.",
            *(damage or ()),
            f"{home}: vintage {vintage}." if vintage else f"{home}: not there yet.",
        ]
        put("".join(f"{line}\n" for line in lines))
    return FAILED if damage else 0


@app.command("replay", short_help="Build the record anew from what was kept.")
def replay(
    into: Annotated[Path, typer.Option("--into", metavar="DIR", help="A new folder.", show_default=False)],
    sources: Annotated[
        list[str] | None, typer.Option("--source", metavar="NAME", help="Only this one; repeatable.")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="Only runs from that day on.")] = None,
    settings: SettingsFile = DEFAULT,
    form: Form = "terminal",
) -> int:
    """Build a record from the archive alone; nothing is asked. It is the same to the last bit where nothing changed."""
    from onrecord.cli.collected import as_json, many, stored_as_dict
    from onrecord.cli.options import chosen, day_of
    from onrecord.cli.output import put
    from onrecord.cli.record import Progress
    from onrecord.record.folder.manifest import is_record_folder, read_manifest
    from onrecord.sources.archive import Archive
    from onrecord.sources.replay import replay as replayed
    from onrecord.sources.settings import read_settings

    chosen(form, ("terminal", "json"), "a format")
    read = read_settings(settings)
    names = {source.name for source in read.chosen(tuple(sources or ()))}
    with Progress() as progress:
        archive = Archive(read.general.archive)
        home = read.general.record
        base = read_manifest(home).base if is_record_folder(home) else "shipped"
        done = replayed(read.sources, archive, into, progress.show, sources=names, since=day_of(since), base=base)
    if form == "json":
        put(as_json([stored_as_dict(one) for one in done]), data=True)
    else:
        failures = [f"{one.run}: {one.failure}\n" for one in done if one.failure]
        put(
            f"{into}: {many(len(done) - len(failures), 'run')}, vintage {read_manifest(into).vintage}.\n"
            f"{''.join(failures)}"
        )
    ledger = archive.ledger()
    return FAILED if any(one.failure and ledger[one.run].state != "failed" for one in done) else 0


@app.command("init", short_help="Write settings to start from.")
def init(
    file: Annotated[Path, typer.Argument(metavar="[FILE]", help="Where to; onrecord.toml if left out.")] = DEFAULT,
    contact: Annotated[
        str, typer.Option("--contact", metavar="ADDRESS", help="Who asks: it stands in every User-Agent.")
    ] = "",
) -> None:
    """Write a commented settings file, with every source and what can be said about it."""
    from onrecord.cli.output import put, write_files
    from onrecord.sources.settings import starting_settings

    if file.exists():
        raise BadInput(f"{file} is there already: edit it, or name another file.")
    write_files({file: starting_settings(contact)})
    then = "" if contact else "enter your `contact` in it, then "
    put(f"{file} is written: {then}take what you want, and run `onrecord collect --all`.\n")


def _home(settings: Settings, wait: float, progress: Progress) -> Home:
    from onrecord.sources.archive import Archive
    from onrecord.sources.waiting import Home

    general = settings.general
    return Home(Archive(general.archive, wait=wait, waiting=progress.wait), general.record, general.documents)
