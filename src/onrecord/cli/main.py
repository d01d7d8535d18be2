"""The `onrecord` command: its commands, and what an error looks like."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from onrecord import __version__
from onrecord.cli import (  # a command is called what it does
    check,
    collect,
    copies,
    coverage,
    demo,
    diff,
    list,  # noqa: A004
    measure,
    read,
    record,
    reproduce,
    revisions,
    schema,
    series,
    show,
    watch,
)
from onrecord.terms.errors import BadInput, OnrecordError

BAD_INPUT, OUR_FAULT, INTERRUPTED = 2, 1, 130

app = typer.Typer(
    name="onrecord",
    add_completion=False,
    # Plain help is as readable, answers in half the time and holds no escape sequence.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("check", short_help="Check articles against the record.")(check.check)
app.command("read", short_help="Show what articles say, before any check.")(read.read)
app.command("copies", short_help="Tell copies, rewrites and independent reports apart.")(copies.copies)
app.command("show", short_help="Show what the record holds on an entity.")(show.show)
app.command("list", short_help="List entities, metrics, sources, events ...")(list.list_)
app.command("series", short_help="Show the values of a metric as of any day.")(series.series)
app.command("measure", short_help="Compute adoption, shares, pace, leads, trends ... as of any day.")(measure.measure)
app.command("reproduce", short_help="Set published figures beside what the record gives.")(reproduce.reproduce)
app.command("revisions", short_help="Show who changed what, when and by how much.")(revisions.revisions)
app.command("diff", short_help="Show what the record learned between two days.")(diff.diff)
app.command("coverage", short_help="Show what is watched since when, and what is missing.")(coverage.coverage)
app.add_typer(record.app, name="record", short_help="Make a record of your own, import, validate, export, merge.")
app.add_typer(collect.app, name="collect", short_help="Collect from the Hub, catalogues, repositories, feeds ...")
app.add_typer(watch.app, name="watch", short_help="Keep articles, check them again, be told what flipped.")
app.command("demo", short_help="Check the example article.")(demo.demo)
app.command("schema", short_help="Print the JSON Schema of a check or a reading.")(schema.schema)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def onrecord(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and stop."),
    ] = False,
    engine: Annotated[
        str | None,
        typer.Option(
            "--engine", metavar="ADDRESS", envvar="ONRECORD_ENGINE", help="Where the command that follows runs its SQL."
        ),
    ] = None,
) -> None:
    """Check what the news says about the AI race against a dated public record: as known then, and now."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
    elif engine is not None:
        # The command's own --engine is nearer; `watch` hands it on to what it does.
        own = {"engine": engine}
        context.default_map = {context.invoked_subcommand: {**own, "add": own, "run": own}}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0, 2 for bad input, 1 where it is our fault, 130 for Ctrl-C.

    >>> main(["--version"]) in (0, BAD_INPUT)
    onrecord 0.1.0
    True
    """
    try:
        code = app(args=arguments, prog_name="onrecord", standalone_mode=False)
    except BadInput as error:
        return _say(str(error), BAD_INPUT)
    except OnrecordError as error:
        return _say(str(error), OUR_FAULT)
    except typer.TyperException as error:
        return _say(f"{error.format_message().rstrip('.')}: see `onrecord --help`.", error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except SystemExit as ending:
        # A pipe that closed while help was printed; nobody is left to read an explanation.
        return ending.code if isinstance(ending.code, int) else OUR_FAULT
    return code if isinstance(code, int) else 0


def run() -> None:
    """Run the command of this process."""
    sys.exit(main())


def _say(message: str, code: int) -> int:
    from onrecord.reports.safe import one_line

    # Messages quote file names and arguments, and those may hold anything.
    print(f"onrecord: {one_line(message)}", file=sys.stderr)
    return code


if __name__ == "__main__":
    run()
